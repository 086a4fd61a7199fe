"""First days of unemployment: adding, changing, deleting, asking, and the ticket of the RSZ.

Sources: Link2Prisma manual, 4.1 to 4.4 (firstdayofunemployment).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from invaller.apis.prisma.domain import first_days
from invaller.apis.prisma.domain.outcome import Outcome, created, done, found
from invaller.apis.prisma.entry import Entry, Perform
from invaller.apis.prisma.kinds import FIRST_DAYS
from invaller.apis.prisma.performing.filing import employer_of, worker_of
from invaller.kernel.api import Process
from invaller.kernel.pending import Work
from invaller.kernel.workspace import Workspace

TICKET = "ticket"
"""Kind of pending work: the RSZ gives a first day of unemployment its ticket number."""

FIRST_SERIAL = 1000
"""Serial numbers that are minted start after this one; below are those of the seed."""

OUTCOMES = ("accepted", "refused")
"""Outcomes of a ticket that a release by hand can choose."""


def get_first_day(workspace: Workspace, entry: Entry, _now: datetime) -> Outcome:
    """The first day of unemployment with a serial number."""
    serial = entry.parameters["firstDayOfUnemplID"]
    stored = workspace.documents.get(FIRST_DAYS, f"{entry.employer}/{serial}")
    return found(stored["record"] if stored else None)


def add_first_day(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
    """Declare a first day of unemployment; Response tells its serial number."""
    employer_of(workspace, entry.employer)
    _check_workers(workspace, entry)
    first_days.declared(entry.body, 0)
    serial = FIRST_SERIAL + workspace.ids.counter(FIRST_DAYS.name)
    _keep(workspace, entry.employer, first_days.declared(entry.body, serial))
    delay = first_days.delay_of(workspace.ids.fraction("prisma.ticket-delay"))
    subject = f"{entry.employer}/{serial}"
    workspace.schedule("prisma", TICKET, subject, {}, now=now, delay=delay)
    return created({"SerialNumber": serial})


def change_first_day(workspace: Workspace, entry: Entry, _now: datetime) -> Outcome:
    """Change what is sent of the first day with a serial or ticket number."""
    record = _meant(workspace, entry)
    _check_workers(workspace, entry)
    _keep(workspace, entry.employer, first_days.changed(record, entry.body))
    return done()


def delete_first_day(workspace: Workspace, entry: Entry, _now: datetime) -> Outcome:
    """Delete the first day with a serial or ticket number."""
    record = _meant(workspace, entry)
    workspace.documents.delete(FIRST_DAYS, f"{entry.employer}/{record['SerialNumber']}")
    return done()


def process_ticket(workspace: Workspace, work: Work, _now: datetime) -> None:
    """Let the RSZ answer; nothing happens when the first day was deleted meanwhile.

    Raises ValueError for an outcome that is none of OUTCOMES.
    """
    outcome = work.payload.get("outcome", OUTCOMES[0])
    if outcome not in OUTCOMES:
        raise ValueError(f"a ticket ends {' or '.join(OUTCOMES)}, not {outcome!r}")
    stored = workspace.documents.get(FIRST_DAYS, work.subject)
    if stored is None:
        return
    if outcome == "refused":
        record = first_days.refused(stored["record"])
    else:
        number = workspace.ids.integer("prisma.ticket", 10**11, 10**12 - 1)
        record = first_days.ticketed(stored["record"], str(number))
    _keep(workspace, stored["employer"], record)


def _meant(workspace: Workspace, entry: Entry) -> first_days.Record:
    """The record that the numbers in the body name; raises Refused."""
    sent: dict[str, Any] = entry.body
    first_days.check_key(sent)
    if sent.get("SerialNumber"):
        stored = workspace.documents.get(FIRST_DAYS, f"{entry.employer}/{sent['SerialNumber']}")
        candidates = [stored] if stored else []
    else:
        where = {"employer": entry.employer, "ticket": sent["TicketNumber"]}
        candidates = workspace.documents.find(FIRST_DAYS, where)
    for candidate in candidates:
        record: first_days.Record = candidate["record"]
        if first_days.is_meant(record, sent):
            return record
    raise first_days.unknown(sent)


def _check_workers(workspace: Workspace, entry: Entry) -> None:
    """Refuse (UNKNOWN) a list with a worker who does not exist (assumed)."""
    for number in entry.body.get("ListOfWorkers") or []:
        worker_of(workspace, entry.employer, number)


def _keep(workspace: Workspace, employer: str, record: first_days.Record) -> None:
    body = {"employer": employer, "ticket": record.get("TicketNumber"), "record": record}
    workspace.documents.put(FIRST_DAYS, f"{employer}/{record['SerialNumber']}", body)


PERFORM: Mapping[str, Perform] = {
    "getFirstDayOfUnemployment": get_first_day,
    "addFirstDayOfUnemployment": add_first_day,
    "changeFirstDayOfUnemployment": change_first_day,
    "deleteFirstDayOfUnemployment": delete_first_day,
}

PROCESS: Mapping[str, Process] = {TICKET: process_ticket}
