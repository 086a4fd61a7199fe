"""A daily registration: the presence of a permanent horeca worker on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from invaller.apis.dimona.domain.values import at


@dataclass(frozen=True, slots=True)
class DailyRegistration:
    """One daily registration; its number is that of the declaration that created it.

    Hours are HHMM. The end may be missing until it is known (the document's own example
    leaves it out). Source: Dimona WS REST v2, 7.4; fields.json DailyRegistration.
    """

    daily_registration_id: int
    period_id: int
    start_date: date
    start_hour: str
    creation_date: date
    end_date: date | None = None
    end_hour: str | None = None
    is_canceled: bool = False

    @property
    def begins(self) -> datetime:
        """The moment at which the presence starts, on the clock of Brussels (naive)."""
        return at(self.start_date, self.start_hour)

    @property
    def ends(self) -> datetime | None:
        """The moment at which it ends, None when its hour is not known.

        An end hour without an end date is on the day of the start (assumed).
        """
        return at(self.end_date or self.start_date, self.end_hour) if self.end_hour else None

    @property
    def length(self) -> timedelta | None:
        """The time of presence, None when the end is not known."""
        return self.ends - self.begins if self.ends is not None else None

    def overlaps(self, other: DailyRegistration) -> bool:
        """Tell whether two presences share a moment; one without end is its first moment."""
        first, second = sorted((self, other), key=lambda presence: presence.begins)
        if first.begins == second.begins:
            return True
        return first.ends is not None and first.ends > second.begins
