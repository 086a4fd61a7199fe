"""Concept employees: imported, on their preboarding trajectory, and assessed.

Source: Loket API V2, import, preboardingTrajectory and assessment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from invaller.apis.loket import envelopes, wire
from invaller.apis.loket.access import session
from invaller.apis.loket.actions.additions import filled
from invaller.apis.loket.actions.background import polled
from invaller.apis.loket.actions.queueing import process, queue
from invaller.apis.loket.actions.writing import add, change, day_of, need, refused
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.actions.tax_return_file import NoTaxReturn, employees_in
from invaller.apis.loket.domain.person_names import formatted_name
from invaller.apis.loket.engine.bodies import take_body
from invaller.apis.loket.engine.targets import target_of
from invaller.apis.loket.problems import broken_rule
from invaller.apis.loket.rows import Body, Row, Rows
from invaller.apis.loket.surroundings import context_of
from invaller.kernel.api import Process
from invaller.kernel.calls import Answer, Call, Uploaded
from invaller.kernel.clock import render_instant

TRAJECTORY = "preboarding-trajectory"
_STARTED = "started"
_ASSESSMENT = "assessment"
_LARGEST_FILE = 5_000_000
"""Bytes of a file that is imported (assumed)."""


def _import(call: Call, operation: OperationOf) -> Answer:
    """Make a concept employee of each employee in a payroll tax return."""
    administration = target_of(call, operation)
    rows = Rows(call.workspace)
    employer = rows.get("employer", administration.employer or "")
    done: list[Body] = []
    failed: list[Body] = []
    for index, data in enumerate(_read(call), 1):
        if data is None or employer is None:
            failed.append(
                {"index": index, "id": None, "employeeNumber": None, "formattedName": None}
            )
            continue
        done.append({"index": index, **_kept(call, employer, administration, data)})
    return wire.detail(call, operation, {"successfull": done, "failed": failed})


def _read(call: Call) -> list[Body | None]:
    """The employees of the uploaded file; raises Refusal (413 or 415)."""
    file = call.body.get("file")
    content = file.content if isinstance(file, Uploaded) else str(file).encode()
    if len(content) > _LARGEST_FILE:
        text = f"[file] is larger than {_LARGEST_FILE} bytes"
        raise _not_taken(call, 413, text, len(content))
    try:
        return employees_in(content)
    except NoTaxReturn as error:
        raise _not_taken(call, 415, f"[file] {error}", None) from error


def _not_taken(call: Call, status: int, text: str, found: object) -> Exception:
    rule = "loket.concept-employee.import-other-file"
    return refused(call, status, envelopes.EXCEPTION, text, rule=rule, found=found)


def _kept(call: Call, employer: Row, administration: Row, data: Body) -> Body:
    """Store a concept employee; what the answer says of it."""
    details = data["employeeData"]["personalDetails"]
    name = formatted_name(details)
    given = {
        **data,
        "uniqueName": name,
        "creationDate": render_instant(call.now),
        "selfService": {"status": "NoAccessToClient"},
        "employmentData": {
            **data["employmentData"],
            "payrollAdministration": {"id": administration.id},
        },
    }
    details["formattedName"] = name
    context = context_of(Rows(call.workspace), administration)
    row = add(
        call,
        "concept-employee",
        employer,
        filled(call.workspace, "concept-employee", given, context),
    )
    number = data["employeeData"]["employeeNumber"]
    return {"id": row.id, "employeeNumber": number, "formattedName": name}


def _start_trajectory(call: Call, operation: OperationOf) -> Answer:
    """Start the preboarding of a concept employee, once."""
    concept, rows = target_of(call, operation), Rows(call.workspace)
    if rows.of_parent(TRAJECTORY, concept.id):
        raise _out_of_turn(call, "the preboarding trajectory was started already", "started")
    row = add(call, TRAJECTORY, concept, {"status": _STARTED})
    return wire.detail(call, operation, {"id": row.id})


def _end_trajectory(call: Call, operation: OperationOf) -> Answer:
    """Mark the preboarding of a concept employee as completed, or as ended prematurely."""
    concept = target_of(call, operation)
    taken = take_body(call, operation, concept, concept).body
    found = Rows(call.workspace).of_parent(TRAJECTORY, concept.id)
    status = found[0].body["status"] if found else None
    if status != _STARTED:
        raise _out_of_turn(call, "there is no preboarding trajectory under way", status)
    change(call, found[0], {**found[0].body, "status": taken["action"]})
    return wire.done(call, operation)


def _out_of_turn(call: Call, text: str, found: object) -> Exception:
    return broken_rule(
        call,
        text,
        rule="loket.concept-employee.preboarding-actions",
        source="Loket API V2, preboardingTrajectory",
        found=found,
    )


def _assess(call: Call, operation: OperationOf) -> Answer:
    """Have a concept employee invited to an assessment."""
    concept = target_of(call, operation)
    take_body(call, operation, concept, None)
    contact: Mapping[str, Any] = _data(concept).get("contactInformation") or {}
    need(call, contact, "emailAddress")
    queue(call, _ASSESSMENT, concept.id, {"day": day_of(call)}, concept.parent)
    return wire.accepted(call, operation)


def _invite(call: Call, identifier: str, given: dict[str, Any]) -> None:
    """Add the assessment of a concept employee to those of its employer."""
    rows = Rows(call.workspace)
    concept = rows.get("concept-employee", identifier)
    employer = rows.get("employer", concept.parent or "") if concept is not None else None
    if concept is None or employer is None:
        return
    data, (_, grants) = _data(concept), session(call)
    user = rows.get("employer-user", grants.user)
    who = {} if user is None else user.body
    body = {
        "invitedDate": given["day"],
        "participant": {
            **_person(concept.id, data.get("personalDetails"), data.get("contactInformation")),
            "employeeOrConceptEmployee": "conceptEmployee",
        },
        "requestedBy": _person(
            grants.user, who.get("personalDetails"), who.get("contactInformation")
        ),
        "resultUrl": None,
        "status": "sent",
    }
    add(call, _ASSESSMENT, employer, body)


def _person(
    identifier: str, details: Mapping[str, Any] | None, contact: Mapping[str, Any] | None
) -> Body:
    named = details or {}
    return {
        "id": identifier,
        "email": (contact or {}).get("emailAddress") or "",
        "firstName": named.get("firstName"),
        "lastName": named.get("lastName"),
    }


def _data(concept: Row) -> Mapping[str, Any]:
    data: Mapping[str, Any] = concept.body.get("employeeData") or {}
    return data


CONCEPTS: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "PatchImportConceptEmployeesByPayrollAdministrationId": _import,
    "PatchPreboardingTrajectoryByConceptEmployeeId": _end_trajectory,
    "GetAssessmentsByEmployerId": polled(_ASSESSMENT),
    "PostInitiateAssessmentByConceptEmployeeId": _assess,
    "PostPreboardingTrajectoryByConceptEmployeeId": _start_trajectory,
}
"""By operationId."""

CONCEPTS_WORK: Mapping[str, Process] = {_ASSESSMENT: process(_invite)}
"""By kind of pending work."""
