"""Leave balances: accrual minus usage by year and leave type, out of the leave records.

Type 16 (Verlof) is the sum of 1 and 15 (facts: loket/notes.md, 8). What is left of a year is
the balance of the year before for the next, and nothing expires (assumed).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from invaller.apis.loket.rows import Row, Rows

TOTAL, PARTS = 16, (1, 15)


@dataclass(frozen=True, slots=True)
class Balance:
    """Leave of a type in a year, in its unit. after: used after the reference date."""

    year: int
    kind: int
    previous: float
    accrual: float
    through: float
    after: float

    @property
    def usage(self) -> float:
        """All that is used in the year."""
        return self.through + self.after

    @property
    def balance(self) -> float:
        """What is left at the end of the year."""
        return self.previous + self.accrual - self.usage


def balances_of(rows: Rows, employment: Row, on: str) -> list[Balance]:
    """The balances of an employment by year and type, split at the reference date `on`."""
    leave = rows.of_parent("leave", employment.id)
    years = sorted({int(row.body["startDate"][:4]) for row in leave})
    kinds = sorted({row.body["leaveType"]["key"] for row in leave})
    every: list[Balance] = []
    left = dict.fromkeys(kinds, 0.0)
    for year in years:
        for kind in kinds:
            one = _of(leave, year, kind, left[kind], on)
            left[kind] = one.balance
            every.append(one)
        every += _total([one for one in every if one.year == year and one.kind in PARTS], year)
    return every


def _of(leave: list[Row], year: int, kind: int, previous: float, on: str) -> Balance:
    bodies = [row.body for row in leave if row.body["leaveType"]["key"] == kind]
    its = [body for body in bodies if body["startDate"].startswith(str(year))]
    accrued = sum(body["numberOfUnits"] for body in its if body["isAccrual"])
    used = [body for body in its if not body["isAccrual"]]
    through = sum(body["numberOfUnits"] for body in used if body["startDate"] <= on)
    after = sum(body["numberOfUnits"] for body in used if body["startDate"] > on)
    return Balance(year, kind, previous, accrued, through, after)


def _total(parts: list[Balance], year: int) -> Iterator[Balance]:
    if parts:
        sums = (
            sum(one.previous for one in parts),
            sum(one.accrual for one in parts),
            sum(one.through for one in parts),
            sum(one.after for one in parts),
        )
        yield Balance(year, TOTAL, *sums)
