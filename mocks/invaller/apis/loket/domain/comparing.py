"""Values of fields as they compare: texts in any letter case, dates in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from invaller.apis.loket.domain.faults import nearest
from invaller.apis.loket.domain.forms import ANY, ARRAY, OBJECT, OPTION, Field

LEGAL_ZONE = ZoneInfo("Europe/Amsterdam")
"""Dates, and times without an offset, are those of the Netherlands (assumed)."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A field of a record, found by its dotted name: its path as the schema writes it."""

    path: tuple[str, ...]
    field: Field

    @property
    def is_plain(self) -> bool:
        """Whether it is a single value that can be compared."""
        return self.field.kind not in (OBJECT, OPTION, ARRAY)


class NoSuchField(Exception):
    """The records of a list have no field of this name. close: the nearest one they have."""

    def __init__(self, name: str, close: str | None) -> None:
        super().__init__(name)
        self.name = name
        self.close = close


def reach(form: Field, name: str) -> Reached:
    """The field that a dotted name in any letter case leads to; raises NoSuchField."""
    here, path = form, []
    for step in name.split("."):
        holder = here.item if here.kind == ARRAY and here.item is not None else here
        found = holder.find(step)
        if found is None:
            raise NoSuchField(name, nearest(name, [leaf for leaf, _ in form.leaves()]))
        path.append(found.name)
        here = found
    if here.kind == ARRAY and here.item is not None and not here.item.fields:
        here = here.item  # a list of plain values is compared by its elements
    return Reached(tuple(path), here)


def values_at(record: Any, path: Sequence[str]) -> Iterator[Any]:
    """Every value at a path of a record: several when the path leads through an array."""
    if isinstance(record, list):
        for element in record:
            yield from values_at(element, path)
    elif not path:
        yield record
    elif isinstance(record, Mapping):
        yield from values_at(record.get(path[0]), path[1:])
    else:
        yield None


def comparable(field: Field, value: Any) -> Any:
    """A value of a plain field in the form in which such values compare; None stays None."""
    if value is None:
        return None
    if isinstance(value, str):
        if field.format == "date":
            return value[:10]
        if field.format == "date-time":
            return moment(value) or datetime.min.replace(tzinfo=LEGAL_ZONE)
        return value.casefold()
    if field.kind == ANY and not isinstance(value, int | float):
        return str(value).casefold()
    return value


def moment(text: str) -> datetime | None:
    """The instant that a date or date-time stands for; None when it is neither."""
    try:
        if len(text) == len("yyyy-MM-dd"):
            day = date.fromisoformat(text)
            return datetime(day.year, day.month, day.day, tzinfo=LEGAL_ZONE)
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read if read.tzinfo is not None else read.replace(tzinfo=LEGAL_ZONE)
