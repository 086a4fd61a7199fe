"""The reference client of GIR, aimed at a workspace."""

from typing import Any

from invaller_clients.gir import Gir
from invaller_contracts.connections import connection
from invaller_contracts.simulator import Simulator

LOGIN = ("isis", "isis-simulator")
"""A user of every new workspace, with its password."""


def gir_client(sim: Simulator, **options: Any) -> Gir:
    """A client that calls as the user of LOGIN; options: those of Gir, instead of what is right."""
    given: dict[str, Any] = {"user": LOGIN[0], "password": LOGIN[1], "transport": connection()}
    return Gir(sim.urls["gir"], **{**given, **options})
