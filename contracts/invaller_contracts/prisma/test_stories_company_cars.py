"""Company cars of a worker, and those of the employer that no worker has.

Today is Monday 3 March 2025.
"""

import pytest

from invaller_clients import EntryFailed, PrismaClient, PrismaWorker
from invaller_contracts.prisma.samples import CAR

POOL_CAR = {**CAR, "LicensePlate": "2-XYZ-789", "CatRSZ": "010", "PoolCar": "Y"}


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.company-car.of-worker")
def test_the_car_of_a_worker(worker: PrismaWorker) -> None:
    """It is added, asked, changed and deleted by its start date (4.1 to 4.4)."""
    worker.company_cars.add(CAR)
    car = {**CAR, "WorkerId": worker.number}
    assert worker.company_cars.all() == [car]
    plate = {"StartingDate": "20240201", "LicensePlate": "1-DEF-456"}
    worker.company_cars.change("20240201", plate)
    assert worker.company_cars.get("20240201") == {**car, **plate}
    worker.company_cars.delete("20240201")
    assert worker.company_cars.all() == []


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.company-car.of-nobody")
def test_a_car_that_no_worker_has(prisma: PrismaClient) -> None:
    """Its date is glued to the path (4.1 to 4.4)."""
    prisma.company_cars.add(POOL_CAR)
    assert prisma.company_cars.get("20240201") == POOL_CAR
    plate = {"StartingDate": "20240201", "LicensePlate": "2-NEW-001"}
    prisma.company_cars.change("20240201", plate)
    assert prisma.company_cars.get("20240201") == {**POOL_CAR, **plate}
    prisma.company_cars.delete("20240201")
    assert "20240201" not in {car["StartingDate"] for car in prisma.company_cars.all()}


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.company-car.needs-cat-rsz")
def test_a_car_that_no_worker_has_needs_its_category(
    prisma: PrismaClient, worker: PrismaWorker
) -> None:
    """CatRSZ is mandatory there, and optional for the car of a worker (4.2)."""
    worker.company_cars.add(CAR)
    with pytest.raises(EntryFailed) as caught:
        prisma.company_cars.add(CAR)
    assert caught.value.statuscode == "400"
    assert "CatRSZ" in caught.value.description


@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "prisma.company-car.all-of-employer", "prisma.company-car.glued-is-of-nobody"
)
def test_all_cars_of_an_employer(prisma: PrismaClient, worker: PrismaWorker) -> None:
    """The history has every car; by its date alone only one without a worker is found (4.1)."""
    car = {**CAR, "StartingDate": "20241201"}
    worker.company_cars.add(car)
    prisma.company_cars.add(POOL_CAR)
    cars = prisma.company_cars.all()
    assert {**car, "WorkerId": worker.number} in cars
    assert POOL_CAR in cars
    assert prisma.company_cars.get("20241201") is None


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.company-car.start-taken", "prisma.company-car.path-says-whose")
def test_a_date_that_has_a_car(prisma: PrismaClient, worker: PrismaWorker) -> None:
    """One worker has one car from a date; another's car, and one of nobody, stand apart."""
    worker.company_cars.add({**CAR, "WorkerId": 1})
    prisma.company_cars.add(POOL_CAR)
    for cars, car in ((worker.company_cars, CAR), (prisma.company_cars, POOL_CAR)):
        with pytest.raises(EntryFailed) as caught:
            cars.add(car)
        assert caught.value.statuscode == "409"
    assert [car["StartingDate"] for car in worker.company_cars.all()] == ["20240201"]
