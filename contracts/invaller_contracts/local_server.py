"""A server inside the process of a test run, on a free loopback port."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import httpx

from invaller.serving.running import App, Secured, build, uvicorn_of

_PATIENCE = 60.0
"""Seconds that a start or a stop may take on a busy machine."""


@contextmanager
def served(server: App, secured: Secured | None = None) -> Iterator[str]:
    """Serve an app in a thread for as long as the context lasts; gives its URL.

    secured: a socket on which it is served with TLS too.
    """
    listening = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    running = uvicorn_of(server, secured)
    thread = Thread(target=running.run, kwargs={"sockets": [listening]}, name="invaller")
    thread.start()
    try:
        # The socket listens already, so this waits until the app takes its first call.
        httpx.get(f"{url}/_sim/ready", timeout=_PATIENCE)
        yield url
    finally:
        running.should_exit = True
        thread.join(_PATIENCE)
        listening.close()


@contextmanager
def fresh_server() -> Iterator[str]:
    """Serve every API over a new world in memory; gives the server's URL."""
    server = build(None, {})
    try:
        with served(server) as url:
            yield url
    finally:
        server.world.store.close()
