"""Dimona In: a worker enters service and a period is created.

Two stages: first the declaration itself, with all its anomalies; only when nothing blocks,
its relation to the personnel file, the quotas and the moment of reception. Sources: facts:
dimona A2 to A8.
"""

from __future__ import annotations

from datetime import datetime

from invaller.apis.dimona.domain.anomaly import (
    PLACEHOLDER,
    Anomaly,
    Result,
    in_order,
    result_of,
)
from invaller.apis.dimona.domain.case import Case, run
from invaller.apis.dimona.domain.checks import (
    dates,
    employers,
    extras,
    features,
    flexi,
    hours,
    lateness,
    overlaps,
    quotas,
    targets,
    user_enterprises,
    workers,
)
from invaller.apis.dimona.domain.citizens import matching
from invaller.apis.dimona.domain.decision import Decision, StudentReservation
from invaller.apis.dimona.domain.declaration import Declaration
from invaller.apis.dimona.domain.period import Period
from invaller.apis.dimona.domain.reading import employer_key_in, kept, shape_in
from invaller.apis.dimona.domain.situation import Record, Situation
from invaller.kernel.legal_dates import legal_date
from invaller.kernel.numbers import ssin

ITSELF = (
    employers.present,
    employers.rsz_number,
    employers.company_number,
    employers.mandate,
    employers.channel,
    employers.active,
    workers.number,
    workers.identified,
    workers.data,
    workers.agreement,
    targets.period_forbidden,
    features.joint_commission,
    features.worker_type,
    features.allowed_for_employer,
    features.pair,
    features.sub_entity,
    user_enterprises.present,
    user_enterprises.forbidden,
    user_enterprises.number,
    user_enterprises.joint_commission,
    user_enterprises.name_and_address,
    dates.forms,
    dates.start_present,
    dates.end_present,
    dates.start_domain,
    dates.end_domain,
    dates.order,
    dates.same_day,
    dates.same_quarter,
    hours.forms,
    hours.present,
    hours.forbidden,
    hours.order,
    hours.longest,
    hours.planned_hours,
    hours.planned_days,
    extras.student_place_of_work,
    extras.small_statutes,
    extras.construction_cards,
    extras.references,
)
"""Checks of the declaration itself."""

AGAINST_THE_FILE = (
    overlaps.double,
    overlaps.consecutive,
    lateness.late,
    quotas.students,
    quotas.horeca,
    flexi.access,
)
"""Checks that need to know who the worker is."""


def decide(declaration: Declaration, situation: Situation, now: datetime) -> Decision:
    """Decide about a Dimona In; a worker who cannot be identified leaves it waiting (S)."""
    case = _case(declaration, situation)
    found = run(ITSELF, case)
    result = result_of(found, case.worker_type)
    if result is Result.REFUSED:
        return Decision(result, in_order(found))
    if case.worker is not None:
        return accept(case, found, now)
    known = matching(workers.identity(case), situation.candidates)
    if len(known) != 1:
        return Decision(Result.WAITING, (_waiting(),))
    return accept(_identified(case, known[0]), found, now)


def decide_for(
    declaration: Declaration, situation: Situation, citizen: Record, now: datetime
) -> Decision:
    """Decide about a Dimona In of which the worker was identified afterwards."""
    case = _identified(_case(declaration, situation), citizen)
    found = run(ITSELF, case)
    result = result_of(found, case.worker_type)
    if result is Result.REFUSED:
        return Decision(result, in_order(found))
    return accept(case, found, now)


def accept(case: Case, found: list[Anomaly], now: datetime) -> Decision:
    """Hold a sound declaration against the personnel file, and create its period."""
    anomalies = in_order([*found, *run(AGAINST_THE_FILE, case)])
    result = result_of(anomalies, case.worker_type)
    if result is Result.REFUSED:
        return Decision(result, anomalies, worker=case.worker)
    period = _period(case, anomalies, now)
    return Decision(
        result,
        anomalies,
        quotas.student_information(case),
        period=period,
        student=reservation(case, period),
        worker=case.worker,
    )


def reservation(case: Case, period: Period) -> StudentReservation | None:
    """Return the hours that the period of a student reserves."""
    hours = quotas.student_hours(case)
    if hours is None:
        return None
    return StudentReservation(period.worker, period.start_date.year, period.period_id, hours.inside)


def _case(declaration: Declaration, situation: Situation) -> Case:
    worker = ssin.normalised(declaration.worker_block.get("ssin"))
    return Case(
        declaration,
        situation,
        shape_in(declaration.main),
        employer_key_in(declaration.employer_block, situation.employer),
        worker,
        situation.worker if worker is not None else None,
    )


def _identified(case: Case, citizen: Record) -> Case:
    return Case(
        case.declaration,
        case.situation,
        case.shape,
        case.employer,
        str(citizen["ssin"]),
        citizen,
    )


def _waiting() -> Anomaly:
    return Anomaly(
        PLACEHOLDER, "/worker", "the declaration waits for the identification of the worker"
    )


def _period(case: Case, anomalies: tuple[Anomaly, ...], now: datetime) -> Period:
    shape, block = case.shape, case.block
    if shape.start is None or case.worker is None:
        raise ValueError("a period needs a start date and a worker")
    codes = tuple(anomaly.code for anomaly in anomalies)
    return Period(
        period_id=case.declaration.declaration_id,
        employer=case.employer,
        worker=case.worker,
        start_date=shape.start,
        features=shape.features,
        creation_date=case.declaration.received_on,
        last_update_date=legal_date(now),
        end_date=shape.end,
        start_hour=shape.start_hour,
        end_hour=shape.end_hour,
        planned_hours=shape.planned_hours,
        planned_days=shape.planned_days,
        student_place_of_work=kept(block.child("studentPlaceOfWork")),
        construction_cards=kept(block.child("constructionControlCards")),
        small_statutes=kept(block.child("smallStatutesInformation")),
        is_late=lateness.LATE_IN in codes,
        anomalies=codes,
    )
