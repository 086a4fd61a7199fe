"""One run of the contracts: where it calls, what it may do there, and what is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from invaller.kernel.clock import render_instant, wall
from invaller_contracts.provider.environment import variables
from invaller_contracts.provider.recording import Recording

SIMULATOR = "simulator"
"""The target that is no URL, and the half of a story that runs on a simulator."""
URL = "url"
"""The half of a story that runs at a URL."""

PACKAGE = Path(__file__).parents[1]


@dataclass
class Run:
    """What the command line asked for.

    url: of a real environment, None on the simulator. recording: what is recorded, or was
    earlier (`earlier`). wanted: the file to write it to, None when only a difference calls for one.
    """

    url: str | None
    may_write: bool
    earlier: bool
    recording: Recording
    wanted: Path | None
    differs: bool = False

    @property
    def halves(self) -> tuple[str, ...]:
        """The halves in which a story that can run anywhere runs; none: as one, on a simulator."""
        if self.url is not None:
            return (URL, SIMULATOR)
        return (SIMULATOR,) if self.earlier else ()

    def written(self, folder: Path) -> Path | None:
        """Write the recording when it is wanted or something differs; gives its path."""
        if self.earlier or self.url is None or not self.recording.stories:
            return None
        if self.wanted is None and not self.differs:
            return None
        name = f"invaller-recording-{self.recording.made[:19].replace(':', '')}.json"
        path = self.wanted or folder / name
        self.recording.write(path)
        return path


def run_of(config: pytest.Config, given: Mapping[str, str]) -> Run:
    """The run that the command line asks for; given: the environment variables.

    Raises UsageError for a recording that cannot be read.
    """
    target, compared = config.getoption("--target"), config.getoption("--compare")
    url = None if target == SIMULATOR else str(target)
    wanted = config.getoption("--recording")
    if compared:
        return Run(None, False, True, _earlier(Path(compared), url), None)
    recording = Recording(render_instant(wall()), url or SIMULATOR, data_of(given))
    writes = bool(config.getoption("--allow-writes"))
    return Run(url, writes, False, recording, Path(wanted) if wanted else None)


def _earlier(path: Path, url: str | None) -> Recording:
    if url is not None:
        raise pytest.UsageError("--compare calls nobody: leave --target out, or --compare")
    try:
        return Recording.read(path)
    except ValueError as error:
        raise pytest.UsageError(f"--compare: {error}") from error


def data_of(given: Mapping[str, str]) -> dict[str, str]:
    """What variables say that stories are about, by name; given: those that are set."""
    return {
        name: value
        for name, variable in variables().items()
        if variable.is_data and (value := given.get(name) or variable.default) is not None
    }


def api_of(path: Path) -> str:
    """The API whose contract a test file belongs to; empty outside the contracts."""
    return path.relative_to(PACKAGE).parts[0] if path.is_relative_to(PACKAGE) else ""


def key_of(item: pytest.Item) -> str:
    """The name of a story in a recording: file below the contracts, and test, without its half."""
    name = item.name
    for half in (URL, SIMULATOR):
        name = name.replace(f"[{half}-", "[").replace(f"-{half}]", "]").replace(f"[{half}]", "")
    place = item.path.relative_to(PACKAGE) if item.path.is_relative_to(PACKAGE) else item.path.name
    return f"{place}::{name}"
