"""Errors of the token endpoint, in the form of RFC 6749, 5.2."""

from invaller.kernel.calls import Answer, Refusal
from invaller.kernel.explanations import Explanation
from invaller.kernel.problems import Circumstances, ProblemKind, belgif_problem

NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}

_STATUS = {"invalid_client": 401}


def error_answer(error: str, description: str) -> Answer:
    """An error answer: 401 for invalid_client, else 400."""
    headers = dict(NO_STORE)
    if error == "invalid_client":
        headers["WWW-Authenticate"] = 'Bearer realm="socialsecurity"'
    body = {"error": error, "error_description": description}
    return Answer(_STATUS.get(error, 400), body, headers)


def refusal(
    error: str,
    description: str,
    *,
    rule: str,
    source: str,
    where: str = "",
    found: object = None,
    expected: object = None,
) -> Refusal:
    """A refused token request with its explanation."""
    explanation = Explanation(f"oauth.token.{rule}", source, description, where, found, expected)
    return Refusal(error_answer(error, description), explanation)


def problem(kind: ProblemKind, circumstances: Circumstances) -> Answer:
    """What is wrong with a token request before its handler: RFC 6749 where it has a word."""
    if kind in (ProblemKind.BAD_REQUEST, ProblemKind.UNSUPPORTED_MEDIA_TYPE):
        wrong = "; ".join(violation.message for violation in circumstances.violations)
        return error_answer("invalid_request", wrong or circumstances.detail or "Invalid request")
    return belgif_problem(kind, circumstances)
