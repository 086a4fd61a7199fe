"""Relations: all periods of one worker with one employer, summed up.

Sources: Dimona WS REST v2, 1 and 7.8; facts: dimona A2, C2 row 29.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from invaller.apis.dimona.domain.period import EmployerKey, Period


def relations(periods: Iterable[Period]) -> list[dict[str, Any]]:
    """Return one relation per employer and worker, in the order of their first period.

    The employer has its numbers as stored (ten digits), the worker its ssin; dates are
    YYYY-MM-DD. ``endDate`` is left out while a period that was not cancelled is open.
    """
    groups: list[list[Period]] = []
    for period in periods:
        group = next((group for group in groups if _belongs(period, group[0])), None)
        if group is None:
            groups.append([period])
        else:
            group.append(period)
    return [_relation(group) for group in groups]


def _belongs(one: Period, other: Period) -> bool:
    return one.worker == other.worker and one.employer.is_same(other.employer)


def _relation(periods: list[Period]) -> dict[str, Any]:
    """Sum up the periods of one relation.

    When all were cancelled, dates are those of the cancelled periods (assumed).
    """
    active = [period for period in periods if period.is_active] or periods
    ends = [period.end_date for period in active if period.end_date is not None]
    relation: dict[str, Any] = {
        "employer": _numbers(periods[0].employer),
        "worker": {"ssin": periods[0].worker},
        "startDate": min(period.start_date for period in active).isoformat(),
    }
    if len(ends) == len(active):
        relation["endDate"] = max(ends).isoformat()
    return relation | {
        "numberOfPeriods": len(periods),
        "numberOfPeriodsCanceled": sum(not period.is_active for period in periods),
        "numberOfFeatures": _distinct_features(periods),
        "numberOfPeriodsTemporaryWorker": sum(period.features.is_agency for period in periods),
        "jointCommissionNumbers": _distinct(p.features.joint_commission for p in periods),
        "workerTypes": _distinct(period.features.worker_type for period in periods),
        "lastUpdateDate": max(period.last_update_date for period in periods).isoformat(),
    }


def _numbers(employer: EmployerKey) -> dict[str, Any]:
    numbers = {
        "employerId": employer.employer_id,
        "enterpriseNumber": employer.enterprise_number,
    }
    return {name: value for name, value in numbers.items() if value is not None}


def _distinct_features(periods: list[Period]) -> int:
    different = [periods[0].features]
    different += [
        period.features
        for index, period in enumerate(periods)
        if all(period.features != earlier.features for earlier in periods[:index]) and index
    ]
    return len(different)


def _distinct(values: Iterable[str | None]) -> list[str]:
    return sorted({value for value in values if value is not None})
