"""What an update of a period may change.

Sources: facts: dimona A2, A4, A8, C2 row 23; anomalies.tsv 00910-005, 00910-344, 00911-344,
00913-359, 00913-368 and block 90378.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from invaller.apis.dimona.domain.anomaly import Anomaly
from invaller.apis.dimona.domain.case import Case
from invaller.apis.dimona.domain.checks.hours import takes_hours
from invaller.apis.dimona.domain.checks.lateness import latest_start
from invaller.apis.dimona.domain.period import Period
from invaller.apis.dimona.domain.values import WITHOUT_END, day

STUDENT_START_FIXED_AFTER = date(2016, 12, 31)
"""Periods of students that start later than this cannot change their start date."""

_DATES = ("startDate", "endDate")
_HOURS = ("startHour", "endHour")


def something(case: Case) -> Iterator[Anomaly]:
    """An update has a date, or for periods with hours a date or hour (360, 361).

    Planned hours alone are enough for the types that declare them.
    """
    kind, block = case.shape.features.kind, case.block
    wanted: tuple[str, ...]
    if takes_hours(case):
        wanted, code = _DATES + _HOURS, "90378-361"
    elif kind is not None and kind.planned_hours:
        wanted, code = (*_DATES, "plannedHoursNumber", "plannedDaysNumber"), "90378-360"
    else:
        wanted, code = _DATES, "90378-360"
    if not any(block.given(member) for member in wanted):
        message = "the update holds nothing that can be changed"
        yield Anomaly(code, block.pointer, message, None, f"one of {', '.join(wanted)}")


def changed(case: Case) -> Iterator[Anomaly]:
    """An update that leaves everything as it was is refused (90378-444)."""
    members = (*_DATES, *_HOURS, "plannedHoursNumber", "plannedDaysNumber")
    given = any(case.block.given(member) for member in members)
    if given and case.target is not None and case.shape == case.target.shape:
        yield Anomaly("90378-444", case.block.pointer, "the update changes nothing")


def student_start(case: Case) -> Iterator[Anomaly]:
    """The start date of a student's period cannot change (00910-005).

    The unchanged date is accepted: clients send it. To change it, cancel and declare anew.
    """
    target, start = case.target, day(case.block.get("startDate"))
    if target is None or start is None:
        return
    if _has_fixed_start(target) and start != target.start_date:
        own = str(target.start_date)
        message = "the start date of a student's period cannot change"
        yield Anomaly("00910-005", case.block.at("startDate"), message, str(start), own, own)


def start_postponed(case: Case) -> Iterator[Anomaly]:
    """A start date cannot be postponed once the work should have started (00910-344).

    Until then it can (assumed; the source only says that postponing can be forbidden). The
    start of a student's period cannot change at all, which is another anomaly.
    """
    target, start = case.target, day(case.block.get("startDate"))
    if target is None or start is None or start <= target.start_date:
        return
    if _has_fixed_start(target):
        return
    latest = latest_start(target.shape)
    if latest is not None and case.declaration.received_locally > latest:
        own = str(target.start_date)
        message = "the start date cannot be postponed after the work has started"
        yield Anomaly("00910-344", case.block.at("startDate"), message, str(start), own, own)


def end_postponed(case: Case) -> Iterator[Anomaly]:
    """The end date of a flexi-job is never postponed (00911-344)."""
    target, end = case.target, day(case.block.get("endDate"))
    if target is None or end is None or target.features.worker_type != "FLX":
        return
    if _removes_end(case):
        return
    if target.end_date is not None and end > target.end_date:
        own = str(target.end_date)
        message = "the end date of a flexi-job cannot be postponed"
        yield Anomaly("00911-344", case.block.at("endDate"), message, str(end), own, own)


def first_end(case: Case) -> Iterator[Anomaly]:
    """A first end date is set by an Out, not by an update (00913-359)."""
    target, end = case.target, day(case.block.get("endDate"))
    if target is None or target.end_date is not None or end in (None, WITHOUT_END):
        return
    message = "a period without end date is closed by a Dimona Out"
    yield Anomaly("00913-359", case.block.at("endDate"), message, str(end), "a Dimona Out")


def end_removed(case: Case) -> Iterator[Anomaly]:
    """An end date that is mandatory cannot be removed, nor that of a flexi-job (368).

    The code exists for the period and for the update: 00913-368 is used when the end date is
    mandatory, 90378-368 for a flexi-job, whose end never moves later (assumed).
    """
    target, kind = case.target, case.shape.features.kind
    if target is None or target.end_date is None or not _removes_end(case):
        return
    if case.shape.features.is_agency or (kind is not None and kind.end_required):
        code, message = "00913-368", "the end date is mandatory for this period"
    elif case.worker_type == "FLX":
        code, message = "90378-368", "the end date of a flexi-job cannot be removed"
    else:
        return
    own = str(target.end_date)
    where = case.block.at("endDate")
    yield Anomaly(code, where, message, str(WITHOUT_END), "an end date", own)


def _removes_end(case: Case) -> bool:
    return day(case.block.get("endDate")) == WITHOUT_END


def _has_fixed_start(period: Period) -> bool:
    is_student = period.features.worker_type == "STU"
    return is_student and period.start_date > STUDENT_START_FIXED_AFTER
