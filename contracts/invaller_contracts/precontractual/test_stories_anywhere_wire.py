"""Paths, methods, tokens and members on the wire, as they can be seen at any environment.

Every answer is held against the specification too.
"""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from invaller_contracts.conformance import Specification
from invaller_contracts.oauth.client import credentials
from invaller_contracts.oauth.tokens import damaged, token_answer
from invaller_contracts.precontractual.casting import Cast, misread
from invaller_contracts.precontractual.environment import CLIENTS
from invaller_contracts.precontractual.wire import PATH
from invaller_contracts.provider.target import Target

pytestmark = [pytest.mark.truth("documented"), pytest.mark.anywhere]

BLOCKS = ("flexiJobResult", "studentJobResult")


@pytest.fixture
def http(target: Target) -> Iterator[httpx.Client]:
    """Calls without a token, whose answers are looked at as they are on the wire."""
    with httpx.Client(
        base_url=target.urls["precontractual"], transport=target.transport()
    ) as client:
        yield client


@pytest.fixture
def auth(target: Target) -> httpx.Auth:
    """The token of an employer."""
    return credentials(target, "employer", variables=CLIENTS["employer"])


@pytest.fixture
def question(target: Target, cast: Cast) -> dict[str, str]:
    """What the employer asks about a student; it is answered."""
    return {
        "mandataryEnterpriseNumber": cast.employer,
        "citizen": cast.student,
        "startDate": target.day(7).isoformat(),
    }


def conforming(answer: httpx.Response, *, default: bool = False) -> httpx.Response:
    """An answer that the specification has; the story fails for any other."""
    assert Specification("precontractual").defects(answer, default=default) == []
    return answer


def problem_of(answer: httpx.Response, status: int) -> list[str]:
    """The members of a problem in their order."""
    assert conforming(answer).status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    return list(answer.json())


@pytest.mark.behaviour(
    "precontractual.operation.path",
    "precontractual.operation.other-spelling",
    "precontractual.answer.member-order",
)
@pytest.mark.parametrize("path", [PATH, "/verifyPreContractualData"])
def test_an_answer_on_the_wire(
    http: httpx.Client, auth: httpx.Auth, question: dict[str, str], path: str
) -> None:
    """3.2.2: members as in the example, under both spellings of the path."""
    answer = conforming(http.get(path, params=question, auth=auth))
    assert answer.headers["Content-Type"] == "application/json"
    data: dict[str, Any] = answer.json()
    assert list(data) == ["precontractualMainReference", *BLOCKS]
    assert list(data[BLOCKS[0]]) == ["allowed", "flexiJobReference", "description"]
    hours = ["allowed", "studentJobReference", "hoursRemaining", "description"]
    assert list(data[BLOCKS[1]]) == hours


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("precontractual.operation.get-only")
def test_a_question_is_not_posted(
    http: httpx.Client, auth: httpx.Auth, question: dict[str, str]
) -> None:
    """3.2: GET is the only action."""
    answer = http.post(PATH, params=question, auth=auth)
    assert conforming(answer, default=True).status_code == 405


@pytest.mark.behaviour("precontractual.parameter.required")
@pytest.mark.parametrize("missing", ["mandataryEnterpriseNumber", "citizen", "startDate"])
def test_what_must_be_asked(
    http: httpx.Client, auth: httpx.Auth, question: dict[str, str], missing: str
) -> None:
    """3.2.1.1: three parameters are required; without one the answer is 400."""
    del question[missing]
    answer = http.get(PATH, params=question, auth=auth)
    assert conforming(answer, default=True).status_code == 400


@pytest.mark.behaviour(
    "precontractual.token.absent",
    "precontractual.token.challenge",
    "precontractual.token.problem-members",
)
def test_a_missing_token_is_challenged(http: httpx.Client, question: dict[str, str]) -> None:
    """3.3.15: the members of the example; the 401 asks for a bearer token."""
    refused = http.get(PATH, params=question)
    members = ["type", "href", "instance", "status", "title", "detail"]
    assert problem_of(refused, 401) == members
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.behaviour("precontractual.token.invalid")
def test_a_damaged_token_is_refused(
    target: Target, http: httpx.Client, question: dict[str, str]
) -> None:
    """3.3.15: a token that is not quite the one that was given is none."""
    given = token_answer(target, credentials(target, "employer", variables=CLIENTS["employer"]))[
        "access_token"
    ]
    bearer = {"Authorization": f"Bearer {given}"}
    assert conforming(http.get(PATH, params=question, headers=bearer)).status_code == 200
    broken = {"Authorization": f"Bearer {damaged(given)}"}
    refused = http.get(PATH, params=question, headers=broken)
    assert problem_of(refused, 401)[0] == "type"


@pytest.mark.behaviour("precontractual.refusal.instance", "precontractual.refusal.problem-members")
@pytest.mark.parametrize("instance", [True, False], ids=["3.3.9", "3.3.13"])
def test_refusals_have_an_instance_where_the_document_prints_one(
    http: httpx.Client, auth: httpx.Auth, cast: Cast, question: dict[str, str], instance: bool
) -> None:
    """A number that is not the token's has one, a citizen that is not valid none."""
    if instance:
        question["mandataryEnterpriseNumber"] = cast.mandatary
    else:
        question["citizen"] = misread(cast.student)
    members = ["type", "href", "title", "status", "detail", "issues"]
    refused = http.get(PATH, params=question, auth=auth)
    assert problem_of(refused, 400) == [*members, *(["instance"] if instance else [])]
