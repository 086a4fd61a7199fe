"""Every request is queued: it gets an identifier, and its Result comes when it was processed.

Today is Monday 3 March 2025.
"""

from uuid import UUID

import httpx
import pytest

from invaller_clients import EntryNotAccepted, NotFound, PrismaClient, PrismaWorker
from invaller_contracts.prisma.client import prisma_client
from invaller_contracts.prisma.refusals import statuscode_of
from invaller_contracts.prisma.samples import ADDRESS, HOTEL, INSS, SALARY, new_worker
from invaller_contracts.prisma.wire import Wire
from invaller_contracts.simulator import Simulator, SimulatorServer


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.queue.202-bare-guid", "prisma.queue.every-other-call")
@pytest.mark.parametrize(
    "path", ["/worker", "/department", "/newWorkerNumber", "/absences/20250101"]
)
def test_a_request_is_accepted_with_an_identifier(sim: Simulator, path: str) -> None:
    """202, and the body is the unique identifier as a bare JSON text (2 and 4.1)."""
    response = Wire(sim).call("GET", path)
    assert response.status_code == httpx.codes.ACCEPTED
    assert UUID(response.json()).version is not None
    assert len(sim.pending.list()) == 1


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.queue.guid-form", "prisma.queue.json-utf-8")
def test_what_an_identifier_looks_like(sim: Simulator) -> None:
    """It is in lower case with dashes, in JSON that says its character set."""
    response = Wire(sim).call("GET", "/worker")
    assert response.text == f'"{UUID(response.json())}"'
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"


@pytest.mark.anywhere
@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.queue.guid-per-call")
def test_every_request_has_its_own_identifier(prisma: PrismaClient) -> None:
    """The same question twice is two entries (2)."""
    assert len({prisma.submit("GET", "/worker") for _ in range(3)}) == 3


@pytest.mark.sim(processing="hold")
@pytest.mark.truth("verified")
@pytest.mark.behaviour("prisma.result.waiting-202", "prisma.result.200-nine-strings")
def test_a_result_while_the_entry_waits(sim: Simulator) -> None:
    """Nine texts: whose request it was, and Statuscode 202 without a Response."""
    wire = Wire(sim)
    identifier = wire.identifier("GET", "/worker/17/contract")
    assert wire.look(identifier) == {
        "ID": identifier,
        "Action": "get",
        "Type": "contract",
        "Employer": "100001",
        "Worker": "17",
        "Statuscode": "202",
        "StatusDescription": "Accepted",
        "User": "INTEGRATOR",
        "Response": "",
    }


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.result.id", "prisma.result.action", "prisma.result.type")
@pytest.mark.behaviour("prisma.result.employer")
def test_a_result_says_what_was_asked(prisma: PrismaClient, worker: PrismaWorker) -> None:
    """Identifier, action, type and employer are those of the request (4.5)."""
    at = f"/worker/{worker.number}"
    moved = {**ADDRESS, "Startdate": "20240601"}
    calls = [
        ("GET", at, None, ("get", "werknemer")),
        ("POST", f"{at}/address", moved, ("insert", "adres")),
        ("PUT", f"{at}/address/20240601", moved, ("update", "adres")),
        ("DELETE", f"{at}/address/20240601", None, ("delete", "adres")),
    ]
    for method, path, body, named in calls:
        identifier = prisma.submit(method, path, body)
        result = prisma.wait(identifier)
        assert (result.identifier, result.employer) == (identifier, "100001")
        assert (result.action, result.type) == named


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.result.at-any-time", "prisma.result.direct")
@pytest.mark.behaviour("prisma.result.no-employer-needed")
def test_a_result_can_be_asked_at_any_time(sim: Simulator, prisma: PrismaClient) -> None:
    """Before and after it was processed, as often as wanted, and without an employer (2, 4.5)."""
    identifier = prisma.submit("GET", "/department")
    assert prisma.result(identifier).waiting
    final = prisma.wait(identifier)
    sim.clock.advance("P30D")
    assert [prisma.result(identifier) for _ in range(3)] == [final] * 3
    assert sim.pending.list() == []


@pytest.mark.sim(processing="hold")
@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.queue.nothing-before-processed")
def test_nothing_happens_before_it_is_processed(sim: Simulator, prisma: PrismaClient) -> None:
    """A worker who was accepted is not there until the local program comes to it (2)."""
    prisma.submit("POST", "/worker", new_worker(700))
    assert not prisma.worker_exists(str(INSS)).exists
    sim.pending.release(sim.pending.list()[0]["id"])
    assert prisma.worker_exists(str(INSS)).number == 700


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.queue.in-order", "prisma.queue.under-a-second")
def test_entries_are_processed_in_their_order(sim: Simulator, prisma: PrismaClient) -> None:
    """Requests that build on each other are sent at once; a second later all are done."""
    at = "/worker/700"
    identifiers = [
        prisma.submit("POST", "/worker", new_worker(700)),
        prisma.submit("POST", f"{at}/salarycomposition", SALARY),
        prisma.submit("PUT", f"{at}/salarycomposition/1010/20240101", {**SALARY, "Amount": 4000}),
        prisma.submit("DELETE", f"{at}/salarycomposition/1010/20240101"),
        prisma.submit("DELETE", f"{at}/salarycomposition/1010/20240101"),
    ]
    sim.clock.advance("PT1S")
    codes = [prisma.result(identifier).statuscode for identifier in identifiers]
    assert codes == ["201", "201", "200", "200", "404"]


@pytest.mark.anywhere
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.queue.refusal-keeps-going")
def test_a_refused_entry_holds_up_nobody(prisma: PrismaClient) -> None:
    """What comes behind an entry that is refused is processed as ever."""
    refused = prisma.submit("GET", "/worker/9999999")
    behind = prisma.submit("GET", "/department")
    assert prisma.wait(refused).statuscode == "404"
    assert prisma.wait(behind).statuscode == "200"


@pytest.mark.truth("verified")
@pytest.mark.behaviour("prisma.result.get-200", "prisma.result.get-204", "prisma.result.insert-201")
@pytest.mark.behaviour("prisma.history.empty-204")
def test_statuses_of_what_goes_well(prisma: PrismaClient, worker: PrismaWorker) -> None:
    """200 for a question with an answer, 204 for one without, 201 for what was added."""
    found = prisma.call("GET", f"/worker/{worker.number}/contract")
    none = prisma.call("GET", f"/worker/{worker.number}/tax")
    added = worker.addresses.add({**ADDRESS, "Startdate": "20250301"})
    assert [one.statuscode for one in (found, none, added)] == ["200", "204", "201"]
    assert (none.response, added.response) == ("", "")
    assert found.data


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.result.change-200", "prisma.result.description")
@pytest.mark.behaviour("prisma.result.worker", "prisma.result.user")
def test_what_else_a_result_says(worker: PrismaWorker) -> None:
    """The status in words, the worker of the path, and who called."""
    number = str(worker.number)
    added = worker.addresses.add({**ADDRESS, "Startdate": "20250301"})
    deleted = worker.addresses.delete("20250301")
    assert (added.description, added.worker, added.user) == ("Created", number, "INTEGRATOR")
    assert (deleted.statuscode, deleted.description, deleted.worker) == ("200", "OK", number)


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.result.response-json-text", "prisma.result.response-empty")
def test_a_response_is_a_text(worker: PrismaWorker, prisma: PrismaClient) -> None:
    """Data are JSON in a text; what adds, changes or deletes says nothing (4.5)."""
    start = {"Startdate": "20250301"}
    written = [
        worker.addresses.add({**ADDRESS, **start}),
        worker.addresses.change("20250301", {**ADDRESS, **start, "City": "Brugge"}),
        worker.addresses.delete("20250301"),
    ]
    assert [result.response for result in written] == ["", "", ""]
    asked = prisma.call("GET", f"/worker/{worker.number}/address")
    assert isinstance(asked.response, str)
    assert asked.data == [ADDRESS]


@pytest.mark.anywhere
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.result.guid-any-case")
def test_an_identifier_in_capitals(prisma: PrismaClient) -> None:
    """The letter case of an identifier makes no difference."""
    identifier = prisma.submit("GET", "/department")
    assert prisma.wait(identifier.upper()).identifier == identifier


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.result.unknown-guid-404", "prisma.result.malformed-guid-404")
@pytest.mark.parametrize("unknown", ["00000000-0000-4000-8000-000000000000", "17", "no-guid"])
def test_an_identifier_that_nobody_got(sim: Simulator, prisma: PrismaClient, unknown: str) -> None:
    """404 from the API itself, and nothing is queued."""
    with pytest.raises(NotFound):
        prisma.result(unknown)
    assert sim.pending.list() == []


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.queue.invalid-400-with-guid")
@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param({**ADDRESS, "ZIPCode": "9" * 13}, "ZIPCode", id="too long"),
        pytest.param({**ADDRESS, "Street": 12}, "Street", id="not a text"),
        pytest.param({"Startdate": "20240601"}, "Street", id="a member is missing"),
        pytest.param({**ADDRESS, "Startdate": "2024-06-01"}, "Startdate", id="another date form"),
    ],
)
def test_a_body_that_breaks_the_schema(
    sim: Simulator, worker: PrismaWorker, body: dict[str, object], said: str
) -> None:
    """400 with an identifier, whose Result says what is wrong; nothing reaches the queue."""
    with pytest.raises(EntryNotAccepted) as caught:
        worker.addresses.add(body)
    assert caught.value.statuscode == "400"
    assert said in caught.value.description
    assert sim.pending.list() == []
    assert worker.addresses.all() == [ADDRESS]


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.queue.dates-yyyymmdd")
@pytest.mark.parametrize("date", ["2024-01-01", "01012024x", "240101"])
def test_a_date_of_another_form(worker: PrismaWorker, date: str) -> None:
    """Dates are yyyymmdd, in paths as in bodies (3)."""
    with pytest.raises(EntryNotAccepted):
        worker.contracts.on(date)


@pytest.mark.anywhere
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.queue.impossible-date-in-path")
def test_a_date_of_no_calendar(staff: PrismaWorker) -> None:
    """31 February in a path is refused, and the Result names it."""
    with pytest.raises(EntryNotAccepted, match="20240231"):
        staff.contracts.on("20240231")


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.queue.impossible-date-in-body")
def test_a_date_of_no_calendar_in_a_body(worker: PrismaWorker) -> None:
    """31 February in a body is refused, and nothing is added."""
    assert (
        statuscode_of(lambda: worker.addresses.add({**ADDRESS, "Startdate": "20240231"})) == "400"
    )
    assert worker.addresses.all() == [ADDRESS]


@pytest.mark.anywhere
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.queue.period-in-order")
def test_a_period_that_ends_before_it_starts(prisma: PrismaClient) -> None:
    """The end of a period is not before its start."""
    assert statuscode_of(lambda: prisma.modifications("20250302", "20250301")) == "400"


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.queue.employer-header-required", "prisma.queue.missing-body-400")
def test_a_request_without_employer_or_body(sim: Simulator) -> None:
    """Both are refused with an identifier under which the reason stands."""
    wire = Wire(sim)
    for response, said in (
        (wire.call("GET", "/worker", employer=None), "Employer"),
        (wire.call("POST", "/worker"), "body"),
    ):
        assert response.status_code == httpx.codes.BAD_REQUEST
        result = wire.look(response.json())
        assert result["Statuscode"] == "400"
        assert said.lower() in result["StatusDescription"].lower()
    assert sim.pending.list() == []


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.queue.employer-is-external-number")
def test_each_employer_has_its_own_data(
    sim: Simulator, prisma: PrismaClient, worker: PrismaWorker
) -> None:
    """A worker of one employer is unknown to the other (4.1)."""
    assert worker.number in {one["WorkerNumber"] for one in prisma.workers()}
    with prisma_client(sim, HOTEL) as hotel:
        assert worker.number not in {one["WorkerNumber"] for one in hotel.workers()}
        assert not hotel.worker_exists(str(INSS)).exists


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.queue.one-per-secretariat", "prisma.access.secretariat-own-data")
def test_secretariats_share_nothing(
    sim: Simulator, sim_server: SimulatorServer, prisma: PrismaClient, worker: PrismaWorker
) -> None:
    """The same employer number elsewhere is another employer, in another queue (3)."""
    elsewhere = sim_server.create({"clock": "frozen", "now": "2025-03-03T09:00:00+01:00"})
    try:
        with prisma_client(elsewhere) as other:
            identifier = prisma.submit("GET", "/worker")
            assert not other.worker_exists(str(INSS)).exists
            with pytest.raises(NotFound):
                other.result(identifier)
            assert elsewhere.pending.list() == []
    finally:
        sim_server.delete(elsewhere)


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.queue.unknown-route-404", "prisma.queue.unknown-method-405")
def test_a_path_or_method_that_the_manual_does_not_have(sim: Simulator) -> None:
    """404 and 405 from the API itself, and nothing is queued."""
    wire = Wire(sim)
    assert wire.call("GET", "/payslips").status_code == httpx.codes.NOT_FOUND
    assert wire.call("PUT", "/department", {}).status_code == httpx.codes.METHOD_NOT_ALLOWED
    assert sim.pending.list() == []
