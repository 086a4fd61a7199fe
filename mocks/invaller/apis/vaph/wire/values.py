"""Texts of elements and the values that they stand for.

Dates count as they are written: of a time only its date, and no zone moves it. Decimals are
written with at least one decimal and no needless zero: 120 is 120.0, 21.20 is 21.2.
Sources: facts: vaph_fields.json, contradictions 5 and 16.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from invaller.kernel.legal_dates import BRUSSELS

_SPACES = re.compile("[ \t\r\n]+")
_LITERAL = "+02:00"
"""The offset that the document prints, in January too."""

_DATE_LENGTH = len("2014-01-01")

Reader = Callable[[str], Any]


def collapsed(text: str) -> str:
    """A text with white space collapsed, as xs:token is."""
    return _SPACES.sub(" ", text).strip(" ")


def whole(text: str) -> int:
    """A whole number."""
    return int(text.strip())


def day(text: str) -> str:
    """The calendar date of a date or time, as ISO 8601 text."""
    return text.strip()[:_DATE_LENGTH]


def decimal(text: str) -> str:
    """A decimal in the form of answers."""
    number = abs(Decimal(text.strip())).normalize()  # XSD's -0 is 0
    digits = f"{number:f}"
    return digits if "." in digits else f"{digits}.0"


def as_time(iso: str, switch: str) -> str:
    """A date as answers write it. switch: the choice made for vaph.date-offset."""
    offset = _LITERAL if switch == "literal" else _offset_in_brussels(date.fromisoformat(iso))
    return f"{iso}T00:00:00.000{offset}"


def _offset_in_brussels(on: date) -> str:
    midnight = datetime(on.year, on.month, on.day, tzinfo=BRUSSELS)
    return midnight.isoformat()[len("2014-01-01T00:00:00") :][: len(_LITERAL)]
