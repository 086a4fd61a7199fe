"""The day from which a person has AOW, the state pension of the Netherlands.

The ages are those set by law for the years up to 2031, which apply to all later births too
(Algemene Ouderdomswet, article 7a; simplified to the day of birth).
"""

from __future__ import annotations

from datetime import date

_AGES = (
    (date(1961, 1, 1), 67, 3),
    (date(1957, 3, 1), 67, 0),
    (date(1956, 6, 1), 66, 10),
    (date(1955, 9, 1), 66, 7),
    (date(1953, 9, 1), 66, 4),
    (date.min, 65, 0),
)
"""First day of birth that an age holds for, with the age in years and months."""


def aow_date(born: date) -> date:
    """The day on which a person born on `born` reaches the age for AOW."""
    years, months = next((years, months) for since, years, months in _AGES if born >= since)
    month = born.month - 1 + months
    year = born.year + years + month // 12
    return _existing(year, month % 12 + 1, born.day)


def _existing(year: int, month: int, day: int) -> date:
    """The day, or the last one of the month when the month is shorter."""
    for candidate in range(day, 27, -1):
        try:
            return date(year, month, candidate)
        except ValueError:
            continue
    return date(year, month, day)
