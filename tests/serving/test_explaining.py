"""What is told off the wire: traces, explanations, findings, the journal and its export."""

import asyncio
from collections.abc import Callable

import httpx
import pytest

from invaller.serving.server import Server
from invaller_contracts.control import SimulatorError
from invaller_contracts.simulator import Simulator


def test_trace_leads_to_the_explanation(shelf: Simulator) -> None:
    """The trace id of a refusal leads to its rule, source, place, value and nearest value."""
    answer = shelf.http.post("/shelf/books", json={"title": "x", "genre": "Novell"})
    assert shelf.explain(answer) == {
        "trace": answer.headers["X-Sim-Trace-Id"],
        "api": "shelf",
        "operation": "addBook",
        "method": "POST",
        "url": f"/w/{shelf.name}/shelf/books",
        "status": 400,
        "time": "2025-03-03T08:00:00.000000Z",
        "fault": None,
        "explanations": [
            {
                "rule": "shelf.schema.enum",
                "source": "specs/shelf/openapi.yaml, addBook",
                "message": '"Novell" is not one of "novel", "poetry" or null',
                "where": "body genre",
                "found": "Novell",
                "nearest": "novel",
            }
        ],
        "findings": [],
    }


def test_exchange_is_explained_by_its_number_too(shelf: Simulator) -> None:
    """The first exchange of a workspace is number 1."""
    answer = shelf.http.get("/shelf/nothing")
    assert shelf.explain("1") == shelf.explain(answer)


def test_every_exchange_has_a_trace_of_its_own(shelf: Simulator) -> None:
    """Trace ids are 24 hexadecimal digits and differ between equal calls."""
    traces = {shelf.http.get("/shelf/books").headers["X-Sim-Trace-Id"] for _ in range(3)}
    assert len(traces) == 3
    assert all(len(trace) == 24 and int(trace, 16) >= 0 for trace in traces)


def test_problem_names_the_trace(shelf: Simulator) -> None:
    """The instance of a problem is the trace of its exchange."""
    answer = shelf.http.get("/shelf/nothing")
    assert answer.json()["instance"] == f"urn:trace-id:{answer.headers['X-Sim-Trace-Id']}"


def test_trace_header_can_be_left_off(make_server: Callable[..., Server]) -> None:
    """Without the trace header an answer holds nothing of ours; the journal still knows it."""
    server = make_server(trace_header=False)

    async def call() -> tuple[httpx.Response, httpx.Response]:
        transport = httpx.ASGITransport(server)
        async with httpx.AsyncClient(transport=transport, base_url="http://shelf") as client:
            return await client.get("/shelf/books"), await client.get("/_sim/requests")

    answer, journal = asyncio.run(call())
    assert set(answer.headers) == {"date", "content-length", "content-type"}
    assert len(journal.json()["requests"][0]["trace"]) == 24


def test_unknown_trace_tells_what_there_is(shelf: Simulator) -> None:
    """Asking about an exchange that is not there tells how many there are."""
    shelf.http.get("/shelf/books")
    with pytest.raises(SimulatorError, match=r"404 no exchange 'abc' .* it holds 1"):
        shelf.explain("abc")


def test_mended_body_is_a_finding(shelf: Simulator) -> None:
    """What lenient mode puts right is accepted, and told as a finding of that exchange."""
    answer = shelf.http.post("/shelf/books", json={"Title": "x"})
    assert (answer.status_code, answer.json()) == (201, {"title": "x"})
    assert shelf.findings == [
        {
            "trace": answer.headers["X-Sim-Trace-Id"],
            "operation": "addBook",
            "rule": "shelf.title.case",
            "source": "test",
            "message": "the member is title",
        }
    ]


def test_strict_mode_mends_nothing(shelf: Simulator) -> None:
    """Strict mode refuses what lenient mode puts right."""
    shelf.settings.change(strictness="strict")
    answer = shelf.http.post("/shelf/books", json={"Title": "x"})
    assert (answer.status_code, shelf.findings) == (400, [])


def test_journal_holds_the_wire(shelf: Simulator) -> None:
    """A journalled exchange has what was sent and what was answered."""
    answer = shelf.http.post("/shelf/books", json={"title": "é"}, headers={"X-Mine": "1"})
    exchange = shelf.requests.get(answer.headers["X-Sim-Trace-Id"])
    assert exchange["request"]["body"] == exchange["response"]["body"] == {"title": "é"}
    assert exchange["request"]["headers"]["x-mine"] == "1"
    assert exchange["response"]["headers"]["Location"] == answer.headers["Location"]
    assert (exchange["method"], exchange["status"], exchange["number"]) == ("POST", 201, 1)


def test_journal_holds_no_secrets(shelf: Simulator) -> None:
    """A token shows nowhere in the journal: not in headers, bodies, URLs or the archive."""
    token = shelf.credentials.token()
    shelf.http.get(f"/shelf/secret?access_token={token}", headers=shelf.credentials.bearer())
    shelf.http.put("/shelf/notes", json={"access_token": token})
    shelf.http.get("/shelf/secret", headers={"Authorization": f"Bearer {token}"})
    told = [shelf.requests.list(), shelf.requests.find(), shelf.control.ask("GET", "/requests/har")]
    assert token not in str(told)
    assert "redacted:" in str(told)


def test_journal_is_questioned(shelf: Simulator) -> None:
    """Exchanges are counted and found by method, status, operation, URL and pattern."""
    for path in ("books", "books?limit=2", "nothing"):
        shelf.http.get(f"/shelf/{path}")
    path = f"/w/{shelf.name}/shelf/books"
    assert shelf.requests.count() == shelf.requests.count(method="ANY") == 3
    assert shelf.requests.count(status=404) == 1
    assert shelf.requests.count(operation="listBooks", api="shelf") == 2
    assert shelf.requests.count(url=path) == 1
    assert shelf.requests.count(urlPath=path) == 2
    assert shelf.requests.count(urlPattern=".*limit=.") == 1
    assert shelf.requests.count(urlPathPattern=".*/(books|nothing)", method="GET") == 3
    assert [found["url"] for found in shelf.requests.find(urlPattern=".*=2")] == [f"{path}?limit=2"]


@pytest.mark.parametrize("pattern", ["(", "a{99999999999}", "(" * 5000])
def test_unreadable_pattern_is_refused(shelf: Simulator, pattern: str) -> None:
    """A pattern that is no regular expression is refused, also by an empty journal."""
    with pytest.raises(SimulatorError, match="400"):
        shelf.requests.count(urlPattern=pattern)


def test_listing_is_limited_to_the_last(shelf: Simulator) -> None:
    """A limit shows the newest exchanges, oldest first."""
    for limit in (1, 2, 3):
        shelf.http.get(f"/shelf/books?limit={limit}")
    shown = shelf.requests.list(limit=2)
    assert [exchange["url"][-1] for exchange in shown] == ["2", "3"]


def test_control_calls_are_not_journalled(shelf: Simulator) -> None:
    """Steering and asking leave no trace in the journal."""
    shelf.state()
    shelf.clock.advance("PT1S")
    assert shelf.requests.list() == []


def test_archive_can_be_read_as_har(shelf: Simulator) -> None:
    """The HAR export has the members of HTTP Archive 1.2, with absolute URLs."""
    shelf.http.post("/shelf/books?x=1", json={"title": "é"})
    log = shelf.control.ask("GET", "/requests/har")["log"]
    entry = log["entries"][0]
    assert (log["version"], log["creator"]["name"]) == ("1.2", "invaller")
    assert entry["request"]["url"] == f"{shelf.url}/shelf/books?x=1"
    assert entry["request"]["queryString"] == [{"name": "x", "value": "1"}]
    assert entry["request"]["postData"]["mimeType"] == "application/json"
    assert entry["response"]["content"]["text"] == '{"title":"é"}'
    assert {"startedDateTime", "time", "cache", "timings"} <= set(entry)
