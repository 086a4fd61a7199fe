"""Whether something in the personnel file matches the criteria of a search.

Criteria narrow each other; inside a list any value will do (Dimona WS REST v2, 5.1.3.2,
5.1.5.2, 5.1.7.2, 5.1.8.2).
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from invaller.apis.dimona.domain.daily_registration import DailyRegistration
from invaller.apis.dimona.domain.period import Period
from invaller.kernel.legal_dates import legal_date

Criteria = Mapping[str, Any]

CHANNEL = "REST"
"""The channel of everything that is declared through this service. Assumed."""


def _date(criteria: Criteria, name: str) -> date | None:
    return date.fromisoformat(criteria[name]) if name in criteria else None


def _within(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or day >= first) and (last is None or day <= last)


def _any_of(value: Any, wanted: Sequence[Any] | None) -> bool:
    return wanted is None or value in wanted


def is_active_between(start: date, end: date | None, criteria: Criteria) -> bool:
    """Whether something shares a day with the window; without end it is active for ever."""
    first, last = _date(criteria, "activeFromDate"), _date(criteria, "activeToDate")
    return (last is None or start <= last) and (first is None or end is None or end >= first)


def declaration_matches(stored: Mapping[str, Any], received: datetime, criteria: Criteria) -> bool:
    """Whether a declaration matches the criteria of a declaration search."""
    created = _date(criteria, "fromCreationDate"), _date(criteria, "toCreationDate")
    return (
        _within(legal_date(received), *created)
        and _any_of(stored["kind"], criteria.get("dimonaDeclarationType"))
        and _any_of(stored["result"], criteria.get("dimonaDeclarationStatus"))
        and _any_of(CHANNEL, criteria.get("channel"))
        and _is_about(stored, criteria)
        and _has_reference(stored["body"].get("references") or [], criteria.get("references"))
    )


def _is_about(stored: Mapping[str, Any], criteria: Criteria) -> bool:
    """Whether a declaration is about the period or daily registration that is sought.

    A change of a daily registration is about its period as well.
    """
    daily = stored["kind"].startswith("dailyRegistration")
    registration = stored["subject"] if daily else None
    return criteria.get("periodId") in (None, stored["period"]) and criteria.get(
        "dailyRegistrationId"
    ) in (None, registration)


def _has_reference(
    references: Sequence[Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]] | None
) -> bool:
    """Whether one of the references has all members of one of those that are wanted."""
    return wanted is None or any(
        sought.items() <= reference.items() for sought in wanted for reference in references
    )


def period_matches(period: Period, criteria: Criteria) -> bool:
    """Whether a period matches the criteria of a period search."""
    modified = _date(criteria, "fromModificationDate"), _date(criteria, "toModificationDate")
    return (
        is_active_between(period.start_date, period.end_date, criteria)
        and _within(period.last_update_date, *modified)
        and _has_features(period, criteria.get("features") or {})
    )


def _has_features(period: Period, criteria: Criteria) -> bool:
    features = period.features
    sub_entity = criteria.get("subEntityNumber")
    return (
        _any_of(features.joint_commission, criteria.get("jointCommissionNumbers"))
        and _any_of(features.worker_type, criteria.get("workerTypes"))
        and features.joint_commission not in criteria.get("excludedJointCommissionNumbers", ())
        and features.worker_type not in criteria.get("excludedWorkerTypes", ())
        and (sub_entity is None or str(sub_entity) == features.sub_entity)
    )


def registration_matches(registration: DailyRegistration, criteria: Criteria) -> bool:
    """Whether a daily registration matches the criteria of the list of a period."""
    created = _date(criteria, "creationDate")
    end = registration.end_date or registration.start_date
    return is_active_between(registration.start_date, end, criteria) and created in (
        None,
        registration.creation_date,
    )
