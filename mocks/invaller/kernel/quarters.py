"""Calendar quarters, the unit in which the conditions of a flexi-job are counted.

The document names quarters by their distance to the one of the flexi-job: T is the quarter
of the planned first day, T-3 the third one before it.
Source: precontractual data, 3.1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_WRITTEN = re.compile(r"(?P<year>[0-9]{4})Q(?P<number>[1-4])")

LAST_MONTH_OF_QUARTER = 3
"""Position in a quarter of the month from which the next quarter may be asked for too."""


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """One calendar quarter; ``number`` is 1 to 4. Quarters order by time."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 4:
            raise ValueError("a year has quarters 1 to 4")

    @classmethod
    def of(cls, day: date) -> Quarter:
        """Return the quarter that holds a day."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read the written form "2024Q3". Raises ValueError for any other text."""
        match = _WRITTEN.fullmatch(text)
        if match is None:
            raise ValueError(f"not a quarter such as 2024Q3: {text!r}")
        return cls(int(match["year"]), int(match["number"]))

    def shifted(self, quarters: int) -> Quarter:
        """Return the quarter that lies so many quarters later (earlier when negative)."""
        year, index = divmod(self.year * 4 + self.number - 1 + quarters, 4)
        return Quarter(year, index + 1)

    @property
    def first_day(self) -> date:
        """First day of the quarter."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        """Last day of the quarter."""
        return self.shifted(1).first_day - timedelta(days=1)

    def __str__(self) -> str:
        return f"{self.year:04d}Q{self.number}"


def month_of_quarter(day: date) -> int:
    """Return the position (1 to 3) of a day's month in its quarter."""
    return (day.month - 1) % 3 + 1
