"""Workflows that move on, and requests for a change that begin one.

A change request begins a workflow that can be approved or refused; the employee changes when
it is approved. Source: Loket API V2, workflows, changeAddressRequest,
changeContactInformationRequest; which transitions there are is assumed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.actions.background import polled
from invaller.apis.loket.actions.queueing import process, queue
from invaller.apis.loket.actions.writing import add, body_of, by_user, change, need
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.person_names import formatted_name
from invaller.apis.loket.engine.bodies import take_body
from invaller.apis.loket.engine.targets import target_of
from invaller.apis.loket.option_lists import named_id
from invaller.apis.loket.problems import broken_rule
from invaller.apis.loket.rows import Body, Row, Rows
from invaller.kernel.api import Process
from invaller.kernel.calls import Answer, Call
from invaller.kernel.clock import render_instant

IN_PROGRESS, COMPLETED, ENDED_PREMATURELY = 1, 2, 3
"""Keys of the status of a workflow (options/payroll.yaml)."""

APPROVE, REFUSE = "Goedkeuren", "Afwijzen"
"""The transitions of a workflow in progress; their ids are derived from their names."""

_STATUS_AFTER = {named_id(APPROVE): COMPLETED, named_id(REFUSE): ENDED_PREMATURELY}
_KIND = "workflow-transition"
_MAPPING = "workflow-trigger-mapping"
_CHANGE = "requestedChange"
"""Member of a workflow: the employee and the block that it changes when it is approved."""


def transitions(workflow: str, status: int) -> list[Body]:
    """What allowedTransitions of a workflow holds; nothing once it is finished."""
    if status != IN_PROGRESS:
        return []
    offered = [{"action": named_id(name), "description": name} for name in (APPROVE, REFUSE)]
    return [
        {
            "description": "Wijziging goedkeuren of afwijzen",
            "href": f"/providers/employers/workflows/{workflow}/transition",
            "httpVerb": "POST",
            "transitions": offered,
        }
    ]


def _request(block: str, trigger: str) -> Callable[[Call, OperationOf], Answer]:
    """Begin a workflow that changes a block of an employee when it is approved."""

    def served(call: Call, operation: OperationOf) -> Answer:
        employee, rows = target_of(call, operation), Rows(call.workspace)
        taken = take_body(call, operation, employee, None).body
        need(call, taken, block)
        employer = rows.get("employer", employee.parent or "")
        identifier = rows.mint("workflow")
        asked = {"employee": employee.id, "block": block, "value": taken[block]}
        body = _begun(call, identifier, trigger, employee, taken)
        add(call, "workflow", employer, {**body, _CHANGE: asked}, identifier)
        return wire.accepted(call, operation)

    return served


def _begun(
    call: Call, identifier: str, trigger: str, employee: Row, taken: Mapping[str, Any]
) -> Body:
    at, who = render_instant(call.now), by_user(call)
    name = formatted_name(employee.body["personalDetails"])
    return {
        "allowedTransitions": transitions(identifier, IN_PROGRESS),
        "assignee": {"user": who, "role": None},
        "data": json.dumps({"employee": name, **taken}, ensure_ascii=False),
        "initiatedBy": who,
        "initiatedOn": at,
        "lastModifiedBy": who,
        "lastModifiedOn": at,
        "status": {"key": IN_PROGRESS},
        "trigger": {"id": named_id(trigger)},
        "workflowTemplate": {"id": _template(call, employee, named_id(trigger))},
    }


def _template(call: Call, employee: Row, trigger: str) -> str:
    """The template that the employer maps a trigger to, or that of changes without a mapping."""
    for row in Rows(call.workspace).of_parent(_MAPPING, employee.parent):
        if row.body["trigger"]["id"] == trigger:
            return str(row.body["workflowTemplate"]["id"])
    return named_id("Wijziging goedkeuren")


def _transition(call: Call, operation: OperationOf) -> Answer:
    """Move a workflow on by one of its allowed transitions."""
    workflow = target_of(call, operation)
    wanted = str(body_of(call).get("action")).lower()
    allowed = _allowed(workflow)
    if wanted not in allowed:
        raise broken_rule(
            call,
            "[action] is not among the allowed transitions of the workflow",
            ("action",),
            rule="loket.workflow.transition-not-allowed",
            source="Loket API V2, transitionWorkflowByWorkflowId",
            found=body_of(call).get("action"),
            expected=allowed,
        )
    queue(call, _KIND, workflow.id, {"action": wanted}, workflow.parent)
    return wire.accepted(call, operation)


def _allowed(workflow: Row) -> list[str]:
    """The ids of the actions that a workflow allows now."""
    offered = workflow.body.get("allowedTransitions") or []
    return [str(one["action"]) for each in offered for one in each["transitions"]]


def _move(call: Call, identifier: str, given: dict[str, Any]) -> None:
    """Set the status that a transition leads to; an approved change is made."""
    workflow = Rows(call.workspace).get("workflow", identifier)
    if workflow is None or given["action"] not in _allowed(workflow):
        return
    status = _STATUS_AFTER[given["action"]]
    moved = {
        "status": {"key": status},
        "allowedTransitions": transitions(workflow.id, status),
        "lastModifiedBy": by_user(call),
        "lastModifiedOn": render_instant(call.now),
    }
    change(call, workflow, {**workflow.body, **moved})
    asked = workflow.body.get(_CHANGE)
    if status == COMPLETED and asked is not None:
        _make(call, asked)


def _make(call: Call, asked: Mapping[str, Any]) -> None:
    """Change the block of the employee, keeping its members that were not asked about."""
    employee = Rows(call.workspace).get("employee", asked["employee"])
    if employee is not None:
        block = {**(employee.body.get(asked["block"]) or {}), **asked["value"]}
        change(call, employee, {**employee.body, asked["block"]: block})


_READ = polled(_KIND)

WORKFLOWS: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "GetWorkflowByWorkflowId": _READ,
    "GetWorkflowsByEmployerId": _READ,
    "PostChangeAddressRequestByEmployeeId": _request("address", "Adreswijziging"),
    "PostChangeContactInformationRequestByEmployeeId": _request(
        "contactInformation", "Contactgegevens"
    ),
    "TransitionWorkflowByWorkflowId": _transition,
}
"""By operationId."""

WORKFLOWS_WORK: Mapping[str, Process] = {_KIND: process(_move)}
"""By kind of pending work."""
