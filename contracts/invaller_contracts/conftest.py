"""What all contracts share: whose word a story is, and where it can run.

    @pytest.mark.truth("documented")

`verified`: seen on the vendor's own service, or in a client that works against it;
`documented`: the vendor's document says so; `assumed`: nobody says it, the simulator chose.
A module can say it for all its stories with `pytestmark`; the story's own word counts.

    @pytest.mark.anywhere(writes=True)

The story also runs at a vendor's environment (`--target URL`): it uses the fixture `target` and
never steers a simulator. `writes`: it leaves traces there. `generated`: its calls are made up;
their answers are held against the specification and recorded, but not compared with those of
a simulator, which does not know what the environment knows. A parameter can carry the marker
too (`pytest.param(..., marks=pytest.mark.anywhere(generated=True, writes=True))`), beside the
test's own.
"""

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

import pytest

from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.provider.run import api_of
from invaller_contracts.provider.stories import (
    answered,
    choose,
    differing,
    ended,
    halve,
    says,
    strictnesses,
    target_of,
    the_run,
)
from invaller_contracts.provider.target import Target

if TYPE_CHECKING:
    from invaller_contracts.exploring import Exploration
    from invaller_contracts.simulator import SimulatorServer

TRUTHS = ("verified", "documented", "assumed")


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers of contracts, also where they are run outside a checkout."""
    config.addinivalue_line("markers", f"truth(word): whose word a story is: {', '.join(TRUTHS)}")
    config.addinivalue_line("markers", "behaviour(*ids): the ledger entries that a test proves")
    config.addinivalue_line(
        "markers",
        "anywhere(writes=False, generated=False): for simulators and real environments alike",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a story that can run anywhere in two halves, at the URL and on a simulator."""
    halve(metafunc)
    strictnesses(metafunc)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse a story that does not say on whose word it stands; skip what has no place here."""
    run = the_run(config)
    for item in items:
        choose(run, item)
        if not item.path.name.startswith("test_stories"):
            continue
        marker = item.get_closest_marker("truth")
        if marker is None or len(marker.args) != 1 or marker.args[0] not in TRUTHS:
            words = " or ".join(TRUTHS)
            raise pytest.UsageError(f"{item.nodeid}: mark it truth({words})")


@pytest.fixture
def target(request: pytest.FixtureRequest) -> Iterator[Target]:
    """Where the story runs: the workspace of `sim`, or a real environment."""
    yield from target_of(request)


@pytest.fixture(scope="module")
def strictness(request: pytest.FixtureRequest) -> str:
    """Of the workspace that a module explores."""
    return str(getattr(request, "param", "lenient"))


@pytest.fixture(scope="module")
def explored_workspace(
    request: pytest.FixtureRequest, sim_server: "SimulatorServer", strictness: str
) -> "Iterator[Exploration]":
    """What `explored(sim)` of a test module makes of a workspace, whose state is `start`."""
    api = api_of(request.path)
    settings = {**DEFAULTS, "id": f"properties-{api}-{strictness}", "strictness": strictness}
    sim = sim_server.create(settings)
    found: Exploration = request.module.explored(sim)
    sim.snapshot("start")
    yield found
    sim_server.delete(sim)


@pytest.fixture
def exploration(
    request: pytest.FixtureRequest, target: Target, strictness: str
) -> "Iterator[Exploration]":
    """What a test module explores: its workspace as it was at the start, or an environment.

    Of an environment `explored_there(target, writes)` of the module gives it, which takes back
    what it made. strictness: of the workspace. writes: whether the test may leave traces.
    """
    if target.simulator is not None:
        target.simulator.restore("start")
        yield request.getfixturevalue("explored_workspace")
    else:
        yield from request.module.explored_there(target, says(request.node, "writes"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    """A story that a fixture of it skips has no other half."""
    try:
        yield
    except pytest.skip.Exception:
        ended(item, "skipped")
        raise


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Hold what a simulator answered against what was recorded at the URL."""
    try:
        yield
    except BaseException as error:
        ended(item, "skipped" if isinstance(error, pytest.skip.Exception) else "failed")
        item.add_report_section("call", "exchanges with the environment", answered(item))
        item.add_report_section("call", "differences", "\n".join(differing(item)))
        raise
    ended(item, "passed")
    told = differing(item)
    if told:
        pytest.fail("\n".join(told), pytrace=False)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Write the recording, and say where it is."""
    written = the_run(config).written(config.invocation_params.dir)
    if written is not None:
        terminalreporter.write_line(f"recorded in {written}")
