"""Workflows of Loket: a change waits for approval, is made or refused, and cannot move twice.

A workflow is not deleted by anything: each story leaves one behind that is finished.
"""

import pytest

from invaller_clients import BadRequest, LoketClient, NotFound
from invaller_clients.loket_answers import LoketRecord, loket_messages
from invaller_contracts.loket.casting import Cast
from invaller_contracts.loket.changing import (
    APPROVE,
    LIST,
    READ,
    READ_EMPLOYEE,
    REFUSE,
    TRANSITION,
    Change,
    asked_change,
    moved_on,
)
from invaller_contracts.loket.telling import NOBODY
from invaller_contracts.provider.target import Target

pytestmark = [pytest.mark.truth("documented"), pytest.mark.anywhere(writes=True)]

IN_PROGRESS, COMPLETED, ENDED_PREMATURELY = 1, 2, 3
"""Keys of the status of a workflow."""

MAPPINGS, MAP = "GetWorkflowTriggerMappingsByEmployerId", "PostWorkflowTriggerMappingByEmployerId"
READ_MAPPING = "GetWorkflowTriggerMappingByWorkflowTriggerMappingId"
CHANGE_MAPPING = "PutWorkflowTriggerByWorkflowTriggerId"


@pytest.fixture
def change(target: Target, loket: LoketClient, cast: Cast) -> Change:
    """Another phone number of the employee, which waits for approval."""
    return asked_change(target, loket, cast)


def contact_of(loket: LoketClient, cast: Cast) -> LoketRecord:
    """The contact information that the employee has now."""
    contact: LoketRecord = loket.call(READ_EMPLOYEE, employeeId=cast.employee).content[
        "contactInformation"
    ]
    return contact


@pytest.mark.behaviour("loket.change-request.starts-workflow", "loket.workflow.initiated")
def test_a_change_waits(loket: LoketClient, cast: Cast, change: Change) -> None:
    """A change that was asked for is a workflow in progress, and is not made yet."""
    assert change.workflow["status"]["key"] == IN_PROGRESS
    assert loket.call(READ, change.key).content == change.workflow
    initiated = [one["id"] for one in loket.all("GetInitiatedWorkflowsByBearerToken")]
    assert change.workflow["id"] in initiated
    assert contact_of(loket, cast) == change.employee["contactInformation"]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.change-request.starts-workflow", "loket.workflow.transition")
def test_a_change_is_approved(
    target: Target, loket: LoketClient, cast: Cast, change: Change
) -> None:
    """An approved change is made, and leaves all that it did not ask for."""
    loket.call(TRANSITION, change.key, body=change.transition(APPROVE))
    assert moved_on(target, loket, change)["status"]["key"] == COMPLETED
    before = change.employee["contactInformation"]
    assert contact_of(loket, cast) == {**before, **change.asked}


@pytest.mark.truth("assumed")
@pytest.mark.behaviour(
    "loket.workflow.transition",
    "loket.workflow.transition-not-allowed",
    "loket.workflow.open-and-finished",
)
def test_a_change_is_refused(
    target: Target, loket: LoketClient, cast: Cast, change: Change
) -> None:
    """A refused change is never made; its workflow is listed still, and moves no more."""
    refusal = change.transition(REFUSE)
    loket.call(TRANSITION, change.key, body=refusal)
    refused = moved_on(target, loket, change)
    assert (refused["status"]["key"], refused["allowedTransitions"]) == (ENDED_PREMATURELY, [])
    assert contact_of(loket, cast) == change.employee["contactInformation"]
    assert refused in list(loket.all(LIST, employerId=cast.employer))
    with pytest.raises(BadRequest) as error:
        loket.call(TRANSITION, change.key, body=refusal)
    assert [one.kind for one in loket_messages(error.value)] == ["BrokenBusinessRule"]
    assert loket.call(READ, change.key).content == refused


@pytest.mark.behaviour("loket.workflow.transition-not-allowed")
def test_what_is_not_offered_is_refused(loket: LoketClient, change: Change) -> None:
    """A transition that a workflow does not offer is refused, and moves nothing."""
    with pytest.raises(BadRequest) as error:
        loket.call(TRANSITION, change.key, body={"action": NOBODY, "description": APPROVE})
    assert [one.kind for one in loket_messages(error.value)] == ["BrokenBusinessRule"]
    assert loket.call(READ, change.key).content == change.workflow


@pytest.mark.behaviour("loket.status.404-record")
def test_no_workflow_is_moved(loket: LoketClient) -> None:
    """A workflow that is not there is neither read nor moved."""
    key = {"workflowId": NOBODY}
    for name, body in ((READ, None), (TRANSITION, {"action": NOBODY, "description": APPROVE})):
        with pytest.raises(NotFound) as error:
            loket.call(name, key, body=body)
        assert [one.kind for one in loket_messages(error.value)] == ["NotFound"]


@pytest.mark.behaviour("loket.write.required-lists")
def test_a_change_of_nothing_is_refused(loket: LoketClient, cast: Cast) -> None:
    """A change of address without an address is refused, and begins no workflow."""
    before = [one["id"] for one in loket.all(LIST, employerId=cast.employer)]
    with pytest.raises(BadRequest) as error:
        loket.call(
            "PostChangeAddressRequestByEmployeeId",
            employeeId=cast.employee,
            body={"comment": "Invaller"},
        )
    assert "address" in " ".join(one.description for one in loket_messages(error.value))
    assert [one["id"] for one in loket.all(LIST, employerId=cast.employer)] == before


@pytest.fixture
def mapped(loket: LoketClient, cast: Cast) -> tuple[LoketRecord, LoketRecord]:
    """A trigger that is mapped to nothing yet and a template, as they are sent."""
    key = {"employerId": cast.employer}
    metadata = loket.call("GetWorkflowTriggerMappingMetadataByEmployerId", key).records
    options = {one["field"]: [its["id"] for its in one["options"]] for one in metadata}
    used = {one["trigger"]["id"] for one in loket.all(MAPPINGS, key)}
    free = [one for one in options["trigger"] if one not in used]
    if not free or not options["workflowTemplate"]:
        pytest.skip("the employer has no trigger without a mapping, or no template to map it to")
    return {"id": free[0]}, {"id": options["workflowTemplate"][-1]}


@pytest.mark.behaviour("loket.envelope.create-201", "loket.status.404-after-delete")
def test_a_trigger_is_mapped(
    loket: LoketClient, cast: Cast, mapped: tuple[LoketRecord, LoketRecord]
) -> None:
    """A trigger is mapped to a template, is listed and changed, until it is deleted."""
    body = dict(zip(("trigger", "workflowTemplate"), mapped, strict=True))
    added = loket.call(MAP, employerId=cast.employer, body=body)
    mapping, key = added.content, {"workflowTriggerMappingId": added.content["id"]}
    assert added.status == 201
    assert {name: {"id": mapping[name]["id"]} for name in body} == body
    assert mapping in list(loket.all(MAPPINGS, employerId=cast.employer))
    changed = loket.call(CHANGE_MAPPING, key, body={**mapping, **body}).content
    assert {**changed, "lastModifiedOn": None} == {**mapping, "lastModifiedOn": None}
    loket.call("DeleteFiscalPropertiesByworkflowTriggerId", key)
    with pytest.raises(NotFound):
        loket.call(READ_MAPPING, key)
    assert mapping["id"] not in [one["id"] for one in loket.all(MAPPINGS, employerId=cast.employer)]
