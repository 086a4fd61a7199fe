"""Bodies as they are kept, and records as they are shown.

What is kept holds every writable field, null where there is no value, and of an option only
what identifies it; what only the server sets is carried along. Source: Loket API V2,
Metadata; fidelity ledger, loket.write and loket.envelope.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

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

Body = dict[str, Any]
Shown = Callable[[str, Field, Mapping[str, Any]], Mapping[str, Any] | None]
"""The option that a field's kept value stands for: (dotted path, field, value) -> option."""


def kept(form: Field, body: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> Body:
    """What is kept of a body that the form allows.

    before: the record before a change. Its fields that the body's form does not have, or that
    a client cannot set, stay (Loket API V2: fields that only a POST has are set once).
    """
    old = before or {}
    result: Body = {name: value for name, value in old.items() if _stays(form, name)}
    for name, field in form.fields.items():
        if not field.read_only:
            result[name] = _kept_value(field, body.get(name), old.get(name))
    return result


def options_in(form: Field, body: Mapping[str, Any], prefix: str = "") -> Iterator[Found]:
    """Every writable option field of a body that has a value, with its dotted path.

    What is not of its form, such as a text in place of an object, holds none.
    """
    for name, field in form.fields.items():
        value = body.get(name)
        if field.read_only or value is None:
            continue
        path = f"{prefix}{name}"
        if field.kind == OPTION:
            yield path, field, value
        elif field.kind == OBJECT and isinstance(value, Mapping):
            yield from options_in(field, value, f"{path}.")
        elif field.kind == ARRAY and field.item is not None and isinstance(value, list):
            for item in value:
                if field.item.kind == OPTION:
                    yield path, field.item, item
                elif field.item.kind == OBJECT and isinstance(item, Mapping):
                    yield from options_in(field.item, item, f"{path}.")


Found = tuple[str, Field, Mapping[str, Any]]
"""An option field: its dotted path, itself, and its value."""


def shown(form: Field, body: Mapping[str, Any], option: Shown, prefix: str = "") -> Body:
    """A record with every field of its form, options filled in."""
    return {
        name: _shown_value(field, body.get(name), option, f"{prefix}{name}")
        for name, field in form.fields.items()
    }


def _stays(form: Field, name: str) -> bool:
    field = form.fields.get(name)
    return field is None or field.read_only


def _kept_value(field: Field, value: Any, before: Any) -> Any:
    if value is None:
        return None
    if field.kind == OPTION:
        return {name: _plain(field.fields[name], value[name]) for name in field.identity}
    if field.kind == OBJECT:
        return kept(field, value, before if isinstance(before, Mapping) else None)
    if field.kind == ARRAY and field.item is not None:
        return [_kept_value(field.item, item, None) for item in value]
    return _plain(field, value)


def _plain(field: Field, value: Any) -> Any:
    if field.format == "uuid" and isinstance(value, str):
        return value.lower()
    if field.kind == INTEGER and isinstance(value, float):
        return int(value)
    return value


def _shown_value(field: Field, value: Any, option: Shown, path: str) -> Any:
    if field.kind == ARRAY:
        if value is None:
            return None if field.nullable else []
        item = field.item
        return value if item is None else [_shown_value(item, one, option, path) for one in value]
    if field.kind == OPTION:
        return _shown_option(field, value, option, path)
    if field.kind == OBJECT and field.fields:
        if value is None and field.nullable:
            return None
        return shown(field, value or {}, option, f"{path}.")
    if value is None and not field.nullable and field.read_only:
        return _NOTHING[field.kind]
    return value


def _shown_option(field: Field, value: Any, option: Shown, path: str) -> Body | None:
    if not isinstance(value, Mapping):
        return None
    found = {**value, **(option(path, field, value) or {})}
    return {
        name: _shown_value(its, found.get(name), option, f"{path}.{name}")
        for name, its in field.fields.items()
    }


_NOTHING: Mapping[str, Any] = {
    STRING: "",
    INTEGER: 0,
    NUMBER: 0,
    BOOLEAN: False,
    OBJECT: {},
    ANY: None,
}
"""What stands for a value that only the server sets, and that it does not know, where the
document does not allow null."""
