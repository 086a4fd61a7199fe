"""What is told and refused, as it can be seen at any environment: day and citizens are its own.

Every documented outcome has a story here that asks for a week from today, or for a day that is
always too early or too late. The other stories know the citizens of the seed.
"""

from datetime import date

import pytest

from invaller_clients import (
    Allowed,
    BadRequest,
    Issue,
    JobResult,
    PrecontractualClient,
    TypeOfWorker,
    Unauthorized,
)
from invaller_contracts.precontractual.casting import Cast, misread
from invaller_contracts.precontractual.client import precontractual_client
from invaller_contracts.provider.target import Target

pytestmark = [pytest.mark.truth("documented"), pytest.mark.anywhere]

FLEXI_JOB, STUDENT_JOB = TypeOfWorker.FLEXI_JOB, TypeOfWorker.STUDENT_JOB


@pytest.fixture
def start(target: Target) -> date:
    """A week from today, which is always in the window (3.3.12)."""
    return target.day(7)


def told(block: JobResult | None) -> tuple[Allowed, str | None, str | None]:
    """What a block says: whether it is allowed, in which way, and why it cannot be told."""
    assert block is not None
    return block.allowed, block.description, block.cause


def refusal(
    client: PrecontractualClient, asker: str, citizen: str, start: date, represented: str | None
) -> Issue:
    """The one issue for which a question is refused."""
    with pytest.raises(BadRequest) as caught:
        client.verify(asker, citizen, start, represented)
    assert caught.value.problem.type == "urn:problem-type:belgif:badRequest"
    (issue,) = caught.value.problem.issues
    return issue


@pytest.mark.behaviour("precontractual.type-of-worker.absent", "precontractual.caller.employer")
def test_both_kinds_are_told(employer: PrecontractualClient, cast: Cast, start: date) -> None:
    """3.2.2.1: a student with hours left, with disclaimers in four languages."""
    data = employer.verify(cast.employer, cast.student, start)
    assert told(data.flexi_job) == (Allowed.NOT_OK, "disclaimer", None)
    assert told(data.student_job) == (Allowed.OK, "disclaimer", None)
    assert data.student_job is not None
    assert data.student_job.hours_remaining
    assert set(data.student_job.label) == {"nl", "fr", "de", "en"}


@pytest.mark.behaviour(
    "precontractual.answer.reference-form", "precontractual.answer.references-differ"
)
def test_each_part_has_a_reference(
    target: Target, employer: PrecontractualClient, cast: Cast, start: date
) -> None:
    """3.2.2: the citizen's number, the day of the question and two digits; each another."""
    data = employer.verify(cast.employer, cast.student, start)
    assert data.flexi_job is not None
    assert data.student_job is not None
    references = [data.reference, data.flexi_job.reference or "", data.student_job.reference or ""]
    assert len(set(references)) == 3
    beginning = f"{cast.student}{target.today:%d%m%Y}"
    # The examples print a space in front (facts: dimona C1 row 5).
    assert {reference.strip()[:19] for reference in references} == {beginning}


@pytest.mark.behaviour(
    "precontractual.type-of-worker.flexi-job", "precontractual.type-of-worker.student-job"
)
def test_one_kind_is_told(employer: PrecontractualClient, cast: Cast, start: date) -> None:
    """3.2.1.2: only the block that was asked for."""
    flexi = employer.verify(cast.employer, cast.student, start, type_of_worker=FLEXI_JOB)
    student = employer.verify(cast.employer, cast.student, start, type_of_worker=STUDENT_JOB)
    assert (flexi.flexi_job is None, flexi.student_job is None) == (False, True)
    assert (student.flexi_job is None, student.student_job is None) == (True, False)


def test_a_flexi_jobber(employer: PrecontractualClient, cast: Cast, start: date) -> None:
    """3.1 (1): who fulfils the conditions may have a flexi-job."""
    data = employer.verify(cast.employer, cast.flexi_jobber, start, type_of_worker=FLEXI_JOB)
    assert told(data.flexi_job) == (Allowed.OK, "disclaimer", None)


@pytest.mark.behaviour("precontractual.caller.mandatary")
def test_a_mandatary_is_told_the_same(
    mandatary: PrecontractualClient, cast: Cast, start: date
) -> None:
    """3.2.2.2: it asks with its own number and that of the employer."""
    data = mandatary.verify(cast.mandatary, cast.student, start, represented=cast.employer)
    assert told(data.student_job) == (Allowed.OK, "disclaimer", None)


@pytest.mark.behaviour("precontractual.grant.absent", "precontractual.grant.no-cause")
def test_nothing_without_a_mandate(employer: PrecontractualClient, cast: Cast, start: date) -> None:
    """3.3.5: noGrant, without a reason and without a reference."""
    asked = employer.verify(cast.employer, cast.without_mandate, start, type_of_worker=STUDENT_JOB)
    assert told(asked.student_job) == (Allowed.NO_GRANT, "error", None)
    assert asked.student_job is not None
    assert (asked.student_job.reference, asked.student_job.hours_remaining) == (None, None)


@pytest.mark.behaviour(
    "precontractual.student.older-than-30", "precontractual.student.younger-than-15"
)
def test_ages(employer: PrecontractualClient, cast: Cast, start: date) -> None:
    """3.3.3 and 3.3.4: too old and too young are unknown, each with its cause."""
    causes = {
        cast.older_than_30: "errorStudentRequirements",
        cast.child: "errorYoungRequirements",
    }
    for citizen, cause in causes.items():
        data = employer.verify(cast.employer, citizen, start, type_of_worker=STUDENT_JOB)
        assert told(data.student_job) == (Allowed.UNKNOWN, "error", cause)


@pytest.mark.behaviour("precontractual.refusal.represented-by-employer")
def test_an_employer_represents_nobody(
    employer: PrecontractualClient, cast: Cast, start: date
) -> None:
    """3.3.7: an employer names no represented enterprise."""
    assert refusal(employer, cast.employer, cast.student, start, cast.mandatary) == Issue(
        "The representedEnterpriseNumber should not be provided for a request from an employer",
        "query",
        "representedEnterpriseNumber",
        cast.mandatary,
    )


@pytest.mark.behaviour("precontractual.refusal.represented-missing")
def test_a_mandatary_represents_somebody(
    mandatary: PrecontractualClient, cast: Cast, start: date
) -> None:
    """3.3.8: a mandatary says whom; the value of what is not there differs (`...` is printed)."""
    issue = refusal(mandatary, cast.mandatary, cast.student, start, None)
    assert (issue.detail, issue.name) == (
        "The representedEnterpriseNumber should be provided for a request from a provider",
        "representedEnterpriseNumber",
    )


@pytest.mark.behaviour("precontractual.refusal.token-mismatch")
def test_a_token_is_of_who_asks(employer: PrecontractualClient, cast: Cast, start: date) -> None:
    """3.3.9: the number of the call is that of the token."""
    assert refusal(employer, cast.mandatary, cast.student, start, cast.employer) == Issue(
        "The mandataryEnterpriseNumber does not correspond to the CBE provided in the token",
        "query",
        "mandataryEnterpriseNumber",
        cast.mandatary,
    )


@pytest.mark.behaviour(
    "precontractual.refusal.start-in-past", "precontractual.refusal.start-outside-window"
)
@pytest.mark.parametrize(
    ("offset", "detail"),
    [
        (-1, "StartDate cannot be in the past"),
        (200, "StartDate should fall within the permitted time frame"),
    ],
)
def test_days_that_cannot_be_asked_for(
    target: Target, employer: PrecontractualClient, cast: Cast, offset: int, detail: str
) -> None:
    """3.3.11 and 3.3.12: yesterday, and a day that no window reaches."""
    day = target.day(offset)
    assert refusal(employer, cast.employer, cast.student, day, None) == Issue(
        detail, "query", "startDate", day.isoformat()
    )


@pytest.mark.behaviour("precontractual.refusal.citizen-unknown")
def test_a_citizens_number_checks(employer: PrecontractualClient, cast: Cast, start: date) -> None:
    """3.3.13: a number with a wrong last digit."""
    citizen = misread(cast.student)
    assert refusal(employer, cast.employer, citizen, start, None) == Issue(
        "The citizen SSIN is not valid or does not exist", "query", "citizen", citizen
    )


@pytest.mark.behaviour("precontractual.refusal.mandatary-unknown")
def test_an_enterprise_number_checks(
    employer: PrecontractualClient, cast: Cast, start: date
) -> None:
    """3.3.14: a number with a wrong last digit."""
    asker = misread(cast.employer)
    assert refusal(employer, asker, cast.student, start, None) == Issue(
        "The mandataryEnterpriseNumber is not valid or does not exist",
        "query",
        "mandataryEnterpriseNumber",
        asker,
    )


@pytest.mark.behaviour("precontractual.token.absent")
def test_a_call_carries_a_token(target: Target, cast: Cast, start: date) -> None:
    """3.3.15: without one the answer is 401 noAccessToken."""
    with (
        precontractual_client(target, auth=None) as anonymous,
        pytest.raises(Unauthorized) as caught,
    ):
        anonymous.verify(cast.employer, cast.student, start)
    assert caught.value.problem.type == "urn:problem-type:belgif:noAccessToken"
