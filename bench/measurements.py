"""The measurements: start, memory, throughput, and a thousand declarations to their result."""

import time
from collections.abc import Callable
from statistics import median

from bench.figures import Figure
from bench.load import Conversation, Load, drive, request
from bench.servers import BARE, INVALLER, Kind, NotStarted, Running, running
from bench.simulated import Workspace, accepted, expect

DECLARATIONS = 1_000

Say = Callable[[str], None]


def start_and_memory(kinds: list[Kind], rounds: int, say: Say) -> list[Figure]:
    """Seconds from a process's start to its first answers, and its memory then; medians."""
    ready: dict[str, list[float]] = {}
    took: dict[str, list[float]] = {}
    memory: dict[str, list[float]] = {}
    for number in range(rounds + 1):
        for kind in kinds:
            try:
                with running(kind) as server:
                    if number == 0:  # the first start of each also compiles its modules
                        continue
                    ready.setdefault(kind.name, []).append(server.ready_after)
                    if kind.taker is not None:
                        took.setdefault(kind.name, []).append(server.took_after(kind.taker))
                    memory.setdefault(kind.name, []).append(server.memory)
            except NotStarted as error:
                say(f"  left out: {error}")
                continue
        say(f"  round {number} of {rounds}" + (" (warming up, not counted)" if not number else ""))
    return [
        Figure("start to first 200", "s", _medians(ready), expected=1.0),
        Figure("start to first body taken", "s", _medians(took)),
        Figure("memory after start", "MB", _medians(memory), expected=150),
    ]


def throughput(
    server: Running, bare: Running, rounds: int, seconds: float, say: Say
) -> list[Figure]:
    """Requests a second, simulator and bare server in turn; medians."""
    workspace = Workspace(server, "immediate")
    path = _one_declaration(server, workspace)
    pairs: dict[str, tuple[Callable[[], Conversation], Callable[[], Conversation]]] = {
        "GET of a result": (lambda: workspace.reading(path), _bare_reading),
        "POST and GET of its result": (workspace.declaring, _bare_declaring),
    }
    figures = []
    for name, (ours, theirs) in pairs.items():
        rates: dict[str, list[float]] = {INVALLER.name: [], BARE.name: []}
        busiest = 0.0
        for _ in range(rounds):
            for kind, target, conversation in (
                (INVALLER, server, ours), (BARE, bare, theirs),
            ):  # fmt: skip
                load = drive(target.port, conversation, seconds)
                rates[kind.name].append(load.rate)
                busiest = max(busiest, load.busy)
        say(f"  {name}: the load generator was busy {busiest:.0%} of its time at most")
        expected = 1_500 if name.startswith("GET") else None
        figures.append(Figure(name, "requests/s", _medians(rates), expected, at_most=False))
    memory = {INVALLER.name: server.memory, BARE.name: bare.memory}
    return [*figures, Figure("memory after that load", "MB", memory)]


def thousand_declarations(server: Running, say: Say) -> Figure:
    """Seconds in which declarations get their results, one after the other on a frozen clock."""
    workspace = Workspace(server, "time")
    paths: list[str] = []

    def submitting() -> Conversation:
        for _ in range(DECLARATIONS):
            paths.append(expect(201, (yield workspace.submission())).location)  # noqa: PERF401

    def consulting() -> Conversation:
        for path in paths:
            accepted((yield workspace.result(path)))

    begun = time.perf_counter()
    submitted = _alone(server, submitting)
    workspace.run_until_idle()
    processed = time.perf_counter() - begun - submitted.seconds
    consulted = _alone(server, consulting)
    total = time.perf_counter() - begun
    say(
        f"  submitted in {submitted.seconds:.2f} s, processed in {processed:.2f} s, "
        f"consulted in {consulted.seconds:.2f} s"
    )
    name = f"{DECLARATIONS:,} declarations to their result"
    return Figure(name, "s", {INVALLER.name: total}, expected=10)


def _alone(server: Running, converse: Callable[[], Conversation]) -> Load:
    return drive(server.port, converse, seconds=600, connections=1)


def _one_declaration(server: Running, workspace: Workspace) -> str:
    paths: list[str] = []

    def submitting() -> Conversation:
        paths.append(expect(201, (yield workspace.submission())).location)

    _alone(server, submitting)
    return paths[0]


def _bare_reading() -> Conversation:
    asked = request("GET", "/declarations/600073584109", {})
    while True:
        expect(200, (yield asked))


def _bare_declaring() -> Conversation:
    body = b'{"employer": {"enterpriseNumber": "411702543"}, "worker": {"ssin": "65111899997"}}'
    headers = {"Content-Type": "application/json"}
    while True:
        submitted = expect(201, (yield request("POST", "/declarations", headers, body)))
        expect(200, (yield request("GET", submitted.location, {})))


def _medians(samples: dict[str, list[float]]) -> dict[str, float]:
    return {name: median(values) for name, values in samples.items() if values}
