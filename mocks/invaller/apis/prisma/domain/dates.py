"""Dates as Link2Prisma writes them, `yyyymmdd`, and the periods that records span.

Sources: Link2Prisma manual, 3; facts: prisma_fields.json, conventions.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

_FORM = re.compile(r"[0-9]{8}", re.ASCII)


def parse(text: object) -> date | None:
    """The day that eight digits name; None for anything else and for days no calendar has."""
    if not isinstance(text, str) or not _FORM.fullmatch(text):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def render(day: date) -> str:
    """A day as eight digits."""
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def applies(
    record: Mapping[str, Any], on: date, start: str = "Startdate", end: str = "Enddate"
) -> bool:
    """Whether a day lies in the period of a record, both ends included.

    A record without (a readable) start or end is open on that side.
    """
    first, last = parse(record.get(start)), parse(record.get(end))
    return (first is None or first <= on) and (last is None or on <= last)
