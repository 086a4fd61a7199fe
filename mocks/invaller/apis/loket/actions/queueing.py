"""Work that is queued: accepted with a 202 now, done on the workspace's clock.

The payload of the work names the operation and the user who asked, so that what it changes is
theirs. Source: Loket API V2, HTTP status codes (202); fidelity ledger, loket.queued.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from invaller.apis.loket.actions.writing import API, DURATIONS, in_background, user_of
from invaller.apis.loket.catalogue import CATALOGUE
from invaller.apis.loket.domain.durations import SHORT, duration_of
from invaller.kernel.api import Process
from invaller.kernel.calls import Call
from invaller.kernel.pending import Work
from invaller.kernel.workspace import Workspace

Do = Callable[[Call, str, dict[str, Any]], None]
"""Does queued work: a call in the name of who asked, the subject, and what was put with it."""


def queue(
    call: Call, kind: str, subject: str, given: dict[str, Any], parent: str | None = None
) -> None:
    """Have work of a kind done soon.

    subject: the record that it is about; given: JSON-able; parent: whose lists show what is done.
    """
    payload = {
        "operation": call.operation,
        "user": user_of(call),
        "given": given,
        "parent": parent,
    }
    delay = duration_of(SHORT, call.workspace.ids.fraction(DURATIONS))
    call.workspace.schedule(API, kind, subject, payload, now=call.now, delay=delay)


def process(do: Do) -> Process:
    """What the API runs for a kind of work that `queue` accepted."""

    def run(workspace: Workspace, work: Work, now: datetime) -> None:
        operation = CATALOGUE.operations[work.payload["operation"]]
        call = in_background(workspace, operation, work.payload["user"], now)
        do(call, work.subject, work.payload["given"])

    return run
