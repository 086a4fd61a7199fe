"""Whether a person meets the conditions of performance for a flexi-job.

Either the person worked at least four fifths of full time in T-3 with another employer and
did not step down from full time to four fifths just before, or the person was in the pension
register in T-2. T is the quarter of the planned first day. Conditions on the employer's side
(sector, function, affiliated companies) are not looked at.
Sources: precontractual data, 3.1 (1); facts: dimona A8, row flexi.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from invaller.kernel.quarters import Quarter

FOUR_FIFTHS = 80
"""Percent of full time that is needed in T-3."""

FULL_TIME = 100
"""Percent of full time from which a step down to four fifths starts a waiting time."""

SECOND_WAITING_QUARTER_FROM = Quarter(2024, 1)
"""First quarter T in which a step down from T-5 to T-4 counts as well (facts: dimona A8)."""


class FlexiGround(Enum):
    """What decided about a flexi-job."""

    PENSION = "pension"
    PERFORMANCE = "performance"
    TOO_LITTLE = "too-little"
    STEPPED_DOWN = "stepped-down"

    @property
    def eligible(self) -> bool:
        """Whether the person may take a flexi-job on this ground."""
        return self in {FlexiGround.PENSION, FlexiGround.PERFORMANCE}


@dataclass(frozen=True, slots=True)
class Employment:
    """Volume of work with one employer in one quarter, in percent of full time."""

    enterprise: str
    quarter: Quarter
    percent: float


@dataclass(frozen=True, slots=True)
class FlexiDecision:
    """The ground of a decision, the quarter that it lies in and the volume seen there.

    ``percent`` is the volume with other employers in that quarter, None for a pension.
    """

    ground: FlexiGround
    quarter: Quarter
    percent: float | None = None


def decide(
    employments: Iterable[Employment], pension_from: date | None, employer: str, start: date
) -> FlexiDecision:
    """Decide about a flexi-job with ``employer`` that starts on ``start``.

    ``pension_from`` is the first day of a legal pension; the person is in the register of a
    quarter when the pension started on or before its last day.
    """
    quarter = Quarter.of(start)
    pension_quarter = quarter.shifted(-2)
    if pension_from is not None and pension_from <= pension_quarter.last_day:
        return FlexiDecision(FlexiGround.PENSION, pension_quarter)
    elsewhere = _volumes_elsewhere(employments, employer)
    reference = quarter.shifted(-3)
    volume = elsewhere.get(reference, 0)
    if volume < FOUR_FIFTHS:
        return FlexiDecision(FlexiGround.TOO_LITTLE, reference, volume)
    step = _step_down(elsewhere, quarter)
    if step is not None:
        return FlexiDecision(FlexiGround.STEPPED_DOWN, step, elsewhere[step])
    return FlexiDecision(FlexiGround.PERFORMANCE, reference, volume)


def _volumes_elsewhere(employments: Iterable[Employment], employer: str) -> dict[Quarter, float]:
    """Add up the volumes of each quarter with all employers but the one of the flexi-job."""
    volumes: dict[Quarter, float] = {}
    for employment in employments:
        if employment.enterprise != employer:
            quarter = employment.quarter
            volumes[quarter] = volumes.get(quarter, 0) + employment.percent
    return volumes


def _step_down(volumes: dict[Quarter, float], quarter: Quarter) -> Quarter | None:
    """Return the quarter of a step from full time to four fifths that still has effect in T.

    The waiting time is two quarters: T-3 shows it in the first, T-4 in the second.
    """
    landings = [quarter.shifted(-3)]
    if quarter >= SECOND_WAITING_QUARTER_FROM:
        landings.append(quarter.shifted(-4))
    for landing in landings:
        before = volumes.get(landing.shifted(-1), 0)
        if before >= FULL_TIME and FOUR_FIFTHS <= volumes.get(landing, 0) < FULL_TIME:
            return landing
    return None
