"""Prestations of several workers: staged, overwritten by day, and processed by month.

Today is Monday 31 March 2025. No request asks for prestations: what came of them shows in what
is refused, and in the leave that processed ones take.
"""

from typing import Any

import pytest

from invaller_clients import EntryFailed, PrismaClient, PrismaWorker
from invaller_contracts.prisma.client import prisma_client
from invaller_contracts.prisma.samples import RESTAURANT, prestations, worked
from invaller_contracts.simulator import Simulator

pytestmark = pytest.mark.sim(now="2025-03-31T09:00:00+02:00")

HOLIDAY = 520
"""Salary code of the counter of shorter working hours, which counts in hours."""

MONDAY = "20250303"


def taken(prisma: PrismaClient) -> Any:
    """Hours of shorter working time that worker 17 has taken in 2025."""
    return prisma.worker(17).leave_counters(2025)[1]["Taken"]


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.prestations.several-workers", "prisma.prestations.staged")
@pytest.mark.behaviour("prisma.prestations.completed")
def test_prestations_are_staged_and_processed(prisma: PrismaClient) -> None:
    """Several workers' come in one request, and count when the month is processed (3, 4.2)."""
    before = taken(prisma)
    rows = [prestations(number, worked(MONDAY, 3.8, HOLIDAY)) for number in (1, 17)]
    assert prisma.prestations.add(rows).response == ""
    assert taken(prisma) == before
    assert prisma.prestations.completed(3, 2025).statuscode == "201"
    assert taken(prisma) == pytest.approx(before + 3.8)
    everybody = {one["WorkerNumber"]: one for one in prisma.leave_counters(2025, 2)}
    assert everybody[1]["Counters"][0]["Taken"] == 3.8


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.prestations.day-overwritten")
def test_a_day_is_overwritten(prisma: PrismaClient) -> None:
    """A correction brings the whole day again; other days stay (4.2)."""
    before = taken(prisma)
    two_days = [worked(MONDAY, 4, HOLIDAY), worked(MONDAY, 3.6), worked("20250304", 2, HOLIDAY)]
    prisma.prestations.add([prestations(17, *two_days)])
    prisma.prestations.add([prestations(17, worked(MONDAY, 7.6))])
    prisma.prestations.completed(3, 2025)
    assert taken(prisma) == pytest.approx(before + 2)


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.prestations.overview", "prisma.result.response-empty")
def test_what_cannot_be_processed_is_listed(prisma: PrismaClient, worker: PrismaWorker) -> None:
    """The overview is in the Response, and all other rows are taken (4.5)."""
    before = taken(prisma)
    result = prisma.prestations.add(
        [
            prestations(17, worked(MONDAY, 3.8, HOLIDAY)),
            prestations(9999999, worked(MONDAY, 7.6)),
        ]
    )
    assert "9999999" in result.response
    prisma.prestations.completed(3, 2025)
    assert taken(prisma) == pytest.approx(before + 3.8)


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.prestations.overview-shape", "prisma.prestations.what-cannot")
def test_the_overview(prisma: PrismaClient, worker: PrismaWorker) -> None:
    """Unknown workers, days without contract and days of another month, each with a reason."""
    worker.contracts.change("20240101", {"Startdate": "20240101", "Enddate": "20250304"})
    rows = [
        prestations(9999999, worked(MONDAY, 7.6)),
        prestations(worker.number, worked("20250304", 7.6), worked("20250305", 7.6)),
        prestations(17, worked("20250401", 7.6)),
    ]
    result = prisma.prestations.add(rows)
    assert result.statuscode == "201"
    named = [(one["WorkerNumber"], one["Day"], one["Code"]) for one in result.data["Errors"]]
    assert named == [
        (9999999, MONDAY, 1),
        (worker.number, "20250305", 1),
        (17, "20250401", 1),
    ]
    assert all(one["Error"] for one in result.data["Errors"])


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.prestations.workflow-flag")
def test_an_employer_without_time_registration(sim: Simulator) -> None:
    """Its workflow does not name Link2Prisma, so that nothing can be processed (3)."""
    with prisma_client(sim, RESTAURANT) as prisma, pytest.raises(EntryFailed) as caught:
        prisma.prestations.completed(3, 2025)
    assert caught.value.statuscode == "400"


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.prestations.workflow-flag-at-post")
def test_prestations_that_will_never_be_processed(sim: Simulator) -> None:
    """They are refused as soon as they are sent."""
    with prisma_client(sim, RESTAURANT) as prisma, pytest.raises(EntryFailed) as caught:
        prisma.prestations.add([prestations(5, worked(MONDAY, 8))])
    assert caught.value.statuscode == "400"


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.prestations.delete")
def test_prestations_are_deleted(prisma: PrismaClient) -> None:
    """The days that are named go, for several workers in one request (4.4)."""
    before = taken(prisma)
    two_days = [worked(MONDAY, 4, HOLIDAY), worked("20250304", 2, HOLIDAY)]
    prisma.prestations.add([prestations(number, *two_days) for number in (1, 17)])
    gone = [prestations(number, worked(MONDAY, 4, HOLIDAY)) for number in (1, 17)]
    assert prisma.prestations.delete(gone).response == ""
    prisma.prestations.completed(3, 2025)
    assert taken(prisma) == pytest.approx(before + 2)


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.prestations.delete-nothing-there")
def test_what_is_not_there_cannot_be_deleted(prisma: PrismaClient) -> None:
    """It is listed, and the rest goes."""
    prisma.prestations.add([prestations(17, worked(MONDAY, 4, HOLIDAY))])
    named = [prestations(17, worked(MONDAY, 4, HOLIDAY), worked("20250306", 1))]
    result = prisma.prestations.delete(named)
    assert [one["Day"] for one in result.data["Errors"]] == ["20250306"]
    again = prisma.prestations.delete(named)
    assert [one["Day"] for one in again.data["Errors"]] == [MONDAY, "20250306"]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.prestations.delete-month", "prisma.prestations.reset")
def test_a_whole_month(prisma: PrismaClient) -> None:
    """A deletion without days takes the month; Reset does so before it adds."""
    before = taken(prisma)
    day = worked(MONDAY, 4, HOLIDAY)
    whole = {name: value for name, value in prestations(17).items() if name != "Prestations"}
    prisma.prestations.add([prestations(17, day)])
    prisma.prestations.delete([whole])
    prisma.prestations.add([prestations(17, day)])
    prisma.prestations.add([prestations(17, worked("20250304", 1, HOLIDAY), Reset="Y")])
    prisma.prestations.completed(3, 2025)
    assert taken(prisma) == pytest.approx(before + 1)


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.prestations.completed-nothing", "prisma.prestations.costs")
def test_costs_and_a_month_without_anything(prisma: PrismaClient) -> None:
    """Costs are taken with no prestations, and a month without both is processed too."""
    assert prisma.prestations.completed(2, 2025).statuscode == "201"
    cost = {"Code": 4100, "Amount": 12.5}
    assert prisma.prestations.add([prestations(17, Costs=[cost])]).response == ""
    assert prisma.prestations.add([prestations(17, Costs=[cost])]).response == ""
    assert prisma.prestations.completed(3, 2025).statuscode == "201"
