"""Reading of the values in a declaration: dates, hours, names.

Dates are YYYY-MM-DD and hours HHMM (facts: dimona A6).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

WITHOUT_END = date(9999, 12, 31)
"""End date by which an update removes the end date of a period (facts: dimona A2)."""

END_OF_TIME = datetime(9999, 12, 31, 23, 59)  # noqa: DTZ001
"""Moment at which a period without end is over, on the clock of Brussels (naive)."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_HOUR = re.compile(r"([01]\d|2[0-3])[0-5]\d", re.ASCII)


def day(value: object) -> date | None:
    """Return the date that YYYY-MM-DD stands for, or None when it is none."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def hour(value: object) -> str | None:
    """Return the value when it is an hour HHMM between 0000 and 2359, else None."""
    return value if isinstance(value, str) and _HOUR.fullmatch(value) else None


def at(on: date, hhmm: str) -> datetime:
    """Return the moment of an hour HHMM on a date, on the clock of Brussels (naive)."""
    return datetime(on.year, on.month, on.day, int(hhmm[:2]), int(hhmm[2:]))  # noqa: DTZ001


def next_working_day(after: date) -> date:
    """Return the first day from Monday to Friday after a date.

    Public holidays are not looked at (assumed).
    """
    following = after + timedelta(days=1)
    while following.weekday() > 4:
        following += timedelta(days=1)
    return following


def comparable(text: object) -> str:
    """Return a name in the form in which names are compared.

    Case, accents and everything that is not a letter or digit are left out (assumed).
    """
    decomposed = unicodedata.normalize("NFKD", str(text))
    return "".join(letter for letter in decomposed if letter.isalnum()).casefold()
