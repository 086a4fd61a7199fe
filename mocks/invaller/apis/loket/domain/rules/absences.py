"""Rules of absences and their progress (fidelity ledger, loket.absence)."""

from collections.abc import Iterator, Mapping
from typing import Any

from invaller.apis.loket.domain.faults import Fault
from invaller.apis.loket.domain.proposal import Proposal

_SOURCE = "Loket API V2, postAbsenceByEmployeeId"


def one_open(proposal: Proposal) -> Iterator[Fault]:
    """A new absence needs the others to be closed."""
    if proposal.before is not None:
        return
    if any(_end(other) is None for other in proposal.others):
        yield Fault(
            "loket.absence.overlap",
            "[progress.startDate] the employee is absent already; close that absence first",
            "progress.startDate",
            source=_SOURCE,
        )


def open_absence(proposal: Proposal) -> Iterator[Fault]:
    """A progress record is added to an open absence only, and not before it begins."""
    absence = proposal.above.get("absence", {})
    if proposal.before is None and _end(absence) is not None:
        yield Fault(
            "loket.absence-progress.after-close",
            "[startDate] the absence is closed; reopen it first",
            "startDate",
            source="Loket API V2, postAbsenceProgressByAbsenceId",
        )


def _end(absence: Mapping[str, Any]) -> str | None:
    """The last day of an absence; None while it is open."""
    end = (absence.get("progress") or {}).get("endOfAbsence") or {}
    day = end.get("date")
    return None if day is None else str(day)
