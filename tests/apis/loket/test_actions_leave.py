"""Leave requests that are decided on, and leave policies that are linked and copied."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.kernel.ids import uuid_from

ACT = "PatchLeaveRequestsByLeaveRequestIds"
READ, CHANGE = "GetLeaveRequestByLeaveRequestId", "PutLeaveRequestByLeaveRequestId"
LEAVE = "GetLeaveByEmploymentId"
LINK, LINK_MANY = "PatchLeavePoliciesByEmploymentId", "PatchEmploymentsByLeavePolicyId"


def _seeded(resource: str, label: str) -> str:
    return uuid_from("loket", "seed", resource, label)


SUBMITTED = _seeded("leave-request", "zonnehof/1001")
REJECTED = _seeded("leave-request", "zonnehof/1002")
FIRST = {"employmentId": _seeded("employment", "zonnehof/1001")}
UNLINKED = {"employmentId": _seeded("employment", "zonnehof/1006")}
POLICY = _seeded("leave-policy", "zonnehof/1")
UNKNOWN = "00000000-0000-4000-8000-000000000000"


def _act(loket: Any, *items: tuple[str, str]) -> Any:
    return loket.call(ACT, {}, [{"id": one, "action": action} for one, action in items])


def _status(loket: Any, request: str) -> int:
    content = loket.content(READ, {"leaveRequestId": request})
    key: int = content["leaveRequestStatus"]["key"]
    return key


def _ids(records: list[dict[str, Any]]) -> set[str]:
    return {one["id"] for one in records}


@pytest.mark.behaviour("loket.leave-request.accept", "loket.multi-patch.no-content")
def test_an_accepted_request_becomes_leave(loket: Any) -> None:
    """The leave has the type, units and days of the request, and refers to it."""
    before = _ids(loket.page(LEAVE, FIRST))
    answer = _act(loket, (SUBMITTED, "accept"))
    assert (answer.status_code, answer.json()["content"], answer.json()["messages"]) == (
        200,
        {},
        [],
    )
    request = loket.content(READ, {"leaveRequestId": SUBMITTED})
    assert request["leaveRequestStatus"]["key"] == 9
    assert request["handledBy"]["lastName"] == "Lindeman"
    (new,) = [one for one in loket.page(LEAVE, FIRST) if one["id"] not in before]
    assert new["relatedLeaveRequest"] == {"id": SUBMITTED}
    for name in ("numberOfUnits", "startDate", "endDate", "isAccrual"):
        assert new[name] == request[name]
    assert new["leaveType"]["key"] == request["leaveType"]["key"]


@pytest.mark.behaviour("loket.leave-request.reject-and-reopen")
def test_requests_are_rejected_and_reopened(loket: Any) -> None:
    """A rejected request can be reopened, is submitted then, and can be rejected again."""
    for request, action, status in (
        (SUBMITTED, "reject", 2),
        (SUBMITTED, "reopen", 1),
        (REJECTED, "reopen", 1),
        (REJECTED, "reject", 2),
    ):
        assert _act(loket, (request, action)).status_code == 200
        assert _status(loket, request) == status


@pytest.mark.behaviour("loket.leave-request.final")
@pytest.mark.parametrize("action", ["accept", "reject", "reopen"])
def test_an_accepted_request_takes_no_action(loket: Any, action: str) -> None:
    """What was accepted stays so, and its leave is there once."""
    _act(loket, (SUBMITTED, "accept"))
    before = loket.page(LEAVE, FIRST)
    answer = _act(loket, (SUBMITTED, action))
    assert (answer.status_code, loket.why(answer)) == (400, ["loket.leave-request.final"])
    assert loket.page(LEAVE, FIRST) == before


@pytest.mark.behaviour(
    "loket.multi-patch.partly",
    "loket.multi-patch.failed-are-skipped",
    "loket.leave-request.any-error-400",
    "loket.message.id-in-multi-patch",
)
def test_what_fails_is_told_by_its_id(loket: Any) -> None:
    """One of two succeeds: 200, a message with the id of the other, which stays as it was."""
    answer = _act(loket, (SUBMITTED, "accept"), (REJECTED, "accept"))
    (message,) = answer.json()["messages"]
    assert (answer.status_code, message["id"], message["type"]) == (
        200,
        REJECTED,
        "BrokenBusinessRule",
    )
    assert (_status(loket, SUBMITTED), _status(loket, REJECTED)) == (9, 2)


@pytest.mark.behaviour("loket.multi-patch.all-failed", "loket.multi-patch.unknown-id")
def test_when_all_fail_nothing_changes(loket: Any) -> None:
    """400 with a message for each; an unknown id is NotFound."""
    answer = _act(loket, (UNKNOWN, "accept"), (REJECTED, "reject"))
    told = [(one["id"], one["type"]) for one in answer.json()["messages"]]
    assert answer.status_code == 400
    assert told == [(UNKNOWN, "NotFound"), (REJECTED, "BrokenBusinessRule")]
    assert _status(loket, REJECTED) == 2


@pytest.mark.behaviour("loket.multi-patch.in-order")
def test_actions_are_done_in_the_order_of_the_body(loket: Any) -> None:
    """Rejecting, reopening and accepting one request in one call ends with it accepted."""
    steps = [(SUBMITTED, action) for action in ("reject", "reopen", "accept")]
    assert _act(loket, *steps).json()["messages"] == []
    assert _status(loket, SUBMITTED) == 9


@pytest.mark.behaviour("loket.multi-patch.empty-array")
def test_an_empty_body_is_refused(loket: Any) -> None:
    """A multi-patch without actions answers 400."""
    answer = _act(loket)
    assert (answer.status_code, loket.why(answer)) == (400, ["loket.multi-patch.empty-array"])


@pytest.mark.behaviour("loket.multi-patch.item-schema")
@pytest.mark.parametrize(
    "item", [{"id": SUBMITTED}, {"action": "accept"}, {"id": SUBMITTED, "action": "approve"}]
)
def test_a_malformed_item_stops_all(loket: Any, item: dict[str, str]) -> None:
    """With one item that cannot be read, the others are not done either."""
    body = [{"id": REJECTED, "action": "reopen"}, item]
    assert loket.call(ACT, {}, body).status_code == 400
    assert (_status(loket, SUBMITTED), _status(loket, REJECTED)) == (1, 2)


@pytest.mark.behaviour("loket.leave-request.put-while-submitted")
def test_a_handled_request_takes_a_comment_only(loket: Any) -> None:
    """A submitted request can be changed; a rejected one keeps all but the comment."""
    for request, units, status in ((SUBMITTED, 12, 200), (REJECTED, 12, 400)):
        ids = {"leaveRequestId": request}
        body = loket.content(READ, ids)
        changed = loket.call(CHANGE, ids, {**body, "numberOfUnits": units})
        assert changed.status_code == status
        noted = {**loket.content(READ, ids), "commentHandler": "Gezien"}
        assert loket.content(CHANGE, ids, noted)["commentHandler"] == "Gezien"


@pytest.mark.behaviour("loket.leave.from-request")
def test_leave_of_a_request_goes_with_its_sibling(loket: Any) -> None:
    """Verlof is split over statutory leave and the rest; deleting one half deletes both."""
    ids = {"leaveRequestId": SUBMITTED}
    wide = {**loket.content(READ, ids), "numberOfUnits": 300, "leaveType": {"key": 16}}
    loket.content(CHANGE, ids, wide)
    before = _ids(loket.page(LEAVE, FIRST))
    _act(loket, (SUBMITTED, "accept"))
    halves = [one for one in loket.page(LEAVE, FIRST) if one["id"] not in before]
    assert sorted(one["leaveType"]["key"] for one in halves) == [1, 15]
    assert sum(one["numberOfUnits"] for one in halves) == 300
    assert {one["relatedLeave"]["id"] for one in halves} == _ids(halves)
    loket.content("DeleteLeaveByLeaveId", {"leaveId": halves[0]["id"]})
    assert _ids(loket.page(LEAVE, FIRST)) == before
    assert _status(loket, SUBMITTED) == 4


def _linked(loket: Any) -> tuple[set[str], set[str]]:
    """Policies of the employment, and employments of the policy."""
    policies = loket.page("GetLeavePoliciesByEmploymentId", UNLINKED)
    employments = loket.page("GetEmploymentsByLeavePolicyId", {"leavePolicyId": POLICY})
    return _ids(policies), _ids(employments)


@pytest.mark.behaviour("loket.leave-policy-link.both-sides")
@pytest.mark.parametrize("side", ["employment", "policy"])
def test_a_link_shows_at_both_sides(loket: Any, side: str) -> None:
    """Linked at either side it shows at both, and unlinked at neither."""
    ids, named = (
        (UNLINKED, POLICY)
        if side == "employment"
        else (
            {"leavePolicyId": POLICY},
            UNLINKED["employmentId"],
        )
    )
    operation = LINK if side == "employment" else LINK_MANY
    others = _linked(loket)[1]
    loket.content(operation, ids, [{"id": named, "action": "link"}])
    assert _linked(loket) == ({POLICY}, others | {UNLINKED["employmentId"]})
    loket.content(operation, ids, [{"id": named, "action": "unlink"}])
    assert _linked(loket) == (set(), others)


@pytest.mark.behaviour("loket.leave-policy-link.provides-leave")
def test_a_linked_employment_gets_leave(loket: Any) -> None:
    """Linking gives the leave of the policy, once in a year; others get none."""
    before, other = _ids(loket.page(LEAVE, UNLINKED)), loket.page(LEAVE, FIRST)
    link = [{"id": POLICY, "action": one} for one in ("link", "unlink", "link")]
    loket.content(LINK, UNLINKED, link)
    new = [one for one in loket.page(LEAVE, UNLINKED) if one["id"] not in before]
    units = {one["leaveType"]["key"]: one["numberOfUnits"] for one in new}
    assert len(new) == len(units)
    assert units[15] == 160
    assert {one["origin"]["leavePolicy"]["id"] for one in new} == {POLICY}
    assert loket.page(LEAVE, FIRST) == other


@pytest.mark.behaviour("loket.leave-policy.delete-linked")
def test_a_linked_policy_stays(loket: Any) -> None:
    """A policy with employments is not deleted."""
    ids = {"leavePolicyId": POLICY}
    answer = loket.call("DeleteLeavePolicyByLeavePolicyId", ids)
    assert (answer.status_code, loket.why(answer)) == (400, ["loket.leave-policy.delete-linked"])
    assert loket.call("GetLeavePolicyByLeavePolicyId", ids).status_code == 200


@pytest.mark.behaviour("loket.leave-policy.copy")
def test_a_policy_of_the_provider_is_copied(loket: Any) -> None:
    """The copy is a policy of the employer, with the additional leave of its source."""
    source = _seeded("provider-leave-policy", "linde/1")
    body = {"sourceLeavePolicyId": source, "name": "Kopie"}
    employer = {"employerId": _seeded("employer", "zonnehof")}
    answer = loket.call("PatchCopyLeavePolicyByEmployerId", employer, body)
    assert answer.status_code == 201
    ids = {"leavePolicyId": answer.json()["content"]["id"]}
    assert loket.content("GetLeavePolicyByLeavePolicyId", ids)["name"] == "Kopie"
    (by_age,) = loket.page("GetAgeBasedLeaveByLeavePolicyId", ids)
    assert by_age["leaveEntitlement"]["excessLeaveToStatutory"] == 8
