"""Employer-wide lists of employments: whole, minimized and comprehensive."""

from __future__ import annotations

from collections.abc import Mapping

from invaller.apis.loket import wire
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.option_context import employee_option
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.views.common import (
    Body,
    Shower,
    View,
    context,
    current,
    form_of_answer,
    named,
    present,
    reference_day,
)
from invaller.apis.loket.views.counted import counted
from invaller.kernel.calls import Answer, Call

_PARTS = (
    ("workinghours", "working-hours"),
    ("organizationalEntity", "organizational-entity"),
    ("wage", "wage"),
)
"""Members of the comprehensive list, with the resource of their current record."""


def _whole(call: Call, operation: OperationOf) -> Answer:
    found = counted(call, operation, named(call, operation))
    form = form_of_answer(call, operation)
    return wire.listing(call, operation, present(call, "employment", form, found), form)


def _minimized(call: Call, operation: OperationOf) -> Answer:
    rows, shower = Rows(call.workspace), Shower(call, operation)
    records = []
    for row in counted(call, operation, named(call, operation)):
        employee = rows.get("employee", row.parent or "")
        shown = {} if employee is None else employee_option(employee)
        body = {**row.body, "id": row.id, "employee": shown}
        records.append(shower.show(body, context(call, row)))
    return wire.listing(call, operation, records, form_of_answer(call, operation))


def _comprehensive(call: Call, operation: OperationOf) -> Answer:
    """Employments with the records that are current on the reference date."""
    rows, on, shower = Rows(call.workspace), reference_day(call), Shower(call, operation)
    records = []
    for row in counted(call, operation, named(call, operation)):
        parts = {member: current(rows, resource, row.id, on) for member, resource in _PARTS}
        shown = shower.show(_together(rows, row, parts), context(call, row))
        missing = {member for member, part in parts.items() if part is None}
        records.append({name: one for name, one in shown.items() if name not in missing})
    return wire.listing(call, operation, records, form_of_answer(call, operation))


def _together(rows: Rows, row: Row, parts: Mapping[str, Row | None]) -> Body:
    employee = rows.get("employee", row.parent or "")
    whole = {} if employee is None else {**employee.body, "id": employee.id}
    found = {name: {**one.body, "id": one.id} for name, one in parts.items() if one is not None}
    return {**row.body, "id": row.id, "employee": whole, **found}


EMPLOYMENTS: Mapping[str, View] = {
    "GetEmploymentsByEmployerId": _whole,
    "GetEmploymentsComprehensiveByEmployerId": _comprehensive,
    "GetEmploymentsMinimizedByEmployerId": _minimized,
}
"""By operationId."""
