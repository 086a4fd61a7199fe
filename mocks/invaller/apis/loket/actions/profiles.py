"""Activating an employee profile: the funds, bases and benefits that it stands for.

Source: Loket API V2, patchEmployeeProfileByEmploymentId; what is in a profile is assumed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.actions.additions import Addition, decide
from invaller.apis.loket.actions.writing import need, unknown
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.faults import Broken
from invaller.apis.loket.engine.bodies import take_body
from invaller.apis.loket.engine.targets import target_of
from invaller.apis.loket.problems import refuse
from invaller.apis.loket.rows import Row
from invaller.kernel.calls import Answer, Call

Record = Mapping[str, Any]

_LISTS: Mapping[str, str] = {
    "base-for-calculation": "basesForCalculation",
    "benefit-or-deduction": "benefitsAndDeductions",
    "employment-fund": "employmentFunds",
    "abp-fund": "employmentFundsABP",
}
"""Resources of a profile by the list of the answer that has their ids."""

_FULL_TIME, _PART_TIME = 1, 2
"""Keys of employeeProfileId (options/employment.yaml)."""

_PROFILES: Mapping[int, Mapping[str, tuple[Record, ...]]] = {
    _FULL_TIME: {
        "base-for-calculation": ({"base": {"key": 545}},),
        "benefit-or-deduction": ({"payrollComponent": {"key": 330}, "value": 5.0},),
        "employment-fund": ({"fund": {"key": 1}}, {"fund": {"key": 3}}),
        "abp-fund": (),
    },
    _PART_TIME: {
        "base-for-calculation": ({"base": {"key": 545}},),
        "benefit-or-deduction": ({"payrollComponent": {"key": 330}, "value": 2.5},),
        "employment-fund": ({"fund": {"key": 1}},),
        "abp-fund": (),
    },
}


def _activate(call: Call, operation: OperationOf) -> Answer:
    """Make what the profile of an employment stands for; answers the ids in four lists."""
    employment = target_of(call, operation)
    taken = take_body(call, operation, employment, None).body
    need(call, taken, "activationDate")
    key = _profile_of(employment, taken)
    profile = None if key is None else _PROFILES.get(key)
    if profile is None:
        raise refuse(call, unknown("employeeProfileId", key, sorted(_PROFILES)))
    try:
        additions = _decided(call, employment, profile, taken["activationDate"])
    except Broken as broken:
        raise refuse(call, *broken.faults) from None
    ids = {
        _LISTS[resource]: [one.store(call).id for one in found]
        for resource, found in additions.items()
    }
    return wire.detail(call, operation, ids)


def _profile_of(employment: Row, taken: Mapping[str, Any]) -> int | None:
    """The key of the profile that is asked for, else that of the employment."""
    own: Mapping[str, Any] = employment.body.get("employeeProfileId") or {}
    asked: int | None = taken.get("employeeProfileId") or own.get("key")
    return asked


def _decided(
    call: Call, employment: Row, profile: Mapping[str, tuple[Record, ...]], start: str
) -> Mapping[str, list[Addition]]:
    return {
        resource: [
            decide(call, resource, employment, {"startDate": start, **one}) for one in records
        ]
        for resource, records in profile.items()
    }


PROFILES: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "PatchEmployeeProfileByEmploymentId": _activate,
}
"""By operationId."""
