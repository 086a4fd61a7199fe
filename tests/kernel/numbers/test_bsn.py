"""Citizen service numbers of the Netherlands and the elfproef."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.kernel.numbers import bsn

SERIALS = st.integers(1, 99_999_989)


@given(SERIALS)
def test_what_is_generated_is_valid(serial: int) -> None:
    """A generated number has nine digits, passes the elfproef, and begins with its serial."""
    number = bsn.generate(serial)
    assert len(number) == 9
    assert bsn.is_valid(number)
    assert int(number[:8]) - serial in (0, 1)


@given(SERIALS, st.integers(0, 8), st.integers(1, 9))
def test_another_digit_makes_it_invalid(serial: int, place: int, more: int) -> None:
    """A number in which one digit is another fails the elfproef."""
    number = bsn.generate(serial)
    digit = (int(number[place]) + more) % 10
    assert not bsn.is_valid(f"{number[:place]}{digit}{number[place + 1 :]}")


@pytest.mark.parametrize(
    "value", ["", "12345678", "1234567820", "000000000", "12345678a", 123456782]
)
def test_what_is_no_number(value: object) -> None:
    """Other lengths, letters, numbers that are no text, and nine zeros are not valid."""
    assert not bsn.is_valid(value)


def test_a_known_number() -> None:
    """123456782 is the number that examples use."""
    assert bsn.is_valid("123456782")


@pytest.mark.parametrize("serial", [0, 100_000_000])
def test_serials_have_eight_digits(serial: int) -> None:
    """A serial outside eight digits is refused."""
    with pytest.raises(ValueError, match="serial"):
        bsn.generate(serial)
