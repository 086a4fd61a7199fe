"""The client that the stories of Loket are told with, and what they are about."""

from collections.abc import Iterator

import pytest

from invaller_contracts.loket.casting import Cast
from invaller_contracts.loket.client import CheckedLoketClient, loket_client
from invaller_contracts.loket.environment import EMPLOYEE, EMPLOYER
from invaller_contracts.loket.known import Known
from invaller_contracts.loket.payrolling import Payroll
from invaller_contracts.loket.preparing import ADDED, PREPARATIONS
from invaller_contracts.loket.reading import Reading
from invaller_contracts.loket.samples import Nursery
from invaller_contracts.loket.sweeping import Sweep
from invaller_contracts.loket.telling import tidy_client
from invaller_contracts.loket.walking import Walk
from invaller_contracts.loketoauth.client import signed_in
from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.provider.stories import target_of, the_run
from invaller_contracts.provider.target import OnSimulator, Target
from invaller_contracts.simulator import Simulator, SimulatorServer


@pytest.fixture
def loket(target: Target) -> Iterator[CheckedLoketClient]:
    """The reference client of a user who may do everything at the employer; at a URL it takes back
    what it wrote.
    """
    yield from tidy_client(target)


@pytest.fixture
def cast(target: Target, loket: CheckedLoketClient) -> Cast:
    """Whom stories are about that run anywhere."""
    return Cast.of(target, loket)


@pytest.fixture
def payroll(target: Target, loket: CheckedLoketClient, cast: Cast) -> Payroll:
    """The payroll administration of the employment that they are about."""
    return Payroll(target, loket, cast)


@pytest.fixture
def nursery(loket: CheckedLoketClient) -> Nursery:
    """The employer that the stories are about."""
    return Nursery(loket)


@pytest.fixture(scope="module")
def swept_sim(request: pytest.FixtureRequest, sim_server: SimulatorServer) -> Iterator[Simulator]:
    """A workspace of one module, in which everything exists."""
    name = request.module.__name__.rpartition(".")[2].replace("_", "-")
    sim = sim_server.create({**DEFAULTS, "id": f"{name}-loket"})
    yield sim
    sim_server.delete(sim)


@pytest.fixture(scope="module")
def swept(swept_sim: Simulator) -> Iterator[Sweep]:
    """Calls in that workspace, with a snapshot of how it was."""
    # Its clock stands still but for work that is waited for, and a 401 renews a token too.
    with loket_client(swept_sim, auth=signed_in(swept_sim, clock=lambda: 0.0)) as loket:
        swept_sim.snapshot("start")
        settle = swept_sim.clock.run_until_idle
        yield Sweep(loket, Known(loket), PREPARATIONS, ADDED, settle)


@pytest.fixture(scope="module")
def walks() -> dict[str, Walk]:
    """What was found at real environments while a module ran, by base URL."""
    return {}


@pytest.fixture
def target(request: pytest.FixtureRequest) -> Iterator[Target]:
    """Where the story runs; on a simulator, a sweep has one workspace for its whole module."""
    if "sweep" in request.fixturenames and not the_run(request.config).halves:
        yield OnSimulator(request.getfixturevalue("swept_sim"))
    else:
        yield from target_of(request)


@pytest.fixture
def sweep(
    request: pytest.FixtureRequest, target: Target, walks: dict[str, Walk]
) -> Iterator[Sweep]:
    """The workspace, brought back to its start after what may have changed it; at a URL, what
    can be read there.
    """
    if target.simulator is None:
        with loket_client(target) as loket:
            yield Reading(target, loket, _walk(target, loket, walks))
        return
    swept: Sweep = request.getfixturevalue("swept")
    yield swept
    if swept.changed:
        target.simulator.restore("start")
        swept.changed = False


def _walk(target: Target, loket: CheckedLoketClient, walks: dict[str, Walk]) -> Walk:
    """The walk from a target's employer; raises AssertionError once when that one is not found."""
    url, name = target.urls["loket"], target.value(EMPLOYER)
    if url in walks:
        walks[url].loket = loket
        return walks[url]
    walks[url] = Walk(loket, name, int(target.value(EMPLOYEE)), target.today)
    if not walks[url].any("employer"):
        raise AssertionError(f"no employer of that user is called {name!r}: set {EMPLOYER}")
    return walks[url]
