"""What the actions rely on: users, numbers, minimized concepts, workflows, reports."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.apis.loket.catalogue import CATALOGUE, CREATE, DELETE
from invaller.kernel.ids import uuid_from


def _seeded(resource: str, label: str) -> str:
    return uuid_from("loket", "seed", resource, label)


EMPLOYER = {"employerId": _seeded("employer", "zonnehof")}
EMPLOYEE = {"employeeId": _seeded("employee", "zonnehof/1001")}
EMPLOYMENT = {"employmentId": _seeded("employment", "zonnehof/1001")}
CONCEPT = {"conceptEmployeeId": _seeded("concept-employee", "zonnehof/1")}
USER = {"userId": _seeded("employer-user", "manager")}


@pytest.mark.behaviour("loket.employee.no-post", "loket.employee.no-delete")
def test_employees_come_from_concepts_alone() -> None:
    """No operation adds or deletes an employee, and one adds an employment to an employee."""
    employee = CATALOGUE.resources["employee"]
    assert (employee.of_shape(CREATE), employee.of_shape(DELETE)) == ((), ())
    assert CATALOGUE.resources["employment"].of_shape(DELETE) == ()


@pytest.mark.behaviour("loket.employee.bsn-separate")
def test_the_citizen_service_number_is_answered_by_itself(loket: Any) -> None:
    """It is in no answer about the employee but that of its own operation."""
    read = "GetCitizenServiceNumberByEmployeeId"
    number = loket.content(read, EMPLOYEE)["citizenServiceNumber"]
    for operation, ids in (
        ("GetEmployeeByEmployeeId", EMPLOYEE),
        ("GetEmployeesByEmployerId", EMPLOYER),
        ("GetEmploymentsByEmployeeId", EMPLOYEE),
    ):
        assert number not in loket.call(operation, ids).text


@pytest.mark.behaviour("loket.concept-employee.minimized-same-record")
def test_a_minimized_concept_is_the_same_record(loket: Any) -> None:
    """Changing it changes the whole one, whose other members stay."""
    before = loket.content("GetConceptEmployeeByConceptEmployeeId", CONCEPT)
    small = loket.content("GetConceptEmployeeMinimizedByConceptEmployeeId", CONCEPT)
    assert small["id"] == before["id"]
    assert len(small) < len(before)
    small["personalDetails"]["lastName"] = "Anders"
    answered = loket.content("PutConceptEmployeeMinizedByConceptEmployeeId", CONCEPT, small)
    assert answered["personalDetails"]["formattedName"] == "B. Anders"
    after = loket.content("GetConceptEmployeeByConceptEmployeeId", CONCEPT)
    assert after["employeeData"]["personalDetails"] == answered["personalDetails"]
    for name in ("wageData", "workingHoursData", "organizationalEntityData", "employmentData"):
        assert after[name] == before[name]


@pytest.mark.behaviour("loket.concept-employee.one-administration")
def test_a_concept_has_one_administration(loket: Any) -> None:
    """With both administrations it is refused, although validations are off."""
    body = loket.content("GetConceptEmployeeByConceptEmployeeId", CONCEPT)
    other = _seeded("non-payroll-administration", "zonnehof")
    body["employmentData"]["nonPayrollAdministration"] = {"id": other}
    answer = loket.call("PutConceptEmployeeByConceptEmployeeId", CONCEPT, body)
    assert (answer.status_code, loket.why(answer)) == (
        400,
        ["loket.employment.administrations-exclusive"],
    )


@pytest.mark.behaviour("loket.employer-user.change-202")
def test_a_changed_user_answers_202(loket: Any) -> None:
    """The change is there when the user is read."""
    body = loket.content("GetEmployerUserByUserId", USER)
    body["contactInformation"] = {**body["contactInformation"], "phoneNumber": "0301112233"}
    assert loket.call("PutEmployerUserByUserId", USER, body).status_code == 202
    after = loket.content("GetEmployerUserByUserId", USER)
    assert after["contactInformation"]["phoneNumber"] == "0301112233"


@pytest.mark.behaviour("loket.employer-user-authorization.available")
def test_the_authorizations_of_a_user_are_listed(loket: Any) -> None:
    """Every right with whether the user has it."""
    ids = {**EMPLOYER, **USER}
    listed = loket.page("GetEmployerUserAuthorizationsByEmployerIdAndUserId", ids)
    assert {one["isEnabled"] for one in listed} <= {True, False}
    assert any(one["isEnabled"] for one in listed)


@pytest.mark.behaviour("loket.document-signature.report")
def test_the_report_of_a_signature_is_a_file(loket: Any) -> None:
    """A PDF with a file name."""
    document = _seeded("employment-document", "zonnehof/1001")
    ids = {**EMPLOYMENT, "documentId": document}
    signer = [{"name": "Jan", "emailAddress": "jan@zonnehof.example"}]
    loket.content("PostInitiateSignatureByEmploymentIdAndDocumentId", ids, signer)
    report = "GetSignatureReportByEmploymentIdAndDocumentId"
    answer = loket.call(report, ids, accept="*/*")
    assert answer.content[:4] == b"%PDF"
    assert "filename" in answer.headers["Content-Disposition"]


@pytest.mark.behaviour("loket.workflow.open-and-finished")
def test_finished_workflows_stay_in_the_list(sim: Any, loket: Any) -> None:
    """A workflow that was refused is listed with its new status."""
    named = {"workflowId": _seeded("workflow", "zonnehof/1")}
    workflow = loket.content("GetWorkflowByWorkflowId", named)
    refuse = workflow["allowedTransitions"][0]["transitions"][1]
    loket.call("TransitionWorkflowByWorkflowId", named, refuse)
    sim.clock.run_until_idle()
    listed = loket.page("GetWorkflowsByEmployerId", EMPLOYER)
    assert {one["id"]: one["status"]["key"] for one in listed}[workflow["id"]] == 3


@pytest.mark.behaviour("loket.dashboard.url")
def test_the_dashboard_answers_a_url(loket: Any) -> None:
    """Where the dashboard of the employer is."""
    content = loket.content("GetEmployerDashboardByEmployerId", EMPLOYER)
    assert content["dashboardLocation"].startswith("https://")


@pytest.mark.behaviour("loket.transition-compensation.defaults-input-only")
def test_defaults_of_the_calculation_are_its_input(loket: Any) -> None:
    """What the calculation answers is not among its defaults."""
    operation = "GetCalculateTransitionCompensationDefaultsByEmploymentId"
    form = CATALOGUE.operations["PostCalculateTransitionCompensationByEmploymentId"].request_form()
    assert form is not None
    assert set(loket.content(operation, EMPLOYMENT)) == set(form.fields)
