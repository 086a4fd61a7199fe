"""Numbers of Dimona declarations, periods and daily registrations.

Twelve digits, of which the last two are the first ten modulo 97. The number of a period is
that of the Dimona In that created it. When the remainder is zero we write 97, as Belgian
structured communications do; that case was never observed (assumed).
Sources: facts: dimona A7 (19 numbers checked) and A2; Dimona WS REST v2, 7.2.
"""

from __future__ import annotations

from invaller.kernel.numbers.digits import whole_number

SMALLEST_SEQUENCE = 1_000_000_000
"""Smallest first ten digits that make a number of twelve digits."""

LARGEST_SEQUENCE = 9_999_999_999
"""Largest first ten digits."""


def check_digits(first_ten: int) -> int:
    """Return the check digits (1 to 97) of the first ten digits.

    Raises ValueError when ``first_ten`` has not exactly ten digits.
    """
    if not SMALLEST_SEQUENCE <= first_ten <= LARGEST_SEQUENCE:
        raise ValueError("the sequence part of a Dimona number has ten digits")
    return first_ten % 97 or 97


def from_sequence(first_ten: int) -> int:
    """Return the twelve-digit number of which the first ten digits are given.

    Raises ValueError when ``first_ten`` has not exactly ten digits.
    """
    return first_ten * 100 + check_digits(first_ten)


def is_valid(value: object) -> bool:
    """Tell whether the value is a Dimona number with correct check digits."""
    number = whole_number(value)
    if number is None or not SMALLEST_SEQUENCE <= number // 100 <= LARGEST_SEQUENCE:
        return False
    return number % 100 == check_digits(number // 100)
