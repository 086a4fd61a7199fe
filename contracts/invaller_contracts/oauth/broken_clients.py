"""Clients of the token service with one bad habit each, and ones without any.

What they do with their tokens is consult a period of Dimona.
"""

from collections.abc import Generator
from contextlib import suppress
from typing import Any

import httpx

from invaller_clients import ClientCredentials, DimonaClient, InvallerClientError
from invaller_contracts.consumer.broken import BrokenClient, Drive, HealthyClient, Tampered
from invaller_contracts.dimona.client import dimona_client
from invaller_contracts.dimona.samples import HOTEL_PERIOD
from invaller_contracts.oauth.client import credentials, seconds_of, token_url
from invaller_contracts.simulator import Simulator

CONSULT = "scope:dimona:declaration:consult"


def _consult(sim: Simulator, **options: Any) -> None:
    """Read a period three times, of which the last time when a token is old."""
    with dimona_client(sim, **options) as dimona, suppress(InvallerClientError):
        dimona.period(HOTEL_PERIOD)
        dimona.period(HOTEL_PERIOD)
        sim.clock.advance("PT4M53S")
        dimona.period(HOTEL_PERIOD)


def _signing(**wrong: Any) -> Drive:
    """A client whose credentials are made with something wrong."""
    return lambda sim: _consult(sim, auth=credentials(sim, **wrong))


def _by_version_3(sim: Simulator) -> None:
    _consult(sim, auth=credentials(sim, token_url=token_url(sim, "v3")))


def _without_assertion_type(request: httpx.Request) -> httpx.Request:
    if not request.url.path.endswith("/token"):
        return request
    request.read()
    form = request.content.replace(b"jwt-bearer", b"saml2-bear")
    return httpx.Request("POST", request.url, headers=request.headers, content=form)


def _token_in_the_url(request: httpx.Request) -> httpx.Request:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme == "Bearer":
        request.url = request.url.copy_merge_params({"access_token": token})
        del request.headers["authorization"]
    return request


class _Forgetful(httpx.Auth):
    """Asks a token for every call."""

    requires_response_body = True

    def __init__(self, sim: Simulator) -> None:
        self._sim = sim

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Begin anew each time."""
        return credentials(self._sim, scopes=DimonaClient.SCOPES).auth_flow(request)


class _Stubborn(httpx.Auth):
    """Keeps its first token, also when it is refused."""

    requires_response_body = True

    def __init__(self, credentials: ClientCredentials) -> None:
        self._credentials = credentials
        self._authorization: str | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send what was sent before, twice when it is refused."""
        if self._authorization is None:
            yield from self._credentials.auth_flow(request)
            self._authorization = request.headers["Authorization"]
            return
        request.headers["Authorization"] = self._authorization
        response = yield request
        if response.status_code == httpx.codes.UNAUTHORIZED:
            yield request


def _stubborn(sim: Simulator) -> None:
    with dimona_client(sim, auth=_Stubborn(credentials(sim))) as dimona:
        dimona.period(HOTEL_PERIOD)
        sim.clock.advance("PT5M")
        with suppress(InvallerClientError):
            dimona.period(HOTEL_PERIOD)


def _late(sim: Simulator) -> None:
    """The clock of this client goes a tenth too slow: its token is refused, once."""
    seconds = seconds_of(sim)
    began = seconds()

    def slow() -> float:
        return began + 0.9 * (seconds() - began)

    auth = credentials(sim, scopes=[CONSULT], clock=slow)
    with dimona_client(sim, auth=auth) as dimona:
        dimona.period(HOTEL_PERIOD)
        sim.clock.advance("PT5M5S")
        dimona.period(HOTEL_PERIOD)


def _two_processes(sim: Simulator) -> None:
    """Two processes of one client have a token each, and use both."""
    with dimona_client(sim) as first, dimona_client(sim) as second:
        for dimona in (first, second, first, second):
            dimona.period(HOTEL_PERIOD)


HEALTHY = (
    HealthyClient("uses a token until it is old", _consult),
    HealthyClient("gets a new token when the old one is refused", _late),
    HealthyClient("runs as two processes, each with its token", _two_processes),
)

BROKEN = (
    BrokenClient(
        "oauth.client.valid-by-specification",
        "asks tokens with another client_assertion_type",
        lambda sim: _consult(sim, transport=Tampered(_without_assertion_type)),
    ),
    BrokenClient(
        "oauth.client.assertion-proves-identity",
        "signs for another token service",
        _signing(audience="https://example.org/token"),
    ),
    BrokenClient(
        "oauth.client.assertion-serves-once",
        "gives every assertion the same id",
        _signing(mint=lambda: "one"),
    ),
    BrokenClient(
        "oauth.client.asks-own-scopes",
        "asks a scope of somebody else",
        _signing(scopes=["scope:of:somebody:else"]),
    ),
    BrokenClient("oauth.client.current-version", "asks its tokens at version 3", _by_version_3),
    BrokenClient(
        "oauth.client.token-in-the-header",
        "sends its token in the URL",
        lambda sim: _consult(sim, transport=Tampered(_token_in_the_url)),
        # There it counts as none.
        also=("dimona.client.token-with-every-call",),
    ),
    BrokenClient(
        "oauth.client.token-reused",
        "asks a token for every call",
        lambda sim: _consult(sim, auth=_Forgetful(sim)),
    ),
    BrokenClient(
        "oauth.client.refused-token-not-repeated",
        "sends an expired token again",
        _stubborn,
    ),
)
