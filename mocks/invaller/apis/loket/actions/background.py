"""Runs and declarations as they go from status to status: by a client, or in the background.

Queued operations schedule work on the workspace's clock; the table of domain/run_states says
how it can end. Reading a record or a list is a poll for what waits for polls.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from invaller.apis.loket.actions.writing import API, DURATIONS, add, by_user, change
from invaller.apis.loket.catalogue import DETAIL, LIST, OperationOf
from invaller.apis.loket.domain.durations import RUN, duration_of
from invaller.apis.loket.domain.run_states import MACHINES, MAKE, Machine, Step
from invaller.apis.loket.engine import ENGINE
from invaller.apis.loket.engine.targets import parent_of, target_of
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.views.common import Shower, context
from invaller.kernel.api import Process
from invaller.kernel.calls import Answer, Call
from invaller.kernel.clock import render_instant
from invaller.kernel.pending import Work
from invaller.kernel.processing import setting_for
from invaller.kernel.workspace import Workspace

Body = dict[str, Any]
Served = Callable[[Call, OperationOf], Answer]

Conclude = Callable[[Workspace, Row, str | None], tuple[str, Body]]
"""Makes what background work makes of a record: (workspace, record, outcome that was chosen) ->
the outcome, and what it sets in the record. What it keeps beside the record is replaced when it
is done again."""


def requested(call: Call, machine: Machine, body: Body, parent: Row) -> Row:
    """Store a new record with its first status, and queue what makes it."""
    whole = {
        **body,
        machine.member: {"key": machine.initial},
        "requestTime": render_instant(call.now),
        "requestedBy": by_user(call),
        "methodOfCreation": {"key": 2},
    }
    row = add(call, machine.resource, parent, whole)
    queue(call.workspace, machine, row, MAKE, call.now)
    return row


def moved(call: Call, row: Row, action: str, members: Body | None = None) -> Row:
    """A record after an action of a client, stored; members: what else it sets.

    Raises Broken when its status does not allow the action.
    """
    machine = MACHINES[row.resource]
    move = machine.move_of(action, row.body)
    body = {**row.body, **(members or {}), machine.member: {"key": move.ends}}
    if move.moment is not None:
        body[move.moment] = render_instant(call.now)
    if move.person is not None:
        body[move.person] = by_user(call)
    changed = change(call, row, body)
    if move.next is not None:
        queue(call.workspace, machine, changed, move.next, call.now)
    return changed


def queue(workspace: Workspace, machine: Machine, row: Row, step: str, now: datetime) -> None:
    """Let a step of background work be done, of the kind that is the name of the resource."""
    delay = duration_of(RUN, workspace.ids.fraction(DURATIONS))
    schedule(workspace, machine.resource, row, {"step": step}, now, delay)


def schedule(
    workspace: Workspace, kind: str, row: Row, payload: Body, now: datetime, delay: timedelta
) -> None:
    """Let work on a record be done after a delay, or as its processing is set."""
    below = {"parent": row.parent}
    workspace.schedule(API, kind, row.id, {**below, **payload}, now=now, delay=delay)


def process_of(resource: str, conclude: Mapping[str, Conclude] | None = None) -> Process:
    """What does the background work on a resource; conclude: by the name of the step.

    It raises ValueError for an outcome that the step does not have. Work on a record that is
    gone, or no longer in the status that it needs, does nothing.
    """
    machine, makers = MACHINES[resource], conclude or {}

    def process(workspace: Workspace, work: Work, now: datetime) -> None:
        row = Rows(workspace).get(resource, work.subject)
        step = machine.steps[work.payload["step"]]
        if row is None or machine.status_of(row.body) != step.begins:
            return
        chosen = work.payload.get("outcome")
        if chosen is not None:
            step.status_of(chosen)
        outcome, members = makers.get(work.payload["step"], _as_usual(step))(workspace, row, chosen)
        status = {machine.member: {"key": step.status_of(outcome)}}
        moments = dict.fromkeys(step.moments, render_instant(now))
        Rows(workspace).replace(row, {**row.body, **members, **status, **moments})

    return process


def polled(*kinds: str) -> Served:
    """The engine's reading of a record or list that is a poll for work of these kinds first."""

    def served(call: Call, operation: OperationOf) -> Answer:
        for kind in kinds:
            for subject in _subjects(call, operation, kind):
                call.workspace.polled(API, kind, subject, call.now)
        return ENGINE[operation.shape](call, operation)

    return served


def _as_usual(step: Step) -> Conclude:
    return lambda _workspace, _row, chosen: (chosen or step.usual, {})


def _subjects(call: Call, operation: OperationOf, kind: str) -> list[str]:
    """The ids of the records that a call is about and that work of a kind waits for polls of."""
    if operation.shape == DETAIL:
        return [target_of(call, operation).id]
    parent = parent_of(call, operation)
    settings = call.workspace.settings.processing
    if operation.shape != LIST or setting_for(settings, API, kind).mode != "polls":
        return []
    waiting = call.workspace.pending.all()
    return [
        work.subject
        for work in waiting
        if (work.api, work.kind) == (API, kind)
        and parent is not None
        and work.payload.get("parent") == parent.id
    ]


def shown(call: Call, operation: OperationOf, body: Body, row: Row) -> Body:
    """A body as the operation's answer shows it, options filled in for the place of a row."""
    return Shower(call, operation).show(body, context(call, row))
