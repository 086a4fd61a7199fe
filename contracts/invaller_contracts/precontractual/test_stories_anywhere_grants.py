"""Mandates, hours and days that end: what is told of them at any environment.

Whom an environment may not have is named by a variable without default.
"""

from datetime import date, timedelta

import pytest

from invaller.kernel.quarters import LAST_MONTH_OF_QUARTER, Quarter, month_of_quarter
from invaller_clients import (
    Allowed,
    BadRequest,
    Issue,
    PrecontractualClient,
    PrecontractualData,
    TypeOfWorker,
)
from invaller_contracts.precontractual.answers import references_of
from invaller_contracts.precontractual.casting import Cast
from invaller_contracts.provider.target import Target

pytestmark = [pytest.mark.truth("documented"), pytest.mark.anywhere]

BOTH = (True, True)


@pytest.fixture
def start(target: Target) -> date:
    """A week from today, which is always in the window (3.3.12)."""
    return target.day(7)


def student(data: PrecontractualData) -> tuple[Allowed, int | None]:
    """Whether a student job is allowed, and how many hours are left."""
    assert data.student_job is not None
    return data.student_job.allowed, data.student_job.hours_remaining


def issue_of(client: PrecontractualClient, asker: str, citizen: str, day: date) -> Issue:
    """The one issue for which a question is refused."""
    with pytest.raises(BadRequest) as caught:
        client.verify(asker, citizen, day)
    (issue,) = caught.value.problem.issues
    return issue


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(
            TypeOfWorker.ALL,
            marks=pytest.mark.behaviour("precontractual.type-of-worker.all"),
            id="all",
        ),
        pytest.param(
            [TypeOfWorker.FLEXI_JOB, TypeOfWorker.STUDENT_JOB],
            marks=pytest.mark.behaviour("precontractual.type-of-worker.repeated"),
            id="both",
        ),
    ],
)
def test_both_kinds_by_name(
    employer: PrecontractualClient,
    cast: Cast,
    start: date,
    asked: TypeOfWorker | list[TypeOfWorker],
) -> None:
    """`all`, and the two kinds side by side, ask for both blocks (3.2.1.2)."""
    data = employer.verify(cast.employer, cast.student, start, type_of_worker=asked)
    assert (data.flexi_job is not None, data.student_job is not None) == BOTH


@pytest.mark.behaviour("precontractual.answer.references-differ")
def test_every_reference_is_another(
    employer: PrecontractualClient, cast: Cast, start: date
) -> None:
    """The same question twice has other references (3.2.2)."""
    asked = [employer.verify(cast.employer, cast.student, start) for _ in range(2)]
    references = [reference for data in asked for reference in references_of(data)]
    assert len(set(references)) == 6


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("precontractual.student.limit-reached")
def test_a_student_has_no_hours_left(
    employer: PrecontractualClient, cast: Cast, start: date
) -> None:
    """0 hours mean that the limit is reached (3.1); that `allowed` is nok then is ours."""
    data = employer.verify(cast.employer, cast.without_hours, start)
    assert student(data) == (Allowed.NOT_OK, 0)


@pytest.mark.parametrize(
    "status",
    [
        pytest.param(status, marks=pytest.mark.behaviour(f"precontractual.grant.{status}"))
        for status in ("pending", "refused", "expired")
    ],
)
def test_a_mandate_that_is_not_active(
    employer: PrecontractualClient, cast: Cast, start: date, status: str
) -> None:
    """3.3.5: one that is still being handled, was refused or is over tells nothing."""
    data = employer.verify(cast.employer, cast.with_mandate(status), start)
    assert student(data) == (Allowed.NO_GRANT, None)


@pytest.mark.behaviour("precontractual.grant.of-mandatary")
def test_the_mandate_of_the_mandatary_counts(
    employer: PrecontractualClient, mandatary: PrecontractualClient, cast: Cast, start: date
) -> None:
    """3.3.5: a mandate for the employer alone does not let its mandatary ask."""
    citizen = cast.of_employer_only
    told = mandatary.verify(cast.mandatary, citizen, start, represented=cast.employer)
    assert student(told) == (Allowed.NO_GRANT, None)
    assert student(employer.verify(cast.employer, citizen, start))[0] is Allowed.OK


@pytest.mark.behaviour(
    "precontractual.window.today",
    "precontractual.window.current-quarter",
    "precontractual.window.next-quarter",
)
def test_the_window(target: Target, employer: PrecontractualClient, cast: Cast) -> None:
    """3.3.12: from today to the end of the quarter; in its last month to that of the next."""
    ahead = int(month_of_quarter(target.today) == LAST_MONTH_OF_QUARTER)
    last = Quarter.of(target.today).shifted(ahead).last_day
    for day in (target.today, last):
        assert employer.verify(cast.employer, cast.student, day).student_job is not None
    after = last + timedelta(days=1)
    assert issue_of(employer, cast.employer, cast.student, after) == Issue(
        "StartDate should fall within the permitted time frame",
        "query",
        "startDate",
        after.isoformat(),
    )


@pytest.mark.behaviour("precontractual.parameter.not-padded")
def test_numbers_that_are_cut_short(
    employer: PrecontractualClient, cast: Cast, start: date
) -> None:
    """3.3.13 and 3.3.14: a number that lost its first digit is not valid."""
    citizen, asker = cast.student[1:], cast.employer[1:]
    for issue, value in (
        (issue_of(employer, cast.employer, citizen, start), citizen),
        (issue_of(employer, asker, cast.student, start), asker),
    ):
        assert issue.value == value
        assert "is not valid or does not exist" in (issue.detail or "")
