"""A client gets access tokens for what it signs, and uses them (facts: dimona A10).

Calls that need a token are asked of precontractual data, where a token of any scope will do.
"""

from datetime import date
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from invaller_clients import (
    ClientCredentials,
    InvalidClient,
    InvalidScope,
    PrecontractualData,
    TokenUnavailable,
    Unauthorized,
)
from invaller_contracts.oauth.client import credentials, seconds_of, token_url
from invaller_contracts.oauth.tokens import token_answer, told
from invaller_contracts.precontractual.client import precontractual_client
from invaller_contracts.provider.target import Target
from invaller_contracts.simulator import Simulator

CONSULT, DECLARE = "scope:dimona:declaration:consult", "scope:dimona:declaration:declarant"
STRANGERS_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def ask(sim: Simulator, auth: ClientCredentials, times: int = 1) -> list[PrecontractualData]:
    """Ask something that needs a token, with one client."""
    with precontractual_client(sim, auth=auth) as client:
        asked = [("0880820673", "06081991188", date(2025, 3, 10))] * times
        return [client.verify(*question) for question in asked]


@pytest.mark.truth("verified")
def test_a_token_is_given(sim: Simulator) -> None:
    """The answer has exactly four members, and all scopes of the client when none was asked."""
    answer = token_answer(sim, credentials(sim))
    assert set(answer) == {"access_token", "token_type", "expires_in", "scope"}
    assert (answer["token_type"], answer["expires_in"]) == ("Bearer", 300)
    assert set(answer["scope"].split()) == {CONSULT, DECLARE}


@pytest.mark.anywhere
@pytest.mark.truth("documented")
def test_a_token_has_the_scopes_that_were_asked(target: Target) -> None:
    """RFC 6749, 3.3: those and no others."""
    answer = token_answer(target, credentials(target, scopes=[CONSULT]))
    assert answer["scope"] == CONSULT
    assert (answer["token_type"], answer["expires_in"]) == ("Bearer", 300)


@pytest.mark.anywhere
@pytest.mark.truth("verified")
def test_a_token_has_all_scopes_when_none_was_asked(target: Target) -> None:
    """The answer has exactly four members, and asking for each of its scopes gives the same."""
    answer = token_answer(target, credentials(target))
    asked = token_answer(target, credentials(target, scopes=answer["scope"].split()))
    assert set(answer) == set(asked) == {"access_token", "token_type", "expires_in", "scope"}
    assert set(asked["scope"].split()) == set(answer["scope"].split())


@pytest.mark.anywhere
@pytest.mark.truth("documented")
def test_both_versions_give_tokens(target: Target) -> None:
    """What version 3 answers has the members that version 5 answers."""
    answers = [
        token_answer(target, credentials(target, token_url=token_url(target, version)))
        for version in ("v3", "v5")
    ]
    assert answers[0].keys() == answers[1].keys() >= {"access_token", "token_type", "expires_in"}


@pytest.mark.anywhere
@pytest.mark.truth("documented")
@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"client_id": "self_service_chaman_1_abc"}, id="unknown client"),
        pytest.param({"private_key": STRANGERS_KEY}, id="key of somebody else"),
        pytest.param({"audience": "https://example.org/token"}, id="meant for another server"),
        pytest.param({"clock": lambda: 1_700_000_000.0}, id="expired"),
    ],
)
def test_nobody_gets_a_token_for_a_wrong_assertion(target: Target, wrong: dict[str, Any]) -> None:
    """RFC 7523, 3: 401 invalid_client."""
    answer = told(target, credentials(target, **wrong))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


@pytest.mark.anywhere
@pytest.mark.truth("documented")
def test_nobody_gets_a_scope_of_somebody_else(target: Target) -> None:
    """RFC 6749, 5.2: 400 invalid_scope."""
    answer = told(target, credentials(target, scopes=["scope:of:somebody:else"]))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")


@pytest.mark.truth("documented")
def test_the_earlier_version_gives_tokens_too(sim: Simulator) -> None:
    """Version 3 of the token service is still used and does the same."""
    auth = credentials(sim, "employer", token_url=token_url(sim, "v3"))
    assert ask(sim, auth)[0].student_job is not None
    assert sim.requests.count(operation="requestTokenV3") == 1


@pytest.mark.truth("documented")
def test_a_token_serves_until_it_expires(sim: Simulator) -> None:
    """Calls share a token; one that is about to expire is renewed by itself."""
    auth = credentials(sim, "employer")
    ask(sim, auth, times=3)
    assert sim.requests.count(api="oauth") == 1
    sim.clock.advance("PT5M")
    ask(sim, auth)
    assert sim.requests.count(api="oauth") == 2
    assert sim.requests.count(status=401) == 0


@pytest.mark.truth("documented")
def test_an_expired_token_is_refused(sim: Simulator) -> None:
    """A client whose clock stands still is refused once, gets a new token, and goes on."""
    started = seconds_of(sim)()
    auth = credentials(sim, "employer", clock=lambda: started)
    ask(sim, auth)
    sim.clock.advance("PT5M")
    with pytest.raises(InvalidClient):
        # What it signs has expired as well by the clock of the server.
        ask(sim, auth)
    assert [r["operation"] for r in sim.requests.list(status=401)] == [
        "verifyPrecontractualData",
        "requestToken",
    ]


@pytest.mark.truth("documented")
def test_a_call_without_token_is_refused(sim: Simulator) -> None:
    """401 with the challenge of RFC 6750."""
    with precontractual_client(sim, auth=None) as client, pytest.raises(Unauthorized) as caught:
        client.verify("0880820673", "06081991188", date(2025, 3, 10))
    assert caught.value.problem.type == "urn:problem-type:belgif:noAccessToken"
    refused = sim.requests.get(sim.requests.list(status=401)[0]["trace"])
    assert dict(refused["response"]["headers"])["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.truth("documented")
@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"client_id": "self_service_chaman_1_abc"}, id="unknown client"),
        pytest.param({"private_key": STRANGERS_KEY}, id="key of somebody else"),
        pytest.param({"audience": "https://example.org/token"}, id="meant for another server"),
        pytest.param({"clock": lambda: 1_700_000_000.0}, id="expired"),
    ],
)
def test_an_assertion_that_proves_nothing_is_refused(sim: Simulator, wrong: dict[str, Any]) -> None:
    """RFC 7523, 3: 401 invalid_client, and nothing is asked of the service."""
    with pytest.raises(InvalidClient) as caught:
        ask(sim, credentials(sim, **wrong))
    assert (caught.value.code, caught.value.problem.status) == ("invalid_client", 401)
    assert sim.requests.count(api="precontractual") == 0


@pytest.mark.anywhere
@pytest.mark.truth("assumed")
def test_an_assertion_serves_once(target: Target) -> None:
    """Its id (jti) may not come back while it is valid; one with another id is taken."""
    again = told(target, credentials(target), times=2)
    assert (again.status_code, again.json()["error"]) == (401, "invalid_client")
    assert told(target, credentials(target)).status_code == 200


@pytest.mark.truth("documented")
def test_a_scope_of_somebody_else_is_refused(sim: Simulator) -> None:
    """RFC 6749, 5.2: 400 invalid_scope."""
    with pytest.raises(InvalidScope) as caught:
        ask(sim, credentials(sim, scopes=["scope:of:somebody:else"]))
    assert caught.value.problem.status == 400


@pytest.mark.truth("documented")
def test_a_token_service_that_is_down(sim: Simulator) -> None:
    """Without a token the call is not made; a later one is."""
    sim.faults.add(effect={"status": 503}, api="oauth", times=1)
    auth = credentials(sim, "employer")
    with pytest.raises(TokenUnavailable):
        ask(sim, auth)
    assert sim.requests.count(api="precontractual") == 0
    assert ask(sim, auth)[0].student_job is not None
