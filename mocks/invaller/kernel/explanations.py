"""Why the simulator answered what it did, and what a good client would have done otherwise.

Both stay off the wire: they are kept with the exchange in the journal and read through
the control plane.
"""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Explanation:
    """One reason behind an answer.

    rule: id of the rule; source: document section, XSD line, anomaly code or fact row;
    message: what was wrong and what would be right; where: JSON pointer or parameter name;
    found, expected, nearest: the value sent, what the rule asks, the nearest accepted input.
    """

    rule: str
    source: str
    message: str
    where: str = ""
    found: Any = None
    expected: Any = None
    nearest: Any = None

    def to_document(self) -> dict[str, Any]:
        """The explanation as JSON, without the members that say nothing."""
        return {name: value for name, value in asdict(self).items() if value not in (None, "")}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a good client of the API would not have done; the call itself may succeed."""

    rule: str
    source: str
    message: str

    def to_document(self) -> dict[str, Any]:
        """The finding as JSON."""
        return asdict(self)
