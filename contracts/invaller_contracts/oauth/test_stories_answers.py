"""Answers about tokens as RFC 6749 and 6750 have them: headers, members, errors.

Calls that need a token are about a period of Dimona.
"""

from typing import Any

import httpx
import pytest

from invaller_contracts.dimona.environment import CLIENT
from invaller_contracts.dimona.samples import HOTEL_PERIOD
from invaller_contracts.oauth.client import credentials, token_url
from invaller_contracts.oauth.tokens import damaged, token_answer
from invaller_contracts.provider.target import Target, target_on
from invaller_contracts.simulator import Simulator

CONSULT = "scope:dimona:declaration:consult"

NOBODYS = 699999999919
"""A period that there is nowhere."""

LEEWAY = 30
"""Seconds that a service may lag behind with what has ended."""


def asked(target: Target, **form: str) -> httpx.Response:
    """The answer to a token request, some members of whose form are different."""
    with httpx.Client(transport=target.transport()) as http:
        request = next(credentials(target).auth_flow(http.build_request("GET", token_url(target))))
        sent = dict(httpx.QueryParams(request.read().decode()))
        return http.post(token_url(target), data={**sent, **form})


@pytest.mark.anywhere
@pytest.mark.behaviour("oauth.token.never-cached")
@pytest.mark.truth("documented")
def test_nobody_keeps_an_answer(target: Target) -> None:
    """RFC 6749, 5.1: an answer with a token is not stored, and neither is an error here."""
    answers = [asked(target), asked(target, grant_type="password")]
    assert [answer.headers["Cache-Control"] for answer in answers] == ["no-store", "no-store"]


@pytest.mark.anywhere
@pytest.mark.behaviour("oauth.token.client-credentials-only", "oauth.token.error-body")
@pytest.mark.truth("documented")
def test_another_grant_is_refused(target: Target) -> None:
    """RFC 6749, 5.2: 400 unsupported_grant_type."""
    answer = asked(target, grant_type="password")
    assert (answer.status_code, answer.json()["error"]) == (400, "unsupported_grant_type")


@pytest.mark.anywhere
@pytest.mark.behaviour("oauth.token.form-body")
@pytest.mark.truth("documented")
def test_a_form_without_assertion_is_refused(target: Target) -> None:
    """RFC 6749, 5.2: 400 invalid_request."""
    answer = asked(target, client_assertion="")
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def consulted(
    target: Target, authorization: str | None, period: int = HOTEL_PERIOD
) -> httpx.Response:
    """The answer to a call with an Authorization header, or without one."""
    headers = {} if authorization is None else {"Authorization": authorization}
    with httpx.Client(transport=target.transport(), headers=headers) as http:
        return http.get(f"{target.urls['dimona']}/periods/{period}")


@pytest.mark.anywhere
@pytest.mark.behaviour("oauth.bearer.no-access-token")
@pytest.mark.truth("documented")
def test_who_brings_no_token_is_told_what_to_bring(target: Target) -> None:
    """RFC 6750, 3: 401 with the challenge Bearer, and no error as nothing was wrong yet."""
    answer = consulted(target, None)
    assert answer.status_code == 401
    challenge = answer.headers["WWW-Authenticate"]
    assert challenge.startswith("Bearer ")
    assert "error=" not in challenge


@pytest.mark.anywhere
@pytest.mark.behaviour("oauth.bearer.invalid-access-token")
@pytest.mark.truth("documented")
def test_a_token_of_nobody_is_refused(target: Target) -> None:
    """RFC 6750, 3.1: 401 with the error invalid_token."""
    answer = consulted(target, "Bearer of-nobody")
    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


def bearer(target: Target) -> dict[str, Any]:
    """A token with which periods of Dimona are consulted, and what comes along."""
    return token_answer(target, credentials(target, scopes=[CONSULT], variables=CLIENT))


@pytest.mark.anywhere
@pytest.mark.behaviour("oauth.bearer.invalid-access-token")
@pytest.mark.truth("documented")
def test_a_damaged_token_is_refused(target: Target) -> None:
    """RFC 6750, 3.1: one that was given, but for a character, is 401 with invalid_token too."""
    token = bearer(target)["access_token"]
    assert consulted(target, f"Bearer {token}", NOBODYS).status_code == 404
    answer = consulted(target, f"Bearer {damaged(token)}", NOBODYS)
    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


@pytest.mark.anywhere
@pytest.mark.behaviour("oauth.bearer.expired-access-token")
@pytest.mark.truth("documented")
def test_a_token_ends_when_it_says(target: Target) -> None:
    """RFC 6750, 3.1: once its `expires_in` is over it is refused as invalid_token.

    At a real environment this takes the five minutes that a token lives, and half a minute more.
    """
    given = bearer(target)
    token = f"Bearer {given['access_token']}"
    assert consulted(target, token, NOBODYS).status_code == 404
    target.wait(given["expires_in"] + LEEWAY)
    answer = consulted(target, token, NOBODYS)
    assert answer.status_code == 401
    assert answer.json()["type"] == "urn:problem-type:belgif:expiredAccessToken"
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


@pytest.mark.behaviour("oauth.bearer.expired-access-token", "oauth.token.expires-in-300")
@pytest.mark.truth("documented")
def test_a_token_ends_to_the_second(sim: Simulator) -> None:
    """RFC 6750, 3.1: accepted until its time is over, and then refused as invalid_token."""
    target, bearer = target_on(sim), sim.credentials.bearer()["Authorization"]
    sim.clock.advance("PT4M59S")
    assert consulted(target, bearer).status_code == 200
    sim.clock.advance("PT1S")
    answer = consulted(target, bearer)
    assert answer.status_code == 401
    assert answer.json()["type"] == "urn:problem-type:belgif:expiredAccessToken"
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]
