"""Bodies that an operation takes, made from its schema and the options that its metadata tells.

They hold what must be sent (what is writable and not nullable) and no more; members that a rule
asks for besides are in the table of preparations.
"""

from collections.abc import Callable, Mapping
from typing import Any

from invaller.apis.loket.catalogue import CATALOGUE, OperationOf
from invaller.apis.loket.domain.forms import (
    ARRAY,
    BOOLEAN,
    INTEGER,
    NUMBER,
    OBJECT,
    OPTION,
    Field,
)
from invaller_clients import LoketClient

Record = dict[str, Any]
Options = Mapping[str, list[Record]]
"""Options of metadata fields, by field."""

_START = "2025-03-10"
_FORMATS: Mapping[str, str] = {
    "date": _START,
    "date-time": f"{_START}T09:00:00Z",
    "uuid": "0c3b1a30-0d8a-4a7e-9b3e-0a4f0e0e2a11",
    "byte": "JVBERi0xLjQKJSVFT0YK",
}
_NAMED: Mapping[str, str] = {"iban": "NL91ABNA0417164300", "emailAddress": "a@loket.example"}


def body_of(operation: OperationOf, options: Callable[[], Options]) -> Any:
    """A body for an operation, None for one that takes none; options: asked when needed."""
    form = operation.request_form()
    return None if form is None else sample_of(form, options)


def options_of(
    loket: LoketClient, operation: OperationOf, parameters: Mapping[str, object]
) -> Options:
    """The options of an operation's fields, from those of its metadata endpoints whose path
    the parameters fill.
    """
    found: dict[str, list[Record]] = {}
    for one in CATALOGUE.operations.values():
        fillable = set(one.path_parameters) <= set(parameters)
        if one.path in operation.metadata and one.method == "GET" and fillable:
            asked = {name: parameters[name] for name in one.path_parameters}
            listed = loket.call(one.id, asked).records
            found |= {its["field"]: its["options"] for its in listed if "field" in its}
    return found


def sample_of(form: Field, options: Callable[[], Options], path: str = "") -> Any:
    """A value that a form takes, with what must be sent and no more.

    options: asked when one is needed; the first of its field is taken, and key 1 where there are
    none. path: the dotted name of the form, by which its options are found.
    """
    if form.kind == OBJECT:
        return {
            name: sample_of(field, options, f"{path}.{name}".strip("."))
            for name, field in form.fields.items()
            if field.must_be_sent or (field.required and not field.read_only)
        }
    if form.kind == OPTION:
        found = options()
        listed = found.get(path) or found.get(path.rpartition(".")[2]) or [{"key": 1}]
        return {name: listed[0].get(name, listed[0].get("key")) for name in form.identity}
    if form.kind == ARRAY:
        assert form.item is not None
        return [sample_of(form.item, options, path)] * max(form.limits.get("minItems", 1), 1)
    return _plain(form)


def _plain(form: Field) -> Any:
    if "enum" in form.limits:
        return form.limits["enum"][0]
    if form.kind in (INTEGER, NUMBER):
        return form.limits.get("minimum", 1)
    if form.kind == BOOLEAN:
        return False
    if form.name in _NAMED:
        return _NAMED[form.name]
    return _FORMATS.get(form.format, "A" * max(form.limits.get("minLength", 1), 1))
