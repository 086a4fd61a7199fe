"""What an integrator may ask of any secretariat, and how it is refused: nothing is changed.

The stories are about an employer and a worker who are there already, and count nothing.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from invaller_clients import EntryNotAccepted, NotFound, PrismaClient, PrismaWorker, ProblemError
from invaller_contracts.prisma.client import prisma_client
from invaller_contracts.prisma.refusals import statuscode_of
from invaller_contracts.prisma.samples import STRANGER, day_of
from invaller_contracts.provider.target import Target

pytestmark = [pytest.mark.anywhere, pytest.mark.truth("documented")]

NOBODY = 9999998
"""A worker number that is not given out for a long time."""


def starts(records: list[dict[str, Any]]) -> list[str]:
    """When each record of a history starts."""
    return [one["Startdate"] for one in records]


def test_a_request_is_followed_to_its_result(target: Target, prisma: PrismaClient) -> None:
    """An identifier, and a Result that says whose request it was, as often as asked (2, 4.5)."""
    identifier = prisma.submit("GET", "/parcom")
    assert str(UUID(identifier)) == identifier.lower()
    result = prisma.wait(identifier)
    assert (result.identifier.lower(), result.action) == (identifier.lower(), "get")
    assert result.employer == target.value("INVALLER_PRISMA_EMPLOYER")
    assert prisma.result(identifier) == result
    assert prisma.submit("GET", "/parcom") != identifier


def test_one_worker(staff: PrismaWorker) -> None:
    """All histories come along (4.1)."""
    found = staff.get()
    assert found is not None
    assert found["WorkerNumber"] == staff.number
    assert starts(found["contract"]) == starts(staff.contracts.all())
    assert starts(found["address"]) == starts(staff.addresses.all())


def test_a_group_of_workers(prisma: PrismaClient) -> None:
    """Limit is how many, offset a position in the list (4.1)."""

    def group(limit: int, offset: int) -> list[int]:
        query = {"limit": str(limit), "offset": str(offset)}
        return [one["WorkerNumber"] for one in prisma.call("GET", "/worker", query=query).records]

    first, second = group(1, 0), group(1, 1)
    assert group(2, 0) == [*first, *second]
    assert len(first) == 1


def test_who_is_in_service(target: Target, prisma: PrismaClient, staff: PrismaWorker) -> None:
    """A worker with a contract that has begun is one of them (4.1)."""
    begun = staff.contracts.all()[0]["Startdate"]
    numbers = {one["WorkerNumber"] for one in prisma.workers_in_service(begun, begun)}
    assert staff.number in numbers


def test_a_worker_exists(prisma: PrismaClient, staff: PrismaWorker) -> None:
    """The rijksregisternummer leads to the number, and an unknown one to 0 (4.6)."""
    found = staff.get()
    assert found is not None
    known = prisma.worker_exists(f"{found['INSS']:011d}")
    unknown = prisma.worker_exists("00000000000")
    assert (known.exists, known.number) == (True, staff.number)
    assert (unknown.exists, unknown.number) == (False, 0)


def test_the_next_number(prisma: PrismaClient) -> None:
    """Nobody has it (4.1)."""
    number = prisma.new_worker_number()
    assert statuscode_of(prisma.worker(number).get) == "404"


@pytest.mark.parametrize("history", ["contracts", "addresses", "family_statuses", "taxes"])
def test_a_history(staff: PrismaWorker, history: str) -> None:
    """It is in the order of its start dates, and the record of a day is one of it (4.1)."""
    of_worker = getattr(staff, history)
    records = of_worker.all()
    assert starts(records) == sorted(starts(records))
    for record in records:
        assert of_worker.on(record["Startdate"]) == record
    assert of_worker.on("19000101") is None


PARTS: dict[str, Callable[[PrismaWorker], list[dict[str, Any]]]] = {
    "communication": lambda worker: worker.communication.all(),
    "company-cars": lambda worker: worker.company_cars.all(),
    "divergent-salary-scales": PrismaWorker.divergent_salary_scales,
    "absence-notes": lambda worker: worker.absence_notes.all(),
    "divergent-payments": lambda worker: worker.divergent_payments.all(),
    "cost-centres": lambda worker: worker.cost_centres.all(),
    "dimonas": lambda worker: worker.dimonas.all(),
    "absences": lambda worker: worker.absences("20200101"),
    "leave-counters": lambda worker: worker.leave_counters(2024),
}
"""What else is asked of a worker."""


@pytest.mark.parametrize("part", PARTS)
def test_what_else_a_worker_has(staff: PrismaWorker, part: str) -> None:
    """Records in the form of the specification, the same twice (4.1)."""
    found = PARTS[part](staff)
    assert all(isinstance(one, dict) for one in found)
    assert PARTS[part](staff) == found


TABLES: dict[str, Callable[[PrismaClient], list[dict[str, Any]]]] = {
    "departments": PrismaClient.departments,
    "cost-centres": PrismaClient.cost_centres,
    "parcoms": PrismaClient.parcoms,
    "nssocats": PrismaClient.nssocats,
    "profcats": PrismaClient.profcats,
    "schedules": lambda prisma: prisma.schedules.all(),
    "company-cars": lambda prisma: prisma.company_cars.all(),
    "absences": lambda prisma: prisma.absences.since("20200101"),
    "leave-counters": lambda prisma: prisma.leave_counters(2024, 1),
    "withdrawals": lambda prisma: prisma.documents.withdrawals("20200101"),
}
"""What is asked of an employer."""


@pytest.mark.parametrize("table", TABLES)
def test_what_an_employer_has(prisma: PrismaClient, table: str) -> None:
    """Records in the form of the specification, the same twice (4.1)."""
    found = TABLES[table](prisma)
    assert all(isinstance(one, dict) for one in found)
    assert TABLES[table](prisma) == found


def test_documents(target: Target, prisma: PrismaClient) -> None:
    """Each has a number of its own, under which it is downloaded (5.1)."""
    listed = prisma.documents.listing("20240101", day_of(target))
    numbers = [one["DocumentID"] for one in listed]
    assert len(set(numbers)) == len(numbers)
    for number in numbers[:1]:
        assert prisma.documents.download(number)


def test_modifications(target: Target, prisma: PrismaClient) -> None:
    """Each names worker and record, and is of a day of the period (4.1)."""
    for one in prisma.modifications(day_of(target, -30), day_of(target)):
        assert day_of(target, -30) <= one["ChangeDate"] <= day_of(target)


@pytest.mark.parametrize("day", ["2024-01-01", "240101", "01012024x"])
def test_a_date_of_another_form(staff: PrismaWorker, day: str) -> None:
    """Dates are yyyymmdd (3)."""
    with pytest.raises(EntryNotAccepted):
        staff.contracts.on(day)


@pytest.mark.truth("assumed")
def test_a_worker_who_is_not_there(prisma: PrismaClient) -> None:
    """The Result is an error."""
    assert statuscode_of(prisma.worker(NOBODY).contracts.all) == "404"
    assert statuscode_of(prisma.worker(NOBODY).get) == "404"


@pytest.mark.truth("assumed")
def test_an_identifier_that_nobody_got(prisma: PrismaClient) -> None:
    """404 from the API itself."""
    with pytest.raises(NotFound):
        prisma.result("00000000-0000-4000-8000-000000000000")


@pytest.mark.truth("assumed")
def test_an_employer_that_nobody_has(target: Target) -> None:
    """It is refused before anything is queued."""
    stranger = prisma_client(target, STRANGER, user="INTEGRATOR")
    with stranger, pytest.raises(ProblemError) as caught:
        stranger.departments()
    assert caught.value.status == 403


@pytest.mark.truth("assumed")
@pytest.mark.parametrize("limit", ["101", "0"])
def test_a_group_that_cannot_be(prisma: PrismaClient, limit: str) -> None:
    """At most 100 workers come at once (4.1; that more are refused is ours)."""
    with pytest.raises(EntryNotAccepted):
        prisma.call("GET", "/worker", query={"limit": limit})
