"""What was acknowledged survives `kill -9`, with a SQLite file and with PostgreSQL."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

SSIN = "65111899997"
CITIZEN = {"ssin": SSIN, "familyName": "AFTERWARDS", "birthDate": "1965-11-18"}


@contextmanager
def _serving(state: str) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """A server in a process of its own; it is killed, never asked to stop."""
    command = [sys.executable, "-m", "invaller", "serve", "--port", "0", "--state", state]
    with subprocess.Popen(
        [*command, "--clock", "frozen", "--now", "2025-03-03", "--processing", "time"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stderr is not None
            found = re.search(r"http://127\.0\.0\.1:\d+", process.stderr.readline())
            assert found, process.stderr.read()
            process.stdout.readline()
            with httpx.Client(base_url=f"{found[0]}/_sim", timeout=60) as client:
                yield process, client
        finally:
            process.send_signal(signal.SIGKILL)


def _ask(client: httpx.Client, method: str, path: str, body: Any = None) -> Any:
    response = client.request(method, path, json=body)
    assert response.is_success, response.text
    return response.json() if response.content else None


def _change(client: httpx.Client) -> dict[str, Any]:
    """Change data, clock, settings, workspaces, snapshots; give what there is then."""
    _ask(client, "PATCH", "/state", {"documents": {"register.citizen": {SSIN: CITIZEN}}})
    _ask(client, "PUT", "/snapshots/kept")
    _ask(client, "POST", "/workspaces", {"id": "other", "seed": "9"})
    _ask(client, "POST", "/clock/advance", {"by": "PT1H"})
    _ask(client, "PUT", "/settings", {"strictness": "strict"})
    _ask(client, "POST", "/faults", {"effect": {"status": 503}, "times": 3})
    return _seen(client)


def _seen(client: httpx.Client) -> dict[str, Any]:
    paths = ("/state", "/workspaces", "/snapshots", "/snapshots/kept", "/settings", "/faults")
    clients = _ask(client, "GET", "/workspaces/other")["clients"]
    return {path: _ask(client, "GET", path) for path in paths} | {"clients": clients}


def test_acknowledged_changes_survive_kill_9(lasting_state_url: str) -> None:
    """After kill -9 a new server over the same database shows what was acknowledged."""
    with _serving(lasting_state_url) as (process, client):
        before = _change(client)
        process.send_signal(signal.SIGKILL)
        assert process.wait(60) == -signal.SIGKILL
    with _serving(lasting_state_url) as (_, client):
        assert _seen(client) == before
    assert before["/state"]["documents"]["register.citizen"][SSIN] == CITIZEN
    assert before["/state"]["clock"]["instant"] == "2025-03-03T00:00:00.000000Z"
