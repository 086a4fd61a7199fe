"""Loket: its start, the first and the last route, short and long lists, and mocks of the same
document.
"""

import gzip
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import urlopen

from bench.figures import Figure
from bench.load import Conversation, drive, request
from bench.servers import INVALLER, Kind, NotStarted, Running, running
from bench.simulated import Control, control, expect

ALONE = replace(
    INVALLER, name="invaller (Loket)", command=(*INVALLER.command, "--apis", "loket,loketoauth")
)
"""Loket with the service that signs its users in, and nothing else."""

_FEW, _MANY = 100, 100_000
_PAGE = 50
_IMPORTED = 10_000
_FUNCTION = "loket.function"
_USER = "m.lindeman@delinde.example"
_FIRST = "/v2/providers/employers/employees/employments/{}/abpfunds?pageNumber=9"
_LAST = "/v2/providers/employers/employees/employments/{}/wachtgeld?pageNumber=9"
_FUNCTIONS = f"/v2/providers/employers/{{}}/functions?pageSize={_PAGE}"
_MODULES = Path(sys.prefix) / "node" / "node_modules" / ".bin"
"""Where the mocks are looked for before the path of the system."""

Say = Callable[[str], None]


def loket_figures(
    server: Running, core: int | None, rounds: int, seconds: float, say: Say
) -> list[Figure]:
    """Figures of Loket; those of mocks stand beside them where they are installed."""
    return [
        *_start(rounds, say),
        *_routes(server, rounds, seconds, say),
        *_lists(server, rounds, seconds, say),
        *_mocks(server, core, rounds, seconds, say),
    ]


def _start(rounds: int, say: Say) -> list[Figure]:
    ready, memory = [], []
    for number in range(rounds + 1):
        with running(ALONE) as started:
            if number:  # the first start also compiles modules
                ready.append(started.ready_after)
                memory.append(started.memory)
    say(f"  Loket alone: ready after {median(ready):.2f} s with {median(memory):.0f} MB")
    return [
        Figure("Loket alone: start to first 200", "s", {INVALLER.name: median(ready)}, 1.0),
        Figure("Loket alone: memory after start", "MB", {INVALLER.name: median(memory)}, 150),
    ]


def _routes(server: Running, rounds: int, seconds: float, say: Say) -> list[Figure]:
    """An empty page of the first list of the document, and of one at its end.

    The seed has no records of either, so that both are the same work but for the way there.
    """
    workspace = _Workspace(server, "bench-routes")
    first = workspace.reading(_FIRST.format(workspace.employment))
    last = workspace.reading(_LAST.format(workspace.employment))
    rates = _in_turn(server, {"first": first, "last": last}, rounds, seconds)
    say(f"  first route {rates['first']:.0f}/s, last route {rates['last']:.0f}/s")
    ratio = rates["last"] / rates["first"]
    return [
        Figure("Loket: GET on the last route", "requests/s", {INVALLER.name: rates["last"]}),
        _at_least("Loket: last route over the first", ratio, 0.9),
    ]


def _lists(server: Running, rounds: int, seconds: float, say: Say) -> list[Figure]:
    """A page of a list that has a hundred records, and of one that has a hundred thousand."""
    short, long = (_Workspace(server, f"bench-{count}") for count in (_FEW, _MANY))
    short.import_functions(_FEW)
    long.import_functions(_MANY)
    conversations = {
        "short": short.reading(_FUNCTIONS.format(short.employer)),
        "long": long.reading(_FUNCTIONS.format(long.employer)),
    }
    rates = _in_turn(server, conversations, rounds, seconds)
    say(f"  a page of {_FEW} {rates['short']:.0f}/s, of {_MANY:,} {rates['long']:.0f}/s")
    ratio = rates["long"] / rates["short"]
    name = f"Loket: page of {_MANY:,} records"
    return [
        Figure(name, "requests/s", {INVALLER.name: rates["long"]}),
        _at_least(f"Loket: page of {_MANY:,} over page of {_FEW}", ratio, 0.8),
    ]


def _mocks(
    server: Running, core: int | None, rounds: int, seconds: float, say: Say
) -> list[Figure]:
    """The same GET of mocks that serve the same document, each in turn with ours."""
    workspace = _Workspace(server, "bench-mocks")
    path = _FUNCTIONS.format(workspace.employer)
    starts = {INVALLER.name: server.ready_after}
    rates: dict[str, float] = {}
    memory: dict[str, float] = {}
    ratios = []
    with _document() as file:
        for mock in _installed(say):
            try:
                with running(mock.kind(file), core) as other:
                    ours, theirs = _beside(server, workspace.reading(path), other, mock.path(path),
                                           rounds, seconds)  # fmt: skip
                    starts[mock.name], memory[mock.name] = other.ready_after, other.memory
            except NotStarted as error:
                say(f"  left out: {error}")
                continue
            say(f"  {mock.name}: {theirs:.0f}/s beside our {ours:.0f}/s")
            rates |= {INVALLER.name: ours, mock.name: theirs}
            ratios.append(_at_least(f"Loket: a list, over {mock.name}", ours / theirs, 5))
    if not rates:
        return []
    return [
        Figure("Loket beside mocks: start to first 200", "s", starts),
        Figure("Loket beside mocks: memory", "MB", {INVALLER.name: server.memory, **memory}),
        Figure("Loket beside mocks: GET of a list", "requests/s", rates),
        *ratios,
    ]


def _beside(
    server: Running,
    reading: Callable[[], Conversation],
    other: Running,
    path: str,
    rounds: int,
    seconds: float,
) -> tuple[float, float]:
    """Our rate and that of another server, in turn; medians."""
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(drive(server.port, reading, seconds).rate)
        theirs.append(drive(other.port, lambda: _reading(path, {}), seconds).rate)
    return median(ours), median(theirs)


@dataclass(frozen=True)
class _Mock:
    """A server of npm that answers examples out of an OpenAPI document."""

    name: str
    program: str
    package: str
    arguments: tuple[str, ...]
    base: str

    @property
    def found(self) -> str | None:
        """Where its program is, None when it is not installed."""
        places = os.pathsep.join([str(_MODULES), os.environ.get("PATH", "")])
        return shutil.which(self.program, path=places)

    def kind(self, document: Path) -> Kind:
        """How it is started on a document."""
        arguments = (part.replace("{document}", str(document)) for part in self.arguments)
        return Kind(self.name, (self.found or self.program, *arguments), self.path("/v2/providers"))

    def path(self, ours: str) -> str:
        """A path of ours below its base path."""
        return self.base + ours.removeprefix("/v2")


_MOCKS = (
    _Mock(
        "Prism",
        "prism",
        "@stoplight/prism-cli",
        ("mock", "{document}", "--host", "127.0.0.1", "--port", "{port}", "--errors"),
        "",
    ),
    _Mock(
        "Mockoon",
        "mockoon-cli",
        "@mockoon/cli",
        ("start", "--data", "{document}", "--hostname", "127.0.0.1", "--port", "{port}",
         "--disable-log-to-file"),
        "/v2",
    ),
)  # fmt: skip


def mocks() -> list[str]:
    """The names of those mocks that are installed: columns of the table."""
    return [mock.name for mock in _MOCKS if mock.found]


def _installed(say: Say) -> Iterator[_Mock]:
    for mock in _MOCKS:
        if mock.found:
            yield mock
        else:
            command = f"npm install --prefix {_MODULES.parents[1]} {mock.package}"
            say(f"  left out: {mock.name} is not installed ({command})")


@contextmanager
def _document() -> Iterator[Path]:
    """The specification in one file, without security: a mock knows no tokens."""
    bundle = Path(__file__).parents[1] / "specs" / "loket" / "bundle.json.gz"
    document: dict[str, Any] = json.loads(gzip.decompress(bundle.read_bytes()).partition(b"\n")[2])
    document.pop("security", None)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "loket.json"
        file.write_text(json.dumps(document), "utf-8")
        yield file


class _Workspace:
    """A workspace with a frozen clock, and a token of a user who may do everything."""

    def __init__(self, server: Running, name: str) -> None:
        self._control: Control = control(server, name, "immediate")
        token = f"/token?user={_USER}&application=partner"
        bearer = self._control("GET", token).decode()
        self._headers = {"Authorization": f"Bearer {bearer}", "Accept": "application/json"}
        self._url = f"{server.url}/w/{name}"
        documents = self._state()
        row = next(iter(documents[_FUNCTION].values()))
        self._function: dict[str, Any] = row
        self.employer: str = row["parent"]
        employments = documents["loket.employment"].values()
        self.employment = next(one["id"] for one in employments if one["employer"] == self.employer)

    def reading(self, path: str) -> Callable[[], Conversation]:
        """A conversation that asks for one thing over and over."""
        return lambda: _reading(path, self._headers)

    def import_functions(self, count: int) -> None:
        """Let the employer have so many functions more."""
        for begin in range(0, count, _IMPORTED):
            functions = {
                (name := f"00000000-0000-4000-8000-{number:012}"): {**self._function, "id": name}
                for number in range(begin, min(begin + _IMPORTED, count))
            }
            self._control("PATCH", "/state", {"documents": {_FUNCTION: functions}})

    def _state(self) -> Any:
        with urlopen(f"{self._url}/_sim/state", timeout=60) as answer:  # noqa: S310 - loopback
            return json.loads(answer.read())["documents"]


def _reading(path: str, headers: dict[str, str]) -> Conversation:
    asked = request("GET", path, headers)
    while True:
        expect(200, (yield asked))


def _in_turn(
    server: Running,
    conversations: dict[str, Callable[[], Conversation]],
    rounds: int,
    seconds: float,
) -> dict[str, float]:
    """Requests a second of each conversation; medians of rounds in turn."""
    rates: dict[str, list[float]] = {name: [] for name in conversations}
    for _ in range(rounds):
        for name, conversation in conversations.items():
            rates[name].append(drive(server.port, conversation, seconds).rate)
    return {name: median(values) for name, values in rates.items()}


def _at_least(name: str, value: float, expected: float) -> Figure:
    return Figure(name, "ratio", {INVALLER.name: value}, expected, at_most=False)
