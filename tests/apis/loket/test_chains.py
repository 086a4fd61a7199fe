"""Chains of records in time, as pure functions: linked, broken and unique ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.loket.domain.chains import (
    Bounds,
    Plan,
    Policy,
    Span,
    plan_add,
    plan_delete,
    plan_move,
)
from invaller.apis.loket.domain.faults import Broken

LINKED, LINKED_BY_CLIENT = Policy("linked", True), Policy("linked", False)
BROKEN, BROKEN_BY_SERVER = Policy("broken", False), Policy("broken", True)
POLICIES = (LINKED, LINKED_BY_CLIENT, BROKEN, BROKEN_BY_SERVER)

FREE = Bounds()
FIRST = date(2024, 1, 1)
_DAY = timedelta(days=1)

_DAYS = st.integers(0, 60).map(lambda days: FIRST + timedelta(days=days))
_STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "move", "delete"]), _DAYS, st.none() | _DAYS, st.integers(0)),
    max_size=15,
)


def day(number: int) -> date:
    """A day of January 2024."""
    return date(2024, 1, number)


def span(identifier: str, start: int, end: int | None = None) -> Span:
    """A record from one day of January 2024 to another."""
    return Span(identifier, day(start), None if end is None else day(end))


def rule_of(policy: Policy, others: Sequence[Span], new: Span, bounds: Bounds = FREE) -> str:
    """The rule with which adding a record is refused."""
    with pytest.raises(Broken) as refused:
        plan_add(policy, others, new, bounds)
    return refused.value.faults[0].rule


def applied(chain: dict[str, Span], new: Span, plan: Plan) -> dict[str, Span]:
    """The chain after a plan, with its own record."""
    moved = {
        one.id: Span(one.id, one.start, plan.others.get(one.id, one.end)) for one in chain.values()
    }
    return {**moved, new.id: Span(new.id, new.start, plan.end)}


def played(policy: Policy, steps: Sequence[tuple[str, date, date | None, int]]) -> list[Span]:
    """The chain after steps, those that break a rule left out, in the order of time."""
    chain: dict[str, Span] = {}
    for number, (step, start, end, choice) in enumerate(steps):
        picked = sorted(chain)[choice % len(chain)] if chain else ""
        old = chain.get(picked)
        others = [one for one in chain.values() if one.id != picked]
        given_end = None if policy.server_end else end
        try:
            if step == "add":
                new = Span(str(number), start, given_end)
                chain = applied(chain, new, plan_add(policy, list(chain.values()), new, FREE))
            elif old is not None and step == "move":
                new = Span(old.id, start, given_end)
                chain = applied(chain, new, plan_move(policy, others, old, new, FREE))
            elif old is not None:
                ends = plan_delete(policy, others, old, FREE)
                chain = {o.id: Span(o.id, o.start, ends.get(o.id, o.end)) for o in others}
        except Broken:
            continue
    return sorted(chain.values(), key=lambda one: one.start)


@pytest.mark.behaviour("loket.chain.no-overlap")
@pytest.mark.parametrize("policy", POLICIES)
@given(steps=_STEPS)
def test_records_never_overlap(
    policy: Policy, steps: list[tuple[str, date, date | None, int]]
) -> None:
    """Whatever is added, moved and deleted, each record ends before the next one begins."""
    chain = played(policy, steps)
    for one, following in pairwise(chain):
        assert one.end is not None
        assert one.end < following.start
    assert all(one.end is None or one.start <= one.end for one in chain)


@pytest.mark.behaviour("loket.chain.linked-no-gaps", "loket.chain.linked-closes-previous")
@pytest.mark.parametrize("policy", [LINKED, LINKED_BY_CLIENT])
@given(steps=_STEPS)
def test_linked_records_never_leave_a_gap(
    policy: Policy, steps: list[tuple[str, date, date | None, int]]
) -> None:
    """Whatever is added, moved and deleted, each record ends the day before the next begins."""
    chain = played(policy, steps)
    for one, following in pairwise(chain):
        assert one.end == following.start - _DAY


@pytest.mark.behaviour("loket.chain.linked-new-end-date")
@given(steps=_STEPS)
def test_the_last_linked_record_is_open(
    steps: list[tuple[str, date, date | None, int]],
) -> None:
    """Where the server keeps the end dates, the last record has none."""
    chain = played(LINKED, steps)
    assert not chain or chain[-1].end is None


@pytest.mark.behaviour("loket.chain.broken-gaps", "loket.chain.broken-insert")
def test_a_broken_chain_has_gaps_and_inserts() -> None:
    """A record fits between, before and after others, with days between them."""
    others = [span("a", 5, 10), span("b", 20, 25)]
    for new in (span("n", 12, 18), span("n", 1, 2), span("n", 28)):
        assert plan_add(BROKEN, others, new, FREE) == Plan(new.end)


@pytest.mark.behaviour("loket.chain.same-day-overlaps", "loket.chain.no-overlap")
def test_end_dates_are_inclusive() -> None:
    """A record may begin the day after another ends, and not on that day."""
    others = [span("a", 5, 10)]
    assert plan_add(BROKEN, others, span("n", 11), FREE) == Plan(None)
    assert rule_of(BROKEN, others, span("n", 10)) == "loket.chain.no-overlap"


@pytest.mark.behaviour("loket.chain.broken-server-end")
def test_the_server_ends_records_of_a_broken_chain() -> None:
    """A new record ends the one before it, and itself the day before the next one."""
    others = [span("a", 5), span("b", 20)]
    plan = plan_add(BROKEN_BY_SERVER, others, span("n", 10), FREE)
    assert plan == Plan(day(19), {"a": day(9)})
    assert rule_of(BROKEN_BY_SERVER, others, span("n", 20)) == "loket.chain.no-overlap"


@pytest.mark.behaviour("loket.chain.linked-append-only", "loket.chain.linked-same-start")
@pytest.mark.parametrize(("start", "rule"), [(4, "linked-append-only"), (5, "linked-same-start")])
@pytest.mark.parametrize("policy", [LINKED, LINKED_BY_CLIENT])
def test_a_linked_chain_grows_at_its_end(policy: Policy, start: int, rule: str) -> None:
    """A record that does not begin after the last one is refused."""
    assert rule_of(policy, [span("a", 5)], span("n", start)) == f"loket.chain.{rule}"


@pytest.mark.behaviour("loket.chain.linked-closed-by-caller")
def test_what_follows_a_closed_record_joins_it() -> None:
    """After a record that the caller closed, the next begins the day after."""
    closed = [span("a", 5, 10)]
    assert plan_add(LINKED_BY_CLIENT, closed, span("n", 11), FREE) == Plan(None)
    for start in (8, 12):
        rule = rule_of(LINKED_BY_CLIENT, closed, span("n", start))
        assert rule == "loket.chain.linked-closed-by-caller"


@pytest.mark.behaviour("loket.chain.linked-change-start")
def test_moving_a_start_moves_the_end_before() -> None:
    """The record before ends the day before the new start date."""
    others, old = [span("a", 1, 9), span("c", 20)], span("b", 10, 19)
    plan = plan_move(LINKED, others, old, span("b", 15, 19), FREE)
    assert plan == Plan(day(19), {"a": day(14)})


@pytest.mark.behaviour("loket.chain.linked-change-keeps-order")
@pytest.mark.parametrize("start", [1, 20, 25])
def test_a_moved_start_keeps_its_place(start: int) -> None:
    """It stays after the start of the record before and before that of the next."""
    others, old = [span("a", 1, 9), span("c", 20)], span("b", 10, 19)
    with pytest.raises(Broken) as refused:
        plan_move(LINKED, others, old, span("b", start), FREE)
    assert refused.value.faults[0].rule == "loket.chain.linked-change-keeps-order"


@pytest.mark.behaviour(
    "loket.chain.linked-delete-last",
    "loket.chain.linked-delete-inside",
    "loket.chain.linked-delete-first",
)
def test_deleting_from_a_linked_chain() -> None:
    """The record before opens again or joins the next one; nothing moves for the first."""
    first, inside, last = span("a", 1, 9), span("b", 10, 19), span("c", 20)
    assert plan_delete(LINKED, [first, inside], last, FREE) == {"b": None}
    assert plan_delete(LINKED, [first, last], inside, FREE) == {"a": day(19)}
    assert plan_delete(LINKED, [inside, last], first, FREE) == {}


@pytest.mark.behaviour("loket.chain.linked-new-end-date", "loket.chain.linked-delete-last")
def test_an_ended_employment_ends_its_last_record() -> None:
    """Within an employment that ends, the last record ends with it."""
    ended = Bounds(day(1), day(30))
    assert plan_add(LINKED, [], span("n", 5), ended) == Plan(day(30))
    assert plan_delete(LINKED, [span("a", 1, 9)], span("b", 10, 30), ended) == {"a": day(30)}


@pytest.mark.behaviour("loket.chain.end-before-start")
@pytest.mark.parametrize("policy", [BROKEN, LINKED_BY_CLIENT])
def test_an_end_before_the_start(policy: Policy) -> None:
    """An end date before the start date is refused, the start date itself is not."""
    assert rule_of(policy, [], span("n", 5, 4)) == "loket.chain.end-before-start"
    assert plan_add(policy, [], span("n", 5, 5), FREE) == Plan(day(5))


@pytest.mark.behaviour("loket.chain.before-employment", "loket.chain.after-employment")
@pytest.mark.parametrize("policy", POLICIES)
def test_a_chain_lies_within_its_employment(policy: Policy) -> None:
    """A start date before the employment begins, or after it ends, is refused."""
    bounds = Bounds(day(5), day(20))
    assert rule_of(policy, [], span("n", 4), bounds) == "loket.chain.before-employment"
    assert rule_of(policy, [], span("n", 21), bounds) == "loket.chain.after-employment"


def test_the_last_day_of_time_is_no_trouble() -> None:
    """A chain may end on the last day that there is; nothing follows it."""
    last = [Span("a", day(1), date.max)]
    rule = rule_of(LINKED_BY_CLIENT, last, span("n", 5))
    assert rule == "loket.chain.linked-closed-by-caller"
    rule = rule_of(LINKED, [Span("a", date.max, None)], span("n", 5))
    assert rule == "loket.chain.linked-append-only"


@pytest.mark.behaviour("loket.chain.context")
def test_a_unique_record() -> None:
    """Where one record is allowed, a second one is refused."""
    unique = Policy("unique", False)
    assert plan_add(unique, [], span("n", 1), FREE) == Plan(None)
    assert rule_of(unique, [span("a", 1)], span("n", 2)) == "loket.chain.context"
