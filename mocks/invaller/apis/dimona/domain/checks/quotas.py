"""Quotas: student hours, occasional days in horeca.

Sources: facts: dimona A8; anomalies.tsv 90017-369, 90256-369; Dimona WS REST v2, 7.2 (2).
Article 17 has quotas too, but the sources give no figures: they are not kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from invaller.apis.dimona.domain.anomaly import Anomaly
from invaller.apis.dimona.domain.case import Case
from invaller.apis.dimona.domain.checks.lateness import LATE_IN, late
from invaller.apis.dimona.domain.decision import Information
from invaller.apis.dimona.domain.period import Period

WORKER_DAYS = 50
"""Days of occasional work in horeca per worker and calendar year."""

EMPLOYER_DAYS = 200
"""Days with occasional work in horeca per employer and calendar year."""

STUDENT_EXCESS = "QUOTA WARNING: STUDENT"
"""Type of the information that tells the hours in excess."""


@dataclass(frozen=True, slots=True)
class StudentHours:
    """How planned hours divide over the student quota."""

    inside: int
    excess: int


def student_hours(case: Case) -> StudentHours | None:
    """Divide the planned hours of a student into those inside the quota and the excess.

    None when they do not touch the quota: another type of worker, an account that was not
    consulted. The hours of a period that was declared late are outside the quota and are no
    excess either.
    """
    account, hours = case.situation.student_account, case.shape.planned_hours
    if case.worker_type != "STU" or account is None or hours is None:
        return None
    if is_late(case):
        return StudentHours(0, 0)
    inside = min(hours, account.remaining)
    return StudentHours(inside, hours - inside)


def is_late(case: Case) -> bool:
    """Tell whether the Dimona In of the period was late: the one at hand, or the earlier one."""
    if case.target is not None:
        return LATE_IN in case.target.anomalies
    return any(late(case))


def students(case: Case) -> Iterator[Anomaly]:
    """Student hours above the quota are accepted with a warning (90017-369)."""
    hours = student_hours(case)
    if hours is not None and hours.excess:
        message = f"{hours.excess} planned hours exceed the student quota"
        where = case.block.at("plannedHoursNumber")
        planned = case.shape.planned_hours
        expected = f"at most {hours.inside} hours"
        yield Anomaly("90017-369", where, message, planned, expected, hours.inside or None)


def student_information(case: Case) -> tuple[Information, ...]:
    """Return the information that goes with an exceeded student quota."""
    hours = student_hours(case)
    if hours is None or not hours.excess:
        return ()
    return (Information(STUDENT_EXCESS, str(hours.excess)),)


def horeca(case: Case) -> Iterator[Anomaly]:
    """Occasional days in horeca above a quota are accepted with a warning (369).

    A worker has 50 days over all employers, an employer 200 days over all workers; several
    workers on one day are one day of the employer. A day that counts already costs nothing.
    """
    start = case.shape.start
    if start is None or not case.shape.features.is_horeca_extra:
        return
    if _exceeds(case.others(), start, WORKER_DAYS):
        message = f"more than {WORKER_DAYS} days of occasional work in horeca this year"
        yield Anomaly("90017-369", case.block.at("startDate"), message, str(start))
    own = case.target.period_id if case.target else case.declaration.declaration_id
    of_employer = [
        period
        for period in case.situation.employer_periods
        if period.is_active and period.period_id != own
    ]
    if _exceeds(of_employer, start, EMPLOYER_DAYS):
        message = f"more than {EMPLOYER_DAYS} days with occasional work this year"
        yield Anomaly("90256-369", case.block.at("startDate"), message, str(start))


def _exceeds(periods: Iterable[Period], start: date, days: int) -> bool:
    used = {
        period.start_date
        for period in periods
        if period.features.is_horeca_extra and period.start_date.year == start.year
    }
    return start not in used and len(used) >= days
