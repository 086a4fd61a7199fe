"""What initialising a payroll period fills in: hours worked, leave hours and bases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

HOURS_WORKED, LEAVE_HOURS, BASE, ANNUAL_BASE = 1, 11, 70, 545
"""Keys of the payroll components that are filled (options/payroll_components.yaml, assumed)."""

_DAYS_A_WEEK = 7

Leave = tuple[date, float]
"""The first day of a leave, and its hours."""


def hours_worked(weekly: float, first: date, last: date) -> float:
    """The hours of a period by the hours of a week; first and last day count."""
    return round(weekly * ((last - first).days + 1) / _DAYS_A_WEEK, 2)


def leave_hours(leaves: Iterable[Leave], first: date, last: date) -> float:
    """The hours of the leave that begins in a period."""
    return round(sum(hours for day, hours in leaves if first <= day <= last), 2)


def annual_base(gross: float, periods_a_year: int) -> float:
    """The base of a year by the gross wage of a period, in euro."""
    return round(gross * periods_a_year, 2)
