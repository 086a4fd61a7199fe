"""Working hours of a day: after the bi-weekly pattern, else spread over Monday to Friday."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_WORKING_DAYS = 5
_FULL_TIME = 40.0


def pattern_of(hours: Mapping[str, Any], *, on_call: bool) -> dict[str, dict[str, float]] | None:
    """The hours of each weekday in odd and even weeks; None for an employment on call.

    hours: a record of working hours (Loket API V2, calendar of available hours).
    """
    pattern = hours.get("workPattern")
    if pattern:
        return {weeks: dict(pattern[weeks]) for weeks in ("oddWeeks", "evenWeeks")}
    if on_call:
        return None
    a_week = hours.get("deviatingHoursPerWeek") or _FULL_TIME
    spread = {day: a_week / _WORKING_DAYS if at < _WORKING_DAYS else 0.0 for at, day in _NUMBERED}
    return {"oddWeeks": spread, "evenWeeks": dict(spread)}


_NUMBERED = tuple(enumerate(DAYS))


def hours_on(pattern: Mapping[str, Mapping[str, float]], day: date) -> float:
    """The hours of a day, by the parity of its ISO week."""
    weeks = "oddWeeks" if day.isocalendar().week % 2 else "evenWeeks"
    return float(pattern[weeks][DAYS[day.weekday()]])


def hours_between(pattern: Mapping[str, Mapping[str, float]], first: date, last: date) -> float:
    """The hours from a day up to and including another."""
    days = (last - first).days + 1
    return sum(hours_on(pattern, first + timedelta(days=at)) for at in range(days))
