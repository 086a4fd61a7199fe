"""Access tokens of Loket.nl: authorization code, refresh token, password (Loket API V2).

A user signs in on a page of Loket.nl and comes back with a code; the tokens that it is traded
for go with every call, and are refreshed before they expire.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

import httpx

from .errors import TokenUnavailable, UnreadableAnswer
from .reading import Members
from .translation import token_translated

Clock = Callable[[], float]
"""Seconds since 1970; a simulator's clock can stand in for the wall clock."""


@dataclass(frozen=True, slots=True)
class LoketTokens:
    """What the token endpoint gives. expires_at: seconds since 1970 on the client's clock."""

    access_token: str
    refresh_token: str
    two_factor_state: str
    expires_at: float


class LoketAuthorization(httpx.Auth):
    """Puts a bearer token of a user on every request, and refreshes it in time.

    Sign in first, with a code or (for few clients) a password, or hand over tokens that were
    kept. A 401 is answered once with a refreshed token. Raises TokenError.
    """

    URL: ClassVar[str] = "https://oauth.loket.nl"

    RENEW_BEFORE: ClassVar[float] = 60.0
    """Seconds before its expiry that a token is no longer used."""

    requires_response_body = True

    def __init__(
        self,
        client_id: str,
        client_secret: str | None = None,
        *,
        url: str = URL,
        tokens: LoketTokens | None = None,
        clock: Clock = time.time,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Be `client_id` at the token service below `url`; `tokens` go on where they were."""
        self._client = {"client_id": client_id}
        if client_secret is not None:
            self._client["client_secret"] = client_secret
        self._url = url.rstrip("/")
        self._clock = clock
        self._transport = transport
        self.tokens = tokens

    def sign_in_url(self, redirect_uri: str, state: str) -> str:
        """Where to send the user's browser; it comes back to `redirect_uri` with the state."""
        query = {
            "response_type": "code",
            "client_id": self._client["client_id"],
            "redirect_uri": redirect_uri,
            "state": state,
        }
        return f"{self._url}/authorize?{urlencode(query)}"

    def use_code(self, code: str, redirect_uri: str) -> LoketTokens:
        """Trade the code that a sign-in brought back. It serves once."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
        return self._ask(form)

    def use_password(self, username: str, password: str) -> LoketTokens:
        """Sign in without a page; for clients that have it enabled."""
        return self._ask({"grant_type": "password", "username": username, "password": password})

    def refresh(self) -> LoketTokens:
        """New tokens for the refresh token at hand. Raises TokenUnavailable without one."""
        return self._ask(self._refresh_form())

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Give the requests to send in order, and take their answers (httpx's protocol)."""
        if self.tokens is None:
            raise TokenUnavailable("nobody has signed in yet")
        if self._clock() >= self.tokens.expires_at - self.RENEW_BEFORE:
            yield from self._refreshed()
        request.headers["Authorization"] = f"Bearer {self.tokens.access_token}"
        response = yield request
        if response.status_code == httpx.codes.UNAUTHORIZED:
            yield from self._refreshed()
            request.headers["Authorization"] = f"Bearer {self.tokens.access_token}"
            yield request

    def _refreshed(self) -> Generator[httpx.Request, httpx.Response, None]:
        asked_at = self._clock()
        response = yield self._request(self._refresh_form())
        self._take(response, asked_at)

    def _refresh_form(self) -> dict[str, str]:
        if self.tokens is None:
            raise TokenUnavailable("nobody has signed in yet")
        return {"grant_type": "refresh_token", "refresh_token": self.tokens.refresh_token}

    def _ask(self, form: Mapping[str, str]) -> LoketTokens:
        with httpx.Client(transport=self._transport) as http, token_translated():
            asked_at = self._clock()
            return self._take(http.send(self._request(form)), asked_at)

    def _request(self, form: Mapping[str, str]) -> httpx.Request:
        headers = {"Accept": "application/json"}
        data = {**form, **self._client}
        return httpx.Request("POST", f"{self._url}/token", data=data, headers=headers)

    def _take(self, response: httpx.Response, asked_at: float) -> LoketTokens:
        with token_translated():
            response.raise_for_status()
        try:
            members = Members(response.json(), "token")
            self.tokens = LoketTokens(
                members.require(members.text, "access_token"),
                members.require(members.text, "refresh_token"),
                members.text("two_factor_state") or "None",
                asked_at + (members.number("expires_in") or 0),
            )
        except (ValueError, UnreadableAnswer) as error:
            raise TokenUnavailable("the token server answered without tokens") from error
        return self.tokens
