"""pytest plugin: a simulator for a test run, and a fresh workspace of it for every test.

    def test_declares(sim):
        sim.http.get("/REST/dimona/v2/declarations/1", headers=sim.credentials.bearer())

A test gets a frozen clock at a fixed instant, so that it sees the same bytes every time;
`@pytest.mark.sim(now="2025-07-01T09:00:00+02:00", strictness="strict")` changes that.
What is costly to import is imported when a test asks for a simulator.
"""

import re
import warnings
from collections.abc import Generator, Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from invaller_contracts.simulator import Simulator, SimulatorServer

DEFAULTS = {"clock": "frozen", "now": "2025-03-03T09:00:00+01:00", "seed": "1"}
"""Settings of a test's workspace unless its marker says otherwise."""

_MARKER = (
    "sim(seed=, now=, clock=, processing=, strictness=, registers=, switches=): "
    "settings of the workspace that the fixture `sim` makes"
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run use a simulator that is running already."""
    group = parser.getgroup("invaller", "simulators of HR and payroll APIs")
    group.addoption("--sim-url", help="use the simulator at this URL instead of starting one")
    group.addoption("--sim-token", help="operator token of that simulator, beyond loopback")
    group.addoption(
        "--target",
        default="simulator",
        help="where the stories of invaller_contracts run: simulator, or the URL of a vendor's "
        "acceptance environment",
    )
    group.addoption(
        "--allow-writes", action="store_true", help="let stories leave traces at that URL"
    )
    group.addoption("--recording", metavar="FILE", help="write what was answered at the URL")
    group.addoption(
        "--compare", metavar="FILE", help="compare the simulator with an earlier recording"
    )
    group.addoption(
        "--contracts-junit", metavar="FILE", help="write a JUnit report with a case a call"
    )
    group.addoption(
        "--contracts-html", metavar="FILE", help="write a page: called, promised, happened"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker, so that --strict-markers knows it; refuse a target that cannot be.

    Raises UsageError for a target that is no URL, and for several processes at one.
    """
    config.addinivalue_line("markers", _MARKER)
    files = [config.getoption(f"--contracts-{name}") for name in ("junit", "html")]
    if any(files):
        from invaller_contracts.provider.reporting import StoryReports

        config.pluginmanager.register(StoryReports(*files), "invaller-reports")
    target = config.getoption("--target")
    if target == "simulator":
        return
    if not target.startswith(("http://", "https://")):
        raise pytest.UsageError(f"--target {target}: give a URL, or simulator")
    if hasattr(config, "workerinput") or config.getoption("dist", "no") != "no":
        raise pytest.UsageError(
            f"--target {target}: a real environment is called by one process; leave -n out"
        )


@pytest.fixture(scope="session")
def sim_server(request: pytest.FixtureRequest) -> "Iterator[SimulatorServer]":
    """A running simulator: one of this process, or the one of --sim-url."""
    from invaller_contracts.simulator import SimulatorServer

    given = request.config.getoption("--sim-url")
    if given:
        with SimulatorServer(given, request.config.getoption("--sim-token")) as server:
            yield server
        return
    with warnings.catch_warnings():
        # What connexion says about its own libraries is no concern of whoever tests a client. The
        # server would load it in its thread, where the filters of a test count.
        warnings.simplefilter("ignore")
        from invaller.serving.pipeline import Pipeline
        from invaller_contracts.local_server import fresh_server

        Pipeline.prepare()

    with fresh_server() as url, SimulatorServer(url) as server:
        yield server


@pytest.fixture
def sim(request: pytest.FixtureRequest, sim_server: "SimulatorServer") -> "Iterator[Simulator]":
    """A workspace of this test's own, forgotten afterwards."""
    settings = settings_of(request.node)
    if not request.config.getoption("--sim-url"):
        # Credentials derive from the name: with one of its own a test sees the same ones
        # whatever ran before it. A shared server names workspaces itself.
        settings["id"] = _name_of(request.node.nodeid)
    simulator = sim_server.create(settings)
    yield simulator
    sim_server.delete(simulator)


def settings_of(node: pytest.Item) -> dict[str, Any]:
    """The settings of a test's workspace: of its markers, the nearest first, else DEFAULTS."""
    settings: dict[str, Any] = {**DEFAULTS}
    for marker in reversed(list(node.iter_markers("sim"))):
        if marker.args:
            raise pytest.UsageError(f"{_MARKER}: every setting is named, {marker.args} are not")
        settings |= marker.kwargs
    # A seed is text on the wire; a number reads better in a marker.
    return {**settings, "seed": str(settings["seed"])}


def _name_of(node_id: str) -> str:
    """A workspace name out of a test's id: readable, unique, and the same in every run."""
    words = re.sub(r"[^A-Za-z0-9]+", "-", node_id.rpartition("::")[2]).strip("-")[:60]
    digest = blake2b(node_id.encode("utf-8", "replace"), digest_size=4).hexdigest()
    return f"{words}-{digest}".lstrip("-")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add the last exchanges to the report of a test that failed with a simulator in hand."""
    report = yield
    if report.failed and call.when == "call":
        in_hand = getattr(item, "funcargs", {})
        simulator = in_hand.get("sim") or getattr(in_hand.get("target"), "simulator", None)
        if simulator is not None:
            from invaller_contracts.failure_report import TITLE, failure_report

            report.sections.append((TITLE, failure_report(simulator)))
    return report
