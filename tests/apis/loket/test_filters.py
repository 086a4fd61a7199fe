"""The language of filters, as pure functions over records."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.loket.domain.faults import Broken
from invaller.apis.loket.domain.filters import build_filter
from invaller.apis.loket.domain.forms import read_form

FORM = read_form(
    {
        "type": "object",
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "city": {"type": "string", "nullable": True},
            "price": {"type": "number"},
            "count": {"type": "integer", "nullable": True},
            "active": {"type": "boolean"},
            "startDate": {"type": "string", "format": "date"},
            "changedOn": {"type": "string", "format": "date-time"},
            "unit": {
                "type": "object",
                "format": "metadata",
                "nullable": True,
                "properties": {"key": {"type": "integer"}, "value": {"type": "string"}},
            },
            "lines": {
                "type": "array",
                "items": {"type": "object", "properties": {"weight": {"type": "integer"}}},
            },
        },
    },
    {},
)
RECORD: dict[str, Any] = {
    "id": "0c3b1a30-0d8a-4a7e-9b3e-0a4f0e0e2a11",
    "city": "Redmond",
    "price": 3.5,
    "count": None,
    "active": True,
    "startDate": "2017-01-01",
    "changedOn": "2017-01-01T12:00:00Z",
    "unit": {"key": 4, "value": "Maanden"},
    "lines": [{"weight": 1}, {"weight": 3}],
}


def passes(text: str, **members: Any) -> bool:
    """Whether the record, with other members, passes a filter."""
    test = build_filter(text, FORM)
    assert test is not None
    return test({**RECORD, **members})


def refusal(text: str) -> tuple[str, Any]:
    """The rule and the nearest value with which a filter is refused."""
    with pytest.raises(Broken) as refused:
        build_filter(text, FORM)
    fault = refused.value.faults[0]
    return fault.rule, fault.nearest


def _marked(rule: str, *cases: tuple[str, bool]) -> list[Any]:
    marks = pytest.mark.behaviour(f"loket.filter.{rule}")
    return [pytest.param(text, expected, marks=marks) for text, expected in cases]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *_marked("eq", ("city eq 'Redmond'", True), ("city eq 'Red'", False)),
        *_marked("ne", ("city ne 'London'", True), ("city ne 'Redmond'", False)),
        *_marked("lk", ("city lk 'dmo'", True), ("city lk 'Lond'", False)),
        *_marked("gt", ("price gt 3.4", True), ("price gt 3.5", False)),
        *_marked("ge", ("price ge 3.5", True), ("price ge 3.6", False)),
        *_marked("lt", ("price lt 3.6", True), ("price lt 3.5", False)),
        *_marked("le", ("price le 3.5", True), ("price le 3.4", False)),
        *_marked(
            "and",
            ("price le 200 and price gt 3", True),
            ("price le 200 and price gt 3.5", False),
        ),
        *_marked("or", ("price le 3 or price gt 3", True), ("price lt 3 or price gt 200", False)),
        *_marked(
            "and-before-or",
            ("active eq true or price eq 1 and price eq 2", True),
            ("active eq false and price eq 3.5 or price eq 1", False),
        ),
        *_marked(
            "parentheses",
            ("(active eq true or price eq 1) and price eq 2", False),
            ("(((price eq 3.5)))", True),
        ),
        *_marked(
            "null",
            ("count eq null", True),
            ("count ne null", False),
            ("city ne null", True),
            ("unit eq null", False),
            ("unit ne null", True),
        ),
        *_marked(
            "null-compares-false",
            ("count gt 0", False),
            ("count le 0", False),
            ("count eq 0", False),
            ("count ne 0", True),
        ),
        *_marked("nested", ("unit.key eq 4", True), ("unit.key eq 5", False)),
        *_marked(
            "in-arrays",
            ("lines.weight eq 3", True),
            ("lines.weight eq 2", False),
            ("lines.weight gt 2", True),
        ),
        *_marked("field-case", ("CITY eq 'Redmond'", True), ("UNIT.Key eq 4", True)),
        *_marked("value-case", ("city eq 'rEDMOND'", True), ("city lk 'RED'", True)),
        *_marked(
            "operator-case",
            ("city EQ 'Redmond' AND count Eq NULL", True),
            ("active eq FALSE OR active eq True", True),
        ),
        *_marked("strings", ("startDate le '2017-01-01'", True), ("city ge 'London'", True)),
        *_marked("integers", ("unit.key ge 1 and unit.key le 5", True), ("unit.key ge 5", False)),
        *_marked("decimals", ("price gt 3.45", True), ("price eq 3.50", True)),
        *_marked("booleans", ("active eq true", True), ("active ne true", False)),
        *_marked(
            "dates",
            ("startDate gt '2016-12-31'", True),
            ("startDate lt '2017-01-01'", False),
            ("changedOn gt '2017-01-01'", True),
            ("changedOn eq '2017-01-01T13:00:00+01:00'", True),
            ("changedOn lt '2017-01-01T12:00:00Z'", False),
        ),
        *_marked(
            "uuids",
            ("id eq 0C3B1A30-0d8a-4a7e-9b3e-0a4f0e0e2a11", True),
            ("id eq '0c3b1a30-0d8a-4a7e-9b3e-0a4f0e0e2a11'", True),
            ("id ne '0c3b1a30-0d8a-4a7e-9b3e-0a4f0e0e2a12'", True),
        ),
    ],
)
def test_what_passes(text: str, expected: bool) -> None:
    """A record passes a filter when its conditions hold."""
    assert passes(text) is expected


@pytest.mark.behaviour("loket.filter.quote-in-text")
def test_a_quote_in_a_text_is_written_twice() -> None:
    """Two quotes in a text stand for one."""
    assert passes("city eq '''s-Gravenhage'", city="'s-Gravenhage")


@pytest.mark.behaviour("loket.filter.in-arrays")
def test_an_empty_array_has_no_value() -> None:
    """A record whose array is empty passes eq null of a field inside, and no comparison."""
    assert passes("lines.weight eq null", lines=[])
    assert not passes("lines.weight eq 1", lines=[])


@pytest.mark.behaviour("loket.filter.empty")
@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_filter_filters_nothing(text: str) -> None:
    """There is no test for an empty filter."""
    assert build_filter(text, FORM) is None


@pytest.mark.behaviour("loket.filter.unknown-field")
@pytest.mark.parametrize(
    ("text", "nearest"),
    [("cityy eq 'a'", "city"), ("unit.kee eq 1", "unit.key"), ("zzzzzz eq 1", None)],
)
def test_an_unknown_field(text: str, nearest: str | None) -> None:
    """A field that the records do not have is refused, with the nearest one."""
    assert refusal(text) == ("loket.filter.unknown-field", nearest)


@pytest.mark.behaviour("loket.filter.syntax")
@pytest.mark.parametrize(
    "text",
    [
        "city",
        "city eq",
        "city is 'a'",
        "city eq 'a' and",
        "city eq 'a' or or city eq 'b'",
        "(city eq 'a'",
        "city eq 'a')",
        "city eq 'a' city eq 'b'",
        "city eq 'a",
        "and",
        "'a' eq city",
        "(" * 60 + "city eq 'a'" + ")" * 60,
    ],
)
def test_what_cannot_be_read(text: str) -> None:
    """A filter that is no filter is refused."""
    assert refusal(text) == ("loket.filter.syntax", None)


@pytest.mark.behaviour("loket.filter.syntax")
def test_a_refusal_says_where() -> None:
    """The message tells the position from which the filter cannot be read."""
    with pytest.raises(Broken, match=r"at position 19, before 'price eq 1'"):
        build_filter("city eq 'Redmond' price eq 1", FORM)


@pytest.mark.behaviour("loket.filter.type-mismatch")
@pytest.mark.parametrize(
    "text",
    [
        "city eq 5",
        "city eq Redmond",
        "price eq '5'",
        "price lk 5",
        "price eq true",
        "active eq 1",
        "active gt false",
        "startDate eq 'tomorrow'",
        "startDate eq 2017-01-01",
        "startDate lk '2017'",
        "id gt '0c3b1a30-0d8a-4a7e-9b3e-0a4f0e0e2a11'",
        "unit eq 4",
        "count gt null",
    ],
)
def test_a_value_of_another_type(text: str) -> None:
    """A value that the field cannot have, or an operator that makes no sense, is refused."""
    assert refusal(text) == ("loket.filter.type-mismatch", None)


@given(low=st.integers(-5, 5), high=st.integers(-5, 5), value=st.none() | st.integers(-6, 6))
def test_a_range_is_its_two_ends(low: int, high: int, value: int | None) -> None:
    """`ge low and le high` passes exactly what lies between both, never what has no value."""
    expected = value is not None and low <= value <= high
    assert passes(f"count ge {low} and count le {high}", count=value) is expected


@given(cents=st.integers(-(10**9), 10**9))
def test_a_decimal_equals_itself(cents: int) -> None:
    """An amount in a record equals the same amount in a filter."""
    assert passes(f"price eq {cents / 100:.2f}", price=cents / 100)


@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=20))
def test_any_text_can_be_written_in_a_filter(text: str) -> None:
    """A text with its quotes doubled equals itself, whatever characters it has."""
    assert passes("city eq '" + text.replace("'", "''") + "'", city=text)


@given(text=st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Whatever is sent is a filter, no filter at all, or refused."""
    try:
        test = build_filter(text, FORM)
    except Broken:
        return
    assert test is None or test(RECORD) in (True, False)


@given(first=st.booleans(), second=st.booleans(), third=st.booleans())
def test_and_or_agree_with_logic(first: bool, second: bool, third: bool) -> None:
    """and binds stronger than or, and parentheses change that."""
    a, b, c = (f"active eq {str(value).lower()}" for value in (first, second, third))
    assert passes(f"{a} or {b} and {c}") is (first or (second and third))
    assert passes(f"({a} or {b}) and {c}") is ((first or second) and third)
