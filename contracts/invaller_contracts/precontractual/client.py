"""The reference client of precontractual data, aimed at a workspace or at a real environment."""

from typing import Any

from invaller_clients import PrecontractualClient
from invaller_contracts.oauth.client import credentials
from invaller_contracts.precontractual.environment import CLIENTS
from invaller_contracts.provider.target import Target, target_on
from invaller_contracts.simulator import Simulator


def precontractual_client(
    place: Simulator | Target, client: str = "employer", **options: Any
) -> PrecontractualClient:
    """A client that calls as a client of the workspace, by name, or as the one of a real place.

    options: those of PrecontractualClient, in place of the ones that are right.
    """
    target = target_on(place)
    given: dict[str, Any] = {"transport": target.transport()}
    if "auth" not in options:
        variables = CLIENTS.get(client, CLIENTS["employer"])
        given["auth"] = credentials(target, client, variables=variables)
    return PrecontractualClient(target.urls["precontractual"], **{**given, **options})
