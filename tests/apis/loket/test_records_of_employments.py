"""What is particular to single records of an employment: funds, cars, benefits, fields, leave."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.apis.loket.catalogue import CATALOGUE
from invaller.apis.loket.seed.reading import identify

EMPLOYER = {"employerId": identify("employer", "zonnehof")}
EMPLOYEE = {"employeeId": identify("employee", "zonnehof/1006")}
EMPLOYMENT = {"employmentId": identify("employment", "zonnehof/1006")}
NOBODY = "00000000-0000-4000-8000-000000000000"


def _other_option(loket: Any, operation: str, field: str) -> dict[str, Any]:
    """The last option of a field."""
    above = loket.ids(operation)
    option: dict[str, Any] = loket.options(operation, above)[field][-1]
    return option


@pytest.mark.behaviour("loket.wage.may-have-none")
def test_an_employment_without_wages(loket: Any) -> None:
    """Every wage can be deleted, the last one first; then there is no actual wage either."""
    while wages := loket.page("GetWagesByEmploymentId", EMPLOYMENT):
        newest = max(wages, key=lambda one: one["startDate"])
        loket.content("DeleteWageByWageId", {"wageId": newest["id"]})
    actual = loket.page("GetActualWagesByEmployerId", EMPLOYER)
    assert loket.page("GetWagesByEmploymentId", EMPLOYMENT) == []
    assert EMPLOYMENT["employmentId"] not in [one["employmentId"] for one in actual if one["wage"]]


@pytest.mark.behaviour(
    "loket.benefit-or-deduction.broken-per-component",
    "loket.benefit-or-deduction.several-components",
)
def test_benefits_at_the_same_time(loket: Any) -> None:
    """Two components may run at once and one may pause; one never runs twice at once."""
    operation = "PostbenefitsAndDeductionsByEmploymentId"
    other = {"key": _other_option(loket, operation, "payrollComponent")["key"]}
    first = loket.added("benefit-or-deduction", startDate="2026-01-01", endDate="2026-03-31")
    assert first["payrollComponent"]["key"] != other["key"]
    loket.added("benefit-or-deduction", startDate="2026-06-01", endDate="2026-08-31")
    loket.added(
        "benefit-or-deduction",
        startDate="2026-02-01",
        endDate="2026-02-28",
        payrollComponent=other,
    )
    again = loket.sample(operation, startDate="2026-02-01", endDate="2026-02-28")
    assert loket.call(operation, loket.ids(operation), again).status_code == 400


@pytest.mark.behaviour("loket.company-car.not-fiscal")
def test_two_registers_of_cars(loket: Any) -> None:
    """A company car is in its own list and not in that of fiscal cars, and the other way round."""
    lists = "GetCompanyCarsByEmploymentId", "GetFiscalCompanyCarsByEmploymentId"
    before = [loket.page(name, EMPLOYMENT) for name in lists]
    car, fiscal = loket.added("company-car"), loket.added("fiscal-company-car")
    after = [loket.page(name, EMPLOYMENT) for name in lists]
    assert after == [[*before[0], car], [*before[1], fiscal]]


@pytest.mark.behaviour("loket.deviating-hourly-wage.component-read-only")
def test_the_component_of_an_hourly_wage_stays(loket: Any) -> None:
    """Another component in a change is ignored."""
    wage = loket.added("deviating-hourly-wage")
    other = _other_option(loket, "PostDeviatingHourlyWageByEmploymentId", "payrollComponent")
    assert other["key"] != wage["payrollComponent"]["key"]
    ids = {"deviatingHourlyWageId": wage["id"]}
    sent = {**wage, "payrollComponent": {"key": other["key"]}}
    assert loket.content("PutDeviatingHourlyWageByDeviatingHourlyWageId", ids, sent) == wage


@pytest.mark.behaviour("loket.abp-fund.activate", "loket.employment-fund.activate")
@pytest.mark.parametrize("resource", ["abp-fund", "employment-fund"])
def test_a_fund_is_active_from_its_start(loket: Any, resource: str) -> None:
    """An added fund is among those of the employment, open from its start date on."""
    fund = loket.added(resource)
    (operation,) = [
        one.id
        for one in CATALOGUE.resources[resource].of_shape("list")
        if one.parent is not None and one.parent.resource == "employment"
    ]
    listed = loket.page(operation, EMPLOYMENT, filter="endDate eq null")
    assert fund in listed
    assert fund["endDate"] is None


@pytest.mark.behaviour(
    "loket.employee-custom-field.defined-at-employer",
    "loket.employment-custom-field.defined-at-employer",
)
@pytest.mark.parametrize(
    ("operation", "ids", "level"),
    [
        ("PostEmployeeCustomFieldByEmployeeId", EMPLOYEE, "employee"),
        ("PostEmploymentCustomFieldByEmploymentId", EMPLOYMENT, "employment"),
    ],
)
def test_a_custom_field_is_one_of_the_employer(
    loket: Any, operation: str, ids: dict[str, str], level: str
) -> None:
    """The options are fields that the employer defines; any other one answers 400."""
    defined = [one["id"] for one in loket.page("GetCustomFieldsByEmployerId", EMPLOYER)]
    offered = [one["id"] for one in loket.options(operation, ids)["customField"]]
    assert offered
    assert set(offered) <= set(defined)
    body = loket.sample(operation, ids, value="x")
    unknown = {**body, "customField": {"id": NOBODY}}
    assert loket.call(operation, ids, unknown).status_code == 400
    assert loket.content(operation, ids, body)["customField"]["id"] in offered, level


@pytest.mark.behaviour("loket.employee-custom-field.field-fixed")
def test_the_field_of_a_custom_field_stays(loket: Any) -> None:
    """Another field in a change is ignored; the value changes."""
    record = loket.added("employee-custom-field", value="x")
    sent = {**record, "customField": {"id": NOBODY}, "value": "y"}
    ids = {"employeeCustomFieldId": record["id"]}
    change = "PutEmployeeCustomFieldByEmployeeCustomFieldId"
    assert loket.content(change, ids, sent) == {**record, "value": "y"}


@pytest.mark.behaviour("loket.custom-notification.forever")
@pytest.mark.parametrize(("repetitions", "status"), [(1, 201), (99, 201), (100, 400), (0, 400)])
def test_repetitions_of_a_custom_notification(loket: Any, repetitions: int, status: int) -> None:
    """Up to 99 are taken, which stands for ever; no number above it means anything."""
    operation = "PostCustomNotificationByEmploymentId"
    body = loket.sample(operation)
    body["recurrencePattern"] = {
        "numberOfRepetitionsAfterFirstNotification": repetitions,
        "recurrenceNumber": 1,
        "recurrencePeriod": {"key": 1},
    }
    answer = loket.call(operation, loket.ids(operation), body)
    assert answer.status_code == status, answer.text


@pytest.mark.behaviour("loket.employment.steps-by-administration")
def test_steps_by_kind_of_administration(loket: Any) -> None:
    """A new employment has metadata and defaults by either kind of administration."""
    operation = CATALOGUE.operations["PostEmploymentByEmployeeId"]
    asked = [*operation.metadata, *operation.defaults]
    kinds = {url.rpartition("/")[2] for url in asked if url.endswith("}")}
    assert {"{payrollAdministrationId}", "{nonPayrollAdministrationId}"} <= kinds
    ids = {
        "payrollAdministrationId": identify("payroll-administration", "zonnehof"),
        "employeeId": identify("employee", "zonnehof/1001"),
        "nonPayrollAdministrationId": identify("non-payroll-administration", "zonnehof"),
    }
    for one in CATALOGUE.operations.values():
        if one.path in asked and one.path.endswith("dministrationId}"):
            assert loket.call(one.id, ids).status_code == 200, one.id
