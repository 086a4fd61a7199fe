"""Dates of eight digits and the periods between them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.prisma.domain.date_members import DATE_MEMBERS, check_dates
from invaller.apis.prisma.domain.dates import applies, parse, render
from invaller.apis.prisma.domain.outcome import INVALID, Refused
from invaller.apis.prisma.domain.periods import period_of
from invaller.kernel.specs import read_yaml

DAYS = st.dates()


@given(DAYS)
def test_every_day_reads_back(day: date) -> None:
    """A day that was written as eight digits reads back as that day."""
    text = render(day)
    assert (len(text), parse(text)) == (8, day)


@given(st.text(max_size=10) | st.integers() | st.none())
def test_anything_else_is_no_day(value: object) -> None:
    """What reads as a day is exactly how that day is written."""
    day = parse(value)
    assert day is None or render(day) == value


@pytest.mark.parametrize(
    "text", ["20240231", "20241301", "20240001", "00000101", "2024-1-1", "٢٠٢٤٠١٠١", " 2024011"]
)
def test_days_no_calendar_has(text: str) -> None:
    """Eight digits that are on no calendar are no day, nor is any other form."""
    assert parse(text) is None


@given(DAYS, DAYS, DAYS)
def test_both_ends_are_included(first: date, on: date, last: date) -> None:
    """A record holds from its start to its end, both included."""
    record = {"Startdate": render(first), "Enddate": render(last)}
    assert applies(record, on) is (first <= on <= last)


@given(DAYS, DAYS)
def test_a_record_without_end_stays_open(first: date, on: date) -> None:
    """A record without an end holds on every day from its start on."""
    assert applies({"StartingDate": render(first)}, on, "StartingDate") is (first <= on)


@given(DAYS, DAYS)
def test_a_period_does_not_run_backwards(first: date, last: date) -> None:
    """A period is its two days, and is refused with the nearest one when they are swapped."""
    parameters = {"StartDate": render(first), "EndDate": render(last)}
    if first <= last:
        assert period_of(parameters) == (first, last)
        return
    with pytest.raises(Refused) as refused:
        period_of(parameters)
    assert (refused.value.statuscode, refused.value.nearest) == (INVALID, render(first))


def declared(part: Any) -> Iterator[tuple[str, bool]]:
    """Every member that a part of the specification declares, and whether it is a date."""
    if isinstance(part, list):
        for item in part:
            yield from declared(item)
    elif isinstance(part, dict):
        members = part.get("properties", {})
        for name, schema in members.items():
            yield name, str(schema.get("$ref", "")).endswith("/Date")
        for item in part.values():
            yield from declared(item)


def test_every_date_of_the_specification_is_known() -> None:
    """The members that hold dates are those that the specification declares so, in every schema."""
    members = set(declared(read_yaml("prisma", "openapi.yaml")["components"]["schemas"]))
    assert {name for name, is_date in members if is_date} == DATE_MEMBERS


@pytest.mark.behaviour("prisma.queue.impossible-date-in-body")
def test_dates_are_found_at_any_depth() -> None:
    """A date that no calendar has is refused wherever it stands, with its JSON pointer."""
    check_dates({"contract": [{"Startdate": "20240229", "Risk": "20240231"}]})
    with pytest.raises(Refused) as refused:
        check_dates({"contract": [{}, {"Dimona": {"StartingDate": "20240231"}}]})
    assert refused.value.where == "/contract/1/Dimona/StartingDate"
    assert (refused.value.statuscode, refused.value.found) == (INVALID, "20240231")
