"""Records that an action makes out of a part of their fields.

What is not said is null; where null is not allowed it is false, 0, empty, or the first
option of its list (assumed: the document does not tell the server's own defaults).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from invaller.apis.loket.domain.forms import (
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
First = Callable[[str, Field], Mapping[str, Any] | None]
"""The first option of a field by its dotted path, None for one without a list."""


def completed(form: Field, given: Mapping[str, Any], first: First, prefix: str = "") -> Body:
    """A body with every member of its form; members beside the form stay."""
    return {
        **given,
        **{
            name: _member(field, given.get(name), first, f"{prefix}{name}")
            for name, field in form.fields.items()
        },
    }


def _member(field: Field, given: Any, first: First, path: str) -> Any:
    if field.kind == OBJECT and field.fields and (given is not None or not field.nullable):
        return completed(field, given or {}, first, f"{path}.")
    if given is not None or field.nullable:
        return given
    if field.kind == OPTION:
        option = first(path, field)
        return None if option is None else {name: option.get(name) for name in field.identity}
    if field.kind == ARRAY:
        return []
    return _EMPTY.get(field.kind) if not field.format or field.kind != STRING else None


_EMPTY: Mapping[str, Any] = {BOOLEAN: False, INTEGER: 0, NUMBER: 0, STRING: ""}
"""What stands for a plain value that nobody gave; a date or id has none."""
