"""The shapes of request bodies, read out of the specification: members and kinds of value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from invaller.kernel.specs import read_yaml

_JSON = "application/json"


def folded(name: str) -> str:
    """A member name without letter case, underscores and spaces: equal names stay equal."""
    return name.replace("_", "").replace(" ", "").lower()


@dataclass(frozen=True, slots=True)
class Shape:
    """What the specification has in one place of a body.

    kind: object, array, string, integer, number, or empty when any value will do;
    members: by folded name, the name in the vendor's letter case and its shape.
    """

    kind: str = ""
    members: Mapping[str, tuple[str, "Shape"]] = field(default_factory=dict)
    items: "Shape | None" = None
    values: tuple[str, ...] = ()


@cache
def shape_of(operation: str) -> Shape | None:
    """The shape of an operation's body, by operationId; None when it takes none."""
    for item in _document()["paths"].values():
        for definition in item.values():
            if isinstance(definition, dict) and definition.get("operationId") == operation:
                content = _resolved(definition.get("requestBody", {})).get("content", {})
                schema = content.get(_JSON, {}).get("schema")
                return None if schema is None else _shape(schema)
    return None


def _document() -> Mapping[str, Any]:
    document: Mapping[str, Any] = read_yaml("prisma", "openapi.yaml")
    return document


def _resolved(part: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in part:
        found: Any = _document()
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        part = found
    return part


def _shape(schema: Mapping[str, Any]) -> Shape:
    schema = _resolved(schema)
    members: dict[str, tuple[str, Shape]] = {}
    kind = schema.get("type", "")
    for part in (*schema.get("allOf", ()), *schema.get("oneOf", ()), *schema.get("anyOf", ())):
        inner = _shape(part)
        members |= inner.members
        kind = kind or inner.kind
    for name, member in schema.get("properties", {}).items():
        members[folded(name)] = (name, _shape(member))
    items = _shape(schema["items"]) if "items" in schema else None
    values = tuple(value for value in schema.get("enum", ()) if isinstance(value, str))
    return Shape(kind or ("object" if members else ""), members, items, values)
