"""The workspace's clock: the only place of the simulator that reads wall time.

A clock is `real` (wall time plus an offset) or `frozen` (a fixed instant). It only ever
moves forward, so that due work, token expiry and creation dates never run backwards.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import lru_cache
from typing import Any, Literal

from invaller.kernel.legal_dates import BRUSSELS

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(9000, 1, 1, tzinfo=UTC)
"""What a clock can show: dates before and after it must still be dates. Our own choice."""

ClockMode = Literal["real", "frozen"]


class ClockError(ValueError):
    """The clock was asked to do what it does not: to go back, or to read a bad instant."""


def wall() -> datetime:
    """The machine's own time, in UTC. For journals and for clocks that follow it."""
    return datetime.now(UTC)


def parse_instant(text: str) -> datetime:
    """Read an ISO 8601 instant or date; without an offset it is taken as Brussels time.

    Raises ClockError when the text is neither.
    """
    try:
        instant = datetime.fromisoformat(text)
        if instant.tzinfo is None:
            instant = instant.replace(tzinfo=BRUSSELS)
        return instant.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ClockError(
            f"{text!r} is not an ISO 8601 instant such as 2025-03-03T09:00:00+01:00"
        ) from error


def render_instant(instant: datetime) -> str:
    """An instant as ISO 8601 in UTC with microseconds, so that text order is time order."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _shown(instant: datetime) -> datetime:
    if EARLIEST <= instant <= LATEST:
        return instant
    raise ClockError(
        f"a clock shows {render_instant(EARLIEST)} to {render_instant(LATEST)}, "
        f"not {render_instant(instant)}"
    )


@lru_cache(maxsize=256)
def _http_date(second: datetime) -> str:
    return format_datetime(second, usegmt=True)


def http_date(instant: datetime) -> str:
    """An instant in the form of the HTTP `Date` header (RFC 9110, 5.6.7)."""
    return _http_date(instant.replace(microsecond=0))


@dataclass(slots=True)
class Clock:
    """The clock of one workspace; plain data, kept in the workspace's record."""

    mode: ClockMode = "real"
    offset: timedelta = timedelta()
    instant: datetime | None = None

    @classmethod
    def started(cls, mode: ClockMode, at: datetime | None) -> "Clock":
        """A clock in the given mode that shows `at` now (default: wall time)."""
        start = _shown(at or wall())
        if mode == "frozen":
            return cls("frozen", instant=start)
        return cls("real", offset=start - wall() if at else timedelta())

    def now(self) -> datetime:
        """The current instant of this clock, in UTC."""
        if self.mode == "frozen" and self.instant is not None:
            return self.instant
        return wall() + self.offset

    def after(self, by: timedelta) -> datetime:
        """What the clock would show after a duration; raises ClockError when it cannot."""
        if by < timedelta():
            raise ClockError(f"the clock only moves forward, not by {by}")
        try:
            return _shown(self.now() + by)
        except OverflowError as error:
            raise ClockError(f"the clock ends at {render_instant(LATEST)}") from error

    def advance(self, by: timedelta) -> None:
        """Move forward by a duration; raises ClockError when it is negative."""
        target = self.after(by)
        if self.mode == "frozen":
            self.instant = target
        else:
            self.offset += by

    def advance_to(self, instant: datetime) -> None:
        """Move forward to an instant; raises ClockError when it has passed."""
        self.advance(instant - self.now())

    def switch(self, mode: ClockMode) -> None:
        """Freeze the clock where it is, or let it run on from where it is."""
        shown = self.now()
        self.mode = mode
        if mode == "frozen":
            self.instant, self.offset = shown, timedelta()
        else:
            self.instant, self.offset = None, shown - wall()

    def to_document(self) -> dict[str, Any]:
        """The clock as JSON: its mode, and where it stands or how far it is from wall time."""
        if self.mode == "frozen":
            return {"mode": "frozen", "instant": render_instant(self.now())}
        return {"mode": "real", "offsetSeconds": self.offset.total_seconds()}

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> "Clock":
        """Read back what `to_document` wrote."""
        if document["mode"] == "frozen":
            return cls("frozen", instant=_shown(parse_instant(document["instant"])))
        offset = timedelta(seconds=document["offsetSeconds"])
        _shown(wall() + offset)
        return cls("real", offset=offset)
