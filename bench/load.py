"""A load generator: conversations over kept-alive connections, with as little work as it takes.

A conversation is a generator: it yields the bytes of a request and is sent the response.
The general HTTP clients for Python are slower than the servers measured here.
"""

import asyncio
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import cast

import uvloop

from bench.servers import HOST

CONNECTIONS = 16
"""Connections that talk at the same time: a server with one process is never idle."""

_PATIENCE = 30.0
"""Seconds that a server has for the answers that are still out when the time is up."""


@dataclass(frozen=True, slots=True)
class Response:
    """A response: its status, its head as it came, and its body."""

    status: int
    head: bytes
    body: bytes

    @property
    def location(self) -> str:
        """The path of the Location header; raises IndexError when there is none."""
        after = self.head.lower().index(b"\r\nlocation: ") + len(b"\r\nlocation: ")
        url = self.head[after:].split(b"\r\n", 1)[0].decode()
        return "/" + url.split("/", 3)[3] if "://" in url else url


Conversation = Generator[bytes, Response, None]


@dataclass(frozen=True, slots=True)
class Load:
    """What was measured. answers: responses received; busy: share of the generator's own core."""

    answers: int
    seconds: float
    busy: float

    @property
    def rate(self) -> float:
        """Responses a second."""
        return self.answers / self.seconds


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """The bytes of a request."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


class _Connection(asyncio.Protocol):
    """Holds one conversation until it ends or the time is up."""

    def __init__(self, conversation: Conversation, deadline: float) -> None:
        self._conversation = conversation
        self._deadline = deadline
        self._buffer = b""
        self._transport: asyncio.WriteTransport
        self.answers = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports do not derive from asyncio's.
        self._transport = cast("asyncio.WriteTransport", transport)
        self._transport.write(next(self._conversation))

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        if not found or len(rest) < (length := _length(head)):
            return
        self._buffer = rest[length:]
        self.answers += 1
        self._go_on(Response(int(head[9:12]), head, rest[:length]))

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(error or ConnectionError("the server closed the connection"))

    def _go_on(self, response: Response) -> None:
        try:
            following = self._conversation.send(response)
        except StopIteration:
            self._finish()
        except Exception as error:
            self.done.set_exception(error)
            self._transport.close()
        else:
            if time.perf_counter() < self._deadline:
                self._transport.write(following)
            else:
                self._finish()

    def _finish(self) -> None:
        self.done.set_result(None)
        self._transport.close()


def _length(head: bytes) -> int:
    _, _, rest = head.lower().partition(b"content-length: ")
    return int(rest.split(b"\r\n", 1)[0] or b"0")


def drive(
    port: int, converse: Callable[[], Conversation], seconds: float, connections: int = CONNECTIONS
) -> Load:
    """Hold a conversation on each connection, for so many seconds at most."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_drive(port, converse, seconds, connections))


async def _drive(
    port: int, converse: Callable[[], Conversation], seconds: float, connections: int
) -> Load:
    loop = asyncio.get_running_loop()
    begun, worked = time.perf_counter(), time.process_time()
    deadline = begun + seconds
    held = [
        (await loop.create_connection(lambda: _Connection(converse(), deadline), HOST, port))[1]
        for _ in range(connections)
    ]
    async with asyncio.timeout(seconds + _PATIENCE):
        await asyncio.gather(*(connection.done for connection in held))
    elapsed = time.perf_counter() - begun
    answers = sum(connection.answers for connection in held)
    return Load(answers, elapsed, (time.process_time() - worked) / elapsed)
