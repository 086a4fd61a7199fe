"""Putting a server together out of settings, and running it on a socket."""

import socket
from collections.abc import Iterable, Mapping
from typing import Any

import uvicorn

from invaller import apis
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
) -> Server:
    """A server over a world; settings are those of `Settings`, and `state`, a database URL.

    Raises ValueError with a helpful message for a setting or state that cannot be used.
    """
    given = dict(settings)
    state = given.pop("state", "sqlite://")
    try:
        world = open_world(apis.load(keys), Settings().changed(given, {}), state)
    except StoreError as error:
        raise ValueError(str(error)) from error
    return Server(world, operator_token=operator_token, trace_header=trace_header)


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
