"""The problems of this API as they go on the wire."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from invaller.apis.precontractual import problems
from invaller.apis.precontractual.catalogue import CATALOGUE
from invaller.apis.precontractual.domain.outcomes import RefusalKind, Refused
from invaller.kernel.calls import Answer
from invaller.kernel.problems import Circumstances, ProblemKind, Violation

TRACE = "05df4d67ef605ccadf0b034f"
Refusal = Callable[..., Refused]


def circumstances(*, strict: bool = False, **more: Any) -> Circumstances:
    """Return what is known about a call that has a problem."""
    return Circumstances(
        trace=TRACE,
        method="GET",
        path="/verifyPrecontractualData",
        strict=strict,
        switch=lambda name: {"precontractual.issue-types": "document"}[name],
        **more,
    )


def refused_with(refused: Refused, issue_types: str = "document") -> Answer:
    """Return the answer to a refused question."""
    return problems.refusal(refused, trace=TRACE, issue_types=issue_types)


@pytest.mark.behaviour(
    "precontractual.refusal.problem-members",
    "precontractual.refusal.issue-members",
    "precontractual.refusal.media-type",
    "precontractual.refusal.value",
)
def test_refusal_has_the_members_of_the_document(refusal: Refusal) -> None:
    """A startDate in the past gives the problem of 3.3.11, member for member."""
    answer = refused_with(refusal(start=date(2024, 12, 1)))
    expected = {
        "type": "urn:problem-type:belgif:badRequest",
        "href": "https://www.belgif.be/specification/rest/api-guide/problems/badRequest.html",
        "title": "Bad Request",
        "status": 400,
        "detail": "The input message is incorrect",
        "issues": [
            {
                "detail": "StartDate cannot be in the past",
                "in": "query",
                "name": "startDate",
                "value": "2024-12-01",
            }
        ],
    }
    assert (answer.status, answer.media_type) == (400, "application/problem+json")
    assert answer.body == expected
    assert repr(answer.body) == repr(expected), "members are in another order"


@pytest.mark.behaviour("precontractual.refusal.instance")
def test_instance_stands_where_the_document_shows_one() -> None:
    """The refusals of 3.3.7 to 3.3.10 carry an instance; no other does."""
    with_instance = {entry.section for entry in CATALOGUE.values() if entry.instance}
    assert with_instance == {"3.3.7", "3.3.8", "3.3.9", "3.3.10"}


@pytest.mark.behaviour("precontractual.refusal.instance", "precontractual.refusal.value")
def test_refusal_of_something_that_was_not_sent(refusal: Refusal) -> None:
    """A missing parameter has no value; the instance is the trace and comes last."""
    answer = refused_with(refusal(provider=True, represented=None))
    assert list(answer.body["issues"][0]) == ["detail", "in", "name"]
    assert list(answer.body)[-1] == "instance"
    assert answer.body["instance"] == f"urn:trace-id:{TRACE}"


@pytest.mark.behaviour("precontractual.refusal.issue-types-switch")
def test_switch_adds_the_members_of_belgif(refusal: Refusal) -> None:
    """With the switch at belgif an issue starts with type, href and title."""
    answer = refused_with(refusal(number="1", citizen=None), "belgif")
    assert answer.body["issues"] == [
        {
            "type": "urn:problem-type:belgif:input-validation:invalidInput",
            "href": "https://www.belgif.be/specification/rest/api-guide/issues/invalidInput.html",
            "title": "Invalid input",
            "detail": "The citizen SSIN is not valid or does not exist",
            "in": "query",
            "name": "citizen",
            "value": "1",
        }
    ]


@pytest.mark.behaviour("precontractual.refusal.represented-invalid")
def test_text_about_a_represented_number_names_it(refusal: Refusal) -> None:
    """A number with braces in it arrives in the text as it was sent."""
    answer = refused_with(refusal(provider=True, represented="{value}{0}"))
    assert answer.body["issues"][0]["detail"] == "Enterprise number {value}{0} is invalid"


@pytest.mark.behaviour("precontractual.refusal.not-representing")
def test_not_representing_is_forbidden(refusal: Refusal) -> None:
    """Who does not represent an enterprise gets 403 missingPermission."""
    refused = refusal(start=date(2024, 12, 1))
    forbidden = refused_with(Refused(RefusalKind.NOT_REPRESENTING, "1", refused.reason))
    assert (forbidden.status, forbidden.media_type) == (403, "application/problem+json")
    assert forbidden.body["type"] == "urn:problem-type:belgif:missingPermission"
    assert forbidden.body["status"] == 403


def test_every_refusal_has_an_answer() -> None:
    """Every kind of refusal but the forbidden one is in the catalogue."""
    assert set(RefusalKind) - set(CATALOGUE) == {RefusalKind.NOT_REPRESENTING}


@pytest.mark.behaviour("precontractual.token.absent", "precontractual.token.invalid")
@pytest.mark.parametrize(
    "kind",
    [
        ProblemKind.NO_ACCESS_TOKEN,
        ProblemKind.INVALID_ACCESS_TOKEN,
        ProblemKind.EXPIRED_ACCESS_TOKEN,
    ],
)
@pytest.mark.behaviour("precontractual.token.problem-members", "precontractual.token.challenge")
def test_no_valid_token_is_one_problem(kind: ProblemKind) -> None:
    """A lenient workspace answers the problem of 3.3.15 for every token that is not valid."""
    answer = problems.problem(kind, circumstances())
    expected = {
        "type": "urn:problem-type:belgif:noAccessToken",
        "href": "https://www.belgif.be/specification/rest/api-guide/problems/noAccessToken.html",
        "instance": f"urn:trace-id:{TRACE}",
        "status": 401,
        "title": "No Access Token",
        "detail": "No Bearer access token found in Authorization HTTP header",
    }
    assert answer.status == 401
    assert repr(answer.body) == repr(expected)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer realm=")


@pytest.mark.behaviour("precontractual.token.invalid-strict")
@pytest.mark.parametrize(
    "kind",
    [
        ProblemKind.NO_ACCESS_TOKEN,
        ProblemKind.INVALID_ACCESS_TOKEN,
        ProblemKind.EXPIRED_ACCESS_TOKEN,
    ],
)
def test_strict_workspace_tells_tokens_apart(kind: ProblemKind) -> None:
    """A strict workspace answers belgif's own problem for each state of a token."""
    answer = problems.problem(kind, circumstances(strict=True))
    assert answer.body["type"] == f"urn:problem-type:belgif:{kind}"


@pytest.mark.behaviour(
    "precontractual.outage.technical-problem",
    "precontractual.outage.technical-path",
    "precontractual.outage.technical-timestamp",
    "precontractual.answer.media-type",
)
@pytest.mark.parametrize("stamp", ["2024-12-02T16:06:36.885Z", "2024-12-02T17:06:36.885+01:00"])
def test_technical_problem_has_the_body_of_the_framework(stamp: str) -> None:
    """A 500 is the body of 3.3.16 with the moment in UTC, and no belgif problem."""
    answer = problems.problem(ProblemKind.SERVER_ERROR, circumstances(timestamp=stamp))
    path = "/career/public/employmentPrecontractualData/v1/verifyPrecontractualData"
    expected = {
        "timestamp": "2024-12-02T16:06:36.885+00:00",
        "status": 500,
        "error": "Internal Server Error",
        "path": path,
    }
    assert (answer.status, answer.media_type) == (500, "application/json")
    assert repr(answer.body) == repr(expected)


@pytest.mark.behaviour("precontractual.outage.technical-timestamp")
def test_whole_seconds_have_milliseconds_too() -> None:
    """The timestamp has three decimals also on a whole second."""
    moment = datetime.fromisoformat("2025-01-01T00:00:00+00:00")
    assert problems.spring_timestamp(moment) == "2025-01-01T00:00:00.000+00:00"


@pytest.mark.behaviour("precontractual.parameter.schema")
@pytest.mark.parametrize(
    ("rule", "type_"), [("format", "schemaViolation"), ("additionalProperties", "unknownInput")]
)
def test_schema_violation_is_a_bad_request(rule: str, type_: str) -> None:
    """A value that the specification does not allow is a badRequest that names it."""
    violation = Violation("query", "typeOfWorker[0]", rule, "not one of those", "x")
    plain = problems.problem(ProblemKind.BAD_REQUEST, circumstances(violations=(violation,)))
    typed = problems.schema_violations((violation,), issue_types="belgif")
    issue = {"detail": "not one of those", "in": "query", "name": "typeOfWorker", "value": "x"}
    assert (plain.status, plain.body["issues"]) == (400, [issue])
    assert typed.body["issues"][0]["type"].endswith(f":{type_}")


def test_other_problems_are_those_of_belgif() -> None:
    """What the document does not describe, such as 404, is a problem of the belgif guide."""
    answer = problems.problem(ProblemKind.NOT_FOUND, circumstances())
    assert (answer.status, answer.body["type"]) == (
        404,
        "urn:problem-type:belgif:resourceNotFound",
    )
