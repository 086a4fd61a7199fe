"""Contracts: one valid line at a time for a worker and function in a subsidie-eenheid.

Source: facts: vaph_fields.json, domain_rules (vaph.be); that dates may not be reversed is ours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from invaller.apis.vaph.domain.refused import Refused


@dataclass(frozen=True, slots=True)
class Line:
    """When a contract is valid: both days included; without an end it has none."""

    id: int
    begin: date
    end: date | None

    def overlaps(self, other: "Line") -> bool:
        """Whether there is a day on which both are valid."""
        return self.begin <= (other.end or date.max) and other.begin <= (self.end or date.max)


def check_period(line: Line) -> Refused | None:
    """Refuse a contract that ends before it begins."""
    if line.end is None or line.end >= line.begin:
        return None
    return Refused(
        "vaph.dates.end-before-begin-400",
        "not documented",
        f"einddatum {line.end} lies before begindatum {line.begin}",
        "einddatum",
        line.end.isoformat(),
        f"{line.begin} or later",
        line.begin.isoformat(),
    )


def check_one_valid_line(line: Line, others: Iterable[Line]) -> Refused | None:
    """Refuse a contract that overlaps another of the same worker, function and unit.

    others: those contracts; the one with the id of the line itself does not count.
    """
    for other in others:
        if other.id != line.id and line.overlaps(other):
            until = "open end" if other.end is None else other.end.isoformat()
            return Refused(
                "vaph.contract.one-valid-line-400",
                "facts: vaph_fields.json, domain_rules",
                f"contract {other.id} of this worker and function is valid in the same period "
                f"({other.begin} to {until})",
                "begindatum",
                line.begin.isoformat(),
                "one valid contract for a worker, function and subsidie-eenheid",
            )
    return None
