"""Lists and single records."""

from __future__ import annotations

from collections.abc import Callable

from invaller.apis.loket import wire
from invaller.apis.loket.access.checking import limits
from invaller.apis.loket.catalogue import CATALOGUE, OperationOf
from invaller.apis.loket.domain.paging import Page
from invaller.apis.loket.engine.targets import parent_of, presenter_of, tag_of, target_of
from invaller.apis.loket.rows import Row, Rows
from invaller.kernel.calls import Answer, Call

_LARGEST = 2**31
"""Offsets and sizes beyond this are as good as endless, and more than a database takes."""


def read_list(call: Call, operation: OperationOf) -> Answer:
    """The records below the parent that the path names, oldest first; raises Refusal.

    Without filter, order and limits to what the user sees, only the rows of the page are read;
    with such limits alone (notes) only those are presented.
    """
    parent = parent_of(call, operation)
    above = None if parent is None else parent.id
    seen = limits(call, operation)
    if seen is None and _plain(call, operation):
        return _page(call, operation, above)
    rows = [row for row in _rows(call, operation, above) if _may_see(seen, row)]
    present = presenter_of(call, operation).records
    if not _plain(call, operation):
        return wire.listing(call, operation, present(rows))
    asked = wire.page_of(call)
    return wire.page(call, operation, present(asked.of(rows)), len(rows), asked)


def read_one(call: Call, operation: OperationOf) -> Answer:
    """A record with its ETag; raises Refusal (404)."""
    row = target_of(call, operation)
    shown = presenter_of(call, operation).record(row)
    return wire.detail(call, operation, shown, tag=tag_of(call.workspace, row))


def _plain(call: Call, operation: OperationOf) -> bool:
    paged = "pageNumber" in operation.parameters
    wanted = ("filter", "orderBy")
    return paged and not any(str(call.parameters.get(name, "")).strip() for name in wanted)


def _page(call: Call, operation: OperationOf, parent: str | None) -> Answer:
    asked = wire.page_of(call)
    offset, size = min(asked.offset, _LARGEST), min(asked.size, _LARGEST)
    rows, total = Rows(call.workspace).page(operation.resource, parent, offset, size)
    records = presenter_of(call, operation).records(rows)
    return wire.page(call, operation, records, total, Page(asked.number, asked.size))


def _rows(call: Call, operation: OperationOf, parent: str | None) -> list[Row]:
    """The rows that a list is about: those below the parent, or all below its employer."""
    rows = Rows(call.workspace)
    resource = CATALOGUE.resources[operation.resource]
    named = operation.parent.resource if operation.parent is not None else None
    if parent is not None and named == "employer" and resource.parent != "employer":
        return rows.of_employer(operation.resource, parent)
    return rows.of_parent(operation.resource, parent)


def _may_see(seen: Callable[[Row], bool] | None, row: Row) -> bool:
    return seen is None or seen(row)
