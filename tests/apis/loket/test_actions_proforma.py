"""The proforma environment of an employer."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.kernel.ids import uuid_from

EMPLOYER = {"employerId": uuid_from("loket", "seed", "employer", "zonnehof")}
STATUS, INITIALISE = "GetProformaStatusByEmployerId", "PostInitializeProformaByEmployerId"
BODY = {"proformaType": "WithoutEmployments", "employeeId": None}
BUSY = "Data transfer in progress"


def _status(loket: Any) -> str:
    return str(loket.content(STATUS, EMPLOYER)["status"])


@pytest.mark.behaviour("loket.proforma.status")
def test_a_proforma_environment_is_made(loket: Any) -> None:
    """It is inactive, then data are transferred, and after one to five minutes it is active."""
    assert loket.content(STATUS, EMPLOYER) == {"status": "Inactive", "activeFor": None}
    assert loket.call(INITIALISE, EMPLOYER, BODY).status_code == 202
    assert _status(loket) == BUSY
    loket.sim.clock.advance("PT59S")
    assert _status(loket) == BUSY
    loket.sim.clock.advance("PT4M1S")
    content = loket.content(STATUS, EMPLOYER)
    assert (content["status"], content["activeFor"]["lastName"]) == ("Active", "Lindeman")


@pytest.mark.behaviour("loket.proforma.status")
@pytest.mark.parametrize("outcome", ["active", "failed"])
def test_a_held_proforma_environment(loket: Any, outcome: str) -> None:
    """One that is held is active or inactive, as it is released."""
    loket.sim.settings.change(processing={"loket.proforma": "hold"})
    loket.call(INITIALISE, EMPLOYER, BODY)
    loket.sim.pending.release(loket.sim.pending.list()[0]["id"], outcome)
    assert _status(loket) == ("Active" if outcome == "active" else "Inactive")


@pytest.mark.behaviour("loket.proforma.status")
def test_a_proforma_environment_can_wait_for_polls(loket: Any) -> None:
    """Its status is a poll."""
    loket.sim.settings.change(processing="polls:2")
    loket.call(INITIALISE, EMPLOYER, BODY)
    assert [_status(loket) for _ in range(2)] == [BUSY, "Active"]


@pytest.mark.parametrize(
    "member", [{"proformaType": "Other"}, {"employeeId": "00000000-0000-4000-8000-000000000000"}]
)
def test_what_is_not_known_is_refused(loket: Any, member: dict[str, str]) -> None:
    """Another type, or an employee that is not there, is refused and queues nothing."""
    assert loket.call(INITIALISE, EMPLOYER, {**BODY, **member}).status_code == 400
    assert loket.sim.pending.list() == []
    assert _status(loket) == "Inactive"
