"""The reference client of precontractual data, aimed at a workspace."""

from typing import Any

from invaller_clients import PrecontractualClient
from invaller_contracts.connections import connection
from invaller_contracts.oauth.client import credentials
from invaller_contracts.simulator import Simulator


def precontractual_client(
    sim: Simulator, client: str = "employer", **options: Any
) -> PrecontractualClient:
    """A client that calls as a client of the workspace, by name.

    options: those of PrecontractualClient, in place of the ones that are right.
    """
    given: dict[str, Any] = {"auth": credentials(sim, client), "transport": connection()}
    return PrecontractualClient(sim.urls["precontractual"], **{**given, **options})
