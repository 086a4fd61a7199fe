"""Communication of a worker: all of it, one more, one less.

Source: Link2Prisma manual, 4.1, 4.2, 4.3 (remark: never changed) and 4.4.
"""

from datetime import datetime

from invaller.apis.prisma.domain import communication, worker
from invaller.apis.prisma.domain.histories import COMMUNICATION
from invaller.apis.prisma.domain.modifications import ADD, DELETE
from invaller.apis.prisma.domain.outcome import Outcome, created, done, found
from invaller.apis.prisma.entry import Entry
from invaller.apis.prisma.performing.filing import keep_worker, record_modification, worker_of
from invaller.kernel.workspace import Workspace


def get_communications(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
    """All communication of a worker; there is no reading it one by one."""
    known = worker_of(workspace, entry.employer, entry.parameters["workerID"])
    return found(worker.records(known, COMMUNICATION))


def add_communication(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
    """Add a communication."""
    known = worker_of(workspace, entry.employer, entry.parameters["workerID"])
    rows, added = communication.add(worker.records(known, COMMUNICATION), entry.body)
    keep_worker(workspace, worker.with_records(known, COMMUNICATION, rows))
    _note(workspace, entry, ADD, added, now)
    return created()


def delete_communication(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
    """Delete the communication that the body repeats in full."""
    known = worker_of(workspace, entry.employer, entry.parameters["workerID"])
    rows, gone = communication.remove(worker.records(known, COMMUNICATION), entry.body or {})
    keep_worker(workspace, worker.with_records(known, COMMUNICATION, rows))
    _note(workspace, entry, DELETE, gone, now)
    return done()


def _note(
    workspace: Workspace, entry: Entry, action: str, row: communication.Record, now: datetime
) -> None:
    number = entry.parameters["workerID"]
    record_modification(workspace, entry, number, action, COMMUNICATION, row["ID"], None, now)


PERFORM = {
    "getCommunications": get_communications,
    "addCommunication": add_communication,
    "deleteCommunication": delete_communication,
}
