"""Questions that are answered: which blocks, and what stands in the way of each."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.precontractual.domain.inputs import (
    Asker,
    BackendPart,
    Citizen,
    Role,
    WorkerKind,
)
from invaller.apis.precontractual.domain.mandates import Mandate, MandateStatus
from invaller.apis.precontractual.domain.outcomes import Allowed, Answered, Block, Cause
from invaller.kernel.flexi_conditions import Employment
from invaller.kernel.quarters import Quarter

Answer = Callable[..., Answered]

EMPLOYER, MANDATARY, CITIZEN = "0880820673", "0123456789", "06081991188"
OTHER = "1999990144"
TODAY = date(2024, 12, 2)
FULL_TIME = tuple(Employment(OTHER, Quarter(2024, number), 100) for number in (1, 2))


def allowed(answered: Answered) -> tuple[Allowed | None, Allowed | None]:
    """Return what is allowed for flexi-job and student job; None for a block not asked."""
    flexi, student = answered.flexi_job, answered.student_job
    return (flexi.allowed if flexi else None, student.allowed if student else None)


def flexi(answered: Answered) -> Block:
    """Return the flexi-job block, which must be there."""
    assert answered.flexi_job is not None
    return answered.flexi_job


def student(answered: Answered) -> Block:
    """Return the student block, which must be there."""
    assert answered.student_job is not None
    return answered.student_job


@pytest.mark.behaviour("precontractual.caller.employer", "precontractual.type-of-worker.absent")
def test_employer_is_answered_about_both(answer: Answer) -> None:
    """A student without a job is nok for a flexi-job and ok for a student job."""
    assert allowed(answer()) == (Allowed.NOK, Allowed.OK)


@pytest.mark.behaviour("precontractual.caller.mandatary")
def test_mandatary_is_answered_about_both(answer: Answer) -> None:
    """A mandatary that represents the employer gets the same answer."""
    assert allowed(answer(provider=True)) == (Allowed.NOK, Allowed.OK)


@pytest.mark.behaviour(
    "precontractual.type-of-worker.flexi-job", "precontractual.type-of-worker.student-job"
)
@given(st.sets(st.sampled_from(list(WorkerKind)), min_size=1))
def test_only_what_was_asked_is_answered(answer: Answer, kinds: set[WorkerKind]) -> None:
    """Each block is there exactly when it was asked for."""
    answered = answer(kinds=frozenset(kinds))
    assert (answered.flexi_job is not None) == (WorkerKind.FLEXI_JOB in kinds)
    assert (answered.student_job is not None) == (WorkerKind.STUDENT_JOB in kinds)


@pytest.mark.behaviour("precontractual.flexi.four-fifths-in-t-3")
def test_work_elsewhere_makes_a_flexi_job_ok(answer: Answer) -> None:
    """Full time elsewhere in T-3 allows a flexi-job."""
    assert flexi(answer(employments=FULL_TIME)).allowed is Allowed.OK


@pytest.mark.behaviour("precontractual.flexi.pension-in-t-2")
def test_pension_makes_a_flexi_job_ok(answer: Answer) -> None:
    """A pension by T-2 allows a flexi-job."""
    pensioner = Citizen(CITIZEN, date(1950, 2, 11), pension_from=date(2024, 9, 30))
    assert flexi(answer(citizen=pensioner)).allowed is Allowed.OK


@pytest.mark.behaviour("precontractual.flexi.step-down")
def test_step_down_makes_a_flexi_job_nok(answer: Answer) -> None:
    """From full time in T-4 to four fifths in T-3 makes nok, and the reason names the quarter."""
    steps = (Employment(OTHER, Quarter(2024, 1), 100), Employment(OTHER, Quarter(2024, 2), 80))
    block = flexi(answer(employments=steps))
    assert (block.allowed, block.reason.rule) == (Allowed.NOK, "precontractual.flexi.step-down")
    assert "2024Q2" in block.reason.message


@pytest.mark.behaviour("precontractual.flexi.other-employer")
def test_future_employer_is_the_represented_one(answer: Answer) -> None:
    """Work for the mandatary counts as work elsewhere; work for the represented one does not."""
    for_mandatary = (Employment(MANDATARY, Quarter(2024, 2), 100),)
    for_employer = (Employment(EMPLOYER, Quarter(2024, 2), 100),)
    asked = [answer(provider=True, employments=work) for work in (for_mandatary, for_employer)]
    assert [flexi(answered).allowed for answered in asked] == [Allowed.OK, Allowed.NOK]


@pytest.mark.behaviour("precontractual.flexi.no-age")
@given(st.dates(date(1930, 1, 1), date(2020, 12, 31)))
def test_ages_do_not_touch_the_flexi_job(answer: Answer, born: date) -> None:
    """A flexi-job is decided by work alone, whatever the age."""
    answered = answer(citizen=Citizen(CITIZEN, born), employments=FULL_TIME)
    assert flexi(answered).allowed is Allowed.OK


@pytest.mark.behaviour("precontractual.grant.every-block", "precontractual.grant.absent")
@given(st.sets(st.sampled_from(list(WorkerKind)), min_size=1))
def test_without_a_mandate_every_asked_block_is_closed(
    answer: Answer, kinds: set[WorkerKind]
) -> None:
    """Without a mandate each block that was asked for is noGrant and tells nothing else."""
    answered = answer(mandates=(), kinds=frozenset(kinds), employments=FULL_TIME)
    blocks = [block for block in (answered.flexi_job, answered.student_job) if block]
    assert len(blocks) == len(kinds)
    assert {(b.allowed, b.cause, b.hours_remaining) for b in blocks} == {
        (Allowed.NO_GRANT, None, None)
    }


@pytest.mark.parametrize(
    ("mandate", "state"),
    [
        (Mandate(CITIZEN, EMPLOYER, MandateStatus.PENDING), "pending"),
        (Mandate(CITIZEN, EMPLOYER, MandateStatus.REFUSED), "refused"),
        (Mandate(CITIZEN, EMPLOYER, MandateStatus.ACTIVE, end=date(2024, 12, 1)), "expired"),
        (Mandate(CITIZEN, EMPLOYER, MandateStatus.ACTIVE, start=date(2024, 12, 3)), "not-yet"),
        (Mandate(CITIZEN, MANDATARY, MandateStatus.ACTIVE), "absent"),
    ],
)
@pytest.mark.behaviour("precontractual.grant.active")
def test_only_an_active_mandate_opens_the_data(
    answer: Answer, mandate: Mandate, state: str
) -> None:
    """Any other mandate than an active one gives noGrant, and the reason says which it is."""
    answered = answer(mandates=(mandate,))
    assert allowed(answered) == (Allowed.NO_GRANT, Allowed.NO_GRANT)
    assert flexi(answered).reason.rule == f"precontractual.grant.{state}"


@pytest.mark.behaviour("precontractual.grant.day-of-request")
def test_mandate_counts_on_the_day_of_the_request(answer: Answer) -> None:
    """A mandate that ends today is enough for work that starts later."""
    today_only = Mandate(CITIZEN, EMPLOYER, MandateStatus.ACTIVE, TODAY, TODAY)
    later_only = Mandate(CITIZEN, EMPLOYER, MandateStatus.ACTIVE, TODAY + timedelta(days=1))
    assert student(answer(mandates=(today_only,))).allowed is Allowed.OK
    assert student(answer(mandates=(later_only,))).allowed is Allowed.NO_GRANT


@pytest.mark.behaviour("precontractual.grant.of-mandatary")
def test_mandate_of_the_represented_enterprise_does_not_help(answer: Answer) -> None:
    """When a mandatary asks, a mandate for the represented employer alone gives noGrant."""
    employers = (Mandate(CITIZEN, EMPLOYER, MandateStatus.ACTIVE),)
    assert student(answer(provider=True, mandates=employers)).allowed is Allowed.NO_GRANT


@pytest.mark.behaviour("precontractual.outage.mandates")
def test_unreadable_mandates_give_error_grant(answer: Answer) -> None:
    """When mandates cannot be read every asked block is errorGrant, mandate or not."""
    down = frozenset({BackendPart.MANDATES, BackendPart.PENSION_REGISTER})
    for mandates in ({}, {"mandates": ()}):
        answered = answer(down=down, **mandates)
        assert allowed(answered) == (Allowed.ERROR_GRANT, Allowed.ERROR_GRANT)
        assert (flexi(answered).cause, student(answered).cause) == (None, None)


@pytest.mark.behaviour(
    "precontractual.outage.pension-register",
    "precontractual.outage.pension-register-always",
    "precontractual.outage.other-block-untouched",
)
@pytest.mark.parametrize("employments", [(), FULL_TIME])
def test_pension_register_down(answer: Answer, employments: tuple[Employment, ...]) -> None:
    """Without the pension register only the flexi-job is unknown, also with work enough."""
    down = frozenset({BackendPart.PENSION_REGISTER})
    answered = answer(down=down, employments=employments)
    assert allowed(answered) == (Allowed.UNKNOWN, Allowed.OK)
    assert flexi(answered).cause is Cause.FLEXI_JOB


@pytest.mark.behaviour(
    "precontractual.outage.student-data", "precontractual.outage.other-block-untouched"
)
def test_student_data_down(answer: Answer) -> None:
    """Without student data only the student job is unknown, and no hours are told."""
    down = frozenset({BackendPart.STUDENT_DATA})
    answered = answer(down=down, employments=FULL_TIME)
    assert allowed(answered) == (Allowed.OK, Allowed.UNKNOWN)
    assert student(answered).cause is Cause.STUDENT_JOB
    assert student(answered).hours_remaining is None


@pytest.mark.behaviour("precontractual.student.age-before-data")
def test_age_is_told_when_student_data_are_down(answer: Answer) -> None:
    """Who is too old is told so also when the student data cannot be read."""
    old = Citizen(CITIZEN, date(1980, 2, 2))
    answered = answer(citizen=old, down=frozenset({BackendPart.STUDENT_DATA}))
    assert student(answered).cause is Cause.TOO_OLD


@pytest.mark.behaviour("precontractual.existence.derived-birth")
def test_birth_follows_from_an_unknown_citizen_s_number(answer: Answer) -> None:
    """With open registers the age of an unknown citizen is that of the number."""
    numbers = {"06081991188": None, "80020290253": Cause.TOO_OLD, "19050491015": Cause.TOO_YOUNG}
    for number, cause in numbers.items():
        granted = (Mandate(number, EMPLOYER, MandateStatus.ACTIVE),)
        answered = answer(number=number, citizen=None, registers_open=True, mandates=granted)
        assert student(answered).cause is cause


def test_asker_without_a_limit_acts_for_everyone(answer: Answer) -> None:
    """A mandatary that represents everyone is answered for any known enterprise."""
    asker = Asker(MANDATARY, Role.PROVIDER, represents=None)
    assert allowed(answer(provider=True, asker=asker)) == (Allowed.NOK, Allowed.OK)
