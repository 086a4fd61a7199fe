"""Clients of Dimona with one bad habit each, and one without any."""

from datetime import date

from invaller_contracts.consumer.broken import BrokenClient, HealthyClient
from invaller_contracts.dimona.client import dimona_client
from invaller_contracts.dimona.samples import SHOP, SMITH, ordinary
from invaller_contracts.simulator import Simulator

MARCH_10 = date(2025, 3, 10)


def _healthy(sim: Simulator) -> None:
    with dimona_client(sim) as dimona:
        dimona.in_(SHOP, SMITH, ordinary(MARCH_10))


def _impatient(sim: Simulator) -> None:
    with dimona_client(sim, wait=lambda seconds: sim.clock.advance("PT0.5S")) as dimona:
        dimona.in_(SHOP, SMITH, ordinary(MARCH_10))


HEALTHY = (HealthyClient("declares and waits for the result", _healthy),)

BROKEN = (
    BrokenClient(
        "dimona.client.waits-for-results", "looks for the result after half a second", _impatient
    ),
)
