"""Workers: reading them all or one, adding one, changing personal data, the next number.

There is no operation that deletes a worker: Link2Prisma manual, 4.4, remark.
Sources: Link2Prisma manual, 4.1 to 4.3; facts: prisma_endpoints.tsv, rows 1 to 3, 14, 39, 58.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from invaller.apis.prisma.domain import worker
from invaller.apis.prisma.domain.histories import REPLACEMENT
from invaller.apis.prisma.domain.modifications import ADD, UPDATE, WORKER
from invaller.apis.prisma.domain.outcome import (
    EXISTS,
    Outcome,
    Refused,
    Remark,
    created,
    done,
    found,
)
from invaller.apis.prisma.domain.periods import period_of
from invaller.apis.prisma.domain.worker import Worker
from invaller.apis.prisma.entry import Entry
from invaller.apis.prisma.kinds import EMPLOYERS, WORKERS
from invaller.apis.prisma.performing.filing import (
    employer_of,
    keep_worker,
    numbers_of,
    record_modification,
    require_substitute,
    worker_key,
    worker_of,
    workers_of,
)
from invaller.kernel.workspace import Workspace

LIMIT = 100
"""Workers in one answer when no limit is asked; more cannot be asked."""

_NUMBER = "WorkerNumber"


def get_workers(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
    """A page of the employer's workers by number."""
    numbers = numbers_of(workspace, entry.employer)
    page = [
        worker.full(worker_of(workspace, entry.employer, number))
        for number in _page(numbers, entry)
    ]
    return replace(found(page), remarks=_beyond(numbers, entry))


def get_workers_in_service(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
    """A page of the workers who are in service on a day of a period, by number."""
    first, last = period_of(entry.parameters)
    workers = [
        item
        for item in workers_of(workspace, entry.employer)
        if worker.in_service(item, first, last)
    ]
    page = [worker.full(item) for item in _page(workers, entry)]
    return replace(found(page), remarks=_beyond(workers, entry))


def get_worker(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
    """One worker."""
    return found(worker.full(worker_of(workspace, entry.employer, entry.parameters["workerID"])))


def get_new_worker_number(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
    """The next free number, in an object (shape assumed)."""
    return found({_NUMBER: _next_number(workspace, entry)})


def add_worker(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
    """Add a worker with at least one contract, address and family status."""
    employer = employer_of(workspace, entry.employer)
    new = worker.new(entry.employer, entry.body)
    number = new["number"]
    _refuse_taken_number(workspace, entry, number)
    _refuse_taken_inss(workspace, entry, new)
    for row in worker.records(new, REPLACEMENT.member):
        require_substitute(workspace, entry.employer, row)
    keep_worker(workspace, new)
    last = max(int(employer["lastWorkerNumber"]), number)
    workspace.documents.put(EMPLOYERS, entry.employer, {**employer, "lastWorkerNumber": last})
    record_modification(workspace, entry, number, ADD, WORKER, str(number), None, now)
    return created()


def change_worker(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
    """Change personal data; what a body says about histories is left aside (assumed)."""
    known = worker_of(workspace, entry.employer, entry.parameters["workerID"])
    changed = worker.changed(known, entry.body)
    _refuse_taken_inss(workspace, entry, changed)
    keep_worker(workspace, changed)
    number = known["number"]
    record_modification(workspace, entry, number, UPDATE, WORKER, str(number), None, now)
    return done()


def _page(items: list[Any], entry: Entry) -> list[Any]:
    """The part of a list that limit and offset ask for; offset counts from 0."""
    offset, end = _bounds(entry)
    return items[offset:end]


def _beyond(items: Sequence[Any], entry: Entry) -> tuple[Remark, ...]:
    """Says that there are workers behind a page: its Result shows no such thing."""
    end = _bounds(entry)[1]
    if end >= len(items):
        return ()
    message = f"{len(items) - end} more workers follow; ask them with offset={end}"
    return (Remark("prisma.workers.limit", "Link2Prisma manual, 4.1", message, f"offset {end}"),)


def _bounds(entry: Entry) -> tuple[int, int]:
    """The positions between which a page lies: its offset, and that of the next one."""
    offset = int(entry.parameters.get("offset") or 0)
    return offset, offset + int(entry.parameters.get("limit") or LIMIT)


def _next_number(workspace: Workspace, entry: Entry) -> int:
    last = int(employer_of(workspace, entry.employer)["lastWorkerNumber"])
    return worker.next_number(last, lambda number: _taken(workspace, entry, number))


def _taken(workspace: Workspace, entry: Entry, number: int) -> bool:
    return workspace.documents.get(WORKERS, worker_key(entry.employer, number)) is not None


def _refuse_taken_number(workspace: Workspace, entry: Entry, number: int) -> None:
    if _taken(workspace, entry, number):
        raise Refused(
            EXISTS,
            "prisma.workers.add-number-taken",
            f"Worker {number} exists already.",
            source="facts: prisma_fields.json, AddWorker",
            where=f"/{_NUMBER}",
            found=number,
            expected="a number that no worker of this employer has, see GET /newWorkerNumber",
            nearest=_next_number(workspace, entry),
        )


def _refuse_taken_inss(workspace: Workspace, entry: Entry, known: Worker) -> None:
    """One worker an INSS and employer: GET /workerExists answers one number."""
    if known["inss"] is None:
        return
    others = workspace.documents.find(WORKERS, {"employer": entry.employer, "inss": known["inss"]})
    other = next((item for item in others if item["number"] != known["number"]), None)
    if other is not None:
        raise Refused(
            EXISTS,
            "prisma.workers.add-inss-taken",
            f"Worker {other['number']} has this INSS already.",
            source="assumed",
            where="/INSS",
            found=known["inss"],
            expected=f"PUT /worker/{other['number']}, or POST a contract for that worker",
        )


PERFORM = {
    "getWorkers": get_workers,
    "getWorkersInService": get_workers_in_service,
    "getWorker": get_worker,
    "getNewWorkerNumber": get_new_worker_number,
    "addWorker": add_worker,
    "changeWorker": change_worker,
}
