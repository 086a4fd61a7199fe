"""Clients of the token service of Loket with one bad habit each, and ones without any.

What they do with their tokens is list the employers of a user.
"""

from collections.abc import Callable
from contextlib import suppress

from invaller_clients import InvallerClientError
from invaller_clients.loketoauth import LoketAuthorization
from invaller_contracts.consumer.broken import BrokenClient, Drive, HealthyClient
from invaller_contracts.loket.driving import client_of
from invaller_contracts.loketoauth.client import (
    PASSWORD,
    USER,
    authorization,
    come_back,
    signed_in,
)
from invaller_contracts.simulator import Simulator

REDIRECT = "https://partner.example/callback"


def _work(sim: Simulator, auth: LoketAuthorization) -> None:
    """List employers with the token at hand."""
    with client_of(sim, auth=auth) as loket:
        loket.call("GetEmployersByUserId")


def _works_for_hours(sim: Simulator) -> None:
    """Sign in once, and refresh each hour."""
    auth = signed_in(sim)
    for _ in range(3):
        _work(sim, auth)
        sim.clock.advance("PT59M")


def _by_code(sim: Simulator) -> None:
    auth = authorization(sim)
    auth.use_code(come_back(sim, auth.sign_in_url(REDIRECT, "s"))["code"], REDIRECT)
    _work(sim, auth)


def _signs_in_again(sim: Simulator) -> None:
    """The refresh token is refused: the user signs in again."""
    auth = signed_in(sim)
    _work(sim, auth)
    sim.faults.add(effect={"status": 400}, api="loketoauth", times=1)
    sim.clock.advance("PT1H")
    with suppress(InvallerClientError):
        _work(sim, auth)
    auth.use_password(USER, PASSWORD)
    _work(sim, auth)


def _two_users(sim: Simulator) -> None:
    for username in (USER, "k.kijker@delinde.example"):
        _work(sim, signed_in(sim, username))


def _two_processes(sim: Simulator) -> None:
    """Two processes sign in as the same user, and both work on."""
    first, second = signed_in(sim), signed_in(sim)
    for auth in (first, second, first, second):
        _work(sim, auth)


HEALTHY = (
    HealthyClient("refreshes its token each hour", _works_for_hours),
    HealthyClient("signs in on the page", _by_code),
    HealthyClient("signs in again when it must", _signs_in_again),
    HealthyClient("works for two users", _two_users),
    HealthyClient("runs as two processes", _two_processes),
)


def _asking(ask: Callable[[LoketAuthorization], object], application: str = "partner") -> Drive:
    """A client that asks for tokens in a wrong way."""

    def drive(sim: Simulator) -> None:
        with suppress(InvallerClientError):
            ask(authorization(sim, application))

    return drive


def _as_json(sim: Simulator) -> None:
    form = {"grant_type": "password", "username": USER, "password": PASSWORD}
    sim.http.post(sim.urls["loketoauth"] + "/token", json=form)


def _implicit(sim: Simulator) -> None:
    known = sim.credentials.applications["partner"]
    query = {"client_id": known["clientId"], "redirect_uri": REDIRECT, "response_type": "token"}
    sim.http.get(sim.urls["loketoauth"] + "/authorize", params=query)


def _trades_twice(sim: Simulator) -> None:
    auth = authorization(sim)
    code = come_back(sim, auth.sign_in_url(REDIRECT, "s"))["code"]
    for _ in range(2):
        with suppress(InvallerClientError):
            auth.use_code(code, REDIRECT)


def _refreshes_always(sim: Simulator) -> None:
    auth = signed_in(sim)
    for _ in range(2):
        auth.refresh()
        _work(sim, auth)


def _signs_in_always(sim: Simulator) -> None:
    for _ in range(2):
        _work(sim, signed_in(sim))


def _keeps_the_first(sim: Simulator) -> None:
    auth = signed_in(sim)
    first = auth.tokens
    for _ in range(2):
        _work(sim, auth)
        sim.clock.advance("PT1H")
        auth.tokens = first
        auth.refresh()


def _broken(name: str, title: str, drive: Drive) -> BrokenClient:
    return BrokenClient(f"loketoauth.client.{name}", title, drive)


BROKEN = (
    _broken("valid-by-specification", "asks tokens with JSON", _as_json),
    _broken(
        "valid-by-specification",
        "sends no user name",
        _asking(lambda auth: auth.use_password("", PASSWORD)),
    ),
    _broken("valid-by-specification", "wants a token from the page", _implicit),
    _broken(
        "own-grants",
        "signs in by password without having it enabled",
        _asking(lambda auth: auth.use_password(USER, PASSWORD), "extern"),
    ),
    _broken("code-used-once", "trades a code twice", _trades_twice),
    _broken("token-serves-until-expiry", "refreshes before every call", _refreshes_always),
    _broken("refreshes", "signs in for every call", _signs_in_always),
    _broken("newest-refresh-token", "keeps the first refresh token for ever", _keeps_the_first),
)
