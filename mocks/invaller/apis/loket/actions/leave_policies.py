"""Leave policies: linked to employments, which gives them leave, and copied from the provider.

A link made gives the leave of the year at once; taken away, the employment keeps what it has
and gets no more (assumed). Source: Loket API V2, leavePolicyAndEmploymentLinks, leavePolicy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from invaller.apis.loket import engine, wire
from invaller.apis.loket.actions.additions import filled
from invaller.apis.loket.actions.multi_patch import Item, NoSuchRecord, multi_patch, record_of
from invaller.apis.loket.actions.writing import add, body_of, day_of, need, remove
from invaller.apis.loket.catalogue import DELETE, OperationOf
from invaller.apis.loket.domain.actions.leaves import Situation, applying, entitlement
from invaller.apis.loket.engine.bodies import take_body
from invaller.apis.loket.engine.targets import target_of
from invaller.apis.loket.problems import broken_rule, not_found
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.surroundings import context_of
from invaller.kernel.calls import Answer, Call

LINK = "leave-policy-link"
_AUTOMATIC = {"key": 3}
"""Option of meansOfCreation (options/leave.yaml)."""

_ADDITIONAL = ("age-based-leave", "wage-based-leave", "years-of-service-based-leave")


def _link_policy(call: Call, item: Item) -> None:
    """Link or unlink a policy and the employment of the path."""
    rows = Rows(call.workspace)
    employment = rows.get("employment", str(call.parameters["employmentId"]))
    policy = record_of(call, "leave-policy", item)
    if employment is None or policy.employer != employment.employer:
        raise NoSuchRecord("leave-policy", policy.id)
    _set_link(call, employment, policy, item["action"])


def _link_employment(call: Call, item: Item) -> None:
    """Link or unlink an employment and the policy of the path."""
    rows = Rows(call.workspace)
    policy = rows.get("leave-policy", str(call.parameters["leavePolicyId"]))
    employment = record_of(call, "employment", item)
    if policy is None or policy.employer != employment.employer:
        raise NoSuchRecord("employment", employment.id)
    _set_link(call, employment, policy, item["action"])


def _set_link(call: Call, employment: Row, policy: Row, action: str) -> None:
    """Have a link or none; what is so already stays so (assumed)."""
    rows = Rows(call.workspace)
    links = [one for one in rows.of_parent(LINK, employment.id) if _is_to(one, policy)]
    if action == "unlink":
        for one in links:
            remove(call, one)
    elif not links:
        add(call, LINK, employment, {"leavePolicy": policy.id})
        _provide(call, rows, employment, policy)


def _is_to(link: Row, policy: Row) -> bool:
    return bool(link.body["leavePolicy"] == policy.id)


def _provide(call: Call, rows: Rows, employment: Row, policy: Row) -> None:
    """Give an employment the leave of a policy for this year, unless it has that already."""
    year = day_of(call)[:4]
    if any(_is_of(one, policy, year) for one in rows.of_parent("leave", employment.id)):
        return
    day = max(f"{year}-01-01", str(employment.body["startDate"]))
    by_age, by_wage, by_service = (
        [one.body for one in rows.of_parent(name, policy.id)] for name in _ADDITIONAL
    )
    more = applying(by_age, by_wage, by_service, _situation(rows, employment, day))
    for kind, units in entitlement(policy.body, more).items():
        leave = {
            "leaveType": {"key": kind},
            "numberOfUnits": units,
            "isAccrual": True,
            "startDate": day,
            "endDate": day,
            "unitType": policy.body["leaveUnitType"],
            "origin": {"leavePolicy": {"id": policy.id}, "meansOfCreation": _AUTOMATIC},
        }
        context = context_of(rows, employment)
        add(call, "leave", employment, filled(call.workspace, "leave", leave, context))


def _is_of(leave: Row, policy: Row, year: str) -> bool:
    origin: Mapping[str, Any] = leave.body.get("origin") or {}
    given = (origin.get("leavePolicy") or {}).get("id") == policy.id
    return given and str(leave.body["startDate"]).startswith(year)


def _situation(rows: Rows, employment: Row, day: str) -> Situation:
    employee = rows.get("employee", employment.parent or "")
    born = "" if employee is None else str(employee.body["personalDetails"]["dateOfBirth"])
    wages = [row.body for row in rows.of_parent("wage", employment.id)]
    held = [one.get("grossWage") or 0 for one in wages if str(one["startDate"]) <= day]
    return Situation(
        _months_between(born, day),
        _months_between(str(employment.body["startDate"]), day),
        float(held[-1]) if held else 0.0,
    )


def _months_between(first: str, last: str) -> int:
    if not first:
        return 0
    months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7])
    return months - (last[8:] < first[8:])


def _copy(call: Call, operation: OperationOf) -> Answer:
    """Copy a policy of the provider, with its additional leave; answers the id of the copy."""
    employer, rows = target_of(call, operation), Rows(call.workspace)
    taken = take_body(call, operation, employer, None).body
    need(call, body_of(call), "sourceLeavePolicyId")
    source = rows.get("provider-leave-policy", str(taken["sourceLeavePolicyId"]))
    if source is None or source.parent != employer.parent:
        raise not_found(call, "leave policy of the provider", taken["sourceLeavePolicyId"])
    name = taken.get("name") or source.body["name"]
    copy = add(call, "leave-policy", employer, {**source.body, "name": name})
    for resource in _ADDITIONAL:
        for one in rows.of_parent(f"provider-{resource}", source.id):
            add(call, resource, copy, one.body)
    return wire.detail(call, operation, {"id": copy.id})


def _delete(call: Call, operation: OperationOf) -> Answer:
    """Delete a policy that no employment is linked to."""
    policy = target_of(call, operation)
    links = Rows(call.workspace).of_employer(LINK, policy.employer or "")
    linked = [one.parent for one in links if _is_to(one, policy)]
    if linked:
        raise broken_rule(
            call,
            f"{len(linked)} employments are linked to the leave policy; unlink them first",
            rule="loket.leave-policy.delete-linked",
            source="Loket API V2, leavePolicyAndEmploymentLinks",
            found=linked,
        )
    return engine.ENGINE[DELETE](call, operation)


LEAVE_POLICIES: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "DeleteLeavePolicyByLeavePolicyId": _delete,
    "PatchCopyLeavePolicyByEmployerId": _copy,
    "PatchEmploymentsByLeavePolicyId": multi_patch(_link_employment),
    "PatchLeavePoliciesByEmploymentId": multi_patch(_link_policy),
}
"""By operationId."""
