"""Employments of Loket from their beginning to their end: taken on, ended, and brought back.

Employees are not deleted by anything: of each story in which somebody is taken on an employee
called Invaller stays behind, whose employment has ended on its first day.
"""

from datetime import timedelta

import pytest

from invaller_clients import BadRequest, LoketClient, NotFound
from invaller_clients.loket_answers import LoketRecord, loket_messages
from invaller_contracts.loket.casting import Cast
from invaller_contracts.loket.hiring import (
    CONVERT,
    HOURS,
    READ_CONCEPT,
    REINSTATE,
    TERMINATE,
    WAGE,
    concept_of,
    ended_in_the_end,
    ending,
    hired,
)

pytestmark = [pytest.mark.truth("documented"), pytest.mark.anywhere(writes=True)]

READ, READ_EMPLOYEE, EMPLOYMENTS = (
    "GetEmploymentByEmploymentId",
    "GetEmployeeByEmployeeId",
    "GetEmploymentsByEmployeeId",
)
ACCESS, ACT = "GetEmployeeSelfServiceByEmployeeId", "PatchEmployeeSelfServiceAccessByEmployeeId"


@pytest.fixture
def concept(loket: LoketClient, cast: Cast) -> LoketRecord:
    """A concept employee who lacks nothing."""
    return concept_of(loket, cast)


@pytest.fixture
def employment(loket: LoketClient, cast: Cast) -> LoketRecord:
    """The employment of somebody who was taken on."""
    return hired(loket, cast)


def ends(loket: LoketClient, employment: str) -> dict[str, str | None]:
    """The end of an employment, and of its last wage and working hours."""
    key = {"employmentId": employment}
    found = {"employment": loket.call(READ, key).content["endDate"]}
    for what in ("Wages", "WorkingHours"):
        *_, last = loket.all(f"Get{what}ByEmploymentId", key, orderBy="startDate")
        found[what] = last["endDate"]
    return found


def refused(
    loket: LoketClient, operation: str, employment: str, body: LoketRecord
) -> list[str | None]:
    """The kinds of the messages with which an employment is not changed."""
    with pytest.raises(BadRequest) as error:
        loket.call(operation, employmentId=employment, body=body)
    return [one.kind for one in loket_messages(error.value)]


@pytest.mark.behaviour(
    "loket.concept-employee.convert-makes-records",
    "loket.concept-employee.convert-keeps-id",
    "loket.concept-employee.convert-deletes-concept",
    "loket.concept-employee.convert-employee-number",
)
def test_a_concept_becomes_an_employee(
    loket: LoketClient, cast: Cast, concept: LoketRecord
) -> None:
    """The employee has the id of the concept, which is gone, and the highest number plus one;
    the employment, its wage and its working hours begin on the first day.
    """
    key = {"employerId": cast.employer, "orderBy": "-employeeNumber", "pageSize": 1}
    (highest,) = loket.call("GetEmployeesByEmployerId", key).records
    loket.call(CONVERT, conceptEmployeeId=concept["id"])
    (employment,) = loket.all(EMPLOYMENTS, employeeId=concept["id"])
    ended_in_the_end(loket, employment)
    employee = loket.call(READ_EMPLOYEE, employeeId=concept["id"]).content
    assert employee["employeeNumber"] == highest["employeeNumber"] + 1
    assert employee["personalDetails"]["lastName"] == "Invaller"
    with pytest.raises(NotFound):
        loket.call(READ_CONCEPT, conceptEmployeeId=concept["id"])
    below = {"employmentId": employment["id"]}
    (wage,) = loket.all("GetWagesByEmploymentId", below)
    (hours,) = loket.all("GetWorkingHoursByEmploymentId", below)
    assert (wage["grossWage"], hours["deviatingHoursPerWeek"]) == (WAGE, HOURS)
    starts = {one["startDate"] for one in (employment, wage, hours)}
    assert starts == {f"{cast.first}"}


@pytest.mark.behaviour(
    "loket.concept-employee.validate-only", "loket.concept-employee.validate-only-answers"
)
def test_converting_is_tried(loket: LoketClient, concept: LoketRecord) -> None:
    """Where converting is only tried it answers success, the concept stays, and nobody comes."""
    key = {"conceptEmployeeId": concept["id"]}
    assert loket.call(CONVERT, key, headers={"X-ValidateOnly": "true"}).status == 200
    assert loket.call(READ_CONCEPT, key).content == concept
    with pytest.raises(NotFound):
        loket.call(READ_EMPLOYEE, employeeId=concept["id"])


@pytest.mark.behaviour("loket.concept-employee.convert-validates")
def test_who_lacks_something_is_not_taken_on(loket: LoketClient, cast: Cast) -> None:
    """A concept with a last name only is no employee yet, and is told why not; it stays."""
    body = {"uniqueName": "Invaller", "employeeData": {"personalDetails": {"lastName": "Bos"}}}
    name = "PostConceptEmployeeByEmployerId"
    concept = loket.call(name, employerId=cast.employer, body=body).content
    key = {"conceptEmployeeId": concept["id"]}
    with pytest.raises(BadRequest) as error:
        loket.call(CONVERT, key)
    assert {one.kind for one in loket_messages(error.value)} == {"BrokenBusinessRule"}
    assert loket.call(READ_CONCEPT, key).content == concept
    loket.call("DeleteConceptEmployeeByConceptEmployeeId", key)
    with pytest.raises(NotFound):
        loket.call(CONVERT, key)


@pytest.mark.behaviour(
    "loket.employment.terminate-end-date",
    "loket.employment.terminate-ends-records",
    "loket.employment.terminate-again",
    "loket.employment.reinstate",
)
def test_an_end_is_moved_and_taken_back(
    loket: LoketClient, cast: Cast, employment: LoketRecord
) -> None:
    """An end is that of the wage and the working hours too, is moved, and is taken back."""
    before, key = ends(loket, employment["id"]), {"employmentId": employment["id"]}
    assert set(before.values()) == {None}
    for days in (60, 90):
        last = f"{cast.first + timedelta(days=days)}"
        loket.call(TERMINATE, key, body=ending(last))
        assert ends(loket, employment["id"]) == dict.fromkeys(before, last)
    loket.call(REINSTATE, key, body={})
    assert ends(loket, employment["id"]) == before


@pytest.mark.behaviour("loket.employment.terminate-needs-reason")
@pytest.mark.parametrize("member", ["endOfEmploymentReason", "endOfEmploymentDueToIllness"])
def test_an_end_needs_a_reason(loket: LoketClient, cast: Cast, member: str) -> None:
    """Without a reason, or whether it is due to illness, an employment does not end."""
    before = ends(loket, cast.employment)
    lacking = {name: its for name, its in ending(f"{cast.first}").items() if name != member}
    assert refused(loket, TERMINATE, cast.employment, lacking) == ["BrokenBusinessRule"]
    assert ends(loket, cast.employment) == before


@pytest.mark.truth("assumed")
@pytest.mark.behaviour(
    "loket.employment.reinstate-active-one", "loket.employment.terminate-before-start"
)
def test_what_cannot_end_or_come_back(loket: LoketClient, cast: Cast) -> None:
    """An employment that goes on is not brought back, and none ends before it begins."""
    key = {"employmentId": cast.employment}
    before = ends(loket, cast.employment)
    assert refused(loket, REINSTATE, cast.employment, {}) == ["BrokenBusinessRule"]
    start = loket.call(READ, key).content["startDate"]
    early = ending(f"{int(start[:4]) - 1}{start[4:8]}01")
    assert refused(loket, TERMINATE, cast.employment, early) == ["BrokenBusinessRule"]
    assert ends(loket, cast.employment) == before


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.chain.after-employment")
def test_nothing_begins_after_the_end(
    loket: LoketClient, cast: Cast, employment: LoketRecord
) -> None:
    """A wage does not begin after the end of the employment, until that is taken back."""
    key = {"employmentId": employment["id"]}
    loket.call(TERMINATE, key, body=ending(f"{cast.first + timedelta(days=60)}"))
    start = f"{cast.first + timedelta(days=70)}"
    wage = {"startDate": start, "grossWage": 2500, "grossWageType": {"key": 1}}
    name = "PostWageByEmploymentId"
    assert refused(loket, name, employment["id"], wage) == ["BrokenBusinessRule"]
    loket.call(REINSTATE, key, body={})
    added = loket.call(name, key, body=wage).content
    assert added["startDate"] == start
    loket.call("DeleteWageByWageId", wageId=added["id"])


@pytest.mark.behaviour("loket.employment.correct-start-date", "loket.employment.category-subset")
def test_a_start_is_corrected(loket: LoketClient, cast: Cast, employment: LoketRecord) -> None:
    """A corrected start is that of the wage and the working hours too; the category changes
    and leaves the start as it is.
    """
    key, day = {"employmentId": employment["id"]}, f"{cast.first + timedelta(days=7)}"
    loket.call("PatchCorrectStartDateByEmploymentId", key, body={"startDate": day})
    read = loket.call(READ, key).content
    ended_in_the_end(loket, read)
    assert (read["id"], read["startDate"]) == (employment["id"], day)
    for what in ("Wages", "WorkingHours"):
        (first,) = loket.all(f"Get{what}ByEmploymentId", key)
        assert (first["startDate"], first["endDate"]) == (day, None)
    listed = loket.call("GetEmploymentMetadataByEmploymentId", key).records
    kinds = [one["options"] for one in listed if one["field"] == "employmentCategoryType"]
    if not kinds or len(kinds[0]) < 2:
        pytest.skip("there are no two categories of employments to change between")
    now = (read["employmentCategoryType"] or {}).get("key")
    other = next(one for one in kinds[0] if one["key"] != now)
    body = {"employmentCategoryType": {"key": other["key"]}}
    loket.call("PatchTypeOfEmploymentCategoryTypeFieldsByEmploymentId", key, body=body)
    after = loket.call(READ, key).content
    assert after["employmentCategoryType"]["key"] == other["key"]
    assert {**after, **dict.fromkeys(body)} == {**read, **dict.fromkeys(body)}


@pytest.mark.behaviour(
    "loket.employee-self-service.actions", "loket.employee-self-service.status-follows"
)
def test_self_service_is_offered(loket: LoketClient, employment: LoketRecord) -> None:
    """Somebody new has no access to self service, is invited to it, and is not any more."""
    key = {"employeeId": employment["employee"]["id"]}

    def status() -> str:
        return str(loket.call(ACCESS, key).content["status"])

    before = status()
    for action, expected in (("SendInvite", "InvitePending"), ("RevokeInvite", before)):
        loket.call(ACT, body=[{**key, "action": action}])
        assert status() == expected
    assert before == "NoAccessToClient"
    with pytest.raises(BadRequest) as error:
        loket.call(ACT, body=[{**key, "action": "RevokeAccess"}])
    assert [one.identifier for one in loket_messages(error.value)] == [key["employeeId"]]
    assert status() == before
