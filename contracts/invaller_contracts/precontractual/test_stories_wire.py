"""What a client without the reference client sees: paths, methods, media types and members.

Today is Monday 3 March 2025. Every call is held against the specification too.
"""

import httpx
import pytest

from invaller_contracts.precontractual.samples import EMPLOYER, MANDATARY, STUDENT
from invaller_contracts.precontractual.wire import ORDINARY, Wire
from invaller_contracts.simulator import Simulator


@pytest.fixture
def wire(sim: Simulator) -> Wire:
    """Calls that are held against the specification."""
    return Wire(sim)


def problem_of(answer: httpx.Response, status: int) -> list[str]:
    """The members of a problem in their order."""
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    return list(answer.json())


@pytest.mark.truth("documented")
@pytest.mark.behaviour("precontractual.answer.member-order", "precontractual.answer.strings")
@pytest.mark.parametrize("path", ["/verifyPrecontractualData", "/verifyPreContractualData"])
def test_an_answer_on_the_wire(wire: Wire, path: str) -> None:
    """3.2.2: members as in the example, under both spellings of the path."""
    answer = wire.call(ORDINARY, path=path)
    assert answer.headers["Content-Type"] == "application/json"
    data = answer.json()
    assert list(data) == ["precontractualMainReference", "flexiJobResult", "studentJobResult"]
    assert list(data["flexiJobResult"]) == ["allowed", "flexiJobReference", "description"]
    assert list(data["studentJobResult"]) == [
        "allowed",
        "studentJobReference",
        "hoursRemaining",
        "description",
    ]
    assert (data["flexiJobResult"]["allowed"], data["studentJobResult"]["allowed"]) == ("nok", "ok")


@pytest.mark.truth("documented")
@pytest.mark.behaviour("precontractual.operation.get-only")
def test_a_question_is_not_posted(wire: Wire) -> None:
    """3.2: GET is the only action."""
    assert wire.call(ORDINARY, method="POST").status_code == 405


@pytest.mark.truth("documented")
@pytest.mark.behaviour("precontractual.token.invalid", "precontractual.token.problem-members")
def test_a_token_ends(wire: Wire) -> None:
    """3.3.15: a token is taken until it ends, then there is no valid one."""
    token = wire.sim.credentials.token("employer")
    assert wire.call(ORDINARY, token=token).status_code == 200
    wire.sim.clock.advance("PT1H")
    refused = wire.call(ORDINARY, token=token)
    assert problem_of(refused, 401) == ["type", "href", "instance", "status", "title", "detail"]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("precontractual.token.challenge")
def test_a_missing_token_is_challenged(wire: Wire) -> None:
    """The 401 asks for a bearer token, as the guide of belgif wants."""
    assert wire.ask(client=None).headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.truth("documented")
@pytest.mark.behaviour("precontractual.refusal.instance", "precontractual.refusal.problem-members")
@pytest.mark.parametrize(
    ("changes", "instance"),
    [
        ({"representedEnterpriseNumber": MANDATARY}, True),
        ({"mandataryEnterpriseNumber": MANDATARY}, True),
        ({"startDate": "2025-03-02"}, False),
        ({"startDate": "2025-07-01"}, False),
        ({"citizen": f"{STUDENT[:-1]}9"}, False),
        ({"mandataryEnterpriseNumber": f"{EMPLOYER[:-1]}4"}, False),
    ],
)
def test_refusals_have_an_instance_where_the_document_prints_one(
    wire: Wire, changes: dict[str, str], instance: bool
) -> None:
    """3.3.7 to 3.3.14: the members of the examples, in their order."""
    members = ["type", "href", "title", "status", "detail", "issues"]
    assert problem_of(wire.ask(**changes), 400) == [*members, *(["instance"] if instance else [])]
