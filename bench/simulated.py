"""A workspace of the simulator to be measured: its token, its declarations, its conversations."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.request import Request, urlopen

from bench.load import Conversation, Response, request
from bench.servers import Running

_DECLARATIONS = "/REST/dimona/v2/declarations"
_NOW = "2026-01-05T09:00:00+01:00"


class UnexpectedAnswer(RuntimeError):
    """The simulator answered something that spoils the measurement."""


Control = Callable[..., bytes]
"""Steers a workspace: (method, path, body) to the answer."""


def control(server: Running, name: str, processing: str) -> Control:
    """Make a workspace whose clock is frozen and that knows any worker, and steer it."""
    settings = {
        "id": name, "clock": "frozen", "now": _NOW, "registers": "open", "processing": processing,
    }  # fmt: skip
    _ask("POST", f"{server.url}/_sim/workspaces", settings)
    return lambda method, path, body=None: _ask(method, f"{server.url}/w/{name}/_sim{path}", body)


def _ask(method: str, url: str, body: dict[str, Any] | None) -> bytes:
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    asked = Request(url, data, headers, method=method)  # noqa: S310 - loopback
    with urlopen(asked, timeout=600) as answer:  # noqa: S310
        answered: bytes = answer.read()
        return answered


class Workspace:
    """A workspace whose clock is frozen (so that its token lasts) and that knows any worker."""

    def __init__(self, server: Running, processing: str) -> None:
        self._control = control(server, f"bench-{processing}", processing)
        token = self._control("GET", "/token").decode()
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._workers = _workers()

    def run_until_idle(self) -> None:
        """Let everything that is pending be done."""
        self._control("POST", "/clock/run-until-idle", {})

    def submission(self) -> bytes:
        """A request that declares that one more worker comes into service."""
        declaration = {
            "employer": {"enterpriseNumber": "411702543"},
            "worker": {"ssin": next(self._workers)},
            "dimonaIn": {
                "startDate": "2026-01-06",
                "features": {"jointCommissionNumber": "XXX", "workerType": "OTH"},
            },
        }
        return request("POST", _DECLARATIONS, self._headers, json.dumps(declaration).encode())

    def result(self, path: str) -> bytes:
        """A request for the result of a declaration."""
        return request("GET", path, self._headers)

    def declaring(self) -> Conversation:
        """Declare, then ask for the result, over and over."""
        while True:
            submitted = expect(201, (yield self.submission()))
            accepted((yield self.result(submitted.location)))

    def reading(self, path: str) -> Conversation:
        """Ask for the result of one declaration, over and over."""
        asked = self.result(path)
        while True:
            expect(200, (yield asked))


def expect(status: int, response: Response) -> Response:
    """The response, which must have this status."""
    if response.status != status:
        raise UnexpectedAnswer(f"expected {status}, got {response.status}: {response.body[:500]!r}")
    return response


def accepted(response: Response) -> None:
    """Check that a response is the result of an accepted declaration."""
    result = json.loads(expect(200, response).body)["declarationStatus"]["result"]
    if result != "A":
        raise UnexpectedAnswer(f"expected result A: {response.body[:500]!r}")


def _workers() -> Iterator[str]:
    """Valid numbers of different people born in the 1980s."""
    for day in range(10 * 12 * 28):
        born = f"{80 + day // 336}{day // 28 % 12 + 1:02}{day % 28 + 1:02}"
        for serial in range(1, 998):
            digits = f"{born}{serial:03}"
            yield f"{digits}{97 - int(digits) % 97:02}"
