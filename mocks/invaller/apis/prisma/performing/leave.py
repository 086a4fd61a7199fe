"""Leave counters: all of one worker, or one type of all workers of an employer.

Source: Link2Prisma manual, 4.1 (leavecounters).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from invaller.apis.prisma.domain.leave import Counter, counters, horizon, on_leave
from invaller.apis.prisma.domain.outcome import Outcome, found
from invaller.apis.prisma.domain.prestations import Timesheet
from invaller.apis.prisma.entry import Entry, Perform
from invaller.apis.prisma.kinds import ABSENCES, LEAVE_COUNTERS, PRESTATIONS
from invaller.apis.prisma.performing.filing import employer_of, worker_key, worker_of
from invaller.kernel.legal_dates import legal_date
from invaller.kernel.workspace import Workspace


def get_worker_leave_counters(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
    """The leave counters of a worker in a year."""
    number, year = entry.parameters["workerID"], entry.parameters["year"]
    worker_of(workspace, entry.employer, number)
    types = employer_of(workspace, entry.employer)["leaveCounterTypes"]
    key = f"{worker_key(entry.employer, number)}/{year}"
    granted = workspace.documents.get(LEAVE_COUNTERS, key)
    return found(_counters(workspace, granted, types, now) if granted else None)


def get_leave_counters(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
    """One type of leave counter of every worker who has it in a year, by worker number."""
    employer = employer_of(workspace, entry.employer)
    wanted = entry.parameters["counterID"]
    types = [kind for kind in employer["leaveCounterTypes"] if kind["CounterID"] == wanted]
    where = {"employer": entry.employer, "year": entry.parameters["year"]}
    granted = workspace.documents.find(LEAVE_COUNTERS, where)
    of_workers = [
        {
            "WorkerNumber": worker["number"],
            "Counters": _counters(workspace, worker, types, now),
        }
        for worker in sorted(granted, key=lambda worker: int(worker["number"]))
    ]
    return found([worker for worker in of_workers if worker["Counters"]])


def _counters(
    workspace: Workspace,
    granted: Mapping[str, Any],
    types: list[Mapping[str, Any]],
    now: datetime,
) -> list[Counter]:
    key, year = worker_key(granted["employer"], granted["number"]), granted["year"]
    timesheet = Timesheet.of(workspace.documents.get(PRESTATIONS, key))
    absences = (workspace.documents.get(ABSENCES, key) or {}).get("absences", [])
    rows = on_leave(absences, timesheet.processed)
    return counters(granted["counters"], types, rows, year, horizon(year, legal_date(now)))


PERFORM: Mapping[str, Perform] = {
    "getWorkerLeaveCounters": get_worker_leave_counters,
    "getLeaveCounters": get_leave_counters,
}
