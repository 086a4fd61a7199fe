"""Holding a body against the form of its operation.

Fields that a client cannot set are ignored; what is wrong with the others is told all at
once. Source: Loket API V2, Data types and Metadata; facts: loket/notes.md, 4 and 8.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from invaller.apis.loket.domain.faults import INVALID_LENGTH, INVALID_VALUE, Fault, nearest
from invaller.apis.loket.domain.forms import (
    ANY,
    ARRAY,
    BOOLEAN,
    INTEGER,
    NUMBER,
    OBJECT,
    OPTION,
    STRING,
    Field,
)

Body = Mapping[str, Any]


def check_body(form: Field, body: Any, *, whole: bool) -> list[Fault]:
    """What the form does not allow in a body; empty when it is right.

    whole: whether every writable field that is not nullable must be there (POST and PUT).
    """
    if form.kind == ARRAY:
        return list(_array(form, body, "", whole=whole))
    if not isinstance(body, Mapping):
        return [_type_fault(form, body, "")]
    return list(_members(form, body, "", whole=whole))


def unknown_members(form: Field, body: Any, prefix: str = "") -> Iterator[Fault]:
    """The members of a body that the form does not have, wherever they are."""
    if form.kind == ARRAY and form.item is not None and isinstance(body, list):
        for item in body:
            yield from unknown_members(form.item, item, prefix)
    elif isinstance(body, Mapping) and form.fields:
        for name, value in body.items():
            known = form.fields.get(name)
            if known is not None:
                yield from unknown_members(known, value, f"{prefix}{name}.")
            else:
                close = nearest(name, list(form.fields))
                hint = f"; the nearest one is {close}" if close else ""
                yield Fault(
                    "loket.write.unknown-member",
                    f"[{prefix}{name}] is not known{hint}",
                    f"{prefix}{name}",
                    nearest=close,
                    source="facts: loket/schemas.json",
                )


def _members(form: Field, body: Body, prefix: str, *, whole: bool) -> Iterator[Fault]:
    for name, field in form.fields.items():
        if field.read_only:
            continue
        where = f"{prefix}{name}"
        if name in body:
            yield from _value(field, body[name], where, whole=whole)
        elif field.required or (whole and field.must_be_sent):
            rule = "lists" if field.required else "fields"
            yield Fault(
                f"loket.write.required-{rule}",
                f"[{where}] is required",
                where,
                source="facts: loket/notes.md, 4",
            )


def _value(field: Field, value: Any, where: str, *, whole: bool) -> Iterator[Fault]:
    if value is None:
        if not field.nullable:
            yield Fault("loket.write.null-refused", f"[{where}] cannot be null", where)
    elif field.kind == ARRAY:
        yield from _array(field, value, where, whole=whole)
    elif field.kind in (OBJECT, OPTION):
        if not isinstance(value, Mapping):
            yield _type_fault(field, value, where)
        elif field.kind == OBJECT:
            yield from _members(field, value, f"{where}.", whole=whole)
        else:
            yield from _option(field, value, where)
    else:
        yield from _plain(field, value, where)


def _option(field: Field, value: Body, where: str) -> Iterator[Fault]:
    for name in field.identity:
        inner = f"{where}.{name}"
        if value.get(name) is None:
            yield Fault("loket.write.required-fields", f"[{inner}] is required", inner)
        elif isinstance(value[name], bool | Mapping | list):
            # A few keys have no type in the document; all that it shows are numbers and texts.
            yield _type_fault(field.fields[name], value[name], inner)
        else:
            yield from _plain(field.fields[name], value[name], inner)


def _array(field: Field, value: Any, where: str, *, whole: bool) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield _type_fault(field, value, where)
        return
    low, high = field.limits.get("minItems"), field.limits.get("maxItems")
    if (low is not None and len(value) < low) or (high is not None and len(value) > high):
        yield _length_fault(field, where, f"{len(value)} items")
    if field.item is not None:
        for number, item in enumerate(value):
            yield from _value(field.item, item, f"{where}[{number}]", whole=whole)


def _plain(field: Field, value: Any, where: str) -> Iterator[Fault]:
    if not _TYPES[field.kind](value):
        yield _type_fault(field, value, where)
        return
    limits = field.limits
    if "enum" in limits and value not in limits["enum"]:
        close = nearest(str(value), [str(one) for one in limits["enum"]])
        yield _value_fault("enum", where, value, expected=limits["enum"], close=close)
    if isinstance(value, str):
        yield from _text(field, value, where)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        low, high = limits.get("minimum"), limits.get("maximum")
        if (low is not None and value < low) or (high is not None and value > high):
            bound = low if low is not None and value < low else high
            yield _value_fault("range", where, value, expected=[low, high], close=bound)


def _text(field: Field, value: str, where: str) -> Iterator[Fault]:
    limits = field.limits
    shortest, longest = limits.get("minLength", 0), limits.get("maxLength")
    if len(value) < shortest or (longest is not None and len(value) > longest):
        yield _length_fault(field, where, value)
    if "pattern" in limits and not _pattern(limits["pattern"]).search(value):
        yield _value_fault("pattern", where, value, expected=limits["pattern"])
    well_formed = _FORMATS.get(field.format)
    if well_formed is not None and not well_formed(value):
        yield Fault(
            "loket.base.date-form" if field.format == "date" else "loket.write.pattern",
            f"[{where}] is not a valid {field.format}",
            where,
            code=INVALID_VALUE,
            found=value,
            expected=field.format,
        )


def _is_integer(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, float) and value.is_integer())


_TYPES: Mapping[str, Callable[[Any], bool]] = {
    STRING: lambda value: isinstance(value, str),
    INTEGER: _is_integer,
    NUMBER: lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    BOOLEAN: lambda value: isinstance(value, bool),
    ANY: lambda _value: True,
    OBJECT: lambda value: isinstance(value, Mapping),
    OPTION: lambda value: isinstance(value, Mapping),
    ARRAY: lambda value: isinstance(value, list),
}


def _is_date(text: str) -> bool:
    try:
        return len(text) == len("yyyy-MM-dd") and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _is_moment(text: str) -> bool:
    try:
        return bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def _is_uuid(text: str) -> bool:
    try:
        return len(text) == 36 and bool(UUID(text))
    except ValueError:
        return False


_FORMATS: Mapping[str, Callable[[str], bool]] = {
    "date": _is_date,
    "date-time": _is_moment,
    "uuid": _is_uuid,
}


@lru_cache(maxsize=100)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def _type_fault(field: Field, value: Any, where: str) -> Fault:
    expected = "object" if field.kind == OPTION else field.kind
    return Fault(
        "loket.message.code-12",
        f"[{where or 'body'}] must be of type {expected}",
        where,
        code=INVALID_VALUE,
        found=value,
        expected=expected,
        source="facts: loket/schemas.json",
    )


def _length_fault(field: Field, where: str, found: Any) -> Fault:
    names = ("minLength", "maxLength", "minItems", "maxItems")
    return Fault(
        "loket.write.length",
        f"[{where}] has an invalid length",
        where,
        code=INVALID_LENGTH,
        found=found,
        expected={name: field.limits[name] for name in names if name in field.limits},
        source="Loket API V2, Example 400 response",
    )


def _value_fault(rule: str, where: str, found: Any, *, expected: Any, close: Any = None) -> Fault:
    return Fault(
        f"loket.write.{rule}",
        f"[{where}] has an invalid value",
        where,
        code=INVALID_VALUE,
        found=found,
        expected=expected,
        nearest=close,
        source="facts: loket/notes.md, 3",
    )
