"""A defect of the simulator itself: the documented 500, explained, and nothing half-stored."""

import httpx

from invaller_contracts.simulator import Simulator


def _break(shelf: Simulator) -> httpx.Response:
    return shelf.http.post("/shelf/breakage", json={})


def test_defect_gives_the_documented_500(shelf: Simulator) -> None:
    """A handler that fails gives the API's own technical error, without the failure's words."""
    answer = _break(shelf)
    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:problem-type:belgif:internalServerError"
    assert "the shelf came down" not in answer.text


def test_nothing_is_half_stored(shelf: Simulator) -> None:
    """What the handler had stored and minted before it failed is not there."""
    before = shelf.state()
    _break(shelf)
    assert shelf.state() == before


def test_defect_is_explained(shelf: Simulator) -> None:
    """The trace of the answer leads to what failed, and asks to report it."""
    answer = _break(shelf)
    explanation = shelf.explain(answer)["explanations"][0]
    assert explanation["rule"] == "simulator.defect"
    assert "RuntimeError: the shelf came down" in explanation["message"]
    assert answer.json()["instance"].endswith(answer.headers["X-Sim-Trace-Id"])


def test_defect_is_in_the_journal_of_its_workspace(shelf: Simulator) -> None:
    """A failed call is journalled with a number of its own where its credential leads to."""
    shelf.http.get("/shelf/books")
    origin = shelf.url.split("/w/")[0]
    headers = shelf.credentials.bearer()
    httpx.post(f"{origin}/shelf/breakage", json={}, headers=headers)
    shelf.http.get("/shelf/books")
    listed = [(entry["status"], entry["url"]) for entry in shelf.requests.list()]
    assert listed[1] == (500, "/shelf/breakage")
    numbers = [entry["number"] for entry in shelf.requests.list()]
    assert numbers == sorted(set(numbers))
    assert shelf.requests.get(str(numbers[1]))["status"] == 500


def test_next_call_is_answered(shelf: Simulator) -> None:
    """After a defect the workspace goes on as if the call had not been made."""
    _break(shelf)
    first = shelf.http.post("/shelf/books", json={"title": "x"})
    assert first.status_code == 201
    assert httpx.get(first.headers["Location"]).json() == {"title": "x"}


def test_work_that_fell_due_is_not_lost(shelf: Simulator) -> None:
    """Work that was done in an exchange that failed is done by the next one."""
    location = shelf.http.post("/shelf/books", json={"title": "x"}).headers["Location"]
    shelf.clock.switch("real")
    shelf.clock.advance("PT2.99S")
    shelf.clock.switch("frozen")
    pending = shelf.pending.list()
    _break(shelf)
    assert shelf.pending.list() == pending
    shelf.clock.advance("PT1S")
    assert httpx.get(location).json()["catalogued"] == "2025-03-03T08:00:03+00:00"
