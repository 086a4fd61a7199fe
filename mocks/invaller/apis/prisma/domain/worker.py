"""A worker as the store keeps one: personal data and histories under the employer's number.

Kept as {"employer", "number", "inss" (11 digits or None), "personal": {...}, "histories":
{member: [records]}}; functions give a new worker and change nothing in place.

Sources: Link2Prisma manual, 4.1, 4.2 POST /worker and 4.3 PUT /worker/{workerID}; facts:
prisma_fields.json, Worker, FullWorker and AddWorker; prisma notes, traps 7 and 16.
"""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import chain
from typing import Any

from invaller.apis.prisma.domain import communication, replacements, salary
from invaller.apis.prisma.domain import history as engine
from invaller.apis.prisma.domain.company_cars import of_worker, without_worker
from invaller.apis.prisma.domain.date_members import check_dates
from invaller.apis.prisma.domain.histories import (
    ADDRESS,
    COMMUNICATION,
    COMPANY_CAR,
    CONTRACT,
    FAMILY_STATUS,
    HISTORIES,
    REPLACEMENT,
    SALARY_COMPOSITION,
    TAX,
    WITH_A_NEW_WORKER,
)
from invaller.apis.prisma.domain.history import History, Record, Records
from invaller.apis.prisma.domain.outcome import INVALID, Refused
from invaller.kernel.numbers.ssin import normalised

Worker = dict[str, Any]

HIGHEST_NUMBER = 9_999_999
"""Worker numbers have at most seven digits."""

_MINIMUM = (CONTRACT, ADDRESS, FAMILY_STATUS)
_NOT_PERSONAL = frozenset(
    {"WorkerNumber", COMMUNICATION, *(history.member for history in HISTORIES)}
)
_OTHER_NAMES = {
    "StartProbationPeriode": "StartProbationPeriod",
    "EndProbationPeriode": "EndProbationPeriod",
}
"""Names that members of a contract have within POST /worker only."""

_OTHER_VALUES = {"Conversion PT": "ConversionPT"}
"""TaxCalculation as the body of POST tax spells it; answers show the other spelling."""


def personal_data(body: Mapping[str, Any]) -> Record:
    """The personal data in a body: all but number and histories."""
    return {name: value for name, value in body.items() if name not in _NOT_PERSONAL}


def inss_of(personal: Mapping[str, Any]) -> str | None:
    """The INSS as eleven digits; None when it is absent or 0."""
    inss = personal.get("INSS")
    return normalised(int(inss)) if inss else None


def next_number(last: int, taken: Callable[[int], bool]) -> int:
    """The next free worker number: one more than the highest, `last`.

    Nothing is reserved, so asking twice gives the same number (assumed). Past the highest
    number there is, the lowest free one is found (assumed).
    """
    upwards = range(last + 1, HIGHEST_NUMBER + 1)
    return next(
        number for number in chain(upwards, range(1, HIGHEST_NUMBER + 1)) if not taken(number)
    )


def new(employer: str, body: Mapping[str, Any]) -> Worker:
    """A worker out of the body of POST /worker; refuses one without the minimum."""
    for history in _MINIMUM:
        _require(history, body)
    worker: Worker = {
        "employer": employer,
        "number": int(body["WorkerNumber"]),
        **_personal({}, body),
        "histories": {COMMUNICATION: [], **{history.member: [] for history in HISTORIES}},
    }
    first_day = min(str(row.get("Startdate")) for row in body[CONTRACT.member])
    for history in WITH_A_NEW_WORKER:
        for row in body.get(history.member) or []:
            # Within POST /worker an address may lack its start date; it holds from the first
            # contract on (assumed).
            default = {"Startdate": first_day} if history is ADDRESS else {}
            worker = added(worker, history, {**default, **row})
    for row in body.get(COMMUNICATION) or []:
        rows, _ = communication.add(records(worker, COMMUNICATION), row)
        worker = with_records(worker, COMMUNICATION, rows)
    return worker


def changed(worker: Worker, body: Mapping[str, Any]) -> Worker:
    """The worker with other personal data; members that are not sent stay, null empties."""
    return {**worker, **_personal(worker["personal"], body)}


def added(worker: Worker, history: History, body: Record) -> Worker:
    """The worker with one more record in a history."""
    record, compositions = _taken(history, body)
    rows, _ = engine.add(history, records(worker, history.member), record)
    return _with_compositions(with_records(worker, history.member, rows), compositions)


def altered(
    worker: Worker, history: History, key: engine.Key, body: Record, where: str
) -> tuple[Worker, Record]:
    """The worker with a changed record in a history, and that record."""
    sent, compositions = _taken(history, body)
    rows, record = engine.change(history, records(worker, history.member), key, sent, where)
    worker = with_records(worker, history.member, rows)
    return _with_compositions(worker, compositions), record


def removed(worker: Worker, history: History, key: engine.Key, where: str) -> tuple[Worker, Record]:
    """The worker without a record of a history, and that record."""
    rows, record = engine.remove(history, records(worker, history.member), key, where)
    return with_records(worker, history.member, rows), record


def records(worker: Mapping[str, Any], member: str) -> Records:
    """The records of one history of a worker, oldest first."""
    return list(worker["histories"].get(member, []))


def with_records(worker: Worker, member: str, rows: Records) -> Worker:
    """The worker with one history replaced."""
    return {**worker, "histories": {**worker["histories"], member: rows}}


def shown(worker: Mapping[str, Any], history: History) -> Records:
    """A history as answers show it."""
    rows, number = records(worker, history.member), worker["number"]
    if history is CONTRACT:
        return salary.shown(rows, records(worker, SALARY_COMPOSITION.member))
    if history is REPLACEMENT:
        return [replacements.shown(row, number) for row in rows]
    if history is COMPANY_CAR:
        return [of_worker(row, number) for row in rows]
    return rows


def full(worker: Mapping[str, Any]) -> Record:
    """A worker as GET /worker shows one: personal data and what a new worker comes with."""
    return {
        "WorkerNumber": worker["number"],
        **worker["personal"],
        **{history.member: shown(worker, history) for history in WITH_A_NEW_WORKER},
        COMMUNICATION: records(worker, COMMUNICATION),
    }


def in_service(worker: Mapping[str, Any], first: date, last: date) -> bool:
    """Whether the worker has a contract on a day of a period, both days included."""
    contracts = records(worker, CONTRACT.member)
    return any(engine.meets(CONTRACT, contract, first, last) for contract in contracts)


def _personal(known: Mapping[str, Any], body: Mapping[str, Any]) -> Record:
    sent = personal_data(body)
    check_dates(sent)
    merged = {**known, **sent}
    personal = {name: value for name, value in merged.items() if value is not None}
    return {"inss": inss_of(personal), "personal": personal}


def _taken(history: History, body: Record) -> tuple[Record, Records]:
    """A record as kept, and the salary compositions that came with a contract."""
    if history is CONTRACT:
        contract, compositions = salary.apart(body)
        named = {_OTHER_NAMES.get(name, name): value for name, value in contract.items()}
        return named, compositions
    if history is REPLACEMENT:
        return replacements.stored(body), []
    if history is COMPANY_CAR:
        return without_worker(body), []
    if history is TAX and body.get("TaxCalculation") in _OTHER_VALUES:
        return {**body, "TaxCalculation": _OTHER_VALUES[body["TaxCalculation"]]}, []
    return body, []


def _with_compositions(worker: Worker, compositions: Records) -> Worker:
    if not compositions:
        return worker
    known = records(worker, SALARY_COMPOSITION.member)
    return with_records(worker, SALARY_COMPOSITION.member, salary.merged(known, compositions))


def _require(history: History, body: Mapping[str, Any]) -> None:
    if not body.get(history.member):
        raise Refused(
            INVALID,
            "prisma.workers.add-minimum",
            f"A new worker needs personal data, contract, address and family status;"
            f" {history.member} is missing.",
            source="Link2Prisma manual, 4.2 POST /worker",
            where=f"/{history.member}",
            found=body.get(history.member),
            expected=f"an array with at least one {history.title}",
        )
