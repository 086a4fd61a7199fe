"""The history of a document: what its audit trail shows (fidelity ledger, employer-document)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from invaller.apis.loket.access import session
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.person_names import formatted_name
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.views.trails import EVENT
from invaller.kernel.calls import Answer, Call
from invaller.kernel.clock import render_instant

Served = Callable[[Call, OperationOf], Answer]

UPLOAD, CHANGE, DOWNLOAD = "Upload", "Change", "Download"


def user_name(call: Call) -> str:
    """The name of the user who calls."""
    _, grants = session(call)
    row = Rows(call.workspace).get("employer-user", grants.user)
    return "" if row is None else formatted_name(row.body["personalDetails"])


def record_event(call: Call, document: Row, event: str) -> None:
    """Add what happened to the history of a document, which begins with its upload."""
    rows = Rows(call.workspace)
    if event != UPLOAD and not rows.of_parent(EVENT, document.id):
        _add(
            rows,
            document,
            UPLOAD,
            f"{document.body['dateOfSubmission']}T09:00:00Z",
            document.body.get("submittedBy") or "",
            "Werkgever",
        )
    _, grants = session(call)
    _add(rows, document, event, render_instant(call.now), user_name(call), grants.role.title)


def with_event(served: Served, resource: str, event: str) -> Served:
    """An operation on a document of a resource that also adds to its history."""

    @wraps(served)
    def both(call: Call, operation: OperationOf) -> Answer:
        answer = served(call, operation)
        document = Rows(call.workspace).get(resource, str(call.parameters["documentId"]))
        if document is not None:
            record_event(call, document, event)
        return answer

    return both


def _add(rows: Rows, document: Row, event: str, at: str, user: str, role: str) -> None:
    year = document.body.get("year")
    body = {
        "attribute": document.body.get("attribute"),
        "category": document.body.get("category") or "",
        "dateOfAlert": document.body.get("dateOfAlert"),
        "description": document.body.get("description") or "",
        "event": event,
        "eventDate": at,
        "endUser": user,
        "role": role,
        "year": None if year is None else str(year),
    }
    rows.add(EVENT, document.id, document.employer, body)
