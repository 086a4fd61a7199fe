"""Whether a student job can be answered for, and with what.

Two ages count, by two clocks: older than 30 at the moment of the request, by the exact
birthday; younger than 15 this calendar year, by the year of birth alone.
Source: precontractual data, 3.1 (2), 3.3.3 and 3.3.4.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

OLDEST = 30
"""Age in completed years up to which students are answered for (3.3.3)."""

YOUNGEST = 15
"""Age that a student must reach in the calendar year of the request (3.3.4)."""

LARGEST_HOURS = 9999
"""Largest number of hours that the answer can hold (3.2.1.2); the law stays far below."""


class AgeFault(Enum):
    """Why a person's age keeps a student job from being answered for."""

    TOO_OLD = "too-old"
    TOO_YOUNG = "too-young"


def age(born: date, day: date) -> int:
    """Return the completed years of a person on a day; negative before birth.

    Who is born on 29 February completes a year on 1 March in ordinary years.
    """
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_fault(born: date, today: date) -> AgeFault | None:
    """Return the age that stands in the way of an answer on the day of a request, or None."""
    if age(born, today) > OLDEST:
        return AgeFault.TOO_OLD
    if today.year - born.year < YOUNGEST:
        return AgeFault.TOO_YOUNG
    return None


def answered_hours(remaining: int) -> int:
    """Return the hours as the answer can hold them: from 0 to 9999."""
    return min(max(remaining, 0), LARGEST_HOURS)
