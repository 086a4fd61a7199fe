"""The problems of this API as they go on the wire.

Refusals are belgif badRequest problems with one issue, as the document prints them: issues
without type, href and title, and an instance only where an example shows one. The switch
`precontractual.issue-types` adds the members that the belgif guide asks for. A technical
problem has the body of the framework behind the API, not a belgif one.
Sources: precontractual data, 3.3.7 to 3.3.16; belgif REST guide, problems and issues
(facts: belgif 2 and 3).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from invaller.apis.precontractual.catalogue import CATALOGUE, SCHEMA, UNKNOWN_INPUT
from invaller.apis.precontractual.domain.outcomes import RefusalKind, Refused
from invaller.kernel.api import Switch
from invaller.kernel.calls import Answer
from invaller.kernel.problems import (
    GUIDE,
    PROBLEM_JSON,
    Circumstances,
    ProblemKind,
    Violation,
    bearer_challenge,
    belgif_problem,
)

ISSUE_TYPES = Switch(
    "precontractual.issue-types",
    ("document", "belgif"),
    "precontractual data, 3.3.7 to 3.3.14 (issues without type); facts: dimona C1 row 14",
)
"""`document`: issues as printed; `belgif`: with type, href and title."""

BACKEND_PATH = "/career/public/employmentPrecontractualData/v1/verifyPrecontractualData"
"""Path behind the gateway, as the body of a technical problem shows it (3.3.16)."""

_UNAUTHENTICATED = {
    ProblemKind.NO_ACCESS_TOKEN,
    ProblemKind.INVALID_ACCESS_TOKEN,
    ProblemKind.EXPIRED_ACCESS_TOKEN,
}


def refusal(refused: Refused, *, trace: str, issue_types: str) -> Answer:
    """Return the answer to a refused question.

    ``issue_types`` is the choice made for the switch of that name.
    """
    if refused.kind is RefusalKind.NOT_REPRESENTING:
        return _forbidden(trace)
    entry = CATALOGUE[refused.kind]
    issue: dict[str, Any] = entry.type.members() if issue_types == "belgif" else {}
    issue |= {"detail": entry.detail.format(value=refused.value), "in": "query"}
    issue["name"] = entry.name
    if refused.value is not None:
        issue["value"] = refused.value
    return _bad_request([issue], trace if entry.instance else None)


def schema_violations(violations: tuple[Violation, ...], *, issue_types: str) -> Answer:
    """Return the answer to parameters that the specification does not allow."""
    issues = []
    for violation in violations:
        unknown = violation.rule == "additionalProperties"
        type_ = UNKNOWN_INPUT if unknown else SCHEMA
        issue: dict[str, Any] = type_.members() if issue_types == "belgif" else {}
        # An issue names the parameter, not the place in its list.
        name = violation.name.partition("[")[0]
        issue |= {"detail": violation.message, "in": violation.place, "name": name}
        if violation.found is not None:
            issue["value"] = violation.found
        issues.append(issue)
    return _bad_request(issues, None)


def _bad_request(issues: list[dict[str, Any]], trace: str | None) -> Answer:
    body: dict[str, Any] = {
        "type": "urn:problem-type:belgif:badRequest",
        "href": f"{GUIDE}/problems/badRequest.html",
        "title": "Bad Request",
        "status": 400,
        "detail": "The input message is incorrect",
        "issues": issues,
    }
    if trace is not None:
        body["instance"] = f"urn:trace-id:{trace}"
    return Answer(400, body, media_type=PROBLEM_JSON)


def _forbidden(trace: str) -> Answer:
    body = {
        "type": "urn:problem-type:belgif:missingPermission",
        "href": f"{GUIDE}/problems/missingPermission.html",
        "title": "Missing Permission",
        "status": 403,
        "detail": "No permission to request data for the represented enterprise",
        "instance": f"urn:trace-id:{trace}",
    }
    return Answer(403, body, media_type=PROBLEM_JSON)


def no_access_token(trace: str) -> Answer:
    """Return the answer to a call without a valid token, members in the document's order."""
    body = {
        "type": "urn:problem-type:belgif:noAccessToken",
        "href": f"{GUIDE}/problems/noAccessToken.html",
        "instance": f"urn:trace-id:{trace}",
        "status": 401,
        "title": "No Access Token",
        "detail": "No Bearer access token found in Authorization HTTP header",
    }
    challenge = bearer_challenge(ProblemKind.NO_ACCESS_TOKEN)
    return Answer(401, body, challenge, PROBLEM_JSON)


def technical_problem(moment: datetime | None) -> Answer:
    """Return the answer to a technical problem at a moment (left out when not known)."""
    body: dict[str, Any] = {}
    if moment is not None:
        body["timestamp"] = spring_timestamp(moment)
    body |= {"status": 500, "error": "Internal Server Error", "path": BACKEND_PATH}
    return Answer(500, body)


def spring_timestamp(moment: datetime) -> str:
    """Write a moment as Spring does: UTC with milliseconds and a written offset."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def problem(kind: ProblemKind, circumstances: Circumstances) -> Answer:
    """Return the answer to what is wrong with a call outside the rules of this API.

    Absent, invalid and expired tokens are one problem in the document (3.3.15); a strict
    workspace tells them apart as the belgif guide does.
    """
    told_apart = circumstances.strict and kind is not ProblemKind.NO_ACCESS_TOKEN
    if kind in _UNAUTHENTICATED and not told_apart:
        return no_access_token(circumstances.trace)
    if kind is ProblemKind.SERVER_ERROR:
        stamp = circumstances.timestamp
        return technical_problem(datetime.fromisoformat(stamp) if stamp else None)
    if kind is ProblemKind.BAD_REQUEST and circumstances.violations:
        return schema_violations(
            circumstances.violations, issue_types=circumstances.switch(ISSUE_TYPES.name)
        )
    return belgif_problem(kind, circumstances)
