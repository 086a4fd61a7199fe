"""The form of a payload: its fields, as a schema has them, ready to check, fill and show.

A form is read out of an OpenAPI 3.0 schema once. A metadata field of the document is of kind
OPTION: an object of which a client sends what identifies it (`key`; `id`, `shiftNumber`, or
`year` and `periodNumber` where it has no key) and of which the server shows the other members
(Loket API V2, Metadata).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

OBJECT, ARRAY, OPTION = "object", "array", "option"
STRING, INTEGER, NUMBER, BOOLEAN, ANY = "string", "integer", "number", "boolean", "any"

IDENTITIES = (("key",), ("id",), ("shiftNumber",), ("year", "periodNumber"))
"""The members that identify an option; the first that an option has count."""

_LIMITS = (
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "pattern",
    "enum",
)


@dataclass(frozen=True, eq=False)
class Field:
    """One field of a payload, or a whole payload (name "").

    kind: OBJECT, ARRAY, OPTION, STRING, INTEGER, NUMBER, BOOLEAN or ANY; format: of the schema
    (date, date-time, uuid, ...); required: listed as required by the document; limits: the
    keywords minimum, maxLength and so on that the schema has; fields: of an OBJECT or OPTION;
    item: of an ARRAY; identity: of an OPTION, the members that identify it.
    """

    name: str
    kind: str
    format: str = ""
    nullable: bool = False
    read_only: bool = False
    required: bool = False
    limits: Mapping[str, Any] = field(default_factory=dict)
    fields: Mapping[str, Field] = field(default_factory=dict)
    item: Field | None = None
    identity: tuple[str, ...] = ()

    @property
    def must_be_sent(self) -> bool:
        """Whether a body needs it: writable and not nullable (facts: loket/notes.md, 4)."""
        return not self.read_only and not self.nullable

    def key_of(self, value: Mapping[str, Any]) -> Any:
        """What identifies an option among others: its key, id or number; None without one.

        A period is identified by the tuple of its year and number.
        """
        parts = tuple(value.get(member) for member in self.identity)
        if not parts or None in parts:
            return None
        return parts[0] if len(parts) == 1 else parts

    def find(self, name: str) -> Field | None:
        """The field of this name in any letter case, or None."""
        exact = self.fields.get(name)
        if exact is not None:
            return exact
        wanted = name.lower()
        return next((its for own, its in self.fields.items() if own.lower() == wanted), None)

    def leaves(self, prefix: str = "") -> Iterator[tuple[str, Field]]:
        """Every plain field with its dotted path; fields inside arrays are reached too."""
        for name, its in self.fields.items():
            path = f"{prefix}{name}"
            inner = its.item if its.kind == ARRAY and its.item is not None else its
            if inner.fields:
                yield from inner.leaves(f"{path}.")
            else:
                yield path, inner


def read_form(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Field:
    """The form that a payload schema describes.

    schemas: the components that its references name. Raises KeyError for one that is missing.
    """
    return _read("", schema, schemas, required=False, whole=True)


def _read(
    name: str,
    schema: Mapping[str, Any],
    schemas: Mapping[str, Any],
    *,
    required: bool,
    whole: bool = False,
) -> Field:
    plain = _flattened(schema, schemas)
    members: Mapping[str, Any] = plain.get("properties", {})
    needed = plain.get("required", ())
    fields = {
        member: _read(member, its, schemas, required=member in needed)
        for member, its in members.items()
    }
    identity = () if whole else _identity_of(plain)
    kind = OPTION if identity else _kind_of(plain)
    item = None
    if kind == ARRAY:
        item = _read("", plain.get("items", {}), schemas, required=False, whole=whole)
    return Field(
        name=name,
        kind=kind,
        format=plain.get("format", ""),
        nullable=plain.get("nullable", False),
        read_only=_is_read_only(kind, fields, plain),
        required=required,
        limits={keyword: plain[keyword] for keyword in _LIMITS if keyword in plain},
        fields=fields,
        item=item,
        identity=identity,
    )


def _flattened(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema with its reference followed and its allOf merged."""
    while "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    if "allOf" not in schema:
        return schema
    merged: dict[str, Any] = {}
    for part in [*schema["allOf"], {key: its for key, its in schema.items() if key != "allOf"}]:
        flat = _flattened(part, schemas)
        merged = {
            **merged,
            **flat,
            "properties": merged.get("properties", {}) | flat.get("properties", {}),
            "required": [*merged.get("required", ()), *flat.get("required", ())],
        }
    return merged


def _kind_of(schema: Mapping[str, Any]) -> str:
    if "type" in schema:
        return str(schema["type"])
    return OBJECT if "properties" in schema else ANY


def _identity_of(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """The members that identify an option; empty for what is none.

    The document leaves the format out in places; what has a key is an option all the same.
    """
    members = schema.get("properties", {})
    if schema.get("format") != "metadata" and "key" not in members:
        return ()
    return next((found for found in IDENTITIES if all(name in members for name in found)), ())


def _is_read_only(kind: str, fields: Mapping[str, Field], schema: Mapping[str, Any]) -> bool:
    """Whether a client cannot set it: marked so, or an object of which every field is.

    An option whose members are all read only, but which is not marked itself, can be set by
    its key all the same (PROVENANCE.md, contradictions).
    """
    if schema.get("readOnly", False):
        return True
    if kind == OBJECT and fields:
        return all(its.read_only for its in fields.values())
    return False
