"""A request off the socket: its body read with a cap, its workspace prefix taken off."""

import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs

from invaller.serving.presented import TLS, Presented, presented

BODY_LIMIT = 10 * 1024 * 1024
"""Bytes of a request body that are taken at most; assumed, no document names a limit."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

# DOTALL: a decoded path may hold a line break, and is a path all the same.
_PREFIX = re.compile(r"^/w/(?P<name>[^/]+)(?P<rest>/.*)?\Z", re.DOTALL)


@dataclass(frozen=True)
class Request:
    """One request.

    path: decoded, below the workspace prefix; body: None when over the limit; tls: what is
    known of the TLS connection, None on the plain port.
    """

    method: str
    path: str
    query_string: str
    headers: list[tuple[str, str]]
    body: bytes | None
    prefix: str
    origin: str
    tls: Mapping[str, Any] | None = None

    @cached_property
    def header(self) -> dict[str, str]:
        """Headers by lower-case name; the last one counts."""
        return {name.lower(): value for name, value in self.headers}

    @cached_property
    def query(self) -> dict[str, list[str]]:
        """Query parameters by name, each with all its texts."""
        return parse_qs(self.query_string, keep_blank_values=True)

    @cached_property
    def presented(self) -> Presented | None:
        """The client certificate of the call, or None without one."""
        return presented(self.tls, self.header)

    @property
    def workspace(self) -> str | None:
        """The workspace that the path prefix names."""
        return self.prefix[3:] if self.prefix else None

    @property
    def base(self) -> str:
        """Scheme, host and workspace prefix that the caller used."""
        return self.origin + self.prefix

    @property
    def url(self) -> str:
        """Path and query as the caller sent them, prefix included."""
        query = f"?{self.query_string}" if self.query_string else ""
        return f"{self.prefix}{self.path}{query}"

    def rebased(self, old: str, new: str) -> "Request":
        """The same request under another base path."""
        return replace(self, path=new + self.path.removeprefix(old))


async def read_request(scope: Scope, receive: Receive) -> Request:
    """Read a request; a body over the limit is neither kept nor read to its end."""
    headers = [
        (name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]
    ]
    declared = next((value for name, value in headers if name.lower() == "content-length"), "0")
    too_large = declared.isdigit() and int(declared) > BODY_LIMIT
    body = None if too_large else await _read_body(receive)
    return _request(scope, headers, body)


async def _read_body(receive: Receive) -> bytes | None:
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b"".join(chunks)
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > BODY_LIMIT:
            return None
        chunks.append(chunk)
        if not message.get("more_body", False):
            return b"".join(chunks)


def _request(scope: Scope, headers: list[tuple[str, str]], body: bytes | None) -> Request:
    path: str = scope["path"]
    match = _PREFIX.match(path)
    prefix = f"/w/{match['name']}" if match else ""
    return Request(
        method=scope["method"],
        path=(match["rest"] or "/") if match else path,
        query_string=scope["query_string"].decode("latin-1"),
        headers=headers,
        body=body,
        prefix=prefix,
        origin=_origin(scope, headers),
        tls=scope.get("extensions", {}).get(TLS),
    )


def _origin(scope: Scope, headers: list[tuple[str, str]]) -> str:
    host = next((value for name, value in headers if name.lower() == "host"), "")
    if not host and scope.get("server"):
        name, port = scope["server"]
        host = f"{name}:{port}" if port else name
    return f"{scope.get('scheme', 'http')}://{host}"
