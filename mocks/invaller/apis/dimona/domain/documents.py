"""Stored form of periods and daily registrations: plain JSON with camelCase members."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Stored = TypeVar("Stored")


def to_document(value: Any) -> dict[str, Any]:
    """Return the JSON document of a stored dataclass; members without value are left out."""
    return {
        _camel(field.name): _encoded(member)
        for field in fields(value)
        if (member := getattr(value, field.name)) is not None
    }


def from_document(kind: type[Stored], document: Mapping[str, Any]) -> Stored:
    """Return the dataclass that ``to_document`` was made from.

    Members that the dataclass does not know are ignored. Raises TypeError when a member
    without a default is missing.
    """
    known: Any = kind
    members = {
        name: _decoded(hint, document[_camel(name)])
        for name, hint in _members(known)
        if document.get(_camel(name)) is not None
    }
    return kind(**members)


@cache
def _members(kind: Any) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in fields(kind))


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


def _encoded(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_encoded(item) for item in value]
    if is_dataclass(value):
        return to_document(value)
    return dict(value) if isinstance(value, Mapping) else value


def _decoded(hint: Any, value: Any) -> Any:
    hint = _without_none(hint)
    if hint is date:
        return date.fromisoformat(value)
    if get_origin(hint) is tuple:
        return tuple(_decoded(get_args(hint)[0], item) for item in value)
    if isinstance(hint, type) and is_dataclass(hint):
        return from_document(hint, value)
    return value


def _without_none(hint: Any) -> Any:
    """Return the one type of an optional member, other hints as they are."""
    if get_origin(hint) not in (Union, types.UnionType):
        return hint
    return next(choice for choice in get_args(hint) if choice is not type(None))
