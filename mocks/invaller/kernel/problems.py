"""Problems every API can answer, in the form of the belgif REST guide (problem+json).

An API whose document shows other bodies maps the same kinds in its own `problems` module.
Sources: belgif REST guide, problem types and issue types (facts: belgif 1 to 3).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from invaller.kernel.calls import Answer, Call

GUIDE = "https://www.belgif.be/specification/rest/api-guide"
PROBLEM_JSON = "application/problem+json"
REALM = "socialsecurity"


class ProblemKind(StrEnum):
    """What can be wrong with a call before, or without, a rule of the API itself."""

    BAD_REQUEST = "badRequest"
    NO_ACCESS_TOKEN = "noAccessToken"  # noqa: S105 - the name of a problem
    INVALID_ACCESS_TOKEN = "invalidAccessToken"  # noqa: S105
    EXPIRED_ACCESS_TOKEN = "expiredAccessToken"  # noqa: S105
    MISSING_SCOPE = "missingScope"
    MISSING_PERMISSION = "missingPermission"
    NOT_FOUND = "resourceNotFound"
    METHOD_NOT_ALLOWED = "methodNotAllowed"
    PAYLOAD_TOO_LARGE = "payloadTooLarge"
    UNSUPPORTED_MEDIA_TYPE = "unsupportedMediaType"
    TOO_MANY_REQUESTS = "tooManyRequests"
    SERVER_ERROR = "internalServerError"
    NOT_SIMULATED = "notImplemented"
    BAD_GATEWAY = "badGateway"
    UNAVAILABLE = "serviceUnavailable"


@dataclass(frozen=True, slots=True)
class Violation:
    """One value that the specification does not allow.

    place: body, query, path or header; name: JSON path or parameter name; rule: the
    keyword of the schema; nearest: the nearest accepted value, when one is known.
    """

    place: str
    name: str
    rule: str
    message: str
    found: Any = None
    expected: Any = None
    nearest: Any = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a problem may want to tell about the call it answers."""

    trace: str
    method: str
    path: str
    strict: bool
    switch: Callable[[str], str]
    operation: str = ""
    timestamp: str = ""
    detail: str | None = None
    violations: tuple[Violation, ...] = ()
    allowed_methods: tuple[str, ...] = ()
    required_scopes: tuple[str, ...] = ()
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class _Type:
    status: int
    title: str
    detail: str | None = None


_TYPES: Mapping[ProblemKind, _Type] = {
    ProblemKind.BAD_REQUEST: _Type(400, "Bad Request", "The input message is incorrect"),
    ProblemKind.NO_ACCESS_TOKEN: _Type(
        401, "No Access Token", "No Bearer access token found in Authorization HTTP header"
    ),
    ProblemKind.INVALID_ACCESS_TOKEN: _Type(
        401,
        "Invalid Access Token",
        "The Bearer access token found in the Authorization HTTP header is invalid",
    ),
    ProblemKind.EXPIRED_ACCESS_TOKEN: _Type(
        401,
        "Expired Access Token",
        "The Bearer access token found in the Authorization HTTP header has expired",
    ),
    ProblemKind.MISSING_SCOPE: _Type(403, "Missing Scope", "Missing scope to perform request"),
    ProblemKind.MISSING_PERMISSION: _Type(
        403, "Missing Permission", "Not permitted to perform this request"
    ),
    ProblemKind.NOT_FOUND: _Type(404, "Resource Not Found"),
    ProblemKind.METHOD_NOT_ALLOWED: _Type(405, "Method Not Allowed"),
    ProblemKind.PAYLOAD_TOO_LARGE: _Type(413, "Payload Too Large"),
    ProblemKind.UNSUPPORTED_MEDIA_TYPE: _Type(415, "Unsupported Media Type"),
    ProblemKind.TOO_MANY_REQUESTS: _Type(429, "Too Many Requests"),
    ProblemKind.SERVER_ERROR: _Type(500, "Internal Server Error"),
    ProblemKind.NOT_SIMULATED: _Type(501, "Not Implemented"),
    ProblemKind.BAD_GATEWAY: _Type(
        502, "Bad Gateway", "Error in communication with upstream service"
    ),
    ProblemKind.UNAVAILABLE: _Type(503, "Service is unavailable"),
}
_NOT_STANDARD = {
    # The guide names no problem type for these, so the type is about:blank (RFC 9457, 4.2.1).
    ProblemKind.METHOD_NOT_ALLOWED,
    ProblemKind.UNSUPPORTED_MEDIA_TYPE,
    ProblemKind.NOT_SIMULATED,
}

_BEARER = {
    ProblemKind.NO_ACCESS_TOKEN: "",
    ProblemKind.INVALID_ACCESS_TOKEN: (
        ', error="invalid_token", error_description="The access token is invalid"'
    ),
    ProblemKind.EXPIRED_ACCESS_TOKEN: (
        ', error="invalid_token", error_description="The access token expired"'
    ),
    ProblemKind.MISSING_SCOPE: (
        ', error="insufficient_scope", error_description="Missing scope to perform request"'
    ),
}

KIND_OF_STATUS = {
    400: ProblemKind.BAD_REQUEST,
    401: ProblemKind.INVALID_ACCESS_TOKEN,
    403: ProblemKind.MISSING_PERMISSION,
    404: ProblemKind.NOT_FOUND,
    405: ProblemKind.METHOD_NOT_ALLOWED,
    413: ProblemKind.PAYLOAD_TOO_LARGE,
    415: ProblemKind.UNSUPPORTED_MEDIA_TYPE,
    429: ProblemKind.TOO_MANY_REQUESTS,
    500: ProblemKind.SERVER_ERROR,
    501: ProblemKind.NOT_SIMULATED,
    502: ProblemKind.BAD_GATEWAY,
    503: ProblemKind.UNAVAILABLE,
}

ProblemMaker = Callable[[ProblemKind, Circumstances], Answer]


def status_of(kind: ProblemKind) -> int:
    """The HTTP status of a kind of problem."""
    return _TYPES[kind].status


def issue(violation: Violation) -> dict[str, Any]:
    """One belgif issue: what is wrong with which input (facts: belgif 3)."""
    if violation.rule == "additionalProperties":
        kind, title = "unknownInput", "Unknown input"
    else:
        kind, title = "schemaViolation", "Input isn't valid with respect to schema"
    body: dict[str, Any] = {
        "type": f"urn:problem-type:belgif:input-validation:{kind}",
        "href": f"{GUIDE}/issues/{kind}.html",
        "title": title,
        "detail": violation.message,
        "in": violation.place,
        "name": violation.name,
    }
    if violation.found is not None:
        body["value"] = violation.found
    return body


def bearer_challenge(kind: ProblemKind, scopes: tuple[str, ...] = ()) -> dict[str, str]:
    """The WWW-Authenticate header of a bearer error (RFC 6750, 3)."""
    scope = f', scope="{" ".join(scopes)}"' if scopes else ""
    return {"WWW-Authenticate": f'Bearer realm="{REALM}"{_BEARER[kind]}{scope}'}


def belgif_problem(kind: ProblemKind, circumstances: Circumstances) -> Answer:
    """The problem+json answer of a kind, with the headers that go with it."""
    template = _TYPES[kind]
    body: dict[str, Any] = {"type": "about:blank"}
    if kind not in _NOT_STANDARD:
        body["type"] = f"urn:problem-type:belgif:{kind}"
        body["href"] = f"{GUIDE}/problems/{kind}.html"
    body |= {"title": template.title, "status": template.status}
    detail = circumstances.detail or _detail(kind, circumstances) or template.detail
    if detail:
        body["detail"] = detail
    body["instance"] = f"urn:trace-id:{circumstances.trace}"
    if circumstances.violations:
        body["issues"] = [issue(violation) for violation in circumstances.violations]
    if kind is ProblemKind.MISSING_SCOPE:
        body["requiredScopes"] = list(circumstances.required_scopes)
    if circumstances.limit is not None:
        body["limit"] = circumstances.limit
    return Answer(template.status, body, _headers(kind, circumstances), PROBLEM_JSON)


def _detail(kind: ProblemKind, circumstances: Circumstances) -> str | None:
    if kind is ProblemKind.NOT_FOUND:
        return f"No resource {circumstances.path} found"
    if kind is ProblemKind.METHOD_NOT_ALLOWED:
        return f"{circumstances.method} is not allowed on {circumstances.path}"
    if kind is ProblemKind.NOT_SIMULATED:
        return f"Operation {circumstances.operation} is not simulated"
    return None


def _headers(kind: ProblemKind, circumstances: Circumstances) -> dict[str, str]:
    if kind in _BEARER:
        return bearer_challenge(kind, circumstances.required_scopes)
    if kind is ProblemKind.METHOD_NOT_ALLOWED:
        return {"Allow": ", ".join(circumstances.allowed_methods)}
    return {}


def circumstances_of(call: Call, **more: Any) -> Circumstances:
    """What a problem that a handler raises may tell about its call."""
    return Circumstances(
        trace=call.trace,
        method=call.method,
        path=call.path,
        strict=call.workspace.strict,
        switch=call.workspace.switch,
        operation=call.operation,
        timestamp=call.now.isoformat(),
        **more,
    )
