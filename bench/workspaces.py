"""What a test waits for before it can begin: a workspace of its own, made and forgotten."""

import json
import time
from statistics import median

from bench.figures import Figure
from bench.load import Conversation, drive, request
from bench.servers import INVALLER, Running
from bench.simulated import expect

_MADE = 200
_HEADERS = {"Content-Type": "application/json"}


def workspace_figures(server: Running) -> list[Figure]:
    """Milliseconds in which a workspace with all seeds is made, and deleted; medians."""
    made: list[float] = []
    deleted: list[float] = []

    def conversation() -> Conversation:
        for number in range(_MADE):
            name = f"bench-made-{number}"
            settings = {"id": name, "clock": "frozen", "now": "2025-03-03T09:00:00+01:00"}
            body = json.dumps(settings).encode()
            begun = time.perf_counter()
            expect(201, (yield request("POST", "/_sim/workspaces", _HEADERS, body)))
            made.append((time.perf_counter() - begun) * 1000)
            begun = time.perf_counter()
            expect(204, (yield request("DELETE", f"/_sim/workspaces/{name}", {})))
            deleted.append((time.perf_counter() - begun) * 1000)

    drive(server.port, conversation, seconds=600, connections=1)
    return [
        Figure("a workspace made", "ms", {INVALLER.name: median(made)}, expected=5),
        Figure("a workspace deleted", "ms", {INVALLER.name: median(deleted)}),
    ]
