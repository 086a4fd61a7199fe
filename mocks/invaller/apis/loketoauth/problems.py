"""Errors of the service: the form of RFC 6749, 5.2, for tokens, a page for browsers."""

from invaller.kernel.calls import Answer, Refusal
from invaller.kernel.explanations import Explanation
from invaller.kernel.problems import Circumstances, ProblemKind, status_of

NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}

_NAMES = {
    ProblemKind.BAD_REQUEST: "invalid_request",
    ProblemKind.UNSUPPORTED_MEDIA_TYPE: "invalid_request",
    ProblemKind.PAYLOAD_TOO_LARGE: "invalid_request",
    ProblemKind.NOT_FOUND: "not_found",
    ProblemKind.METHOD_NOT_ALLOWED: "method_not_allowed",
    ProblemKind.TOO_MANY_REQUESTS: "temporarily_unavailable",
    ProblemKind.UNAVAILABLE: "temporarily_unavailable",
}


def error_answer(error: str, description: str, status: int = 400) -> Answer:
    """An error in JSON. Every refusal is a 400 (facts: loket/notes.md, 4)."""
    return Answer(status, {"error": error, "error_description": description}, NO_STORE)


def refusal(
    error: str,
    description: str,
    rule: str,
    source: str,
    *,
    where: str = "",
    found: object = None,
    expected: object = None,
) -> Refusal:
    """A refused token request; rule: the entry of the ledger, without its first part."""
    explanation = Explanation(
        f"loketoauth.{rule}", source, description, where, found=found, expected=expected
    )
    return Refusal(error_answer(error, description), explanation)


def problem(kind: ProblemKind, circumstances: Circumstances) -> Answer:
    """What is wrong with a call before its handler."""
    wrong = "; ".join(violation.message for violation in circumstances.violations)
    status = 400 if _NAMES.get(kind) == "invalid_request" else status_of(kind)
    name = _NAMES.get(kind, "server_error")
    answer = error_answer(name, wrong or circumstances.detail or f"{kind}", status)
    if kind is not ProblemKind.METHOD_NOT_ALLOWED:
        return answer
    allowed = {"Allow": ", ".join(circumstances.allowed_methods)}
    return Answer(answer.status, answer.body, {**answer.headers, **allowed})
