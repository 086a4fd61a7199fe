"""Stories at a URL: which of them run, in which halves, and what becomes of what they recorded.

A story runs in two halves, which are compared. A generated test runs at the URL only: its calls
are made up from numbers that no simulator knows, so that what the two answer would differ
everywhere and tell nothing. Its answers are held against the specification, and recorded.
"""

import os
from collections.abc import Iterator

import pytest

from invaller.kernel.clock import render_instant
from invaller_contracts.plugin import settings_of
from invaller_contracts.provider.comparing import differences
from invaller_contracts.provider.environment import environments
from invaller_contracts.provider.recording import Story
from invaller_contracts.provider.run import (
    PACKAGE,
    URL,
    Run,
    api_of,
    data_of,
    key_of,
    run_of,
)
from invaller_contracts.provider.target import AtUrl, OnSimulator, Target

RUN = pytest.StashKey[Run]()

ONLY_SIMULATED = "only a simulator can be brought into the situation of this story"
GENERATED = "what these generated calls need, only a simulator has"
UNCOMPARED = "answers to generated calls are held against the specification, not compared"
WRITES = "it leaves traces in a real environment: allow that with --allow-writes"
OTHERS = "--compare runs the stories that can run anywhere"

STRICTNESSES = ("lenient", "strict")

_SHOWN, _BODY = 5, 400
"""Exchanges that a failure shows, and characters of an answer."""


def the_run(config: pytest.Config) -> Run:
    """The run of a session, read from its command line once."""
    if RUN not in config.stash:
        config.stash[RUN] = run_of(config, os.environ)
    return config.stash[RUN]


def halve(metafunc: pytest.Metafunc) -> None:
    """Make a story that can run anywhere two tests, when there is a URL or a recording.

    Of a generated test there is one, at the URL.
    """
    run = the_run(metafunc.config)
    if metafunc.definition.get_closest_marker("anywhere") is None:
        return
    if "target" not in metafunc.fixturenames or "sim" in metafunc.fixturenames:
        raise pytest.UsageError(
            f"{metafunc.definition.nodeid}: a story that can run anywhere uses `target`, not `sim`"
        )
    halves = run.halves
    if says(metafunc.definition, "generated"):
        halves = tuple(half for half in halves if half == URL)
    if halves:
        metafunc.parametrize("target", halves, indirect=True)


def strictnesses(metafunc: pytest.Metafunc) -> None:
    """Explore a simulator that is lenient and one that is strict; a real environment is one."""
    if "exploration" in metafunc.fixturenames and the_run(metafunc.config).url is None:
        metafunc.parametrize("strictness", STRICTNESSES, indirect=True, scope="module")


def says(item: pytest.Item, word: str) -> bool:
    """Whether a marker `anywhere` of a test, of its parameters or of its module says a word."""
    return any(marker.kwargs.get(word) for marker in item.iter_markers("anywhere"))


def choose(run: Run, item: pytest.Item) -> None:
    """Skip a test that has no place in this run, saying why."""
    if not run.halves or not item.path.is_relative_to(PACKAGE):
        return
    reason = _unfit(run, item)
    if reason:
        item.add_marker(pytest.mark.skip(reason=reason))


def _unfit(run: Run, item: pytest.Item) -> str:
    marker = item.get_closest_marker("anywhere")
    if marker is None and run.earlier:
        return OTHERS
    if marker is None:
        return GENERATED if item.path.name.startswith("test_properties") else ONLY_SIMULATED
    if run.earlier and says(item, "generated"):
        return UNCOMPARED
    if run.url is not None and says(item, "writes") and not run.may_write:
        return WRITES
    return ""


def target_of(request: pytest.FixtureRequest) -> Iterator[Target]:
    """The target of a test: at the URL, beside it on a simulator, or on the simulator alone."""
    run = the_run(request.config)
    half = getattr(request, "param", None)
    if half is None and "exploration" in request.fixturenames:
        yield request.getfixturevalue("explored_workspace").target
    elif half is None:
        yield OnSimulator(request.getfixturevalue("sim"))
    elif half == URL:
        yield _at_url(run, request.node)
    else:
        yield from _beside(run, request)


def _at_url(run: Run, item: pytest.Item) -> AtUrl:
    assert run.url is not None
    api, key = api_of(item.path), key_of(item)
    table = environments().get(api)
    if table is None:
        pytest.skip(f"{api} has no table of variables for a real environment")
    story = Story(key, api, "", _truth(item))
    target = AtUrl(run.url, os.environ, table, story)
    story.began = render_instant(target.began)
    run.recording.stories[key] = story
    return target


def _beside(run: Run, request: pytest.FixtureRequest) -> Iterator[OnSimulator]:
    """A workspace that knows what the environment knew, at the instant when its half began."""
    item = request.node
    recorded = run.recording.stories.get(key_of(item))
    if recorded is None or not recorded.exchanges or recorded.outcome == "skipped":
        pytest.skip("nothing was recorded of it in a real environment")
    server = request.getfixturevalue("sim_server")
    # What a recording does not tell, since it is older, is what it is without being set.
    data = data_of(run.recording.data)
    table = environments()[recorded.api]
    settings = {**settings_of(item), "clock": "frozen", "now": recorded.began}
    if any(data.get(one.name) != one.default for one in table.variables if one.is_data):
        # Somebody else's numbers are in no seed.
        settings["registers"] = "open"
    sim = server.create(settings)
    table.prepare(sim, data)
    story = Story(recorded.key, recorded.api, recorded.began, _truth(item))
    yield OnSimulator(sim, data, story)
    server.delete(sim)


def _truth(item: pytest.Item) -> str:
    marker = item.get_closest_marker("truth")
    return str(marker.args[0]) if marker is not None and marker.args else ""


def ended(item: pytest.Item, outcome: str) -> None:
    """Note how a story ended: nothing that follows is recorded as its part.

    A generated test that failed has no other half to tell that the run must be recorded.
    """
    target = getattr(item, "funcargs", {}).get("target")
    if isinstance(target, Target) and target.story is not None:
        target.story.outcome = outcome
        if outcome == "failed" and says(item, "generated"):
            the_run(item.config).differs = True


def differing(item: pytest.Item) -> list[str]:
    """How the exchanges of a simulator differ from those of its other half, in words."""
    target = getattr(item, "funcargs", {}).get("target")
    if not isinstance(target, OnSimulator) or target.story is None:
        return []
    run = the_run(item.config)
    found = [str(one) for one in differences(run.recording.stories[key_of(item)], target.story)]
    run.differs = run.differs or bool(found)
    return found


def answered(item: pytest.Item) -> str:
    """The last exchanges of a story at a URL, in words; empty for one on a simulator."""
    target = getattr(item, "funcargs", {}).get("target")
    if not isinstance(target, AtUrl) or target.story is None:
        return ""
    return "\n".join(
        f"{one.at} {one.method} {one.path} -> {one.status or 'no answer'} ({one.operation})\n"
        f"    answer: {str(one.body)[:_BODY]}"
        for one in target.story.exchanges[-_SHOWN:]
    )
