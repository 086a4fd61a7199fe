"""What an employer or its mandatary is told about a citizen who gave a burgermandaat.

Today is Monday 3 March 2025, in the last month of a quarter.
"""

from datetime import date

import pytest

from invaller_clients import Allowed, PrecontractualClient, PrecontractualData, TypeOfWorker
from invaller_contracts.precontractual import samples
from invaller_contracts.precontractual.answers import references_of
from invaller_contracts.precontractual.samples import EMPLOYER, EXAMPLE, MANDATARY, STUDENT

START = date(2025, 3, 10)


def answers(data: PrecontractualData) -> tuple[Allowed | None, Allowed | None]:
    """What is said about a flexi-job and a student job; None when it was not asked."""
    return (
        data.flexi_job.allowed if data.flexi_job else None,
        data.student_job.allowed if data.student_job else None,
    )


@pytest.mark.sim(now="2024-12-02T09:00:00+01:00")
@pytest.mark.truth("documented")
def test_the_example_of_an_employer(employer: PrecontractualClient) -> None:
    """3.2.2.1: no flexi-job, a student job with 50 hours, disclaimers in four languages."""
    data = employer.verify(EMPLOYER, EXAMPLE, date(2025, 3, 30))
    flexi, student = data.flexi_job, data.student_job
    assert flexi is not None
    assert student is not None
    assert (flexi.allowed, student.allowed) == (Allowed.NOT_OK, Allowed.OK)
    assert student.hours_remaining == 50
    assert data.reference.startswith("0701018990102122024")
    for block in (flexi, student):
        assert (block.description, block.cause) == ("disclaimer", None)
        assert list(block.label) == ["nl", "fr", "de", "en"]
        assert all(text.startswith("<i>") for text in block.label.values())


@pytest.mark.sim(now="2025-09-01T09:00:00+02:00")
@pytest.mark.truth("documented")
def test_the_example_of_a_mandatary(mandatary: PrecontractualClient) -> None:
    """3.2.2.2: a mandatary names the employer that it represents, and is told the same."""
    data = mandatary.verify(MANDATARY, EXAMPLE, date(2025, 9, 30), represented=EMPLOYER)
    assert answers(data) == (Allowed.NOT_OK, Allowed.OK)
    assert data.student_job is not None
    assert data.student_job.hours_remaining == 50


@pytest.mark.truth("documented")
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (TypeOfWorker.FLEXI_JOB, (Allowed.NOT_OK, None)),
        (TypeOfWorker.STUDENT_JOB, (None, Allowed.OK)),
        (TypeOfWorker.ALL, (Allowed.NOT_OK, Allowed.OK)),
        ([TypeOfWorker.FLEXI_JOB, TypeOfWorker.STUDENT_JOB], (Allowed.NOT_OK, Allowed.OK)),
    ],
)
def test_only_what_was_asked_is_told(
    employer: PrecontractualClient,
    asked: TypeOfWorker | list[TypeOfWorker],
    told: tuple[Allowed | None, Allowed | None],
) -> None:
    """The filter typeOfWorker chooses the blocks (3.2.1.2)."""
    assert answers(employer.verify(EMPLOYER, STUDENT, START, type_of_worker=asked)) == told


@pytest.mark.truth("documented")
def test_every_reference_is_another(employer: PrecontractualClient) -> None:
    """The call and its blocks each have a reference, and so has the next call (3.2.2)."""
    asked = [employer.verify(EMPLOYER, STUDENT, START) for _ in range(2)]
    references = [reference for data in asked for reference in references_of(data)]
    assert len(set(references)) == 6
    assert {reference[:19] for reference in references} == {f"{STUDENT}03032025"}


@pytest.mark.truth("documented")
@pytest.mark.parametrize(
    ("citizen", "told"),
    [
        pytest.param(samples.FULL_TIME_OLDER_THAN_30, Allowed.OK, id="full time elsewhere"),
        pytest.param(samples.PENSIONER, Allowed.OK, id="pensioner"),
        pytest.param(samples.WORKER_79_PERCENT, Allowed.NOT_OK, id="less than four fifths"),
        pytest.param(samples.WORKER_AT_THIS_EMPLOYER, Allowed.NOT_OK, id="at this employer only"),
        pytest.param(
            samples.WORKER_WHO_STEPPED_DOWN, Allowed.NOT_OK, id="from full to four fifths"
        ),
    ],
)
def test_flexi_jobs(employer: PrecontractualClient, citizen: str, told: Allowed) -> None:
    """Four fifths elsewhere three quarters ago, or a pension two quarters ago, allow one (3.1)."""
    data = employer.verify(EMPLOYER, citizen, START, type_of_worker=TypeOfWorker.FLEXI_JOB)
    assert answers(data) == (told, None)


@pytest.mark.truth("documented")
def test_a_student_has_all_hours(employer: PrecontractualClient) -> None:
    """Without any reservation the hours that are left are the quota of the year (3.1)."""
    student = employer.verify(EMPLOYER, STUDENT, START).student_job
    assert student is not None
    assert (student.allowed, student.hours_remaining) == (Allowed.OK, 650)


@pytest.mark.truth("assumed")
def test_a_student_has_no_hours_left(employer: PrecontractualClient) -> None:
    """0 hours mean that the limit is reached (3.1); that `allowed` is nok then is ours."""
    student = employer.verify(EMPLOYER, samples.STUDENT_WITHOUT_HOURS, START).student_job
    assert student is not None
    assert (student.allowed, student.hours_remaining) == (Allowed.NOT_OK, 0)
    assert student.description == "disclaimer"


@pytest.mark.truth("documented")
@pytest.mark.parametrize(
    "citizen", [samples.MANDATE_ABSENT, samples.MANDATE_PENDING, samples.MANDATE_REFUSED]
)
def test_without_an_active_mandate_nothing_is_told(
    employer: PrecontractualClient, citizen: str
) -> None:
    """3.3.5: no mandate, one that is still being handled, and one that was refused: noGrant."""
    data = employer.verify(EMPLOYER, citizen, START, type_of_worker=TypeOfWorker.STUDENT_JOB)
    student = data.student_job
    assert student is not None
    assert (student.allowed, student.description) == (Allowed.NO_GRANT, "error")
    assert (student.cause, student.reference, student.hours_remaining) == (None, None, None)


@pytest.mark.truth("documented")
def test_the_mandate_of_the_mandatary_counts(
    employer: PrecontractualClient, mandatary: PrecontractualClient
) -> None:
    """3.3.5: a mandate for the employer alone does not let its mandatary ask."""
    citizen = samples.MANDATE_FOR_THE_EMPLOYER_ONLY
    told = mandatary.verify(MANDATARY, citizen, START, represented=EMPLOYER)
    assert answers(told) == (Allowed.NO_GRANT, Allowed.NO_GRANT)
    assert answers(employer.verify(EMPLOYER, citizen, START))[1] is Allowed.OK


@pytest.mark.truth("documented")
@pytest.mark.parametrize(
    ("citizen", "cause"),
    [
        (samples.FULL_TIME_OLDER_THAN_30, "errorStudentRequirements"),
        (samples.CHILD, "errorYoungRequirements"),
    ],
)
def test_ages_of_students(employer: PrecontractualClient, citizen: str, cause: str) -> None:
    """3.3.3 and 3.3.4: older than 30, and younger than 15 this year, are unknown with a cause."""
    student = employer.verify(EMPLOYER, citizen, START).student_job
    assert student is not None
    assert (student.allowed, student.description) == (Allowed.UNKNOWN, "error")
    assert (student.cause, student.hours_remaining) == (cause, None)
