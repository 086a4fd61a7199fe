"""A server with a defect: the healthy one behind something that tampers with what it says."""

from typing import Any
from urllib.parse import unquote

from invaller.serving.requests import Receive, Scope, Send
from invaller.serving.server import Server
from invaller_contracts.provider.defects import Tamper
from invaller_contracts.provider.wire import Answer, Request


class Planted:
    """An ASGI app that stands before a healthy one.

    failures: what went wrong in the tampering itself, which then proves nothing.
    """

    def __init__(self, healthy: Server, tamper: Tamper) -> None:
        self._healthy = healthy
        self._tamper = tamper
        self.failures: list[Exception] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        if scope["type"] != "http":
            await self._healthy(scope, receive, send)
            return

        async def forward(request: Request) -> Answer:
            return await _ask(self._healthy, scope, request)

        try:
            answer = await self._tamper(await _request_of(scope, receive), forward)
        except _Dropped:
            return
        except Exception as error:
            self.failures.append(error)
            raise
        await send(
            {
                "type": "http.response.start",
                "status": answer.status,
                "headers": [(k.encode("latin-1"), v.encode("latin-1")) for k, v in answer.headers],
            }
        )
        await send({"type": "http.response.body", "body": answer.body})


class _Dropped(Exception):
    """The healthy server closed the connection without an answer, as a fault rule asked."""


async def _request_of(scope: Scope, receive: Receive) -> Request:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    target = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
    if scope["query_string"]:
        target = f"{target}?{scope['query_string'].decode('latin-1')}"
    headers = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in scope["headers"])
    return Request(scope["method"], target, headers, body)


async def _ask(app: Server, scope: Scope, request: Request) -> Answer:
    """Let an app answer a request that came on a connection."""
    path, _, query = request.target.partition("?")
    asked = {
        **scope,
        "method": request.method,
        "path": unquote(path),
        "raw_path": path.encode("latin-1"),
        "query_string": query.encode("latin-1"),
        "headers": [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in request.headers],
    }
    told: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": request.body, "more_body": False}

    async def send(message: Any) -> None:
        told.append(dict(message))

    await app(asked, receive, send)
    if not told:
        raise _Dropped
    headers = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in told[0]["headers"])
    body = b"".join(message.get("body", b"") for message in told[1:])
    return Answer(told[0]["status"], headers, body)
