"""Faults that spoil what a call leaves to be done later, and a queue that is stuck."""

from typing import Any

import pytest

from invaller_contracts.control import SimulatorError
from invaller_contracts.simulator import Simulator


def _add(shelf: Simulator) -> None:
    assert shelf.http.post("/shelf/books", json={"title": "x"}).status_code == 201


def _done(shelf: Simulator, by: str = "PT3S") -> int:
    return len(shelf.clock.advance(by))


def test_lost_work_is_never_done(shelf: Simulator) -> None:
    """What a call leaves behind under `lost` is neither pending nor ever done."""
    shelf.faults.add(effect={"lost": True}, times=1)
    _add(shelf)
    assert (shelf.pending.list(), _done(shelf, "P9D")) == ([], 0)
    _add(shelf)
    assert _done(shelf) == 1


def test_doubled_work_is_done_twice(shelf: Simulator) -> None:
    """What a call leaves behind under `doubled` is done two times."""
    shelf.faults.add(effect={"doubled": True}, operation="addBook")
    _add(shelf)
    assert _done(shelf) == 2


def test_late_work_is_done_later(shelf: Simulator) -> None:
    """What a call leaves behind under `late` is done so much later than it would be."""
    shelf.faults.add(effect={"late": "PT10S"})
    _add(shelf)
    assert (_done(shelf, "PT12.9S"), _done(shelf, "PT0.1S")) == (0, 1)


def test_other_calls_are_not_spoiled(shelf: Simulator) -> None:
    """A rule spoils the work of the calls that it hits, and of no other."""
    shelf.faults.add(effect={"lost": True}, match={"body": "poetry"})
    _add(shelf)
    assert _done(shelf) == 1


@pytest.mark.parametrize("rule", [{}, {"api": "shelf"}])
def test_stuck_queue_does_nothing_until_it_is_freed(shelf: Simulator, rule: dict[str, Any]) -> None:
    """While a stuck rule is there nothing is done, and all of it once the rule is cleared."""
    _add(shelf)
    shelf.faults.add(effect={"stuck": True}, **rule)
    _add(shelf)
    assert (_done(shelf, "PT1H"), shelf.clock.run_until_idle()) == (0, [])
    freed = shelf.clock.now
    shelf.faults.clear()
    books = shelf.state()["documents"]["shelf.book"].values()
    assert [book["catalogued"] for book in books] == [freed.isoformat()] * 2


@pytest.mark.sim(processing="polls:1")
def test_stuck_work_can_be_released_by_hand(shelf: Simulator) -> None:
    """What is stuck can still be done by hand."""
    _add(shelf)
    shelf.faults.add(effect={"stuck": True})
    [work] = shelf.pending.list()
    shelf.pending.release(work["id"])
    assert shelf.pending.list() == []


@pytest.mark.parametrize(
    ("rule", "help_given"),
    [
        ({"effect": {"late": "soon"}}, "is not an ISO 8601 duration"),
        ({"effect": {"stuck": True}, "times": 1}, "leave out times"),
        ({"effect": {"stuck": True}, "operation": "addBook"}, "leave out operation"),
    ],
)
def test_rules_that_mean_nothing_are_refused(
    shelf: Simulator, rule: dict[str, Any], help_given: str
) -> None:
    """A duration that is none, or a stuck queue for single calls, is refused with help."""
    with pytest.raises(SimulatorError, match=help_given):
        shelf.faults.add(**rule)
