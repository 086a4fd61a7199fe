"""Payroll periods: months, blocks of four weeks, or weeks of a calendar year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS, FOUR_WEEKS, WEEKS = (1, 2), 3, 4
"""Keys of payrollPeriodType; 1 and 2 both stand for a month in the samples of the document."""


@dataclass(frozen=True, slots=True)
class Period:
    """A payroll period; number counts from 1 in its year, start and end are inclusive."""

    year: int
    number: int
    start: date
    end: date


def periods_of(year: int, period_type: int) -> tuple[Period, ...]:
    """The periods of a payroll year; blocks of weeks begin on the first Monday's ISO week.

    Raises ValueError for a period type without a meaning.
    """
    if period_type in MONTHS:
        return tuple(_months(year))
    if period_type == FOUR_WEEKS:
        return tuple(_weeks(year, 4, 13))
    if period_type == WEEKS:
        return tuple(_weeks(year, 1, 52))
    raise ValueError(f"there are no periods of type {period_type}")


def period_id(client_number: int, year: int, number: int) -> int:
    """The id of a period: the client number's last three digits, the year's last two, its number.

    The document shows integers and no rule (assumed).
    """
    return client_number % 1000 * 10_000 + year % 100 * 100 + number


def _months(year: int) -> Iterator[Period]:
    for month in range(1, 13):
        following = date(year + month // 12, month % 12 + 1, 1)
        yield Period(year, month, date(year, month, 1), following - timedelta(days=1))


def _weeks(year: int, weeks: int, count: int) -> Iterator[Period]:
    first = date.fromisocalendar(year, 1, 1)
    for number in range(count):
        start = first + timedelta(weeks=weeks * number)
        yield Period(year, number + 1, start, start + timedelta(weeks=weeks, days=-1))
