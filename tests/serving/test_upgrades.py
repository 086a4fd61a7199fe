"""Requests that offer to go on in another protocol, as Java's HttpClient sends them."""

import json
import socket
from collections.abc import Iterator
from http.client import HTTPResponse
from typing import Any
from urllib.parse import urlsplit

import pytest

from invaller_contracts.simulator import Simulator

OFFER = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAA\r\n"


@pytest.fixture
def connection(shelf: Simulator) -> Iterator[socket.socket]:
    """A connection to the server of the shelf."""
    server = urlsplit(shelf.url)
    with socket.create_connection((str(server.hostname), server.port or 80), timeout=30) as made:
        yield made


def request(shelf: Simulator, method: str, path: str, body: bytes = b"") -> tuple[bytes, bytes]:
    """Head and body of a request with the offer."""
    prefix = urlsplit(shelf.url).path
    head = (
        f"{method} {prefix}{path} HTTP/1.1\r\nHost: localhost\r\n{OFFER}"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode(), body


def answer(connection: socket.socket) -> tuple[int, Any]:
    """The status and the body of the next answer."""
    response = HTTPResponse(connection)
    response.begin()
    return response.status, json.loads(response.read())


@pytest.mark.parametrize("at_once", [True, False], ids=["one write", "two writes"])
def test_offer_is_passed_over(shelf: Simulator, connection: socket.socket, at_once: bool) -> None:
    """A request that offers h2c is answered in HTTP/1.1, its body read whole."""
    head, body = request(shelf, "PUT", "/shelf/notes", b'{"note": "x"}')
    for part in [head + body] if at_once else [head, body]:
        connection.sendall(part)
    assert answer(connection) == (200, {"got": {"note": "x"}})


def test_offer_without_a_body(shelf: Simulator, connection: socket.socket) -> None:
    """A request without a body may offer h2c too, and the next one on its connection again."""
    for limit in (3, 4):
        connection.sendall(b"".join(request(shelf, "GET", f"/shelf/books?limit={limit}")))
        assert answer(connection) == (200, {"limit": limit})


def test_offer_of_several_requests_at_once(shelf: Simulator, connection: socket.socket) -> None:
    """Requests that follow each other in one write are answered in their order."""
    first = request(shelf, "PUT", "/shelf/notes", b'{"note": 1}')
    second = request(shelf, "PUT", "/shelf/notes", b'{"note": 2}')
    connection.sendall(b"".join(first + second))
    response = connection.makefile("rb").read1
    read = b""
    while read.count(b"HTTP/1.1 200 OK") < 2 or b"2}}" not in read:
        read += response(65536)
    assert read.index(b'{"got":{"note":1}}') < read.index(b'{"got":{"note":2}}')
