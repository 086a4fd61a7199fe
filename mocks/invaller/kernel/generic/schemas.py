"""Looking into schemas: which members an object has, what type a value is of. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Members:
    """What a schema says of an object.

    schemas: of its members, by name; required: names of those that it must have; open: whether
    members may be there that it does not name.
    """

    schemas: Mapping[str, Any] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    open: bool = True


def is_schema(schema: Any) -> bool:
    """Whether there is anything to look into; `true`, `{}` and absent say nothing."""
    return isinstance(schema, Mapping) and bool(schema)


def members_of(schema: Any) -> Members:
    """The members of an object by its schema and all of its `allOf`."""
    if not is_schema(schema):
        return Members()
    schemas = dict(schema.get("properties", {}))
    required = list(schema.get("required", []))
    for part in schema.get("allOf", []):
        inner = members_of(part)
        schemas = {**inner.schemas, **schemas}
        required += inner.required
    is_open = not _is_closed(schema) and ("additionalProperties" in schema or not schemas)
    return Members(schemas, tuple(dict.fromkeys(required)), is_open)


def _is_closed(schema: Any) -> bool:
    """Whether the schema, or a part of its `allOf`, says that there are no other members."""
    if not is_schema(schema):
        return False
    parts = schema.get("allOf", [])
    return schema.get("additionalProperties") is False or any(map(_is_closed, parts))


def type_of(schema: Any) -> str | None:
    """The type that a schema asks for, told or implied; None where any will do."""
    if not is_schema(schema):
        return None
    if isinstance(schema.get("type"), str):
        return str(schema["type"])
    if "properties" in schema:
        return "object"
    if "items" in schema:
        return "array"
    for part in schema.get("allOf", []):
        if (found := type_of(part)) is not None:
            return found
    return None


def is_nullable(schema: Any) -> bool:
    """Whether null is a value; of `allOf` every part must say so."""
    if not is_schema(schema):
        return True
    return bool(schema.get("nullable", False))


def is_choice(schema: Any) -> bool:
    """Whether a schema has alternatives: what fits one of them is left as it is."""
    return is_schema(schema) and ("oneOf" in schema or "anyOf" in schema)


_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}


def is_of_type(value: Any, schema: Any) -> bool:
    """Whether a value has the type, and is one of the values, that a schema asks for."""
    if value is None:
        return is_nullable(schema)
    wanted = type_of(schema)
    if wanted is None:
        return _is_listed(value, schema)
    if isinstance(value, bool) and wanted != "boolean":
        return False
    return isinstance(value, _TYPES.get(wanted, (object,))) and _is_listed(value, schema)


def _is_listed(value: Any, schema: Any) -> bool:
    return not is_schema(schema) or "enum" not in schema or value in schema["enum"]
