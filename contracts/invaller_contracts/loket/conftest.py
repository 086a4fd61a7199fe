"""The client that the stories of Loket are told with, and what they are about."""

from collections.abc import Iterator

import pytest

from invaller_contracts.loket.client import CheckedLoketClient, loket_client
from invaller_contracts.loket.preparing import ADDED, PREPARATIONS
from invaller_contracts.loket.samples import Nursery
from invaller_contracts.loket.sweeping import Sweep
from invaller_contracts.loketoauth.client import signed_in
from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.simulator import Simulator, SimulatorServer


@pytest.fixture
def loket(sim: Simulator) -> Iterator[CheckedLoketClient]:
    """The reference client of a user of provider De Linde who may do everything there."""
    with loket_client(sim) as client:
        yield client


@pytest.fixture
def nursery(loket: CheckedLoketClient) -> Nursery:
    """The employer that the stories are about."""
    return Nursery(loket)


@pytest.fixture(scope="module")
def swept(request: pytest.FixtureRequest, sim_server: SimulatorServer) -> Iterator[Sweep]:
    """A workspace of one module in which everything exists, and a snapshot of how it was."""
    name = request.module.__name__.rpartition(".")[2].replace("_", "-")
    sim = sim_server.create({**DEFAULTS, "id": f"{name}-loket"})
    # Its clock stands still but for work that is waited for, and a 401 renews a token too.
    with loket_client(sim, auth=signed_in(sim, clock=lambda: 0.0)) as loket:
        sim.snapshot("start")
        yield Sweep(sim, loket, PREPARATIONS, ADDED)
    sim_server.delete(sim)


@pytest.fixture
def sweep(swept: Sweep) -> Iterator[Sweep]:
    """The workspace, brought back to its start after what may have changed it."""
    yield swept
    if swept.changed:
        swept.sim.restore("start")
        swept.changed = False
