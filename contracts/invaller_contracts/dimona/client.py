"""The reference client of Dimona, aimed at a workspace, whose clock it moves instead of waiting."""

from datetime import timedelta
from typing import Any

from invaller_clients import DimonaClient
from invaller_contracts.connections import connection
from invaller_contracts.oauth.client import credentials, seconds_of
from invaller_contracts.simulator import Simulator


def dimona_client(sim: Simulator, client: str = "provider", **options: Any) -> DimonaClient:
    """A client that calls as a client of the workspace, by name.

    Between two looks for a result it advances the workspace's clock, so no time is lost.
    options: those of DimonaClient, in place of the ones that are right.
    """
    given: dict[str, Any] = {
        "auth": credentials(sim, client, DimonaClient.SCOPES),
        "transport": connection(),
        "wait": lambda seconds: sim.clock.advance(timedelta(seconds=seconds)),
        "clock": seconds_of(sim),
    }
    return DimonaClient(sim.urls["dimona"], **{**given, **options})
