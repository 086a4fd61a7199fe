"""What the end, or another start, of an employment does to its records.

Source: Loket API V2, patchTerminateByEmploymentId and patchCorrectStartDateByEmploymentId;
fidelity ledger, loket.employment. Dates are ISO 8601 texts, which compare in time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from invaller.apis.loket.domain.faults import Broken, Fault

_TERMINATION = "Loket API V2, patchTerminateByEmploymentId"
_CORRECTION = "Loket API V2, patchCorrectStartDateByEmploymentId"


@dataclass(frozen=True, slots=True)
class Dated:
    """A record of an employment: its first and last day, None while it is open."""

    id: str
    start: str
    end: str | None


def check_end(start: str, end: str) -> None:
    """Raise Broken for an employment that would end before it begins."""
    if end < start:
        raise Broken(
            Fault(
                "loket.employment.terminate-before-start",
                f"[endDate] {end} lies before {start}, where the employment begins",
                "endDate",
                found=end,
                nearest=start,
                source=_TERMINATION,
            )
        )


def ends_at(records: Iterable[Dated], last_day: str) -> Mapping[str, str]:
    """The records that the end of the employment ends, by id with their new last day.

    Those that are open or run on end with it; what begins later is left as it is (assumed).
    """
    return {
        one.id: last_day
        for one in records
        if one.start <= last_day and (one.end is None or one.end > last_day)
    }


def moved_starts(records: Iterable[Dated], old: str, new: str, end: str | None) -> list[str]:
    """The ids of the records that begin with the employment, and so move with it.

    end: of the employment. Raises Broken when one of them, or the employment, would end before
    it begins, or another record would begin before the employment.
    """
    found = list(records)
    first = [one for one in found if one.start == old]
    latest = [one.end for one in first if one.end is not None and one.end < new]
    early = [one.start for one in found if old < one.start < new]
    limits = [*latest, *early, *([end] if end is not None and end < new else [])]
    if limits:
        raise Broken(
            Fault(
                "loket.employment.correct-start-date-after-records",
                f"[startDate] {new} lies after a record of the employment that ends or begins on "
                f"{min(limits)}",
                "startDate",
                found=new,
                nearest=min(limits),
                source=_CORRECTION,
            )
        )
    return [one.id for one in first]
