"""Hours and planned work of periods.

Sources: facts: dimona A4, A6; anomalies.tsv zones 00777, 00778, 01017, 01135 and the codes
with 341.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from invaller.apis.dimona.domain.anomaly import Anomaly
from invaller.apis.dimona.domain.case import Case
from invaller.apis.dimona.domain.checks.dates import is_day_forfait
from invaller.apis.dimona.domain.declaration import Kind
from invaller.apis.dimona.domain.reading import planned
from invaller.apis.dimona.domain.values import hour
from invaller.apis.dimona.domain.worker_types import Hours

LAST_DAY_OF_PLANNED_DAYS = date(2016, 12, 31)
"""Until this start date students declared planned days, from the next day planned hours."""

LONGEST = timedelta(hours=24)
"""Longest period of an occasional worker or one-day flexi-job."""

_MEMBERS = (("startHour", "00777"), ("endHour", "00778"))
_TOO_LONG = {Kind.IN: "90373-341", Kind.UPDATE: "90378-341"}


def forms(case: Case) -> Iterator[Anomaly]:
    """Hours that are given must be HHMM between 0000 and 2359 (00777-003, 00778-003)."""
    for member, zone in _MEMBERS:
        value = case.block.get(member)
        if value is not None and hour(value) is None:
            message = f"{member} is not an hour"
            yield Anomaly(f"{zone}-003", case.block.at(member), message, value, "HHMM")


def present(case: Case) -> Iterator[Anomaly]:
    """Occasional workers and one-day flexi-jobs need both hours (00777-001, 00778-001).

    A day forfait in horeca has no end hour.
    """
    if not takes_hours(case):
        return
    for member, zone in _MEMBERS:
        if case.block.given(member) or (member == "endHour" and is_day_forfait(case.shape)):
            continue
        message = f"{member} is mandatory for this worker type"
        yield Anomaly(f"{zone}-001", case.block.at(member), message, None, "HHMM")


def forbidden(case: Case) -> Iterator[Anomaly]:
    """Other periods have no hours (00777-005, 00778-005)."""
    kind = case.shape.features.kind
    if kind is None or kind.hours is Hours.FREE or takes_hours(case):
        return
    for member, zone in _MEMBERS:
        if case.block.given(member):
            message = f"{member} is forbidden for this worker type or period"
            value = case.block.get(member)
            yield Anomaly(f"{zone}-005", case.block.at(member), message, value, "absent")


def order(case: Case) -> Iterator[Anomaly]:
    """The end hour does not come before the start hour on one day (00778-345)."""
    shape = case.shape
    if shape.start is None or shape.start != shape.end or not shape.start_hour:
        return
    if shape.end_hour and shape.end_hour < shape.start_hour:
        message = "endHour comes before startHour on the same day"
        expected = f"from {shape.start_hour}"
        where = case.block.at("endHour")
        yield Anomaly("00778-345", where, message, shape.end_hour, expected, shape.start_hour)


def longest(case: Case) -> Iterator[Anomaly]:
    """Occasional workers and one-day flexi-jobs work 24 hours at most (341)."""
    code, length = _TOO_LONG.get(case.declaration.kind), case.shape.length
    if code is None or length is None or not takes_hours(case) or length <= LONGEST:
        return
    found = f"{length.total_seconds() / 3600:g} hours"
    yield Anomaly(code, case.block.pointer, "the period lasts too long", found, "24 hours")


def planned_hours(case: Case) -> Iterator[Anomaly]:
    """Students and article 17 declare planned hours, others do not (01135)."""
    kind = case.shape.features.kind
    value, where = case.block.get("plannedHoursNumber"), case.block.at("plannedHoursNumber")
    if kind is None:
        return
    if value is not None and not kind.planned_hours:
        message = f"plannedHoursNumber is forbidden for worker type {kind.code}"
        yield Anomaly("01135-005", where, message, value, "absent")
    elif value is not None and planned(value) is None:
        message = "plannedHoursNumber is invalid"
        yield Anomaly("01135-003", where, message, value, "an integer from 1 to 999")
    elif value is None and _needs_planned_hours(case):
        message = f"plannedHoursNumber is mandatory for worker type {kind.code}"
        yield Anomaly("01135-001", where, message, None, "an integer from 1 to 999")


def planned_days(case: Case) -> Iterator[Anomaly]:
    """Students declared planned days until the end of 2016; they are gone since (01017)."""
    start, kind = case.shape.start, case.shape.features.kind
    value, where = case.block.get("plannedDaysNumber"), case.block.at("plannedDaysNumber")
    if start is None or kind is None:
        return
    wanted = kind.code == "STU" and start <= LAST_DAY_OF_PLANNED_DAYS
    if value is not None and not wanted:
        message = "plannedDaysNumber is for students before 2017"
        yield Anomaly("01017-005", where, message, value, "absent")
    elif value is not None and planned(value) is None:
        message = "plannedDaysNumber is invalid"
        yield Anomaly("01017-003", where, message, value, "an integer from 1 to 999")
    elif value is None and wanted and case.declaration.kind is Kind.IN:
        message = "plannedDaysNumber is mandatory for a student before 2017"
        yield Anomaly("01017-001", where, message, None, "an integer from 1 to 999")


def takes_hours(case: Case) -> bool:
    """Tell whether the period is one that is declared with hours.

    For an update the shape as it was decides for flexi-jobs: a one-day performance stays one.
    """
    kind = case.shape.features.kind
    if kind is None:
        return False
    if kind.hours is Hours.ONE_DAY:
        was_one_day = case.target is not None and case.target.shape.is_one_day_flexi
        return was_one_day or case.shape.is_one_day_flexi
    return kind.hours is Hours.REQUIRED


def out_of_place(case: Case) -> Iterator[Anomaly]:
    """Declarations that close or cancel have no hours (00777-005, 00778-005)."""
    for member, zone in _MEMBERS:
        if case.block.given(member):
            message = f"{member} is forbidden in {case.declaration.kind.value}"
            value = case.block.get(member)
            yield Anomaly(f"{zone}-005", case.block.at(member), message, value, "absent")


def _needs_planned_hours(case: Case) -> bool:
    """Tell whether a Dimona In must have planned hours; students did not before 2017."""
    kind, start = case.shape.features.kind, case.shape.start
    if kind is None or not kind.planned_hours or case.declaration.kind is not Kind.IN:
        return False
    return kind.code != "STU" or start is None or start > LAST_DAY_OF_PLANNED_DAYS
