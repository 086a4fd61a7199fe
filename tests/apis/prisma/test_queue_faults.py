"""What faults do to entries of the queue: lost, doubled, late, and all of it stuck."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.apis.prisma.conftest import Prisma

TAX = {"Startdate": "20250401", "TaxCalculation": "Percent", "Value": 11}


@pytest.mark.behaviour("prisma.queue.lost")
def test_lost_entry_waits_for_ever(prisma: Prisma) -> None:
    """A lost entry stays at 202 and is never done; entries after it are processed."""
    prisma.sim.faults.add(effect={"lost": True}, operation="addTax")
    lost = prisma.send("POST", "/worker/120/tax", TAX)
    following = prisma.send("GET", "/worker/120/tax/20250401")
    prisma.sim.clock.advance("P1D")
    assert [prisma.look(lost).status for _ in range(3)] == ["202"] * 3
    assert prisma.look(following).status == "204"


@pytest.mark.behaviour("prisma.queue.doubled")
def test_doubled_entry_meets_its_own_record(prisma: Prisma) -> None:
    """A doubled addition is processed twice: the record is there once, and Result says so."""
    prisma.sim.faults.add(effect={"doubled": True}, operation="addTax")
    doubled = prisma.send("POST", "/worker/120/tax", TAX)
    assert len(prisma.sim.clock.advance("PT1S")) == 2
    assert prisma.look(doubled).status == "409"
    assert prisma.get("/worker/120/tax/20250401")["Startdate"] == "20250401"


def test_doubled_entry_is_done_once_and_later_again(prisma: Prisma) -> None:
    """A look hastens the first of the two; the second comes at its own time, and stands."""
    prisma.sim.faults.add(effect={"doubled": True}, operation="addTax")
    doubled = prisma.send("POST", "/worker/120/tax", TAX)
    assert [prisma.look(doubled).status for _ in range(2)] == ["202", "201"]
    prisma.sim.clock.advance("PT1S")
    assert prisma.look(doubled).status == "409"


@pytest.mark.behaviour("prisma.queue.late")
def test_late_entry_holds_up_those_behind_it(prisma: Prisma) -> None:
    """An entry that is late waits so much longer, and so does the entry behind it."""
    prisma.sim.faults.add(effect={"late": "PT1H"}, operation="addTax")
    late = prisma.send("POST", "/worker/120/tax", TAX)
    behind = prisma.send("GET", "/department")
    prisma.sim.clock.advance("PT59M")
    assert [prisma.look(identifier).status for identifier in (late, behind)] == ["202", "202"]
    assert [work["subject"] for work in prisma.sim.clock.advance("PT2M")] == [late, behind]
    assert [prisma.look(identifier).status for identifier in (late, behind)] == ["201", "200"]


@pytest.mark.behaviour("prisma.queue.stuck")
def test_stuck_queue_takes_calls_and_does_nothing(prisma: Prisma) -> None:
    """While the queue is stuck entries are accepted and stay at 202; freed, they are all done."""
    before = prisma.send("POST", "/worker/120/tax", TAX)
    prisma.sim.faults.add(api="prisma", effect={"stuck": True})
    after = prisma.send("GET", "/worker/120/tax/20250401")
    prisma.sim.clock.advance("P1D")
    assert [prisma.look(identifier).status for identifier in (before, after, before)] == ["202"] * 3
    prisma.sim.faults.clear()
    assert [prisma.look(identifier).status for identifier in (before, after)] == ["201", "200"]


@pytest.mark.parametrize("polls", [1, 3])
@pytest.mark.sim(processing={"prisma": "polls:2"})
def test_lost_entry_does_not_hold_up_polled_ones(prisma: Prisma, polls: int) -> None:
    """However many lost entries lie before it, an entry is done at the poll it waits for."""
    prisma.sim.faults.add(effect={"lost": True}, times=polls)
    lost = [prisma.send("GET", "/department") for _ in range(polls)]
    following = prisma.send("GET", "/department")
    assert [prisma.look(following).status for _ in range(2)] == ["202", "200"]
    assert [prisma.look(identifier).status for identifier in lost] == ["202"] * polls
