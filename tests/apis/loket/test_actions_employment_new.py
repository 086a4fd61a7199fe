"""New employments, employee profiles, transition compensations and wage projections."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.kernel.ids import uuid_from

OWNER = {"employeeId": uuid_from("loket", "seed", "employee", "zonnehof/1006")}
ID = {"employmentId": uuid_from("loket", "seed", "employment", "zonnehof/1006")}
UNKNOWN = {"employmentId": "00000000-0000-4000-8000-000000000000"}
POST, READ = "PostEmploymentByEmployeeId", "GetEmploymentByEmploymentId"
PROFILE = "PatchEmployeeProfileByEmploymentId"
CALCULATE = "PostCalculateTransitionCompensationByEmploymentId"
COMPENSATE = "PostTransitionCompensationEmploymentByEmploymentId"
PROJECTIONS = (
    "PostWageProjectionByEmploymentId",
    "PostWageprojectionBasedOnDefaultClaConfigurationByEmploymentId",
)
TERMINATION = {
    "endDate": "2025-06-30",
    "endOfEmploymentDueToIllness": False,
    "endOfEmploymentReason": {"key": 2},
    "endOfEmploymentReasonTaxAuthorities": {"key": 4},
}


def _body(loket: Any, **blocks: dict[str, Any]) -> dict[str, Any]:
    """A body for an additional employment from 1 April on, with a wage."""
    body: dict[str, Any] = loket.sample(POST, OWNER)
    body["employmentData"] |= {"startDate": "2025-04-01", "incomeRelationshipNumber": 2}
    body["wageData"] = {"grossWage": 1500, "grossWageType": {"key": 1}}
    for name, block in blocks.items():
        body[name] |= block
    return body


def _employments(loket: Any) -> list[str]:
    return [one["id"] for one in loket.page("GetEmploymentsByEmployeeId", OWNER)]


@pytest.mark.behaviour("loket.employment.create-answers-id")
def test_a_new_employment_answers_its_id_beside_the_envelope(loket: Any) -> None:
    """201 with id, version and messages and nothing else; the employee has it among its own."""
    before = _employments(loket)
    answer = loket.call(POST, OWNER, _body(loket))
    assert (answer.status_code, set(answer.json())) == (201, {"id", "version", "messages"})
    assert _employments(loket) == [*before, answer.json()["id"]]


@pytest.mark.behaviour("loket.employment.create-needs-employee")
def test_an_employment_comes_with_its_records(loket: Any) -> None:
    """One body gives employment, wage, hours, place and tax, all from the first day on."""
    body = _body(loket)
    ids = {"employmentId": loket.call(POST, OWNER, body).json()["id"]}
    employment = loket.content(READ, ids)
    assert (employment["startDate"], employment["incomeRelationshipNumber"]) == ("2025-04-01", 2)
    (wage,) = loket.page("GetWagesByEmploymentId", ids)
    assert (wage["grossWage"], wage["startDate"], wage["endDate"]) == (1500, "2025-04-01", None)
    (place,) = loket.page("GetOrganizationalEntitiesByEmploymentId", ids)
    assert place["department"]["key"] == body["organizationalEntityData"]["department"]["key"]
    for listed in ("GetWorkingHoursByEmploymentId", "GetFiscalPropertiesByEmploymentId"):
        assert [one["startDate"] for one in loket.page(listed, ids)] == ["2025-04-01"]
    nobody = {"employeeId": UNKNOWN["employmentId"]}
    assert loket.call(POST, nobody, body).status_code == 404


@pytest.mark.behaviour("loket.employment.administrations-exclusive")
def test_an_employment_has_one_administration(loket: Any) -> None:
    """With a payroll and a non-payroll administration nothing is added."""
    both = {
        name: {"id": uuid_from("loket", "seed", resource, "zonnehof")}
        for name, resource in (
            ("payrollAdministration", "payroll-administration"),
            ("nonPayrollAdministration", "non-payroll-administration"),
        )
    }
    before = _employments(loket)
    answer = loket.call(POST, OWNER, _body(loket, employmentData=both))
    assert (answer.status_code, loket.why(answer)) == (
        400,
        ["loket.employment.administrations-exclusive"],
    )
    assert _employments(loket) == before


def test_a_broken_rule_of_one_record_adds_nothing(loket: Any) -> None:
    """An IBAN that is none keeps the whole employment away."""
    before = _employments(loket)
    answer = loket.call(POST, OWNER, _body(loket, employeeData={"iban": "NL00BANK0123456789"}))
    assert (answer.status_code, loket.why(answer)) == (400, ["loket.payment-information-sepa.iban"])
    assert _employments(loket) == before


@pytest.mark.behaviour("loket.employment.profile")
def test_a_profile_makes_what_it_stands_for(loket: Any) -> None:
    """Each list has the ids of records that are there and begin on the activation date."""
    body = {"activationDate": "2025-04-01", "employeeProfileId": 1}
    content = loket.content(PROFILE, ID, body)
    assert set(content) == {
        "basesForCalculation",
        "benefitsAndDeductions",
        "employmentFunds",
        "employmentFundsABP",
    }
    for name, listed in (
        ("basesForCalculation", "GetBasesForCalculationByEmploymentId"),
        ("employmentFunds", "GetEmploymentFundsByEmploymentId"),
    ):
        starts = {one["id"]: one["startDate"] for one in loket.page(listed, ID)}
        assert content[name]
        assert {starts[one] for one in content[name]} == {"2025-04-01"}


def test_an_employment_without_profile_needs_one(loket: Any) -> None:
    """Without a profile in body or employment there is nothing to activate."""
    answer = loket.call(PROFILE, ID, {"activationDate": "2025-04-01"})
    assert (answer.status_code, loket.why(answer)) == (400, ["loket.metadata.unknown-key"])


@pytest.mark.behaviour(
    "loket.transition-compensation.third-of-month",
    "loket.transition-compensation.calculate-keeps-nothing",
)
def test_the_compensation_is_a_third_of_a_month_a_year(loket: Any) -> None:
    """Six years at 3,000 euro a month are 6,000 euro, and nothing is kept."""
    before = loket.content(READ, ID), _employments(loket)
    body = {
        "startDate": "2019-01-01",
        "endDate": "2024-12-31",
        "grossMonthlyWage": 3000,
        "grossMonthlySupplement": 0,
        "shiftBonusPercentage": 0,
        "baseCalculationsBonusPercentage": 0,
    }
    content = loket.content(CALCULATE, ID, body)
    assert content["employmentDurationInDecimalYears"] == pytest.approx(6, abs=0.01)
    assert content["monthlyWage"] == 3000
    assert content["transitionCompensationAmount"] == pytest.approx(6000, abs=5)
    assert (loket.content(READ, ID), _employments(loket)) == before


@pytest.mark.behaviour("loket.transition-compensation.employment-needs-end")
def test_only_an_ended_employment_is_compensated(loket: Any) -> None:
    """Refused while the employment runs; afterwards a second employment follows its end."""
    answer = loket.call(COMPENSATE, ID, {})
    assert (answer.status_code, loket.why(answer)) == (
        400,
        ["loket.transition-compensation.employment-needs-end"],
    )
    loket.content("PatchTerminateByEmploymentId", ID, TERMINATION)
    answer = loket.call(COMPENSATE, ID, {})
    assert (answer.status_code, set(answer.json())) == (200, {"id"})
    made = loket.content(READ, {"employmentId": answer.json()["id"]})
    assert (made["startDate"], made["linkedEmployment"]) == ("2025-07-01", ID["employmentId"])


def _projection(loket: Any, operation: str, **members: Any) -> dict[str, Any]:
    body = {**loket.sample(operation, ID), **members}
    content: dict[str, Any] = loket.content(operation, ID, body)
    return content


@pytest.mark.behaviour("loket.wage-projection.keeps-nothing")
@pytest.mark.parametrize("operation", PROJECTIONS)
def test_a_projection_keeps_nothing(loket: Any, operation: str) -> None:
    """Results for periods of this employment; wages and employment are as before."""
    before = loket.content(READ, ID), loket.page("GetWagesByEmploymentId", ID)
    content = _projection(loket, operation)
    assert content["employmentId"] == ID["employmentId"]
    periods = [one["payrollPeriod"]["periodNumber"] for one in content["payrollPeriods"]]
    assert periods == sorted(periods)
    assert periods[-1] == 12
    assert (loket.content(READ, ID), loket.page("GetWagesByEmploymentId", ID)) == before


def test_a_projection_follows_a_change_of_wage(loket: Any) -> None:
    """Ten percent more wage gives ten percent more gross in each period."""

    def gross(change: float) -> float:
        deviations = {"startDate": "2025-04-01", "percentageChange": change}
        periods = _projection(loket, PROJECTIONS[0], deviations=deviations)["payrollPeriods"]
        (slip,) = periods[0]["payslipTypes"]
        by_key = {
            one["payrollComponent"]["key"]: one["value"] for one in slip["payrollComponentResults"]
        }
        value: float = by_key[70]
        return value

    wage = loket.page("GetWagesByEmploymentId", ID)[-1]["grossWage"]
    assert gross(10) == pytest.approx(wage * 1.1, abs=0.01)


@pytest.mark.behaviour("loket.wage-projection.known-employment")
@pytest.mark.parametrize("operation", PROJECTIONS)
def test_a_projection_needs_a_known_employment(loket: Any, operation: str) -> None:
    """An employment that is not known answers 404."""
    assert loket.call(operation, UNKNOWN, loket.sample(operation, ID)).status_code == 404
