"""Every endpoint of Link2Prisma has a name in the client, and is called as the manual prints it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import pytest

from invaller_clients import EntryResult, PrismaClient, UnreadableAnswer
from invaller_contracts.prisma.checking import specification

BASE = "https://secretariat.example/link2prisma.svc"
GUID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
DAY, LATER = date(2024, 1, 1), date(2024, 12, 31)
BODY = {"Startdate": "20240101"}
LIST = [{"WorkerNumber": 17}]


class Recorder:
    """Takes every request; responses: what the Results say in their order, the last for ever."""

    def __init__(self, *responses: object) -> None:
        self.calls: list[tuple[str, str, Any]] = []
        self._responses = [json.dumps(one) for one in responses] or [""]

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer, and note method, path with query, and body."""
        path = request.url.raw_path.decode().removeprefix("/link2prisma.svc")
        if path == f"/Result/{GUID}":
            response = self._responses.pop(0) if self._responses[1:] else self._responses[0]
            members = {"ID": GUID, "Statuscode": "200", "Response": response}
            return httpx.Response(200, json=members)
        body = json.loads(request.content) if request.content else None
        self.calls.append((request.method, path, body))
        if path.startswith("/workerExists/"):
            return httpx.Response(200, json={"WorkerExists": False, "WorkerNumber": 0})
        return httpx.Response(202, json=GUID)

    def client(self) -> PrismaClient:
        """A client that does not wait."""
        transport = httpx.MockTransport(self)
        return PrismaClient(BASE, employer="100001", transport=transport, wait=lambda _: None)


Use = Callable[[PrismaClient], object]
Call = tuple[str, str, Any]

QUESTIONS: dict[str, tuple[Use, str]] = {
    "getWorkers": (lambda p: list(p.workers()), "/worker?limit=100&offset=0"),
    "getWorkersInService": (
        lambda p: list(p.workers_in_service(DAY, LATER)),
        "/worker/20240101/20241231?limit=100&offset=0",
    ),
    "getWorker": (lambda p: p.worker(17).get(), "/worker/17"),
    "getContracts": (lambda p: p.worker(17).contracts.all(), "/worker/17/contract"),
    "getContract": (lambda p: p.worker(17).contracts.on(DAY), "/worker/17/contract/20240101"),
    "getAddresses": (lambda p: p.worker(17).addresses.all(), "/worker/17/address"),
    "getAddress": (lambda p: p.worker(17).addresses.on(DAY), "/worker/17/address/20240101"),
    "getCommunications": (lambda p: p.worker(17).communication.all(), "/worker/17/communication"),
    "getFamilyStatuses": (lambda p: p.worker(17).family_statuses.all(), "/worker/17/familystatus"),
    "getFamilyStatus": (
        lambda p: p.worker(17).family_statuses.on(DAY),
        "/worker/17/familystatus/20240101",
    ),
    "getTaxes": (lambda p: p.worker(17).taxes.all(), "/worker/17/tax"),
    "getTax": (lambda p: p.worker(17).taxes.on(DAY), "/worker/17/tax/20240101"),
    "getReplacement": (
        lambda p: p.worker(17).replacements.on(DAY),
        "/worker/17/replacement/20240101",
    ),
    "getModifications": (lambda p: p.modifications(DAY, LATER), "/modifications/20240101/20241231"),
    "getFirstDayOfUnemployment": (
        lambda p: p.first_days_of_unemployment.get(5),
        "/firstdayofunemployment/5",
    ),
    "getWorkerCompanyCar": (
        lambda p: p.worker(17).company_cars.get(DAY),
        "/worker/17/companycar/20240101",
    ),
    "getCompanyCar": (lambda p: p.company_cars.get(DAY), "/companycar20240101"),
    "getWorkerCompanyCars": (lambda p: p.worker(17).company_cars.all(), "/worker/17/companycar/"),
    "getCompanyCars": (lambda p: p.company_cars.all(), "/companycar"),
    "getDivergentSalaryScales": (
        lambda p: p.worker(17).divergent_salary_scales(),
        "/worker/17/divergentSalaryScale",
    ),
    "getAbsenceNotes": (lambda p: p.worker(17).absence_notes.all(), "/worker/17/absencenote"),
    "getAbsenceNote": (
        lambda p: p.worker(17).absence_notes.get(DAY),
        "/worker/17/absencenote/20240101",
    ),
    "getDimonas": (lambda p: p.worker(17).dimonas.all(), "/worker/17/dimona"),
    "getDimona": (lambda p: p.worker(17).dimonas.get(DAY), "/worker/17/dimona/20240101"),
    "getAbsences": (lambda p: p.absences.since(DAY), "/absences/20240101"),
    "getWorkerAbsences": (lambda p: p.worker(17).absences(DAY), "/worker/17/absences/20240101"),
    "getDivergentPayments": (
        lambda p: p.worker(17).divergent_payments.all(),
        "/worker/17/divergentPayment",
    ),
    "getWorkerCostCentres": (lambda p: p.worker(17).cost_centres.all(), "/worker/17/costcentre"),
    "getWorkerCostCentresOfDate": (
        lambda p: p.worker(17).cost_centres.get(DAY),
        "/worker/17/costcentre/20240101",
    ),
    "getWorkerLeaveCounters": (
        lambda p: p.worker(17).leave_counters(2024),
        "/worker/17/leavecounters/2024",
    ),
    "getLeaveCounters": (lambda p: p.leave_counters(2024, 1), "/leavecounters/2024/1"),
    "getDepartments": (lambda p: p.departments(), "/department"),
    "getCostCentres": (lambda p: p.cost_centres(), "/costcentre"),
    "getParcoms": (lambda p: p.parcoms(), "/parcom"),
    "getSchedules": (lambda p: p.schedules.all(), "/schedule"),
    "getNssocats": (lambda p: p.nssocats(), "/nssocat"),
    "getProfcats": (lambda p: p.profcats(), "/profcats"),
    "getDocumentListing": (
        lambda p: p.documents.listing(DAY, LATER),
        "/document/listing/20240101/20241231",
    ),
    "getDocumentWithdrawals": (
        lambda p: p.documents.withdrawals(DAY),
        "/document/listing/withdrawals/20240101",
    ),
    "getDocument": (lambda p: p.documents.download(900), "/document/900"),
    "workerExists": (lambda p: p.worker_exists("85051000164"), "/workerExists/85051000164"),
}
"""Everything that asks, with the path it asks at."""

HISTORIES = {
    "Contract": ("contracts", "contract"),
    "Address": ("addresses", "address"),
    "FamilyStatus": ("family_statuses", "familystatus"),
    "Tax": ("taxes", "tax"),
    "Replacement": ("replacements", "replacement"),
    "WorkerCompanyCar": ("company_cars", "companycar"),
    "AbsenceNote": ("absence_notes", "absencenote"),
    "WorkerCostCentres": ("cost_centres", "costcentre"),
}
"""What a worker has by start date: name in the operationIds, in the client and in the path."""


def edits_of_a_history(name: str, attribute: str, path: str) -> dict[str, tuple[Use, Call]]:
    """Adding, changing and deleting in one history."""

    def records(client: PrismaClient) -> Any:
        return getattr(client.worker(17), attribute)

    at = f"/worker/17/{path}"
    return {
        f"add{name}": (lambda p: records(p).add(BODY), ("POST", at, BODY)),
        f"change{name}": (
            lambda p: records(p).change("20240101", BODY),
            ("PUT", f"{at}/20240101", BODY),
        ),
        f"delete{name}": (lambda p: records(p).delete(DAY), ("DELETE", f"{at}/20240101", None)),
    }


EDITS: dict[str, tuple[Use, Call]] = {
    **{
        operation: edit
        for name, (attribute, path) in HISTORIES.items()
        for operation, edit in edits_of_a_history(name, attribute, path).items()
    },
    "addWorker": (lambda p: p.add_worker(BODY), ("POST", "/worker", BODY)),
    "changeWorker": (lambda p: p.worker(17).change(BODY), ("PUT", "/worker/17", BODY)),
    "addCommunication": (
        lambda p: p.worker(17).communication.add(BODY),
        ("POST", "/worker/17/communication", BODY),
    ),
    "deleteCommunication": (
        lambda p: p.worker(17).communication.delete(BODY),
        ("DELETE", "/worker/17/communication", BODY),
    ),
    "addCompanyCar": (lambda p: p.company_cars.add(BODY), ("POST", "/companycar", BODY)),
    "changeCompanyCar": (
        lambda p: p.company_cars.change(DAY, BODY),
        ("PUT", "/companycar20240101", BODY),
    ),
    "deleteCompanyCar": (
        lambda p: p.company_cars.delete(DAY),
        ("DELETE", "/companycar20240101", None),
    ),
    "addSalaryComposition": (
        lambda p: p.worker(17).salary_compositions.add(BODY),
        ("POST", "/worker/17/salarycomposition", BODY),
    ),
    "changeSalaryComposition": (
        lambda p: p.worker(17).salary_compositions.change((1010, DAY), BODY),
        ("PUT", "/worker/17/salarycomposition/1010/20240101", BODY),
    ),
    "deleteSalaryComposition": (
        lambda p: p.worker(17).salary_compositions.delete((1010, DAY)),
        ("DELETE", "/worker/17/salarycomposition/1010/20240101", None),
    ),
    "addDivergentPayment": (
        lambda p: p.worker(17).divergent_payments.add(BODY),
        ("POST", "/worker/17/divergentPayment", BODY),
    ),
    "changeDivergentPayment": (
        lambda p: p.worker(17).divergent_payments.change((DAY, "Amount"), BODY),
        ("PUT", "/worker/17/divergentpayment/20240101/Amount", BODY),
    ),
    "deleteDivergentPayment": (
        lambda p: p.worker(17).divergent_payments.delete((DAY, "a/b")),
        ("DELETE", "/worker/17/divergentpayment/20240101/a%2Fb", None),
    ),
    "addDimona": (
        lambda p: p.worker(17).dimonas.add(BODY),
        ("POST", "/worker/17/dimona", BODY),
    ),
    "addSchedule": (lambda p: p.schedules.add(BODY), ("POST", "/schedule", BODY)),
    "addAbsences": (lambda p: p.absences.add(LIST), ("POST", "/absences", LIST)),
    "deleteAbsences": (lambda p: p.absences.delete(LIST), ("DELETE", "/absences", LIST)),
    "addPrestations": (lambda p: p.prestations.add(LIST), ("POST", "/prestations", LIST)),
    "deletePrestations": (lambda p: p.prestations.delete(LIST), ("DELETE", "/prestations", LIST)),
    "completePrestations": (
        lambda p: p.prestations.completed(3, 2024, correction=True),
        ("POST", "/prestations/completed", {"Month": 3, "Year": 2024, "Correction": "Y"}),
    ),
    "addFirstDayOfUnemployment": (
        lambda p: p.first_days_of_unemployment.add(BODY),
        ("POST", "/firstdayofunemployment", BODY),
    ),
    "changeFirstDayOfUnemployment": (
        lambda p: p.first_days_of_unemployment.change(BODY),
        ("PUT", "/firstdayofunemployment", BODY),
    ),
    "deleteFirstDayOfUnemployment": (
        lambda p: p.first_days_of_unemployment.delete({"SerialNumber": 5}),
        ("DELETE", "/firstdayofunemployment", {"SerialNumber": 5}),
    ),
    "addDocument": (
        lambda p: p.documents.upload({"Filename": "note.txt"}, b"a note"),
        ("POST", "/document", {"Filename": "note.txt", "Document": "YSBub3Rl"}),
    ),
}
"""Everything that adds, changes or deletes, with the call that it makes."""

OTHERS = {"getNewWorkerNumber", "getResult"}
"""Operations with tests of their own: the next number (below), the Result (the queue)."""


@pytest.mark.parametrize("operation", QUESTIONS)
def test_a_question_is_asked_at_its_path(operation: str) -> None:
    """Each question is one GET at the documented path, without a body."""
    use, path = QUESTIONS[operation]
    recorder = Recorder()
    use(recorder.client())
    assert recorder.calls == [("GET", path, None)]


@pytest.mark.parametrize("operation", EDITS)
def test_an_edit_is_sent_to_its_path(operation: str) -> None:
    """Each edit is one call with the documented method, path and body, and gives its Result."""
    use, call = EDITS[operation]
    recorder = Recorder()
    result = use(recorder.client())
    assert recorder.calls == [call]
    assert isinstance(result, EntryResult)
    assert (result.identifier, result.data) == (GUID, None)


def test_every_endpoint_of_the_manual_has_a_name() -> None:
    """91 endpoints: none is left out, and each is called at the path of its operation."""
    calls = {operation: ("GET", path) for operation, (_, path) in QUESTIONS.items()}
    calls |= {operation: call[:2] for operation, (_, call) in EDITS.items()}
    called = {}
    for operation, (method, path) in calls.items():
        found = specification().operation(method, path.partition("?")[0])
        called[operation] = found["operationId"] if found else None
    assert called == {operation: operation for operation in calls}
    paths = specification().document["paths"].values()
    known = {each["operationId"] for item in paths for each in item.values()}
    assert (set(calls) | OTHERS, len(known)) == (known, 91)


@pytest.mark.parametrize("said", [{"WorkerNumber": 121}, 121, "121"])
def test_the_next_number_is_read_in_any_form(said: object) -> None:
    """The manual shows no form: an object, a bare number and a text are all read."""
    recorder = Recorder(said)
    assert recorder.client().new_worker_number() == 121
    assert recorder.calls == [("GET", "/newWorkerNumber", None)]


def test_a_next_number_that_is_not_there() -> None:
    """Without a number there is nothing to go on with."""
    with pytest.raises(UnreadableAnswer, match="WorkerNumber"):
        Recorder({"Number": 1}).client().new_worker_number()


def numbered(first: int, last: int) -> list[dict[str, int]]:
    """Workers by their numbers, both included."""
    return [{"WorkerNumber": number} for number in range(first, last + 1)]


def test_all_workers_are_read_page_by_page() -> None:
    """Full pages are followed by the next one; the one that is not full is the last."""
    recorder = Recorder(numbered(1, 50), numbered(51, 100), numbered(101, 120))
    assert list(recorder.client().workers(limit=50)) == numbered(1, 120)
    assert [path for _, path, _ in recorder.calls] == [
        "/worker?limit=50&offset=0",
        "/worker?limit=50&offset=50",
        "/worker?limit=50&offset=100",
    ]


def test_a_full_last_page_is_followed_by_an_empty_one() -> None:
    """A number of workers that fills its pages ends with a page without data."""
    recorder = Recorder(numbered(1, 100), [])
    assert list(recorder.client().workers()) == numbered(1, 100)
    assert len(recorder.calls) == 2


def test_pages_are_read_when_they_are_needed() -> None:
    """Who looks at the first worker only asks for one page."""
    recorder = Recorder(numbered(1, 2), numbered(3, 4))
    assert next(recorder.client().workers(limit=2)) == {"WorkerNumber": 1}
    assert len(recorder.calls) == 1


def test_a_server_that_does_not_know_offset() -> None:
    """The same full page again is an error, instead of the same workers without end."""
    with pytest.raises(UnreadableAnswer, match="offset 2 gives the same workers again"):
        list(Recorder(numbered(1, 2)).client().workers_in_service(DAY, LATER, limit=2))


@pytest.mark.parametrize("limit", [0, 101, -1])
def test_a_page_has_at_most_100_workers(limit: int) -> None:
    """A limit that the manual does not allow is the caller's error, before anything is sent."""
    recorder = Recorder()
    with pytest.raises(ValueError, match="1 to 100"):
        recorder.client().workers(limit=limit)
    assert recorder.calls == []


@pytest.mark.parametrize("answer", [[{"Startdate": "20240101"}], {"Startdate": "20240101"}])
def test_one_record_is_given_as_it_is(answer: object) -> None:
    """The contract that applies comes alone or as a list of one, and is the same record."""
    contract = Recorder(answer).client().worker(17).contracts.on(DAY)
    assert contract == {"Startdate": "20240101"}


def test_no_record_is_none() -> None:
    """A question without data gives none or an empty list; it is no error."""
    worker = Recorder().client().worker(17)
    assert (worker.contracts.on(DAY), worker.contracts.all()) == (None, [])


def test_a_worker_may_be_one_of_the_future() -> None:
    """Naming a worker sends nothing: the number may be that of somebody to come (4.2)."""
    recorder = Recorder()
    assert recorder.client().worker(121).number == 121
    assert recorder.calls == []
