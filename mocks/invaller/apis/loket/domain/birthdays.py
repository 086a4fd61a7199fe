"""When a wage that depends on age gets its next pay grade.

Source: Loket API V2, getWageProposalsByEmployerId: a proposal is made 60 days before a birthday.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAYS_BEFORE = 60

_AGE = re.compile(r"(.*), (\d+) jaar")


@dataclass(frozen=True, slots=True)
class Grade:
    """A pay grade by its key and text, such as "Schaal B1, 15 jaar"; scale: its pay scale."""

    key: int
    text: str
    scale: int

    @property
    def age(self) -> tuple[str, int] | None:
        """The name of a grade without its age, and the age that it begins at; None without."""
        match = _AGE.fullmatch(self.text)
        return None if match is None else (match[1], int(match[2]))


def next_grade(grade: Grade, grades: Sequence[Grade]) -> tuple[Grade, int] | None:
    """The grade that follows one by age, and its age; None where age changes nothing more."""
    if grade.age is None:
        return None
    name, age = grade.age
    later = [
        (one.age[1], one)
        for one in grades
        if one.age is not None and one.scale == grade.scale and one.age[0] == name
        if one.age[1] > age
    ]
    if not later:
        return None
    first = min(later, key=lambda found: found[0])
    return first[1], first[0]


def birthday(born: date, age: int) -> date:
    """The day on which somebody reaches an age; those of 29 February on 1 March."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def is_due(day: date, today: date) -> bool:
    """Whether a proposal for a birthday is made by now."""
    return today >= day - timedelta(days=DAYS_BEFORE)
