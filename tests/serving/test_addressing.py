"""How a call finds its workspace, and what answers say about where they came from."""

import json
from typing import Any

import httpx
import pytest

from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.simulator import Simulator, SimulatorServer


def _origin(simulator: Simulator) -> str:
    return simulator.url.split("/w/")[0]


def _add(url: str, **headers: str) -> httpx.Response:
    return httpx.post(f"{url}/shelf/books", json={"title": "x"}, headers=headers)


def _calls(simulator: Simulator) -> int:
    return len(simulator.requests.list())


def test_prefix_finds_the_workspace(shelf: Simulator) -> None:
    """A call under /w/<name> is about that workspace."""
    assert _add(shelf.url).status_code == 201
    assert _calls(shelf) == 1


def test_header_finds_the_workspace(shelf: Simulator) -> None:
    """A call with X-Sim-Workspace is about the workspace that it names."""
    assert _add(_origin(shelf), **{"X-Sim-Workspace": shelf.name}).status_code == 201
    assert _calls(shelf) == 1


def test_prefix_goes_before_the_header(shelf: Simulator) -> None:
    """Where prefix and header disagree the prefix counts."""
    assert _add(shelf.url, **{"X-Sim-Workspace": "default"}).status_code == 201
    assert _calls(shelf) == 1


def test_access_token_finds_the_workspace(shelf: Simulator) -> None:
    """A call without prefix is about the workspace that minted its token."""
    answer = httpx.get(f"{_origin(shelf)}/shelf/secret", headers=shelf.credentials.bearer())
    assert (answer.status_code, answer.json()) == (200, {"name": "provider"})
    assert shelf.requests.list()[0]["client"] == shelf.credentials.client_id("provider")


def test_token_of_a_deleted_workspace_leads_nowhere(
    shelf_server: SimulatorServer, shelf: Simulator
) -> None:
    """A token does not outlive its workspace, not even in the server's memory."""
    other = shelf_server.create(DEFAULTS)
    headers, url = other.credentials.bearer(), f"{_origin(shelf)}/shelf/secret"
    assert httpx.get(url, headers=headers).status_code == 200
    shelf_server.delete(other)
    answer = httpx.get(url, headers=headers)
    assert (answer.status_code, answer.json()["title"]) == (401, "Invalid Access Token")


def test_token_of_one_workspace_is_unknown_in_another(
    shelf_server: SimulatorServer, shelf: Simulator
) -> None:
    """Under the prefix of another workspace a token is nobody's."""
    other = shelf_server.create(DEFAULTS)
    answer = other.http.get("/shelf/secret", headers=shelf.credentials.bearer())
    shelf_server.delete(other)
    assert (answer.status_code, answer.json()["title"]) == (401, "Invalid Access Token")


@pytest.mark.parametrize("prefix", ["/w/nowhere", "/w/~seed", "/w/%00", "/w/a%0A", "/w/%F0%9F"])
def test_unknown_workspace_is_told(shelf: Simulator, prefix: str) -> None:
    """A prefix that names no workspace answers 404 and tells which there are."""
    answer = httpx.get(f"{_origin(shelf)}{prefix}/shelf/books")
    assert answer.status_code == 404
    assert shelf.name in answer.json()["detail"] or "nothing is served" in answer.json()["detail"]


@pytest.mark.parametrize("host", ["payroll.example", "payroll.example:8443", "[::1]:80"])
def test_absolute_urls_keep_host_and_prefix(shelf: Simulator, host: str) -> None:
    """A Location has the host and prefix that the caller used, and can be followed."""
    location = _add(shelf.url, Host=host).headers["Location"]
    assert location.startswith(f"http://{host}/w/{shelf.name}/shelf/books/")
    path = location.removeprefix(f"http://{host}")
    assert httpx.get(f"{_origin(shelf)}{path}").json() == {"title": "x"}


def test_absolute_urls_have_no_prefix_that_was_not_used(shelf: Simulator) -> None:
    """A caller that was found without a prefix gets URLs without one."""
    location = _add(_origin(shelf), **{"X-Sim-Workspace": shelf.name}).headers["Location"]
    assert location.startswith(f"{_origin(shelf)}/shelf/books/")


def test_same_calls_same_bytes(shelf_server: SimulatorServer) -> None:
    """The same calls on the same seed get the same bytes, whatever runs in between."""
    one, two, noise = (shelf_server.create(DEFAULTS) for _ in range(3))
    first = [_seen(one, step) for step in range(4)]
    second = []
    for step in range(4):
        _seen(noise, step)
        second.append(_seen(two, step))
        noise.clock.advance("PT1H")
    assert first == second
    for simulator in (one, two, noise):
        shelf_server.delete(simulator)


def _seen(simulator: Simulator, step: int) -> tuple[int, dict[str, str], bytes]:
    """One of several calls as it was on the wire, the workspace's name left out."""
    path = ("books", "books", "nothing", "secret")[step]
    answer = simulator.http.post(f"/shelf/{path}", json={"title": str(step)})
    headers = {name: value.replace(simulator.name, "*") for name, value in answer.headers.items()}
    return answer.status_code, headers, answer.content.replace(simulator.name.encode(), b"*")


def test_head_is_get_without_a_body(shelf: Simulator) -> None:
    """HEAD answers as GET does, with the length of the body and without the body."""
    get, head = shelf.http.get("/shelf/books"), shelf.http.head("/shelf/books")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == str(len(get.content))
    assert head.headers["Content-Type"] == get.headers["Content-Type"]


@pytest.mark.parametrize("method", ["OPTIONS", "PATCH", "TRACE", "PROPFIND"])
def test_other_methods_are_not_allowed(shelf: Simulator, method: str) -> None:
    """A method that no operation has answers 405 with Allow, OPTIONS among them."""
    answer = shelf.http.request(method, "/shelf/books")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, POST")


def test_answers_carry_only_our_headers(shelf: Simulator) -> None:
    """An answer has the workspace's date and no Server header of the machinery."""
    answer = shelf.http.get("/shelf/books")
    assert set(answer.headers) == {"date", "content-length", "content-type", "x-sim-trace-id"}
    assert answer.headers["Date"] == "Mon, 03 Mar 2025 08:00:00 GMT"


def test_upgrade_is_answered_as_http(shelf: Simulator) -> None:
    """A call that wants a web socket gets the ordinary answer."""
    headers = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    answer = shelf.http.get("/shelf/books", headers=headers)
    assert (answer.status_code, json.loads(answer.content)) == (200, {"limit": 10})


def test_due_work_is_done_before_a_call(shelf: Simulator) -> None:
    """A call that comes when work is due sees that it was done, at its own time."""
    location = shelf.http.post("/shelf/books", json={"title": "x"}).headers["Location"]
    assert httpx.get(location).json() == {"title": "x"}
    done: Any = shelf.clock.advance("PT5S")
    assert [work["kind"] for work in done] == ["catalogue"]
    assert httpx.get(location).json() == {"title": "x", "catalogued": "2025-03-03T08:00:03+00:00"}
