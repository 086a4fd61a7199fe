"""Unit tests of the credentials: the assertion, the reuse of tokens, refusals."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from joserfc import jwt
from joserfc.jwk import RSAKey

from invaller_clients import ClientCredentials, DimonaClient, errors

CLIENT = "self_service_chaman_1_abc"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
TOKEN_URL = "https://authority.example/REST/oauth/v5/token"
NOW = 1_764_000_000.0


def pem_of(
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, password: bytes | None = None
) -> bytes:
    """The key as PKCS 8 in PEM."""
    encryption = (
        serialization.BestAvailableEncryption(password)
        if password
        else serialization.NoEncryption()
    )
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption
    )


class Authority:
    """A token server that numbers its tokens, and an API that takes only those not revoked."""

    def __init__(self) -> None:
        self.now = NOW
        self.lifetime: int | None = 300
        self.forms: list[dict[str, list[str]]] = []
        self.bearers: list[str] = []
        self.revoked: set[str] = set()
        self.token_answer: Callable[[], httpx.Response] = self.issue

    def issue(self) -> httpx.Response:
        """A new token, numbered by the requests so far."""
        body: dict[str, Any] = {
            "access_token": f"token-{len(self.forms)}",
            "token_type": "Bearer",
            "expires_in": self.lifetime,
            "scope": "",
        }
        return httpx.Response(200, stream=httpx.ByteStream(json.dumps(body).encode()))

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer a token request, or a call by its bearer token."""
        if str(request.url) == TOKEN_URL:
            self.forms.append(parse_qs(request.content.decode()))
            return self.token_answer()
        bearer = request.headers.get("Authorization", "")
        self.bearers.append(bearer)
        refused = bearer.removeprefix("Bearer ") in self.revoked
        return httpx.Response(401 if refused else 201, headers={"Location": "/declarations/12"})

    def credentials(self, **options: Any) -> ClientCredentials:
        """Credentials that go by the clock of this authority."""
        settings: dict[str, Any] = {"token_url": TOKEN_URL, "clock": lambda: self.now} | options
        return ClientCredentials(CLIENT, KEY, **settings)

    def client(self, **options: Any) -> DimonaClient:
        """A client with such credentials."""
        return DimonaClient(
            "https://authority.example/REST/dimona/v2",
            auth=self.credentials(**options),
            transport=httpx.MockTransport(self),
        )


@pytest.fixture
def authority() -> Authority:
    """A token server and API at a fixed moment."""
    return Authority()


def assertion_of(form: dict[str, list[str]]) -> jwt.Token:
    """The assertion of a token request, its signature verified with the public key."""
    return jwt.decode(
        form["client_assertion"][0], RSAKey.import_key(KEY.public_key()), algorithms=["RS256"]
    )


def test_the_assertion_is_signed_and_says_who_it_is_for(authority: Authority) -> None:
    """The assertion verifies with the public key and has iss = sub, aud, jti, iat and exp."""
    authority.client(mint=lambda: "assertion-1").submit({})
    token = assertion_of(authority.forms[0])
    assert token.header == {"alg": "RS256", "typ": "JWT"}
    assert token.claims == {
        "iss": CLIENT,
        "sub": CLIENT,
        "aud": TOKEN_URL,
        "jti": "assertion-1",
        "iat": int(NOW),
        "exp": int(NOW) + 300,
    }


def test_the_token_request_is_a_form_of_three_fields(authority: Authority) -> None:
    """Without scopes the form has the grant, the assertion and its type, and nothing else."""
    authority.client().submit({})
    form = authority.forms[0]
    assert form.keys() == {"grant_type", "client_assertion_type", "client_assertion"}
    assert form["grant_type"] == ["client_credentials"]
    assert form["client_assertion_type"] == [
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    ]


def test_scopes_and_audience_can_be_chosen(authority: Authority) -> None:
    """Scopes go as one field with spaces between, and the audience need not be the token URL."""
    audience = "https://oauth.socialsecurity.be"
    authority.client(scopes=DimonaClient.SCOPES, audience=audience).submit({})
    assert authority.forms[0]["scope"] == [
        "scope:dimona:declaration:declarant scope:dimona:declaration:consult"
    ]
    assert assertion_of(authority.forms[0]).claims["aud"] == audience


def test_every_assertion_has_an_id_of_its_own(authority: Authority) -> None:
    """Two token requests carry assertions with different ids."""
    authority.lifetime = 0
    client = authority.client()
    client.submit({})
    client.submit({})
    first, second = (assertion_of(form).claims["jti"] for form in authority.forms)
    assert first != second


@pytest.mark.parametrize(("gone_by", "tokens"), [(0.0, 1), (289.0, 1), (290.0, 2), (400.0, 2)])
def test_a_token_is_used_until_shortly_before_it_expires(
    authority: Authority, gone_by: float, tokens: int
) -> None:
    """A token of 300 s is used for 290 s, by the given clock."""
    client = authority.client()
    client.submit({})
    authority.now += gone_by
    client.submit({})
    assert authority.bearers == ["Bearer token-1", f"Bearer token-{tokens}"]


def test_a_token_without_a_lifetime_is_used_once(authority: Authority) -> None:
    """A token server that does not say how long a token lives is asked each time."""
    authority.lifetime = None
    client = authority.client()
    client.submit({})
    client.submit({})
    assert authority.bearers == ["Bearer token-1", "Bearer token-2"]


def test_a_401_is_answered_once_with_a_new_token(authority: Authority) -> None:
    """A token that was revoked in between is replaced, and the call succeeds."""
    client = authority.client()
    client.submit({})
    authority.revoked = {"token-1"}
    assert client.submit({}) == 12
    assert authority.bearers == ["Bearer token-1", "Bearer token-1", "Bearer token-2"]


def test_a_second_401_is_the_answer(authority: Authority) -> None:
    """When the new token is refused as well, Unauthorized is raised after two calls."""
    authority.revoked = {"token-1", "token-2"}
    with pytest.raises(errors.Unauthorized):
        authority.client().submit({})
    assert authority.bearers == ["Bearer token-1", "Bearer token-2"]


def test_the_same_credentials_work_with_an_async_client(authority: Authority) -> None:
    """An async httpx client gets its token, and its new token after a 401, in the same way."""

    async def call() -> int:
        transport = httpx.MockTransport(authority)
        async with httpx.AsyncClient(auth=authority.credentials(), transport=transport) as client:
            authority.revoked = {"token-1"}
            return (await client.get("https://authority.example/REST/x")).status_code

    assert asyncio.run(call()) == 201
    assert authority.bearers == ["Bearer token-1", "Bearer token-2"]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("invalid_client", errors.InvalidClient),
        ("invalid_grant", errors.InvalidGrant),
        ("invalid_scope", errors.InvalidScope),
        ("invalid_request", errors.InvalidTokenRequest),
        ("unauthorized_client", errors.UnauthorizedClient),
        ("unsupported_grant_type", errors.UnsupportedGrantType),
        ("something_else", errors.TokenRefused),
    ],
)
def test_a_refusal_of_the_token_server_has_its_error(
    authority: Authority, code: str, kind: type[errors.TokenRefused]
) -> None:
    """A refusal becomes the class of its code, and the API is not called."""
    body = {"error": code, "error_description": "no"}
    trace = {"X-Sim-Trace-Id": "05df4d67ef605ccadf0b034f"}
    authority.token_answer = lambda: httpx.Response(400, json=body, headers=trace)
    with pytest.raises(errors.TokenRefused) as caught:
        authority.client().submit({})
    assert (type(caught.value), caught.value.code) == (kind, code)
    assert (caught.value.problem.detail, caught.value.trace) == ("no", trace["X-Sim-Trace-Id"])
    assert authority.bearers == []


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(503),
        httpx.Response(200, text="OK"),
        httpx.Response(200, json={"token_type": "Bearer"}),
    ],
)
def test_a_token_server_without_tokens_is_unavailable(
    authority: Authority, answer: httpx.Response
) -> None:
    """A fault of the token server, or an answer without a token, is a TokenUnavailable."""
    authority.token_answer = lambda: answer
    with pytest.raises(errors.TokenUnavailable):
        authority.client().submit({})
    assert authority.bearers == []


def test_a_timeout_of_the_token_server_is_no_timeout_of_the_call(authority: Authority) -> None:
    """When the token server does not answer the call was not sent, so it is no Timeout."""

    def silent() -> httpx.Response:
        raise httpx.ReadTimeout("silence")

    authority.token_answer = silent
    with pytest.raises(errors.TokenUnavailable, match="REST/oauth/v5/token: silence"):
        authority.client().submit({})
    assert authority.bearers == []


@pytest.mark.parametrize("password", [None, b"secret"])
def test_a_key_can_be_given_as_pem(authority: Authority, password: bytes | None) -> None:
    """A key in PEM, with or without a password, signs as the key itself does."""
    pem = pem_of(KEY, password)
    auth = ClientCredentials(CLIENT, pem, password=password, token_url=TOKEN_URL)
    with httpx.Client(auth=auth, transport=httpx.MockTransport(authority)) as client:
        client.get("https://authority.example/REST/x")
    assert assertion_of(authority.forms[0]).claims["iss"] == CLIENT


@pytest.mark.parametrize(
    "pem",
    ["no key", pem_of(KEY, b"secret"), pem_of(ec.generate_private_key(ec.SECP256R1()))],
    ids=["no PEM", "password missing", "no RSA"],
)
def test_a_key_that_cannot_sign_is_refused_at_once(pem: str | bytes) -> None:
    """A key that is no PEM, is locked or is no RSA key is an UnusableKey when it is given."""
    with pytest.raises(errors.UnusableKey):
        ClientCredentials(CLIENT, pem)
