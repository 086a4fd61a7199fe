"""Pages of a list (Loket API V2, Pagination)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

FIRST, SIZE = 1, 250
"""The page and the number of records a page without parameters."""

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Page:
    """Which records of a list are asked for. number: from 1; size: at least 1."""

    number: int = FIRST
    size: int = SIZE

    @property
    def offset(self) -> int:
        """How many records come before the page."""
        return (self.number - 1) * self.size

    def of(self, items: Sequence[_Item]) -> Sequence[_Item]:
        """The items of the page; none for a page after the last."""
        return items[self.offset : self.offset + self.size]

    def members(self, total: int) -> dict[str, int]:
        """The paging members of the answer for a list of so many records in all."""
        return {
            "totalSize": total,
            "pageSize": self.size,
            "totalPages": -(-total // self.size),
            "currentPage": self.number,
        }
