"""Defaults: the object that GET answers, with what a new record begins with."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from invaller.apis.loket.catalogue import CATALOGUE, form_of
from invaller.apis.loket.domain.forms import OPTION
from invaller.apis.loket.seed import rows
from invaller.apis.loket.seed.reading import identify
from invaller.apis.loket.surroundings import resource_named
from invaller.kernel.specs import fidelity_of

EMPLOYMENT = {"employmentId": identify("employment", "zonnehof/1001")}


def _endpoints(*, of_object: bool) -> list[Any]:
    """Defaults endpoints with the entry of their resource: of an object of GET, or of others."""
    known = {entry["id"] for entry in fidelity_of("loket")}
    found = []
    for one in CATALOGUE.operations.values():
        name = f"loket.{one.resource}.defaults"
        if one.shape == "defaults" and (one.object is not None) is of_object:
            marks = [pytest.mark.behaviour(name)] if name in known else []
            found.append(pytest.param(one.id, marks=marks))
    return found


_DOCUMENTS = {
    "conceptEmployeeId": "concept-employee-document",
    "employmentId": "employment-document",
}
"""Whose documents an operation is about, by its first path parameter."""


def _ids(name: str) -> dict[str, str]:
    """The first records of the seed that the path can name."""
    operation = CATALOGUE.operations[name]
    found = {}
    for parameter in operation.path_parameters:
        resource = resource_named(operation, parameter)
        if parameter == "documentId":
            resource = _DOCUMENTS[operation.path_parameters[0]]
        seeded = rows(date(2025, 3, 3))
        found[parameter] = next(row.id for row in seeded if row.resource == resource)
    return found


@pytest.mark.behaviour(
    "loket.defaults.append-to-url",
    "loket.defaults.get-object",
    "loket.defaults.metadata-null",
    "loket.defaults.null-without-default",
    "loket.defaults.read-only-too",
    "loket.defaults.envelope",
)
@pytest.mark.parametrize("name", _endpoints(of_object=True))
def test_the_object_of_get_with_nulls(loket: Any, name: str) -> None:
    """All members of the object are there, read-only ones too; what has no default is null."""
    operation = CATALOGUE.operations[name]
    content = loket.content(name, _ids(name))
    form = form_of(str(operation.object))
    assert set(content) == set(form.fields)
    for member, field in form.fields.items():
        value = content[member]
        if field.kind == OPTION and value is not None:
            assert any(value[one] is not None for one in field.identity)
    assert content.get("id") is None


@pytest.mark.parametrize("name", _endpoints(of_object=False))
def test_defaults_of_other_operations(loket: Any, name: str) -> None:
    """An operation without an object of GET answers at least the fields of its body."""
    operation = CATALOGUE.operations[name]
    content = loket.content(name, _ids(name))
    forms = [CATALOGUE.operations[one].request_form() for one in operation.defaults_for]
    known = {field for form in forms if form is not None for field in (form.item or form).fields}
    assert known <= set(content)
    assert content


@pytest.mark.behaviour("loket.defaults.context-from-path", "loket.defaults.start-date-today")
def test_a_wage_begins_with_the_current_period(loket: Any) -> None:
    """startDate is the start of the current period: 1 March for months on 3 March."""
    content = loket.content("GetWageDefaultsByEmploymentId", EMPLOYMENT)
    assert content["startDate"] == "2025-03-01"
    assert content["payrollPeriodType"] == {"key": 1, "value": "Maand"}
    assert content["grossWage"] is None


@pytest.mark.behaviour("loket.defaults.scope")
@pytest.mark.parametrize("member", ["shift", "payslipType", "distributionUnit"])
def test_defaults_without_a_scope_are_those_of_now(loket: Any, member: str) -> None:
    """Without a scope the defaults are what is active now."""
    content = loket.content("GetPayrollPeriodDataDefaultsByEmploymentId", EMPLOYMENT)
    assert content[member] is not None
    assert content["payrollComponents"] == []


@pytest.mark.behaviour("loket.defaults.accepted-by-post")
def test_defaults_with_the_rest_filled_in_are_accepted(loket: Any) -> None:
    """A POST of the defaults of a partner with the name filled in makes the partner."""
    employee = {"employeeId": identify("employee", "zonnehof/1002")}
    content = loket.content("GetPartnerDefaultsByEmployeeId", employee)
    filled = {**content, "lastName": "Vos", "dateOfBirth": "1980-01-01", "gender": {"key": 1}}
    partner = loket.content("PostPartnerByEmployeeId", employee, filled)
    assert partner["howToFormatLastName"] == content["howToFormatLastName"]


@pytest.mark.behaviour("loket.payroll-process-status.default-period")
def test_the_default_period_is_the_current_one(loket: Any) -> None:
    """The default of payrollPeriodId is the period that today lies in."""
    ids = {"providerId": identify("provider", "linde")}
    content = loket.content("GetPayrollProcessStatusDefaultsByProviderId", ids)
    assert content == {"payrollPeriodId": 12503}


@pytest.mark.behaviour("loket.leave.default-null")
def test_a_leave_type_has_no_default(loket: Any) -> None:
    """The leave type of new leave is null."""
    content = loket.content("GetLeaveDefaultsByEmploymentId", EMPLOYMENT)
    assert content["leaveType"] is None
    assert content["isAccrual"] is False


@pytest.mark.behaviour("loket.concept-employee.defaults-by-payroll-administration")
def test_concept_employees_have_defaults_by_payroll_administration_only(loket: Any) -> None:
    """Defaults know the chosen administration; a non-payroll one has none: 404."""
    administration = identify("payroll-administration", "zonnehof")
    ids = {"payrollAdministrationId": administration}
    content = loket.content("GetConceptEmployeeDefaultsByPayrollAdministrationId", ids)
    assert content["employmentData"]["payrollAdministration"]["id"] == administration
    other = identify("non-payroll-administration", "zonnehof")
    path = f"/providers/employers/conceptemployees/defaults/nonpayrolladministration/{other}"
    headers = {**loket.headers, "Accept": "application/json"}
    answer = loket.sim.http.get(loket.sim.urls["loket"] + path, headers=headers)
    assert answer.status_code == 404
