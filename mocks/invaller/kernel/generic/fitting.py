"""Bringing what is kept into the form that an answer's schema asks for. Pure.

Members that the schema does not name, and those that are write-only, stay behind; members that
it requires and nobody sent are made up; what has another type than it asks for gives way.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from invaller.kernel.generic.samples import Origin, sample
from invaller.kernel.generic.schemas import (
    is_choice,
    is_nullable,
    is_of_type,
    is_schema,
    members_of,
    type_of,
)

_COUNTS = ("total", "count")
"""What the name of a member that counts a list holds, in lower case."""

_LEVELS = 2
"""How many objects deep a list may lie in an answer: `items`, `_embedded.items`."""


def fitted(value: Any, schema: Any, origin: Origin) -> Any:
    """A value in the form of a schema."""
    if not is_schema(schema) or is_choice(schema):
        return value
    if not is_of_type(value, schema):
        return sample(schema, origin)
    if isinstance(value, Mapping):
        return _fitted_object(value, schema, origin)
    if isinstance(value, list):
        return [fitted(item, schema.get("items"), origin) for item in value]
    return value


def _fitted_object(value: Mapping[str, Any], schema: Any, origin: Origin) -> dict[str, Any]:
    members = members_of(schema)
    made: dict[str, Any] = {}
    for name, item in value.items():
        inner = members.schemas.get(name)
        if inner is None:
            if members.open:
                made[name] = item
        elif inner.get("writeOnly") is True:
            continue
        elif is_of_type(item, inner) or is_choice(inner):
            made[name] = fitted(item, inner, origin.of(name))
    for name in members.required:
        if name not in made and not _is_hidden(members.schemas.get(name)):
            made[name] = sample(members.schemas.get(name), origin.of(name))
    return made


def _is_hidden(schema: Any) -> bool:
    return is_schema(schema) and schema.get("writeOnly") is True


def with_defaults(value: Any, schema: Any) -> Any:
    """A body with the defaults of its schema where it says nothing, at every level."""
    if isinstance(value, list):
        items = schema.get("items") if is_schema(schema) else None
        return [with_defaults(item, items) for item in value]
    if not isinstance(value, Mapping) or not is_schema(schema):
        return value
    filled = dict(value)
    for name, inner in members_of(schema).schemas.items():
        if name in filled:
            filled[name] = with_defaults(filled[name], inner)
        elif is_schema(inner) and inner.get("default") is not None:
            filled[name] = inner["default"]
    return filled


def without_read_only(value: Any, schema: Any) -> Any:
    """A body without the members that only answers have: what a client sends there is ignored."""
    if not isinstance(value, Mapping) or not is_schema(schema):
        return value
    schemas = members_of(schema).schemas
    return {
        name: without_read_only(item, schemas.get(name))
        for name, item in value.items()
        if not (is_schema(schemas.get(name)) and schemas[name].get("readOnly") is True)
    }


def merged(value: Any, changes: Any) -> Any:
    """A value after a merge patch: null takes a member away (RFC 7396)."""
    if not isinstance(changes, Mapping):
        return changes
    result = dict(value) if isinstance(value, Mapping) else {}
    for name, item in changes.items():
        if item is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), item)
    return result


def list_path(schema: Any, collection: str, levels: int = _LEVELS) -> tuple[str, ...] | None:
    """Where in an answer the list stands: () for the answer itself; None when it has none.

    Of several lists the one counts that is called as the collection; there must be one.
    """
    if type_of(schema) == "array":
        return ()
    schemas = members_of(schema).schemas
    lists = [name for name, inner in schemas.items() if type_of(inner) == "array"]
    if len(lists) > 1:
        lists = [name for name in lists if name.lower() == collection.lower()]
    if lists:
        return (lists[0],) if len(lists) == 1 else None
    inner_paths = [
        (name, *path)
        for name, inner in schemas.items()
        if levels > 1 and (path := list_path(inner, collection, levels - 1)) is not None
    ]
    return inner_paths[0] if len(inner_paths) == 1 else None


def listed(items: Sequence[Any], schema: Any, path: Sequence[str], origin: Origin) -> Any:
    """An answer with a list at its place; members that count it say how many there are."""
    if not path:
        most = schema.get("maxItems") if is_schema(schema) else None
        return list(items)[:most]
    schemas = members_of(schema).schemas
    made = {path[0]: listed(items, schemas[path[0]], path[1:], origin)}
    for name, inner in schemas.items():
        if name not in made and type_of(inner) == "integer" and _counts(name):
            made[name] = len(items)
    return _fitted_object(made, schema, origin)


def _counts(name: str) -> bool:
    return any(word in name.lower() for word in _COUNTS) and "page" not in name.lower()


def list_items(schema: Any, path: Sequence[str]) -> Any:
    """The schema of the items of the list at a place of an answer."""
    for name in path:
        schema = members_of(schema).schemas[name]
    return schema.get("items") if is_schema(schema) else None


def wrapped(value: Any, schema: Any, origin: Origin) -> Any:
    """One thing as an answer: itself, itself in a list, its id, or in the one object around it."""
    if type_of(schema) == "array":
        return [fitted(value, schema.get("items"), origin)]
    members = members_of(schema)
    objects = [name for name, inner in members.schemas.items() if type_of(inner) == "object"]
    is_around = not set(members.schemas) & set(value) and len(objects) == 1
    if is_around and not is_nullable(members.schemas[objects[0]]):
        inner = fitted(value, members.schemas[objects[0]], origin)
        return _fitted_object({objects[0]: inner}, schema, origin)
    return fitted(value, schema, origin)
