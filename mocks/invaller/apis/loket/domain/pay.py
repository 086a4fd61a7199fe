"""What payroll period data adds to a payslip: by the category of its payroll components."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_GROSS: Mapping[int, int] = {7: 1, 9: -1}
_NET: Mapping[int, int] = {11: 1, 12: -1, 13: 1, 17: 1}
"""Categories of amounts that are paid (1) or withheld (-1), before or after taxes (assumed)."""

Amount = tuple[int, float]
"""The category of a payroll component, and its value in euro."""


def gross_extra(amounts: Iterable[Amount]) -> float:
    """What comes to the gross wage, in euro."""
    return _sum(amounts, _GROSS)


def net_extra(amounts: Iterable[Amount]) -> float:
    """What comes to the net wage untaxed, in euro."""
    return _sum(amounts, _NET)


def _sum(amounts: Iterable[Amount], signs: Mapping[int, int]) -> float:
    return round(sum(signs.get(category, 0) * value for category, value in amounts), 2)
