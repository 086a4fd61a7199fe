"""Periods that are double or overlap, and occasional work on too many days in a row.

Two periods concern each other when employer, worker and features are the same. Sources:
facts: dimona A2, A8; anomalies.tsv 333, 334 and 00910-459.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from invaller.apis.dimona.domain.anomaly import Anomaly
from invaller.apis.dimona.domain.case import Case
from invaller.apis.dimona.domain.declaration import Kind
from invaller.apis.dimona.domain.period import EmployerKey, Period
from invaller.apis.dimona.domain.shape import Features, Shape

LONGEST_RUN = 2
"""Consecutive days of occasional work in horeca with one employer."""

_BLOCKS = {Kind.IN: "90373", Kind.UPDATE: "90378"}


def double(case: Case) -> Iterator[Anomaly]:
    """A period may not be the same as, or overlap, another one (333, else 334)."""
    block = _BLOCKS.get(case.declaration.kind)
    if block is None or case.shape.begins is None:
        return
    rivals = [
        period
        for period in case.others()
        if period.employer.is_same(case.employer) and period.features == case.shape.features
    ]
    same = [period for period in rivals if _moments(period.shape) == _moments(case.shape)]
    overlapping = [period for period in rivals if _overlap(period.shape, case.shape)]
    where = case.block.pointer
    if same:
        found = same[0].period_id
        yield Anomaly(f"{block}-333", where, "the same period exists", found)
    elif overlapping:
        found = overlapping[0].period_id
        yield Anomaly(f"{block}-334", where, "the period overlaps another one", found)


def consecutive(case: Case) -> Iterator[Anomaly]:
    """Occasional work in horeca lasts two days in a row at most (00910-459).

    A performance over midnight counts as the day on which it starts.
    """
    start = case.shape.start
    if start is None or not case.shape.features.is_horeca_extra:
        return
    days = {period.start_date for period in case.others() if _is_extra_of(period, case)} | {start}
    run = [start, *_neighbours(days, start, -1), *_neighbours(days, start, 1)]
    if len(run) > LONGEST_RUN:
        message = "occasional work in horeca on more than two days in a row"
        found = [str(day) for day in sorted(run)]
        where = case.block.at("startDate")
        yield Anomaly("00910-459", where, message, found, "two days in a row at most")


def _moments(shape: Shape) -> tuple[object, ...]:
    return shape.start, shape.end, shape.start_hour, shape.end_hour


def _overlap(one: Shape, other: Shape) -> bool:
    if one.begins is None or other.begins is None:
        return False
    return one.begins < other.ends and other.begins < one.ends


def _is_extra_of(period: Period, case: Case) -> bool:
    """Tell whether a period is occasional horeca work with the same employer or user."""
    here = _place(case.shape.features, case.employer)
    there = _place(period.features, period.employer)
    return period.features.is_horeca_extra and there.is_same(here)


def _place(features: Features, employer: EmployerKey) -> EmployerKey:
    """Return for whom the work is done: the user of an agency worker, else the employer."""
    return EmployerKey(None, features.user_number) if features.is_agency else employer


def _neighbours(days: set[date], start: date, step: int) -> Iterator[date]:
    """Yield the days before or after the start that follow each other without a gap."""
    day = start + timedelta(days=step)
    while day in days:
        yield day
        day += timedelta(days=step)
