"""The proforma environment of an employer: a copy of the live data that takes time to make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.actions.background import schedule
from invaller.apis.loket.actions.writing import API, DURATIONS, body_of, by_user, need, seen
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.durations import COPY, duration_of
from invaller.apis.loket.domain.faults import Broken
from invaller.apis.loket.problems import refuse
from invaller.apis.loket.rows import Rows
from invaller.apis.loket.views.common import context, detailed, named
from invaller.kernel.api import Process
from invaller.kernel.calls import Answer, Call
from invaller.kernel.pending import Work
from invaller.kernel.workspace import Workspace

PROFORMA = "proforma"
"""A row under the id of its employer, and the kind of the work that makes it."""

_INACTIVE, _BUSY, _ACTIVE = "Inactive", "Data transfer in progress", "Active"
_OUTCOMES: Mapping[str, str] = {"active": _ACTIVE, "failed": _INACTIVE}


def _initialise(call: Call, operation: OperationOf) -> Answer:
    """Ask for a copy; one that is there, or being made, is made again."""
    rows, employer = Rows(call.workspace), named(call, operation)
    body = body_of(call)
    need(call, body, "proformaType")
    if body.get("employeeId") is not None:
        try:
            seen(call, "employee", body["employeeId"], "employeeId")
        except Broken as broken:
            raise refuse(call, *broken.faults) from None
    asked: dict[str, Any] = {
        "status": _BUSY,
        "activeFor": by_user(call),
        "proformaType": body["proformaType"],
    }
    row = rows.get(PROFORMA, employer.id)
    if row is None:
        row = rows.add(PROFORMA, employer.id, employer.id, asked, employer.id)
    else:
        row = rows.replace(row, asked)
    delay = duration_of(COPY, call.workspace.ids.fraction(DURATIONS))
    schedule(call.workspace, PROFORMA, row, {}, call.now, delay)
    return wire.accepted(call, operation)


def _status(call: Call, operation: OperationOf) -> Answer:
    """How far the copy is; inactive before one was asked for."""
    employer = named(call, operation)
    call.workspace.polled(API, PROFORMA, employer.id, call.now)
    row = Rows(call.workspace).get(PROFORMA, employer.id)
    body = {"status": _INACTIVE, "activeFor": None} if row is None else row.body
    return detailed(call, operation, body, context(call, employer))


def process_proforma(workspace: Workspace, work: Work, _now: datetime) -> None:
    """Make the copy that was asked for; raises ValueError for an unknown outcome."""
    rows, outcome = Rows(workspace), work.payload.get("outcome") or "active"
    if outcome not in _OUTCOMES:
        raise ValueError(f"it ends {', '.join(_OUTCOMES)}; not {outcome!r}")
    row = rows.get(PROFORMA, work.subject)
    if row is not None:
        rows.replace(row, {**row.body, "status": _OUTCOMES[outcome]})


ACTIONS: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "GetProformaStatusByEmployerId": _status,
    "PostInitializeProformaByEmployerId": _initialise,
}
"""By operationId."""

PROCESS: Mapping[str, Process] = {PROFORMA: process_proforma}
"""By kind of pending work."""
