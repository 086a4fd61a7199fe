"""Quarters hold every day once and count like time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.kernel.quarters import Quarter, month_of_quarter

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
shifts = st.integers(-400, 400)


@given(days)
def test_day_lies_in_its_quarter(day: date) -> None:
    """A day lies between the first and the last day of its quarter."""
    quarter = Quarter.of(day)
    assert quarter.first_day <= day <= quarter.last_day


@given(days)
def test_quarters_follow_each_other_without_a_gap(day: date) -> None:
    """The day after the last one is the first of the next quarter."""
    quarter = Quarter.of(day)
    assert quarter.last_day + timedelta(days=1) == quarter.shifted(1).first_day


@given(days, shifts, shifts)
def test_shifts_add_up(day: date, first: int, second: int) -> None:
    """Two shifts are one shift by their sum, and order follows the sign."""
    quarter = Quarter.of(day)
    moved = quarter.shifted(first).shifted(second)
    assert moved == quarter.shifted(first + second)
    assert (moved > quarter) == (first + second > 0)


@given(days)
def test_written_form_reads_back(day: date) -> None:
    """The written form of a quarter reads back as the same quarter."""
    assert Quarter.parse(str(Quarter.of(day))) == Quarter.of(day)


@pytest.mark.parametrize("text", ["2024Q0", "2024Q5", "24Q1", "2024q1", "T-3", " 2024Q1", ""])
def test_other_texts_are_no_quarter(text: str) -> None:
    """A text that is not four digits, Q and 1 to 4 is refused."""
    with pytest.raises(ValueError, match="not a quarter"):
        Quarter.parse(text)


def test_a_year_has_four_quarters() -> None:
    """There is no fifth quarter."""
    with pytest.raises(ValueError, match="1 to 4"):
        Quarter(2024, 5)


def test_quarters_of_the_document_s_first_example() -> None:
    """30 March 2025 is the last day but one of 2025Q1; T-3 is 2024Q2 and T-2 is 2024Q3."""
    quarter = Quarter.of(date(2025, 3, 30))
    assert str(quarter) == "2025Q1"
    assert (str(quarter.shifted(-3)), str(quarter.shifted(-2))) == ("2024Q2", "2024Q3")
    assert quarter.last_day == date(2025, 3, 31)


def test_months_are_counted_within_the_quarter() -> None:
    """Each quarter has a first, second and third month."""
    months = [month_of_quarter(date(2024, month, 15)) for month in range(1, 13)]
    assert months == [1, 2, 3] * 4
