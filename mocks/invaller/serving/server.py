"""The ASGI app of a world: takes turns, finds the workspace, keeps or discards an exchange."""

import asyncio
import logging

from invaller.console import Console, Visit, is_console
from invaller.console.access import same_secret, why_not_posted
from invaller.kernel.api import Api
from invaller.kernel.calls import Answer, TakenBack
from invaller.kernel.explanations import Explanation
from invaller.kernel.identity.tokens import bearer_token
from invaller.kernel.identity.workspaces import workspace_of_credential
from invaller.kernel.ids import derive
from invaller.kernel.problems import ProblemKind
from invaller.kernel.world import DEFAULT, World
from invaller.serving.control import BASE, control_api
from invaller.serving.control.problems import problem
from invaller.serving.deliveries import Delivery, encode
from invaller.serving.exchanges import Exchanges
from invaller.serving.handling import circumstances_of
from invaller.serving.operations import operations_of, specification_of
from invaller.serving.pipeline import Pipeline
from invaller.serving.protocol import TRANSPORT
from invaller.serving.requests import Receive, Request, Scope, Send, read_request
from invaller.serving.router import Router

_LOG = logging.getLogger("invaller")

WIREMOCK = "/__admin"
"""Verification calls of WireMock answer too, for clients that speak them."""

WORKSPACE_HEADER = "x-sim-workspace"

_SOON = 0.1
"""Seconds after which what bodies need is loaded: calls that waited for the start go first."""


class Server:
    """Serves the simulated APIs of a world and its control plane.

    tls_port: where the same is served with TLS, if anywhere.
    """

    def __init__(
        self,
        world: World,
        *,
        operator_token: str | None = None,
        trace_header: bool = True,
        tls_port: int | None = None,
    ) -> None:
        self.world = world
        self._operator_token = operator_token
        control = control_api(world, tls_port)
        apis = [*world.apis.values(), control]
        operations = (one for api in apis for one in operations_of(api, specification_of(api)))
        self._router = Router(operations, apis)
        self._control = control
        self._console = Console(world, control.handlers, operator_token)
        self._pipeline = Pipeline()
        self._exchanges = Exchanges(self._router, self._pipeline, trace_header=trace_header)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            request = await read_request(scope, receive)
            delivery = await self.exchange(request)
            await _deliver(delivery, scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        """Begin and end with the process that serves it."""
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                loop = asyncio.get_running_loop()
                loop.call_later(_SOON, loop.run_in_executor, None, self._pipeline.prepare)
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return

    async def exchange(self, request: Request) -> Delivery:
        """Answer one request; every change it makes is stored before the answer leaves."""
        if request.path == WIREMOCK or request.path.startswith(f"{WIREMOCK}/"):
            request = request.rebased(WIREMOCK, BASE)
        async with self.world.turn:
            try:
                with self.world.transaction():
                    return await self._exchange(request)
            except TakenBack as refusal:
                return _plain(refusal.answer)
            except Exception as error:
                _LOG.exception("%s %s failed", request.method, request.url)
                with self.world.transaction():
                    return self._failed(request, error)

    async def _exchange(self, request: Request) -> Delivery:
        if is_console(request.path):
            return self._console_page(request)
        api = self._router.api_of(request.path)
        if api is None:
            return _plain(problem(404, f"nothing is served at {request.path}; {self._served()}"))
        if api is self._control and (refused := self._refused(request)) is not None:
            return _plain(refused)
        name = self._workspace_name(request, api)
        workspace = self.world.find(name)
        if workspace is None:
            names = ", ".join(self.world.names())
            return _plain(problem(404, f"no workspace {name!r}; there are {names}"))
        if api is self._control:
            return await self._exchanges.control(workspace, request, api)
        return await self._exchanges.exchange(workspace, request, api)

    def _workspace_name(self, request: Request, api: Api) -> str:
        """The workspace that a call is about: by prefix, header, credential, else the default."""
        name = request.workspace or request.header.get(WORKSPACE_HEADER)
        if name is None and api is not self._control:
            found = request.presented
            name = workspace_of_credential(
                self.world.store,
                request.header,
                found.certificate.fingerprint if found else None,
                api.claim(request.query, request.body or b"") if api.claim else None,
            )
        return name or DEFAULT

    def _console_page(self, request: Request) -> Delivery:
        visit = Visit(
            request.method,
            request.path,
            request.query_string,
            request.headers,
            request.body or b"",
            request.origin,
            request.workspace,
        )
        page = self._console.answer(visit)
        return Delivery(page.status, page.headers, page.body)

    def _refused(self, request: Request) -> Answer | None:
        """Why a control call is not taken: no operator token, or a browser's foreign page.

        On loopback there is no password, but any page that a browser shows could post here.
        """
        token, origin = self._operator_token, request.header.get("origin")
        if token is not None:
            given = bearer_token(request.header.get("authorization")) or ""
            if not same_secret(given, token):
                return problem(401, "the control plane needs the token printed at start")
        if origin is not None:
            host = request.header.get("host", "")
            foreign = why_not_posted(host, origin, None, loopback_only=token is None)
            if foreign is not None:
                return problem(403, foreign)
        return None

    def _served(self) -> str:
        apis = [*self.world.apis.values(), self._control]
        bases = ", ".join(address for api in apis for address in api.addresses)
        return f"the base paths are {bases}"

    def _failed(self, request: Request, error: Exception) -> Delivery:
        """The documented technical error; what the exchange had changed is not stored."""
        api = self._router.api_of(request.path) or self._control
        found = self.world.find(self._workspace_name(request, api))
        workspace = found or self.world.workspace()
        number = workspace.journal.next_number()
        trace = derive(workspace.settings.seed, "failed", number).hex()[:24]
        circumstances = circumstances_of(workspace, request, workspace.now, trace)
        answer = api.problem(ProblemKind.SERVER_ERROR, circumstances)
        explanation = Explanation(
            "simulator.defect",
            "the simulator itself",
            f"{type(error).__name__}: {error}; this is a defect of the simulator, please report it",
        )
        return self._exchanges.remember(workspace, request, api, number, trace, answer, explanation)


def _plain(answer: Answer) -> Delivery:
    body = encode(answer)
    headers = [("Content-Length", str(len(body))), *answer.headers.items()]
    if body:
        headers.append(("Content-Type", answer.media_type))
    return Delivery(answer.status, headers, body)


async def _deliver(delivery: Delivery, scope: Scope, receive: Receive, send: Send) -> None:
    if delivery.delay and not await _waited(delivery.delay, receive):
        return
    if delivery.drop and await _dropped(scope, receive):
        return
    headers = [(name.encode(), value.encode("latin-1")) for name, value in delivery.headers]
    await send({"type": "http.response.start", "status": delivery.status, "headers": headers})
    body = delivery.body
    if delivery.truncate is not None:
        cut = body[: delivery.truncate]
        await send({"type": "http.response.body", "body": cut, "more_body": True})
        await _closed(scope, receive)
        return
    await send({"type": "http.response.body", "body": body})


async def _waited(seconds: float, receive: Receive) -> bool:
    """Wait so long, or until the client has gone; tells whether it is still there."""
    gone = asyncio.ensure_future(_disconnected(receive))
    done, _ = await asyncio.wait({gone}, timeout=seconds)
    gone.cancel()
    return not done


async def _dropped(scope: Scope, receive: Receive) -> bool:
    """Close the connection without an answer; tells whether there was one to close."""
    connection = scope.get("extensions", {}).get(TRANSPORT)
    if connection is None:
        return False
    connection["transport"].abort()
    await _disconnected(receive)
    return True


async def _closed(scope: Scope, receive: Receive) -> None:
    """Close the connection after what was sent; a server without one at hand does it itself."""
    connection = scope.get("extensions", {}).get(TRANSPORT)
    if connection is not None:
        connection["transport"].close()
        await _disconnected(receive)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue
