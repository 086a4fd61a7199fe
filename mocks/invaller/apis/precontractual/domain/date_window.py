"""Which planned first days may be asked for.

Not a day in the past; only days of the current quarter, or of the next one too while the
current quarter is in its last month. Both are counted on the calendar of Brussels.
Source: precontractual data, 3.3.11 and 3.3.12.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from invaller.kernel.legal_dates import legal_date
from invaller.kernel.quarters import (
    LAST_MONTH_OF_QUARTER,
    Quarter,
    month_of_quarter,
)


class StartDateFault(Enum):
    """Why a planned first day is refused."""

    PAST = "past"
    OUTSIDE_WINDOW = "outside-window"


@dataclass(frozen=True, slots=True)
class Window:
    """First and last planned day that are answered, both included."""

    first: date
    last: date


def window(now: datetime) -> Window:
    """Return the days that may be asked for at a moment."""
    today = legal_date(now)
    quarter = Quarter.of(today)
    if month_of_quarter(today) == LAST_MONTH_OF_QUARTER:
        quarter = quarter.shifted(1)
    return Window(today, quarter.last_day)


def fault(start: date, now: datetime) -> StartDateFault | None:
    """Return why a planned first day is refused, None when it is accepted.

    A day in the past is always called past, although it lies outside the window as well:
    the document prints the same date for both refusals.
    """
    permitted = window(now)
    if start < permitted.first:
        return StartDateFault.PAST
    if start > permitted.last:
        return StartDateFault.OUTSIDE_WINDOW
    return None
