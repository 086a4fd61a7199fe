"""Self service of employees, change requests and the workflows that they begin."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.kernel.ids import uuid_from


def _employee(label: str) -> str:
    return uuid_from("loket", "seed", "employee", label)


EMPLOYER = {"employerId": uuid_from("loket", "seed", "employer", "zonnehof")}
WITH, WITHOUT = _employee("zonnehof/1001"), _employee("zonnehof/1004")
OTHER_EMPLOYER = _employee("van-dam/1001")
ACT = "PatchEmployeeSelfServiceAccessByEmployeeId"
ACT_HERE = "PatchEmployeeSelfServiceAccessByEmployerId"
REVOKE_ON = "PatchRevokeEmployeeSelfServiceAccessByEmployeeId"
WORKFLOWS, WORKFLOW = "GetWorkflowsByEmployerId", "GetWorkflowByWorkflowId"
TRANSITION = "TransitionWorkflowByWorkflowId"
ADDRESS = {
    "street": "Nieuwstraat",
    "houseNumber": 7,
    "postalCode": "2671 AA",
    "city": "Naaldwijk",
    "country": {"key": 530},
}


def _status(loket: Any, employee: str) -> str:
    content = loket.content("GetEmployeeSelfServiceByEmployeeId", {"employeeId": employee})
    status: str = content["status"]
    return status


def _act(loket: Any, employee: str, action: str) -> Any:
    return loket.call(ACT, {}, [{"employeeId": employee, "action": action}])


@pytest.mark.behaviour(
    "loket.employee-self-service.actions", "loket.employee-self-service.status-follows"
)
def test_the_status_follows_the_actions(loket: Any) -> None:
    """Invited, invite revoked; access revoked, reinstated, user name resent, two-factor off."""
    for employee, action, status in (
        (WITHOUT, "SendInvite", "InvitePending"),
        (WITHOUT, "RevokeInvite", "NoAccessToClient"),
        (WITH, "RevokeAccess", "UserIsBlocked"),
        (WITH, "ReinstateAccess", "HasAccessToClient"),
        (WITH, "ResendUsername", "HasAccessToClient"),
        (WITH, "DisableTwoFactorAuthentication", "HasAccessToClient"),
    ):
        assert _act(loket, employee, action).status_code == 200
        assert _status(loket, employee) == status


@pytest.mark.behaviour("loket.employee-self-service.impossible-action")
@pytest.mark.parametrize(
    ("employee", "action"),
    [(WITH, "SendInvite"), (WITH, "ReinstateAccess"), (WITHOUT, "RevokeAccess")],
)
def test_an_impossible_action_fails(loket: Any, employee: str, action: str) -> None:
    """What the status does not allow is refused and told by the id of the employee."""
    before = _status(loket, employee)
    answer = _act(loket, employee, action)
    assert (answer.status_code, loket.why(answer)) == (
        400,
        ["loket.employee-self-service.impossible-action"],
    )
    assert [one["id"] for one in answer.json()["messages"]] == [employee]
    assert _status(loket, employee) == before


def test_at_an_employer_its_own_employees_only(loket: Any) -> None:
    """An employee of another employer is not there, and keeps its access."""
    before = _status(loket, OTHER_EMPLOYER)
    items = [{"employeeId": OTHER_EMPLOYER, "action": "RevokeAccess"}]
    answer = loket.call(ACT_HERE, EMPLOYER, items)
    assert (answer.status_code, answer.json()["messages"][0]["type"]) == (400, "NotFound")
    assert _status(loket, OTHER_EMPLOYER) == before
    own = [{"employeeId": WITH, "action": "RevokeAccess"}]
    assert loket.call(ACT_HERE, EMPLOYER, own).status_code == 200
    assert _status(loket, WITH) == "UserIsBlocked"


@pytest.mark.behaviour("loket.multi-patch.self-service-body", "loket.multi-patch.partly")
def test_failures_at_an_employer_are_told(loket: Any) -> None:
    """Of two actions one fails: 200, with a message of the employee that it was about."""
    items = [
        {"employeeId": WITHOUT, "action": "RevokeAccess"},
        {"employeeId": WITH, "action": "RevokeAccess"},
    ]
    answer = loket.call(ACT_HERE, EMPLOYER, items)
    (message,) = answer.json()["messages"]
    assert (answer.status_code, answer.json()["content"]) == (200, {})
    assert (message["id"], message["type"]) == (WITHOUT, "BrokenBusinessRule")
    assert _status(loket, WITH) == "UserIsBlocked"


def _signed_in(sim: Any, loket: Any) -> Any:
    """The same user with a fresh token: tokens expire as the clock moves."""
    return type(loket)(sim, sim.credentials.bearer_of("m.lindeman@delinde.example"))


def _end_access(loket: Any, day: str | None) -> None:
    body = {"revokeEmployeeSelfServiceAccessOn": day}
    loket.content(REVOKE_ON, {"employeeId": WITH}, body)


@pytest.mark.behaviour("loket.employee.revoke-access-date", "loket.employee.revoke-access-at-night")
def test_access_ends_in_the_night_of_its_day(sim: Any, loket: Any) -> None:
    """Until that night the employee has access, afterwards not."""
    sim.clock.set("2025-03-03T08:00:00Z")
    _end_access(loket, "2025-03-05")
    employee = loket.content("GetEmployeeByEmployeeId", {"employeeId": WITH})
    assert employee["revokeEmployeeSelfServiceAccessOn"] == "2025-03-05"
    sim.clock.set("2025-03-04T22:59:00Z")
    assert _status(_signed_in(sim, loket), WITH) == "HasAccessToClient"
    sim.clock.set("2025-03-05T06:00:00Z")
    assert _status(_signed_in(sim, loket), WITH) == "UserIsBlocked"


@pytest.mark.behaviour(
    "loket.employee.revoke-access-date", "loket.employee.revoke-does-not-unblock"
)
def test_a_cleared_day_takes_nothing_and_gives_nothing(sim: Any, loket: Any) -> None:
    """Cleared before its night access stays; cleared afterwards it does not come back."""
    _end_access(loket, "2025-03-05")
    _end_access(loket, None)
    sim.clock.run_until_idle()
    loket = _signed_in(sim, loket)
    assert _status(loket, WITH) == "HasAccessToClient"
    _act(loket, WITH, "RevokeAccess")
    _end_access(loket, "2025-03-09")
    sim.clock.run_until_idle()
    loket = _signed_in(sim, loket)
    _end_access(loket, None)
    assert _status(loket, WITH) == "UserIsBlocked"


def _workflow(loket: Any, before: list[dict[str, Any]]) -> dict[str, Any]:
    known = {one["id"] for one in before}
    listed: list[dict[str, Any]] = loket.page(WORKFLOWS, EMPLOYER)
    (new,) = [one for one in listed if one["id"] not in known]
    return new


def _transition(workflow: dict[str, Any], name: str) -> dict[str, Any]:
    offered = workflow["allowedTransitions"][0]["transitions"]
    found: dict[str, Any] = next(one for one in offered if one["description"] == name)
    return found


@pytest.mark.behaviour("loket.change-request.starts-workflow", "loket.workflow.transition")
@pytest.mark.parametrize(("name", "status"), [("Goedkeuren", 2), ("Afwijzen", 3)])
def test_a_change_is_made_when_it_is_approved(sim: Any, loket: Any, name: str, status: int) -> None:
    """202 and a workflow in progress; the address changes with its approval, else never."""
    ids, before = {"employeeId": WITH}, loket.page(WORKFLOWS, EMPLOYER)
    old = loket.content("GetEmployeeByEmployeeId", ids)["address"]
    body = {"address": ADDRESS, "comment": "Verhuisd"}
    assert loket.call("PostChangeAddressRequestByEmployeeId", ids, body).status_code == 202
    workflow = _workflow(loket, before)
    assert workflow["status"]["key"] == 1
    assert loket.content("GetEmployeeByEmployeeId", ids)["address"] == old
    named = {"workflowId": workflow["id"]}
    assert loket.call(TRANSITION, named, _transition(workflow, name)).status_code == 202
    sim.clock.run_until_idle()
    moved = loket.content(WORKFLOW, named)
    assert (moved["status"]["key"], moved["allowedTransitions"]) == (status, [])
    street = loket.content("GetEmployeeByEmployeeId", ids)["address"]["street"]
    assert street == ("Nieuwstraat" if status == 2 else old["street"])


@pytest.mark.behaviour("loket.change-request.starts-workflow")
def test_contact_information_changes_likewise(sim: Any, loket: Any) -> None:
    """The approved members change and those that were not asked about stay."""
    ids, before = {"employeeId": WITH}, loket.page(WORKFLOWS, EMPLOYER)
    old = loket.content("GetEmployeeByEmployeeId", ids)["contactInformation"]
    asked = {**dict.fromkeys(("emailAddress", "faxNumber")), "phoneNumber": "0701234567"}
    body = {"contactInformation": {**asked, "mobilePhoneNumber": None}, "comment": None}
    operation = "PostChangeContactInformationRequestByEmployeeId"
    assert loket.call(operation, ids, body).status_code == 202
    workflow = _workflow(loket, before)
    loket.call(TRANSITION, {"workflowId": workflow["id"]}, _transition(workflow, "Goedkeuren"))
    sim.clock.run_until_idle()
    new = loket.content("GetEmployeeByEmployeeId", ids)["contactInformation"]
    assert new["phoneNumber"] == "0701234567"
    assert new["businessEmailAddress"] == old["businessEmailAddress"]


@pytest.mark.behaviour("loket.workflow.transition-not-allowed")
def test_another_transition_is_refused(sim: Any, loket: Any) -> None:
    """An action that the workflow does not list, or not any more, answers 400."""
    named = {"workflowId": uuid_from("loket", "seed", "workflow", "zonnehof/1")}
    workflow = loket.content(WORKFLOW, named)
    approve = _transition(workflow, "Goedkeuren")
    unknown = {"action": "00000000-0000-4000-8000-000000000000", "description": "Anders"}
    rule = ["loket.workflow.transition-not-allowed"]
    refused = loket.call(TRANSITION, named, unknown)
    assert (refused.status_code, loket.why(refused)) == (400, rule)
    assert loket.call(TRANSITION, named, approve).status_code == 202
    sim.clock.run_until_idle()
    again = loket.call(TRANSITION, named, approve)
    assert (again.status_code, loket.why(again)) == (400, rule)
