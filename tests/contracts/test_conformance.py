"""An answer beside the specification: what is documented passes, everything else is told."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from invaller_contracts.conformance import Specification

BASE = "http://127.0.0.1/w/w1/REST/dimona/v2"
PROBLEM = "application/problem+json"
NOT_FOUND = {
    "title": "Not Found",
    "status": 404,
    "detail": "The specified resource was not found.",
}
PENDING: dict[str, Any] = {
    "id": "3b730695-1d9d-42c6-90b5-3497209edf56",
    "code": "Not Found",
    "message": "not processed yet",
    "contact": None,
    "environment": None,
    "stackTrace": [],
    "details": [],
}


def defects(
    path: str, status: int, body: Any = None, media_type: str | None = PROBLEM, **more: Any
) -> list[str]:
    """What is wrong with an answer of Dimona to a call; headers in `headers`."""
    headers = dict(more.pop("headers", {}))
    request = httpx.Request(more.pop("method", "GET"), BASE + path)
    if body is None:
        answer = httpx.Response(status, headers=headers, request=request)
    else:
        answer = httpx.Response(status, json=body, headers=headers, request=request)
        answer.headers["Content-Type"] = media_type or ""
    return Specification("dimona").defects(answer, **more)


def test_documented_answers_have_no_defects() -> None:
    """A body with its schema, one that is null where it may be, and no body where none belongs."""
    location = {"Location": f"{BASE}/declarations/600000000111"}
    assert defects("/periods/1", 404, NOT_FOUND) == []
    assert defects("/declarations/1", 404, PENDING, "application/json") == []
    assert defects("/declarations", 201, method="POST", headers=location) == []


@pytest.mark.parametrize(
    ("path", "status", "body", "media_type", "told"),
    [
        ("/periods/1", 418, NOT_FOUND, PROBLEM, "status 418 is not documented"),
        ("/periods/1", 404, NOT_FOUND, "text/html", "media type text/html is not documented"),
        ("/periods/1", 404, {**NOT_FOUND, "more": 1}, PROBLEM, "more"),
        ("/periods/1", 404, {"title": "Not Found", "status": 404}, PROBLEM, "detail"),
        ("/declarations/1", 404, {**PENDING, "id": "1"}, "application/json", "uuid"),
        ("/nothing", 404, NOT_FOUND, PROBLEM, "no operation GET"),
    ],
)
def test_every_defect_is_told(
    path: str, status: int, body: Any, media_type: str, told: str
) -> None:
    """Status, media type, body and format; a path that is not there has no documented answer."""
    (defect,) = defects(path, status, body, media_type)
    assert told in defect


def test_headers_and_bodies_that_are_missing_or_too_much_are_told() -> None:
    """A 201 without Location, and one with a body."""
    assert defects("/declarations", 201, method="POST") == ["no header Location"]
    headers = {"Location": f"{BASE}/declarations/600000000111"}
    told = defects("/declarations", 201, {}, "application/json", method="POST", headers=headers)
    assert told == ["a body where none is documented"]


def test_the_catch_all_counts_only_where_it_is_asked_for() -> None:
    """A 405 is documented by the answer `default`, for those who want that to count."""
    problem = {"type": "about:blank", "title": "Method Not Allowed", "status": 405}
    assert defects("/periods/1", 405, problem, method="PUT") == ["status 405 is not documented"]
    assert defects("/periods/1", 405, problem, method="PUT", default=True) == []
