"""Enterprise numbers: vectors of the documents and laws that hold for every number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.kernel.numbers import enterprise_number


@pytest.mark.parametrize(
    "number",
    [
        "0800002352",
        "800002352",
        "0411702543",
        "411702543",
        "0880820673",
        "0407585882",
        "0719857388",
        "0887164275",
        "1999999943",
        411702543,
    ],
)
def test_published_numbers_are_valid(number: object) -> None:
    """Published numbers of nine or ten digits, also as a JSON number, are valid."""
    assert enterprise_number.is_valid(number)


@pytest.mark.parametrize(
    "number",
    ["0123456789", "0", "0000000000", "2000000097", "41170254", "BE0411702543", "", None, True, -5],
)
def test_other_values_are_invalid(number: object) -> None:
    """Numbers that fail the check or have another form are invalid."""
    assert not enterprise_number.is_valid(number)


@pytest.mark.parametrize(
    ("value", "form"),
    [
        ("411702543", "0411702543"),
        ("0411702543", "0411702543"),
        (" 0411702543 ", "0411702543"),
        (411702543, "0411702543"),
        ("1000000009", "1000000009"),
        ("0123456789", "0123456789"),
        ("41170254", None),
        ("0411.702.543", None),
        (False, None),
        (None, None),
        (10**10, None),
    ],
)
def test_normal_form_has_ten_digits(value: object, form: str | None) -> None:
    """Nine and ten digits have one normal form; other values have none."""
    assert enterprise_number.normalised(value) == form


@pytest.mark.parametrize(
    ("value", "form"), [("0800002352", "800002352"), ("1999999943", "1999999943")]
)
def test_printed_form_drops_the_leading_zero(value: str, form: str) -> None:
    """The printed form has nine digits unless the number starts with 1."""
    assert enterprise_number.printed(value) == form


def test_only_enterprise_numbers_are_printed() -> None:
    """A value that is no enterprise number in form cannot be printed."""
    with pytest.raises(ValueError, match="not an enterprise number"):
        enterprise_number.printed("12")


@pytest.mark.parametrize("first_eight", [-1, 0, 20_000_000])
def test_first_digits_are_bounded(first_eight: int) -> None:
    """No number is generated that is zero or starts with another digit than 0 or 1."""
    with pytest.raises(ValueError, match="starts with 0 or 1"):
        enterprise_number.generate(first_eight)


@pytest.mark.parametrize("first_eight", [-1, 100_000_000])
def test_check_digits_need_eight_digits(first_eight: int) -> None:
    """More than eight digits have no check digits."""
    with pytest.raises(ValueError, match="eight digits"):
        enterprise_number.check_digits(first_eight)


@pytest.mark.behaviour("dimona.numbers.enterprise-check-digits")
@given(st.integers(1, 19_999_999))
def test_generated_numbers_are_valid_in_both_forms(first_eight: int) -> None:
    """A generated number is valid, and its printed form normalises to itself."""
    number = enterprise_number.generate(first_eight)
    printed = enterprise_number.printed(number)
    assert enterprise_number.is_valid(number)
    assert enterprise_number.is_valid(printed)
    assert enterprise_number.normalised(printed) == number


@given(st.integers(1, 19_999_999), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(first_eight: int, at: int, by: int) -> None:
    """Changing any one digit of a number makes it invalid."""
    number = enterprise_number.generate(first_eight)
    wrong = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]
    assert not enterprise_number.is_valid(wrong)
