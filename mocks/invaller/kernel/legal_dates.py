"""Belgian legal dates: the calendar and the clock of Brussels. Pure; `now` is an argument."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")
"""Time zone of Belgian legal dates."""


def legal_date(moment: datetime) -> date:
    """The day in Brussels at a moment. Raises ValueError for a naive moment."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone has no legal date")
    return moment.astimezone(BRUSSELS).date()


def local_time(moment: datetime) -> datetime:
    """An aware moment as the clock in Brussels shows it (naive)."""
    return moment.astimezone(BRUSSELS).replace(tzinfo=None)
