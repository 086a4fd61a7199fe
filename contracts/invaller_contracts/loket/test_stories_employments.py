"""Employees and their employments: read, ended, and taken back.

Employee 1006 of the nursery has an employment without an end.
"""

import pytest

from invaller_clients import BadRequest, LoketClient, NotFound
from invaller_clients.loket_answers import LoketRecord
from invaller_contracts.loket.samples import Nursery, absence

pytestmark = pytest.mark.truth("documented")

END: LoketRecord = {
    "endDate": "2025-05-31",
    "endOfEmploymentReason": {"key": 1},
    "endOfEmploymentReasonTaxAuthorities": {"key": 1},
    "endOfEmploymentDueToIllness": False,
    "createMdvEntry": False,
}


@pytest.fixture
def employment(nursery: Nursery) -> str:
    """The employment of employee 1006."""
    return nursery.employment(1006)


def ends(loket: LoketClient, employment: str) -> dict[str, str | None]:
    """The end of the employment, and of its last wage and working hours."""
    read = loket.call("GetEmploymentByEmploymentId", employmentId=employment).content
    found = {"employment": read["endDate"]}
    for what in ("Wages", "WorkingHours"):
        name = f"Get{what}ByEmploymentId"
        *_, last = loket.all(name, employmentId=employment, orderBy="startDate")
        found[what] = last["endDate"]
    return found


@pytest.mark.behaviour(
    "loket.employment.terminate-end-date", "loket.employment.terminate-ends-records"
)
def test_an_end_is_the_end_of_all(loket: LoketClient, nursery: Nursery, employment: str) -> None:
    """Terminating sets the last day of the employment, its wage, its hours and an open absence."""
    employee = nursery.employee(1006)
    ill = loket.call("PostAbsenceByEmployeeId", employeeId=employee, body=absence("2025-03-03"))
    loket.call("PatchTerminateByEmploymentId", employmentId=employment, body=END)
    expected = dict.fromkeys(("employment", "Wages", "WorkingHours"), "2025-05-31")
    assert ends(loket, employment) == expected
    closed = loket.call("GetAbsenceByAbsenceId", absenceId=ill.content["id"]).content
    assert closed["progress"]["endOfAbsence"]["date"] == "2025-05-31"


@pytest.mark.behaviour("loket.employment.terminate-again", "loket.employment.reinstate")
def test_an_end_can_be_moved_and_taken_back(loket: LoketClient, employment: str) -> None:
    """Terminating again moves the end; reinstating opens all that it ended."""
    before = ends(loket, employment)
    loket.call("PatchTerminateByEmploymentId", employmentId=employment, body=END)
    again = {**END, "endDate": "2025-06-30"}
    loket.call("PatchTerminateByEmploymentId", employmentId=employment, body=again)
    assert set(ends(loket, employment).values()) == {"2025-06-30"}
    loket.call("PatchReinstateByEmploymentId", employmentId=employment, body={})
    assert ends(loket, employment) == before


@pytest.mark.behaviour("loket.employment.terminate-needs-reason", "loket.version.terminate")
def test_an_end_needs_a_reason(loket: LoketClient, employment: str) -> None:
    """Without a reason there is no end; version 2018-01-01 has none for the tax authorities."""
    for member in ("endOfEmploymentReason", "endOfEmploymentDueToIllness"):
        lacking = {name: value for name, value in END.items() if name != member}
        with pytest.raises(BadRequest):
            loket.call("PatchTerminateByEmploymentId", employmentId=employment, body=lacking)
    old = {name: value for name, value in END.items() if not name.endswith("Authorities")}
    version = dict.fromkeys(("Accept", "Content-Type"), "application/json;version=2018-01-01")
    loket.call("PatchTerminateByEmploymentId", employmentId=employment, body=old, headers=version)
    assert ends(loket, employment)["employment"] == "2025-05-31"


@pytest.mark.truth("assumed")
@pytest.mark.behaviour(
    "loket.employment.reinstate-active-one", "loket.employment.terminate-before-start"
)
def test_what_cannot_end_or_come_back(loket: LoketClient, employment: str) -> None:
    """An employment that goes on is not reinstated, and none ends before it begins."""
    before = ends(loket, employment)
    with pytest.raises(BadRequest):
        loket.call("PatchReinstateByEmploymentId", employmentId=employment, body={})
    early = {**END, "endDate": "2001-01-01"}
    with pytest.raises(BadRequest):
        loket.call("PatchTerminateByEmploymentId", employmentId=employment, body=early)
    assert ends(loket, employment) == before


@pytest.mark.behaviour("loket.version.employee", "loket.version.repeated-in-answer")
@pytest.mark.parametrize(
    ("asked", "answered", "has_business"),
    [("2021-03-28", "2018-12-31", False), ("2021-03-29", "2021-03-29", True)],
)
def test_employees_have_two_versions(
    loket: LoketClient, nursery: Nursery, asked: str, answered: str, has_business: bool
) -> None:
    """The newest version on or before the day that is asked for is the one that is answered."""
    employee = nursery.employee(1006)
    version = {"Accept": f"application/json;version={asked}"}
    read = loket.call("GetEmployeeByEmployeeId", employeeId=employee, headers=version)
    assert read.version == answered
    assert ("businessEmailAddress" in read.content["contactInformation"]) is has_business


@pytest.mark.behaviour("loket.employee.bsn-separate")
def test_the_citizen_service_number_stands_apart(loket: LoketClient, nursery: Nursery) -> None:
    """The number is answered by its own operation only."""
    employee = nursery.employee(1006)
    number = loket.call("GetCitizenServiceNumberByEmployeeId", employeeId=employee).content
    (value,) = [its for its in number.values() if its]
    read = loket.call("GetEmployeeByEmployeeId", employeeId=employee)
    assert str(value).encode() not in read.data


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.employee.bsn-elfproef")
def test_a_wrong_citizen_service_number(loket: LoketClient, nursery: Nursery) -> None:
    """A number that fails its check is refused, one that passes is kept."""
    key = {"employeeId": nursery.employee(1006)}
    name = "PutCitizenServiceNumberByEmployeeId"
    (member,) = loket.call("GetCitizenServiceNumberByEmployeeId", key).content
    with pytest.raises(BadRequest):
        loket.call(name, key, body={member: "111111111"})
    assert loket.call(name, key, body={member: "123456782"}).content[member] == "123456782"


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.employee.photo-missing")
def test_no_photo(loket: LoketClient, nursery: Nursery) -> None:
    """An employee without a photo has none to show."""
    with pytest.raises(NotFound):
        loket.call("GetEmployeePhotoByEmployeeId", employeeId=nursery.employee(1006))
