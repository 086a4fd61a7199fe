"""What Link2Prisma writes its own way: dates in paths and bodies, bodies, documents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

Record = Mapping[str, Any]
"""The members of a record, by the vendor's names; a date may be a `date`."""

Day = date | str
"""A date, or its text as yyyymmdd."""

Part = date | str | int
Key = Part | tuple[Part, ...]
"""What names one record in a path: its start date, or several things in their order."""


def text_of(part: Part) -> str:
    """A part of a path as text; dates are yyyymmdd (Link2Prisma manual, 3)."""
    return part.strftime("%Y%m%d") if isinstance(part, date) else str(part)


def path_of(*parts: Part) -> str:
    """Parts of a path with a slash between them; what would have a meaning in it is escaped."""
    return "/".join(quote(text_of(part), safe="") for part in parts)


def parts_of(key: Key) -> tuple[Part, ...]:
    """The parts of a key."""
    return key if isinstance(key, tuple) else (key,)


def body_of(body: object) -> bytes | None:
    """A body as JSON text, its dates as yyyymmdd; None for no body."""
    return None if body is None else json.dumps(body, default=_plain).encode()


def _plain(value: object) -> str:
    if isinstance(value, date):
        return text_of(value)
    raise TypeError(f"{value!r} has no JSON form")
