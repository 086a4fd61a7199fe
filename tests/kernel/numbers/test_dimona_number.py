"""Numbers of declarations and periods: vectors of the document and their laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.kernel.numbers import dimona_number


@pytest.mark.parametrize(
    "number",
    [
        600165606187,
        600155036120,
        600126284916,
        600124241448,
        629003532496,
        600036893756,
        600036901840,
        600008734454,
        600050201853,
        600049127173,
        600049709880,
        "600165606187",
    ],
)
def test_published_numbers_are_valid(number: object) -> None:
    """Numbers that the document prints as results are valid, as a number or a string."""
    assert dimona_number.is_valid(number)


@pytest.mark.parametrize(
    "number",
    [700125761015, 234567891234, 123456789123, 6000502211, 2029409422, "", None, True, -1, 10**12],
)
def test_invented_numbers_are_invalid(number: object) -> None:
    """Numbers that the document made up, and values of another form, are invalid."""
    assert not dimona_number.is_valid(number)


@pytest.mark.parametrize("first_ten", [999_999_999, 10_000_000_000, -1])
def test_a_sequence_has_ten_digits(first_ten: int) -> None:
    """A sequence of another length makes no number."""
    with pytest.raises(ValueError, match="ten digits"):
        dimona_number.from_sequence(first_ten)


def test_remainder_zero_is_written_97() -> None:
    """Check digits are never 00: a remainder of zero is written 97."""
    assert dimona_number.from_sequence(97 * 61_855_671) == 600000008797


@given(st.integers(1_000_000_000, 9_999_999_999), st.integers(1, 96))
def test_generated_numbers_are_valid(first_ten: int, by: int) -> None:
    """A generated number has twelve digits and is valid; other check digits are not."""
    number = dimona_number.from_sequence(first_ten)
    other = (number % 100 - 1 + by) % 97 + 1
    assert (len(str(number)), number // 100) == (12, first_ten)
    assert dimona_number.is_valid(number)
    assert not dimona_number.is_valid(first_ten * 100 + other)
