"""Prestations: staging and deleting them, and processing what is staged for a month.

Sources: Link2Prisma manual, 3, 4.2 POST /prestations and /prestations/completed, 4.4
DELETE /prestations; facts: prisma notes, trap 13.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from invaller.apis.prisma.domain import prestations
from invaller.apis.prisma.domain.outcome import INVALID, Outcome, Refused, created, done
from invaller.apis.prisma.domain.prestations import Received, Timesheet
from invaller.apis.prisma.entry import Entry, Perform
from invaller.apis.prisma.kinds import EMPLOYERS, PRESTATIONS, WORKERS
from invaller.apis.prisma.performing.filing import employer_of, worker_key
from invaller.kernel.workspace import Workspace

TIME_REGISTRATION = "Link2Prisma"
"""What the workflow of an employer says under time registration when prestations may come."""

Change = Callable[[Timesheet, dict[str, Any], list[dict[str, Any]]], Received]
"""A timesheet, what was sent and the worker's contracts give the timesheet afterwards."""


def add_prestations(workspace: Workspace, entry: Entry, _now: datetime) -> Outcome:
    """Stage prestations of several workers; Response lists what cannot be processed."""
    _registering(workspace, entry.employer)
    return created(_change(workspace, entry, prestations.staged))


def delete_prestations(workspace: Workspace, entry: Entry, _now: datetime) -> Outcome:
    """Delete prestations of several workers; Response lists what was not there.

    Needs no workflow flag (assumed): without it there is nothing to delete.
    """
    return done(
        _change(workspace, entry, lambda kept, sent, _contracts: prestations.removed(kept, sent))
    )


def complete_prestations(workspace: Workspace, entry: Entry, _now: datetime) -> Outcome:
    """Process what is staged for a month, as the program Inlezen externe prestaties does."""
    employer = _registering(workspace, entry.employer)
    month = prestations.month_of(entry.body)
    done_before = employer.get("completedMonths", [])
    if month in done_before and entry.body.get("Correction") != "Y":
        raise _completed_already(month)
    for document in workspace.documents.find(PRESTATIONS, {"employer": entry.employer}):
        timesheet = prestations.completed(Timesheet.of(document), month)
        _keep(workspace, entry.employer, document["number"], timesheet)
    months = sorted({*done_before, month})
    workspace.documents.put(EMPLOYERS, entry.employer, {**employer, "completedMonths": months})
    return created()


def _change(workspace: Workspace, entry: Entry, change: Change) -> dict[str, Any] | None:
    """Change the timesheet of every worker in the body; gives the overview, None when empty."""
    timesheets: dict[int, Timesheet] = {}
    errors: list[dict[str, Any]] = []
    for position, sent in enumerate(entry.body):
        prestations.check(sent, f"/{position}")
        number = sent["WorkerNumber"]
        worker = workspace.documents.get(WORKERS, worker_key(entry.employer, number))
        if worker is None:
            errors += prestations.of_unknown_worker(sent)
            continue
        timesheet = timesheets.get(number) or _kept(workspace, entry.employer, number)
        received = change(timesheet, sent, worker["histories"].get("contract", []))
        timesheets[number] = received.timesheet
        errors += received.errors
    for number, timesheet in timesheets.items():
        _keep(workspace, entry.employer, number, timesheet)
    return {"Errors": errors} if errors else None


def _registering(workspace: Workspace, number: str) -> dict[str, Any]:
    """The employer, if its workflow says that its prestations come through Link2Prisma."""
    employer = employer_of(workspace, number)
    if employer.get("timeRegistration") != TIME_REGISTRATION:
        raise Refused(
            INVALID,
            "prisma.prestations.workflow-flag",
            f"Link2Prisma is not set for time registration in the workflow of employer {number}.",
            source="Link2Prisma manual, 3",
            where="Employer",
            found=employer.get("timeRegistration") or "no time registration",
            expected=TIME_REGISTRATION,
        )
    return employer


def _completed_already(month: str) -> Refused:
    return Refused(
        INVALID,
        "prisma.prestations.completed-again-needs-correction",
        f"The prestations of {prestations.written(month)} were completed already.",
        source="facts: prisma_fields.json, PrestationsCompleted (assumed)",
        where="/Correction",
        expected="Y for a month that was completed before",
        nearest="Y",
    )


def _kept(workspace: Workspace, employer: str, number: int) -> Timesheet:
    return Timesheet.of(workspace.documents.get(PRESTATIONS, worker_key(employer, number)))


def _keep(workspace: Workspace, employer: str, number: int, timesheet: Timesheet) -> None:
    document = {"employer": employer, "number": number, **timesheet.to_document()}
    workspace.documents.put(PRESTATIONS, worker_key(employer, number), document)


PERFORM: Mapping[str, Perform] = {
    "addPrestations": add_prestations,
    "completePrestations": complete_prestations,
    "deletePrestations": delete_prestations,
}
