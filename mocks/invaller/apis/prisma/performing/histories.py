"""Reading and writing the histories of a worker: one table, one way to perform.

Source: Link2Prisma manual, 4.1 to 4.4; each row of SERVED is what the manual offers for one
history.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from invaller.apis.prisma.domain import histories, worker
from invaller.apis.prisma.domain import history as engine
from invaller.apis.prisma.domain.calendar_days import day_of
from invaller.apis.prisma.domain.history import History, Key, Record
from invaller.apis.prisma.domain.modifications import ADD, DELETE, UPDATE
from invaller.apis.prisma.domain.outcome import Outcome, created, done, found
from invaller.apis.prisma.domain.worker import Worker
from invaller.apis.prisma.entry import Entry, Perform
from invaller.apis.prisma.performing.filing import (
    keep_worker,
    record_modification,
    require_substitute,
    worker_of,
)
from invaller.kernel.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Served:
    """The operations on one history, empty where the manual has none.

    parameters: path parameters that make up a key; all: the whole history; one: the record
    with a key; at: the record that applies on RefDate.
    """

    history: History
    parameters: tuple[str, ...] = ()
    all: str = ""
    one: str = ""
    at: str = ""
    add: str = ""
    change: str = ""
    delete: str = ""

    def key(self, entry: Entry) -> Key:
        """The key that the path names."""
        return tuple(str(entry.parameters[name]) for name in self.parameters)

    @property
    def where(self) -> str:
        """The path parameters of the key, for explanations."""
        return "/".join(self.parameters)


SERVED = (
    Served(
        histories.CONTRACT,
        ("contractID",),
        all="getContracts",
        at="getContract",
        add="addContract",
        change="changeContract",
        delete="deleteContract",
    ),
    Served(
        histories.ADDRESS,
        ("addressID",),
        all="getAddresses",
        at="getAddress",
        add="addAddress",
        change="changeAddress",
        delete="deleteAddress",
    ),
    Served(
        histories.FAMILY_STATUS,
        ("familystatusID",),
        all="getFamilyStatuses",
        at="getFamilyStatus",
        add="addFamilyStatus",
        change="changeFamilyStatus",
        delete="deleteFamilyStatus",
    ),
    Served(
        histories.TAX,
        ("taxID",),
        all="getTaxes",
        at="getTax",
        add="addTax",
        change="changeTax",
        delete="deleteTax",
    ),
    Served(
        histories.REPLACEMENT,
        ("replDateID",),
        at="getReplacement",
        add="addReplacement",
        change="changeReplacement",
        delete="deleteReplacement",
    ),
    Served(
        histories.SALARY_COMPOSITION,
        ("salarycode", "salarydate"),
        add="addSalaryComposition",
        change="changeSalaryComposition",
        delete="deleteSalaryComposition",
    ),
    Served(
        histories.COMPANY_CAR,
        ("carID",),
        all="getWorkerCompanyCars",
        one="getWorkerCompanyCar",
        add="addWorkerCompanyCar",
        change="changeWorkerCompanyCar",
        delete="deleteWorkerCompanyCar",
    ),
    Served(
        histories.ABSENCE_NOTE,
        ("noteID",),
        all="getAbsenceNotes",
        one="getAbsenceNote",
        add="addAbsenceNote",
        change="changeAbsenceNote",
        delete="deleteAbsenceNote",
    ),
    Served(
        histories.DIVERGENT_PAYMENT,
        ("startdate", "typeID"),
        all="getDivergentPayments",
        add="addDivergentPayment",
        change="changeDivergentPayment",
        delete="deleteDivergentPayment",
    ),
    Served(histories.DIVERGENT_SALARY_SCALE, all="getDivergentSalaryScales"),
    Served(
        histories.COST_CENTRE,
        ("startdate",),
        all="getWorkerCostCentres",
        one="getWorkerCostCentresOfDate",
        add="addWorkerCostCentres",
        change="changeWorkerCostCentres",
        delete="deleteWorkerCostCentres",
    ),
)


def _all(served: Served) -> Perform:
    def perform(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
        return found(worker.shown(_worker(workspace, entry), served.history))

    return perform


def _one(served: Served) -> Perform:
    def perform(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
        records = worker.shown(_worker(workspace, entry), served.history)
        return found(engine.of(served.history, records, served.key(entry)))

    return perform


def _at(served: Served) -> Perform:
    def perform(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
        records = worker.shown(_worker(workspace, entry), served.history)
        day = day_of(entry.parameters, "RefDate")
        return found(engine.applying(served.history, records, day))

    return perform


def _add(served: Served) -> Perform:
    def perform(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
        known = _worker(workspace, entry)
        _check_substitute(workspace, entry, served.history)
        keep_worker(workspace, worker.added(known, served.history, entry.body))
        _note(workspace, entry, now, served.history, ADD, entry.body)
        return created()

    return perform


def _change(served: Served) -> Perform:
    def perform(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
        known, key = _worker(workspace, entry), served.key(entry)
        _check_substitute(workspace, entry, served.history)
        changed, record = worker.altered(known, served.history, key, entry.body, served.where)
        keep_worker(workspace, changed)
        _note(workspace, entry, now, served.history, UPDATE, record, key)
        return done()

    return perform


def _delete(served: Served) -> Perform:
    def perform(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
        known = _worker(workspace, entry)
        left, gone = worker.removed(known, served.history, served.key(entry), served.where)
        keep_worker(workspace, left)
        _note(workspace, entry, now, served.history, DELETE, gone)
        return done()

    return perform


def _worker(workspace: Workspace, entry: Entry) -> Worker:
    return worker_of(workspace, entry.employer, entry.parameters["workerID"])


def _check_substitute(workspace: Workspace, entry: Entry, history: History) -> None:
    if history is histories.REPLACEMENT:
        require_substitute(workspace, entry.employer, entry.body)


def _note(
    workspace: Workspace,
    entry: Entry,
    now: datetime,
    history: History,
    action: str,
    record: Record,
    previous: Key | None = None,
) -> None:
    if history.entity is None:
        return  # the schema of modifications has no name for it
    record_modification(
        workspace,
        entry,
        entry.parameters["workerID"],
        action,
        history.entity,
        engine.written(history.key_of(record)),
        None if previous is None else engine.written(previous),
        now,
    )


_WAYS = {
    "all": _all,
    "one": _one,
    "at": _at,
    "add": _add,
    "change": _change,
    "delete": _delete,
}


def _performs() -> Iterator[tuple[str, Perform]]:
    for served in SERVED:
        for way, perform in _WAYS.items():
            if operation := getattr(served, way):
                yield operation, perform(served)


PERFORM = dict(_performs())
