"""Self service at Loket: what an employee asked for, as the employee and the employer see it.

Nothing in the document lets a client ask for leave or declare expenses: the employee does so in
Werknemer.loket beforehand. Without a request or a declaration that waits a story is skipped.
"""

from collections.abc import Iterator

import pytest

from invaller_clients import BadRequest, Forbidden, LoketClient
from invaller_clients.loket_answers import LoketRecord, loket_messages
from invaller_contracts.loket.casting import Cast
from invaller_contracts.loket.client import CheckedLoketClient
from invaller_contracts.loket.other_users import Colleague, employee_client
from invaller_contracts.loket.telling import NOBODY, taken_back
from invaller_contracts.provider.target import Target

pytestmark = [pytest.mark.truth("documented"), pytest.mark.anywhere(writes=True)]

REQUESTS, READ_REQUEST, CHANGE_REQUEST, ACT = (
    "GetLeaveRequestsByEmploymentId",
    "GetLeaveRequestByLeaveRequestId",
    "PutLeaveRequestByLeaveRequestId",
    "PatchLeaveRequestsByLeaveRequestIds",
)
DECLARATIONS, READ_DECLARATION, REVIEW = (
    "GetDeclarationsByEmploymentId",
    "GetDeclarationsByDeclarationId",
    "PatchReviewDeclarationsByDeclarationIds",
)
PROCESS = "PatchProcessDeclarationsByDeclarationId"
ACCESS, CHANGE_ACCESS, CHANGE_ACCESS_THERE = (
    "GetEmployeeSelfServiceByEmployeeId",
    "PatchEmployeeSelfServiceAccessByEmployeeId",
    "PatchEmployeeSelfServiceAccessByEmployerId",
)
END_ACCESS = "PatchRevokeEmployeeSelfServiceAccessByEmployeeId"
SUBMITTED, REJECTED, DELETED, ACCEPTED = 1, 2, 4, 9
"""Keys of leaveRequestStatus."""
OPEN, APPROVED, REFUSED = 1, 2, 3
"""Keys of declarationStatus."""


@pytest.fixture
def jan(target: Target) -> Iterator[CheckedLoketClient]:
    """The reference client of the employee."""
    with employee_client(target) as client:
        yield client


@pytest.fixture
def own(target: Target, loket: LoketClient, cast: Cast) -> Colleague:
    """The employee who has access to self service."""
    return Colleague.of(target, loket, cast)


@pytest.fixture
def request_of_jan(jan: LoketClient, own: Colleague) -> LoketRecord:
    """A leave request of the employee that waits for an answer, as the employee sees it."""
    for one in jan.all(REQUESTS, employmentId=own.employment):
        if one["leaveRequestStatus"]["key"] == SUBMITTED:
            return one
    pytest.skip("no leave request of the employee waits for an answer: ask for leave first")


@pytest.fixture
def declared(jan: LoketClient, own: Colleague) -> LoketRecord:
    """A declaration of the employee that is open, as the employee sees it."""
    for one in jan.all(DECLARATIONS, employmentId=own.employment):
        if one["declarationStatus"]["key"] == OPEN:
            return one
    pytest.skip("no declaration of the employee is open: declare something first")


def act(loket: LoketClient, request: LoketRecord, action: str) -> None:
    """Accept, reject or reopen a leave request."""
    loket.call(ACT, body=[{"id": request["id"], "action": action}])


def status(loket: LoketClient, request: LoketRecord) -> int:
    """The key of the status of a leave request, as one of the two sees it."""
    read = loket.call(READ_REQUEST, leaveRequestId=request["id"]).content
    return int(read["leaveRequestStatus"]["key"])


def failed(loket: LoketClient, operation: str, record: LoketRecord, action: str) -> None:
    """Do what the status of a record does not allow: refused, and told by its id."""
    with pytest.raises(BadRequest) as error:
        loket.call(operation, body=[{"id": record["id"], "action": action}])
    (told,) = loket_messages(error.value)
    assert (told.kind, told.identifier) == ("BrokenBusinessRule", record["id"])


@pytest.mark.behaviour("loket.leave-request.reject-and-reopen")
def test_a_request_is_rejected_and_reopened(
    loket: LoketClient, jan: LoketClient, request_of_jan: LoketRecord
) -> None:
    """The employee sees what the employer made of the request, which is submitted in the end."""
    taken_back(loket, ACT, {}, [{"id": request_of_jan["id"], "action": "reopen"}])
    failed(loket, ACT, request_of_jan, "reopen")
    act(loket, request_of_jan, "reject")
    assert status(loket, request_of_jan) == status(jan, request_of_jan) == REJECTED
    failed(loket, ACT, request_of_jan, "reject")
    act(loket, request_of_jan, "reopen")
    assert status(loket, request_of_jan) == status(jan, request_of_jan) == SUBMITTED


@pytest.mark.behaviour("loket.leave-request.put-while-submitted")
def test_a_request_changes_until_it_is_answered(
    loket: LoketClient, jan: LoketClient, request_of_jan: LoketRecord
) -> None:
    """The units change while a request is submitted; then only what the employer says of it."""
    key, units = {"leaveRequestId": request_of_jan["id"]}, request_of_jan["numberOfUnits"]
    read = loket.call(READ_REQUEST, key).content
    taken_back(loket, CHANGE_REQUEST, key, read)
    taken_back(loket, READ_REQUEST, key)
    taken_back(loket, ACT, {}, [{"id": request_of_jan["id"], "action": "reopen"}])
    loket.call(CHANGE_REQUEST, key, body={**read, "numberOfUnits": units / 2})
    assert jan.call(READ_REQUEST, key).content["numberOfUnits"] == units / 2
    act(loket, request_of_jan, "reject")
    rejected = loket.call(READ_REQUEST, key).content
    with pytest.raises(BadRequest):
        loket.call(CHANGE_REQUEST, key, body={**rejected, "numberOfUnits": units})
    loket.call(CHANGE_REQUEST, key, body={**rejected, "commentHandler": "Te druk."})
    seen = jan.call(READ_REQUEST, key).content
    assert (seen["numberOfUnits"], seen["commentHandler"]) == (units / 2, "Te druk.")
    act(loket, request_of_jan, "reopen")
    loket.call(READ_REQUEST, key)
    assert loket.call(CHANGE_REQUEST, key, body=read).content["numberOfUnits"] == units


@pytest.mark.behaviour("loket.multi-patch.partly", "loket.message.id-in-multi-patch")
def test_one_of_two_is_rejected(
    loket: LoketClient, jan: LoketClient, request_of_jan: LoketRecord
) -> None:
    """Of two requests of which one is not there the other is rejected; the first one is told."""
    taken_back(loket, ACT, {}, [{"id": request_of_jan["id"], "action": "reopen"}])
    body = [{"id": one, "action": "reject"} for one in (NOBODY, request_of_jan["id"])]
    answer = loket.call(ACT, body=body)
    assert answer.status == 200
    assert [one.identifier for one in answer.messages] == [NOBODY]
    assert status(jan, request_of_jan) == REJECTED
    act(loket, request_of_jan, "reopen")


@pytest.mark.behaviour(
    "loket.leave-request.accept", "loket.leave-request.final", "loket.leave.from-request"
)
def test_a_request_becomes_leave(
    loket: LoketClient, jan: LoketClient, own: Colleague, request_of_jan: LoketRecord
) -> None:
    """An accepted request is leave of the employee, and final. That leave is deleted in the end;
    the request stays behind, as deleted.
    """
    key = {"employmentId": own.employment}
    act(loket, request_of_jan, "accept")
    made = [
        one
        for one in jan.all("GetLeaveByEmploymentId", key)
        if (one["relatedLeaveRequest"] or {}).get("id") == request_of_jan["id"]
    ]
    for one in made:
        taken_back(loket, "DeleteLeaveByLeaveId", {"leaveId": one["id"]})
    assert sum(one["numberOfUnits"] for one in made) == request_of_jan["numberOfUnits"]
    assert {one["startDate"] for one in made} == {request_of_jan["startDate"]}
    assert status(jan, request_of_jan) == ACCEPTED
    for action in ("accept", "reject", "reopen"):
        failed(loket, ACT, request_of_jan, action)
    loket.call("DeleteLeaveByLeaveId", leaveId=made[0]["id"])
    left = {one["id"] for one in jan.all("GetLeaveByEmploymentId", key)}
    assert not left & {one["id"] for one in made}


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.authorization.employee-decides-nothing")
def test_an_employee_accepts_no_own_request(
    loket: LoketClient, jan: LoketClient, request_of_jan: LoketRecord
) -> None:
    """Who asked for leave sees the request, and cannot answer it: it stays submitted."""
    with pytest.raises(Forbidden):
        jan.call(ACT, body=[{"id": request_of_jan["id"], "action": "accept"}])
    assert status(loket, request_of_jan) == status(jan, request_of_jan) == SUBMITTED


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.authorization.role-right")
def test_an_employee_reviews_nothing(
    loket: LoketClient, jan: LoketClient, declared: LoketRecord
) -> None:
    """An employee does not accept the own declaration, which stays open."""
    with pytest.raises(Forbidden):
        jan.call(REVIEW, body=[{"id": declared["id"], "action": "accept"}])
    read = loket.call(READ_DECLARATION, declarationId=declared["id"]).content
    assert read["declarationStatus"]["key"] == OPEN


@pytest.mark.behaviour("loket.declaration.process")
def test_an_open_declaration_is_not_processed(
    loket: LoketClient, cast: Cast, declared: LoketRecord
) -> None:
    """A declaration that nobody approved does not come into the payroll data of a period."""
    administrations = loket.all("GetPayrollAdministrationsByEmployerId", employerId=cast.employer)
    name = "GetPayrollPeriodsByPayrollAdministrationId"
    periods = (
        period
        for administration in administrations
        for period in loket.all(name, payrollAdministrationId=administration["id"])
    )
    period = next(periods, None)
    if period is None:
        pytest.skip("the employer has no payroll period in which a declaration is processed")
    body = [{"id": declared["id"], "payrollPeriodId": period["id"]}]
    with pytest.raises(BadRequest) as error:
        loket.call(PROCESS, body=body)
    assert [one.identifier for one in loket_messages(error.value)] == [declared["id"]]
    read = loket.call(READ_DECLARATION, declarationId=declared["id"]).content
    assert read["declarationStatus"]["key"] == OPEN
    assert read["processedInPayrollPeriod"] is None


@pytest.mark.behaviour("loket.declaration.review")
@pytest.mark.parametrize(("action", "key"), [("reject", REFUSED), ("accept", APPROVED)])
def test_a_declaration_is_reviewed(
    loket: LoketClient, jan: LoketClient, declared: LoketRecord, action: str, key: int
) -> None:
    """A declaration is reviewed once, as the employee sees, and its audit trail tells.

    Nothing takes a review back: each uses up an open declaration of the employee.
    """
    named = {"declarationId": declared["id"]}
    trail = "GetDeclarationAuditTrailByDeclarationId"
    before = len(list(loket.all(trail, named)))
    loket.call(REVIEW, body=[{"id": declared["id"], "action": action}])
    seen = jan.call(READ_DECLARATION, named).content
    assert seen["declarationStatus"]["key"] == key
    assert seen["numberOfUnits"] == declared["numberOfUnits"]
    for again in ("accept", "reject"):
        failed(loket, REVIEW, declared, again)
    assert len(list(loket.all(trail, named))) == before + 1


@pytest.mark.behaviour("loket.employee-self-service.status-follows")
@pytest.mark.parametrize("operation", [CHANGE_ACCESS, CHANGE_ACCESS_THERE])
def test_access_is_taken_and_given_back(
    loket: LoketClient, cast: Cast, own: Colleague, operation: str
) -> None:
    """Access to self service is taken, given back, and not given twice."""
    key = {"employeeId": own.employee}
    above = {"employerId": cast.employer} if operation == CHANGE_ACCESS_THERE else {}

    def seen() -> str:
        return str(loket.call(ACCESS, key).content["status"])

    if seen() != "HasAccessToClient":
        pytest.skip("the employee with self service has no access to it now: give it first")
    taken_back(loket, CHANGE_ACCESS, {}, [{**key, "action": "ReinstateAccess"}])
    for action, expected in (
        ("RevokeAccess", "UserIsBlocked"),
        ("ReinstateAccess", "HasAccessToClient"),
    ):
        loket.call(operation, above, body=[{**key, "action": action}])
        assert seen() == expected
    with pytest.raises(BadRequest) as error:
        loket.call(operation, above, body=[{**key, "action": "ReinstateAccess"}])
    assert [one.identifier for one in loket_messages(error.value)] == [own.employee]
    assert seen() == "HasAccessToClient"


@pytest.mark.behaviour("loket.employee.revoke-access-date")
def test_access_may_end_on_a_day(loket: LoketClient, cast: Cast, own: Colleague) -> None:
    """A day on which access ends is told of the employee, until it is cleared."""
    key, member = {"employeeId": own.employee}, "revokeEmployeeSelfServiceAccessOn"
    read = "GetEmployeeByEmployeeId"
    before = loket.call(read, key).content[member]
    taken_back(loket, END_ACCESS, key, {member: before})
    for day in (f"{cast.first}", None):
        loket.call(END_ACCESS, key, body={member: day})
        assert loket.call(read, key).content[member] == day
