"""The records that a path names, and what comes with them: forms, ETags."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b

from invaller.apis.loket import wire
from invaller.apis.loket.catalogue import CATALOGUE, OperationOf, Version
from invaller.apis.loket.domain.forms import Field
from invaller.apis.loket.presenting import Presenter, derived
from invaller.apis.loket.problems import concurrency, not_found
from invaller.apis.loket.rows import Row, Rows
from invaller.kernel.calls import Call
from invaller.kernel.workspace import Workspace

_EVERY = "*"
_KEPT_AS: Mapping[str, str] = {"user": "employer-user"}
"""Resources whose records are those of another one."""


def parent_of(call: Call, operation: OperationOf) -> Row | None:
    """The record whose records the path is about, None at the root; raises Refusal (404)."""
    if operation.parent is None:
        return None
    return _named(call, operation.parent.resource, call.parameters[operation.parent.parameter])


def target_of(call: Call, operation: OperationOf) -> Row:
    """The record that the path names; raises Refusal (404).

    An operation without a key is about a part of its parent, such as the citizen service
    number of an employee. A record below another parent than the path names is not there.
    """
    parent = parent_of(call, operation)
    if operation.key is None:
        if parent is None:
            raise not_found(call, operation.resource, "here")
        return parent
    row = _named(call, operation.resource, call.parameters[operation.key])
    if parent is not None and row.parent != parent.id:
        raise not_found(call, operation.resource, row.id)
    return row


def form_of_answer(operation: OperationOf, version: Version) -> Field:
    """The form of a record in an answer; raises LookupError where the document shows none."""
    form = operation.response_form(version)
    if form is None:
        raise LookupError(f"{operation.id} answers no record")
    return form


def presenter_of(call: Call, operation: OperationOf) -> Presenter:
    """Shows records of an operation in the version that is asked for."""
    form = form_of_answer(operation, wire.version_of(call, operation))
    return Presenter(call.workspace, operation.resource, form)


def tag_of(workspace: Workspace, row: Row) -> str:
    """The ETag of a record: another one after each change, the same in each version.

    What is shown of it that lies in other records counts as its own: a change made on what was
    read before would lose that too (Loket API V2, HTTP status codes, 409).
    """
    text = f"{row.resource} {row.id} {row.version} {derived(Rows(workspace), row)}"
    return blake2b(text.encode(), digest_size=12).hexdigest()


def check_if_match(call: Call, operation: OperationOf, row: Row) -> None:
    """Hold If-Match against the record; raises Refusal (409) when it changed since."""
    header = call.headers.get("if-match")
    if header is None or not operation.takes_if_match:
        return
    current, given = tag_of(call.workspace, row), wire.tags_of(header)
    if current not in given and header.strip() != _EVERY:
        raise concurrency(call, _as_now(call, operation, row), header, current)


def _as_now(call: Call, operation: OperationOf, row: Row) -> object:
    """The record as reading it would answer."""
    form = operation.response_form(wire.version_of(call, operation))
    shown = form if form is not None and form.fields else resource_form(operation)
    return None if shown is None else Presenter(call.workspace, row.resource, shown).record(row)


def resource_form(operation: OperationOf) -> Field | None:
    """The fullest form of the records of an operation's resource."""
    return CATALOGUE.resources[operation.resource].form


def _named(call: Call, resource: str, identifier: object) -> Row:
    row = Rows(call.workspace).get(_KEPT_AS.get(resource, resource), str(identifier))
    if row is None:
        raise not_found(call, resource, identifier)
    return row
