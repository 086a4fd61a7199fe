"""The smallest value that a schema allows, for members that an answer must have. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from invaller.kernel.clock import render_instant
from invaller.kernel.generic.schemas import is_nullable, is_schema, members_of, type_of
from invaller.kernel.ids import uuid_from
from invaller.kernel.legal_dates import legal_date

_DEPTH = 20
"""How deep an object that must hold itself is made; no document can mean that."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What made values derive from. now: when the thing was made; key: the thing's own."""

    now: datetime
    key: str

    def of(self, member: str) -> "Origin":
        """The origin of a member: two members of a thing are not made the same."""
        return Origin(self.now, f"{self.key}/{member}")


def sample(schema: Any, origin: Origin, depth: int = 0) -> Any:
    """A value for a schema: its default, its example, null, its first choice, or the least."""
    if not is_schema(schema) or depth > _DEPTH:
        return None
    for told in ("default", "example"):
        if schema.get(told) is not None:
            return schema[told]
    if is_nullable(schema):
        return None
    if schema.get("enum"):
        return schema["enum"][0]
    for choice in ("oneOf", "anyOf"):
        if schema.get(choice):
            return sample(schema[choice][0], origin, depth + 1)
    made = _MAKERS.get(type_of(schema) or _of_parts(schema))
    return None if made is None else made(schema, origin, depth)


def _of_parts(schema: Any) -> str:
    return "object" if "allOf" in schema else ""


def _object(schema: Any, origin: Origin, depth: int) -> dict[str, Any]:
    members = members_of(schema)
    return {
        name: sample(members.schemas.get(name), origin.of(name), depth + 1)
        for name in members.required
    }


def _array(schema: Any, origin: Origin, depth: int) -> list[Any]:
    items = schema.get("items", {})
    return [sample(items, origin, depth + 1) for _ in range(schema.get("minItems", 0))]


def _text(schema: Any, origin: Origin, _depth: int) -> str:
    made = _FORMATS.get(schema.get("format", ""))
    if made is not None:
        return made(origin)
    return "x" * int(schema.get("minLength", 0))


def _integer(schema: Any, _origin: Origin, _depth: int) -> int:
    least = schema.get("minimum", min(0, schema.get("maximum", 0)))
    number = int(-(-least // 1))
    if schema.get("exclusiveMinimum") is True and number == least:
        number += 1
    step = schema.get("multipleOf", 1)
    return int(-(-number // step) * step)


def _number(schema: Any, origin: Origin, depth: int) -> int | float:
    least: int | float = schema.get("minimum", min(0, schema.get("maximum", 0)))
    if schema.get("exclusiveMinimum") is True:
        return float(least + schema.get("maximum", least + 2)) / 2
    return _integer(schema, origin, depth) if "multipleOf" in schema else least


def _boolean(_schema: Any, _origin: Origin, _depth: int) -> bool:
    return False


_FORMATS: Mapping[str, Callable[[Origin], str]] = {
    "date-time": lambda origin: render_instant(origin.now),
    "date": lambda origin: legal_date(origin.now).isoformat(),
    "uuid": lambda origin: uuid_from(origin.key, "sample"),
    "email": lambda _: "nobody@example.org",
    "uri": lambda origin: f"urn:uuid:{uuid_from(origin.key, 'sample')}",
    "hostname": lambda _: "example.org",
    "ipv4": lambda _: "192.0.2.1",
    "ipv6": lambda _: "2001:db8::1",
}

_MAKERS: Mapping[str, Callable[[Any, Origin, int], Any]] = {
    "object": _object,
    "array": _array,
    "string": _text,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
}
