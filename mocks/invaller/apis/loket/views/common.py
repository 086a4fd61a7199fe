"""What views share: the record in the path, employments that count, and bodies as shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.access import limits, sees
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.forms import Field
from invaller.apis.loket.domain.shaping import shown
from invaller.apis.loket.metadata import option
from invaller.apis.loket.presenting import Presenter
from invaller.apis.loket.problems import not_found
from invaller.apis.loket.rows import Context, Row, Rows
from invaller.apis.loket.surroundings import context_of, subject
from invaller.kernel.calls import Answer, Call

View = Callable[[Call, OperationOf], Answer]
Body = dict[str, Any]


def named(call: Call, operation: OperationOf) -> Row:
    """The record that the path names first; raises Refusal (404)."""
    row = subject(call, operation)
    if row is None:
        raise not_found(call, operation.resource, call.path)
    return row


def record(call: Call, resource: str, name: str) -> Row:
    """The record of a resource that a path parameter names; raises Refusal (404)."""
    identifier = str(call.parameters[name])
    row = Rows(call.workspace).get(resource, identifier)
    if row is None:
        raise not_found(call, resource, identifier)
    return row


def reference_day(call: Call) -> str:
    """The day that a view is about: `referenceDate`, else today."""
    given = call.parameters.get("referenceDate")
    return str(given) if given else wire.today(call).isoformat()


def visible(call: Call, operation: OperationOf, rows: Iterable[Row]) -> list[Row]:
    """The rows that the user of the call sees."""
    seen = limits(call, operation)
    return [row for row in rows if seen is None or seen(row)]


def seen_by_user(call: Call, rows: Iterable[Row]) -> list[Row]:
    """The rows of all employers that the user of the call has access to."""
    return [row for row in rows if sees(call, row)]


def is_active(body: Mapping[str, Any], on: str) -> bool:
    """Whether a record with start and end date holds on a day."""
    start, end = body.get("startDate"), body.get("endDate")
    return (start is None or start <= on) and (end is None or end >= on)


def current(rows: Rows, resource: str, parent: str, on: str) -> Row | None:
    """The record of a chain that holds on a day, None without one."""
    found = (row for row in rows.of_parent(resource, parent) if is_active(row.body, on))
    return next(found, None)


def form_of_answer(call: Call, operation: OperationOf) -> Field:
    """The form of a record in the answer."""
    form = operation.response_form(wire.version_of(call, operation))
    if form is None:
        raise TypeError(f"{operation.id} answers no records")
    return form


def present(call: Call, resource: str, form: Field, rows: Iterable[Row]) -> list[Body]:
    """Rows of a resource as they are shown in a form."""
    return Presenter(call.workspace, resource, form).records(rows)


class Shower:
    """Shows bodies that views make: options filled in, every member of the form there."""

    def __init__(self, call: Call, operation: OperationOf, form: Field | None = None) -> None:
        self._call = call
        self._resource = operation.resource
        self._form = form or form_of_answer(call, operation)
        self._known: dict[tuple[Any, ...], Mapping[str, Any] | None] = {}

    def show(self, body: Mapping[str, Any], context: Context) -> Body:
        """A body as it is shown in a context."""
        around = tuple(sorted(context.items()))

        def fill(path: str, field: Field, value: Mapping[str, Any]) -> Mapping[str, Any] | None:
            at = (path, field.key_of(value), around)
            if at not in self._known:
                found = option(self._call.workspace, self._resource, path, at[1], context)
                self._known[at] = None if found is None else _clipped(field, found)
            return self._known[at]

        return shown(self._form, body, fill)


def _clipped(field: Field, found: Mapping[str, Any]) -> Mapping[str, Any]:
    """An option whose texts are no longer than its block allows."""
    limits = {name: its.limits.get("maxLength") for name, its in field.fields.items()}
    return {
        name: one[: limits[name]] if isinstance(one, str) and limits.get(name) else one
        for name, one in found.items()
    }


def listed(
    call: Call, operation: OperationOf, bodies: Iterable[tuple[Mapping[str, Any], Context]]
) -> Answer:
    """A list of bodies, each shown in its context."""
    shower = Shower(call, operation)
    records = [shower.show(body, context) for body, context in bodies]
    return wire.listing(call, operation, records, form_of_answer(call, operation))


def detailed(
    call: Call, operation: OperationOf, body: Mapping[str, Any], context: Context | None = None
) -> Answer:
    """One body, shown in its context; it has an ETag like every single record."""
    shown_body = Shower(call, operation).show(body, context or {})
    return wire.detail(call, operation, shown_body, tag=wire.digest(shown_body))


def context(call: Call, row: Row) -> Context:
    """The ids of a record and of what lies above it."""
    return context_of(Rows(call.workspace), row)
