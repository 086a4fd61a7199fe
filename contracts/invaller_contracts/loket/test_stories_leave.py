"""Leave: taken, asked for, accepted and refused.

Employee 1001 of the nursery has asked for 16 hours of leave; 1006 has 200 hours this year.
"""

import pytest

from invaller_clients import BadRequest, LoketClient
from invaller_clients.loket_answers import LoketRecord
from invaller_contracts.loket.samples import Nursery

pytestmark = pytest.mark.truth("documented")

STATUTORY, ALL_KINDS = 15, 16
"""Keys of leave types: of the law, and all leave together."""

TAKEN: LoketRecord = {
    "startDate": "2025-03-10",
    "endDate": "2025-03-11",
    "isAccrual": False,
    "leaveType": {"key": STATUTORY},
    "numberOfUnits": 16,
}

ACT = "PatchLeaveRequestsByLeaveRequestIds"


@pytest.fixture
def request_of_1001(loket: LoketClient, nursery: Nursery) -> LoketRecord:
    """The leave request that waits for an answer."""
    employment = nursery.employment(1001)
    (found,) = loket.all("GetLeaveRequestsByEmploymentId", employmentId=employment)
    return found


def balance(loket: LoketClient, employment: str, kind: int) -> float:
    """The units that are left of a kind of leave this year."""
    listed = loket.all("GetLeaveBalancesByEmploymentId", employmentId=employment)
    return float(next(one["balance"] for one in listed if one["leaveType"]["key"] == kind))


def status(loket: LoketClient, request: LoketRecord) -> str:
    """The status of a leave request."""
    read = loket.call("GetLeaveRequestByLeaveRequestId", leaveRequestId=request["id"]).content
    return str(read["leaveRequestStatus"]["value"])


def act(loket: LoketClient, request: LoketRecord, action: str) -> None:
    """Accept, reject or reopen a leave request."""
    loket.call(ACT, body=[{"id": request["id"], "action": action}])


@pytest.mark.behaviour("loket.leave.both-kinds")
def test_leave_takes_from_the_balance(loket: LoketClient, nursery: Nursery) -> None:
    """Leave that is taken stands beside what was earned, and the balance goes down by it."""
    employment = nursery.employment(1006)
    before = balance(loket, employment, STATUTORY), balance(loket, employment, ALL_KINDS)
    added = loket.call("PostLeaveByEmploymentId", employmentId=employment, body=TAKEN).content
    listed = list(loket.all("GetLeaveByEmploymentId", employmentId=employment))
    assert {one["isAccrual"] for one in listed} == {True, False}
    after = balance(loket, employment, STATUTORY), balance(loket, employment, ALL_KINDS)
    assert after == (before[0] - 16, before[1] - 16)
    loket.call("DeleteLeaveByLeaveId", leaveId=added["id"])
    assert balance(loket, employment, STATUTORY) == before[0]


@pytest.mark.behaviour("loket.leave-request.accept")
def test_an_accepted_request_becomes_leave(
    loket: LoketClient, nursery: Nursery, request_of_1001: LoketRecord
) -> None:
    """Accepting adds the leave that was asked for, with the request beside it."""
    act(loket, request_of_1001, "accept")
    leave = loket.all("GetLeaveByEmploymentId", employmentId=nursery.employment(1001))
    (made,) = [one for one in leave if one["startDate"] == request_of_1001["startDate"]]
    assert made["numberOfUnits"] == request_of_1001["numberOfUnits"]
    assert made["relatedLeaveRequest"] is not None


@pytest.mark.behaviour("loket.leave-request.reject-and-reopen")
def test_a_refused_request_can_be_opened_again(
    loket: LoketClient, request_of_1001: LoketRecord
) -> None:
    """Rejecting needs a submitted request, reopening a rejected one."""
    submitted = status(loket, request_of_1001)
    with pytest.raises(BadRequest):
        act(loket, request_of_1001, "reopen")
    act(loket, request_of_1001, "reject")
    with pytest.raises(BadRequest):
        act(loket, request_of_1001, "reject")
    act(loket, request_of_1001, "reopen")
    assert status(loket, request_of_1001) == submitted


@pytest.mark.behaviour("loket.leave-request.final")
def test_an_accepted_request_is_final(loket: LoketClient, request_of_1001: LoketRecord) -> None:
    """Nothing is done to a request that was accepted."""
    act(loket, request_of_1001, "accept")
    for action in ("accept", "reject", "reopen"):
        with pytest.raises(BadRequest):
            act(loket, request_of_1001, action)


@pytest.mark.behaviour("loket.leave-request.put-while-submitted")
def test_a_request_changes_until_it_is_answered(
    loket: LoketClient, request_of_1001: LoketRecord
) -> None:
    """A submitted request can be changed; afterwards only what the handler says."""
    key = {"leaveRequestId": request_of_1001["id"]}
    name = "PutLeaveRequestByLeaveRequestId"
    changed = loket.call(name, key, body={**request_of_1001, "numberOfUnits": 8}).content
    assert changed["numberOfUnits"] == 8
    act(loket, request_of_1001, "reject")
    read = loket.call("GetLeaveRequestByLeaveRequestId", key).content
    with pytest.raises(BadRequest):
        loket.call(name, key, body={**read, "numberOfUnits": 4})
    said = loket.call(name, key, body={**read, "commentHandler": "Te druk."}).content
    assert said["commentHandler"] == "Te druk."


@pytest.mark.behaviour("loket.leave-request.any-error-400")
@pytest.mark.truth("assumed")
def test_one_success_is_a_success(loket: LoketClient, request_of_1001: LoketRecord) -> None:
    """With one request that can be accepted the answer is 200, and names those that cannot."""
    nobody = "00000000-0000-4000-8000-000000000000"
    body = [{"id": one, "action": "accept"} for one in (request_of_1001["id"], nobody)]
    answer = loket.call(ACT, body=body)
    assert [one.identifier for one in answer.messages] == [nobody]
