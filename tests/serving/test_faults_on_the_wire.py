"""Fault rules as a client meets them on a real connection."""

from contextlib import suppress
from time import monotonic
from typing import Any

import httpx
import pytest

from invaller_contracts.control import SimulatorError
from invaller_contracts.simulator import Simulator


def _get(shelf: Simulator, path: str = "/shelf/books") -> httpx.Response:
    return shelf.http.get(path)


def test_status_gives_the_documented_error(shelf: Simulator) -> None:
    """A status without a body answers the problem that the API documents for it."""
    shelf.faults.add(effect={"status": 503})
    answer = _get(shelf)
    assert answer.status_code == 503
    assert answer.json() == {
        "type": "urn:problem-type:belgif:serviceUnavailable",
        "href": "https://www.belgif.be/specification/rest/api-guide/problems/serviceUnavailable.html",
        "title": "Service is unavailable",
        "status": 503,
        "instance": f"urn:trace-id:{answer.headers['X-Sim-Trace-Id']}",
    }


def test_status_with_a_body_of_ones_own(shelf: Simulator) -> None:
    """A body that the rule gives is the body that is answered."""
    shelf.faults.add(effect={"status": 502, "body": {"proxy": "down"}})
    answer = _get(shelf)
    assert (answer.status_code, answer.json()) == (502, {"proxy": "down"})


def test_status_that_nobody_documents(shelf: Simulator) -> None:
    """A status without a documented error is answered without a body."""
    shelf.faults.add(effect={"status": 418})
    answer = _get(shelf)
    assert (answer.status_code, answer.content) == (418, b"")


def test_fault_is_told_in_the_journal(shelf: Simulator) -> None:
    """The journal and the explanation name the rule that made a call go wrong."""
    rule = shelf.faults.add(effect={"status": 500})
    explained = shelf.explain(_get(shelf))
    assert explained["fault"] == rule["id"]
    assert explained["explanations"][0]["source"] == f"fault {rule['id']}"


def test_forced_error_tells_who_called(shelf: Simulator) -> None:
    """The journal has the client of a call that a rule answers, and none for a bad token."""
    shelf.faults.add(effect={"status": 503})
    for headers in (shelf.credentials.bearer(), {"Authorization": "Bearer nobody's"}):
        assert shelf.http.get("/shelf/secret", headers=headers).status_code == 503
    told = [exchange["client"] for exchange in shelf.requests.list(operation="getSecret")]
    assert told == [shelf.credentials.client_id(), None]


@pytest.mark.parametrize(
    ("effect", "delivery"),
    [
        ({"delay": {"fixed": 0.01}}, "delayed"),
        ({"truncate": 3}, "cut"),
        ({"truncate": 10_000}, "whole"),
        ({"drop": True}, "dropped"),
        ({"status": 503}, "whole"),
    ],
)
def test_journal_tells_how_an_answer_left(
    shelf: Simulator, effect: dict[str, Any], delivery: str
) -> None:
    """Whether the client can have read an answer as a whole is seen from the journal."""
    shelf.faults.add(effect=effect, times=1)
    with suppress(httpx.TransportError):
        shelf.http.get("/shelf/books")
    assert shelf.requests.list()[-1]["delivery"] == delivery


def test_forced_error_does_nothing(shelf: Simulator) -> None:
    """A call that a rule answers never reaches its handler."""
    shelf.faults.add(effect={"status": 500})
    assert shelf.http.post("/shelf/books", json={"title": "x"}).status_code == 500
    assert shelf.state()["documents"] == {}


def test_rule_hits_what_it_matches_as_often_as_it_says(shelf: Simulator) -> None:
    """A rule with conditions and times hits these calls, so many times."""
    shelf.faults.add(effect={"status": 503}, operation="addBook", match={"body": "poison"}, times=2)
    titles = ("plain", "poison", "poison", "poison")
    answers = [shelf.http.post("/shelf/books", json={"title": title}) for title in titles]
    assert [answer.status_code for answer in answers] == [201, 503, 503, 201]
    assert _get(shelf).status_code == 200


def test_rules_match_path_and_query(shelf: Simulator) -> None:
    """A rule may look at path parameters and at the query."""
    shelf.faults.add(effect={"status": 500}, match={"id": "13"})
    shelf.faults.add(effect={"status": 503}, match={"tag": "b"})
    paths = ("books/12", "books/13", "books?tag=a&tag=b", "books?tag=a")
    assert [_get(shelf, f"/shelf/{p}").status_code for p in paths] == [404, 500, 503, 200]


def test_probability_is_the_same_on_the_same_seed(shelf: Simulator) -> None:
    """The calls that a rule with a probability hits come back after a restore."""
    shelf.faults.add(effect={"status": 503}, probability=0.5)
    shelf.snapshot("before")
    first = [_get(shelf).status_code for _ in range(12)]
    shelf.restore("before")
    assert [_get(shelf).status_code for _ in range(12)] == first
    assert set(first) == {200, 503}


def test_delay_is_waited_and_does_its_work(shelf: Simulator) -> None:
    """A delayed call is answered as ever, after the delay."""
    shelf.faults.add(effect={"delay": {"fixed": 0.2}}, times=1)
    started = monotonic()
    assert _get(shelf).status_code == 200
    assert monotonic() - started >= 0.2


def test_delay_holds_up_nobody_else(shelf: Simulator) -> None:
    """While a delayed call waits, other calls of the same workspace are answered."""
    shelf.faults.add(effect={"delay": {"fixed": 60}}, operation="getBook", times=1)
    with pytest.raises(httpx.ReadTimeout):
        shelf.http.get("/shelf/books/1", timeout=0.2)
    assert _get(shelf).status_code == 200
    assert shelf.requests.count(operation="getBook") == 1


def test_truncated_body(shelf: Simulator) -> None:
    """A cut body ends before the length that was announced, and the work is done."""
    shelf.faults.add(effect={"truncate": 5})
    with pytest.raises(httpx.RemoteProtocolError, match="received 5 bytes"):
        shelf.http.post("/shelf/books", json={"title": "x"})
    assert len(shelf.state()["documents"]["shelf.book"]) == 1


def test_dropped_connection(shelf: Simulator) -> None:
    """A dropped connection ends without an answer; the work is done and journalled."""
    shelf.faults.add(effect={"drop": True}, times=1)
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        shelf.http.post("/shelf/books", json={"title": "x"})
    assert len(shelf.state()["documents"]["shelf.book"]) == 1
    assert shelf.requests.list()[0]["status"] == 201
    assert _get(shelf).status_code == 200


def test_rules_are_listed_and_cleared(shelf: Simulator) -> None:
    """Rules are shown in their order with what is left of them, and are removed together."""
    shelf.faults.add(effect={"status": 503}, times=2)
    shelf.faults.add(effect={"drop": True}, operation="addBook")
    _get(shelf)
    assert [(rule.get("times"), rule["effect"]) for rule in shelf.faults.list()] == [
        (1, {"status": 503}),
        (None, {"drop": True}),
    ]
    shelf.faults.clear()
    assert (shelf.faults.list(), _get(shelf).status_code) == ([], 200)


def test_faults_belong_to_one_workspace(shelf: Simulator) -> None:
    """A rule of one workspace hits no call of another, nor of the control plane."""
    shelf.faults.add(effect={"status": 500})
    origin = shelf.url.split("/w/")[0]
    assert httpx.get(f"{origin}/shelf/books").status_code == 200
    assert shelf.state()["workspace"] == shelf.name


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({"effect": {}}, "400"),
        ({"effect": {"status": 200}}, "200"),
        ({"effect": {"outage": "attic"}}, "cellar"),
        ({"effect": {"drop": True}, "api": "library"}, "no API 'library'; there are shelf"),
        ({"effect": {"drop": True}, "times": 0}, "0 is less than"),
        ({"effect": {"drop": True}, "operations": "x"}, "operations"),
    ],
)
def test_unusable_rules_are_refused(shelf: Simulator, rule: dict[str, Any], told: str) -> None:
    """A rule that cannot work is refused with what would be right, and is not kept."""
    with pytest.raises(SimulatorError, match=told):
        shelf.faults.add(**rule)
    assert shelf.faults.list() == []


def test_outage_is_known_to_the_handler(shelf: Simulator) -> None:
    """A part behind the API that is down is known to the handler of the calls it is down for."""
    shelf.faults.add(effect={"outage": "cellar"}, times=1)
    answers = [shelf.http.get("/shelf/books/1") for _ in range(2)]
    assert [answer.json() for answer in answers if answer.content] == [{"down": "cellar"}]
    assert shelf.explain(answers[0])["fault"] == "fault-1"
