"""Wages, benefits and leave of many employments at once (Loket API V2, collective...).

All of it is held against the rules when it is accepted, and again when it is done: what broke
a rule by then is left out, the rest is added.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.actions.additions import decide
from invaller.apis.loket.actions.queueing import process, queue
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.faults import Broken, Fault
from invaller.apis.loket.engine.targets import target_of
from invaller.apis.loket.problems import refuse
from invaller.apis.loket.rows import Row, Rows
from invaller.kernel.api import Process
from invaller.kernel.calls import Answer, Call

Item = Mapping[str, Any]
Fields = Callable[[Item], dict[str, Any]]

_KIND = "collective-action"
_COLLECTIVE = {"key": 2}
"""Option of meansOfCreation (options/leave.yaml)."""


def _wage(item: Item) -> dict[str, Any]:
    return {"startDate": item.get("startDate"), "grossWage": item.get("grossWage")}


def _benefit(item: Item) -> dict[str, Any]:
    members = ("startDate", "payrollComponent", "value")
    return {name: item.get(name) for name in members}


def _leave(item: Item) -> dict[str, Any]:
    members = ("startDate", "endDate", "isAccrual", "numberOfUnits")
    return {
        **{name: item.get(name) for name in members},
        "leaveType": {"key": item.get("leaveType")},
        "comment": item.get("comments"),
        "unitType": {"key": 1},
        "origin": {"leavePolicy": None, "meansOfCreation": _COLLECTIVE},
    }


_FIELDS: Mapping[str, Fields] = {
    "benefit-or-deduction": _benefit,
    "leave": _leave,
    "wage": _wage,
}
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "benefit-or-deduction": ("employmentId", "payrollComponent", "startDate", "value"),
    "leave": ("employmentId", "leaveType", "numberOfUnits", "startDate", "endDate"),
    "wage": ("employmentId", "grossWage", "startDate"),
}
"""Members that each record of a resource needs."""


def _start(resource: str) -> Callable[[Call, OperationOf], Answer]:
    """Accept records of a resource, one or many; they are added later."""

    def served(call: Call, operation: OperationOf) -> Answer:
        employer = target_of(call, operation)
        items = call.body if isinstance(call.body, list) else [call.body or {}]
        faults = [fault for item in items for fault in _faults(call, resource, employer, item)]
        if faults:
            raise refuse(call, *faults)
        queue(call, _KIND, employer.id, {"resource": resource, "items": items})
        return wire.accepted(call, operation)

    return served


def _faults(call: Call, resource: str, employer: Row, item: Item) -> list[Fault]:
    """What is wrong with one record; nothing when it may be added."""
    lacking = [name for name in _NEEDED[resource] if item.get(name) is None]
    if lacking:
        rule = "loket.write.required-fields"
        return [Fault(rule, f"[{name}] is required", name) for name in lacking]
    employment = _employment(call, employer.id, item)
    if employment is None:
        return [
            Fault(
                "loket.collective-action.foreign-employment",
                f"[employmentId] {item['employmentId']} is no employment of this employer",
                "employmentId",
                found=item["employmentId"],
            )
        ]
    try:
        decide(call, resource, employment, _fields(call, resource, employment, item))
    except Broken as broken:
        return list(broken.faults)
    return []


def _fields(call: Call, resource: str, employment: Row, item: Item) -> dict[str, Any]:
    """The record that is added; a wage keeps what the last one has beside its amount."""
    given = _FIELDS[resource](item)
    if resource != "wage":
        return given
    wages = Rows(call.workspace).of_parent("wage", employment.id)
    if not wages:
        return given
    last = max(wages, key=lambda one: str(one.body["startDate"]))
    kept = {name: last.body.get(name) for name in ("grossWageType", "payrollPeriodType")}
    return {**kept, **given}


def _employment(call: Call, employer: str, item: Item) -> Row | None:
    row = Rows(call.workspace).get("employment", str(item["employmentId"]))
    return row if row is not None and row.employer == employer else None


def _finish(call: Call, employer: str, given: dict[str, Any]) -> None:
    """Add what was accepted, as far as it still keeps the rules."""
    resource = given["resource"]
    for item in given["items"]:
        employment = _employment(call, employer, item)
        if employment is None:
            continue
        try:
            addition = decide(call, resource, employment, _fields(call, resource, employment, item))
        except Broken:
            continue
        addition.store(call)


COLLECTIVE: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "PostCollectiveBenefitsAndDeductionsByEmployerId": _start("benefit-or-deduction"),
    "PostCollectiveLeaveByEmployerId": _start("leave"),
    "PostCollectiveWageByEmployerId": _start("wage"),
}
"""By operationId."""

COLLECTIVE_WORK: Mapping[str, Process] = {_KIND: process(_finish)}
"""By kind of pending work."""
