"""Refusals and trouble over HTTP, by data and by fault, beside the document's examples (3.3)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from invaller.kernel.specs import specs_folder
from invaller_contracts.precontractual.samples import MANDATARY
from invaller_contracts.precontractual.wire import ORDINARY, Wire

if TYPE_CHECKING:
    import httpx

    from invaller_contracts.simulator import Simulator

EXAMPLES = specs_folder() / "precontractual" / "examples"

REFUSALS = [
    ("3.3.7", "employer", {"representedEnterpriseNumber": MANDATARY}),
    ("3.3.8", "provider", {"representedEnterpriseNumber": None}),
    ("3.3.9", "employer", {"mandataryEnterpriseNumber": MANDATARY}),
    ("3.3.10", "portal", {}),
    ("3.3.11", "employer", {"startDate": "2025-03-02"}),
    ("3.3.12", "employer", {"startDate": "2025-07-01"}),
    ("3.3.13", "employer", {"citizen": "85073003328"}),
    ("3.3.14", "employer", {"mandataryEnterpriseNumber": "1999999943"}),
]
"""Section, who asks, and what is wrong with the question."""

BY_SECTION = pytest.mark.parametrize(("section", "client", "changes"), REFUSALS)


@pytest.fixture
def wire(sim: Simulator) -> Wire:
    """Calls in a fresh workspace on 3 March 2025."""
    return Wire(sim)


def printed(section: str) -> dict[str, Any]:
    """The printed body of a section, such as 3.3.7."""
    (path,) = EXAMPLES.glob(f"{section}-*.json")
    body: dict[str, Any] = json.loads(path.read_text("utf-8"))["response"]["body"]
    return body


def filled(body: dict[str, Any], response: httpx.Response, value: str | None) -> dict[str, Any]:
    """A printed body with the value that was sent and the trace of the exchange.

    A parameter that was not sent has no value, where the document prints "...".
    """
    (issue,) = body["issues"]
    issue = {name: item for name, item in issue.items() if name != "value"}
    if value is not None:
        issue["value"] = value
    body = {**body, "issues": [issue]}
    if "instance" in body:
        body["instance"] = f"urn:trace-id:{response.headers['X-Sim-Trace-Id']}"
    return body


@BY_SECTION
def test_a_question_is_refused_as_printed(
    wire: Wire, section: str, client: str, changes: dict[str, Any]
) -> None:
    """Every character is the printed one, but for what was sent and the trace."""
    response = wire.ask(client, **changes)
    value = next(iter(changes.values()), None)
    assert (response.status_code, response.headers["Content-Type"]) == (
        400,
        "application/problem+json",
    )
    promised = filled(printed(section), response, value)
    assert json.dumps(response.json()) == json.dumps(promised)


@BY_SECTION
def test_a_refusal_is_explained(
    sim: Simulator, wire: Wire, section: str, client: str, changes: dict[str, Any]
) -> None:
    """Off the wire the simulator tells the rule, its section and where the mistake is."""
    (explanation,) = sim.explain(wire.ask(client, **changes))["explanations"]
    assert explanation["rule"].startswith("precontractual.refusal.")
    assert section in explanation["source"]
    assert explanation["where"] == printed(section)["issues"][0]["name"]


@BY_SECTION
def test_a_fault_refuses_as_printed(
    sim: Simulator, wire: Wire, section: str, client: str, changes: dict[str, Any]
) -> None:
    """A fault with the printed body refuses a question that is right, as the document does."""
    body = filled(printed(section), wire.ask(client, **changes), "...")
    sim.faults.add(effect={"status": 400, "body": body}, api="precontractual", times=1)
    response = wire.ask()
    assert (response.status_code, response.json()) == (400, body)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert wire.ask().status_code == 200


def no_access_token(response: httpx.Response) -> None:
    """Check that an answer is the printed 401 of 3.3.15, with the trace of the exchange."""
    trace = response.headers["X-Sim-Trace-Id"]
    promised = {**printed("3.3.15"), "instance": f"urn:trace-id:{trace}"}
    assert response.status_code == 401
    assert json.dumps(response.json()) == json.dumps(promised)
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="socialsecurity"'


def test_no_token_is_told_as_printed(wire: Wire) -> None:
    """3.3.15: a call without a token."""
    no_access_token(wire.ask(None))


def test_a_token_that_expired_is_told_as_printed(sim: Simulator, wire: Wire) -> None:
    """3.3.15: no valid token was found, when it was valid once."""
    token = sim.credentials.token("employer")
    sim.clock.advance("PT301S")
    no_access_token(wire.call(ORDINARY, token=token))


def test_a_fault_takes_the_token_away(sim: Simulator, wire: Wire) -> None:
    """3.3.15 by fault: a caller with a good token meets a 401 once."""
    sim.faults.add(effect={"status": 401}, api="precontractual", times=1)
    no_access_token(wire.ask())
    assert wire.ask().status_code == 200


@pytest.mark.sim(now="2024-12-02T17:06:36.885+01:00")
def test_a_technical_problem_is_told_as_printed(sim: Simulator, wire: Wire) -> None:
    """3.3.16 at the printed moment has every printed character."""
    sim.faults.add(effect={"status": 500}, api="precontractual", times=1)
    response = wire.ask(startDate="2024-12-09")
    assert (response.status_code, response.headers["Content-Type"]) == (500, "application/json")
    assert json.dumps(response.json()) == json.dumps(printed("3.3.16"))
    assert wire.ask(startDate="2024-12-09").status_code == 200


def test_a_fault_without_a_body_is_a_bad_request(sim: Simulator, wire: Wire) -> None:
    """A fault that only asks for 400 gives a badRequest problem that blames no parameter."""
    sim.faults.add(effect={"status": 400}, api="precontractual", times=1)
    response = wire.ask()
    body = response.json()
    assert (response.status_code, body["type"]) == (400, "urn:problem-type:belgif:badRequest")
    assert "issues" not in body


def test_a_fault_forbids(sim: Simulator, wire: Wire) -> None:
    """A fault that asks for 403 gives the problem of a mandatary without permission."""
    sim.faults.add(effect={"status": 403}, api="precontractual", times=1)
    response = wire.ask("provider")
    assert (response.status_code, response.json()["title"]) == (403, "Missing Permission")
