"""The operation over HTTP: its method, its paths, and what it leaves behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from invaller_contracts.precontractual.wire import ORDINARY, Wire

if TYPE_CHECKING:
    from invaller_contracts.simulator import Simulator

SCOPES = ("scope:dimona:declaration:declarant", "scope:dimona:declaration:consult")


@pytest.fixture
def wire(sim: Simulator) -> Wire:
    """Calls in a fresh workspace on 3 March 2025."""
    return Wire(sim)


@pytest.mark.behaviour("precontractual.operation.get-only")
@pytest.mark.parametrize("path", ["/verifyPrecontractualData", "/verifyPreContractualData"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_only_get_is_served(wire: Wire, method: str, path: str) -> None:
    """Any other method answers 405, and says that GET is served."""
    response = wire.call(ORDINARY, method=method, path=path)
    assert (response.status_code, response.headers["Allow"]) == (405, "GET")
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.behaviour("precontractual.operation.path")
def test_the_path_is_that_of_the_examples(sim: Simulator, wire: Wire) -> None:
    """The call of the example is served below the base path, and no other path is."""
    assert sim.urls["precontractual"].endswith("/REST/employmentPrecontractualData/v1")
    assert wire.call(ORDINARY, path="/verifyPrecontractualData").status_code == 200
    for path in ("", "/", "/verifyprecontractualdata", "/verifyPrecontractualData/1"):
        url = sim.urls["precontractual"] + path
        response = sim.http.get(url, params=ORDINARY, headers=sim.credentials.bearer())
        assert response.status_code == 404, path


@pytest.mark.behaviour("precontractual.operation.other-spelling")
@pytest.mark.parametrize(
    "changes", [{}, {"startDate": "2025-03-02"}, {"citizen": "1"}, {"startDate": "soon"}]
)
def test_both_spellings_answer_the_same(
    sim: Simulator, wire: Wire, changes: dict[str, str]
) -> None:
    """With a capital C every question has the same answer, to the byte."""
    answers = []
    sim.snapshot("before")
    for path in ("/verifyPrecontractualData", "/verifyPreContractualData"):
        sim.restore("before")
        response = wire.call({**ORDINARY, **changes}, path=path)
        answers.append((response.status_code, response.headers["Content-Type"], response.content))
    assert answers[0] == answers[1]


@pytest.mark.behaviour("precontractual.operation.immediate")
def test_the_answer_is_immediate(sim: Simulator, wire: Wire) -> None:
    """It comes at the instant of the question, and no work is left."""
    before = sim.clock.now
    assert wire.ask().json()["studentJobResult"]["allowed"] == "ok"
    assert (sim.clock.now, sim.pending.list()) == (before, [])


@pytest.mark.behaviour("precontractual.operation.no-data-changed")
def test_a_question_changes_no_data(sim: Simulator, wire: Wire) -> None:
    """After questions that are answered and refused everything but the counters is as before."""
    before = sim.state()
    for changes in (
        {},
        {"typeOfWorker": "flexiJob"},
        {"citizen": "1"},
        {"startDate": "1999-01-01"},
    ):
        wire.ask(**changes)
    after = sim.state()
    assert {**after, "counters": {}} == {**before, "counters": {}}
    assert after["counters"] != before["counters"]


@pytest.mark.behaviour("precontractual.token.no-scope")
@pytest.mark.parametrize("scope", SCOPES)
def test_a_token_of_any_scope_will_do(sim: Simulator, wire: Wire, scope: str) -> None:
    """A token with one scope of another service is accepted."""
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": sim.control.ask("GET", "/assertion", client="employer"),
        "scope": scope,
    }
    token = sim.http.post(f"{sim.urls['oauth']}/v5/token", data=form).json()
    assert token["scope"] == scope
    assert wire.call(ORDINARY, token=token["access_token"]).status_code == 200
