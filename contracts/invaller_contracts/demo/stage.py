"""What a step of the walk works with: a workspace, its clients, and what went before."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from invaller_clients import DimonaClient, LoketClient, PrecontractualClient, PrismaClient
from invaller_contracts.dimona.client import dimona_client
from invaller_contracts.local_server import fresh_server
from invaller_contracts.loket.client import loket_client
from invaller_contracts.precontractual.client import precontractual_client
from invaller_contracts.prisma.client import prisma_client
from invaller_contracts.simulator import Simulator, SimulatorServer

Document = dict[str, Any]

OPENING = "2019-09-19T10:00:00+02:00"
"""When the walk begins: the day before the worker of Dimona WS REST v2, 7.1.1 starts."""


@dataclass
class Stage:
    """A workspace in the hands of a mandatary (Dimona), an employer (precontractual data), an
    integrator (Link2Prisma) and a payroll office (Loket).

    clients: what the stage closes in the end; numbers, ids: of periods, daily registrations,
    workers and employments that later steps go on with, by a name.
    """

    sim: Simulator
    dimona: DimonaClient
    employer: PrecontractualClient
    clients: ExitStack
    numbers: dict[str, int] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    @cached_property
    def prisma(self) -> PrismaClient:
        """The client of the integrator, with a certificate of the day on which it first calls."""
        return self.clients.enter_context(prisma_client(self.sim, user="INTEGRATOR"))

    @cached_property
    def loket(self) -> LoketClient:
        """The client of a user of the payroll office, who signs in on the first call."""
        return self.clients.enter_context(loket_client(self.sim))

    def move_to(self, instant: str) -> None:
        """Let the clock go forward to an instant; not at all when it has passed."""
        if datetime.fromisoformat(instant) > self.sim.clock.now:
            self.sim.clock.set(instant)

    def exchanges(self) -> list[Document]:
        """The exchanges since this was asked before, whole, in their order."""
        exchanges = self.sim.requests.find()
        self.sim.requests.clear()
        return exchanges


@contextmanager
def staged(server: SimulatorServer) -> Iterator[Stage]:
    """A stage in a fresh workspace with a frozen clock."""
    sim = server.create({"id": "demo", "seed": "1", "clock": "frozen", "now": OPENING})
    try:
        with ExitStack() as clients:
            dimona = clients.enter_context(dimona_client(sim))
            employer = clients.enter_context(precontractual_client(sim))
            yield Stage(sim, dimona, employer, clients)
    finally:
        server.delete(sim)


@contextmanager
def fresh_stage() -> Iterator[Stage]:
    """A stage on a server of its own."""
    with fresh_server() as url, SimulatorServer(url) as server, staged(server) as stage:
        yield stage
