"""What all contracts share: whose word a story is, and where it can run.

    @pytest.mark.truth("documented")

`verified`: seen on the vendor's own service, or in a client that works against it;
`documented`: the vendor's document says so; `assumed`: nobody says it, the simulator chose.
A module can say it for all its stories with `pytestmark`; the story's own word counts.

    @pytest.mark.anywhere(writes=True)

The story also runs at a vendor's environment (`--target URL`): it uses the fixture `target` and
never steers a simulator. `writes`: it leaves traces there.
"""

from collections.abc import Generator, Iterator

import pytest

from invaller_contracts.provider.stories import (
    answered,
    choose,
    differing,
    ended,
    halve,
    target_of,
    the_run,
)
from invaller_contracts.provider.target import Target

TRUTHS = ("verified", "documented", "assumed")


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers of contracts, also where they are run outside a checkout."""
    config.addinivalue_line("markers", f"truth(word): whose word a story is: {', '.join(TRUTHS)}")
    config.addinivalue_line("markers", "behaviour(*ids): the ledger entries that a test proves")
    config.addinivalue_line(
        "markers", "anywhere(writes=False): a story for simulator and real environments alike"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a story that can run anywhere in two halves, at the URL and on a simulator."""
    halve(metafunc)


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
