"""Filtering records: conditions bound to the fields of a list, and whether a record passes.

Source: Loket API V2, Filtering.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from invaller.apis.loket.domain.comparing import (
    NoSuchField,
    Reached,
    comparable,
    moment,
    reach,
    values_at,
)
from invaller.apis.loket.domain.faults import Broken, Fault
from invaller.apis.loket.domain.filter_text import All, Condition, Literal, Node, read_filter
from invaller.apis.loket.domain.forms import ANY, BOOLEAN, INTEGER, NUMBER, STRING, Field

_SOURCE = "Loket API V2, Filtering"

Record = Mapping[str, Any]
Test = Callable[[Record], bool]

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
    "lk": lambda value, part: part in value,
}


def build_filter(text: str, form: Field, aliases: Mapping[str, str] | None = None) -> Test | None:
    """The test that a filter puts to each record of a list; None for an empty filter.

    form: of the records; aliases: further names of fields, in lower case. Raises Broken for a
    filter that cannot be read, names an unknown field or compares it with another type.
    """
    node = read_filter(text)
    return None if node is None else _test(node, form, aliases or {})


def _test(node: Node, form: Field, aliases: Mapping[str, str]) -> Test:
    if isinstance(node, Condition):
        return _bind(node, form, aliases).passes
    parts = [_test(part, form, aliases) for part in node.parts]
    if isinstance(node, All):
        return lambda record: all(part(record) for part in parts)
    return lambda record: any(part(record) for part in parts)


@dataclass(frozen=True, slots=True)
class _Bound:
    """A condition on a known field, its value in the form in which the field compares."""

    reached: Reached
    operator: str
    value: Any

    def passes(self, record: Record) -> bool:
        """Whether the field, or one of several in an array, fulfils the condition."""
        values = values_at(record, self.reached.path)
        if not self.reached.is_plain:
            found = [_present(value) for value in values]
            return any(found) if self.operator == "ne" else not any(found)
        several = [comparable(self.reached.field, value) for value in values] or [None]
        return any(self._holds(value) for value in several)

    def _holds(self, value: Any) -> bool:
        if self.operator == "ne":
            return bool(value != self.value)
        if value is None or self.value is None:
            return self.operator == "eq" and value is self.value
        return _COMPARE[self.operator](value, self.value)


def _present(value: Any) -> bool:
    return value is not None and value != []


def _bind(condition: Condition, form: Field, aliases: Mapping[str, str]) -> _Bound:
    name = aliases.get(condition.field.lower(), condition.field)
    try:
        reached = reach(form, name)
    except NoSuchField as missing:
        raise unknown_field("filter", missing) from None
    problem = _mismatch(condition, reached)
    if problem is not None:
        raise Broken(
            Fault(
                "loket.filter.type-mismatch",
                f"[filter] {condition.field} {condition.operator} "
                f"{condition.literal.written}: {problem}",
                "filter",
                found=condition.literal.written,
                source=_SOURCE,
            )
        )
    return _Bound(reached, condition.operator, _value(reached.field, condition.literal))


def unknown_field(parameter: str, missing: NoSuchField) -> Broken:
    """The refusal of a filter or orderBy that names a field which the records do not have."""
    hint = f"; the nearest one is {missing.close}" if missing.close else ""
    topic = "order" if parameter == "orderBy" else parameter
    return Broken(
        Fault(
            f"loket.{topic}.unknown-field",
            f"[{parameter}] there is no field {missing.name}{hint}",
            parameter,
            found=missing.name,
            nearest=missing.close,
            source=_SOURCE,
        )
    )


def _mismatch(condition: Condition, reached: Reached) -> str | None:
    """Why a field cannot be compared in this way; None when it can."""
    literal, field = condition.literal, reached.field
    if literal.kind == "null":
        allowed = condition.operator in ("eq", "ne")
        return None if allowed else "null is compared with eq and ne only"
    if not reached.is_plain:
        return "this field has fields of its own: lead to one with a dot, or compare with null"
    expected = _expected(field)
    if not _fits(field, literal):
        return f"the field takes {expected}"
    if condition.operator == "lk" and not _is_text(field):
        return "lk looks into texts only"
    if condition.operator not in ("eq", "ne") and (field.kind == BOOLEAN or field.format == "uuid"):
        return f"a field that takes {expected} is compared with eq and ne only"
    return None


def _is_text(field: Field) -> bool:
    return field.kind in (STRING, ANY) and field.format not in ("date", "date-time", "uuid")


def _expected(field: Field) -> str:
    if field.kind in (INTEGER, NUMBER):
        return "a number without quotes"
    if field.kind == BOOLEAN:
        return "true or false"
    if field.format in ("date", "date-time"):
        return "a date in single quotes, such as '2017-01-01'"
    return "an id" if field.format == "uuid" else "a text in single quotes"


def _fits(field: Field, literal: Literal) -> bool:
    if field.kind in (INTEGER, NUMBER):
        return literal.kind == "number"
    if field.kind == BOOLEAN:
        return literal.kind == "boolean"
    if field.kind == ANY:
        return True
    if field.format in ("date", "date-time"):
        return literal.kind == "text" and moment(str(literal.value)) is not None
    if field.format == "uuid":
        return literal.kind in ("text", "word", "number")
    return literal.kind == "text"


def _value(field: Field, literal: Literal) -> Any:
    if isinstance(literal.value, Decimal):
        if field.format == "uuid":
            return literal.written
        # Records hold numbers as JSON does, so a decimal is the float nearest to its text.
        whole = literal.value == literal.value.to_integral_value()
        return int(literal.value) if whole else float(literal.value)
    return comparable(field, literal.value)
