"""Answers in the form of a schema: whatever is kept, what leaves is what the schema allows."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invaller.kernel.generic.fitting import (
    fitted,
    list_path,
    listed,
    merged,
    with_defaults,
    without_read_only,
    wrapped,
)
from invaller.kernel.generic.samples import Origin, sample
from invaller.serving.json_schema import Checked

ORIGIN = Origin(datetime(2025, 3, 3, 23, 30, tzinfo=UTC), "/things/1")

_FORMATS = ("date", "date-time", "uuid", "email", "ipv4", "ipv6", "hostname", "uri")
_SCALARS: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.builds(lambda least: {"type": "string", "minLength": least}, st.integers(0, 5)),
    st.sampled_from([{"type": "string", "format": name} for name in _FORMATS]),
    st.builds(
        lambda least, step: {"type": "integer", "minimum": least, "multipleOf": step},
        st.integers(-9, 9),
        st.integers(1, 4),
    ),
    st.builds(
        lambda least: {"type": "integer", "minimum": least, "exclusiveMinimum": True},
        st.integers(-3, 3),
    ),
    st.builds(lambda most: {"type": "number", "maximum": most}, st.integers(-9, 9)),
    st.just({"type": "boolean"}),
    st.just({"type": "string", "nullable": True}),
    st.just({"type": "string", "enum": ["a", "b"]}),
    st.just({"type": "integer", "default": 7}),
    st.just({}),
)


def _objects(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    def built(members: dict[str, Any], closed: bool, all_of: bool) -> dict[str, Any]:
        schema: dict[str, Any] = {"type": "object", "properties": members}
        if members:
            schema["required"] = sorted(members)[::2]
        if closed:
            schema["additionalProperties"] = False
        return {"allOf": [schema]} if all_of else schema

    return st.builds(
        built, st.dictionaries(st.sampled_from("abcd"), inner), st.booleans(), st.booleans()
    )


def _arrays(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(
        lambda items, least: {"type": "array", "items": items, "minItems": least},
        inner,
        st.integers(0, 2),
    )


SCHEMAS = st.recursive(_SCALARS, lambda inner: _objects(inner) | _arrays(inner), max_leaves=6)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["", "a", "b"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("abcdz"), inner),
    max_leaves=6,
)


@settings(max_examples=200)
@given(SCHEMAS)
def test_a_made_value_is_allowed(schema: dict[str, Any]) -> None:
    """The value that is made up for a schema is valid by it."""
    assert Checked(schema).violations(sample(schema, ORIGIN), "answer") == ()


@settings(max_examples=200)
@given(SCHEMAS, _VALUES)
def test_what_is_fitted_stays_as_it_is(schema: dict[str, Any], value: Any) -> None:
    """Fitting twice is fitting once."""
    once = fitted(value, schema, ORIGIN)
    assert fitted(once, schema, ORIGIN) == once


_RULES = ("type", "required", "additionalProperties", "enum")


@settings(max_examples=200)
@given(SCHEMAS, _VALUES)
def test_what_is_fitted_has_the_form_of_the_schema(schema: dict[str, Any], value: Any) -> None:
    """Types, required members, closed objects and choices are those of the schema."""
    found = Checked(schema).violations(fitted(value, schema, ORIGIN), "answer")
    assert [violation.rule for violation in found if violation.rule in _RULES] == []


@pytest.mark.parametrize(
    ("schema", "made"),
    [
        ({"type": "string", "format": "date-time"}, "2025-03-03T23:30:00.000000Z"),
        ({"type": "string", "format": "date"}, "2025-03-04"),
        ({"type": "string", "example": "E"}, "E"),
        ({"type": "string", "nullable": True}, None),
        ({"oneOf": [{"type": "integer", "minimum": 3}, {"type": "string"}]}, 3),
        ({"type": "integer", "maximum": -4}, -4),
        ({"type": "number", "minimum": 1, "maximum": 2, "exclusiveMinimum": True}, 1.5),
        ({"not": {}}, None),
    ],
)
def test_made_values(schema: dict[str, Any], made: Any) -> None:
    """Instants are when the thing was made, dates those of Brussels, numbers the least."""
    assert sample(schema, ORIGIN) == made


def test_a_member_that_must_hold_itself_ends() -> None:
    """A required member of its own kind is made some levels deep, and no deeper."""
    schema: dict[str, Any] = {"type": "object", "required": ["a"], "properties": {}}
    schema["properties"]["a"] = schema
    assert str(sample(schema, ORIGIN)).count("'a'") == 21


@pytest.mark.parametrize(
    ("value", "changes", "after"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        ({"a": "foo"}, "bar", "bar"),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_merging(value: Any, changes: Any, after: Any) -> None:
    """The examples of RFC 7396, appendix A."""
    assert merged(value, changes) == after


_ITEMS = {"type": "array", "items": {"type": "object"}}


@pytest.mark.parametrize(
    ("schema", "path", "answer"),
    [
        (_ITEMS, (), [{"a": 1}]),
        ({"properties": {"items": _ITEMS}}, ("items",), {"items": [{"a": 1}]}),
        (
            {"properties": {"x": _ITEMS, "Things": _ITEMS}},
            ("Things",),
            {"Things": [{"a": 1}]},
        ),
        (
            {"properties": {"data": {"properties": {"x": _ITEMS}}, "total": {"type": "integer"}}},
            ("data", "x"),
            {"data": {"x": [{"a": 1}]}, "total": 1},
        ),
        ({"properties": {"x": _ITEMS, "y": _ITEMS}}, None, None),
        ({"type": "object"}, None, None),
        ({"type": "string"}, None, None),
    ],
)
def test_where_a_list_stands(schema: Any, path: tuple[str, ...] | None, answer: Any) -> None:
    """A list is the answer, the one list of it, the one called as the collection, or none."""
    assert list_path(schema, "things") == path
    if path is not None:
        assert listed([{"a": 1}], schema, path, ORIGIN) == answer


_THING = {"type": "object", "properties": {"a": {"type": "integer"}}}


@pytest.mark.parametrize(
    ("schema", "answer"),
    [
        (_THING, {"a": 1}),
        ({"type": "array", "items": _THING}, [{"a": 1}]),
        ({"properties": {"thing": _THING}}, {"thing": {"a": 1}}),
        ({"properties": {"thing": _THING, "a": {"type": "integer"}}}, {"a": 1}),
        ({}, {"a": 1, "b": 2}),
        (None, {"a": 1, "b": 2}),
    ],
)
def test_one_thing_as_an_answer(schema: Any, answer: Any) -> None:
    """A thing is itself, in a list, or in the one object around it; else it is as it was kept."""
    assert wrapped({"a": 1, "b": 2}, schema, ORIGIN) == answer


_NEW = {
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "size": {"type": "integer", "default": 3},
        "inner": {"properties": {"at": {"readOnly": True}, "on": {"default": True}}},
    }
}


def test_what_a_client_sends_is_completed() -> None:
    """Defaults are filled in and read-only members left out, within objects too."""
    sent = {"id": 1, "inner": {"at": 2, "of": 3}, "more": 4}
    taken = without_read_only(sent, _NEW)
    assert taken == {"inner": {"of": 3}, "more": 4}
    assert with_defaults(taken, _NEW) == {"inner": {"of": 3, "on": True}, "more": 4, "size": 3}
    assert with_defaults(None, _NEW) is None
    assert without_read_only(sent, {}) == sent
