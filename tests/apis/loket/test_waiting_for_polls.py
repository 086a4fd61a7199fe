"""Short work that waits for polls: reading what it is about, or the list that shows it, counts."""

from collections.abc import Callable
from typing import Any

import pytest

from invaller.kernel.ids import uuid_from

EMPLOYER = {"employerId": uuid_from("loket", "seed", "employer", "zonnehof")}
EMPLOYEE = {"employeeId": uuid_from("loket", "seed", "employee", "zonnehof/1001")}
CONCEPT = {"conceptEmployeeId": uuid_from("loket", "seed", "concept-employee", "zonnehof/1")}
ADDRESS = {
    "street": "Nieuwstraat",
    "houseNumber": 7,
    "postalCode": "2671 AA",
    "city": "Naaldwijk",
    "country": {"key": 530},
}
Where = tuple[str, dict[str, str]]


def transition(loket: Any) -> tuple[Where, Where]:
    """A workflow that moves on, and its list."""
    loket.call("PostChangeAddressRequestByEmployeeId", EMPLOYEE, ADDRESS)
    workflow = loket.page("GetWorkflowsByEmployerId", EMPLOYER)[-1]
    action = workflow["allowedTransitions"][0]["transitions"][0]["action"]
    key = {"workflowId": workflow["id"]}
    loket.call("TransitionWorkflowByWorkflowId", key, {"action": action})
    return ("GetWorkflowByWorkflowId", key), ("GetWorkflowsByEmployerId", EMPLOYER)


def download(loket: Any) -> tuple[Where, Where]:
    """A file that is asked for, which one list of its user has beside those of others."""
    made = loket.call("PostDownloadRequestByBearerToken", {}, {"year": 2025}).json()
    read = ("GetDownloadRequestByDownloadRequestId", {"downloadRequestId": made["content"]["id"]})
    return read, read


def assessment(loket: Any) -> tuple[Where, Where]:
    """An invitation, which is seen in the list of the employer only."""
    loket.call("PostInitiateAssessmentByConceptEmployeeId", CONCEPT, {"withIq": True})
    listed = ("GetAssessmentsByEmployerId", EMPLOYER)
    return listed, listed


@pytest.mark.behaviour("loket.queued.polls")
@pytest.mark.parametrize("queued", [transition, download, assessment])
def test_reading_is_a_poll(loket: Any, queued: Callable[[Any], tuple[Where, Where]]) -> None:
    """Work for which two polls are set is done when it was looked for twice."""
    loket.sim.settings.change(processing="polls:2")
    for where in queued(loket):
        assert len(loket.sim.pending.list()) == 1
        loket.call(*where)
    assert loket.sim.pending.list() == []
