"""The reference client's credentials, aimed at the token service of a workspace."""

from collections.abc import Sequence
from typing import Any

from invaller_clients import ClientCredentials, Clock
from invaller_contracts.simulator import Simulator


def token_url(sim: Simulator, version: str = "v5") -> str:
    """Where a workspace gives tokens."""
    return f"{sim.urls['oauth']}/{version}/token"


def seconds_of(sim: Simulator) -> Clock:
    """The clock of a workspace as clients take one: seconds since 1970."""

    def seconds() -> float:
        return sim.clock.now.timestamp()

    return seconds


def credentials(
    sim: Simulator, client: str = "provider", scopes: Sequence[str] = (), **options: Any
) -> ClientCredentials:
    """Sign as a client of a workspace, by the name of the client, on the workspace's clock.

    The audience is the one of production, as a client does that only changes its host.
    options: those of ClientCredentials, in place of the ones that are right.
    """
    given: dict[str, Any] = {
        "client_id": sim.credentials.client_id(client),
        "private_key": sim.credentials.private_key,
        "token_url": token_url(sim),
        "audience": ClientCredentials.TOKEN_URL,
        "scopes": scopes,
        "clock": seconds_of(sim),
    }
    return ClientCredentials(**{**given, **options})
