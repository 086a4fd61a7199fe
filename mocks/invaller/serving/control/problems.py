"""Errors of the control plane: plain problem+json whose detail says what would be right."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from invaller.kernel.calls import Answer, Call, Refusal, TakenBack
from invaller.kernel.problems import PROBLEM_JSON, Circumstances, ProblemKind, status_of

_TITLES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
}


def problem(status: int, detail: str) -> Answer:
    """An error answer of the control plane."""
    title = _TITLES.get(status, "Error")
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return Answer(status, body, media_type=PROBLEM_JSON)


def control_problem(kind: ProblemKind, circumstances: Circumstances) -> Answer:
    """The control plane's answer to what is wrong with a call before it reaches a handler."""
    wrong = "; ".join(violation.message for violation in circumstances.violations)
    detail = wrong or circumstances.detail or f"{kind}: {circumstances.method} {circumstances.path}"
    return problem(status_of(kind), f"{detail}. See /_sim/openapi.json")


def refusing(
    *errors: type[Exception], status: int = 400, refusal: type[Refusal] = Refusal
) -> Callable[..., Any]:
    """Turn errors of the kernel, whose messages help already, into refusals with a status."""

    def decorate(handler: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
        @wraps(handler)
        def guarded(call: Call) -> Answer:
            try:
                return handler(call)
            except errors as error:
                raise refusal(problem(status, str(error))) from error

        return guarded

    return decorate


def taking_back(*errors: type[Exception]) -> Callable[..., Any]:
    """Refuse with 400 what fails on its way, and store nothing of what it had done."""
    return refusing(*errors, refusal=TakenBack)
