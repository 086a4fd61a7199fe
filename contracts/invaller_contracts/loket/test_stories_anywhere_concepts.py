"""Concept employees of Loket: kept with much or little, and boarded; nobody is taken on here.

Their mail address is nobody's. At a URL they are deleted in the end.
"""

import pytest

from invaller_clients import BadRequest, LoketClient, NotFound, UnsupportedMediaType
from invaller_clients.loket_answers import LoketRecord, loket_messages
from invaller_contracts.loket.casting import Cast
from invaller_contracts.loket.hiring import READ_CONCEPT, concept_of
from invaller_contracts.loket.telling import taken_back

pytestmark = [pytest.mark.truth("documented"), pytest.mark.anywhere(writes=True)]

LIST, CHANGE, DELETE = (
    "GetConceptEmployeesByEmployerId",
    "PutConceptEmployeeByConceptEmployeeId",
    "DeleteConceptEmployeeByConceptEmployeeId",
)
READ_FEWER, CHANGE_FEWER = (
    "GetConceptEmployeeMinimizedByConceptEmployeeId",
    "PutConceptEmployeeMinizedByConceptEmployeeId",
)
READ_NUMBER, CHANGE_NUMBER = (
    "GetCitizenServiceNumberByConceptEmployeeId",
    "PutCitizenServiceNumberByConceptEmployeeId",
)
START, END = (
    "PostPreboardingTrajectoryByConceptEmployeeId",
    "PatchPreboardingTrajectoryByConceptEmployeeId",
)
NUMBER, WRONG_NUMBER = "123456782", "123456789"
"""A citizen service number that passes the elfproef, and one that does not."""


@pytest.fixture
def concept(loket: LoketClient, cast: Cast) -> LoketRecord:
    """A concept employee who lacks nothing."""
    return concept_of(loket, cast)


@pytest.fixture
def key(concept: LoketRecord) -> dict[str, str]:
    """What names the concept employee in a path."""
    return {"conceptEmployeeId": concept["id"]}


def refused(
    loket: LoketClient, operation: str, key: dict[str, str], body: object
) -> list[str | None]:
    """The kinds of the messages with which a call is refused."""
    with pytest.raises(BadRequest) as error:
        loket.call(operation, key, body=body)
    return [one.kind for one in loket_messages(error.value)]


def listed(loket: LoketClient, cast: Cast) -> list[str]:
    """The ids of the concept employees of the employer."""
    return [one["id"] for one in loket.all(LIST, employerId=cast.employer)]


@pytest.mark.behaviour("loket.envelope.change-200", "loket.status.404-after-delete")
def test_a_concept_comes_and_goes(
    loket: LoketClient, cast: Cast, concept: LoketRecord, key: dict[str, str]
) -> None:
    """A concept employee is listed and changed; once deleted it is not found."""
    assert concept["id"] in listed(loket, cast)
    changed = loket.call(CHANGE, key, body={**concept, "uniqueName": "Inval"}).content
    assert changed == {**concept, "uniqueName": "Inval"}
    assert loket.call(READ_CONCEPT, key).content == changed
    loket.call(DELETE, key)
    for name in (READ_CONCEPT, DELETE):
        with pytest.raises(NotFound) as error:
            loket.call(name, key)
        assert [one.kind for one in loket_messages(error.value)] == ["NotFound"]
    assert concept["id"] not in listed(loket, cast)


@pytest.mark.behaviour("loket.concept-employee.minimized-same-record")
def test_fewer_members_are_changed(
    loket: LoketClient, concept: LoketRecord, key: dict[str, str]
) -> None:
    """With fewer members it is the same record: what is changed of those leaves the others."""
    fewer = loket.call(READ_FEWER, key).content
    person = concept["employeeData"]["personalDetails"]
    assert (fewer["id"], fewer["personalDetails"]) == (concept["id"], person)
    details = {**fewer["personalDetails"], "firstName": "Iris"}
    loket.call(CHANGE_FEWER, key, body={**fewer, "personalDetails": details})
    after = loket.call(READ_CONCEPT, key).content
    assert after["employeeData"]["personalDetails"]["firstName"] == "Iris"
    for block in ("employmentData", "wageData", "workingHoursData", "organizationalEntityData"):
        assert after[block] == concept[block]


@pytest.mark.behaviour("loket.employee.bsn-separate")
def test_the_citizen_service_number_stands_apart(
    loket: LoketClient, concept: LoketRecord, key: dict[str, str]
) -> None:
    """The number is kept by its own operation, and is in no other answer."""
    assert loket.call(READ_NUMBER, key).content == {"citizenServiceNumber": None}
    loket.call(CHANGE_NUMBER, key, body={"citizenServiceNumber": NUMBER})
    assert loket.call(READ_NUMBER, key).content == {"citizenServiceNumber": NUMBER}
    read = loket.call(READ_CONCEPT, key)
    assert read.content == concept
    assert NUMBER.encode() not in read.data


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.employee.bsn-elfproef")
def test_a_wrong_number_is_refused(loket: LoketClient, cast: Cast) -> None:
    """Of an employee a number that fails its check is refused, and the one that was stays."""
    name, key = "CitizenServiceNumberByEmployeeId", {"employeeId": cast.employee}
    before = loket.call(f"Get{name}", key).content
    taken_back(loket, f"Put{name}", key, before)
    wrong = {"citizenServiceNumber": WRONG_NUMBER}
    assert refused(loket, f"Put{name}", key, wrong) == ["BrokenBusinessRule"]
    assert loket.call(f"Get{name}", key).content == before


@pytest.mark.behaviour("loket.concept-employee.preboarding-actions")
@pytest.mark.parametrize("action", ["markAsCompleted", "markAsEndedPrematurely"])
def test_somebody_is_boarded_once(loket: LoketClient, key: dict[str, str], action: str) -> None:
    """A trajectory is ended after its start only, is started once, and is ended once."""
    assert refused(loket, END, key, {"action": action}) == ["BrokenBusinessRule"]
    assert loket.call(START, key, body={}).status == 201
    assert refused(loket, START, key, {}) == ["BrokenBusinessRule"]
    assert loket.call(END, key, body={"action": action}).status == 200
    assert refused(loket, END, key, {"action": action}) == ["BrokenBusinessRule"]


@pytest.mark.behaviour("loket.concept-employee.validations-off")
def test_little_is_enough(loket: LoketClient, cast: Cast) -> None:
    """A concept employee with a last name only is kept as it is."""
    body = {"uniqueName": "Invaller", "employeeData": {"personalDetails": {"lastName": "Bos"}}}
    name = "PostConceptEmployeeByEmployerId"
    added = loket.call(name, employerId=cast.employer, body=body).content
    read = loket.call(READ_CONCEPT, conceptEmployeeId=added["id"]).content
    assert read["employeeData"]["personalDetails"]["lastName"] == "Bos"
    assert not (read["employmentData"] or {}).get("startDate")


@pytest.mark.behaviour("loket.concept-employee.import-other-file")
@pytest.mark.parametrize("content", [b"geen xml", b"<Aangifte/>"])
def test_another_file_is_not_imported(loket: LoketClient, cast: Cast, content: bytes) -> None:
    """A file that is no payroll tax return is refused, and adds no concept employee."""
    before = listed(loket, cast)
    name = "GetPayrollAdministrationsByEmployerId"
    for administration in loket.all(name, employerId=cast.employer):
        with pytest.raises(UnsupportedMediaType):
            loket.call(
                "PatchImportConceptEmployeesByPayrollAdministrationId",
                payrollAdministrationId=administration["id"],
                upload=("aangifte.xml", content),
            )
        break
    else:
        pytest.skip("the employer has no payroll administration: nothing is imported there")
    assert listed(loket, cast) == before
