"""Reading of numbers that arrive as a JSON number or as a string of digits."""

from __future__ import annotations

import re

_FORM = re.compile(r"[0-9]{1,18}", re.ASCII)


def whole_number(value: object) -> int | None:
    """Return the number that an integer or a string of at most 18 digits stands for.

    White space around the digits is ignored, and 8.0 is 8. Other values, booleans and
    negative numbers included, give None. Clients of Dimona send all these forms
    (facts: dimona C2 rows 1, 2 and 22).
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() and value >= 0 else None
    if isinstance(value, int):
        return value if value >= 0 else None
    if isinstance(value, str) and _FORM.fullmatch(value.strip()):
        return int(value.strip())
    return None
