"""OpenAPI 3.0 schemas as compiled JSON Schema, and their errors as violations."""

from typing import Any

import pytest

from invaller.kernel.problems import Violation
from invaller.serving.json_schema import Checked, as_json_schema

PERSON = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "nick": {"type": "string", "nullable": True},
        "sex": {"type": "string", "nullable": True, "enum": ["M", "F"]},
        "children": {"type": "array", "items": {"type": "object", "required": ["name"]}},
    },
}


def _wrong(value: Any, schema: dict[str, Any] | None = None) -> list[tuple[str, str]]:
    violations = Checked(schema or PERSON).violations(value, "body")
    return [(violation.name, violation.rule) for violation in violations]


@pytest.mark.parametrize(
    "value",
    [
        {"name": "x"},
        {"name": "x", "nick": None, "sex": None},
        {"name": "x", "sex": "M", "children": [{"name": 1}]},
    ],
)
def test_valid_values(value: Any) -> None:
    """What the schema allows has no violations; null is allowed where nullable says so."""
    assert Checked(PERSON).violations(value, "body") == ()


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ({}, [("name", "required")]),
        ({"name": None}, [("name", "type")]),
        ({"name": "x", "nick": 1}, [("nick", "type")]),
        ({"name": "x", "sex": "m"}, [("sex", "enum")]),
        ({"name": "x", "shoe": 1}, [("shoe", "additionalProperties")]),
        ({"name": "x", "a": 1, "b": 2}, [(name, "additionalProperties") for name in "ab"]),
        ({"name": "x", "children": [{"name": 1}, {}]}, [("children[1].name", "required")]),
        ({"name": 1, "nick": 2}, [("name", "type"), ("nick", "type")]),
        ("x", [("", "type")]),
        (None, [("", "type")]),
    ],
)  # fmt: skip
def test_every_violation_is_named(value: Any, wrong: list[tuple[str, str]]) -> None:
    """Each violation names the member by its path and the rule that it breaks."""
    assert sorted(_wrong(value)) == sorted(wrong)


def test_violation_tells_what_was_found_and_what_is_near() -> None:
    """A wrong choice tells the value that was sent and the choice nearest to it."""
    schema = {"type": "string", "enum": ["novel", "poetry"]}
    assert Checked(schema).violations("Novell", "query", "genre") == (
        Violation(
            "query",
            "genre",
            "enum",
            '"Novell" is not one of "novel" or "poetry"',
            found="Novell",
            nearest="novel",
        ),
    )


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [("date", "2025-02-28", "2025-02-30"), ("date-time", "2025-02-28T09:00:00Z", "2025-02-28")],
)
def test_formats_are_checked(kind: str, good: str, bad: str) -> None:
    """A date that no calendar has, or half an instant, does not pass."""
    schema = {"type": "string", "format": kind}
    assert (_wrong(good, schema), _wrong(bad, schema)) == ([], [("", "format")])


def test_member_may_be_called_as_a_keyword() -> None:
    """A member named `components` or `nullable` is a member, not a keyword."""
    schema = {
        "type": "object",
        "properties": {"components": {"type": "string"}, "nullable": {"type": "string"}},
    }
    assert sorted(_wrong({"components": 1, "nullable": 2}, schema)) == [
        ("components", "type"),
        ("nullable", "type"),
    ]


def test_schema_is_left_as_it_is() -> None:
    """Compiling a schema does not change it: it is shared."""
    schema = {"type": "string", "nullable": True, "enum": ["a"]}
    assert as_json_schema(schema) == {"type": ["string", "null"], "enum": ["a", None]}
    assert schema == {"type": "string", "nullable": True, "enum": ["a"]}


def test_deep_and_large_values_are_checked() -> None:
    """Deep nesting, large numbers and long text neither pass nor break the check."""
    deep: Any = 1
    for _ in range(500):
        deep = [deep]
    assert _wrong(deep) == [("", "depth")]
    assert _wrong({"name": [[1]]}) == [("name", "type")]
    assert _wrong({"name": 10**400}) == [("name", "type")]
    assert _wrong({"name": "x" * 10**6, "nick": 1}) == [("nick", "type")]
