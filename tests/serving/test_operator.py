"""Beyond loopback the control plane is for those who know the operator token."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from invaller.serving.server import Server

TOKEN = "operator-token"


@pytest.fixture
def ask(make_server: Callable[..., Server]) -> Callable[..., httpx.Response]:
    """Call a server that has an operator token."""
    server = make_server(operator_token=TOKEN)

    def call(path: str, authorization: bytes | None = None, method: str = "GET") -> httpx.Response:
        headers: Any = {} if authorization is None else {"Authorization": authorization}

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(server)
            async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
                return await client.request(method, path, headers=headers)

        return asyncio.run(send())

    return call


@pytest.mark.parametrize("path", ["/_sim/health", "/__admin/requests", "/w/default/_sim/state"])
@pytest.mark.parametrize(
    "authorization",
    [
        None,
        b"Bearer wrong",
        b"Bearer \xe9\xff",
        b"operator-token",
        b"Basic b3BlcmF0b3I=",
        b"Bearer ",
    ],
)
def test_without_the_token_nothing_is_told(
    ask: Callable[..., httpx.Response], path: str, authorization: bytes | None
) -> None:
    """Without the token, or with anything else, the control plane answers 401."""
    answer = ask(path, authorization)
    assert (answer.status_code, answer.json()["status"]) == (401, 401)
    assert "printed at start" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/_sim/health", "/__admin/requests", "/w/default/_sim/state"])
def test_with_the_token_everything_is_told(ask: Callable[..., httpx.Response], path: str) -> None:
    """With the token the control plane answers under each of its names."""
    assert ask(path, f"Bearer {TOKEN}".encode()).status_code == 200


def test_refused_control_call_changes_nothing(ask: Callable[..., httpx.Response]) -> None:
    """A control call without the token has no effect."""
    assert ask("/_sim/snapshots/mine", method="PUT").status_code == 401
    assert ask("/_sim/snapshots", f"Bearer {TOKEN}".encode()).json() == {"snapshots": []}


def test_simulated_apis_need_no_operator(ask: Callable[..., httpx.Response]) -> None:
    """The simulated APIs are for everybody who reaches the server."""
    assert ask("/shelf/books").status_code == 200
