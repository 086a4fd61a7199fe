"""Putting a server together out of settings, and running it on one or two sockets."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import uvicorn

from invaller import apis
from invaller.kernel.api import Api
from invaller.kernel.settings import Settings
from invaller.kernel.store import StoreError
from invaller.kernel.world import open_world
from invaller.serving.protocol import Protocol
from invaller.serving.requests import Receive, Scope, Send
from invaller.serving.server import Server

App = Callable[[Scope, Receive, Send], Awaitable[None]]
"""An ASGI app: a server, or something that stands before one."""

_PATIENCE = 2
"""Seconds that a stopping server waits for answers under way."""

_FAREWELL = 0.5
"""Seconds that a client has to answer the farewell of a TLS connection."""


def build(
    keys: Iterable[str] | None,
    settings: Mapping[str, Any],
    operator_token: str | None = None,
    trace_header: bool = True,
    tls_port: int | None = None,
    documents: Mapping[str, str] | None = None,
) -> Server:
    """A server over a world; settings are those of `Settings`, and `state`, a database URL.

    tls_port: where it will be served with TLS too, so that it can say so; documents: files
    with OpenAPI documents that take the place of those of APIs, by key.
    Raises ValueError with a helpful message for what cannot be used.
    """
    given = dict(settings)
    state = given.pop("state", "sqlite://")
    try:
        loaded = _over_documents(apis.load(keys), documents or {})
        world = open_world(loaded, Settings().changed(given, {}), state)
    except StoreError as error:
        raise ValueError(str(error)) from error
    return Server(
        world, operator_token=operator_token, trace_header=trace_header, tls_port=tls_port
    )


def _over_documents(loaded: Mapping[str, Api], documents: Mapping[str, str]) -> Mapping[str, Api]:
    if not documents:
        return loaded
    from invaller.serving.documents import with_documents

    return with_documents(loaded, documents)


@dataclass(frozen=True, slots=True)
class Secured:
    """A bound socket on which the same app is served with TLS."""

    listening: socket.socket
    context: ssl.SSLContext


def run(server: Server, listening: socket.socket, secured: Secured | None = None) -> None:
    """Serve on a bound socket until the process is told to stop."""
    uvicorn_of(server, secured).run(sockets=[listening])


def uvicorn_of(server: App, secured: Secured | None = None) -> uvicorn.Server:
    """The uvicorn server for an app: answers carry only the headers that the app gives them."""
    config = uvicorn.Config(
        server,
        http=Protocol,
        ws="none",
        timeout_graceful_shutdown=_PATIENCE,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        lifespan="on",
    )
    return uvicorn.Server(config) if secured is None else _WithTls(config, secured)


class _WithTls(uvicorn.Server):
    """Listens on a second socket, with TLS: same app, same event loop, stopped together."""

    def __init__(self, config: uvicorn.Config, secured: Secured) -> None:
        super().__init__(config)
        self._secured = secured

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Called by uvicorn; what it listens on, it closes at the end."""
        await super().startup(sockets=sockets)
        secured = await asyncio.get_running_loop().create_server(
            self._protocol,
            sock=self._secured.listening,
            ssl=self._secured.context,
            ssl_shutdown_timeout=_FAREWELL,
            backlog=self.config.backlog,
        )
        self.servers.append(secured)

    def _protocol(self) -> asyncio.Protocol:
        return Protocol(
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )
