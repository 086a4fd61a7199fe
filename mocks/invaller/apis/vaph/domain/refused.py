"""A request that a rule refuses: what was wrong, and what would be right."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a rule refuses; the status is 400 throughout.

    rule, source: the entry of the ledger and its source; message: for the client and the
    explanation; where: the element; found, expected, nearest: as in explanations.
    """

    rule: str
    source: str
    message: str
    where: str = ""
    found: Any = None
    expected: Any = None
    nearest: Any = None


def first(*verdicts: Refused | None) -> Refused | None:
    """The first of several verdicts that refuses, or None."""
    return next((verdict for verdict in verdicts if verdict is not None), None)
