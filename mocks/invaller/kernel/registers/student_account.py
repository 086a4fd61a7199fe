"""The student account: hours of student work that planned hours reserve, a calendar year.

Pure rules; sources: Dimona WS REST v2, 7.2 (2), precontractual data 3.1 (2), facts: dimona A8.
"""

from typing import Any

_QUOTAS = ((2025, 650), (2023, 600), (2017, 475))
"""First year of each quota, newest first. Before 2017 the account counted days."""


def quota(year: int) -> int:
    """Hours of student work with reduced contributions in a calendar year."""
    return next((hours for first, hours in _QUOTAS if year >= first), 0)


def reserved(account: dict[str, Any], without: str | None = None) -> int:
    """Hours reserved in an account, leaving out one holder when it is named."""
    return sum(hours for holder, hours in account["reservations"].items() if holder != without)


def remaining(account: dict[str, Any]) -> int:
    """Hours that are neither worked nor reserved; never below 0."""
    return max(quota(account["year"]) - reserved(account), 0)


def with_reservation(account: dict[str, Any], holder: str, hours: int) -> dict[str, Any]:
    """The account in which `holder` (a period) reserves these hours; 0 gives them back."""
    others = {name: kept for name, kept in account["reservations"].items() if name != holder}
    return {**account, "reservations": others | ({holder: hours} if hours else {})}
