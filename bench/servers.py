"""Starting servers to be measured, and never leaving one behind."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
_PATIENCE = 60.0
"""Seconds that a server has to answer for the first time."""


class NotStarted(RuntimeError):
    """A server ended, or did not answer in time."""


@dataclass(frozen=True)
class Kind:
    """A server that can be started.

    command: with `{port}`; probe: a path that answers 200; taker: one that takes a JSON object.
    """

    name: str
    command: tuple[str, ...]
    probe: str
    taker: str | None = None


INVALLER = Kind(
    "invaller",
    (sys.executable, "-m", "invaller", "serve", "--host", HOST, "--port", "{port}"),
    "/_sim/ready",
    "/_sim/workspaces",
)
BARE = Kind(
    "bare Starlette",
    (
        sys.executable, "-m", "uvicorn", "bench.bare:app", "--host", HOST, "--port", "{port}",
        "--log-level", "warning", "--no-access-log", "--no-server-header", "--no-date-header",
    ),
    "/declarations/1",
    "/declarations",
)  # fmt: skip
MOTO = Kind(
    "moto_server",
    (sys.executable, "-m", "moto.server", "--host", HOST, "--port", "{port}"),
    "/moto-api/",
)


@dataclass(frozen=True)
class Running:
    """A server that answers.

    begun: when its process was started, on this process's clock for durations; ready_after:
    seconds from then to its first 200.
    """

    port: int
    process: int
    begun: float
    ready_after: float

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{HOST}:{self.port}"

    def took_after(self, path: str) -> float:
        """Seconds from its start until it has taken a JSON object, now."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=_PATIENCE)
        try:
            connection.request("POST", path, b"{}", {"Content-Type": "application/json"})
            status = connection.getresponse().status
        finally:
            connection.close()
        if status != 201:
            raise RuntimeError(f"POST {path}: {status} instead of 201")
        return time.perf_counter() - self.begun

    @property
    def memory(self) -> float:
        """Resident memory in megabytes (10^6 bytes)."""
        status = Path(f"/proc/{self.process}/status")
        if status.is_file():
            lines = dict(line.split(":", 1) for line in status.read_text("ascii").splitlines())
            kibibytes = lines["VmRSS"].split()[0]
        else:
            listed = ["ps", "-o", "rss=", "-p", str(self.process)]
            kibibytes = subprocess.run(listed, check=True, capture_output=True, text=True).stdout
        return int(kibibytes) * 1024 / 1e6


def cores() -> tuple[int | None, int | None]:
    """A core for the server and another one for the load; None where that cannot be."""
    if not hasattr(os, "sched_getaffinity"):
        return None, None
    usable = sorted(os.sched_getaffinity(0))
    return (usable[0], usable[1]) if len(usable) > 1 else (None, None)


def pin(process: int, core: int | None) -> None:
    """Keep a process (0: this one) on one core, where the system can."""
    if core is not None:
        os.sched_setaffinity(process, {core})


@contextmanager
def running(kind: Kind, core: int | None = None) -> Iterator[Running]:
    """A server of a kind, on a core when one is named, for as long as the block lasts."""
    port = _free_port()
    command = [part.format(port=port) for part in kind.command]
    begun = time.perf_counter()
    # As on anyone's machine, and for every server alike: compiled modules are kept.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, env=environment) as process:
        try:
            pin(process.pid, core)
            _await_answer(process, port, kind)
            ready_after = time.perf_counter() - begun
            yield Running(port, process.pid, begun, ready_after)
        finally:
            _end(process)


def _await_answer(process: "subprocess.Popen[bytes]", port: int, kind: Kind) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise NotStarted(f"{kind.name} ended with status {process.returncode}")
        if _answers(port, kind.probe):
            return
        time.sleep(0.005)
    raise NotStarted(f"{kind.name} did not answer within {_PATIENCE:.0f} seconds")


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        port: int = listening.getsockname()[1]
        return port
