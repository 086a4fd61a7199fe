"""Leave balances, proposed hours of leave, and links between employments and leave policies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from invaller.apis.loket import wire
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.leave_sums import Balance, balances_of
from invaller.apis.loket.problems import broken_rule
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.views.common import (
    Body,
    View,
    context,
    current,
    detailed,
    listed,
    named,
    reference_day,
    visible,
)
from invaller.apis.loket.work_patterns import hours_between, pattern_of
from invaller.kernel.calls import Answer, Call

_HOURS = 1
LINK = "leave-policy-link"
"""Rows below an employment: `leavePolicy` is the id of a policy that it is linked to."""


def _of_employment(call: Call, operation: OperationOf) -> Answer:
    employment = named(call, operation)
    today = wire.today(call).isoformat()
    around = context(call, employment)
    found = balances_of(Rows(call.workspace), employment, today)
    return listed(call, operation, ((_shown(one, "Today"), around) for one in found))


def _shown(one: Balance, until: str) -> Body:
    """A balance with the names that the list has: usage through and after `until`."""
    return {
        "year": one.year,
        "leaveType": {"key": one.kind},
        "unitType": {"key": _HOURS},
        "balancePreviousYear": round(one.previous, 2),
        "accrual": round(one.accrual, 2),
        f"usageThrough{until}": round(one.through, 2),
        f"usageAfter{until}": round(one.after, 2),
        "usageTotal": round(one.usage, 2),
        "balance": round(one.balance, 2),
        "expires": 0,
    }


def _wanted(call: Call, found: Iterable[Balance], on: str) -> list[Balance]:
    """The balances of the year of the reference date, of the asked leave types."""
    kinds = {int(one) for one in call.parameters.get("leaveType") or ()}
    return [one for one in found if one.year == int(on[:4]) and (not kinds or one.kind in kinds)]


def _of_employer(call: Call, operation: OperationOf) -> Answer:
    rows, on = Rows(call.workspace), reference_day(call)
    employer = named(call, operation)
    bodies = []
    for row in visible(call, operation, rows.of_employer("employment", employer.id)):
        entity = current(rows, "organizational-entity", row.id, on)
        balances = _wanted(call, balances_of(rows, row, on), on)
        if entity is None or not balances:
            continue
        body = {
            **row.body,
            "id": row.id,
            "organizationalEntity": entity.body,
            "leaveBalance": [_shown(one, "ReferenceDate") for one in balances],
        }
        bodies.append((body, context(call, row)))
    return listed(call, operation, bodies)


def _grouped(call: Call, operation: OperationOf) -> Answer:
    """Totals by leave type, and by department or function."""
    rows, on = Rows(call.workspace), reference_day(call)
    employer = named(call, operation)
    member = "department" if call.parameters["groupBy"] == "Department" else "function"
    by_group: dict[tuple[str, int], list[Balance]] = {}
    totals: dict[int, list[Balance]] = {}
    for row in visible(call, operation, rows.of_employer("employment", employer.id)):
        entity = current(rows, "organizational-entity", row.id, on)
        for one in _wanted(call, balances_of(rows, row, on), on):
            totals.setdefault(one.kind, []).append(one)
            if entity is not None:
                by_group.setdefault((entity.body[member]["key"], one.kind), []).append(one)
    groups = [
        {**_added(found), "group": _group(rows, member, group)}
        for (group, _), found in by_group.items()
    ]
    body = {"groups": groups, "totals": [_added(found) for found in totals.values()]}
    return detailed(call, operation, body, context(call, employer))


def _added(found: list[Balance]) -> Body:
    first = found[0]
    total = Balance(
        first.year,
        first.kind,
        sum(one.previous for one in found),
        sum(one.accrual for one in found),
        sum(one.through for one in found),
        sum(one.after for one in found),
    )
    return _shown(total, "ReferenceDate")


def _group(rows: Rows, resource: str, identifier: str) -> Body:
    row = rows.get(resource, identifier)
    return {"id": identifier, "description": "" if row is None else row.body["description"]}


def _proposed(call: Call, operation: OperationOf) -> Answer:
    """What leave from one day to another would take of an employment, in hours."""
    employment = named(call, operation)
    policies = [*_policies(Rows(call.workspace), employment)]
    if any(one.body["leaveUnitType"]["key"] != _HOURS for one in policies):
        raise broken_rule(
            call,
            "[leaveUnitType] proposed hours need leave policies in hours",
            ("leaveUnitType",),
            rule="loket.leave.proposed-hours-unit",
        )
    body = _proposal(call, employment, policies)
    return detailed(call, operation, body, context(call, employment))


def _proposed_of_all(call: Call, operation: OperationOf) -> Answer:
    rows, employer = Rows(call.workspace), named(call, operation)
    bodies = []
    for row in visible(call, operation, rows.of_employer("employment", employer.id)):
        policies = [*_policies(rows, row)]
        if all(one.body["leaveUnitType"]["key"] == _HOURS for one in policies):
            bodies.append((_proposal(call, row, policies), context(call, row)))
    return listed(call, operation, bodies)


def _proposal(call: Call, employment: Row, policies: list[Row]) -> Body:
    """By work pattern, else the leave pattern of a policy, else the working hours."""
    rows, today = Rows(call.workspace), wire.today(call)
    first = date.fromisoformat(str(call.parameters.get("startDate") or today))
    last = date.fromisoformat(str(call.parameters.get("endDate") or first))
    hours = current(rows, "working-hours", employment.id, first.isoformat())
    body = {} if hours is None else hours.body
    method, pattern = _method(body, policies, on_call=employment.body["isOnCallEmployment"])
    amount = 0.0 if hours is None or pattern is None else hours_between(pattern, first, last)
    return {
        "employmentId": employment.id,
        "methodOfCalculation": method,
        "proposedLeaveHours": round(amount, 2),
    }


def _method(
    hours: Body, policies: list[Row], *, on_call: bool
) -> tuple[str, Mapping[str, Mapping[str, float]] | None]:
    if (hours.get("calculateUsingWorkPattern") or {}).get("leaveHours") and hours.get(
        "workPattern"
    ):
        return "WorkPattern", hours["workPattern"]
    for policy in policies:
        asked = policy.body["leaveRequest"]
        if asked["applyLeaveSchedule"] and asked["leavePattern"]:
            return "LeavePattern", asked["leavePattern"]
    plain = {**hours, "workPattern": None}
    return "WorkingHours", pattern_of(plain, on_call=on_call)


def _policies(rows: Rows, employment: Row) -> Iterator[Row]:
    for link in rows.of_parent(LINK, employment.id):
        policy = rows.get("leave-policy", link.body["leavePolicy"])
        if policy is not None:
            yield policy


def _linked_policies(call: Call, operation: OperationOf) -> Answer:
    employment = named(call, operation)
    around = context(call, employment)
    bodies = [
        {**one.body, "id": one.id, "value": one.body["name"]}
        for one in _policies(Rows(call.workspace), employment)
    ]
    return listed(call, operation, ((body, around) for body in bodies))


def _linked_employments(call: Call, operation: OperationOf) -> Answer:
    rows, policy = Rows(call.workspace), named(call, operation)
    links = rows.of_employer(LINK, policy.employer or "")
    linked = (
        rows.get("employment", one.parent or "")
        for one in links
        if one.body["leavePolicy"] == policy.id
    )
    found = visible(call, operation, (row for row in linked if row is not None))
    return listed(
        call, operation, (({**row.body, "id": row.id}, context(call, row)) for row in found)
    )


LEAVE: Mapping[str, View] = {
    "GetEmploymentsByLeavePolicyId": _linked_employments,
    "GetLeaveBalancesByEmployerId": _of_employer,
    "GetLeaveBalancesByEmploymentId": _of_employment,
    "GetLeaveBalancesGroupedByEmployerId": _grouped,
    "GetLeavePoliciesByEmploymentId": _linked_policies,
    "GetProposedLeaveHoursByEmployerId": _proposed_of_all,
    "GetProposedLeaveHoursByEmploymentId": _proposed,
}
"""By operationId."""
