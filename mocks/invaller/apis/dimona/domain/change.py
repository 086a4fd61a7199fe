"""Dimona Out, update and cancel: a period is closed, changed or cancelled.

First the target: a period that is unknown, cancelled or locked ends the judgement. Then the
change itself, and for an update its relation to the personnel file. Sources: facts: dimona
A2, A3, A4.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from invaller.apis.dimona.domain.anomaly import Anomaly, Result, in_order, result_of
from invaller.apis.dimona.domain.case import Case, Check, run
from invaller.apis.dimona.domain.checks import (
    dates,
    employers,
    extras,
    flexi,
    hours,
    lateness,
    overlaps,
    quotas,
    targets,
    updates,
    workers,
)
from invaller.apis.dimona.domain.decision import Decision, StudentReservation
from invaller.apis.dimona.domain.declaration import Declaration, Kind
from invaller.apis.dimona.domain.declare_in import reservation
from invaller.apis.dimona.domain.period import EmployerKey, Period
from invaller.apis.dimona.domain.reading import changed_shape
from invaller.apis.dimona.domain.shape import Features, Shape
from invaller.apis.dimona.domain.situation import Situation
from invaller.kernel.legal_dates import legal_date

TARGET: tuple[Check[Case], ...] = (
    targets.period,
    employers.mandate,
    employers.channel,
    employers.of_period,
    workers.number_of_period,
    extras.references,
)
"""Checks of the target, for each of the three."""

ITSELF: dict[Kind, tuple[Check[Case], ...]] = {
    Kind.OUT: (
        targets.still_open,
        dates.forms,
        dates.end_present,
        dates.end_domain,
        dates.order,
        dates.start_forbidden,
        hours.out_of_place,
    ),
    Kind.UPDATE: (
        employers.active,
        dates.forms,
        dates.start_domain,
        dates.end_domain,
        dates.order,
        dates.same_day,
        dates.same_quarter,
        hours.forms,
        hours.forbidden,
        hours.order,
        hours.longest,
        hours.planned_hours,
        hours.planned_days,
        updates.something,
        updates.student_start,
        updates.start_postponed,
        updates.end_postponed,
        updates.first_end,
        updates.end_removed,
    ),
    Kind.CANCEL: (dates.start_forbidden, hours.out_of_place),
}
"""Checks of the change itself, by kind."""

AGAINST_THE_FILE: tuple[Check[Case], ...] = (
    updates.changed,
    overlaps.double,
    overlaps.consecutive,
    lateness.late,
    quotas.students,
    quotas.horeca,
    flexi.access,
)
"""Checks of an update against the personnel file and the quotas."""


def decide(declaration: Declaration, situation: Situation, now: datetime) -> Decision:
    """Decide about a Dimona Out, update or cancel."""
    period = situation.period
    case = _case(declaration, situation, period)
    found = run(TARGET, case)
    if period is None or not period.is_active or period.is_locked:
        return Decision(Result.REFUSED, in_order(found))
    found += run(ITSELF[declaration.kind], case)
    if result_of(found, case.worker_type) is not Result.REFUSED:
        found += run(AGAINST_THE_FILE, case) if declaration.kind is Kind.UPDATE else []
    anomalies = in_order(found)
    result = result_of(anomalies, case.worker_type)
    if result is Result.REFUSED:
        return Decision(result, anomalies, worker=period.worker)
    return _accepted(case, period, result, anomalies, now)


def _case(declaration: Declaration, situation: Situation, period: Period | None) -> Case:
    if period is None:
        return Case(declaration, situation, Shape(Features()), EmployerKey())
    shape = changed_shape(period.shape, declaration.main)
    return Case(declaration, situation, shape, period.employer, period.worker, situation.worker)


def _accepted(
    case: Case, period: Period, result: Result, anomalies: tuple[Anomaly, ...], now: datetime
) -> Decision:
    kind = case.declaration.kind
    if kind is Kind.CANCEL:
        changed = replace(period, is_canceled=True, last_dimona_type="cancel")
        student = _given_back(period)
    elif kind is Kind.OUT:
        changed = replace(period, end_date=case.shape.end, last_dimona_type="out")
        student = None
    else:
        changed = _updated(case, period, tuple(anomaly.code for anomaly in anomalies))
        student = reservation(case, changed)
    return Decision(
        result,
        anomalies,
        quotas.student_information(case) if kind is Kind.UPDATE else (),
        period=replace(changed, last_update_date=legal_date(now)),
        student=student,
        worker=period.worker,
    )


def _updated(case: Case, period: Period, codes: tuple[str, ...]) -> Period:
    """Return the period after an update; that its Dimona In was late stays with it."""
    shape = case.shape
    late_in = tuple(code for code in period.anomalies if code == lateness.LATE_IN)
    return replace(
        period,
        start_date=shape.start or period.start_date,
        end_date=shape.end,
        start_hour=shape.start_hour,
        end_hour=shape.end_hour,
        planned_hours=shape.planned_hours,
        planned_days=shape.planned_days,
        last_dimona_type="update",
        is_late=period.is_late or lateness.LATE_UPDATE in codes,
        anomalies=late_in + codes,
    )


def _given_back(period: Period) -> StudentReservation | None:
    """Return the release of all hours that a cancelled period of a student reserved."""
    if period.features.worker_type != "STU":
        return None
    return StudentReservation(period.worker, period.start_date.year, period.period_id, 0)
