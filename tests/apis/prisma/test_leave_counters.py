"""Leave counters: what is counted, and until when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.prisma.domain.leave import counters, horizon, on_leave

if TYPE_CHECKING:
    from tests.apis.prisma.conftest import Prisma

pytestmark = pytest.mark.sim(now="2024-01-02T09:00:00+01:00")

TYPES = [
    {"CounterID": 1, "DescriptionD": "Wettelijke vakantie", "Code": 510, "Unit": "Days"},
    {"CounterID": 2, "DescriptionD": "Inhaalrust", "Code": 520, "Unit": "Hours"},
]


def counter(number: int, taken: float, balance: float) -> dict[str, Any]:
    """A counter of the seed's employer 100001 as an answer shows it."""
    names = {1: "Wettelijke vakantie", 2: "Arbeidsduurvermindering"}
    return {
        "CounterID": number,
        "DescriptionD": names[number],
        "Code": {1: 510, 2: 520}[number],
        "Unit": {1: "Days", 2: "Hours"}[number],
        "Entitled": {1: 20, 2: 45.6}[number],
        "Taken": taken,
        "Balance": balance,
    }


@given(hours=st.lists(st.integers(1, 2399).map(lambda hundredths: hundredths / 100)))
def test_balance(hours: list[float]) -> None:
    """What is left and what was taken make up what there was, to the hundredth."""
    rows = [{"Day": "20240105", "Code": 520, "Hours": each} for each in hours]
    granted = [{"CounterID": 2, "Entitled": 100, "Taken": 1.5}]
    [told] = counters(granted, TYPES, rows, 2024, date(2024, 12, 31))
    assert told["Taken"] == round(1.5 + sum(hours), 2)
    assert round(told["Taken"] + told["Balance"], 2) == 100


@pytest.mark.behaviour("prisma.leave.absences-count")
def test_leave_counts_once() -> None:
    """Leave that came as an absence and as a processed prestation counts once."""
    absence = {"Day": "20240105", "Code": 510, "Hours": 4}
    other = {"Day": "20240108", "Code": 510, "Hours": 4}
    processed = {"20240105": [{"Day": "20240105", "Code": 510, "Hours": 7.6}]}
    assert on_leave([absence, other], processed) == [*processed["20240105"], other]


def test_horizon() -> None:
    """The current year counts up to today, every other year to its end."""
    today = date(2024, 3, 1)
    assert horizon(2024, today) == today
    assert (horizon(2023, today), horizon(2025, today)) == (date(2023, 12, 31), date(2025, 12, 31))


@pytest.mark.behaviour("prisma.leave.of-worker", "prisma.leave.shape")
def test_of_worker(prisma: Prisma) -> None:
    """A worker's counters give the totals of each code."""
    told = prisma.get("/worker/17/leavecounters/2024")
    assert told == [counter(1, 2, 18), counter(2, 7.6, 38)]


@pytest.mark.behaviour("prisma.leave.of-employer", "prisma.leave.shape")
def test_of_employer(prisma: Prisma) -> None:
    """One type of counter comes for all workers who have it, by worker number."""
    assert prisma.get("/leavecounters/2023/2") == [
        {"WorkerNumber": 1, "Counters": [counter(2, 0, 45.6)]},
        {"WorkerNumber": 17, "Counters": [counter(2, 7.6, 38)]},
    ]


@pytest.mark.behaviour("prisma.leave.other-year-end-balance", "prisma.leave.absences-count")
def test_up_to_today(prisma: Prisma) -> None:
    """Of the leave in January only what lies behind us counts, until the year is another."""
    assert prisma.get("/worker/1/leavecounters/2024")[0] == counter(1, 1, 19)
    prisma.sim.clock.advance("P1D")
    assert prisma.get("/worker/1/leavecounters/2024")[0] == counter(1, 2, 18)


@pytest.mark.sim(now="2023-06-01T09:00:00+02:00")
@pytest.mark.behaviour("prisma.leave.other-year-end-balance")
def test_end_balance(prisma: Prisma) -> None:
    """A year that is not the current one shows its end balance."""
    assert prisma.get("/worker/1/leavecounters/2024")[0] == counter(1, 2, 18)


@pytest.mark.behaviour("prisma.leave.none-204")
def test_none(prisma: Prisma) -> None:
    """A worker, year or type without counters gives no data."""
    paths = (
        "/worker/2/leavecounters/2024",
        "/worker/17/leavecounters/1999",
        "/leavecounters/2024/9",
        "/leavecounters/1999/1",
    )
    assert [prisma.ask("GET", path).status for path in paths] == ["204"] * 4


def test_unknown_worker(prisma: Prisma) -> None:
    """An unknown worker has no counters, and that is refused."""
    assert prisma.refused("GET", "/worker/999/leavecounters/2024").status == "404"
