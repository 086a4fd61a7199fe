"""Audit trails: what the log of changes and the histories of documents tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.history import LOG
from invaller.apis.loket.option_context import employee_option
from invaller.apis.loket.option_lists import generic_options
from invaller.apis.loket.problems import not_found
from invaller.apis.loket.rows import Context, Row, Rows
from invaller.apis.loket.views.common import Body, View, context, listed, named
from invaller.kernel.calls import Answer, Call

EVENT = "document-event"
"""Rows below a document: what happened to it, with the members of its audit trail."""

STATUS_CHANGE = "declaration-event"
"""Rows below a declaration: a status that it got, with the members of its audit trail."""

_PERIOD_DATA = "payroll-period-data"
_TYPES: Mapping[str, int] = {"create": 1, "change": 2, "delete": 3}
_OTHER = 99
_FIELDS: Mapping[str, int] = {
    "lastName": 1,
    "firstName": 2,
    "dateOfBirth": 3,
    "civilStatus.key": 4,
    "grossWage": 6,
    "deviatingHoursPerWeek": 7,
    "department.key": 8,
    "function.key": 9,
    "endDate": 10,
}
"""Keys of field by the last part of a changed field's path (assumed)."""

_LONGEST, _LONGEST_NAME = 250, 25


def _employee_data(call: Call, operation: OperationOf) -> Answer:
    """Changes under the employees of an employer, from the first day up to the last."""
    employer = named(call, operation)
    logged = _logged(call, employer.id)
    found = (row for row in logged if row.body["employee"] and row.body["resource"] != _PERIOD_DATA)
    return listed(call, operation, _entries(call, found, employer))


def _period_data(call: Call, operation: OperationOf) -> Answer:
    """Changes of payroll period data of an administration."""
    rows, administration = Rows(call.workspace), named(call, operation)
    employer = rows.get("employer", administration.employer or "")
    if employer is None:
        raise not_found(call, "employer", administration.employer)
    found = (
        row
        for row in _logged(call, employer.id)
        if row.body["resource"] == _PERIOD_DATA and row.body["administration"] == administration.id
    )
    entries = _entries(call, found, employer)
    own = {**administration.body, "id": administration.id}
    bodies = (({**body, "payrollAdministration": own}, around) for body, around in entries)
    return listed(call, operation, bodies)


def _logged(call: Call, employer: str) -> list[Row]:
    first, last = str(call.parameters["startDate"]), str(call.parameters["endDate"])
    found = Rows(call.workspace).of_employer(LOG, employer)
    return [row for row in found if first <= row.body["at"][:10] <= last]


def _entries(call: Call, logged: Iterator[Row], employer: Row) -> Iterator[tuple[Body, Context]]:
    rows, around = Rows(call.workspace), context(call, employer)
    for row in logged:
        for change in row.body["changes"]:
            body = {
                **_whose(rows, row.body, employer),
                "timeStamp": row.body["at"],
                "performedBy": {"id": row.body["user"]} if row.body["user"] else None,
                "mutationOrigin": {"key": 3},
                "mutationType": {"key": _TYPES[row.body["action"]]},
                "entity": {"key": _entity(row.body["resource"])},
                "field": {"key": _field(change["field"])},
                "identification": {"id": row.body["record"], "description": change["field"]},
                "oldValue": _value(change["old"]),
                "newValue": _value(change["new"]),
            }
            yield body, around


def _whose(rows: Rows, body: Mapping[str, Any], employer: Row) -> Body:
    """Employer, employee and employment that a change is about."""
    employee = rows.get("employee", body["employee"] or "")
    employment = rows.get("employment", body["employment"] or "")
    shown = None if employee is None else employee_option(employee)
    return {
        "employer": {**employer.body, "id": employer.id},
        "employee": {
            "id": body["employee"],
            "employeeNumber": shown and shown["employeeNumber"],
            "name": shown and str(shown["formattedName"])[:_LONGEST_NAME],
        },
        "employment": {
            "id": body["employment"],
            "startDate": employment and employment.body["startDate"],
        },
    }


def _entity(resource: str) -> int:
    found = generic_options("audit-trail", "entity") or ()
    words = resource.replace("-", " ")
    return int(next((one["key"] for one in found if one["value"] == words), _OTHER))


def _field(path: str) -> int:
    return next((key for name, key in _FIELDS.items() if path.endswith(name)), _OTHER)


def _value(value: object) -> str | None:
    return None if value is None else str(value)[:_LONGEST]


def _of_document(resource: str) -> View:
    """What happened to a document, oldest first."""

    def view(call: Call, operation: OperationOf) -> Answer:
        rows, identifier = Rows(call.workspace), str(call.parameters["documentId"])
        row = rows.get(resource, identifier)
        owner = next(name for name in operation.path_parameters if name != "documentId")
        if row is None or row.parent != str(call.parameters[owner]).lower():
            raise not_found(call, "document", identifier)
        events = rows.of_parent(EVENT, row.id) or [_uploaded(row)]
        return listed(call, operation, ((one.body, context(call, row)) for one in events))

    return view


def _uploaded(row: Row) -> Row:
    """The upload of a document of the seed."""
    body = {
        **row.body,
        "event": "Upload",
        "eventDate": f"{row.body['dateOfSubmission']}T09:00:00Z",
        "endUser": row.body.get("submittedBy") or "",
        "role": "Werkgever",
        "year": None if row.body.get("year") is None else str(row.body["year"]),
    }
    return Row(EVENT, row.id, row.id, row.employer, 1, body)


def _of_declaration(call: Call, operation: OperationOf) -> Answer:
    """The statuses that a declaration had, oldest first."""
    declaration = named(call, operation)
    events = Rows(call.workspace).of_parent(STATUS_CHANGE, declaration.id)
    bodies = [{**one.body, "id": one.id} for one in events]
    around = context(call, declaration)
    return listed(call, operation, ((body, around) for body in bodies))


TRAILS: Mapping[str, View] = {
    "GetAuditTrailByConceptEmployeeIdAndDocumentId": _of_document("concept-employee-document"),
    "GetAuditTrailByEmployerIdAndDocumentId": _of_document("employer-document"),
    "GetAuditTrailByEmploymentIdAndDocumentId": _of_document("employment-document"),
    "GetDeclarationAuditTrailByDeclarationId": _of_declaration,
    "GetEmployeeDataAuditTrailByEmployerId": _employee_data,
    "GetPayrollPeriodDataAuditTrailListByPayrollAdministrationId": _period_data,
}
"""By operationId."""
