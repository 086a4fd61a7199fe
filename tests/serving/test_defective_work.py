"""A defect in what does pending work holds that item, and stops nothing else."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, cast

import httpx
import pytest

from invaller.kernel.pending import Work
from invaller.kernel.workspace import Workspace
from invaller.serving.server import Server
from invaller_contracts.local_server import served
from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.simulator import Simulator, SimulatorServer

FAILURE = "RuntimeError: the catalogue is torn"

EVERY = "*"

_torn: set[str] = set()
"""Subjects that cannot be catalogued."""


@pytest.fixture(scope="module")
def torn_server(make_server: Callable[..., Server]) -> Iterator[SimulatorServer]:
    """A shelf whose catalogue is torn for some books, after it has written already."""
    server = make_server()
    process = cast(dict[str, Any], server.world.apis["shelf"].process)
    catalogue = process["catalogue"]

    def torn(workspace: Workspace, work: Work, now: datetime) -> None:
        catalogue(workspace, work, now)
        workspace.ids.counter("catalogued")
        if _torn & {work.subject, EVERY}:
            raise RuntimeError("the catalogue is torn")

    process["catalogue"] = torn
    with served(server) as url, SimulatorServer(url) as running:
        yield running


@pytest.fixture
def torn(torn_server: SimulatorServer) -> Iterator[Simulator]:
    """A workspace of it, in which nothing is torn yet."""
    logging.getLogger("invaller").setLevel(logging.CRITICAL)
    sim = torn_server.create(DEFAULTS)
    yield sim
    _torn.clear()
    torn_server.delete(sim)
    logging.getLogger("invaller").setLevel(logging.NOTSET)


def _book(sim: Simulator, title: str, *, is_torn: bool = False) -> str:
    location = sim.http.post("/shelf/books", json={"title": title}).headers["Location"]
    if is_torn:
        _torn.add(location.rpartition("/")[2])
    return location


def test_other_work_is_done(torn: Simulator) -> None:
    """Of two items that fall due, the one that fails changes nothing and the other is done."""
    bad, good = _book(torn, "a", is_torn=True), _book(torn, "b")
    fell = torn.http.post("/_sim/clock/advance", json={"by": "PT5S"})
    assert [work["subject"] for work in fell.json()["fellDue"]] == [good.rpartition("/")[2]]
    assert httpx.get(bad).json() == {"title": "a"}
    assert "catalogued" in httpx.get(good).json()
    assert torn.state()["counters"]["catalogued"] == 1


def test_what_went_wrong_is_listed(torn: Simulator) -> None:
    """Work that failed is held, due never, and says what went wrong."""
    _book(torn, "a", is_torn=True)
    torn.clock.advance("PT5S")
    item = torn.pending.list()[0]
    assert (item["held"], item["due"], item["failure"]) == (True, None, FAILURE)


def test_the_exchange_goes_on_and_explains(torn: Simulator) -> None:
    """The call that runs into it is answered as any other; only its explanation tells."""
    torn.http.put("/_sim/processing", json={"default": "immediate"})
    _torn.add(EVERY)
    answer = torn.http.post("/shelf/books", json={"title": "a"})
    assert (answer.status_code, answer.json()) == (201, {"title": "a"})
    explained = torn.explain(answer)["explanations"]
    assert [one["rule"] for one in explained] == ["simulator.defect"]
    assert FAILURE in explained[0]["message"]
    assert torn.pending.list()[0]["id"] in explained[0]["message"]


def test_the_next_calls_are_answered(torn: Simulator) -> None:
    """Calls after it are answered and not blamed: the item is not tried again by itself."""
    torn.http.put("/_sim/processing", json={"default": "immediate"})
    _torn.add(EVERY)
    location = torn.http.post("/shelf/books", json={"title": "a"}).headers["Location"]
    torn.clock.advance("P1D")
    answer = httpx.get(location)
    assert (answer.status_code, answer.json()) == (200, {"title": "a"})
    assert torn.explain(answer)["explanations"] == []


def test_a_release_tries_again(torn: Simulator) -> None:
    """A release of what still fails is an error and keeps it; once mended, it is done."""
    book = _book(torn, "a", is_torn=True)
    torn.clock.advance("PT5S")
    held = torn.pending.list()
    path = f"/_sim/pending/{held[0]['id']}/release"
    assert torn.http.post(path, json={}).status_code == 500
    assert torn.pending.list() == held
    _torn.clear()
    assert torn.http.post(path, json={}).status_code == 200
    assert (torn.pending.list(), "catalogued" in httpx.get(book).json()) == ([], True)


def test_what_went_wrong_is_kept(torn: Simulator) -> None:
    """What went wrong is part of exports, snapshots and forks."""
    _book(torn, "a", is_torn=True)
    torn.clock.advance("PT5S")
    state = torn.state()
    torn.snapshot("failed")
    torn.http.post("/_sim/reset")
    torn.load(state)
    assert torn.pending.list()[0]["failure"] == FAILURE
    torn.restore("failed")
    assert torn.state() == state
