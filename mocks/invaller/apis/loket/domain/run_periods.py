"""Which payroll period a run, journal run or declaration may be about.

A period is a pair of its year and number.
Source: Loket API V2, postInitiatePayrollRunByPayrollAdministrationId,
postInitialisePayrollPeriodByPayrollAdministrationId.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from typing import TypeVar

Period = tuple[int, int]
Item = TypeVar("Item")

YEARS_BACK = 7
"""How many years back a period may be paid for or journalled."""


def regular_periods(
    periods: Collection[Period], approved: Collection[Period], year: int
) -> list[Period]:
    """The periods of a year that can be paid for: the last approved one, and the one after it.

    The former is a correction. Without an approved one in the year it is the first period.
    """
    own = sorted(one for one in periods if one[0] == year)
    last = _last_of(own, approved)
    return own[:1] if last is None else own[last : last + 2]


def next_period(periods: Collection[Period], approved: Collection[Period]) -> Period | None:
    """The first period without an approved run after all those with one; None after the last.

    The active year of payrolling is the year of this period (assumed).
    """
    every = sorted(periods)
    last = _last_of(every, approved)
    following = every if last is None else every[last + 1 :]
    return following[0] if following else None


def following(items: Sequence[Item], is_done: Callable[[Item], bool]) -> Item | None:
    """The first item after the last one that is done; None when there is none."""
    start = 0
    for number, item in enumerate(items, 1):
        if is_done(item):
            start = number
    return items[start] if start < len(items) else None


def is_too_old(ended: date, today: date) -> bool:
    """Whether a period that ended on a day lies seven years or more in the past."""
    try:
        limit = ended.replace(year=ended.year + YEARS_BACK)
    except ValueError:  # 29 February
        limit = date(ended.year + YEARS_BACK, 3, 1)
    return today >= limit


def end_of_next_month(day: date) -> date:
    """The last day of the month after the one of a day: until when taxes are paid."""
    second = day.replace(day=1) + timedelta(days=62)
    return second.replace(day=1) - timedelta(days=1)


def _last_of(periods: Sequence[Period], approved: Collection[Period]) -> int | None:
    """Where the last approved one of ordered periods stands."""
    found = [number for number, one in enumerate(periods) if one in approved]
    return found[-1] if found else None
