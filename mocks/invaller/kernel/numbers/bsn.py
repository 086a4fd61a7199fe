"""Dutch citizen service numbers (burgerservicenummer, BSN).

Nine digits of which the sum of the first eight times 9 down to 2, less the last, is a multiple
of eleven: the elfproef. A number of nine zeros passes it and is none.
"""

from __future__ import annotations

import re

_FORM = re.compile(r"[0-9]{9}", re.ASCII)
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def is_valid(value: object) -> bool:
    """Tell whether the value is a text of nine digits, not all zeros, that passes the elfproef."""
    if not isinstance(value, str) or not _FORM.fullmatch(value) or not int(value):
        return False
    return not _remainder(value)


def generate(serial: int) -> str:
    """Return the first valid number whose first eight digits are `serial` or what follows it.

    Of eleven serials one has no check digit and is passed over. Raises ValueError for a serial
    outside 1..99999989.
    """
    if not 1 <= serial <= 99_999_989:
        raise ValueError("the serial of a citizen service number lies between 1 and 99999989")
    last = _remainder(f"{serial:08d}0")
    return generate(serial + 1) if last == 10 else f"{serial:08d}{last}"


def _remainder(digits: str) -> int:
    weighed = zip(_WEIGHTS, digits, strict=True)
    return sum(weight * int(digit) for weight, digit in weighed) % 11
