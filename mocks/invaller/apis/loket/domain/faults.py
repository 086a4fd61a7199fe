"""What is wrong with a request: one value a broken rule, before it becomes a message."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

INVALID_LENGTH = 83
"""Code of a text that is too short or too long (Loket API V2, Example 400 response)."""

INVALID_VALUE = 12
"""Code of a value that a field cannot have (facts: loket/notes.md, 3)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken rule.

    rule: id of the behaviour in the ledger; description: as it goes on the wire; where: the
    field or parameter; code: of the message, None for that of the rule; found, expected,
    nearest: what was sent, what the rule asks, the nearest accepted value; source: document
    section or fact.
    """

    rule: str
    description: str
    where: str = ""
    code: int | None = None
    found: Any = None
    expected: Any = None
    nearest: Any = None
    source: str = "Loket API V2"


class Broken(Exception):
    """A rule is broken, found deep inside; carries the faults."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.description for fault in faults))
        self.faults = faults


def nearest(name: str, known: Sequence[str]) -> str | None:
    """The known name that looks most like one that is not known."""
    by_case = {one.lower(): one for one in known}
    close = get_close_matches(name.lower(), list(by_case), n=1, cutoff=0.4)
    return by_case[close[0]] if close else None
