"""Enterprise numbers of the Crossroads Bank for Enterprises (KBO/BCE).

Ten digits, the first 0 or 1, of which the last two are 97 minus the first eight modulo 97.
Dimona v2 prints the nine-digit form, without the leading zero; the precontractual API wants
ten digits. Sources: facts: dimona A7 and C2 row 15; Dimona WS REST v2, 7.1.
"""

from __future__ import annotations

import re

LARGEST = 1999999943
"""Largest enterprise number that exists in the XML schemas of Dimona (facts: dimona A7)."""

_FORM = re.compile(r"[0-9]{9,10}", re.ASCII)


def check_digits(first_eight: int) -> int:
    """Return the two check digits (1 to 97) that belong to the first eight digits.

    Raises ValueError when ``first_eight`` is not a number of at most eight digits.
    """
    if not 0 <= first_eight <= 99_999_999:
        raise ValueError("the number proper has at most eight digits")
    return 97 - first_eight % 97


def generate(first_eight: int) -> str:
    """Return the ten-digit enterprise number of which the first eight digits are given.

    Raises ValueError when these eight digits cannot start an enterprise number.
    """
    if not 1 <= first_eight <= 19_999_999:
        raise ValueError("an enterprise number starts with 0 or 1 and is not zero")
    return f"{first_eight:08d}{check_digits(first_eight):02d}"


def normalised(value: object) -> str | None:
    """Return the ten-digit form of a number of nine or ten digits, or None for other values.

    Check digits are not looked at, so numbers can be compared before they are judged. An
    integer is read as its decimal digits, padded with zeros.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return f"{value:010d}" if 0 <= value <= 9_999_999_999 else None
    if not isinstance(value, str):
        return None
    digits = value.strip()
    return digits.zfill(10) if _FORM.fullmatch(digits) else None


def printed(value: object) -> str:
    """Return the form that Dimona v2 puts on the wire: without the leading zero.

    A number that starts with 1 keeps its ten digits. Raises ValueError for a value that is
    not an enterprise number in form. Source: Dimona WS REST v2, 7.3 ("800002352").
    """
    digits = normalised(value)
    if digits is None:
        raise ValueError("not an enterprise number")
    return digits.removeprefix("0")


def is_valid(value: object) -> bool:
    """Tell whether the value is an enterprise number with correct check digits."""
    digits = normalised(value)
    if digits is None or not 0 < int(digits) <= LARGEST:
        return False
    first_eight = int(digits[:8])
    return first_eight > 0 and check_digits(first_eight) == int(digits[8:])
