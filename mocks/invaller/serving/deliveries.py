"""What leaves for the wire, and what the journal keeps of it."""

import json
from dataclasses import dataclass
from datetime import datetime

from invaller.kernel.api import Api
from invaller.kernel.calls import Answer, Notes
from invaller.kernel.clock import wall
from invaller.kernel.journal import Exchange
from invaller.kernel.workspace import Workspace
from invaller.serving.handling import Handling
from invaller.serving.presented import identity_of
from invaller.serving.requests import Request


@dataclass(frozen=True, slots=True)
class Delivery:
    """An answer ready for the wire, and how it is to be spoiled on the way."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    delay: float = 0.0
    truncate: int | None = None
    drop: bool = False

    @property
    def word(self) -> str:
        """How it reaches the client: `dropped`, `cut`, `delayed` or `whole`."""
        if self.drop:
            return "dropped"
        if self.truncate is not None and self.truncate < len(self.body):
            return "cut"
        return "delayed" if self.delay else "whole"


def encode(answer: Answer) -> bytes:
    """The body of an answer as bytes: JSON unless the handler gave bytes or nothing."""
    if answer.body is None:
        return b""
    if isinstance(answer.body, bytes):
        return answer.body
    text = json.dumps(answer.body, ensure_ascii=False, separators=(",", ":"))
    # A lone surrogate, as an explanation may quote it, leaves as the JSON escape it came in.
    return text.encode("utf-8", "backslashreplace")


def journalled(
    workspace: Workspace,
    request: Request,
    api: Api,
    number: int,
    trace: str,
    now: datetime,
    handling: Handling | None,
    delivery: Delivery,
    notes: Notes,
) -> Exchange:
    """The journal's entry of one exchange; without a handling no operation was found."""
    return Exchange(
        number=number,
        trace=trace,
        workspace=workspace.name,
        api=api.key,
        operation=handling.route.operation.id if handling else "",
        time=now,
        wall=wall(),
        method=request.method,
        url=request.url,
        request_headers=request.headers,
        request_body=request.body or b"",
        status=delivery.status,
        response_headers=delivery.headers,
        response_body=delivery.body,
        client=handling.caller.client_id if handling and handling.caller else None,
        delivery=delivery.word,
        notes=notes,
        identity=identity_of(workspace, request.presented, now, notes),
    )
