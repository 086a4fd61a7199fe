"""Access tokens of social security: client credentials with a signed JWT (facts: dimona A10).

The client proves who it is with an assertion that it signs with its private key (RFC 7523); the
token server gives a bearer token in return, which goes with every call.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import uuid4

import httpx
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from joserfc import jwt
from joserfc.jwk import RSAKey

from .errors import TokenUnavailable, UnreadableAnswer, UnusableKey
from .reading import Members
from .translation import token_translated

Clock = Callable[[], float]
"""Seconds since 1970; a simulator's clock can stand in for the wall clock."""

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@dataclass(frozen=True, slots=True)
class _Token:
    value: str
    renew_at: float


class ClientCredentials(httpx.Auth):
    """Puts a bearer token on every request; works with sync and async httpx clients.

    A token is used until shortly before it expires. A 401 is answered once with a new token: it
    was refused before it was handled, so that repeating it is safe. Raises TokenError.
    """

    TOKEN_URL: ClassVar[str] = "https://services.socialsecurity.be/REST/oauth/v5/token"  # noqa: S105 (an address)
    """For production and simulation alike."""

    ASSERTION_LIFETIME: ClassVar[int] = 300
    """Seconds that an assertion is valid; it is used once, at once."""

    RENEW_BEFORE: ClassVar[float] = 10.0
    """Seconds before its expiry that a token is no longer used."""

    requires_response_body = True

    def __init__(
        self,
        client_id: str,
        private_key: str | bytes | RSAPrivateKey,
        *,
        password: bytes | None = None,
        token_url: str = TOKEN_URL,
        audience: str | None = None,
        scopes: Sequence[str] = (),
        clock: Clock = time.time,
        mint: Callable[[], str] = lambda: str(uuid4()),
    ) -> None:
        """Be `client_id`, signing with `private_key` (PEM, or a loaded RSA key).

        `audience` is the token URL unless given; `scopes` are sent if there are any; `mint`
        gives a new assertion id (`jti`) each time. UnusableKey if the key cannot sign.
        """
        self._client_id = client_id
        self._key = RSAKey.import_key(_loaded(private_key, password))
        self._token_url = token_url
        self._audience = audience or token_url
        self._scopes = tuple(scopes)
        self._clock = clock
        self._mint = mint
        self._token: _Token | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Give the requests to send in order, and take their answers (httpx's protocol)."""
        token = self._token
        if token is None or self._clock() >= token.renew_at:
            token = yield from self._fetch()
        request.headers["Authorization"] = f"Bearer {token.value}"
        response = yield request
        if response.status_code == httpx.codes.UNAUTHORIZED:
            token = yield from self._fetch()
            request.headers["Authorization"] = f"Bearer {token.value}"
            yield request

    def _fetch(self) -> Generator[httpx.Request, httpx.Response, _Token]:
        asked_at = self._clock()
        response = yield self._token_request()
        with token_translated():
            response.raise_for_status()
        self._token = _token_of(response, asked_at)
        return self._token

    def _token_request(self) -> httpx.Request:
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": self._assertion(),
        }
        if self._scopes:
            form["scope"] = " ".join(self._scopes)
        headers = {"Accept": "application/json"}
        return httpx.Request("POST", self._token_url, data=form, headers=headers)

    def _assertion(self) -> str:
        now = int(self._clock())
        claims = {
            "iss": self._client_id,
            "sub": self._client_id,
            "aud": self._audience,
            "jti": self._mint(),
            "iat": now,
            "exp": now + self.ASSERTION_LIFETIME,
        }
        return jwt.encode({"alg": "RS256"}, claims, self._key)


def _loaded(private_key: str | bytes | RSAPrivateKey, password: bytes | None) -> RSAPrivateKey:
    if isinstance(private_key, RSAPrivateKey):
        return private_key
    pem = private_key.encode() if isinstance(private_key, str) else private_key
    try:
        key = load_pem_private_key(pem, password)
    except (ValueError, TypeError) as error:
        raise UnusableKey(f"the private key cannot be loaded: {error}") from error
    if not isinstance(key, RSAPrivateKey):
        raise UnusableKey("the private key is not an RSA key")
    return key


def _token_of(response: httpx.Response, asked_at: float) -> _Token:
    """Read the token; one that does not say how long it lives is used once."""
    try:
        members = Members(response.json(), "token")
        value = members.require(members.text, "access_token")
        lifetime = members.number("expires_in") or 0
    except (ValueError, UnreadableAnswer) as error:
        raise TokenUnavailable("the token server answered without a token") from error
    return _Token(value, asked_at + lifetime - ClientCredentials.RENEW_BEFORE)
