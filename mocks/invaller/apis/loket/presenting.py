"""Rows as records on the wire: every field of the form, options filled in from their lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from invaller.apis.loket import metadata
from invaller.apis.loket.conversions import in_version
from invaller.apis.loket.domain.forms import INTEGER, Field
from invaller.apis.loket.domain.shaping import Body, shown
from invaller.apis.loket.rows import Context, Row, Rows
from invaller.apis.loket.surroundings import context_of
from invaller.kernel.workspace import Workspace

Derive = Callable[[Rows, Row], Mapping[str, Any]]


class Presenter:
    """Shows rows of one resource in one form; remembers options and contexts while it does."""

    def __init__(self, workspace: Workspace, resource: str, form: Field) -> None:
        self._workspace = workspace
        self._rows = Rows(workspace)
        self._resource = resource
        self._form = form
        self._contexts: dict[str | None, Context] = {}
        self._options: dict[tuple[str, Any, str | None], Mapping[str, Any] | None] = {}

    def records(self, rows: Iterable[Row]) -> list[Body]:
        """The rows as they are shown, in their order."""
        return [self.record(row) for row in rows]

    def record(self, row: Row) -> Body:
        """A row as it is shown."""
        body = {**row.body, "id": self._id(row), **derived(self._rows, row)}
        body = in_version(self._resource, self._form, body)

        def option(path: str, field: Field, value: Mapping[str, Any]) -> Mapping[str, Any] | None:
            return self._option(row, path, field, value)

        return shown(self._form, body, option)

    def _id(self, row: Row) -> Any:
        """The id as the document types it: payroll periods have numbers."""
        field = self._form.fields.get("id")
        return int(row.id) if field is not None and field.kind == INTEGER else row.id

    def _option(
        self, row: Row, path: str, field: Field, value: Mapping[str, Any]
    ) -> Mapping[str, Any] | None:
        key = field.key_of(value)
        if key is None:
            return None
        at = (path, key, row.parent)
        if at not in self._options:
            context = self._context(row)
            self._options[at] = metadata.option(self._workspace, self._resource, path, key, context)
        return self._options[at]

    def _context(self, row: Row) -> Context:
        if row.parent not in self._contexts:
            self._contexts[row.parent] = context_of(self._rows, row)
        return self._contexts[row.parent]


def derived(rows: Rows, row: Row) -> Mapping[str, Any]:
    """What is shown of a record that lies in others; nothing for most resources."""
    derive = _DERIVED.get(row.resource)
    return {} if derive is None else derive(rows, row)


def _absence(rows: Rows, row: Row) -> Mapping[str, Any]:
    """The progress of an absence: how it began, its percentage now, and how it ended."""
    progress = row.body.get("progress") or {}
    records = rows.of_parent("absence-progress", row.id)
    if not records:
        return {}
    first = min(records, key=lambda one: str(one.body["startDate"]))
    last = max(records, key=lambda one: str(one.body["startDate"]))
    return {
        "progress": {
            **progress,
            "startDate": first.body["startDate"],
            "currentIncapacityPercentage": last.body["incapacityPercentage"],
        }
    }


_DERIVED: Mapping[str, Derive] = {"absence": _absence}
"""By resource."""
