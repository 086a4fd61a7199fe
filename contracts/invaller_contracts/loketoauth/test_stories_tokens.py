"""How long codes and tokens serve, and for whom."""

import httpx
import pytest

from invaller_clients.errors import InvalidClient, InvalidGrant
from invaller_clients.loketoauth import LoketAuthorization, LoketTokens
from invaller_contracts.loketoauth.client import (
    PASSWORD,
    USER,
    authorization,
    authorized,
    come_back,
    signed_in,
)
from invaller_contracts.provider.target import Target
from invaller_contracts.simulator import Simulator

REDIRECT = "https://partner.example/callback"


def status(sim: Simulator, token: str) -> int:
    """How a call with a token is answered."""
    url = f"{sim.urls['loket']}/providers/employers"
    return sim.http.get(url, headers={"Authorization": f"Bearer {token}"}).status_code


@pytest.mark.truth("documented")
@pytest.mark.behaviour("loketoauth.token.expiry", "loketoauth.token.retry-needs-new-token")
def test_a_token_expires(sim: Simulator) -> None:
    """After 3599 seconds a token is refused, and stays so; a refreshed one is taken."""
    auth = signed_in(sim)
    assert auth.tokens is not None
    old = auth.tokens.access_token
    sim.clock.advance("PT3598S")
    assert status(sim, old) == httpx.codes.OK
    sim.clock.advance("PT1S")
    assert {status(sim, old) for _ in range(2)} == {httpx.codes.UNAUTHORIZED}
    assert status(sim, auth.refresh().access_token) == httpx.codes.OK


@pytest.mark.truth("documented")
@pytest.mark.behaviour("loketoauth.token.answer")
def test_tokens_tell_what_they_are(sim: Simulator) -> None:
    """A token answer has the five members of the document, and is not to be kept."""
    known = sim.credentials.applications["partner"]
    form = {"grant_type": "password", "username": USER, "password": PASSWORD}
    client = {"client_Id": known["clientId"], "client_secret": known["secret"]}
    answer = sim.http.post(f"{sim.urls['loketoauth']}/token", data={**form, **client})
    told = answer.json()
    assert set(told) == {
        "access_token",
        "token_type",
        "expires_in",
        "refresh_token",
        "two_factor_state",
    }
    assert (told["token_type"], told["expires_in"]) == ("bearer", 3599)
    assert told["two_factor_state"] == "None"


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loketoauth.code.once", "loketoauth.code.bound")
def test_a_code_serves_once(sim: Simulator) -> None:
    """A code is for the address that it was given for, serves once, and for ten minutes."""
    auth = authorization(sim)
    url = auth.sign_in_url(REDIRECT, "s")
    code = come_back(sim, url)["code"]
    with pytest.raises(InvalidGrant):
        auth.use_code(code, "https://elsewhere.example/callback")
    auth.use_code(code, REDIRECT)
    with pytest.raises(InvalidGrant):
        auth.use_code(code, REDIRECT)
    late = come_back(sim, url)["code"]
    sim.clock.advance("PT11M")
    with pytest.raises(InvalidGrant):
        auth.use_code(late, REDIRECT)


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loketoauth.refresh.own-client")
def test_a_refresh_token_is_for_its_client(sim: Simulator) -> None:
    """Another client gets nothing for a refresh token."""
    other = authorization(sim, "extern")
    other.tokens = signed_in(sim).tokens
    with pytest.raises(InvalidGrant):
        other.refresh()


@pytest.mark.truth("documented")
@pytest.mark.behaviour("loketoauth.user.blocked", "loketoauth.user.webservice")
@pytest.mark.parametrize("username", ["b.blok@delinde.example", "soap@delinde.example"])
def test_some_users_get_no_token(sim: Simulator, username: str) -> None:
    """A blocked user and a webservice user get no token."""
    with pytest.raises(InvalidGrant):
        authorization(sim).use_password(username, PASSWORD)


@pytest.mark.truth("documented")
@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("loketoauth.refresh.grant", "loketoauth.refresh.two-factor")
def test_a_refresh_gives_new_tokens(target: Target) -> None:
    """A refresh token gives tokens that are others than before, without a second factor."""
    kept = authorized(target)
    asking = _asking(target)
    asking.tokens = kept.tokens
    first = asking.refresh()
    second = kept.tokens = asking.refresh()
    assert first.access_token != second.access_token
    assert second.two_factor_state == "None"


@pytest.mark.truth("verified")
@pytest.mark.anywhere
@pytest.mark.behaviour("loketoauth.error.invalid-grant")
def test_nonsense_is_no_refresh_token(target: Target) -> None:
    """A refresh token that nobody was given is an invalid grant, told with 400."""
    with pytest.raises(InvalidGrant) as refused:
        _asking(target).refresh()
    assert refused.value.problem.status == httpx.codes.BAD_REQUEST


@pytest.mark.truth("verified")
@pytest.mark.anywhere
@pytest.mark.behaviour("loketoauth.error.invalid-client")
def test_nobody_is_no_client(target: Target) -> None:
    """A client that is not known is an invalid client, told with 400."""
    with pytest.raises(InvalidClient) as refused:
        _asking(target, client="nobody").refresh()
    assert refused.value.problem.status == httpx.codes.BAD_REQUEST


def _asking(target: Target, client: str | None = None) -> LoketAuthorization:
    """An application with a refresh token that nobody was given."""
    return LoketAuthorization(
        client or target.value("INVALLER_LOKET_CLIENT_ID"),
        target.value("INVALLER_LOKET_CLIENT_SECRET"),
        url=target.urls["loketoauth"],
        transport=target.transport(),
        tokens=LoketTokens("", "nonsense", "None", 0.0),
    )
