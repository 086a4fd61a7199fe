"""Anomalies: what is wrong with a declaration, and how grave that is.

A code is a zone or block of five digits and an error of three (facts: dimona A9). Severity B
blocks, NP does not: one B makes the result B, otherwise one NP makes it W (facts: dimona A2).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

PLACEHOLDER = "?????-???"
"""The code that a declaration with result S carries (Dimona WS REST v2, 7.2 (4))."""

NON_BLOCKING = frozenset(
    {
        "00014-022",
        "00024-348",
        "00025-348",
        "00026-348",
        "00028-348",
        "00029-348",
        "90017-058",
        "90017-369",
        "90017-510",
        "90017-514",
        "90017-515",
        "90256-369",
        "90373-460",
        "90373-483",
        "90378-460",
        "90378-483",
    }
)
"""The sixteen codes with severity NP (facts: dimona A9)."""

BLOCKING_QUOTA_TYPES = frozenset({"O17", "S17", "T17"})
"""Worker types for which 90017-369 blocks (facts: dimona A8, T17/O17/S17 quota excess)."""


class Result(Enum):
    """Result of a declaration (Dimona WS REST v2, 5.1.2)."""

    ACCEPTED = "A"
    WARNING = "W"
    REFUSED = "B"
    WAITING = "S"


@dataclass(frozen=True, slots=True)
class Anomaly:
    """One anomaly.

    ``where`` is the JSON pointer to what it is about; ``found`` what was sent, ``expected``
    what the rule asks, ``nearest`` a value that would have been accepted; ``message`` says
    in English what is wrong.
    """

    code: str
    where: str
    message: str
    found: Any = None
    expected: Any = None
    nearest: Any = None

    @property
    def source(self) -> str:
        """Where the anomaly is documented."""
        if self.code == PLACEHOLDER:
            return "Dimona WS REST v2, 7.2 (4)"
        return f"anomalies.tsv {self.code}"


def blocks(code: str, worker_type: str | None) -> bool:
    """Tell whether an anomaly refuses a declaration for that worker type."""
    if code == "90017-369" and worker_type in BLOCKING_QUOTA_TYPES:
        return True
    return code not in NON_BLOCKING


def in_order(anomalies: Iterable[Anomaly]) -> tuple[Anomaly, ...]:
    """Return anomalies by zone number, then by error, the order in which they are listed.

    The order of the real list is unknown; the one example with several anomalies is not in
    an order that tells a rule (assumed).
    """
    return tuple(sorted(anomalies, key=lambda anomaly: (anomaly.code, anomaly.where)))


def result_of(anomalies: Iterable[Anomaly], worker_type: str | None) -> Result:
    """Return the result that anomalies lead to: A, W or B."""
    found = tuple(anomalies)
    if any(blocks(anomaly.code, worker_type) for anomaly in found):
        return Result.REFUSED
    return Result.WARNING if found else Result.ACCEPTED
