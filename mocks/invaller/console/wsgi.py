"""Calling a WSGI application where we are: in this thread, inside the world's turn.

A server gateway would run it on a thread of its own; the store's one connection and the
order of events want it here. A page takes a few milliseconds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from sys import stderr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

Headers = list[tuple[str, str]]

WORKSPACE = "invaller.workspace"
"""Key of the WSGI environ under which a visit's workspace prefix travels."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for a page. path: decoded; origin: scheme and host as the visitor wrote them."""

    method: str
    path: str
    query_string: str
    headers: Headers
    body: bytes
    origin: str
    workspace: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What goes back to the visitor."""

    status: int
    headers: Headers
    body: bytes


def environ_of(visit: Visit) -> dict[str, Any]:
    """The WSGI environ of a visit (PEP 3333)."""
    scheme, _, host = visit.origin.partition("://")
    name, _, port = host.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": visit.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": visit.path.encode().decode("latin-1"),
        "QUERY_STRING": visit.query_string,
        "SERVER_NAME": name or host,
        "SERVER_PORT": port if port.isdigit() else "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_LENGTH": str(len(visit.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.input": BytesIO(visit.body),
        "wsgi.errors": stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        WORKSPACE: visit.workspace,
    }
    for header, value in visit.headers:
        key = header.upper().replace("-", "_")
        if key == "CONTENT_TYPE":
            environ[key] = value
        elif key != "CONTENT_LENGTH":
            environ[f"HTTP_{key}"] = value
    return environ


def call(app: "WSGIApplication", visit: Visit) -> Page:
    """The page that an application answers a visit with; its exceptions come through."""
    started: list[tuple[str, Headers]] = []

    def start_response(status: str, headers: Headers, _error: Any = None) -> Any:
        started.append((status, headers))
        return None

    chunks: Iterable[bytes] = app(environ_of(visit), start_response)
    try:
        body = b"".join(chunks)
    finally:
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
    status, headers = started[-1]
    return Page(int(status.split()[0]), headers, body)
