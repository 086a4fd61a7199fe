"""What changed: version numbers that rise, and the log that audit trails are read from.

Every write of a client calls `remember`. A logged change is a row of resource `change`: its
parent is the changed record, its body has at, user, action (create, change or delete),
resource, record, employment, employee, administration (ids or None) and changes, each with
field (dotted), old and new.
Source: Loket API V2, last modified version numbers and audit trails.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from invaller.apis.loket.catalogue import CATALOGUE
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.surroundings import context_of
from invaller.kernel.calls import Call
from invaller.kernel.clock import render_instant

LOG = "change"
"""The resource under which changes are logged; it has no operations of its own."""

Body = Mapping[str, Any]


def remember(call: Call, row: Row, before: Body | None, after: Body | None) -> None:
    """Log a change of a record and raise the version numbers that it raises.

    before, after: its bodies; None for a record that is new, or gone. A write that changes
    nothing leaves no trace.
    """
    changes = list(_changes(before or {}, after or {}, ""))
    if before is not None and after is not None and not changes:
        return
    rows = Rows(call.workspace)
    context = context_of(rows, row)
    _raise_numbers(rows, row, context)
    action = "create" if before is None else "delete" if after is None else "change"
    body = {
        "at": render_instant(call.now),
        "user": call.caller.user if call.caller is not None else None,
        "action": action,
        "resource": row.resource,
        "record": row.id,
        "employment": context.get("employment"),
        "employee": context.get("employee"),
        "administration": context.get("payroll-administration"),
        "changes": changes,
    }
    rows.add(LOG, row.id, row.employer or context.get("employer"), body)


def _raise_numbers(rows: Rows, row: Row, context: Mapping[str, str]) -> None:
    """A change below an employment raises its number; of an employee, those of all its own."""
    settings = CATALOGUE.resources[row.resource].settings
    if settings.get("counts", True) is False or "employer" not in context:
        return
    if "employment" in context:
        employments = [context["employment"]]
    elif "employee" in context:
        employments = [one.id for one in rows.of_parent("employment", context["employee"])]
    else:
        return
    rows.touch(context["employer"], *employments)


def _changes(before: Body, after: Body, prefix: str) -> Iterator[dict[str, Any]]:
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if isinstance(old or new, Mapping) and isinstance(old or {}, Mapping):
            yield from _changes(old or {}, new or {}, f"{prefix}{name}.")
        else:
            yield {"field": f"{prefix}{name}", "old": old, "new": new}
