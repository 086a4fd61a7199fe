"""The body of an error answer, whichever of the documented forms it has.

Five forms are on the wire, and the OAuth server has a sixth:

- belgif problem: type, href, title, status, detail, instance, issues (precontractual data, 3.3.7)
- StatusMessage: id, code, message, ... (Dimona WS REST v2, 7.2 (5))
- not found: title, status, detail (Dimona WS REST v2, 7.4 and 7.6)
- list of messages: code, type, description, properties (Loket API V2, Messages)
- technical fault: timestamp, status, error, path (precontractual data, 3.3.16)
- one JSON text, without members (Link2Prisma)
- token refusal: error, error_description (RFC 6749, 5.2)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

TRACE_HEADERS = ("X-Sim-Trace-Id", "BelGov-Trace-Id")
"""Headers that may name the exchange, in order of preference."""

_TITLES = ("title", "code", "error")
_DETAILS = ("detail", "message", "error_description")
_INSTANCES = ("instance", "id")


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that is wrong with the input (precontractual data, 3.3.7 to 3.3.14).

    `location` is the wire's `in`: query, path, body or header.
    """

    detail: str | None
    location: str | None
    name: str | None
    value: Any = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What an error answer says; every text without the spaces around it.

    `body` is the whole parsed JSON body, the text if it is not JSON, or None if it is empty.
    `retry_after` is that header as sent: seconds or an HTTP date.
    """

    status: int
    title: str | None = None
    detail: str | None = None
    type: str | None = None
    instance: str | None = None
    issues: tuple[Issue, ...] = ()
    trace: str | None = None
    retry_after: str | None = None
    body: Any = None

    def __str__(self) -> str:
        """Status, title, detail, issues and trace id, on one line."""
        said = ": ".join(text for text in (self.title, self.detail) if text)
        issues = "; ".join(f"{issue.name}: {issue.detail}" for issue in self.issues)
        trace = f"trace {self.trace}" if self.trace else ""
        extras = "".join(f" ({extra})" for extra in (issues, trace) if extra)
        return f"{self.status} {said}".rstrip() + extras


def problem_of(response: httpx.Response) -> Problem:
    """Read the problem that `response` carries; never raises, whatever the body is."""
    body = _body_of(response)
    members: Mapping[str, Any] = body if isinstance(body, dict) else {}
    return Problem(
        status=response.status_code,
        title=_first_text(members, _TITLES) or _of_messages(members, "type"),
        detail=_first_text(members, _DETAILS)
        or _of_messages(members, "description")
        or _bare_text(response, body),
        type=_first_text(members, ("type",)),
        instance=_first_text(members, _INSTANCES),
        issues=_issues_of(members.get("issues")),
        trace=trace_of(response),
        retry_after=response.headers.get("Retry-After"),
        body=body,
    )


def trace_of(response: httpx.Response) -> str | None:
    """The id under which the server knows this exchange, if it gave one."""
    found = (response.headers.get(name) for name in TRACE_HEADERS)
    return next((trace for trace in found if trace), None)


def _body_of(response: httpx.Response) -> Any:
    try:
        return response.json()
    except ValueError:
        return response.text or None


def _first_text(members: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    found = (members.get(name) for name in names)
    return next((text.strip() for text in found if isinstance(text, str)), None)


def _of_messages(members: Mapping[str, Any], name: str) -> str | None:
    """What the messages of a body say under a name, each text once."""
    listed = members.get("messages")
    messages = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    said = [_first_text(one, (name,)) for one in messages]
    return "; ".join(dict.fromkeys(text for text in said if text)) or None


def _bare_text(response: httpx.Response, body: object) -> str | None:
    """The body that is one text; the page of a proxy between us is no such text."""
    is_json = "json" in response.headers.get("Content-Type", "")
    return body.strip() if is_json and isinstance(body, str) else None


def _issues_of(listed: object) -> tuple[Issue, ...]:
    if not isinstance(listed, list):
        return ()
    return tuple(
        Issue(
            detail=_first_text(issue, ("detail",)),
            location=_first_text(issue, ("in",)),
            name=_first_text(issue, ("name",)),
            value=issue.get("value"),
        )
        for issue in listed
        if isinstance(issue, dict)
    )
