"""Refusals as they go on the wire.

400, 404 and 409 have the envelope of the operation with messages; 401 and 403 have a message
alone (Loket API V2, HTTP status codes; facts: loket/notes.md, 4). How other errors look is
not documented: they have the envelope too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from invaller.apis.loket import envelopes
from invaller.apis.loket.catalogue import CATALOGUE, OperationOf, Version
from invaller.apis.loket.domain.faults import Broken, Fault
from invaller.apis.loket.domain.versions import NotAcceptable, asked_for, select
from invaller.kernel.calls import Answer, Call, Refusal
from invaller.kernel.explanations import Explanation
from invaller.kernel.problems import Circumstances, ProblemKind, Violation, status_of

DENIED = "Authorization has been denied for this request."
INSUFFICIENT = "Insufficient rights for this request, reason {reason}"

_SOURCE = "Loket API V2, HTTP status codes"
_UNAUTHENTICATED = {
    ProblemKind.NO_ACCESS_TOKEN,
    ProblemKind.INVALID_ACCESS_TOKEN,
    ProblemKind.EXPIRED_ACCESS_TOKEN,
}
_FORBIDDEN = {ProblemKind.MISSING_SCOPE, ProblemKind.MISSING_PERMISSION}
_DESCRIPTIONS: Mapping[ProblemKind, str] = {
    ProblemKind.BAD_REQUEST: "The request could not be processed",
    ProblemKind.METHOD_NOT_ALLOWED: "The method is not allowed here",
    ProblemKind.PAYLOAD_TOO_LARGE: "The body is too large",
    ProblemKind.UNSUPPORTED_MEDIA_TYPE: "The media type is not supported",
    ProblemKind.TOO_MANY_REQUESTS: "Too many requests",
    ProblemKind.SERVER_ERROR: "An unforeseen error occurred",
    ProblemKind.NOT_SIMULATED: "This operation is not simulated",
    ProblemKind.BAD_GATEWAY: "A system behind the API gave no answer",
    ProblemKind.UNAVAILABLE: "The service is not available",
}
_RULES: Mapping[str, tuple[str, int | None]] = {
    "required": ("loket.write.required-lists", None),
    "minLength": ("loket.write.length", 83),
    "maxLength": ("loket.write.length", 83),
    "enum": ("loket.write.enum", 12),
    "pattern": ("loket.write.pattern", 12),
    "minimum": ("loket.write.range", 12),
    "maximum": ("loket.write.range", 12),
    "format": ("loket.message.code-12", 12),
    "type": ("loket.message.code-12", 12),
}
"""Rule and code by the keyword of a schema."""


def operation_of(call: Call) -> OperationOf:
    """The operation that is called."""
    return CATALOGUE.operations[call.operation]


def version_asked(call: Call, operation: OperationOf) -> Version:
    """The version for the envelope of a refusal: as asked, or the newest when that fails."""
    try:
        asked = asked_for(call.headers.get("accept"), operation.media_types)
        return select(operation.versions, asked.version)
    except (NotAcceptable, Broken):
        return operation.version


def refuse(call: Call, *faults: Fault) -> Refusal:
    """A refusal (400) with a message for each broken rule."""
    messages = [envelopes.message_of(fault) for fault in faults]
    return Refusal(_answer(call, 400, messages), *(explanation(fault) for fault in faults))


def broken_rule(
    call: Call,
    description: str,
    properties: Sequence[str] = (),
    *,
    rule: str,
    code: int | None = None,
    source: str = "Loket API V2",
    found: Any = None,
    expected: Any = None,
    nearest: Any = None,
) -> Refusal:
    """A refusal (400) for one broken rule.

    properties: the fields that it is about; rule: its id in the ledger; code: of the message,
    None for that of the rule (codes.yaml).
    """
    where = ", ".join(properties)
    return refuse(call, Fault(rule, description, where, code, found, expected, nearest, source))


def not_found(
    call: Call, what: str, identifier: object, *, rule: str = "loket.status.404-record"
) -> Refusal:
    """A refusal (404): there is no such record. what: in words, such as "wage"."""
    text = f"There is no {what.replace('-', ' ')} {identifier}"
    body = envelopes.refused(None, version_asked(call, operation_of(call)), [_missing(text)])
    answer = Answer(404, body, envelopes.expired(call.now))
    return Refusal(answer, Explanation(rule, _SOURCE, text, where="path", found=str(identifier)))


def concurrency(call: Call, content: Any, found: str, current: str) -> Refusal:
    """A refusal (409): If-Match is not the ETag of the record, which is in the answer."""
    text = "The record was changed since it was read; read it again and resolve the differences"
    messages = [envelopes.message(envelopes.CONCURRENCY, text)]
    version = version_asked(call, operation_of(call))
    body = {**envelopes.envelope(version, messages), "content": content}
    return Refusal(
        Answer(409, body, envelopes.expired(call.now)),
        Explanation(
            "loket.concurrency.stale-if-match",
            "Loket API V2, Headers",
            text,
            where="header If-Match",
            found=found,
            expected=current,
        ),
    )


def unauthorized(call: Call, why: Explanation) -> Refusal:
    """A refusal (401): the bearer token is missing or not valid."""
    return Refusal(Answer(401, {"message": DENIED}, envelopes.expired(call.now)), why)


def forbidden(call: Call, reason: str, *, rule: str, **more: Any) -> Refusal:
    """A refusal (403) that gives its reason. more: further members of its explanation."""
    text = INSUFFICIENT.format(reason=reason)
    why = Explanation(rule, "Loket API V2, The authorization process", text, **more)
    return Refusal(Answer(403, {"message": text}, envelopes.expired(call.now)), why)


def not_acceptable(call: Call, operation: OperationOf) -> Refusal:
    """A refusal (406): Accept names no media type of the operation."""
    found = call.headers.get("accept", "")
    text = f"[Accept] {found} is not served here; it is {', '.join(operation.media_types)}"
    messages = [envelopes.message(envelopes.EXCEPTION, text)]
    return Refusal(
        _answer(call, 406, messages),
        Explanation(
            "loket.version.unacceptable",
            "Loket API V2, Headers",
            text,
            where="header Accept",
            found=found,
            expected=list(operation.media_types),
        ),
    )


def explanation(fault: Fault) -> Explanation:
    """Why a rule is broken, for the journal."""
    return Explanation(
        fault.rule,
        fault.source,
        fault.description,
        fault.where,
        fault.found,
        fault.expected,
        fault.nearest,
    )


def fault_of(violation: Violation) -> Fault:
    """What the specification does not allow, as a broken rule."""
    name = violation.name or violation.place
    rule, code = _RULES.get(violation.rule, ("loket.message.code-12", 12))
    text = f"[{name}] has an invalid {'length' if code == 83 else 'value'}"
    if violation.rule == "required":
        text = f"[{name}] is required"
    if violation.place == "query" and violation.name in ("pageNumber", "pageSize"):
        rule = "loket.paging.page-zero"
    if violation.rule == "additionalProperties":
        rule, code, text = "loket.filter.not-where-undeclared", None, f"[{name}] is not known here"
    return Fault(
        rule,
        text,
        f"{violation.place} {violation.name}".strip(),
        code,
        violation.found,
        violation.expected,
        violation.nearest,
        "facts: loket/operations.tsv",
    )


def unreadable(call: Call, violations: Sequence[Violation]) -> Answer:
    """The answer (400) to a body that cannot be read at all."""
    messages = [envelopes.message(envelopes.EXCEPTION, one.message) for one in violations]
    return _answer(call, 400, messages)


def problem(kind: ProblemKind, circumstances: Circumstances) -> Answer:
    """What is wrong with a call outside the rules of this API (see Api.problem)."""
    headers = _headers(circumstances)
    if kind in _UNAUTHENTICATED:
        return Answer(401, {"message": DENIED}, headers)
    if kind in _FORBIDDEN:
        reason = circumstances.detail or "the user has no right to this activity"
        return Answer(403, {"message": INSUFFICIENT.format(reason=reason)}, headers)
    operation = CATALOGUE.operations.get(circumstances.operation)
    version = operation.version if operation is not None else None
    if kind is ProblemKind.NOT_FOUND:
        text = f"There is nothing at {circumstances.path}"
        return Answer(404, envelopes.refused(None, version, [_missing(text)]), headers)
    if circumstances.violations:
        faults = [fault_of(violation) for violation in circumstances.violations]
        messages = [envelopes.message_of(fault) for fault in faults]
    else:
        text = circumstances.detail or _DESCRIPTIONS[kind]
        messages = [envelopes.message(envelopes.EXCEPTION, text)]
    status = status_of(kind)
    shape = operation if status == 400 else None
    return Answer(status, envelopes.refused(shape, version, messages), headers)


def _headers(circumstances: Circumstances) -> dict[str, str]:
    headers = {"Expires": "0"}
    if circumstances.timestamp:
        headers = {**envelopes.expired(datetime.fromisoformat(circumstances.timestamp))}
    if circumstances.allowed_methods:
        headers["Allow"] = ", ".join(circumstances.allowed_methods)
    return headers


def _missing(text: str) -> envelopes.Message:
    return envelopes.message(envelopes.NOT_FOUND, text)


def _answer(call: Call, status: int, messages: Sequence[envelopes.Message]) -> Answer:
    operation = operation_of(call)
    body = envelopes.refused(operation, version_asked(call, operation), messages)
    return Answer(status, body, envelopes.expired(call.now))
