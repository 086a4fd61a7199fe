"""The ages and hours of a student job."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.precontractual.domain.inputs import Citizen
from invaller.apis.precontractual.domain.outcomes import Allowed, Answered, Block, Cause
from invaller.apis.precontractual.domain.student import AgeFault, age, age_fault, answered_hours

births = st.dates(date(1930, 1, 1), date(2030, 12, 31))
days = st.dates(date(2024, 1, 1), date(2060, 12, 31))


def student(answered: Answered) -> Block:
    """Return the student block, which must be there."""
    assert answered.student_job is not None
    return answered.student_job


@given(births, days)
def test_age_rises_on_the_birthday(born: date, day: date) -> None:
    """An age rises by one on a birthday and stays the same on every other day."""
    birthday = (day.month, day.day) == (born.month, born.day)
    leaping = (born.month, born.day) == (2, 29) and (day.month, day.day) == (3, 1)
    rises = age(born, day) - age(born, day - timedelta(days=1))
    assert rises == (1 if birthday or (leaping and day.year % 4 != 0) else 0)


@pytest.mark.parametrize(
    ("today", "fault"),
    [(date(2024, 8, 18), None), (date(2024, 8, 19), AgeFault.TOO_OLD)],
)
@pytest.mark.behaviour("precontractual.student.thirty-in-full-years")
def test_older_than_30_begins_on_the_31st_birthday(today: date, fault: AgeFault | None) -> None:
    """Who is born on 19 August 1993 is older than 30 from 19 August 2024 on."""
    assert age_fault(date(1993, 8, 19), today) is fault


@given(births, days)
@pytest.mark.behaviour(
    "precontractual.student.younger-than-15", "precontractual.student.fifteen-later-this-year"
)
def test_too_young_looks_at_the_year_alone(born: date, today: date) -> None:
    """Too young means that the years of request and birth are less than 15 apart."""
    too_young = age_fault(born, today) is AgeFault.TOO_YOUNG
    assert too_young == (today.year - born.year < 15)


@pytest.mark.behaviour("precontractual.student.fifteen-later-this-year")
def test_fifteen_later_this_year_is_old_enough() -> None:
    """Who turns 15 on the last day of the year is answered for from its first day on."""
    assert age_fault(date(2010, 12, 31), date(2025, 1, 1)) is None
    assert age_fault(date(2010, 1, 1), date(2024, 12, 31)) is AgeFault.TOO_YOUNG


@given(births, days)
def test_nobody_is_too_old_and_too_young(born: date, today: date) -> None:
    """Between the two limits, and only there, no age stands in the way."""
    free = age(born, today) <= 30 and today.year - born.year >= 15
    assert (age_fault(born, today) is None) == free


@pytest.mark.behaviour("precontractual.student.hours-bounds")
@given(st.integers(-1000, 100_000))
def test_hours_fit_the_answer(hours: int) -> None:
    """Answered hours lie between 0 and 9999 and are the real ones in between."""
    answered = answered_hours(hours)
    assert 0 <= answered <= 9999
    assert answered == hours or not 0 <= hours <= 9999


@pytest.mark.behaviour("precontractual.student.hours-left")
@given(hours=st.integers(1, 650))
def test_hours_left_are_ok(answer: Callable[..., Answered], hours: int) -> None:
    """With hours left the student job is ok and the hours are told."""
    block = student(answer(hours_remaining=hours))
    assert (block.allowed, block.cause, block.hours_remaining) == (Allowed.OK, None, hours)


@pytest.mark.behaviour("precontractual.student.limit-reached")
def test_no_hours_left_are_nok(answer: Callable[..., Answered]) -> None:
    """Without hours left the student job is nok, and the answer says 0."""
    block = student(answer(hours_remaining=0))
    assert (block.allowed, block.cause, block.hours_remaining) == (Allowed.NOK, None, 0)


@pytest.mark.behaviour("precontractual.student.older-than-30")
def test_too_old_is_unknown(answer: Callable[..., Answered]) -> None:
    """Who was born in 1980 is unknown for a student job, without hours."""
    old = Citizen("80020290253", date(1980, 2, 2))
    block = student(answer(citizen=old))
    assert (block.allowed, block.cause) == (Allowed.UNKNOWN, Cause.TOO_OLD)
    assert block.hours_remaining is None


@pytest.mark.behaviour("precontractual.student.younger-than-15")
def test_too_young_is_unknown(answer: Callable[..., Answered]) -> None:
    """Who was born in 2010 is unknown for a student job in 2024, without hours."""
    young = Citizen("10010190162", date(2010, 1, 1))
    block = student(answer(citizen=young))
    assert (block.allowed, block.cause) == (Allowed.UNKNOWN, Cause.TOO_YOUNG)
    assert block.hours_remaining is None


@pytest.mark.behaviour("precontractual.student.younger-than-15")
def test_the_year_is_that_of_the_request(answer: Callable[..., Answered]) -> None:
    """A planned day in the year of the 15th birthday does not help in the year before."""
    young = Citizen("10010190162", date(2010, 1, 1))
    planned = date(2025, 1, 2)
    asked_before = student(answer(citizen=young, start=planned))
    new_year = datetime(2024, 12, 31, 23, 30, tzinfo=UTC)
    asked_in_time = student(answer(citizen=young, start=planned, now=new_year))
    assert (asked_before.allowed, asked_in_time.allowed) == (Allowed.UNKNOWN, Allowed.OK)
