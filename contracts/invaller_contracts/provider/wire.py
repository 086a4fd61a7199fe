"""Requests and answers as they pass between a client and a provider."""

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self
from urllib.parse import parse_qs

Headers = tuple[tuple[str, str], ...]

_PREFIX = re.compile(r"^(/w/[^/]+)(/.*)?\Z", re.DOTALL)


@dataclass(frozen=True)
class Request:
    """A request on its way to the provider. target: path, percent-encoded as sent, with query."""

    method: str
    target: str
    headers: Headers = ()
    body: bytes = b""

    @cached_property
    def path(self) -> str:
        """The path below the workspace's prefix, without query."""
        path = self.target.partition("?")[0]
        found = _PREFIX.match(path)
        return (found[2] or "/") if found else path

    @cached_property
    def query(self) -> Mapping[str, list[str]]:
        """The parameters of the query."""
        return parse_qs(self.target.partition("?")[2], keep_blank_values=True)

    @property
    def json(self) -> Any:
        """The body as JSON; None when it is none."""
        return _json(self.body)

    def header(self, name: str) -> str | None:
        """A header by its name in any letter case; None when it was not sent."""
        return _header(self.headers, name)

    def with_body(self, body: bytes) -> Self:
        """The request with another body."""
        return replace(self, body=body, headers=_measured(self.headers, body))

    def with_json(self, body: Any) -> Self:
        """The request with another JSON body."""
        return self.with_body(_bytes(body))

    def with_target(self, target: str) -> Self:
        """The request to another path and query, workspace prefix included."""
        return replace(self, target=target)

    def without_header(self, name: str) -> Self:
        """The request without a header."""
        return replace(self, headers=_without(self.headers, name))

    def control(self, method: str, path: str, body: Any = None) -> "Request":
        """A call to the simulator's control plane about the workspace of this request."""
        found = _PREFIX.match(self.target.partition("?")[0])
        prefix = found[1] if found else ""
        content = b"" if body is None else _bytes(body)
        headers = (("content-type", "application/json"), ("host", self.header("host") or ""))
        return Request(method, f"{prefix}/_sim{path}", _measured(headers, content), content)


@dataclass(frozen=True)
class Answer:
    """What the provider answers."""

    status: int
    headers: Headers = ()
    body: bytes = b""

    @property
    def ok(self) -> bool:
        """Whether it tells success."""
        return 200 <= self.status < 300

    @property
    def json(self) -> Any:
        """The body as JSON; None when it is none."""
        return _json(self.body)

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    def header(self, name: str) -> str | None:
        """A header by its name in any letter case; None when there is none."""
        return _header(self.headers, name)

    def with_status(self, status: int) -> Self:
        """The answer with another status."""
        return replace(self, status=status)

    def with_body(self, body: bytes) -> Self:
        """The answer with another body."""
        return replace(self, body=body, headers=_measured(self.headers, body))

    def with_json(self, body: Any) -> Self:
        """The answer with another JSON body."""
        return self.with_body(_bytes(body))

    def with_text(self, text: str) -> Self:
        """The answer with another text."""
        return self.with_body(text.encode())

    def with_header(self, name: str, value: str) -> Self:
        """The answer with a header in place of those of the same name."""
        return replace(self, headers=(*_without(self.headers, name), (name, value)))

    def without_header(self, name: str) -> Self:
        """The answer without a header."""
        return replace(self, headers=_without(self.headers, name))


Forward = Callable[[Request], Awaitable[Answer]]
"""Lets the healthy provider answer a request; it can be asked as often as a defect needs."""


def _json(body: bytes) -> Any:
    try:
        return json.loads(body) if body else None
    except ValueError:
        return None


def _bytes(body: Any) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _header(headers: Headers, name: str) -> str | None:
    found = [value for key, value in headers if key.lower() == name.lower()]
    return found[-1] if found else None


def _without(headers: Headers, name: str) -> Headers:
    return tuple((key, value) for key, value in headers if key.lower() != name.lower())


def _measured(headers: Headers, body: bytes) -> Headers:
    return (*_without(headers, "content-length"), ("content-length", str(len(body))))
