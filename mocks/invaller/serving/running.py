"""Putting a server together out of settings, and running it on a socket."""

import socket
from collections.abc import Iterable, Mapping
from typing import Any

import uvicorn

from invaller import apis
from invaller.kernel.api import Api
from invaller.kernel.settings import Settings
from invaller.kernel.store import StoreError
from invaller.kernel.world import open_world
from invaller.serving.protocol import Protocol
from invaller.serving.server import Server


def build(
    keys: Iterable[str] | None,
    settings: Mapping[str, Any],
    operator_token: str | None = None,
    trace_header: bool = True,
    documents: Mapping[str, str] | None = None,
) -> Server:
    """A server over a world; settings are those of `Settings`, and `state`, a database URL.

    documents: files with OpenAPI documents that take the place of those of APIs, by key.
    Raises ValueError with a helpful message for what cannot be used.
    """
    given = dict(settings)
    state = given.pop("state", "sqlite://")
    try:
        loaded = _over_documents(apis.load(keys), documents or {})
        world = open_world(loaded, Settings().changed(given, {}), state)
    except StoreError as error:
        raise ValueError(str(error)) from error
    return Server(world, operator_token=operator_token, trace_header=trace_header)


def _over_documents(loaded: Mapping[str, Api], documents: Mapping[str, str]) -> Mapping[str, Api]:
    if not documents:
        return loaded
    from invaller.serving.documents import with_documents

    return with_documents(loaded, documents)


def run(server: Server, listening: socket.socket) -> None:
    """Serve on a bound socket until the process is told to stop."""
    uvicorn_of(server).run(sockets=[listening])


def uvicorn_of(server: Server) -> uvicorn.Server:
    """The uvicorn server for an app: answers carry only the headers that the app gives them."""
    return uvicorn.Server(
        uvicorn.Config(
            server,
            http=Protocol,
            ws="none",
            timeout_graceful_shutdown=2,
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=False,
            lifespan="on",
        )
    )
