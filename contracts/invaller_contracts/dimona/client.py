"""The reference client of Dimona, aimed at a workspace or at a real environment."""

from typing import Any

from invaller_clients import DimonaClient
from invaller_contracts.dimona.environment import CLIENT, CLIENTS
from invaller_contracts.oauth.client import credentials
from invaller_contracts.provider.target import Target, target_on
from invaller_contracts.simulator import Simulator


def dimona_client(
    place: Simulator | Target,
    client: str = "provider",
    kind: type[DimonaClient] = DimonaClient,
    **options: Any,
) -> DimonaClient:
    """A client that calls as a client of the workspace, by name, or as the one of a real place.

    On a simulator it advances the workspace's clock between two looks for a result, so that no
    time is lost. options: those of DimonaClient, in place of the ones that are right.
    """
    target = target_on(place)
    given: dict[str, Any] = {
        "transport": target.transport(),
        "wait": target.wait,
        "clock": target.seconds,
    }
    if "auth" not in options:
        variables = CLIENTS.get(client, CLIENT)
        given["auth"] = credentials(target, client, DimonaClient.SCOPES, variables=variables)
    return kind(target.urls["dimona"], **{**given, **options})
