"""A client that keeps a copy asks what others changed.

Today is Monday 3 March 2025.
"""

from collections.abc import Iterator

import pytest

from invaller_clients import EntryFailed, PrismaClient, PrismaWorker
from invaller_contracts.prisma.client import prisma_client
from invaller_contracts.prisma.samples import (
    ADDRESS,
    CAR,
    CONTRACT,
    EMAIL,
    FAMILY_STATUS,
    SALARY,
    TAX,
    Body,
    new_worker,
)
from invaller_contracts.simulator import Simulator

TODAY = "20250303"


@pytest.fixture
def other(sim: Simulator) -> Iterator[PrismaClient]:
    """The client of another user, who keeps a copy."""
    with prisma_client(sim, user="MIXED") as client:
        yield client


def of(client: PrismaClient, worker: PrismaWorker, day: str = TODAY) -> list[Body]:
    """What others changed about a worker on a day, as a client is told."""
    found = client.modifications(day, day)
    return [one for one in found if one["Worker"] == worker.number]


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.modifications.own-left-out", "prisma.modifications.in-period")
def test_who_asks_is_not_told_of_own_changes(
    prisma: PrismaClient, other: PrismaClient, worker: PrismaWorker
) -> None:
    """Changes of the user who asks are filtered out (4.1)."""
    worker.addresses.add({**ADDRESS, "Startdate": "20250301"})
    other.worker(worker.number).addresses.add({**ADDRESS, "Startdate": "20250302"})
    assert [one["Key"] for one in of(other, worker)][-1] == "20250301"
    assert [one["Key"] for one in of(prisma, worker)] == ["20250302"]


@pytest.mark.truth("verified")
@pytest.mark.behaviour("prisma.modifications.shape", "prisma.modifications.entities")
def test_every_kind_of_change(other: PrismaClient, worker: PrismaWorker) -> None:
    """Each names worker, action, entity, key and day; cars and notes are not told."""
    worker.change({"Name": "Brown", "Firstname": "John"})
    worker.contracts.add({**CONTRACT, "Startdate": "20250301"})
    worker.family_statuses.change("20240101", {**FAMILY_STATUS, "ChildrenAtCharge": 3})
    worker.taxes.add(TAX)
    worker.taxes.delete("20240101")
    worker.salary_compositions.add(SALARY)
    worker.communication.add(EMAIL)
    worker.company_cars.add(CAR)
    told = of(other, worker)
    assert all(one["ChangeDate"] == TODAY for one in told)
    assert all(set(one) == {"Worker", "Action", "Entity", "Key", "ChangeDate"} for one in told)
    assert [(one["Action"], one["Entity"]) for one in told] == [
        ("add", "Worker"),
        ("update", "Worker"),
        ("add", "Contract"),
        ("update", "FamilyStatus"),
        ("add", "Tax"),
        ("delete", "Tax"),
        ("add", "SalaryComposition"),
        ("add", "Communication"),
    ]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.modifications.previous-key")
def test_a_start_date_that_changed(other: PrismaClient, worker: PrismaWorker) -> None:
    """It is an update with the new date as Key and the old one as PreviousKey."""
    worker.contracts.change("20240101", {**CONTRACT, "Startdate": "20240201"})
    assert of(other, worker)[-1] == {
        "Worker": worker.number,
        "Action": "update",
        "Entity": "Contract",
        "Key": "20240201",
        "PreviousKey": "20240101",
        "ChangeDate": TODAY,
    }


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.modifications.keys", "prisma.modifications.new-worker-once")
def test_what_names_a_record(other: PrismaClient, prisma: PrismaClient) -> None:
    """A worker by number, contact data by ID, salary data by code and date."""
    number = prisma.new_worker_number()
    prisma.add_worker(new_worker(number, Communication=[EMAIL]))
    worker = prisma.worker(number)
    worker.communication.add({**EMAIL, "Value": "jack@thuis.example"})
    worker.salary_compositions.add(SALARY)
    told = [(one["Entity"], one["Key"]) for one in of(other, worker)]
    contact = worker.communication.all()[1]["ID"]
    assert told == [
        ("Worker", str(number)),
        ("Communication", contact),
        ("SalaryComposition", "1010/20240101"),
    ]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.modifications.no-reads-no-refusals")
def test_what_changes_nothing(other: PrismaClient, worker: PrismaWorker) -> None:
    """A question and a refused entry are no modifications."""
    before = of(other, worker)
    worker.get()
    with pytest.raises(EntryFailed):
        worker.addresses.delete("20240101")
    assert of(other, worker) == before


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.modifications.in-period")
def test_a_period_of_changes(sim: Simulator, other: PrismaClient, worker: PrismaWorker) -> None:
    """Both days of the period are part of it (4.1; that both are is ours)."""
    sim.clock.set("2025-03-05T12:00:00+01:00")
    worker.addresses.add({**ADDRESS, "Startdate": "20250301"})
    days = [
        {one["ChangeDate"] for one in other.modifications(*period)}
        for period in (
            (TODAY, "20250305"),
            ("20250304", "20250305"),
            ("20250305", "20250306"),
            ("20250306", "20250401"),
        )
    ]
    assert days == [{TODAY, "20250305"}, {"20250305"}, {"20250305"}, set()]


@pytest.mark.sim(now="2025-03-03T23:30:00+00:00")
@pytest.mark.truth("verified")
@pytest.mark.behaviour("prisma.modifications.shape")
def test_the_day_is_that_of_belgium(other: PrismaClient, worker: PrismaWorker) -> None:
    """After midnight in Brussels a change is of the new day, though in London it is not."""
    assert [one["ChangeDate"] for one in of(other, worker, "20250304")] == ["20250304"]
