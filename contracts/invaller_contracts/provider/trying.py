"""Trying the suite on providers with a defect: does a story see it?"""

import io
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pytest

import invaller_contracts
from invaller.serving.running import build
from invaller_contracts.local_server import served
from invaller_contracts.provider.defects import Defect, defect_of
from invaller_contracts.provider.planting import Planted


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a defect.

    seen_by: the first test that failed, None when none did; mishap: what went wrong in the
    tampering itself, so that whoever saw it has seen nothing.
    """

    defect: str
    seen_by: str | None
    ran: int
    mishap: str | None = None


class _Watcher:
    """Counts the tests that ran, and keeps the name of the first that failed."""

    def __init__(self) -> None:
        self.failed: str | None = None
        self.ran = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called by pytest for each phase of each test."""
        self.ran += report.when == "call"
        if report.failed and self.failed is None:
            module, _, story = report.nodeid.partition("::")
            self.failed = f"{module.rpartition('/')[2]}::{story}"


def tried(identifier: str) -> Trial:
    """Try a defect of the catalogue."""
    return trial_of(defect_of(identifier))


def trial_of(defect: Defect) -> Trial:
    """Plant a defect, and run the stories of its API until one fails."""
    server = build(None, {})
    watcher = _Watcher()
    try:
        planted = Planted(server, defect.plant())
        with served(planted) as url:
            for modules in _in_order(defect):
                _run(url, modules, watcher)
                if watcher.failed is not None:
                    break
    finally:
        server.world.store.close()
    if planted.failures:
        return Trial(defect.id, None, watcher.ran, repr(planted.failures[0]))
    return Trial(defect.id, watcher.failed, watcher.ran)


def _in_order(defect: Defect) -> Iterator[Sequence[Path]]:
    """The stories that are expected to see a defect, then the other ones of its API."""
    folder = Path(invaller_contracts.__file__).parent / defect.api
    expected = [folder / f"{name}.py" for name in defect.caught_by.split()]
    yield expected
    yield [path for path in sorted(folder.glob("test_stories*.py")) if path not in expected]


def _run(url: str, modules: Sequence[Path], watcher: _Watcher) -> None:
    options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-c", os.devnull]
    options += ["--import-mode=importlib", "--sim-url", url, *map(str, modules)]
    with redirect_stdout(io.StringIO()) as told:
        status = pytest.main(options, plugins=[watcher])
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise RuntimeError(f"the stories could not be run:\n{told.getvalue()}")


def trials(chosen: Iterable[Defect], processes: int | None = None) -> Iterator[Trial]:
    """Try defects, some at a time; each is planted by itself, in a server of its own."""
    names = [defect.id for defect in chosen]
    # A fresh process for each worker: a fork of one with threads may hang.
    with ProcessPoolExecutor(processes or os.cpu_count(), get_context("spawn")) as workers:
        yield from workers.map(tried, names)
