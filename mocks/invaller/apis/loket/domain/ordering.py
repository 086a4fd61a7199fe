"""Ordering records by several fields (Loket API V2, Ordering)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from invaller.apis.loket.domain.comparing import (
    NoSuchField,
    Reached,
    comparable,
    reach,
    values_at,
)
from invaller.apis.loket.domain.filters import unknown_field
from invaller.apis.loket.domain.forms import Field

_Record = TypeVar("_Record", bound=Mapping[str, Any])


@dataclass(frozen=True, slots=True)
class Key:
    """A field to order by."""

    reached: Reached
    descending: bool


def read_order(text: str, form: Field, aliases: Mapping[str, str] | None = None) -> list[Key]:
    """The keys that an orderBy names, the first one first; none for an empty text.

    form: of the records; aliases: further names of fields, in lower case. Raises Broken for a
    field that the records do not have, or that is no single value.
    """
    keys = []
    for part in filter(None, (one.strip() for one in text.split(","))):
        name = part.removeprefix("-").strip()
        try:
            reached = reach(form, (aliases or {}).get(name.lower(), name))
            if not reached.is_plain:
                leaves = (leaf for leaf, _ in reached.field.leaves())
                raise NoSuchField(name, next((f"{name}.{leaf}" for leaf in leaves), None))
        except NoSuchField as missing:
            raise unknown_field("orderBy", missing) from None
        keys.append(Key(reached, part.startswith("-")))
    return keys


def ordered(records: Iterable[_Record], keys: list[Key]) -> list[_Record]:
    """The records in the order of the keys; equal ones keep the order in which they come.

    Records without a value come first ascending and last descending.
    """
    result = list(records)
    for key in reversed(keys):
        result.sort(key=lambda record: _rank(record, key.reached), reverse=key.descending)
    return result


def _rank(record: Mapping[str, Any], reached: Reached) -> tuple[int, Any]:
    found = (comparable(reached.field, value) for value in values_at(record, reached.path))
    value = next((one for one in found if one is not None), None)
    if value is None:
        return 0, 0
    # What the store should not hold, a text in a field of numbers, comes after all numbers.
    return (2, value) if isinstance(value, str) else (1, value)
