"""Refusals in the words of a document: a status that it has, and a body in the form it asks for."""

from collections.abc import Mapping, Sequence
from typing import Any

from invaller.kernel.calls import Answer
from invaller.kernel.clock import parse_instant
from invaller.kernel.generic.fitting import fitted
from invaller.kernel.generic.operations import Operation
from invaller.kernel.generic.samples import Origin
from invaller.kernel.generic.schemas import members_of, type_of
from invaller.kernel.problems import Circumstances, ProblemKind, ProblemMaker, status_of

TEXT = "text/plain"

_TEXTS = frozenset({"message", "detail", "description", "error", "title", "reason", "msg", "text"})
_NUMBERS = frozenset({"status", "code", "statuscode", "errorcode", "httpstatus"})

_OTHERS: Mapping[ProblemKind, tuple[int, ...]] = {
    ProblemKind.BAD_REQUEST: (422,),
    ProblemKind.PAYLOAD_TOO_LARGE: (400,),
    ProblemKind.UNSUPPORTED_MEDIA_TYPE: (400, 422),
    ProblemKind.NO_ACCESS_TOKEN: (403,),
}
"""What a document may have instead of the usual status of a problem."""

_MESSAGES: Mapping[ProblemKind, str] = {
    ProblemKind.BAD_REQUEST: "The call is not as the document asks.",
    ProblemKind.SERVER_ERROR: "Technical error.",
    ProblemKind.UNAVAILABLE: "The service is not available.",
    ProblemKind.TOO_MANY_REQUESTS: "Too many calls.",
}


def chosen_status(operation: Operation | None, statuses: Sequence[int]) -> int:
    """The first of several statuses that an operation documents; the first where it has none."""
    keys = {response.key.upper() for response in operation.responses} if operation else set()
    for status in statuses:
        if str(status) in keys or f"{status // 100}XX" in keys:
            return status
    return statuses[0]


def documents_any(operation: Operation, statuses: Sequence[int]) -> bool:
    """Whether an operation documents one of these statuses by its number or its range."""
    keys = {response.key.upper() for response in operation.responses}
    return any(str(status) in keys or f"{status // 100}XX" in keys for status in statuses)


def error(
    operation: Operation | None, statuses: Sequence[int], message: str, origin: Origin
) -> Answer:
    """An answer that says what is wrong: as documented, else one line of text."""
    status = chosen_status(operation, statuses)
    response = operation.documented(status) if operation else None
    if response is None or response.content is None:
        return Answer(status, message.encode("utf-8", "backslashreplace"), media_type=TEXT)
    schema = response.content.schema
    said = _said(schema, status, message)
    return Answer(status, fitted(said, schema, origin), media_type=response.content.media_type)


def _said(schema: Any, status: int, message: str) -> Any:
    """A message in the members that a schema has for one."""
    wanted = type_of(schema)
    if wanted == "array":
        return [_said(schema.get("items"), status, message)]
    if wanted == "string":
        return message[: schema.get("maxLength", len(message))]
    schemas = members_of(schema).schemas
    if wanted is None and not schemas:
        return {"status": status, "message": message}
    said: dict[str, Any] = {}
    for name, inner in schemas.items():
        plain = name.lower().replace("_", "")
        if plain in _NUMBERS and type_of(inner) in ("integer", "number"):
            said[name] = status
        elif plain in _NUMBERS and type_of(inner) == "string":
            said[name] = str(status)
        elif plain in _TEXTS and type_of(inner) == "string" and "pattern" not in inner:
            said[name] = message[: inner.get("maxLength", len(message))]
    return said


def problems_of(operations: Mapping[str, Operation]) -> ProblemMaker:
    """What is wrong with a call before its operation is done, as each operation documents it."""

    def problem(kind: ProblemKind, circumstances: Circumstances) -> Answer:
        operation = operations.get(circumstances.operation)
        statuses = [status_of(kind), *_OTHERS.get(kind, ())]
        places = {violation.place for violation in circumstances.violations}
        if places == {"path"}:
            # A path that no thing can have: 404 says it too, where the document has no 400.
            statuses.append(404)
        origin = Origin(parse_instant(circumstances.timestamp), circumstances.trace)
        answer = error(operation, statuses, _message(kind, circumstances), origin)
        if kind is ProblemKind.METHOD_NOT_ALLOWED:
            headers = {"Allow": ", ".join(circumstances.allowed_methods)}
            return Answer(answer.status, answer.body, headers, answer.media_type)
        return answer

    return problem


def _message(kind: ProblemKind, circumstances: Circumstances) -> str:
    if circumstances.detail:
        return circumstances.detail
    if circumstances.violations:
        return "; ".join(violation.message for violation in circumstances.violations[:5])
    if kind is ProblemKind.NOT_FOUND:
        return f"Nothing is at {circumstances.path}."
    if kind is ProblemKind.METHOD_NOT_ALLOWED:
        return f"{circumstances.method} is not allowed on {circumstances.path}."
    return _MESSAGES.get(kind, f"{kind}.")
