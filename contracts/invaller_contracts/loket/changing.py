"""Changes that an employee asks for, and the workflows that they begin, as a client meets them."""

from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from invaller_clients import LoketClient
from invaller_clients.loket_answers import LoketRecord
from invaller_contracts.loket.casting import Cast
from invaller_contracts.loket.telling import looked_for, taken_back
from invaller_contracts.provider.target import Target

APPROVE, REFUSE = "Goedkeuren", "Afwijzen"
"""Descriptions of the transitions of a change that waits for approval."""

READ_EMPLOYEE, CHANGE_EMPLOYEE = "GetEmployeeByEmployeeId", "PutEmployeeByEmployeeId"
READ, LIST = "GetWorkflowByWorkflowId", "GetWorkflowsByEmployerId"
TRANSITION = "TransitionWorkflowByWorkflowId"


@dataclass(frozen=True)
class Change:
    """A change of the contact information of the employee of the stories, while it waits.

    workflow: as it was first read; employee: as it was before; asked: what was asked for.
    """

    workflow: LoketRecord
    employee: LoketRecord
    asked: LoketRecord

    @property
    def key(self) -> dict[str, str]:
        """What names the workflow in a path."""
        return {"workflowId": self.workflow["id"]}

    def transition(self, description: str) -> LoketRecord:
        """A transition that the workflow offers; skips the story when it is not offered."""
        offered = list(offered_by(self.workflow))
        found = next((one for one in offered if one["description"] == description), None)
        if found is None:
            names = ", ".join(one["description"] for one in offered) or "nothing"
            pytest.skip(f"the workflow of a change offers {names}, and not {description}")
        return found


def offered_by(workflow: LoketRecord) -> Iterable[LoketRecord]:
    """The transitions that a workflow offers now."""
    for allowed in workflow["allowedTransitions"] or ():
        yield from allowed["transitions"]


def asked_change(target: Target, loket: LoketClient, cast: Cast) -> Change:
    """Ask for another phone number of the employee; gives the workflow that it begins.

    At a URL the employee is put back in the end, and what still waits is refused.
    """
    key = {"employeeId": cast.employee}
    before = loket.call(READ_EMPLOYEE, key).content
    known = {one["id"] for one in loket.all(LIST, employerId=cast.employer)}
    names = ("emailAddress", "faxNumber", "mobilePhoneNumber", "phoneNumber")
    kept = {name: before["contactInformation"][name] for name in names}
    asked = {**kept, "phoneNumber": f"070{int(target.seconds()) % 10_000_000:07}"}
    answer = loket.call(
        "PostChangeContactInformationRequestByEmployeeId",
        key,
        body={"contactInformation": asked, "comment": "Invaller"},
    )
    assert answer.status == 202

    def begun() -> list[LoketRecord]:
        listed = loket.all(LIST, employerId=cast.employer)
        return [one for one in listed if one["id"] not in known]

    (workflow,) = looked_for(target, begun, bool)
    change = Change(workflow, before, asked)
    # It is read just before it is put back, so that the change is not of an older one.
    taken_back(loket, CHANGE_EMPLOYEE, key, before)
    taken_back(loket, READ_EMPLOYEE, key)
    for one in offered_by(workflow):
        if one["description"] == REFUSE:
            taken_back(loket, TRANSITION, change.key, one)
    return change


def moved_on(target: Target, loket: LoketClient, change: Change) -> LoketRecord:
    """The workflow of a change, as soon as it is in another state."""
    before = change.workflow["status"]["key"]
    return looked_for(
        target,
        lambda: loket.call(READ, change.key).content,
        lambda workflow: bool(workflow["status"]["key"] != before),
    )
