"""The queue of Link2Prisma: handing in a request, waiting for its Result, and what goes wrong."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller_clients import ASSUMED_PACE, EntryResult, PrismaClient, WorkerExists, errors

BASE = "https://secretariat.example/link2prisma.svc"
GUID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"


def result(statuscode: str = "200", response: str | None = "", **members: Any) -> dict[str, Any]:
    """The Result of a question about a contract."""
    return {
        "ID": GUID,
        "Action": "get",
        "Type": "contract",
        "Employer": "100001",
        "Worker": "17",
        "Statuscode": statuscode,
        "StatusDescription": "OK",
        "User": "INTEGRATOR",
        "Response": response,
        **members,
    }


Answer = httpx.Response | Exception | dict[str, Any]
WAITING = result("202", None, StatusDescription="Accepted")


class Secretariat:
    """Gives every request the same identifier, and Results in their order, the last for ever.

    accept: the answer to a request, in place of 202 and the identifier.
    """

    def __init__(self, *results: Answer, accept: httpx.Response | None = None) -> None:
        self.requests: list[httpx.Request] = []
        self.waits: list[float] = []
        self.now = 0.0
        self._looks = 0
        self._results = results or (result(),)
        self._accept = accept or httpx.Response(202, json=GUID)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer, and note what was asked."""
        self.requests.append(request)
        if "/Result/" not in request.url.path:
            return self._accept
        answer = self._results[min(self._looks, len(self._results) - 1)]
        self._looks += 1
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(200, json=answer) if isinstance(answer, dict) else answer

    def wait(self, seconds: float) -> None:
        """Let seconds go by, and note how many."""
        self.waits.append(seconds)
        self.now += seconds

    def client(self) -> PrismaClient:
        """A client for employer 100001, which waits and measures by this clock."""
        transport = httpx.MockTransport(self)
        return PrismaClient(
            BASE,
            employer="100001",
            transport=transport,
            wait=self.wait,
            clock=lambda: self.now,
        )


def test_a_request_gets_an_identifier() -> None:
    """A request carries the employer, and is answered by its identifier; nothing is looked up."""
    desk = Secretariat()
    assert desk.client().submit("GET", "/worker/17/contract") == GUID
    sent = desk.requests[0]
    assert (sent.method, str(sent.url)) == ("GET", f"{BASE}/worker/17/contract")
    assert sent.headers["Employer"] == "100001"
    assert (sent.content, len(desk.requests)) == (b"", 1)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_body_goes_out_without_content_type(method: str) -> None:
    """The body is JSON text, with dates as yyyymmdd, and says of itself nothing but its length."""
    desk = Secretariat()
    desk.client().submit(method, "/worker/17/contract", {"Startdate": date(2024, 1, 1)})
    sent = desk.requests[0]
    assert json.loads(sent.content) == {"Startdate": "20240101"}
    assert "Content-Type" not in sent.headers
    assert sent.headers["Content-Length"] == str(len(sent.content))


def test_what_has_no_json_form_is_not_sent() -> None:
    """A body with something else than JSON and dates is an error of the caller."""
    desk = Secretariat()
    with pytest.raises(TypeError, match="no JSON form"):
        desk.client().submit("POST", "/worker", {"Name": b"Janssens"})
    assert desk.requests == []


def test_a_result_has_nine_members() -> None:
    """A look needs no employer, and gives every member of the Result as a text."""
    desk = Secretariat(result(response="[]", Worker=None))
    found = desk.client().result(GUID)
    assert found == EntryResult(
        identifier=GUID,
        action="get",
        type="contract",
        employer="100001",
        worker="",
        statuscode="200",
        description="OK",
        user="INTEGRATOR",
        response="[]",
    )
    assert str(desk.requests[0].url) == f"{BASE}/Result/{GUID}"
    assert "Employer" not in desk.requests[0].headers


def test_a_call_waits_for_its_result() -> None:
    """202 and 302 mean that the entry waits; the first other Result is the answer."""
    desk = Secretariat(WAITING, result("302"), result(response='[{"Startdate": "20240101"}]'))
    found = desk.client().call("GET", "/worker/17/contract")
    assert (found.statuscode, found.records) == ("200", [{"Startdate": "20240101"}])
    assert desk.waits == [0.5, 1.0, 1.0]


@pytest.mark.parametrize(
    "trouble",
    [httpx.Response(500), httpx.Response(503), httpx.ReadTimeout("late"), httpx.ReadError("cut")],
)
def test_a_passing_fault_is_a_look_without_a_result(trouble: Answer) -> None:
    """A look that meets a fault of the server or the line does not end the wait."""
    desk = Secretariat(trouble, result("204", None))
    assert desk.client().wait(GUID).statuscode == "204"
    assert desk.waits == [0.5, 1.0]


def test_an_entry_that_stays_in_the_queue() -> None:
    """After the whole pace of ten minutes the wait ends, and the error names the entry."""
    desk = Secretariat(WAITING)
    with pytest.raises(errors.EntryResultTimeout) as caught:
        desk.client().call("GET", "/worker")
    assert desk.waits == [0.5, *[1.0] * 30, *[5.0] * 113]
    assert (caught.value.identifier, caught.value.waited) == (GUID, 595.5)
    assert str(caught.value) == f"entry {GUID} had no result after 595.5 s"
    assert caught.value.__cause__ is None


def test_a_lasting_fault_is_the_cause_of_the_timeout() -> None:
    """When the last look met a fault, the timeout comes from it."""
    with pytest.raises(errors.EntryResultTimeout) as caught:
        Secretariat(httpx.Response(500)).client().wait(GUID)
    assert type(caught.value.__cause__) is errors.ServerError


def test_an_accepted_entry_whose_result_cannot_be_learned() -> None:
    """Trouble after acceptance is told with the identifier, so that nothing is sent twice."""
    with pytest.raises(errors.EntryResultUnknown) as caught:
        Secretariat(httpx.Response(404)).client().call("POST", "/worker", {})
    assert type(caught.value) is errors.EntryResultUnknown
    assert str(caught.value) == f"entry {GUID} was accepted, its result is not known"
    assert type(caught.value.__cause__) is errors.NotFound


@pytest.mark.parametrize("statuscode", ["400", "400.05", "403", "404", "409", "500"])
def test_an_error_status_is_raised(statuscode: str) -> None:
    """Any status but 200, 201, 204 and the waiting ones is an EntryFailed with all it says."""
    refused = result(statuscode, StatusDescription="no such contract")
    desk = Secretariat(refused)
    with pytest.raises(errors.EntryFailed) as caught:
        desk.client().call("GET", "/worker/17/contract/20240101")
    failed = caught.value
    assert (failed.identifier, failed.statuscode) == (GUID, statuscode)
    assert failed.description == "no such contract"
    assert str(failed) == f"{statuscode} no such contract (entry {GUID})"
    assert desk.client().wait(GUID).statuscode == statuscode


@pytest.mark.parametrize("status", [400, 412])
def test_a_refused_request_with_an_identifier_tells_why(status: int) -> None:
    """The Result of a request that was not accepted says what is wrong with it."""
    refused = result("400", StatusDescription="INSS: not a number")
    desk = Secretariat(refused, accept=httpx.Response(status, json=GUID.upper()))
    with pytest.raises(errors.EntryNotAccepted) as caught:
        desk.client().call("POST", "/worker", {})
    failed = caught.value
    assert (failed.identifier, failed.statuscode) == (GUID.upper(), "400")
    assert failed.description == "INSS: not a number"
    assert isinstance(failed.__cause__, errors.ProblemError)
    assert failed.__cause__.status == status
    assert desk.waits == []


@pytest.mark.parametrize("body", ['"no employer"', "not JSON", ""])
def test_a_refused_request_without_an_identifier(body: str) -> None:
    """Without an identifier there is nothing to look up: the error is the HTTP status."""
    headers = {"Content-Type": "application/json; charset=utf-8"}
    desk = Secretariat(accept=httpx.Response(400, text=body, headers=headers))
    with pytest.raises(errors.BadRequest):
        desk.client().call("GET", "/worker")
    assert len(desk.requests) == 1


def test_a_reason_that_cannot_be_learned() -> None:
    """When the Result of a refused request is not to be had, the refusal is what is raised."""
    desk = Secretariat(httpx.Response(404), accept=httpx.Response(400, json=GUID))
    with pytest.raises(errors.BadRequest) as caught:
        desk.client().submit("GET", "/worker")
    assert caught.value.body == GUID


def test_a_forbidden_employer_is_told_in_words() -> None:
    """A refusal that is one JSON text is the detail of the problem, and is printed."""
    desk = Secretariat(accept=httpx.Response(403, json="No rights for employer 100001"))
    with pytest.raises(errors.Forbidden) as caught:
        desk.client().submit("GET", "/worker")
    assert str(caught.value) == "403 No rights for employer 100001"


@pytest.mark.parametrize("answer", ["", 17, {"UniqueIdentifier": GUID}])
def test_an_acceptance_without_identifier(answer: object) -> None:
    """An accepted request without an identifier as bare text cannot be followed."""
    desk = Secretariat(accept=httpx.Response(202, json=answer))
    with pytest.raises(errors.UnreadableAnswer, match="expected an identifier"):
        desk.client().submit("GET", "/worker")


def test_a_worker_who_exists() -> None:
    """workerExists is answered directly, and reads number and identifier."""
    answer = {"UniqueIdentifier": GUID, "WorkerExists": True, "WorkerNumber": 17}
    desk = Secretariat(accept=httpx.Response(200, json=answer))
    assert desk.client().worker_exists("85051000164") == WorkerExists(GUID, True, 17)
    assert str(desk.requests[0].url) == f"{BASE}/workerExists/85051000164"
    assert desk.requests[0].headers["Employer"] == "100001"


def test_a_worker_who_does_not_exist() -> None:
    """The number of a worker who is not there is 0."""
    answer = {"UniqueIdentifier": GUID, "WorkerExists": False, "WorkerNumber": 0}
    desk = Secretariat(accept=httpx.Response(200, json=answer))
    assert desk.client().worker_exists("00000000000") == WorkerExists(GUID, False, 0)


@given(st.lists(st.floats(0.0, 40.0), min_size=200, max_size=200))
def test_the_pace_slows_down_and_ends(latencies: list[float]) -> None:
    """However long the looks take: the pauses never get shorter, and none is after 10 minutes."""
    elapsed, pauses = 0.0, []
    for latency in latencies:
        pause = ASSUMED_PACE.pause_after(elapsed)
        if pause is None:
            break
        pauses.append(pause)
        assert elapsed + pause <= 600.0
        elapsed += pause + latency
    assert all(earlier <= later for earlier, later in pairwise(pauses))
