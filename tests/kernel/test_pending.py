"""Pending work: its order, its four modes, and what survives."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invaller.kernel.pending import Pending, Work
from invaller.kernel.processing import Processing
from invaller.kernel.store import Store
from invaller.kernel.workspace import RunawayWork, Workspace
from invaller.kernel.world import World

START = datetime(2025, 3, 3, 8, tzinfo=UTC)
TIME = Processing("time")


def _queue(store: Store, workspace: str = "one") -> Pending:
    numbers = iter(range(1, 10_000))
    return Pending(store, workspace, lambda: next(numbers))


def _add(queue: Pending, seconds: float, priority: int = 0, **changes: Any) -> Work:
    given: dict[str, Any] = {"due": START + timedelta(seconds=seconds), "processing": TIME}
    return queue.add("test", "note", "s", {}, priority=priority, **{**given, **changes})


def _run(queue: Pending) -> list[str]:
    done = []
    while (work := queue.next_due()) is not None:
        queue.remove(work)
        done.append(work.id)
    return done


def test_order_is_due_then_priority_then_sequence(store: Store) -> None:
    """Work is done by due time, then by priority, then in the order of its acceptance."""
    queue = _queue(store)
    late, urgent, first = _add(queue, 2), _add(queue, 1, priority=-1), _add(queue, 1)
    second, early = _add(queue, 1), _add(queue, 0.5, priority=9)
    expected = [early.id, urgent.id, first.id, second.id, late.id]
    assert [work.id for work in queue.all()] == expected
    assert _run(queue) == expected


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-1, 1)), max_size=12))
def test_run_order_is_a_total_order(items: list[tuple[int, int]]) -> None:
    """Whatever the mixture, the run order is that of (due, priority, sequence)."""
    store = Store()
    queue = _queue(store)
    works = [_add(queue, seconds, priority) for seconds, priority in items]
    expected = sorted(works, key=lambda work: (work.due, work.priority, work.sequence))
    assert [work.id for work in queue.all()] == [work.id for work in expected]
    assert _run(queue) == [work.id for work in expected]
    store.close()


def test_nothing_is_due_before_its_time(store: Store) -> None:
    """Work is due at its instant and not a microsecond earlier."""
    queue = _queue(store)
    work = _add(queue, 1)
    assert queue.next_due(START + timedelta(microseconds=999_999)) is None
    assert queue.next_due(START + timedelta(seconds=1)) == work


def test_earlier_work_that_comes_later_goes_first(store: Store) -> None:
    """What was known about the next due time is forgotten when earlier work comes."""
    queue = _queue(store)
    later = _add(queue, 2)
    assert queue.next_due() == later
    earlier = _add(queue, 1)
    assert queue.next_due() == earlier
    queue.remove(earlier)
    assert queue.next_due() == later


def test_payload_and_subject_come_back(store: Store) -> None:
    """An item is stored as it was accepted."""
    queue = _queue(store)
    payload = {"é": [None]}
    work = queue.add("test", "note", "subject", payload, due=START, processing=TIME)
    assert queue.get(work.id) == work
    assert queue.waiting_for("test", "note", "subject") == work
    assert queue.waiting_for("test", "other", "subject") is None


def test_queues_of_two_workspaces_are_two(store: Store) -> None:
    """Items with the same id in two workspaces do not touch."""
    one, two = _queue(store, "one"), _queue(store, "two")
    work = _add(one, 1)
    assert _add(two, 2).id == work.id
    one.remove(work)
    assert (one.all(), len(two.all())) == ([], 1)


def _done(workspace: Workspace) -> list[str]:
    return [body["id"] for body in workspace.documents.everything().get("test.done", {}).values()]


def _schedule(workspace: Workspace, subject: str = "s", seconds: float = 3) -> Work:
    delay = timedelta(seconds=seconds)
    return workspace.schedule("test", "note", subject, {}, now=workspace.now, delay=delay)


def _set(workspace: Workspace, processing: str) -> None:
    workspace.settings = workspace.settings.changed({"processing": processing}, {})


def test_timed_work_is_done_when_the_clock_gets_there(workspace: Workspace) -> None:
    """Timed work is done as the clock passes its due time, at that time, and is told."""
    work = _schedule(workspace)
    assert workspace.advance(timedelta(seconds=2.9)) == []
    assert _done(workspace) == []
    assert workspace.advance(timedelta(seconds=5)) == [work]
    written = workspace.documents.everything()["test.done"]["1"]
    assert written == {"id": work.id, "at": (START + timedelta(seconds=3)).isoformat()}
    assert (workspace.now, workspace.pending.all()) == (START + timedelta(seconds=7.9), [])


def test_immediate_work_is_due_at_once(workspace: Workspace) -> None:
    """With `immediate` work is due when it is accepted, whatever delay was documented."""
    _set(workspace, "immediate")
    work = _schedule(workspace, seconds=3600)
    assert workspace.run_due(workspace.now) == [work]


def test_polled_work_is_done_at_the_nth_poll(workspace: Workspace) -> None:
    """With `polls:3` work is done at the third look at it, and time does not matter."""
    _set(workspace, "polls:3")
    work = _schedule(workspace, "a")
    workspace.advance(timedelta(days=1))
    for subject in ("a", "other", "a"):
        workspace.polled("test", "note", subject, workspace.now)
    assert _done(workspace) == []
    workspace.polled("test", "note", "a", workspace.now)
    assert _done(workspace) == [work.id]


def test_polls_do_not_hurry_timed_work(workspace: Workspace) -> None:
    """Looking at timed work does not bring it nearer."""
    _schedule(workspace, "a")
    for _ in range(5):
        workspace.polled("test", "note", "a", workspace.now)
    assert _done(workspace) == []


def test_held_work_waits_for_a_hand(workspace: Workspace) -> None:
    """With `hold` work waits, whatever the clock and the client do, until it is released."""
    _set(workspace, "hold")
    work = _schedule(workspace, "a")
    workspace.advance(timedelta(days=365))
    workspace.polled("test", "note", "a", workspace.now)
    assert workspace.run_until_idle() == []
    assert (_done(workspace), work.held, work.due) == ([], True, None)
    workspace.do(work, workspace.now)
    assert (_done(workspace), workspace.pending.all()) == ([work.id], [])


def test_processing_counts_when_work_is_accepted(workspace: Workspace) -> None:
    """Changing the processing changes nothing for work that was accepted before."""
    work = _schedule(workspace)
    _set(workspace, "hold")
    assert workspace.advance(timedelta(seconds=3)) == [work]


def test_run_until_idle_stops_at_the_last_due_time(workspace: Workspace) -> None:
    """Running until idle does everything in order and leaves the clock at the last of it."""
    works = [_schedule(workspace, seconds=seconds) for seconds in (5, 1, 3)]
    assert workspace.run_until_idle() == [works[1], works[2], works[0]]
    assert workspace.now == START + timedelta(seconds=5)
    assert workspace.run_until_idle() == []
    assert workspace.now == START + timedelta(seconds=5)


def test_work_without_end_is_noticed(workspace: Workspace) -> None:
    """Work that makes more work that is due at once is stopped with an error that says so."""
    workspace.work_limit = 50
    workspace.schedule("test", "endless", "", {}, now=workspace.now, delay=timedelta())
    with pytest.raises(RunawayWork, match="default"):
        workspace.advance(timedelta(seconds=1))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_failed_exchange_takes_its_work_back(world: World, order: tuple[int, int]) -> None:
    """Work that was scheduled in an exchange that failed is not pending, done work is again."""
    with world.transaction():
        kept = _schedule(world.workspace(), seconds=1)
    steps: list[Callable[[Workspace], object]] = [
        lambda workspace: _schedule(workspace, seconds=0.5),
        lambda workspace: workspace.run_due(START + timedelta(seconds=2)),
    ]

    def fail() -> None:
        with world.transaction():
            for step in order:
                steps[step](world.workspace())
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with world.transaction():
        assert world.workspace().run_due(START + timedelta(seconds=2)) == [kept]
        assert _done(world.workspace()) == [kept.id]
