"""Bad bodies: refused with the API's own error and an explanation, and nothing is stored."""

import json
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from invaller.serving.requests import BODY_LIMIT
from invaller_contracts.simulator import Simulator


def _post(
    shelf: Simulator, content: bytes, media_type: str | None = "application/json"
) -> httpx.Response:
    headers = {} if media_type is None else {"Content-Type": media_type}
    return shelf.http.post("/shelf/books", content=content, headers=headers)


def _refused(shelf: Simulator, answer: httpx.Response, status: int) -> dict[str, Any]:
    """The first explanation of a refusal that left nothing behind."""
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (shelf.state()["documents"].get("shelf.book"), shelf.pending.list()) == (None, [])
    return dict(shelf.explain(answer)["explanations"][0])


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"{'title': 'x'}",
        b'{"title": "x",}',
        b'{"title": "x"} trailing',
        b'{"title": "\xff"}',
        b'{"title": "\xc3"}',
        b'{"title": "\\ud800"}',
        '{"title": "x"}'.encode("utf-16"),
        b'{"title": "x", "pages": NaN}',
        b'{"title": "x", "pages": Infinity}',
        b'{"title": "x", "pages": 1e999}',
        b'{"title": "x", "pages": ' + b"9" * 5000 + b"}",
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 100_000,
    ],
    ids=lambda content: str(content[:25]),
)
def test_what_is_no_json_is_refused(shelf: Simulator, content: bytes) -> None:
    """A body that no JSON reader takes answers 400 as the API does, and says why."""
    explanation = _refused(shelf, _post(shelf, content), 400)
    assert explanation["rule"] == "shelf.schema.json"
    assert explanation["message"].startswith("JSON syntax error")


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({}, "title"),
        ([], ""),
        ("text", ""),
        (None, ""),
        ({"title": None}, "title"),
        ({"title": ["x"]}, "title"),
        ({"title": ""}, "title"),
        ({"title": "x", "pages": "3"}, "pages"),
        ({"title": "x", "pages": 2.5}, "pages"),
        ({"title": "x", "pages": True}, "pages"),
        ({"title": "x", "unknown": 1}, "unknown"),
        ({"title": "x", "authors": [{"name": 1}, {}]}, "authors[1].name"),
        ({"title": "x", "authors": [[[[1]]]]}, "authors[0]"),
        ({"title": "x", "published": "yesterday"}, "published"),
    ],
)
def test_what_the_schema_refuses_is_named(shelf: Simulator, body: Any, name: str) -> None:
    """A body of another shape answers 400 with an issue that names the member."""
    answer = _post(shelf, json.dumps(body).encode())
    explanation = _refused(shelf, answer, 400)
    assert [issue["name"] for issue in answer.json()["issues"]] == [name]
    assert explanation.get("where") == f"body {name}".strip()


def test_deep_but_readable_nesting_is_refused_by_the_schema(shelf: Simulator) -> None:
    """A body that is nested some hundred deep is read and refused."""
    answer = _post(shelf, b"[" * 300 + b"]" * 300)
    assert _refused(shelf, answer, 400)["rule"] == "shelf.schema.depth"


def test_byte_order_mark_is_passed_over(shelf: Simulator) -> None:
    """A UTF-8 body may begin with a byte order mark."""
    assert _post(shelf, b'\xef\xbb\xbf{"title": "x"}').status_code == 201


def test_escaped_surrogate_pair_is_one_character(shelf: Simulator) -> None:
    """A whole surrogate pair in escapes is the character that it stands for."""
    assert _post(shelf, b'{"title": "\\ud83d\\ude00"}').json() == {"title": "\U0001f600"}


def test_missing_body_is_refused(shelf: Simulator) -> None:
    """A required body that is not there answers 400."""
    assert _refused(shelf, _post(shelf, b""), 400)["rule"] == "shelf.schema.required"


@pytest.mark.parametrize(
    "media_type",
    ["text/xml", "application/x-www-form-urlencoded", "text/plain", "*/*", ";;;", "x", "é"],
)
def test_other_media_types_are_refused(shelf: Simulator, media_type: str) -> None:
    """A body of another media type answers 415 and says which one is taken."""
    answer = shelf.http.post(
        "/shelf/books",
        content=b'{"title": "x"}',
        headers={b"Content-Type": media_type.encode()},
    )
    explanation = _refused(shelf, answer, 415)
    assert "application/json" in explanation["message"]


@pytest.mark.parametrize(
    "media_type",
    [None, "application/json", "Application/JSON", "application/json; charset=utf-8"],
)
def test_json_under_its_names(shelf: Simulator, media_type: str | None) -> None:
    """JSON is JSON in any case, with a character set, and when nothing is said."""
    assert _post(shelf, b'{"title": "x"}', media_type).json() == {"title": "x"}


def test_optional_body_may_be_absent(shelf: Simulator) -> None:
    """Where a body is optional, none reaches the handler as none."""
    assert shelf.http.put("/shelf/notes").json() == {"got": None}


def test_forms(shelf: Simulator) -> None:
    """A form's members are texts, the last one of equal names; a bad one is refused."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = shelf.http.post("/shelf/forms", content=b"a=1&a=2&b=%C3%A9&c=", headers=headers)
    assert answer.json() == {"a": "2", "b": "é", "c": ""}
    for content in (b"a=\xff", b"&".join([b"a=1"] * 1001)):
        bad = shelf.http.post("/shelf/forms", content=content, headers=headers)
        assert _refused(shelf, bad, 400)["rule"] == "shelf.schema.form"


@pytest.fixture
def connection(shelf: Simulator) -> Iterator[socket.socket]:
    """A bare connection to the server."""
    address = urlsplit(shelf.url)
    with socket.create_connection((address.hostname, address.port), timeout=30) as connection:
        yield connection


def _begin(connection: socket.socket, shelf: Simulator, header: str) -> None:
    path = urlsplit(shelf.url).path
    connection.sendall(
        f"POST {path}/shelf/books HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        f"{header}\r\n\r\n".encode()
    )


def test_announced_body_over_the_limit_is_not_waited_for(
    shelf: Simulator, connection: socket.socket
) -> None:
    """A Content-Length over 10 MB answers 413 before a byte of the body has come."""
    _begin(connection, shelf, f"Content-Length: {BODY_LIMIT + 1}")
    assert connection.recv(4096).startswith(b"HTTP/1.1 413 ")
    trace = shelf.requests.list()[0]["trace"]
    assert shelf.explain(trace)["explanations"][0]["rule"] == "shelf.http.payloadTooLarge"


def test_chunked_body_over_the_limit_is_not_read_to_its_end(
    shelf: Simulator, connection: socket.socket
) -> None:
    """A body that tells no length answers 413 as soon as it has passed 10 MB."""
    _begin(connection, shelf, "Transfer-Encoding: chunked")
    megabyte = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    for _ in range(10):
        connection.sendall(megabyte)
    connection.sendall(b"1\r\nx\r\n")  # one byte too many, and no last chunk
    assert connection.recv(4096).startswith(b"HTTP/1.1 413 ")


def test_body_at_the_limit_is_read(shelf: Simulator) -> None:
    """A body of exactly 10 MB is still taken."""
    frame = b'{"title": ""}'
    content = frame[:11] + b"x" * (BODY_LIMIT - len(frame)) + frame[11:]
    assert len(content) == BODY_LIMIT
    assert _post(shelf, content).status_code == 201


def test_connection_goes_on_after_a_refusal(shelf: Simulator) -> None:
    """After a refused body the same client is answered again."""
    assert _post(shelf, b"x" * (BODY_LIMIT + 1)).status_code == 413
    assert _post(shelf, b'{"title": "x"}').status_code == 201
