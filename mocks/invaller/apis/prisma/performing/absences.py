"""Absences: adding, deleting and asking, for one worker or for all.

Sources: Link2Prisma manual, 4.1, 4.2 and 4.4 (absences). One worker who is unknown refuses
the whole request (assumed).
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from invaller.apis.prisma.domain import absences
from invaller.apis.prisma.domain.calendar_days import day_of
from invaller.apis.prisma.domain.outcome import Outcome, created, done, found
from invaller.apis.prisma.entry import Entry, Perform
from invaller.apis.prisma.kinds import ABSENCES
from invaller.apis.prisma.performing.filing import employer_of, worker_key, worker_of
from invaller.kernel.workspace import Workspace

Change = Callable[[list[absences.Row], list[absences.Row]], list[absences.Row]]


def add_absences(workspace: Workspace, entry: Entry, _now: datetime) -> Outcome:
    """Add absences of several workers."""
    _change(workspace, entry, absences.added)
    return created()


def delete_absences(workspace: Workspace, entry: Entry, _now: datetime) -> Outcome:
    """Delete absences of several workers, by day and code."""
    _change(workspace, entry, absences.removed)
    return done()


def get_absences(workspace: Workspace, entry: Entry, _now: datetime) -> Outcome:
    """The absences of all workers from a day on, grouped per worker, by worker number."""
    employer_of(workspace, entry.employer)
    start = day_of(entry.parameters, "startdate")
    kept = workspace.documents.find(ABSENCES, {"employer": entry.employer})
    groups = [_group(worker["number"], worker["absences"], start) for worker in kept]
    groups = [group for group in groups if group["Absences"]]
    return found(sorted(groups, key=lambda group: int(group["WorkerNumber"])))


def get_worker_absences(workspace: Workspace, entry: Entry, _now: datetime) -> Outcome:
    """The absences of one worker from a day on."""
    number = entry.parameters["workerID"]
    worker_of(workspace, entry.employer, number)
    start = day_of(entry.parameters, "startdate")
    group = _group(number, _kept(workspace, entry.employer, number), start)
    return found(group if group["Absences"] else None)


def _change(workspace: Workspace, entry: Entry, change: Change) -> None:
    """Change the absences of every worker in the body; nothing is stored when one is refused."""
    changed: dict[int, list[absences.Row]] = {}
    for position, sent in enumerate(entry.body):
        number = sent["WorkerNumber"]
        worker_of(workspace, entry.employer, number)
        absences.check(sent["Absences"], f"/{position}/Absences")
        before = changed.get(number)
        if before is None:
            before = _kept(workspace, entry.employer, number)
        changed[number] = change(before, sent["Absences"])
    for number, rows in changed.items():
        body = {"employer": entry.employer, "number": number, "absences": rows}
        workspace.documents.put(ABSENCES, worker_key(entry.employer, number), body)


def _kept(workspace: Workspace, employer: str, number: int) -> list[absences.Row]:
    stored = workspace.documents.get(ABSENCES, worker_key(employer, number))
    return list(stored["absences"]) if stored else []


def _group(number: int, rows: list[absences.Row], start: date) -> dict[str, Any]:
    return {"WorkerNumber": number, "Absences": absences.since(rows, start)}


PERFORM: Mapping[str, Perform] = {
    "getAbsences": get_absences,
    "getWorkerAbsences": get_worker_absences,
    "addAbsences": add_absences,
    "deleteAbsences": delete_absences,
}
