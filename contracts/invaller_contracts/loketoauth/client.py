"""The reference client's authorization, aimed at the token service of a workspace."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from invaller_clients import Clock
from invaller_clients.loketoauth import LoketAuthorization
from invaller_contracts.simulator import Simulator

USER = "m.lindeman@delinde.example"
"""A user of a provider who may do everything there."""

PASSWORD = "welkom"


def clock_of(sim: Simulator) -> Clock:
    """The clock of a workspace as clients take one: seconds since 1970."""

    def seconds() -> float:
        return sim.clock.now.timestamp()

    return seconds


def authorization(sim: Simulator, application: str = "partner") -> LoketAuthorization:
    """An application of a workspace, to which nobody has signed in yet."""
    known = sim.credentials.applications[application]
    return LoketAuthorization(
        known["clientId"], known["secret"], url=sim.urls["loketoauth"], clock=clock_of(sim)
    )


def signed_in(sim: Simulator, username: str = USER) -> LoketAuthorization:
    """An application to which a user has signed in with a password."""
    auth = authorization(sim)
    auth.use_password(username, PASSWORD)
    return auth


def come_back(
    sim: Simulator, url: str, username: str = USER, state: str = "None"
) -> dict[str, Any]:
    """Sign in on the page at a URL; gives what the browser brings back in its query."""
    form = {"username": username, "password": PASSWORD, "two_factor_state": state}
    answer = sim.http.post(url, data=form)
    assert answer.status_code == 302, answer.text
    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    return {name: texts[-1] for name, texts in query.items()}
