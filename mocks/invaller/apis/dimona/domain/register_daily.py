"""Daily registrations: the presence of a permanent horeca worker is kept, changed, cancelled.

Sources: Dimona WS REST v2, 1 and 5.1.1.3.2; facts: dimona A2.
"""

from __future__ import annotations

from dataclasses import replace

from invaller.apis.dimona.domain.anomaly import Anomaly, Result, in_order, result_of
from invaller.apis.dimona.domain.case import Check, run
from invaller.apis.dimona.domain.checks import (
    daily,
    dates,
    employers,
    extras,
    hours,
    targets,
    workers,
)
from invaller.apis.dimona.domain.checks.daily import DailyCase
from invaller.apis.dimona.domain.daily_registration import DailyRegistration
from invaller.apis.dimona.domain.decision import Decision
from invaller.apis.dimona.domain.declaration import Declaration, Kind
from invaller.apis.dimona.domain.period import EmployerKey
from invaller.apis.dimona.domain.shape import Features, Shape
from invaller.apis.dimona.domain.situation import Situation
from invaller.apis.dimona.domain.values import day, hour

COMMON: tuple[Check[DailyCase], ...] = (
    employers.mandate,
    employers.channel,
    employers.of_period,
    workers.number_of_period,
    extras.references,
)
"""Checks that each of the three has."""

TARGET: dict[Kind, tuple[Check[DailyCase], ...]] = {
    Kind.DAILY_IN: (targets.period, targets.registration_forbidden),
    Kind.DAILY_UPDATE: (targets.registration, targets.period_forbidden),
    Kind.DAILY_CANCEL: (targets.registration, targets.period_forbidden),
}
"""Checks of the number that it points to."""

_FORMS: tuple[Check[DailyCase], ...] = (dates.forms, hours.forms)

_CONTENT: tuple[Check[DailyCase], ...] = (
    daily.opted_in,
    daily.fits,
    daily.inside_period,
    daily.order,
    daily.longest,
)

ITSELF: dict[Kind, tuple[Check[DailyCase], ...]] = {
    Kind.DAILY_IN: (
        *_FORMS,
        dates.start_present,
        daily.start_hour_present,
        daily.end_date_present,
        *_CONTENT,
    ),
    Kind.DAILY_UPDATE: (*_FORMS, *_CONTENT),
    Kind.DAILY_CANCEL: (dates.start_forbidden, dates.end_forbidden, hours.out_of_place),
}
"""Checks of the presence itself."""

AGAINST_THE_FILE: tuple[Check[DailyCase], ...] = (daily.changed, daily.overlapping)
"""Checks against the other registrations."""


def decide(declaration: Declaration, situation: Situation) -> Decision:
    """Decide about a daily registration In, update or cancel."""
    kind = declaration.kind
    case = _case(declaration, situation)
    found = run(COMMON, case) + run(TARGET[kind], case)
    if _leads_nowhere(case, found):
        return Decision(Result.REFUSED, in_order(found))
    found += run(ITSELF[kind], case)
    if not found and kind is not Kind.DAILY_CANCEL:
        found += run(AGAINST_THE_FILE, case)
    result = result_of(found, case.worker_type)
    if result is Result.REFUSED or case.presence is None:
        return Decision(Result.REFUSED, in_order(found), worker=case.worker)
    return Decision(result, in_order(found), daily_registration=case.presence, worker=case.worker)


def _leads_nowhere(case: DailyCase, found: list[Anomaly]) -> bool:
    """Tell whether there is no sound target to hold the presence against."""
    return any(
        anomaly.code[:5] in ("00913", "01085") and not anomaly.code.endswith("005")
        for anomaly in found
    )


def _case(declaration: Declaration, situation: Situation) -> DailyCase:
    period = situation.period
    return DailyCase(
        declaration,
        situation,
        period.shape if period else Shape(Features()),
        period.employer if period else EmployerKey(),
        period.worker if period else None,
        situation.worker,
        _presence(declaration, situation),
    )


def _presence(declaration: Declaration, situation: Situation) -> DailyRegistration | None:
    """Return what the registration would look like, None when it cannot be read."""
    block, target = declaration.main, situation.daily_registration
    start, start_hour = day(block.get("startDate")), hour(block.get("startHour"))
    end, end_hour = day(block.get("endDate")), hour(block.get("endHour"))
    if declaration.kind is Kind.DAILY_IN:
        period = situation.period
        if period is None or start is None or start_hour is None:
            return None
        return DailyRegistration(
            declaration.declaration_id,
            period.period_id,
            start,
            start_hour,
            declaration.received_on,
            end,
            end_hour,
        )
    if target is None or declaration.kind is Kind.DAILY_CANCEL:
        return replace(target, is_canceled=True) if target else None
    return replace(
        target,
        start_date=start or target.start_date,
        start_hour=start_hour or target.start_hour,
        end_date=end or target.end_date,
        end_hour=end_hour or target.end_hour,
    )
