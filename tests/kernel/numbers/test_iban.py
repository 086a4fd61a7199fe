"""International bank account numbers and their check digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.kernel.numbers import iban

ACCOUNTS = st.from_regex(r"[A-Z]{4}[0-9]{10}", fullmatch=True)


@given(ACCOUNTS)
def test_what_is_generated_is_valid(account: str) -> None:
    """A generated number is valid and ends in its account."""
    number = iban.generate("NL", account)
    assert iban.is_valid(number)
    assert number.endswith(account)


@given(ACCOUNTS, st.integers(8, 17), st.integers(1, 9))
def test_another_digit_makes_it_invalid(account: str, place: int, more: int) -> None:
    """A number in which one digit of the account is another has wrong check digits."""
    number = iban.generate("NL", account)
    digit = (int(number[place]) + more) % 10
    assert not iban.is_valid(f"{number[:place]}{digit}{number[place + 1 :]}")


@pytest.mark.parametrize(
    "number", ["NL91ABNA0417164300", "BE68539007547034", "DE89370400440532013000"]
)
def test_known_numbers(number: str) -> None:
    """Numbers that banks publish as examples are valid, and of SEPA countries."""
    assert iban.is_valid(number)
    assert iban.is_sepa(number)


@pytest.mark.parametrize(
    "value", ["", "NL91ABNA04171643", "nl91abna0417164300", "NL91 ABNA 0417 1643 00", None, 91]
)
def test_what_is_no_number(value: object) -> None:
    """Another length for the country, small letters and spaces are not valid."""
    assert not iban.is_valid(value)


def test_a_country_outside_sepa() -> None:
    """An account of the Emirates is valid and not of SEPA."""
    assert iban.is_valid("AE070331234567890123456")
    assert not iban.is_sepa("AE070331234567890123456")


def test_what_makes_no_number() -> None:
    """An account that is too short for its country makes no number."""
    with pytest.raises(ValueError, match="make no IBAN"):
        iban.generate("NL", "ABNA1")
