"""What lies around a call: the records that its path names, and everything above them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from invaller.apis.loket.catalogue import CATALOGUE, OperationOf
from invaller.apis.loket.problems import not_found
from invaller.apis.loket.rows import Context, Row, Rows
from invaller.kernel.calls import Call

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")

_RESOURCES: Mapping[str, str] = {
    "userId": "employer-user",
    "journalrunId": "journal-run",
    "payrollrunId": "payroll-run",
    "payrollRunId": "payroll-run",
    "payrolltaxreturnId": "payroll-tax-return",
    "payrollperioddataId": "payroll-period-data",
    "workinghoursId": "working-hours",
    "noteId": "",
    "documentId": "",
    "payrollPeriodId": "",
    "periodId": "",
}
"""Resource by path parameter where the name of the parameter does not tell it."""


def subject(call: Call, operation: OperationOf) -> Row | None:
    """The first record that the path names, None for a path without; raises Refusal (404)."""
    for name in operation.path_parameters:
        resource = resource_named(operation, name)
        if resource is None:
            continue
        row = Rows(call.workspace).get(resource, str(call.parameters[name]))
        if row is None:
            raise not_found(call, resource, call.parameters[name])
        return row
    return None


def surroundings(call: Call, operation: OperationOf) -> Context:
    """The ids of the record that the path names and of what lies above, by resource."""
    row = subject(call, operation)
    if row is None:
        return {}
    return context_of(Rows(call.workspace), row)


def context_of(rows: Rows, row: Row) -> Context:
    """The ids of a row and of what lies above it, by resource; the row itself may be gone."""
    known = CATALOGUE.resources.get(row.resource)
    above = rows.context(known.parent, row.parent) if known and known.parent else {}
    context = {**above, row.resource: row.id}
    administration = row.body.get("payrollAdministration")
    if administration:
        context["payroll-administration"] = administration["id"]
    if row.employer is not None:
        employer = rows.get("employer", row.employer)
        if employer is not None and employer.parent is not None:
            context["provider"] = employer.parent
        context.setdefault("employer", row.employer)
    return context


def resource_named(operation: OperationOf, name: str) -> str | None:
    """The resource that a path parameter names a record of; None for one that names none."""
    owner = CATALOGUE.belongs_to(operation)
    for one in (operation, owner):
        if one.key is not None and one.key.lower() == name.lower():
            return one.resource
        if one.parent is not None and one.parent.parameter.lower() == name.lower():
            return one.parent.resource
    if name in _RESOURCES:
        return _RESOURCES[name] or None
    guessed = _CAPITAL.sub("-", name.removesuffix("Id")).lower()
    known = guessed in CATALOGUE.resources or guessed == "non-payroll-administration"
    return guessed if name.endswith("Id") and known else None
