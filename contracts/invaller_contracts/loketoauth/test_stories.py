"""A user signs in, and an application gets tokens (Loket API V2, Authentication)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from invaller_clients.errors import InvalidClient, InvalidGrant, UnauthorizedClient
from invaller_clients.loketoauth import LoketAuthorization
from invaller_contracts.loketoauth.client import (
    PASSWORD,
    USER,
    authorization,
    come_back,
    signed_in,
)
from invaller_contracts.simulator import Simulator

REDIRECT = "https://partner.example/callback"


@pytest.mark.truth("documented")
@pytest.mark.behaviour("loketoauth.authorize.page", "loketoauth.code.grant")
def test_code_becomes_tokens(sim: Simulator) -> None:
    """A user who signs in on the page brings back the state and a code that gives tokens."""
    auth = authorization(sim)
    back = come_back(sim, auth.sign_in_url(REDIRECT, "st at&e"))
    assert set(back) == {"code", "state"}
    assert back["state"] == "st at&e"
    tokens = auth.use_code(back["code"], REDIRECT)
    assert tokens.access_token != tokens.refresh_token
    assert tokens.two_factor_state == "None"


@pytest.mark.truth("documented")
@pytest.mark.behaviour("loketoauth.refresh.grant")
def test_tokens_are_refreshed(sim: Simulator) -> None:
    """A refresh token gives tokens that are others than before."""
    auth = signed_in(sim)
    before = auth.tokens
    after = auth.refresh()
    assert before is not None
    assert {before.access_token, before.refresh_token}.isdisjoint(
        {after.access_token, after.refresh_token}
    )


@pytest.mark.truth("documented")
@pytest.mark.behaviour("loketoauth.password.grant")
def test_password_gives_tokens(sim: Simulator) -> None:
    """A client that has it enabled gets tokens for a user name and password."""
    auth = authorization(sim)
    tokens = auth.use_password(USER, PASSWORD)
    assert tokens.access_token
    assert tokens.expires_at == sim.clock.now.timestamp() + 3599


@pytest.mark.truth("documented")
@pytest.mark.behaviour("loketoauth.password.by-exception")
def test_password_is_an_exception(sim: Simulator) -> None:
    """A client that does not have it enabled gets no tokens for a password."""
    with pytest.raises(UnauthorizedClient):
        authorization(sim, "extern").use_password(USER, PASSWORD)


@pytest.mark.truth("verified")
@pytest.mark.behaviour("loketoauth.error.invalid-grant")
@pytest.mark.parametrize("grant", ["code", "refresh_token", "password"])
def test_wrong_grants(sim: Simulator, grant: str) -> None:
    """A wrong code, refresh token or password is an invalid grant."""
    auth = signed_in(sim)
    assert auth.tokens is not None
    auth.tokens = replace(auth.tokens, refresh_token="nonsense")
    ask: dict[str, Callable[[], object]] = {
        "code": lambda: auth.use_code("nonsense", REDIRECT),
        "refresh_token": auth.refresh,
        "password": lambda: auth.use_password(USER, "nonsense"),
    }
    with pytest.raises(InvalidGrant) as refused:
        ask[grant]()
    assert refused.value.problem.status == 400


@pytest.mark.truth("verified")
@pytest.mark.behaviour("loketoauth.error.invalid-client")
@pytest.mark.parametrize("wrong", ["client", "secret"])
def test_wrong_clients(sim: Simulator, wrong: str) -> None:
    """An unknown client and a wrong secret are an invalid client."""
    known = sim.credentials.applications["partner"]
    client = "nonsense" if wrong == "client" else known["clientId"]
    auth = LoketAuthorization(client, "nonsense", url=sim.urls["loketoauth"])
    with pytest.raises(InvalidClient) as refused:
        auth.use_password(USER, PASSWORD)
    assert refused.value.problem.status == 400
