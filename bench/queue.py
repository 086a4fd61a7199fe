"""The queue of Link2Prisma: ten thousand calls accepted and drained, and a long history."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from statistics import harmonic_mean, median
from typing import Any

from bench.figures import Figure
from bench.load import Conversation, Load, drive, request
from bench.servers import INVALLER, Running
from bench.simulated import control, expect

_CALLS = 10_000
_STEP = 1_000
_HISTORY = 100_000
_IMPORTED = 10_000
_PRISMA = "/link2prisma.svc"
_EMPLOYER = {"Employer": "100001"}
_FIRST_DAY = date(2026, 1, 1)

Say = Callable[[str], None]


def queue_figures(server: Running, seconds: float, say: Say) -> list[Figure]:
    """Accepting and draining, flat from the first to the last thousand, and looking up."""
    queue = _Queue(server)
    accepted, drained = queue.fill_and_drain()
    say(f"  accepted {accepted[0]:.0f}/s at first and {accepted[-1]:.0f}/s at last")
    say(f"  drained {drained[0]:.0f}/s at first and {drained[-1]:.0f}/s at last")
    at_once = queue.drain_at_once()
    say(f"  {_CALLS:,} that wait at once are drained at {at_once:.0f}/s")
    memory = server.memory
    short = queue.looking_up(seconds)
    queue.import_history()
    long = queue.looking_up(seconds)
    say(f"  Result: {short:.0f}/s, and {long:.0f}/s after {_HISTORY:,} more entries")
    return [
        _figure("queued calls accepted", "requests/s", harmonic_mean(accepted)),
        _figure("queued calls drained", "entries/s", harmonic_mean(drained)),
        _figure("accepted, last thousands over first", "ratio", _flatness(accepted), 0.8),
        _figure("drained, last thousands over first", "ratio", _flatness(drained), 0.8),
        _figure("drained at once, over in thousands", "ratio", at_once / median(drained), 0.8),
        _figure("memory after the queue", "MB", memory),
        _figure("Result, long history over short", "ratio", long / short, 0.8),
    ]


def _figure(name: str, unit: str, value: float, expected: float | None = None) -> Figure:
    return Figure(name, unit, {INVALLER.name: value}, expected, at_most=False)


def _flatness(rates: list[float]) -> float:
    """The last rates over the first, by medians of three: one is often disturbed."""
    return median(rates[-3:]) / median(rates[:3])


class _Queue:
    """The queue of a workspace whose clock is frozen, so that nothing is done unasked."""

    def __init__(self, server: Running) -> None:
        self._server = server
        self._control = control(server, "queue", "time")
        self._prefix = "/w/queue" + _PRISMA
        self._days = _days()
        self._identifier = ""

    def fill_and_drain(self) -> tuple[list[float], list[float]]:
        """Rates of accepting and of draining, one for each thousand."""
        accepted, drained = [], []
        for _ in range(_CALLS // _STEP):
            accepted.append(_STEP / self._submit(_STEP))
            drained.append(_STEP / self._drain())
        return accepted, drained

    def drain_at_once(self) -> float:
        """The rate of draining when everything waits at the same time."""
        self._submit(_CALLS)
        return _CALLS / self._drain()

    def looking_up(self, seconds: float) -> float:
        """Result look-ups a second."""
        asked = request("GET", f"{self._prefix}/Result/{self._identifier}", {})

        def asking() -> Conversation:
            while True:
                expect(200, (yield asked))

        return drive(self._server.port, asking, seconds).rate

    def import_history(self) -> None:
        """Let the queue have a long history: finished entries, brought in through the state."""
        exported = json.loads(self._control("GET", "/state"))["documents"]["prisma.queue"]
        sample = exported[self._identifier]
        for begin in range(0, _HISTORY, _IMPORTED):
            entries = {
                (name := f"00000000-0000-4000-8000-{number:012}"): {**sample, "id": name}
                for number in range(begin, begin + _IMPORTED)
            }
            self._control("PATCH", "/state", {"documents": {"prisma.queue": entries}})

    def _drain(self) -> float:
        begun = time.perf_counter()
        self._control("POST", "/clock/run-until-idle", {})
        return time.perf_counter() - begun

    def _submit(self, count: int) -> float:
        """Add absences, so many calls in a row; gives the seconds that it took."""

        def submitting() -> Conversation:
            for _ in range(count):
                answer = expect(202, (yield self._absence()))
                self._identifier = json.loads(answer.body)

        load: Load = drive(self._server.port, submitting, seconds=600, connections=1)
        return load.seconds

    def _absence(self) -> bytes:
        day: Any = next(self._days)
        rows = [{"WorkerNumber": 1, "Absences": [{"Day": day, "Code": 10, "Hours": 7.6}]}]
        return request("POST", f"{self._prefix}/absences", _EMPLOYER, json.dumps(rows).encode())


def _days() -> Iterator[str]:
    """Days of four weeks, over and over, so that what a call changes does not grow."""
    while True:
        for number in range(28):
            yield (_FIRST_DAY + timedelta(number)).strftime("%Y%m%d")
