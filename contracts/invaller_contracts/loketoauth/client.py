"""The reference client's authorization, aimed at the token service of a workspace."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from invaller_clients import Clock
from invaller_clients.loketoauth import LoketAuthorization, LoketTokens
from invaller_contracts.provider.target import Target
from invaller_contracts.simulator import Simulator

USER = "m.lindeman@delinde.example"
"""A user of a provider who may do everything there."""

PASSWORD = "welkom"


def clock_of(sim: Simulator) -> Clock:
    """The clock of a workspace as clients take one: seconds since 1970."""

    def seconds() -> float:
        return sim.clock.now.timestamp()

    return seconds


def authorization(
    sim: Simulator, application: str = "partner", clock: Clock | None = None
) -> LoketAuthorization:
    """An application of a workspace, to which nobody has signed in yet.

    clock: in place of the workspace's, which is asked before each call.
    """
    known = sim.credentials.applications[application]
    return LoketAuthorization(
        known["clientId"],
        known["secret"],
        url=sim.urls["loketoauth"],
        clock=clock_of(sim) if clock is None else clock,
    )


def signed_in(
    sim: Simulator, username: str = USER, clock: Clock | None = None
) -> LoketAuthorization:
    """An application to which a user has signed in with a password. clock: see authorization."""
    auth = authorization(sim, clock=clock)
    auth.use_password(username, PASSWORD)
    return auth


_HANDED_OVER: dict[str, LoketAuthorization] = {}
"""Authorizations at URLs by the refresh token that was handed over: a newer one replaces it."""


def authorized(target: Target) -> LoketAuthorization:
    """An application for which the user of a target has signed in."""
    if target.simulator is not None:
        return signed_in(target.simulator)
    given = target.value("INVALLER_LOKET_REFRESH_TOKEN")
    if given not in _HANDED_OVER:
        _HANDED_OVER[given] = LoketAuthorization(
            target.value("INVALLER_LOKET_CLIENT_ID"),
            target.value("INVALLER_LOKET_CLIENT_SECRET"),
            url=target.urls["loketoauth"],
            tokens=LoketTokens("", given, "None", 0.0),
        )
    return _HANDED_OVER[given]


def come_back(
    sim: Simulator, url: str, username: str = USER, state: str = "None"
) -> dict[str, Any]:
    """Sign in on the page at a URL; gives what the browser brings back in its query."""
    form = {"username": username, "password": PASSWORD, "two_factor_state": state}
    answer = sim.http.post(url, data=form)
    assert answer.status_code == 302, answer.text
    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    return {name: texts[-1] for name, texts in query.items()}
