"""Absences of several workers in one request, and what they take from leave counters.

Today is Monday 3 March 2025.
"""

import pytest

from invaller_clients import EntryFailed, EntryNotAccepted, PrismaClient, PrismaWorker
from invaller_contracts.prisma.samples import absences, absent, new_worker

HOLIDAY = 510
"""Salary code of the holiday counter of the seed."""

MONDAY, TUESDAY = "20250310", "20250311"


@pytest.fixture
def colleague(prisma: PrismaClient, worker: PrismaWorker) -> PrismaWorker:
    """A second worker."""
    prisma.add_worker(new_worker(worker.number + 1, INSS=None))
    return prisma.worker(worker.number + 1)


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.absences.list", "prisma.absences.several-workers")
@pytest.mark.behaviour("prisma.absences.of-worker")
def test_absences_of_several_workers(
    prisma: PrismaClient, worker: PrismaWorker, colleague: PrismaWorker
) -> None:
    """They are added together, and given by worker from a date on (4.1 and 4.2)."""
    mine = absences(worker.number, absent(MONDAY, 900, 7.6), absent(TUESDAY, 900, 4))
    theirs = absences(colleague.number, absent(MONDAY, HOLIDAY, 7.6))
    assert prisma.absences.add([mine, theirs]).response == ""
    assert prisma.absences.since(MONDAY) == [mine, theirs]
    assert prisma.absences.since(TUESDAY) == [absences(worker.number, absent(TUESDAY, 900, 4))]
    assert colleague.absences("20250101") == [theirs]
    assert colleague.absences(TUESDAY) == []


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.absences.same-day-and-code")
def test_the_same_day_and_code(prisma: PrismaClient, worker: PrismaWorker) -> None:
    """It is changed instead of added; another code of that day stands beside it (4.2)."""
    first, other = absent(MONDAY, 900, 7.6), absent(MONDAY, 901, 2)
    prisma.absences.add([absences(worker.number, first, other)])
    prisma.absences.add([absences(worker.number, absent(MONDAY, 900, 3.8))])
    assert worker.absences(MONDAY) == [absences(worker.number, absent(MONDAY, 900, 3.8), other)]


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.absences.delete")
def test_absences_are_deleted(
    prisma: PrismaClient, worker: PrismaWorker, colleague: PrismaWorker
) -> None:
    """Those of several workers go in one request, by day and code (4.4)."""
    keep, gone = absent(MONDAY, 901, 2), absent(MONDAY, 900, 5.6)
    prisma.absences.add([absences(one.number, keep, gone) for one in (worker, colleague)])
    prisma.absences.delete([absences(one.number, gone) for one in (worker, colleague)])
    kept = [absences(one.number, keep) for one in (worker, colleague)]
    assert prisma.absences.since(MONDAY) == kept


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.absences.delete-needs-body")
def test_a_deletion_says_what_goes(prisma: PrismaClient) -> None:
    """The manual has no body here and cannot do without one: none is refused."""
    with pytest.raises(EntryNotAccepted):
        prisma.call("DELETE", "/absences")


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.absences.unknown-worker", "prisma.absences.delete-unknown")
def test_absences_that_cannot_be(prisma: PrismaClient, worker: PrismaWorker) -> None:
    """One unknown worker, or one absence that is not there, and nothing is done."""
    kept = absences(worker.number, absent(MONDAY, 900, 7.6))
    nobody = absences(9999999, absent(MONDAY, 900, 7.6))
    prisma.absences.add([kept])
    unknown = absences(worker.number, absent(MONDAY, 900, 7.6), absent(MONDAY, 999, 1))
    for use, sent in (
        (prisma.absences.add, [absences(worker.number, absent(TUESDAY, 900, 1)), nobody]),
        (prisma.absences.delete, [unknown]),
        (prisma.absences.delete, [nobody]),
    ):
        with pytest.raises(EntryFailed) as caught:
            use(sent)
        assert caught.value.statuscode == "404"
    assert worker.absences("20250101") == [kept]


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.leave.of-worker", "prisma.leave.of-employer", "prisma.leave.shape")
@pytest.mark.behaviour("prisma.leave.other-year-end-balance")
def test_leave_counters(prisma: PrismaClient) -> None:
    """A worker has totals by salary code; one of them is asked for everybody at once (4.1)."""
    holiday, shorter_hours = prisma.worker(17).leave_counters(2025)
    assert holiday == {
        "CounterID": 1,
        "DescriptionD": "Wettelijke vakantie",
        "Code": 510,
        "Unit": "Days",
        "Entitled": 20,
        "Taken": 2,
        "Balance": 18,
    }
    assert shorter_hours["Code"] == 520
    everybody = {one["WorkerNumber"]: one["Counters"] for one in prisma.leave_counters(2025, 1)}
    assert everybody[17] == [holiday]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.leave.absences-count", "prisma.absences.posted-are-approved")
@pytest.mark.behaviour("prisma.leave.other-year-end-balance")
def test_absences_count(prisma: PrismaClient) -> None:
    """A holiday of this year counts when its day has come; of another year all are counted."""
    days = [absent(day, HOLIDAY, 7.6) for day in ("20250303", "20250310", "20240506")]
    prisma.absences.add([absences(17, *days)])
    balances = {
        year: prisma.worker(17).leave_counters(year)[0]["Balance"] for year in (2024, 2025, 2026)
    }
    assert balances == {2024: 17, 2025: 17, 2026: 18}


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.leave.none-204")
def test_no_leave_counters(prisma: PrismaClient, worker: PrismaWorker) -> None:
    """A worker, a year or a type without counters is a question without data."""
    assert worker.leave_counters(2025) == []
    assert prisma.worker(17).leave_counters(1999) == []
    assert prisma.leave_counters(2025, 99) == []
