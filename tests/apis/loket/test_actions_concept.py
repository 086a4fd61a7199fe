"""Concept employees become employees."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.kernel.ids import uuid_from

CONCEPT = uuid_from("loket", "seed", "concept-employee", "zonnehof/1")
UNFINISHED = uuid_from("loket", "seed", "concept-employee", "helder/1")
EMPLOYER = uuid_from("loket", "seed", "employer", "zonnehof")
CONVERT = "PatchConvertToEmployeeByConceptEmployeeId"
READ = "GetConceptEmployeeByConceptEmployeeId"
HELDER = "s.visser@noordster.example"


def _convert(loket: Any, concept: str = CONCEPT, **headers: str) -> Any:
    return loket.call(CONVERT, {"conceptEmployeeId": concept}, headers=headers)


def _employment(loket: Any, employee: str = CONCEPT) -> dict[str, Any]:
    found = loket.page("GetEmploymentsByEmployeeId", {"employeeId": employee})
    assert len(found) == 1
    employment: dict[str, Any] = found[0]
    return employment


@pytest.mark.behaviour(
    "loket.concept-employee.convert-deletes-concept", "loket.concept-employee.convert-keeps-id"
)
def test_the_employee_takes_the_place_of_the_concept(loket: Any) -> None:
    """The concept is gone and an employee has its id, its name and its number."""
    concept = loket.content(READ, {"conceptEmployeeId": CONCEPT})
    assert _convert(loket).status_code == 200
    assert loket.call(READ, {"conceptEmployeeId": CONCEPT}).status_code == 404
    employee = loket.content("GetEmployeeByEmployeeId", {"employeeId": CONCEPT})
    details = concept["employeeData"]["personalDetails"]
    for name in ("lastName", "initials", "dateOfBirth", "gender"):
        assert employee["personalDetails"][name] == details[name]
    number = loket.content("GetCitizenServiceNumberByEmployeeId", {"employeeId": CONCEPT})
    assert number["citizenServiceNumber"]


@pytest.mark.behaviour("loket.concept-employee.convert-makes-records")
def test_converting_makes_the_records_of_the_employment(loket: Any) -> None:
    """Employment, wage, hours, place, tax, insurance and payment come from the concept."""
    concept = loket.content(READ, {"conceptEmployeeId": CONCEPT})
    _convert(loket)
    employment = _employment(loket)
    start = concept["employmentData"]["startDate"]
    assert (employment["startDate"], employment["endDate"]) == (start, None)
    ids = {"employmentId": employment["id"]}
    (wage,) = loket.page("GetWagesByEmploymentId", ids)
    (hours,) = loket.page("GetWorkingHoursByEmploymentId", ids)
    (place,) = loket.page("GetOrganizationalEntitiesByEmploymentId", ids)
    (paid,) = loket.page("GetPaymentInformationSepaByEmploymentId", ids)
    assert (wage["grossWage"], wage["startDate"]) == (concept["wageData"]["grossWage"], start)
    assert hours["deviatingHoursPerWeek"] == concept["workingHoursData"]["deviatingHoursPerWeek"]
    assert place["department"] == concept["organizationalEntityData"]["department"]
    assert paid["iban"] == concept["employeeData"]["iban"]
    for listed in (
        "GetFiscalPropertiesByEmploymentId",
        "GetSocialSecurityConfigurationByEmploymentId",
    ):
        assert [one["startDate"] for one in loket.page(listed, ids)] == [start]


@pytest.mark.behaviour("loket.concept-employee.convert-employee-number")
def test_an_employee_without_number_gets_the_next_one(loket: Any) -> None:
    """The number is the highest of the employer and one."""
    others = loket.page("GetEmployeesByEmployerId", {"employerId": EMPLOYER}, pageSize=250)
    _convert(loket)
    employee = loket.content("GetEmployeeByEmployeeId", {"employeeId": CONCEPT})
    assert employee["employeeNumber"] == max(one["employeeNumber"] for one in others) + 1


@pytest.mark.behaviour("loket.concept-employee.convert-validates")
def test_an_unfinished_concept_is_not_converted(sim: Any, loket: Any) -> None:
    """What a concept lacks is told at once, each with a message, and it stays a concept."""
    other = type(loket)(sim, sim.credentials.bearer_of(HELDER))
    answer = _convert(other, UNFINISHED)
    assert answer.status_code == 400
    told = " ".join(one["description"] for one in answer.json()["messages"])
    for name in ("dateOfBirth", "startDate", "payrollAdministration", "department"):
        assert name in told
    assert len(answer.json()["messages"]) == len(other.why(answer)) > 4
    assert other.call(READ, {"conceptEmployeeId": UNFINISHED}).status_code == 200


@pytest.mark.behaviour(
    "loket.concept-employee.validate-only", "loket.concept-employee.validate-only-answers"
)
def test_validating_only_answers_the_same_and_converts_nothing(sim: Any, loket: Any) -> None:
    """X-ValidateOnly answers as converting does, and the concept is still there."""
    header = {"X-ValidateOnly": "true"}
    only = _convert(loket, **header)
    assert loket.call(READ, {"conceptEmployeeId": CONCEPT}).status_code == 200
    assert loket.call("GetEmployeeByEmployeeId", {"employeeId": CONCEPT}).status_code == 404
    done = _convert(loket)
    assert (only.status_code, only.json()) == (done.status_code, done.json()) == (200, {})
    other = type(loket)(sim, sim.credentials.bearer_of(HELDER))
    refused = _convert(other, UNFINISHED)
    assert _convert(other, UNFINISHED, **header).json() == refused.json()


def test_the_dossier_goes_along(loket: Any) -> None:
    """Documents of the concept are those of the employment afterwards, with the same id."""
    before = loket.page("GetDocumentsByConceptEmployeeId", {"conceptEmployeeId": CONCEPT})
    _convert(loket)
    ids = {"employmentId": _employment(loket)["id"]}
    after = loket.page("GetDocumentsByEmploymentId", ids)
    assert [one["description"] for one in after] == [one["description"] for one in before]


def test_a_number_of_a_colleague_is_refused(loket: Any) -> None:
    """Two employees of an employer do not share a number."""
    ids = {"conceptEmployeeId": CONCEPT}
    concept = loket.content(READ, ids)
    concept["employeeData"]["employeeNumber"] = 1001
    loket.content("PutConceptEmployeeByConceptEmployeeId", ids, concept)
    answer = _convert(loket)
    assert (answer.status_code, loket.why(answer)) == (
        400,
        ["loket.concept-employee.convert-validates"],
    )
