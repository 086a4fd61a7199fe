"""From concept employee to employee: the only way in which employees come.

Bo Zand is a concept employee of the nursery, who is to begin on 17 March 2025.
"""

import pytest

from invaller_clients import BadRequest, LoketClient, NotFound
from invaller_clients.loket_answers import LoketRecord, loket_messages
from invaller_contracts.loket.samples import Nursery

pytestmark = pytest.mark.truth("documented")

CONVERT = "PatchConvertToEmployeeByConceptEmployeeId"
READ_CONCEPT = "GetConceptEmployeeByConceptEmployeeId"


@pytest.fixture
def bo(nursery: Nursery) -> LoketRecord:
    """The concept employee."""
    return nursery.concept()


@pytest.mark.behaviour(
    "loket.concept-employee.convert-makes-records", "loket.concept-employee.convert-keeps-id"
)
def test_a_concept_becomes_an_employee(loket: LoketClient, bo: LoketRecord) -> None:
    """The employee has the id of the concept, an employment, a wage and working hours."""
    loket.call(CONVERT, conceptEmployeeId=bo["id"])
    employee = loket.call("GetEmployeeByEmployeeId", employeeId=bo["id"]).content
    assert employee["personalDetails"]["lastName"] == "Zand"
    (employment,) = loket.all("GetEmploymentsByEmployeeId", employeeId=bo["id"])
    assert employment["startDate"] == bo["employmentData"]["startDate"]
    key = {"employmentId": employment["id"]}
    (wage,) = loket.all("GetWagesByEmploymentId", key)
    (hours,) = loket.all("GetWorkingHoursByEmploymentId", key)
    (place,) = loket.all("GetOrganizationalEntitiesByEmploymentId", key)
    assert wage["grossWage"] == bo["wageData"]["grossWage"]
    assert hours["deviatingHoursPerWeek"] == 32
    assert place["department"]["description"] == "Kas"
    assert {wage["startDate"], hours["startDate"], place["startDate"]} == {employment["startDate"]}


@pytest.mark.behaviour(
    "loket.concept-employee.convert-deletes-concept",
    "loket.concept-employee.convert-employee-number",
)
def test_the_concept_is_gone(loket: LoketClient, nursery: Nursery, bo: LoketRecord) -> None:
    """Afterwards there is no concept, and the employee has the highest number plus one."""
    employees = loket.all("GetEmployeesByEmployerId", employerId=nursery.employer)
    highest = max(one["employeeNumber"] for one in employees)
    loket.call(CONVERT, conceptEmployeeId=bo["id"])
    with pytest.raises(NotFound):
        loket.call(READ_CONCEPT, conceptEmployeeId=bo["id"])
    taken_on = loket.call("GetEmployeeByEmployeeId", employeeId=bo["id"]).content
    assert taken_on["employeeNumber"] == highest + 1


@pytest.mark.behaviour(
    "loket.concept-employee.validate-only", "loket.concept-employee.validate-only-answers"
)
def test_converting_can_be_tried(loket: LoketClient, bo: LoketRecord) -> None:
    """With X-ValidateOnly the answer is that of converting, and nothing happens."""
    tried = loket.call(CONVERT, conceptEmployeeId=bo["id"], headers={"X-ValidateOnly": "true"})
    assert loket.call(READ_CONCEPT, conceptEmployeeId=bo["id"]).content == bo
    with pytest.raises(NotFound):
        loket.call("GetEmployeeByEmployeeId", employeeId=bo["id"])
    done = loket.call(CONVERT, conceptEmployeeId=bo["id"])
    assert (tried.status, tried.body) == (done.status, done.body)


@pytest.mark.behaviour(
    "loket.concept-employee.validations-off", "loket.concept-employee.convert-validates"
)
def test_a_concept_may_lack_much(loket: LoketClient, nursery: Nursery) -> None:
    """A concept with a name only is kept, and is no employee before it is complete."""
    body = {"uniqueName": "Ali", "employeeData": {"personalDetails": {"lastName": "Ali"}}}
    name = "PostConceptEmployeeByEmployerId"
    concept = loket.call(name, employerId=nursery.employer, body=body).content
    with pytest.raises(BadRequest) as refused:
        loket.call(CONVERT, conceptEmployeeId=concept["id"])
    assert len(loket_messages(refused.value)) > 1
    assert loket.call(READ_CONCEPT, conceptEmployeeId=concept["id"]).content == concept
