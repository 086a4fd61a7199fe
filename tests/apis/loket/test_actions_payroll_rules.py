"""The pure rules of payroll actions: statuses, periods, components, birthdays, messages."""

from __future__ import annotations

from base64 import b64encode
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.loket.domain.birthdays import Grade, birthday, is_due, next_grade
from invaller.apis.loket.domain.faults import Broken
from invaller.apis.loket.domain.filling import hours_worked, leave_hours
from invaller.apis.loket.domain.pay import gross_extra, net_extra
from invaller.apis.loket.domain.period_data import added, merged
from invaller.apis.loket.domain.response_xml import is_xml
from invaller.apis.loket.domain.run_periods import (
    end_of_next_month,
    following,
    is_too_old,
    next_period,
    regular_periods,
)
from invaller.apis.loket.domain.run_states import MACHINES, MAKE
from invaller.apis.loket.option_lists import generic_options

PERIODS = [(year, number) for year in (2024, 2025) for number in range(1, 13)]
COMPONENTS = st.dictionaries(st.integers(1, 9), st.floats(0, 1e6), max_size=6)
DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


def _listed(values: dict[int, Any]) -> list[dict[str, Any]]:
    return [{"payrollComponent": {"key": key}, "value": one} for key, one in values.items()]


def _values(components: list[dict[str, Any]]) -> dict[int, Any]:
    return {one["payrollComponent"]["key"]: one["value"] for one in components}


@pytest.mark.parametrize("resource", MACHINES)
def test_every_status_of_the_table_is_an_option(resource: str) -> None:
    """Each status that a move or a step begins with or ends in is one that the document has."""
    machine = MACHINES[resource]
    moves, steps = machine.moves.values(), machine.steps.values()
    used = {machine.initial, *machine.dead, *(move.ends for move in moves)}
    used |= {status for move in moves for status in move.begins}
    used |= {status for step in steps for status in step.outcomes.values()}
    options = generic_options(resource, machine.member) or ()
    assert used <= {one["key"] for one in options}


@pytest.mark.parametrize("resource", MACHINES)
def test_a_new_record_can_do_nothing_yet(resource: str) -> None:
    """While a record is queued, every action on it is refused with the status that it needs."""
    machine = MACHINES[resource]
    for action, move in machine.moves.items():
        with pytest.raises(Broken) as caught:
            machine.move_of(action, {machine.member: {"key": machine.initial}})
        assert caught.value.faults[0].expected == list(move.begins)


def test_an_outcome_that_there_is_not() -> None:
    """Background work cannot end in a way that it does not have."""
    with pytest.raises(ValueError, match="ready, no-results, error"):
        MACHINES["payroll-run"].steps[MAKE].status_of("approved")


@given(st.integers(0, 24))
def test_periods_of_a_regular_run(count: int) -> None:
    """Of a year with approved periods the last one and the next can be run, never others."""
    approved = PERIODS[:count]
    allowed = regular_periods(PERIODS, approved, 2025)
    done = count - 12
    expected = [(2025, 1)] if done <= 0 else [(2025, one) for one in (done, done + 1) if one < 13]
    assert allowed == expected


@given(st.integers(0, 24))
def test_the_next_period(count: int) -> None:
    """The next period is the one after the last approved one, also over the end of a year."""
    expected = None if count == 24 else PERIODS[count]
    assert next_period(PERIODS, PERIODS[:count]) == expected


@given(st.lists(st.booleans()))
def test_what_follows_the_last_one_that_is_done(done: list[bool]) -> None:
    """Nothing that is done comes after what follows, and it is the first such one."""
    found = following(range(len(done)), done.__getitem__)
    after = len(done) if found is None else found
    assert not any(done[after:])
    assert after == 0 or done[after - 1]


@given(DAYS)
def test_the_end_of_the_next_month(day: date) -> None:
    """It is a last day of a month, of the one after the month of the day."""
    end = end_of_next_month(day)
    assert (end + timedelta(days=1)).day == 1
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == 1


@pytest.mark.parametrize(
    ("ended", "today", "too_old"),
    [
        (date(2018, 3, 31), date(2025, 3, 30), False),
        (date(2018, 3, 31), date(2025, 3, 31), True),
        (date(2016, 2, 29), date(2023, 2, 28), False),
        (date(2016, 2, 29), date(2023, 3, 1), True),
    ],
)
def test_seven_years(ended: date, today: date, too_old: bool) -> None:
    """A period is too old from seven years after its last day on."""
    assert is_too_old(ended, today) is too_old


@given(COMPONENTS, COMPONENTS)
def test_sent_components_go_over_known_ones(
    known: dict[int, float], sent: dict[int, float]
) -> None:
    """What is sent counts, and what is not sent stays."""
    assert _values(merged(_listed(known), _listed(sent))) == {**known, **sent}


@given(COMPONENTS, st.sets(st.integers(1, 9)))
def test_null_removes_a_component(known: dict[int, float], removed: set[int]) -> None:
    """A component that is sent with null is gone, known or not."""
    after = merged(_listed(known), _listed(dict.fromkeys(removed)))
    assert _values(after) == {key: one for key, one in known.items() if key not in removed}


@given(COMPONENTS, st.integers(1, 9), st.integers(0, 1000))
def test_a_value_comes_on_top(known: dict[int, float], key: int, value: int) -> None:
    """A value is added to what its component has; the others stay."""
    expected = {**known, key: known.get(key, 0) + value}
    assert _values(added(_listed(known), key, value)) == expected


def test_what_amounts_do_to_pay() -> None:
    """Gross and net allowances and deductions count where they belong; hours do not."""
    amounts = [(1, 160.0), (7, 100.0), (9, 30.0), (11, 12.5), (12, 2.0), (13, 4.0), (17, 8.0)]
    assert (gross_extra(amounts), net_extra(amounts)) == (70.0, 22.5)


def test_hours_of_a_period() -> None:
    """Four weeks of 36 hours are 144; leave counts where it begins in the period."""
    first, last = date(2025, 1, 6), date(2025, 2, 2)
    assert hours_worked(36, first, last) == 144
    taken = [(first, 8.0), (last, 4.0), (last + timedelta(days=1), 16.0)]
    assert leave_hours(taken, first, last) == 12


GRADES = [
    Grade(1, "Schaal B1, 15 jaar", 1),
    Grade(2, "Schaal B1, 21 jaar", 1),
    Grade(3, "Schaal C, trede 1", 1),
    Grade(4, "Schaal B1, 18 jaar", 2),
]


def test_the_next_grade_by_age() -> None:
    """The next grade by age is of the same name and scale; the last, and one without, have none."""
    assert next_grade(GRADES[0], GRADES) == (GRADES[1], 21)
    assert [next_grade(one, GRADES) for one in GRADES[1:]] == [None, None, None]


@given(DAYS)
def test_sixty_days_before(day: date) -> None:
    """A proposal is due from sixty days before its birthday on."""
    due = day - timedelta(days=60)
    assert is_due(day, due)
    assert not is_due(day, due - timedelta(days=1))


def test_a_birthday_on_a_leap_day() -> None:
    """Who was born on 29 February has a birthday on 1 March in other years."""
    assert birthday(date(2004, 2, 29), 21) == date(2025, 3, 1)
    assert birthday(date(2004, 2, 29), 20) == date(2024, 2, 29)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0xD7FF, exclude_characters="<&>")))
def test_a_message_is_xml_as_it_is_or_in_base64(text: str) -> None:
    """A well-formed element is XML in both forms; without its end it is none in either."""
    for whole, expected in ((f"<a>{text}</a>", True), (f"<a>{text}", False)):
        assert is_xml(whole) is expected
        assert is_xml(b64encode(whole.encode()).decode()) is expected


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    """What does not begin as an element, and is no base64 of one, is no XML."""
    assert is_xml(f"!{text}") is False
