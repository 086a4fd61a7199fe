"""Which planned days may be asked for."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.precontractual.domain.date_window import (
    StartDateFault,
    fault,
    window,
)
from invaller.apis.precontractual.domain.outcomes import RefusalKind, Refused
from invaller.kernel.legal_dates import legal_date
from invaller.kernel.quarters import Quarter

moments = st.datetimes(datetime(2020, 1, 1), datetime(2090, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
distances = st.integers(-800, 800)


def noon(text: str) -> datetime:
    """Return noon UTC of a day, when Brussels and UTC have the same date."""
    return datetime.fromisoformat(f"{text}T12:00:00+00:00")


@pytest.mark.behaviour("precontractual.window.today")
@given(moments)
def test_today_is_always_permitted(now: datetime) -> None:
    """Today may be asked for at every moment."""
    assert fault(legal_date(now), now) is None


@pytest.mark.behaviour("precontractual.refusal.start-in-past", "precontractual.window.past-first")
@given(moments, st.integers(1, 3000))
def test_every_earlier_day_is_past(now: datetime, back: int) -> None:
    """Any day before today is past, never merely outside the window."""
    assert fault(legal_date(now) - timedelta(days=back), now) is StartDateFault.PAST


@given(moments, distances)
def test_permitted_days_are_those_of_the_window(now: datetime, distance: int) -> None:
    """A day is permitted exactly when it lies in the window."""
    day = legal_date(now) + timedelta(days=distance)
    permitted = window(now)
    assert (fault(day, now) is None) == (permitted.first <= day <= permitted.last)


@pytest.mark.behaviour(
    "precontractual.window.current-quarter", "precontractual.window.next-quarter"
)
@given(moments)
def test_window_ends_with_a_quarter(now: datetime) -> None:
    """The window ends with this quarter, or with the next one in a quarter's last month."""
    today = legal_date(now)
    ahead = 1 if today.month % 3 == 0 else 0
    assert window(now).last == Quarter.of(today).shifted(ahead).last_day


@pytest.mark.parametrize(
    ("today", "last"),
    [
        ("2024-10-01", "2024-12-31"),
        ("2024-11-30", "2024-12-31"),
        ("2024-12-01", "2025-03-31"),
        ("2024-12-31", "2025-03-31"),
        ("2025-01-01", "2025-03-31"),
        ("2025-02-28", "2025-03-31"),
        ("2025-03-01", "2025-06-30"),
        ("2025-06-30", "2025-09-30"),
        ("2025-08-31", "2025-09-30"),
    ],
)
@pytest.mark.behaviour(
    "precontractual.window.current-quarter",
    "precontractual.window.next-quarter",
    "precontractual.refusal.start-outside-window",
)
def test_last_permitted_day(today: str, last: str) -> None:
    """The window of a day ends where the table says; the day after is outside it."""
    end = date.fromisoformat(last)
    assert window(noon(today)).last == end
    assert fault(end, noon(today)) is None
    assert fault(end + timedelta(days=1), noon(today)) is StartDateFault.OUTSIDE_WINDOW


@pytest.mark.behaviour("precontractual.window.brussels")
def test_midnight_is_that_of_brussels() -> None:
    """At 23:30 UTC on 30 November it is December in Brussels, and the next quarter opens."""
    before = datetime(2024, 11, 30, 22, 30, tzinfo=UTC)
    after = datetime(2024, 11, 30, 23, 30, tzinfo=UTC)
    assert fault(date(2025, 1, 1), before) is StartDateFault.OUTSIDE_WINDOW
    assert fault(date(2025, 1, 1), after) is None
    assert fault(date(2024, 11, 30), before) is None
    assert fault(date(2024, 11, 30), after) is StartDateFault.PAST


@pytest.mark.behaviour("precontractual.window.brussels")
def test_summer_time_counts() -> None:
    """In summer the day in Brussels begins at 22:00 UTC."""
    assert legal_date(datetime(2025, 6, 30, 21, 59, tzinfo=UTC)) == date(2025, 6, 30)
    assert legal_date(datetime(2025, 6, 30, 22, 0, tzinfo=UTC)) == date(2025, 7, 1)


def test_naive_moment_has_no_legal_date() -> None:
    """A moment without a time zone is refused."""
    with pytest.raises(ValueError, match="time zone"):
        legal_date(datetime(2025, 1, 1))  # noqa: DTZ001


@pytest.mark.behaviour(
    "precontractual.refusal.start-outside-window", "precontractual.seed.second-example"
)
def test_second_example_lies_outside_on_the_day_of_its_references(
    refusal: Callable[..., Refused],
) -> None:
    """On 2 December 2024 the second example's day, 30 September 2025, is outside the window."""
    refused = refusal(start=date(2025, 9, 30))
    assert refused.kind is RefusalKind.START_OUTSIDE_WINDOW
    assert refused.value == "2025-09-30"
    assert refused.reason.expected == "a day from 2024-12-02 to 2025-03-31"
    assert refused.reason.nearest == "2025-03-31"
