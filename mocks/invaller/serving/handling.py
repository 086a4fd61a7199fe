"""What is known about the call that is being handled, passed along connexion's pipeline."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from invaller.kernel.api import Api, Handler
from invaller.kernel.calls import Answer, Call, Caller, Notes
from invaller.kernel.clock import render_instant
from invaller.kernel.problems import Circumstances
from invaller.kernel.workspace import Workspace
from invaller.serving.requests import Request
from invaller.serving.router import Route

_EXTENSION = "invaller"


@dataclass(slots=True)
class Handling:
    """One call on its way from the router to its handler."""

    request: Request
    route: Route
    workspace: Workspace
    now: datetime
    trace: str
    notes: Notes
    caller: Caller | None = None
    outages: frozenset[str] = frozenset()
    parameters: Mapping[str, Any] = field(default_factory=dict)  # until read: texts of the path
    given: frozenset[str] = frozenset()
    body: Any = None
    answer: Answer | None = None
    aside: Handler | None = None
    """What answers in the place of an operation's handler, unchecked but for the caller."""

    def call(self) -> Call:
        """The call as its handler sees it."""
        presented = self.request.presented
        api = self.route.operation.api
        base_path = api.base_path_of(self.request.path)
        below = self.request.path[len(base_path) :] if base_path else self.request.path
        base_path = base_path or api.base_path  # a page lies beside it
        return Call(
            api=api.key,
            operation=self.route.operation.id,
            workspace=self.workspace,
            now=self.now,
            caller=self.caller,
            parameters=self.parameters,
            query=self.request.query,
            given=self.given,
            body=self.body,
            base=self.request.base + base_path,
            method=self.request.method,
            path=below,
            trace=self.trace,
            headers=self.request.header,
            outages=self.outages,
            notes=self.notes,
            certificate=presented.certificate if presented else None,
        )


def circumstances_of(
    workspace: Workspace, request: Request, now: datetime, trace: str, **more: Any
) -> Circumstances:
    """What a problem may tell about a call."""
    return Circumstances(
        trace=trace,
        method=request.method,
        path=request.path,
        strict=workspace.strict,
        switch=workspace.switch,
        timestamp=render_instant(now),
        **more,
    )


def _is_type(name: str) -> bool:
    return name.lower() == "content-type"


def _media_type(value: str, api: Api) -> str:
    """A Content-Type in lower case, its media type as the specification names it.

    Media types are the same in any case (RFC 9110, 8.3.1); connexion compares text.
    """
    media_type, semicolon, parameters = value.lower().partition(";")
    media_type = media_type.strip()
    return api.media_type_names.get(media_type, media_type) + semicolon + parameters


def handling_of(scope: MutableMapping[str, Any]) -> Handling:
    """The handling that travels in an ASGI scope."""
    handling: Handling = scope["extensions"][_EXTENSION]
    return handling


def scope_of(handling: Handling) -> MutableMapping[str, Any]:
    """An ASGI scope for connexion's pipeline, with the route found already."""
    request, operation = handling.request, handling.route.operation
    return {
        "type": "http",
        "method": request.method,
        "path": request.path,
        "query_string": request.query_string.encode("latin-1"),
        "headers": [
            (
                name.lower().encode(),
                (_media_type(value, operation.api) if _is_type(name) else value).encode(),
            )
            for name, value in request.headers
            if not (operation.api.any_media_type and _is_type(name))
        ],
        "path_params": handling.route.parameters,
        "extensions": {_EXTENSION: handling},
    }
