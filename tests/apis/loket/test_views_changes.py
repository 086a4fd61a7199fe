"""Views that follow changes: version numbers, audit trails, filter settings; and lookups."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.apis.loket.seed.reading import identify

EMPLOYER = {"employerId": identify("employer", "zonnehof")}
EMPLOYMENT = {"employmentId": identify("employment", "zonnehof/1001")}
EMPLOYEE = {"employeeId": identify("employee", "zonnehof/1001")}
TODAY = {"startDate": "2025-03-03", "endDate": "2025-03-03"}
ALL: dict[str, Any] = {
    "filterOnAdministrations": [],
    "filterOnDepartments": [],
    "filterOnEmployedStatus": "AllEmployments",
    "filterOnOnCallEmployment": None,
}


def _numbers(loket: Any) -> tuple[int, int]:
    """The version numbers of the employer and the employment."""
    employers = loket.page("GetEmployerLastModifiedVersionNumbersByUser")
    name = "GetEmploymentLastModifiedVersionNumbersByUser"
    both = (
        (employers, EMPLOYER["employerId"]),
        (loket.page(name, EMPLOYER), EMPLOYMENT["employmentId"]),
    )
    found = [
        one["lastModifiedVersionNumber"]
        for listed, its in both
        for one in listed
        if one["id"] == its
    ]
    return found[0], found[1]


def _add_child(loket: Any) -> dict[str, Any]:
    child = {"initials": "A.", "lastName": "Vos", "dateOfBirth": "2020-01-01", "gender": {"key": 1}}
    added: dict[str, Any] = loket.content("PostChildByEmployeeId", EMPLOYEE, child)
    return added


@pytest.mark.behaviour(
    "loket.last-modified-version-number.rises",
    "loket.last-modified-version-number.never-falls",
    "loket.last-modified-version-number.employee-counts",
)
def test_version_numbers_rise_with_every_change(loket: Any) -> None:
    """An addition and a deletion under an employee raise both numbers, to the same value."""
    before = _numbers(loket)
    child = _add_child(loket)
    between = _numbers(loket)
    loket.call("DeleteChildByChildId", {"childId": child["id"]})
    after = _numbers(loket)
    assert before < between < after
    assert after[0] == after[1]


@pytest.mark.behaviour(
    "loket.last-modified-version-number.filter",
    "loket.last-modified-version-number.filter-short-name",
)
@pytest.mark.parametrize("field", ["lastModifiedVersionNumber", "version"])
def test_what_changed_since(loket: Any, field: str) -> None:
    """A filter with the last number known lists the employment that changed since."""
    known = _numbers(loket)[1]
    _add_child(loket)
    name = "GetEmploymentLastModifiedVersionNumbersByUser"
    listed = loket.page(name, EMPLOYER, filter=f"{field} gt {known}")
    assert [one["id"] for one in listed] == [EMPLOYMENT["employmentId"]]


@pytest.mark.behaviour("loket.audit-trail.employee-data", "loket.audit-trail.from-and-to")
def test_changes_under_employees_are_listed(loket: Any) -> None:
    """An added child is in the trail of its day with the new value, and in no other day's."""
    _add_child(loket)
    name = "GetEmployeeDataAuditTrailByEmployerId"
    listed = loket.page(name, EMPLOYER, **TODAY)
    assert {one["employee"]["employeeNumber"] for one in listed} == {1001}
    assert "Vos" in {one["newValue"] for one in listed}
    earlier = {"startDate": "2025-03-01", "endDate": "2025-03-02"}
    assert loket.page(name, EMPLOYER, **earlier) == []


def _set(loket: Any, **members: Any) -> None:
    body = {"employmentFilter": {**ALL, **members}}
    answer = loket.call("PutUserFilterSettingsByEmployerId", EMPLOYER, body)
    assert answer.status_code == 200, answer.text


def _counted(loket: Any) -> int:
    return len(loket.page("GetEmploymentsByEmployerId", EMPLOYER))


@pytest.mark.behaviour(
    "loket.filtersettings.limits-lists",
    "loket.filtersettings.by-department",
    "loket.filtersettings.not-single-records",
)
def test_employments_of_a_department(loket: Any) -> None:
    """With a department set, employer-wide lists keep its employments; single records stay."""
    every = _counted(loket)
    department = {"key": identify("department", "zonnehof/Kantoor")}
    _set(loket, filterOnDepartments=[department])
    listed = loket.page("GetEmploymentsComprehensiveByEmployerId", EMPLOYER)
    assert {one["organizationalEntity"]["department"]["key"] for one in listed} == {
        department["key"]
    }
    assert 0 < len(listed) < every
    assert loket.content("GetEmploymentByEmploymentId", EMPLOYMENT)["id"]


@pytest.mark.behaviour("loket.filtersettings.by-administration", "loket.filtersettings.by-on-call")
def test_employments_of_an_administration(loket: Any) -> None:
    """The administration of all keeps all; on call keeps none, not on call all."""
    every = _counted(loket)
    administration = {"key": identify("payroll-administration", "zonnehof")}
    _set(loket, filterOnAdministrations=[administration], filterOnOnCallEmployment=False)
    assert _counted(loket) == every
    _set(loket, filterOnOnCallEmployment=True)
    assert _counted(loket) == 0


@pytest.mark.behaviour("loket.filtersettings.by-status")
def test_active_employments(loket: Any) -> None:
    """All employments of the seed are active, so only none of them is left out."""
    every = _counted(loket)
    _set(loket, filterOnEmployedStatus="ActiveEmployments")
    assert _counted(loket) == every


def test_a_department_of_another_employer_is_refused(loket: Any) -> None:
    """A department that is not the employer's answers 400 and changes nothing."""
    body = {
        "employmentFilter": {
            **ALL,
            "filterOnDepartments": [{"key": identify("department", "van-dam/Kantoor")}],
        }
    }
    answer = loket.call("PutUserFilterSettingsByEmployerId", EMPLOYER, body)
    assert answer.status_code == 400
    settings = loket.content("GetUserFilterSettingsByEmployerId", EMPLOYER)
    assert settings["employmentFilter"]["filterOnDepartments"] == []


@pytest.mark.behaviour("loket.aow-date.law")
@pytest.mark.parametrize(
    ("born", "aow"),
    [("1960-05-17", "2027-05-17"), ("1965-11-30", "2033-02-28"), ("1954-01-01", "2020-05-01")],
)
def test_aow_dates(loket: Any, born: str, aow: str) -> None:
    """The day of AOW follows from the date of birth by the ages of the law."""
    answer = loket.call("GetAowDateByDateOfBirth", dateOfBirth=born)
    assert answer.json()["content"] == {"aowDate": aow}


@pytest.mark.behaviour("loket.address.both-parameters", "loket.address.own-register")
def test_addresses(loket: Any) -> None:
    """A postal code and a house number give street and city, one of them alone 400."""
    name = "GetAddressByPostalCodeAndHouseNumber"
    known = loket.call(name, postalCode="2671gh", houseNumber=5).json()["content"]
    assert (known["street"], known["city"], known["postalCode"]) == (
        "Dijkweg",
        "Naaldwijk",
        "2671 GH",
    )
    assert loket.call(name, postalCode="2671GH").status_code == 400
    assert loket.call(name, houseNumber=5).status_code == 400


@pytest.mark.behaviour("loket.address.dutch-only")
@pytest.mark.parametrize(("code", "status"), [("B-1000", 400), ("1000AA", 404)])
def test_other_postal_codes(loket: Any, code: str, status: int) -> None:
    """A postal code that is not Dutch answers 400, an unknown one 404."""
    name = "GetAddressByPostalCodeAndHouseNumber"
    assert loket.call(name, postalCode=code, houseNumber=5).status_code == status


@pytest.mark.behaviour("loket.additional-tax-liability.by-plate")
def test_cars(loket: Any) -> None:
    """A known plate, however it is written, gives the value for tax purposes; another 404."""
    name = "GetAdditionalTaxliabilityByLicensePlateNumber"
    car = loket.call(name, licensePlateNumber="k456zx").json()["content"]
    assert car["valueForTaxPurposes"] == 38250
    assert loket.call(name, licensePlateNumber="ZZ-99-Z").status_code == 404


@pytest.mark.behaviour("loket.company-information.by-number")
def test_companies(loket: Any) -> None:
    """A known number gives name and address of the company, another answers 404."""
    name = "GetCompanyInformationByChamberOfCommerceNumber"
    company = loket.content(name, {"chamberOfCommerceNumber": "27123451"})
    assert company["name"] == "Kwekerij Zonnehof B.V."
    assert company["address"]["city"] == "Naaldwijk"
    assert loket.call(name, {"chamberOfCommerceNumber": "99999999"}).status_code == 404


@pytest.mark.behaviour("loket.data-new-business.token")
def test_tokens_for_data_new_business(loket: Any) -> None:
    """The token of the user and that for an employer differ, and each stays the same."""
    own = loket.content("GetDataNewBusinessToken")
    employer = loket.content("GetDataNewBusinessTokenByEmployerId", EMPLOYER)
    assert own["dataNewBusinessToken"] != employer["dataNewBusinessToken"]
    assert loket.content("GetDataNewBusinessToken") == own
