"""Access of employees and concept employees to self service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.person_names import formatted_name
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.views.common import Body, View, context, detailed, listed, named, visible
from invaller.kernel.calls import Answer, Call

_STATUSES: Mapping[int, str] = {
    1: "NoAccessToClient",
    2: "UserIsBlocked",
    3: "HasAccessToClient",
    4: "InvitePending",
}
"""Status by key of statusEmployeeSelfService (assumed)."""

STATUS = "selfServiceStatus"
"""Member of an employee that says more of the status than its key can."""


def _employee(row: Row) -> Body:
    details = row.body["personalDetails"]
    key = (row.body.get("statusEmployeeSelfService") or {"key": 1})["key"]
    return {
        "employee": {
            **details,
            "id": row.id,
            "employeeNumber": row.body["employeeNumber"],
            "emailAddress": row.body["contactInformation"].get("emailAddress"),
        },
        "hasTwoFactorAuthentication": bool(row.body.get("twoFactor")),
        "status": row.body.get(STATUS) or _STATUSES[key],
    }


def _concept(row: Row) -> Body:
    data: Mapping[str, Any] = row.body.get("employeeData") or {}
    details = data.get("personalDetails") or {}
    contact = data.get("contactInformation") or {}
    status = (row.body.get("selfService") or {}).get("status")
    return {
        "conceptEmployee": {
            **details,
            "id": row.id,
            "employeeNumber": data.get("employeeNumber") or 0,
            "emailAddress": contact.get("emailAddress"),
            "formattedName": formatted_name(details),
        },
        "status": status if status in _STATUSES.values() else _STATUSES[1],
    }


def _one(call: Call, operation: OperationOf) -> Answer:
    row = named(call, operation)
    shown = _concept(row) if row.resource == "concept-employee" else _employee(row)
    return detailed(call, operation, shown, context(call, row))


def _all_employees(call: Call, operation: OperationOf) -> Answer:
    employer = named(call, operation)
    found = visible(call, operation, Rows(call.workspace).of_parent("employee", employer.id))
    return listed(call, operation, ((_employee(row), context(call, row)) for row in found))


def _all_concepts(call: Call, operation: OperationOf) -> Answer:
    employer = named(call, operation)
    found = Rows(call.workspace).of_parent("concept-employee", employer.id)
    return listed(call, operation, ((_concept(row), context(call, row)) for row in found))


SELF_SERVICE: Mapping[str, View] = {
    "GetConceptEmployeeSelfServiceByConceptEmployeeId": _one,
    "GetConceptEmployeeSelfServiceByEmployerId": _all_concepts,
    "GetEmployeeSelfServiceByEmployeeId": _one,
    "GetEmployeeSelfServiceByEmployerId": _all_employees,
}
"""By operationId."""
