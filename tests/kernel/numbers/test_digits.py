"""Numbers that arrive as a JSON number or as a string of digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.kernel.numbers.digits import whole_number


@pytest.mark.parametrize(
    "value", ["", " ", "-1", "1.0", "１", "9" * 5000, 1.5, -2.0, float("inf"), None, True, -1, []]
)
def test_other_values_are_not_numbers(value: object) -> None:
    """Signs, fractions, other scripts, endless digits and other types give no number."""
    assert whole_number(value) is None


def test_a_whole_float_is_a_number() -> None:
    """Clients that round up send 8.0 for 8."""
    assert whole_number(8.0) == 8


@given(st.integers(0, 10**18 - 1))
def test_both_forms_mean_the_same(number: int) -> None:
    """A number and its digits, also with white space around them, are read alike."""
    assert (
        whole_number(number) == whole_number(str(number)) == whole_number(f" {number} ") == number
    )
