"""The kinds of worker of zone 00655 and what a Dimona In needs for each.

Source: facts: dimona A4 (zones 00655, 00910, 00911, 00777, 00778, 01135).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto


class Hours(Enum):
    """When startHour and endHour belong in a declaration."""

    FORBIDDEN = auto()
    REQUIRED = auto()
    ONE_DAY = auto()
    """Required for a performance of one day, forbidden for a longer period (flexi-job)."""
    FREE = auto()
    """The source says nothing about them (types that no longer exist)."""


class Span(Enum):
    """How far the end date may lie from the start date."""

    ANY = auto()
    SAME_DAY = auto()
    SAME_QUARTER = auto()


@dataclass(frozen=True, slots=True)
class WorkerType:
    """One kind of worker.

    ``first_day`` and ``last_day`` bound the start dates for which the type is open (00655-005).
    ``earliest_start`` and ``latest_start`` bound the start date itself (00910-008).
    ``days_ahead`` is the number of days before the start from which it may be declared.
    """

    code: str
    end_required: bool = False
    span: Span = Span.ANY
    hours: Hours = Hours.FORBIDDEN
    planned_hours: bool = False
    small_statutes: bool = False
    first_day: date | None = None
    last_day: date | None = None
    earliest_start: date | None = None
    latest_start: date | None = None
    days_ahead: int | None = None


_END_2021 = date(2021, 12, 31)
_START_2022 = date(2022, 1, 1)

_TYPES = (
    WorkerType("OTH"),
    WorkerType("BCW"),
    WorkerType("RTA"),
    WorkerType("DWD"),
    WorkerType("PMP"),
    WorkerType("ALT", first_day=date(2023, 9, 1)),
    WorkerType("FLX", hours=Hours.ONE_DAY),
    WorkerType("EXT", end_required=True, hours=Hours.REQUIRED),
    WorkerType("STU", end_required=True, span=Span.SAME_QUARTER, planned_hours=True),
    WorkerType("IVT", end_required=True, small_statutes=True),
    WorkerType("TRI", end_required=True, small_statutes=True),
    WorkerType("STG", end_required=True, small_statutes=True),
    WorkerType(
        "A17",
        end_required=True,
        span=Span.SAME_DAY,
        last_day=_END_2021,
        latest_start=_END_2021,
    ),
    WorkerType(
        "O17",
        end_required=True,
        span=Span.SAME_QUARTER,
        planned_hours=True,
        earliest_start=_START_2022,
        days_ahead=15,
    ),
    WorkerType(
        "S17",
        end_required=True,
        span=Span.SAME_QUARTER,
        planned_hours=True,
        earliest_start=_START_2022,
        days_ahead=15,
    ),
    WorkerType(
        "T17",
        end_required=True,
        span=Span.SAME_DAY,
        earliest_start=_START_2022,
        days_ahead=15,
    ),
    WorkerType("QUA", span=Span.SAME_DAY, hours=Hours.FREE, last_day=date(2022, 12, 31)),
    WorkerType("STX", hours=Hours.FREE, last_day=date(2013, 12, 31)),
    WorkerType("TEA", last_day=_END_2021),
)

WORKER_TYPES = {kind.code: kind for kind in _TYPES}
"""Every code of zone 00655 that the source knows; PFI and ART are not among them."""

OF_LOCAL_AUTHORITIES = frozenset({"A17", "IVT", "STU", "TEA", "TRI", "DWD", "STG", "OTH"})
"""Types that a local authority could declare for periods until the end of 2021 (00655-350)."""

LOCAL_AUTHORITIES_LIMITED_UNTIL = _END_2021
"""Last start date to which that limit applies."""

ONLY_LOCAL_AUTHORITIES = frozenset({"TEA"})
"""Types that no other employer may declare (00655-350)."""
