"""What was acknowledged survives `kill -9`, with a SQLite file and with PostgreSQL."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import httpx

SSIN = "65111899997"
CITIZEN = {"ssin": SSIN, "familyName": "AFTERWARDS", "birthDate": "1965-11-18"}


def _ask(client: httpx.Client, method: str, path: str, body: Any = None) -> Any:
    response = client.request(method, f"/_sim{path}", json=body)
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


def test_acknowledged_changes_survive_kill_9(
    lasting_state_url: str, doomed_server: Callable[..., AbstractContextManager[httpx.Client]]
) -> None:
    """After kill -9 a new server over the same database shows what was acknowledged."""
    with doomed_server(lasting_state_url, "--processing", "time") as client:
        before = _change(client)
    with doomed_server(lasting_state_url, "--processing", "time") as client:
        assert _seen(client) == before
    assert before["/state"]["documents"]["register.citizen"][SSIN] == CITIZEN
    assert before["/state"]["clock"]["instant"] == "2025-03-03T00:00:00.000000Z"
