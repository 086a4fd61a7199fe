"""The token endpoint's form, answer and errors (RFC 6749)."""

from typing import Any

import pytest

from invaller.apis.oauth import API
from invaller.kernel.identity.clients import SCOPES

DECLARE, CONSULT = SCOPES


@pytest.mark.behaviour("oauth.token.two-versions", "oauth.token.four-members")
@pytest.mark.parametrize("version", ["v5", "v3"])
def test_answer_has_exactly_four_members(client: Any, version: str) -> None:
    """Both versions answer access_token, token_type, expires_in and scope, and no more."""
    answer = client.ask(version)
    token = answer.json()["access_token"]
    assert answer.status_code == 200
    assert answer.json() == {
        "access_token": token,
        "token_type": "Bearer",
        "expires_in": 300,
        "scope": " ".join(SCOPES),
    }
    assert type(answer.json()["expires_in"]) is int
    assert len(token) >= 32


@pytest.mark.behaviour("oauth.token.two-versions")
def test_other_versions_are_not_there(client: Any) -> None:
    """There is no other version, and a token is asked with POST only."""
    assert client.ask("v4").status_code == 404
    answer = client.simulator.http.get("/REST/oauth/v5/token")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


@pytest.mark.behaviour("oauth.token.client-credentials-only")
@pytest.mark.parametrize("grant", ["authorization_code", "password", "Client_Credentials", " "])
def test_other_grants_are_unsupported(client: Any, grant: str) -> None:
    """A grant type other than client_credentials answers unsupported_grant_type."""
    explanation = client.refused(client.ask(grant_type=grant), "unsupported_grant_type")
    assert explanation["found"] == grant
    assert explanation["expected"] == "client_credentials"


@pytest.mark.behaviour("oauth.token.form-body", "oauth.token.error-body")
@pytest.mark.parametrize("member", ["grant_type", "client_assertion_type", "client_assertion"])
def test_missing_members_are_named(client: Any, absent: object, member: str) -> None:
    """A form without one of its members answers invalid_request and names the member."""
    answer = client.ask(**{member: absent})
    assert client.refused(answer, "invalid_request")["where"] == member
    assert member in answer.json()["error_description"]


@pytest.mark.behaviour("oauth.token.form-body")
@pytest.mark.parametrize(
    "change",
    [
        {"client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:saml2-bearer"},
        {"client_assertion_type": ""},
        {"client_assertion": ""},
    ],
)
def test_other_ways_to_authenticate_are_refused(client: Any, change: dict[str, str]) -> None:
    """Only a signed JWT proves a client: another assertion type is an invalid request."""
    client.refused(client.ask(**change), "invalid_request")


@pytest.mark.behaviour("oauth.token.form-body", "oauth.token.error-body")
@pytest.mark.parametrize("media_type", ["application/json", "text/plain", "multipart/form-data"])
def test_request_is_a_form(client: Any, media_type: str) -> None:
    """A body of another media type answers invalid_request."""
    answer = client.simulator.http.post(
        "/REST/oauth/v5/token", content=b'{"grant_type": "x"}', headers={"Content-Type": media_type}
    )
    client.refused(answer, "invalid_request")


@pytest.mark.behaviour("oauth.token.form-body")
@pytest.mark.parametrize("content", [b"", b"\xff=\xff", b"&" * 5000])
def test_unreadable_form_is_refused(client: Any, content: bytes) -> None:
    """A form that is empty or cannot be read answers invalid_request."""
    answer = client.simulator.http.post(
        "/REST/oauth/v5/token",
        content=content,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    client.refused(answer, "invalid_request")


@pytest.mark.behaviour("oauth.token.never-cached")
def test_answers_are_never_cached(client: Any) -> None:
    """A token, a refusal and an invalid request all say no-store and no-cache."""
    answers = [client.ask(), client.ask(scope="x"), client.ask(client_assertion="x")]
    assert [answer.status_code for answer in answers] == [200, 400, 401]
    for answer in answers:
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Pragma"] == "no-cache"


@pytest.mark.behaviour("oauth.token.error-body")
def test_invalid_client_is_challenged(client: Any) -> None:
    """A 401 of the token endpoint carries a WWW-Authenticate, a 400 does not."""
    challenged, plain = client.ask(client_assertion="x"), client.ask(scope="x")
    assert challenged.headers["WWW-Authenticate"] == 'Bearer realm="socialsecurity"'
    assert "WWW-Authenticate" not in plain.headers


@pytest.mark.behaviour("oauth.token.new-each-time", "oauth.token.expires-in-300")
def test_earlier_tokens_stay_valid_until_they_expire(client: Any) -> None:
    """Each request gives another token; each lasts 300 seconds of the workspace's clock."""
    first = client.ask().json()["access_token"]
    client.simulator.clock.advance("PT200S")
    second = client.ask().json()["access_token"]
    assert first != second
    assert [_status(client, token) for token in (first, second)] == [404, 404]
    client.simulator.clock.advance("PT99.999S")
    assert [_status(client, token) for token in (first, second)] == [404, 404]
    client.simulator.clock.advance("PT0.001S")
    assert [_status(client, token) for token in (first, second)] == [401, 404]


def _status(client: Any, token: str) -> int:
    """What asking for a declaration that is not there gives with a token."""
    headers = {"Authorization": f"Bearer {token}"}
    answer = client.simulator.http.get("/REST/dimona/v2/declarations/1", headers=headers)
    return int(answer.status_code)


@pytest.mark.behaviour("oauth.scope.absent-means-all")
@pytest.mark.parametrize("scope", ["", "  ", None])
def test_no_scope_means_all(client: Any, absent: object, scope: str | None) -> None:
    """A request without scope, or with a blank one, gets all scopes of the client."""
    answer = client.ask(scope=absent if scope is None else scope)
    assert answer.json()["scope"] == f"{DECLARE} {CONSULT}"


@pytest.mark.behaviour("oauth.scope.asked-only")
@pytest.mark.parametrize("scope", [CONSULT, DECLARE, f"{CONSULT} {DECLARE}"])
def test_asked_scopes_are_the_ones_given(client: Any, scope: str) -> None:
    """A token has the scopes that were asked, in the order in which they were asked."""
    assert client.ask(scope=scope).json()["scope"] == scope


@pytest.mark.behaviour("oauth.scope.asked-only")
def test_token_without_the_scope_does_not_declare(client: Any) -> None:
    """A token that was asked for consulting consults and does not declare."""
    token = client.ask(scope=CONSULT).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    assert _status(client, token) == 404
    answer = client.simulator.http.post(
        "/REST/dimona/v2/declarations", json={"dimonaIn": {}}, headers=headers
    )
    assert (answer.status_code, answer.json()["requiredScopes"]) == (403, [DECLARE])


@pytest.mark.behaviour("oauth.scope.unknown")
@pytest.mark.parametrize("scope", ["scope:unknown", f"{DECLARE} scope:unknown", DECLARE.upper()])
def test_unknown_scope_is_invalid(client: Any, scope: str) -> None:
    """A scope that the client does not have answers invalid_scope and names the ones it has."""
    explanation = client.refused(client.ask(scope=scope), "invalid_scope")
    assert explanation["expected"] == [DECLARE, CONSULT]


def test_refused_request_uses_nothing_up(client: Any) -> None:
    """An assertion that came with a wrong scope still serves once: nothing was stored."""
    assertion = client.assertion()
    client.refused(client.ask(client_assertion=assertion, scope="x"), "invalid_scope")
    assert client.ask(client_assertion=assertion).status_code == 200


def test_token_service_serves_both_paths_of_the_document() -> None:
    """Every operation of the specification has its handler."""
    assert set(API.handlers) == {"requestToken", "requestTokenV3"}
