"""What actions share: changing, adding and removing rows with their trace, and refusals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from invaller.apis.loket import envelopes, wire
from invaller.apis.loket.access import sees
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.faults import INVALID_VALUE, Broken, Fault
from invaller.apis.loket.history import remember
from invaller.apis.loket.problems import operation_of, refuse
from invaller.apis.loket.rows import Row, Rows
from invaller.kernel.calls import Answer, Call, Caller, Notes, Refusal
from invaller.kernel.explanations import Explanation
from invaller.kernel.workspace import Workspace

API = "loket"
DURATIONS = "loket.duration"
"""The kind of the seeded numbers by which queued work takes its time (domain/durations)."""


def change(call: Call, row: Row, body: Mapping[str, Any]) -> Row:
    """Store a row with another body, and remember it."""
    changed = Rows(call.workspace).replace(row, dict(body))
    remember(call, changed, row.body, changed.body)
    return changed


def add(
    call: Call,
    resource: str,
    parent: Row | None,
    body: Mapping[str, Any],
    identifier: str | None = None,
) -> Row:
    """Store a new row below another one, and remember it; its id is minted unless given."""
    above = None if parent is None else parent.id
    employer = None if parent is None else parent.employer
    if parent is not None and parent.resource == "employer":
        employer = parent.id
    row = Rows(call.workspace).add(resource, above, employer, dict(body), identifier)
    remember(call, row, None, row.body)
    return row


def remove(call: Call, row: Row) -> None:
    """Forget a row, and remember that."""
    Rows(call.workspace).remove(row)
    remember(call, row, row.body, None)


def user_of(call: Call) -> str | None:
    """The id of the user who calls."""
    return None if call.caller is None else call.caller.user


def by_user(call: Call) -> dict[str, str] | None:
    """The user who calls as blocks such as handledBy keep it."""
    user = user_of(call)
    return None if user is None else {"id": user}


def body_of(call: Call) -> dict[str, Any]:
    """The body of a call; nothing for one without."""
    return call.body if isinstance(call.body, dict) else {}


def need(call: Call, body: Mapping[str, Any], *names: str) -> None:
    """Raise Refusal (400) for each of these members that is not there."""
    faults = [
        Fault("loket.write.required-fields", f"[{name}] is required", name)
        for name in names
        if body.get(name) is None
    ]
    if faults:
        raise refuse(call, *faults)


def seen(call: Call, resource: str, identifier: object, where: str) -> Row:
    """A record that a body names by its id; raises Broken when the user sees none such."""
    row = Rows(call.workspace).get(resource, str(identifier))
    if row is None or not sees(call, row):
        raise Broken(unknown(where, identifier))
    return row


def unknown(where: str, found: object, expected: Sequence[object] | None = None) -> Fault:
    """The broken rule of a member that names nothing."""
    return Fault(
        "loket.metadata.unknown-key",
        f"[{where}] has an invalid value",
        where,
        INVALID_VALUE,
        found=found,
        expected=expected,
        source="Loket API V2, Metadata",
    )


def refused(
    call: Call, status: int, kind: str, text: str, *, rule: str, found: object = None
) -> Refusal:
    """A refusal with another status than 400. kind: type of its message."""
    operation = operation_of(call)
    messages = [envelopes.message(kind, text)]
    body = envelopes.refused(operation, wire.version_of(call, operation), messages)
    answer = Answer(status, body, envelopes.expired(call.now))
    return Refusal(answer, Explanation(rule, "Loket API V2, HTTP status codes", text, found=found))


def day_of(call: Call) -> str:
    """The legal date of a call as ISO 8601."""
    return wire.today(call).isoformat()


def in_background(
    workspace: Workspace, operation: OperationOf, user: str | None, now: datetime
) -> Call:
    """The call that pending work stands for: its changes are those of the user who asked."""
    caller = Caller("", "", "", (), (), user)
    return Call(
        api=API,
        operation=operation.id,
        workspace=workspace,
        now=now,
        caller=caller,
        parameters={},
        given=frozenset(),
        body=None,
        base="",
        method=operation.method,
        path="",
        trace="",
        headers={},
        outages=frozenset(),
        notes=Notes(),
    )
