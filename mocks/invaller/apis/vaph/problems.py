"""Errors as they go on the wire: a status of Foutcodes and one line of text.

The document has a message in the payload of a 500 and says nothing of other payloads; a short
text in all of them is assumed (facts: vaph_fields.json, contradictions 20).
"""

from collections.abc import Mapping

from invaller.apis.vaph.base_urls import VALIDATING, is_deprecated, is_switched_off
from invaller.apis.vaph.switches import SWITCH_OFF
from invaller.kernel.calls import Answer, Refusal
from invaller.kernel.clock import parse_instant
from invaller.kernel.explanations import Explanation
from invaller.kernel.problems import Circumstances, ProblemKind, status_of

TEXT = "text/plain;charset=UTF-8"

_TEXTS: Mapping[ProblemKind, str] = {
    ProblemKind.BAD_REQUEST: "the request is not correct",
    ProblemKind.MISSING_PERMISSION: "the login failed, or may not see this",
    ProblemKind.NOT_FOUND: "there is nothing here",
    ProblemKind.METHOD_NOT_ALLOWED: "this method is not served here",
    ProblemKind.PAYLOAD_TOO_LARGE: "the body is too large",
    ProblemKind.UNSUPPORTED_MEDIA_TYPE: "the body is not XML",
    ProblemKind.SERVER_ERROR: "an internal error occurred",
    ProblemKind.NOT_SIMULATED: "this operation is not simulated",
}
_NO_401 = {
    ProblemKind.NO_ACCESS_TOKEN,
    ProblemKind.INVALID_ACCESS_TOKEN,
    ProblemKind.EXPIRED_ACCESS_TOKEN,
    ProblemKind.MISSING_SCOPE,
}
"""What other APIs answer with 401: here a failed login is a 403."""


def failure(status: int, text: str, headers: Mapping[str, str] | None = None) -> Answer:
    """The answer of an error: one line of text, whatever the text holds."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return Answer(status, line.encode("utf-8", "replace"), headers or {}, TEXT)


def refusal(
    status: int,
    rule: str,
    source: str,
    text: str,
    *,
    where: str = "",
    found: object = None,
    expected: object = None,
    nearest: object = None,
) -> Refusal:
    """A refusal with one text for the wire and for the explanation."""
    explanation = Explanation(rule, source, text, where, found, expected, nearest)
    return Refusal(failure(status, text), explanation)


def problem(kind: ProblemKind, circumstances: Circumstances) -> Answer:
    """The answer to what is wrong with a call outside the rules of this API."""
    if kind in (ProblemKind.NOT_FOUND, ProblemKind.METHOD_NOT_ALLOWED):
        return _not_served(kind, circumstances)
    if kind in _NO_401:
        kind = ProblemKind.MISSING_PERMISSION
    text = circumstances.detail or _TEXTS.get(kind, str(kind))
    if circumstances.violations:
        text = "; ".join(
            f"{violation.place} {violation.name}: {violation.message}"
            for violation in circumstances.violations
        )
    return failure(status_of(kind), text)


def _not_served(kind: ProblemKind, circumstances: Circumstances) -> Answer:
    """A path or method that no operation has; a base URL that is switched off has none."""
    instant = circumstances.timestamp
    if (
        is_deprecated(circumstances.path)
        and instant
        and is_switched_off(circumstances.switch(SWITCH_OFF.name), parse_instant(instant))
    ):
        return failure(404, f"this base URL is switched off; {VALIDATING} takes its place")
    if kind is ProblemKind.NOT_FOUND:
        return failure(404, f"there is nothing at {circumstances.path}")
    allowed = ", ".join(circumstances.allowed_methods)
    text = f"{circumstances.method} is not served at {circumstances.path}, which takes {allowed}"
    return failure(405, text, {"Allow": allowed})
