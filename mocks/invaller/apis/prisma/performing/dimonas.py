"""Dimonas: asking the RSZ, hearing what it decides, and showing both.

Source: Link2Prisma manual, 4.1 and 4.2 (dimona). The RSZ is the Dimona simulator, which is
asked and heard by name only.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from invaller.apis.prisma.domain import dimona_records
from invaller.apis.prisma.domain.calendar_days import day_of
from invaller.apis.prisma.domain.dimonas import IN, declaration, worker_type
from invaller.apis.prisma.domain.outcome import INVALID, Outcome, Refused, created, found
from invaller.apis.prisma.entry import Entry, Perform
from invaller.apis.prisma.kinds import DIMONAS, WORKERS
from invaller.apis.prisma.performing.filing import employer_of, worker_key, worker_of
from invaller.kernel.api import Facts, Listener
from invaller.kernel.workspace import Workspace

DECLARE = "dimona.declare"
"""The service that takes a declaration."""

RESULT = "dimona.result"
"""The event that a declaration got a result."""


def get_dimonas(workspace: Workspace, entry: Entry, _now: datetime) -> Outcome:
    """All dimonas of a worker by starting date, also those from before the hiring."""
    worker_of(workspace, entry.employer, entry.parameters["workerID"])
    return found(dimona_records.by_start(_records(workspace, entry)))


def get_dimona(workspace: Workspace, entry: Entry, _now: datetime) -> Outcome:
    """The dimona of a worker that starts on a date."""
    worker_of(workspace, entry.employer, entry.parameters["workerID"])
    day_of(entry.parameters, "startdate")
    start = entry.parameters["startdate"]
    return found(dimona_records.of_date(_records(workspace, entry), start))


def add_dimona(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
    """Send a declaration to the RSZ; its result comes later and shows in the dimona."""
    sent, worker = entry.body, _worker(workspace, entry)
    employer = employer_of(workspace, entry.employer)["enterpriseNumber"]
    records = _records(workspace, entry)
    period = None
    if sent["NatureDeclaration"] != IN:
        if worker is None and not records:
            worker_of(workspace, entry.employer, entry.parameters["workerID"])
        period = dimona_records.period_of(records, sent)
    body = declaration(sent, employer, worker["inss"] if worker else None, period)
    _check_served(workspace)
    answer = workspace.ask(DECLARE, {"client": employer, "body": body}, now)
    _keep(workspace, _document(workspace, entry, answer["declarationId"], period))
    return created()


def on_dimona_result(workspace: Workspace, facts: Facts, _now: datetime) -> None:
    """Note what the RSZ decided about a declaration, if it was sent from here."""
    where = {"declaration": facts["declarationId"]}
    for document in workspace.documents.find(DIMONAS, where):
        accepted = facts["result"] in ("A", "W")
        told = {"result": facts["result"], "anomalies": facts["anomalies"]}
        period = facts["period"] if accepted else document["period"]
        _keep(workspace, {**document, **told, "period": period})


def _worker(workspace: Workspace, entry: Entry) -> dict[str, Any] | None:
    return workspace.documents.get(WORKERS, _owner(entry))


def _owner(entry: Entry) -> str:
    return worker_key(entry.employer, entry.parameters["workerID"])


def _records(workspace: Workspace, entry: Entry) -> list[dimona_records.Record]:
    sent = workspace.documents.find(DIMONAS, {"worker": _owner(entry)})
    return dimona_records.shown(sent)


def _document(
    workspace: Workspace, entry: Entry, number: int, period: int | None
) -> dict[str, Any]:
    """A declaration as it is kept until its result is known, and afterwards."""
    members = {name: entry.body[name] for name in dimona_records.MEMBERS if name in entry.body}
    if entry.body["NatureDeclaration"] == IN:
        members["WorkerType"] = worker_type(entry.body)
    return {
        "worker": _owner(entry),
        "declaration": number,
        "sequence": workspace.ids.counter(DIMONAS.name),
        "nature": entry.body["NatureDeclaration"],
        "members": members,
        "period": period,
        "result": None,
        "anomalies": [],
    }


def _keep(workspace: Workspace, document: dict[str, Any]) -> None:
    key = f"{document['worker']}/{document['sequence']}"
    workspace.documents.put(DIMONAS, key, document)


def _check_served(workspace: Workspace) -> None:
    if not any(DECLARE in api.offers for api in workspace.apis.values()):
        raise Refused(
            INVALID,
            "prisma.dimona.without-dimona",
            "The RSZ cannot be reached: Dimona is not served.",
            source="assumed",
            expected="a server that serves dimona beside prisma",
        )


PERFORM: Mapping[str, Perform] = {
    "getDimonas": get_dimonas,
    "getDimona": get_dimona,
    "addDimona": add_dimona,
}

LISTENS: Mapping[str, Listener] = {RESULT: on_dimona_result}
