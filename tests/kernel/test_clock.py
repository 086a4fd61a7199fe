"""The clock only moves forward, and reads instants as people write them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.kernel.clock import (
    EARLIEST,
    LATEST,
    Clock,
    ClockError,
    http_date,
    parse_instant,
    render_instant,
    wall,
)
from invaller.kernel.legal_dates import legal_date

START = datetime(2025, 3, 3, 8, tzinfo=UTC)
_FIRST, _LAST = datetime(1000, 1, 2), datetime(9998, 1, 1)  # noqa: DTZ001 - hypothesis adds zones
_INSTANTS = st.datetimes(_FIRST, _LAST, timezones=st.just(UTC))


def _frozen(at: datetime = START) -> Clock:
    return Clock.started("frozen", at)


def test_frozen_clock_stands_still() -> None:
    """A frozen clock shows the same instant every time, until it is moved."""
    clock = _frozen()
    assert (clock.now(), clock.now()) == (START, START)
    clock.advance(timedelta(seconds=2.5))
    assert clock.now() == START + timedelta(seconds=2.5)


def test_real_clock_runs_from_its_start() -> None:
    """A real clock that starts elsewhere runs on from there as wall time does."""
    before = wall()
    clock = Clock.started("real", START)
    first, second = clock.now(), clock.now()
    assert START <= first <= second <= START + (wall() - before)


def test_real_clock_without_start_shows_wall_time() -> None:
    """A real clock that was told nothing shows the machine's time."""
    before = wall()
    assert before <= Clock.started("real", None).now() <= wall()


def test_real_clock_jumps() -> None:
    """A real clock that is advanced runs on from there."""
    clock = Clock.started("real", START)
    clock.advance(timedelta(days=30))
    assert START + timedelta(days=30) <= clock.now() < START + timedelta(days=31)


@pytest.mark.parametrize("mode", ["real", "frozen"])
def test_clock_never_goes_back(mode: str) -> None:
    """Going back is refused, and leaves the clock where it was."""
    clock = Clock.started("frozen" if mode == "frozen" else "real", START)
    with pytest.raises(ClockError, match="only moves forward"):
        clock.advance(timedelta(microseconds=-1))
    with pytest.raises(ClockError, match="only moves forward"):
        clock.advance_to(START - timedelta(seconds=1))
    assert clock.now() >= START


def test_advance_to_shows_that_instant() -> None:
    """A clock that is moved to an instant shows it."""
    clock = _frozen()
    clock.advance_to(START + timedelta(hours=1))
    assert clock.now() == START + timedelta(hours=1)


def test_switching_mode_keeps_the_instant() -> None:
    """Freezing a clock and letting it run again neither jumps nor goes back."""
    clock = Clock.started("real", START)
    clock.switch("frozen")
    frozen = clock.now()
    assert frozen == clock.now() < START + timedelta(minutes=5)
    clock.switch("real")
    assert frozen <= clock.now() < frozen + timedelta(minutes=5)


@pytest.mark.parametrize("clock", [_frozen(), Clock.started("real", START)])
def test_document_round_trip(clock: Clock) -> None:
    """A clock that was written down and read back is the same clock."""
    assert Clock.from_document(clock.to_document()) == clock


@pytest.mark.parametrize("by", [timedelta(days=365 * 7000), timedelta.max])
def test_clock_ends(by: timedelta) -> None:
    """A clock cannot be moved to where dates end, and then stays where it was."""
    clock = _frozen()
    with pytest.raises(ClockError):
        clock.advance(by)
    assert clock.now() == START


@pytest.mark.parametrize("text", ["0001-01-01", "1899-12-31", "9999-12-31T23:59:59Z"])
def test_clock_does_not_start_where_dates_end(text: str) -> None:
    """An instant that leaves no room for dates before or after it is no start of a clock."""
    with pytest.raises(ClockError):
        Clock.started("frozen", parse_instant(text))


def test_ends_of_the_clock_are_usable() -> None:
    """The first and last instant that a clock shows are still dates in Brussels."""
    assert _frozen(EARLIEST).now() == EARLIEST
    assert legal_date(_frozen(LATEST).now()) == date(9000, 1, 1)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2025-03-03T09:00:00+01:00", START),
        ("2025-03-03T08:00:00Z", START),
        ("2025-03-03T09:00:00", START),
        ("2025-07-01", datetime(2025, 6, 30, 22, tzinfo=UTC)),
    ],
)
def test_instants_as_people_write_them(text: str, instant: datetime) -> None:
    """An offset counts; without one the text is Brussels time, in summer and in winter."""
    assert parse_instant(text) == instant


@pytest.mark.parametrize("text", ["", "tomorrow", "2025-13-01", "03/03/2025", "0001-01-01T00:00"])
def test_no_instant_is_refused(text: str) -> None:
    """Text that is no instant is refused with an example of one."""
    with pytest.raises(ClockError, match="2025-03-03T09:00:00"):
        parse_instant(text)


@given(_INSTANTS)
def test_rendered_instant_is_read_back(instant: datetime) -> None:
    """An instant survives being written and read, to the microsecond."""
    assert parse_instant(render_instant(instant)) == instant


@given(_INSTANTS, _INSTANTS)
def test_text_order_is_time_order(one: datetime, other: datetime) -> None:
    """Rendered instants sort as the instants do: the queue is sorted by them."""
    assert (render_instant(one) < render_instant(other)) == (one < other)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2025, 1, 1, 22, 59, tzinfo=UTC), date(2025, 1, 1)),
        (datetime(2025, 1, 1, 23, 0, tzinfo=UTC), date(2025, 1, 2)),
        (datetime(2025, 7, 1, 22, 0, tzinfo=UTC), date(2025, 7, 2)),
    ],
)
def test_legal_date_is_brussels(instant: datetime, day: date) -> None:
    """The legal date changes at midnight in Brussels, not in UTC."""
    assert legal_date(instant) == day


def test_http_date_is_that_of_the_second() -> None:
    """The Date header has the form of RFC 9110 and no fractions."""
    instant = START + timedelta(microseconds=999_999)
    assert http_date(instant) == "Mon, 03 Mar 2025 08:00:00 GMT"
