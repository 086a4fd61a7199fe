"""The refusals of this API as they go on the wire.

The document shows two bodies for 404 and none for 400; the rest are belgif problems.
Source: Dimona WS REST v2, 7.2 (5), 7.4, 7.6; facts: dimona C2 rows 6, 7, 19, 21.
"""

from typing import Any

from invaller.apis.dimona.switches import BAD_REQUEST
from invaller.kernel.calls import Answer, Call, Refusal
from invaller.kernel.explanations import Explanation
from invaller.kernel.ids import uuid_from
from invaller.kernel.problems import (
    PROBLEM_JSON,
    Circumstances,
    ProblemKind,
    Violation,
    belgif_problem,
    circumstances_of,
)

FEATURES_REQUIRED = "Bad Request: Features required"
"""What production answers to a dimonaIn without jointCommissionNumber (facts: dimona A1)."""

_NOT_PROCESSED = (
    " Declaration with Dimona Declaration Nbr {number} has been submitted but not processed yet"
)
_UNKNOWN = "No declaration has been submitted with this Dimona Declaration Nbr {number}"


def status_message(identifier: str, code: str, message: str) -> dict[str, Any]:
    """A StatusMessage, members in the order of the document."""
    return {
        "id": identifier,
        "code": code,
        "message": message,
        "contact": None,
        "environment": None,
        "stackTrace": [],
        "details": [],
    }


def declaration_not_found(call: Call, number: str, *, pending: bool) -> Refusal:
    """The 404 of a declaration without result, or of one that nobody submitted."""
    text = (_NOT_PROCESSED if pending else _UNKNOWN).format(number=number)
    body = status_message(call.mint_uuid("status message"), "Not Found", text)
    if pending:
        rule = "dimona.result.404-while-pending"
        message = "the declaration waits for its result; ask again later, or move the clock"
    else:
        rule = "dimona.unknown.message"
        message = f"no declaration {number} in workspace {call.workspace.name!r}"
    explanation = Explanation(
        rule, "Dimona WS REST v2, 3 and 7.2 (5)", message, "path declarationId", number
    )
    return Refusal(Answer(404, body), explanation)


def resource_not_found(call: Call, name: str, number: object) -> Refusal:
    """The 404 of periods and daily registrations."""
    body = {
        "title": "Not Found",
        "status": 404,
        "detail": "The specified resource was not found.",
    }
    explanation = Explanation(
        "dimona.period.unknown-404",
        "Dimona WS REST v2, 7.4 and 7.6",
        f"no such {name} in workspace {call.workspace.name!r}",
        f"path {name}",
        number,
    )
    return Refusal(Answer(404, body, media_type=PROBLEM_JSON), explanation)


def bad_request(call: Call, violation: Violation, rule: str, source: str) -> Refusal:
    """The 400 of what the specification allows and a rule does not."""
    explanation = Explanation(
        rule,
        source,
        violation.message,
        f"{violation.place} {violation.name}".strip(),
        violation.found,
        violation.expected,
        violation.nearest,
    )
    answer = problem(ProblemKind.BAD_REQUEST, circumstances_of(call, violations=(violation,)))
    return Refusal(answer, explanation)


def problem(kind: ProblemKind, circumstances: Circumstances) -> Answer:
    """The answer to what is wrong with a call outside the rules of this API."""
    if kind is not ProblemKind.BAD_REQUEST:
        return belgif_problem(kind, circumstances)
    lacks_features = any(_is_missing_features(item) for item in circumstances.violations)
    if circumstances.switch(BAD_REQUEST.name) == "status-message":
        wrong = "; ".join(violation.message for violation in circumstances.violations)
        text = FEATURES_REQUIRED if lacks_features else f"Bad Request: {wrong}"
        identifier = uuid_from(circumstances.trace, "status message")
        return Answer(400, status_message(identifier, "Bad Request", text))
    answer = belgif_problem(kind, circumstances)
    if lacks_features:
        return Answer(400, answer.body | {"detail": FEATURES_REQUIRED}, media_type=PROBLEM_JSON)
    return answer


def _is_missing_features(violation: Violation) -> bool:
    missing = ("dimonaIn.features", "dimonaIn.features.jointCommissionNumber")
    return violation.rule == "required" and violation.name in missing
