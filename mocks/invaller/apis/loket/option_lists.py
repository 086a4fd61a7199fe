"""Option lists that are the same everywhere: options/*.yaml by name of the field.

A list is named `field`, or more precisely `parent.field` or `resource.parent.field`; the most
precise one that fits a field counts. An option is a dict with `key` and `value`, and whatever
else a block of its field shows (isoCode, code, category, ...).
Samples are documented, most options are assumed (facts: loket/metadata_keys.tsv; notes.md, 10).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from invaller.kernel.ids import uuid_from
from invaller.kernel.parsed import parse_yaml

Option = dict[str, Any]

COMPONENT = "payrollComponent"
TOTALS = 4
"""The category of payroll components that are results, never input (assumed)."""


REGISTERS = ("addresses", "companies", "cars", "functions")


def generic_options(resource: str, path: str) -> tuple[Option, ...] | None:
    """The options of a field by its dotted path in a record; None for one that has no list."""
    lists = _lists()
    for name in _names(resource, path):
        if name in lists:
            found = lists[name]
            return _components(resource, found) if name == COMPONENT else found
    return None


def option_of(field: str, key: object) -> Option:
    """The option of a generic field with this key; one of key alone where there is none."""
    found = (one for one in _lists().get(field, ()) if one["key"] == key)
    return next(found, {"key": key, "value": str(key), "description": str(key)})


def named_id(name: str) -> str:
    """The id of an option that is known by a name only, such as a role."""
    return uuid_from("loket", "option", name)


@cache
def pay_grade_values(grade: int) -> tuple[tuple[str, float], ...]:
    """The amounts of a pay grade, each with the first day it holds; oldest first."""
    values: Mapping[str, list[list[Any]]] = _files()["payGradeValues"]
    return tuple((day, float(amount)) for day, amount in values.get(str(grade), []))


def _names(resource: str, path: str) -> Iterator[str]:
    steps = path.split(".")
    tails = [".".join(steps[start:]) for start in range(len(steps))]
    yield from (f"{resource}.{tail}" for tail in tails)
    yield from tails


def _components(resource: str, components: tuple[Option, ...]) -> tuple[Option, ...]:
    """The payroll components that a resource takes, by their category."""
    offered = _files()["offered"].get(resource)
    if offered is not None:
        return tuple(one for one in components if one["category"]["key"] in offered)
    return components


def register(name: str) -> list[dict[str, Any]]:
    """The entries of a register that lookups ask (options/registers.yaml)."""
    entries: list[dict[str, Any]] = _files()[name]
    return entries


@cache
def _files() -> Mapping[str, Any]:
    """All option files as one mapping; keys are texts, as they are in JSON."""
    folder = files("invaller.apis.loket") / "options"
    merged: dict[str, Any] = {}
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        for name, content in parse_yaml(file.read_text("utf-8")).items():
            merged[name] = _texts(content) if isinstance(content, dict) else content
    return merged


def _texts(mapping: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key): value for key, value in mapping.items()}


@cache
def _lists() -> Mapping[str, tuple[Option, ...]]:
    plain = ("payGradeValues", "offered", *REGISTERS)
    return {name: _options(raw) for name, raw in _files().items() if name not in plain}


def _options(raw: Any) -> tuple[Option, ...]:
    if isinstance(raw, dict):
        return tuple(_described({"key": int(key), "value": value}) for key, value in raw.items())
    return tuple(_named({"name": one}) if isinstance(one, str) else _named(one) for one in raw)


def _named(option: Option) -> Option:
    """An option of a list, with what names it under `key` too."""
    if "name" in option:
        identifier = named_id(option["name"])
        return _described({"key": identifier, "id": identifier, "value": option["name"], **option})
    if "shiftNumber" in option:
        return {"key": option["shiftNumber"], "value": str(option["shiftNumber"]), **option}
    return _described(
        {**option, **{name: _inner(name, option[name]) for name in _INNER & {*option}}}
    )


_INNER = frozenset({"category", "column", "costsEmployer", "deductionOrPayment"})
"""Members of payroll components that are options themselves."""


def _inner(field: str, key: Any) -> Any:
    """An option inside an option; a text stays as it is."""
    if not isinstance(key, int):
        return key
    return {"key": key, "value": _files()[field][str(key)]}


def _described(option: Option) -> Option:
    """Blocks show the text of an option as value or as description."""
    return {"description": option["value"], **option}
