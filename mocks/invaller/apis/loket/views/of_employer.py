"""Lists of an employer that are gathered from the records below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from invaller.apis.loket import wire
from invaller.apis.loket.access import grants_of, session
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.stored_files import kept_file
from invaller.apis.loket.views.common import (
    Body,
    View,
    context,
    current,
    detailed,
    form_of_answer,
    listed,
    named,
    present,
    seen_by_user,
    visible,
)
from invaller.kernel.calls import Answer, Call


def _declarations(call: Call, operation: OperationOf) -> Answer:
    rows, employer = Rows(call.workspace), named(call, operation)
    bodies = []
    for row in visible(call, operation, rows.of_employer("declaration", employer.id)):
        employment = rows.get("employment", row.parent or "")
        if employment is not None:
            information = employment_information(call, rows, employment)
            body = {**row.body, "id": row.id, "employmentInformation": information}
            bodies.append((body, context(call, row)))
    return listed(call, operation, bodies)


def employment_information(call: Call, rows: Rows, employment: Row) -> Body:
    """What lists of an employer tell of an employment: who it is, and where."""
    on = wire.today(call).isoformat()
    entity = current(rows, "organizational-entity", employment.id, on)
    employee = rows.get("employee", employment.parent or "")
    details = {} if employee is None else employee.body["personalDetails"]
    placed = {} if entity is None else entity.body
    return {
        **employment.body,
        "id": employment.id,
        "department": placed.get("department"),
        "function": placed.get("function"),
        "employeeNumber": None if employee is None else employee.body["employeeNumber"],
        **{name: details.get(name) for name in ("firstName", "formattedName", "photo")},
    }


def _with_attachment(call: Call, operation: OperationOf) -> Answer:
    rows, employer = Rows(call.workspace), named(call, operation)
    found = visible(call, operation, rows.of_employer("declaration", employer.id))
    records = [{"declarationId": row.id} for row in found if kept_file(rows, row.id) is not None]
    return wire.listing(call, operation, records, form_of_answer(call, operation))


def _leave_requests(call: Call, operation: OperationOf) -> Answer:
    employer = named(call, operation)
    found = Rows(call.workspace).of_employer("leave-request", employer.id)
    form = form_of_answer(call, operation)
    shown = present(call, "leave-request", form, visible(call, operation, found))
    return wire.listing(call, operation, shown, form)


def _accessible_departments(call: Call, operation: OperationOf) -> Answer:
    """The departments that the user has access to: those managed, or else all."""
    employer = named(call, operation)
    _, grants = session(call)
    found = Rows(call.workspace).of_parent("department", employer.id)
    own = [row for row in found if not grants.departments or row.id in grants.departments]
    form = form_of_answer(call, operation)
    return wire.listing(call, operation, present(call, "department", form, own), form)


def _users_departments(call: Call, operation: OperationOf) -> Answer:
    """The users of an employer, each with the departments that are linked."""
    rows, employer = Rows(call.workspace), named(call, operation)
    departments = rows.of_parent("department", employer.id)
    bodies = []
    for user in rows.of_parent("employer-user", employer.id):
        managed = grants_of(call.workspace, user.id).departments
        linked = [
            {**row.body, "id": row.id, "hasAccessToSubDepartments": False}
            for row in departments
            if row.id in managed
        ]
        body = {**user.body, "userId": user.id, "departments": linked}
        bodies.append((body, context(call, user)))
    return listed(call, operation, bodies)


def _administrations(call: Call, operation: OperationOf) -> Answer:
    """Payroll and non-payroll administrations, with the members that they share."""
    rows, employer = Rows(call.workspace), named(call, operation)
    around = context(call, employer)
    bodies = [
        {**row.body, "id": row.id, "isPayrollAdministration": row.resource.startswith("payroll")}
        for resource in ("payroll-administration", "non-payroll-administration")
        for row in rows.of_parent(resource, employer.id)
    ]
    return listed(call, operation, ((body, around) for body in bodies))


def _assigned(call: Call, operation: OperationOf) -> Answer:
    """Workflows that are assigned to the user, or to the role of the user."""
    employer = named(call, operation)
    _, grants = session(call)
    found = Rows(call.workspace).of_parent("workflow", employer.id)
    own = [row for row in found if _is_assigned(row.body, grants.user, grants.role.id)]
    return _workflows(call, operation, own)


def _is_assigned(body: Mapping[str, Body | None], user: str, role: str) -> bool:
    assignee = body.get("assignee") or {}
    assigned = {(assignee.get(name) or {}).get("id") for name in ("user", "role")}
    return bool(assigned & {user, role})


def _initiated(call: Call, operation: OperationOf) -> Answer:
    """Workflows that the user began, at whichever employer."""
    _, grants = session(call)
    found = Rows(call.workspace).of_parent("workflow", None)
    own = [row for row in found if row.body["initiatedBy"]["id"] == grants.user]
    return _workflows(call, operation, own)


def _workflows(call: Call, operation: OperationOf, found: Iterable[Row]) -> Answer:
    form = form_of_answer(call, operation)
    return wire.listing(call, operation, present(call, "workflow", form, found), form)


def _applications(call: Call, operation: OperationOf) -> Answer:
    """The applications of the store; activated are those with a connection of a user."""
    rows, employer = Rows(call.workspace), named(call, operation)
    linked = {
        row.body["application"]["id"] for row in rows.of_employer("user-integration", employer.id)
    }
    around = context(call, employer)
    bodies = [
        {**row.body, "id": row.id, "isActivatedForEmployer": row.id in linked}
        for row in rows.of_parent("application", None)
    ]
    return listed(call, operation, ((body, around) for body in bodies))


def _linked_users(call: Call, operation: OperationOf) -> Answer:
    """Users with access to the employer and a connection with the application."""
    rows, application = Rows(call.workspace), str(call.parameters["applicationId"]).lower()
    employer = str(call.parameters["employerId"]).lower()
    bodies = [
        (
            {**row.body, "isblocked": row.body["isBlocked"], "user": {"id": row.parent}},
            context(call, row),
        )
        for row in rows.of_employer("user-integration", employer)
        if row.body["application"]["id"] == application
    ]
    return listed(call, operation, bodies)


def _document_count(call: Call, operation: OperationOf) -> Answer:
    concept = named(call, operation)
    documents = Rows(call.workspace).of_parent("concept-employee-document", concept.id)
    return detailed(call, operation, {"numberOfDocuments": len(documents)})


def _numbers_of_employments(call: Call, operation: OperationOf) -> Answer:
    rows, employer = Rows(call.workspace), named(call, operation)
    found = visible(call, operation, rows.of_employer("employment", employer.id))
    return wire.listing(call, operation, _numbers(rows, found))


def _numbers_of_employers(call: Call, operation: OperationOf) -> Answer:
    rows = Rows(call.workspace)
    found = seen_by_user(call, rows.of_parent("employer", None))
    return wire.listing(call, operation, _numbers(rows, found))


def _numbers(rows: Rows, found: Iterable[Row]) -> list[Body]:
    return [
        {"id": row.id, "lastModifiedVersionNumber": rows.version_number(row.id)} for row in found
    ]


OF_EMPLOYER: Mapping[str, View] = {
    "GetAdministrationsByEmployerId": _administrations,
    "GetAssignedWorkflowsByEmployerId": _assigned,
    "GetAvailableApplicationsByEmployerId": _applications,
    "GetDeclarationsForEmployerId": _declarations,
    "GetDeclarationsWithAttachmentByEmployerId": _with_attachment,
    "GetDocumentCountByConceptEmployeeId": _document_count,
    "GetEmployerLastModifiedVersionNumbersByUser": _numbers_of_employers,
    "GetEmployerUsersLinkedDepartmentsByEmployerId": _users_departments,
    "GetEmploymentLastModifiedVersionNumbersByUser": _numbers_of_employments,
    "GetInitiatedWorkflowsByBearerToken": _initiated,
    "GetLeaveRequestsForEmployer": _leave_requests,
    "GetLinkedUsersByEmployerIdAndApplicationId": _linked_users,
    "GetUserAccessibleDepartmentsByEmployerId": _accessible_departments,
}
"""By operationId."""
