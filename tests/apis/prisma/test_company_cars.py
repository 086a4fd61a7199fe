"""Company cars of a worker and of the employer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.prisma.conftest import Prisma

pytestmark = pytest.mark.sim(processing="immediate", now="2025-03-03T09:00:00+01:00")

CAR: dict[str, Any] = {"StartingDate": "20250101", "LicensePlate": "1-NEW-001", "Brand": "Nieuw"}
POOL: dict[str, Any] = {**CAR, "CatRSZ": "010"}
OF_WORKER = "/worker/1/companycar"


@pytest.mark.behaviour("prisma.company-car.of-worker")
def test_the_life_of_a_worker_s_car(prisma: Prisma) -> None:
    """A car of a worker is added, listed, asked by start date, changed and deleted."""
    before = prisma.get(f"{OF_WORKER}/")
    assert prisma.add(OF_WORKER, CAR).response == ""
    assert prisma.get(f"{OF_WORKER}/") == [*before, {**CAR, "WorkerId": 1}]
    changed = {"StartingDate": "20250201", "LicensePlate": "1-NEW-002"}
    prisma.change(f"{OF_WORKER}/20250101", changed)
    assert prisma.get(f"{OF_WORKER}/20250201") == {**CAR, **changed, "WorkerId": 1}
    assert prisma.ask("GET", f"{OF_WORKER}/20250101").status == "204"
    prisma.delete(f"{OF_WORKER}/20250201")
    assert prisma.get(f"{OF_WORKER}/") == before


@pytest.mark.behaviour("prisma.company-car.of-nobody", "prisma.company-car.put-changes")
def test_the_life_of_a_car_of_nobody(prisma: Prisma) -> None:
    """A car without a worker is added, asked by start date, changed, moved and deleted."""
    before = prisma.get("/companycar")
    assert prisma.add("/companycar", POOL).response == ""
    assert prisma.get("/companycar20250101") == POOL
    changed = {"StartingDate": "20250201", "LicensePlate": "1-NEW-002"}
    prisma.change("/companycar20250101", changed)
    assert prisma.get("/companycar20250201") == {**POOL, **changed}
    assert prisma.ask("GET", "/companycar20250101").status == "204"
    prisma.delete("/companycar20250201")
    assert prisma.get("/companycar") == before


@pytest.mark.behaviour("prisma.company-car.all-of-employer")
def test_all_cars_of_the_employer(prisma: Prisma) -> None:
    """GET /companycar gives cars of workers, with their number, and of nobody, by start date."""
    cars = prisma.get("/companycar")
    assert [(car["StartingDate"], car.get("WorkerId")) for car in cars] == [
        ("20220301", 1),
        ("20230115", None),
        ("20230601", 3),
    ]
    assert prisma.ask("GET", "/companycar", employer="100002").status == "204"


@pytest.mark.behaviour("prisma.company-car.needs-cat-rsz")
def test_a_car_of_nobody_needs_a_category(prisma: Prisma) -> None:
    """A car without worker and CatRSZ is refused with 400, also when it names a worker."""
    before = prisma.stored()
    for body in (CAR, {**CAR, "WorkerId": 1}):
        result = prisma.refused("POST", "/companycar", body)
        assert result.status == "400"
        assert prisma.rules(result) == ["prisma.company-car.needs-cat-rsz"]
    assert prisma.stored() == before
    prisma.add("/worker/1/companycar", CAR)


@pytest.mark.behaviour("prisma.company-car.glued-is-of-nobody")
def test_the_glued_path_is_of_nobody(prisma: Prisma) -> None:
    """The start date of a worker's car finds no car of nobody, and the other way round."""
    assert prisma.ask("GET", "/companycar20220301").status == "204"
    assert prisma.refused("DELETE", "/companycar20220301").status == "404"
    assert prisma.refused("PUT", "/companycar20220301", POOL).status == "404"
    assert prisma.ask("GET", f"{OF_WORKER}/20230115").status == "204"


@pytest.mark.behaviour("prisma.company-car.start-taken")
def test_a_start_date_is_taken_once(prisma: Prisma) -> None:
    """A second car of one worker or of nobody with a start date is refused with 409."""
    for path, start in ((OF_WORKER, "20220301"), ("/companycar", "20230115")):
        result = prisma.refused("POST", path, {**POOL, "StartingDate": start})
        assert (result.status, prisma.rules(result)) == ("409", ["prisma.company-car.start-taken"])
    prisma.add("/companycar", {**POOL, "StartingDate": "20220301"})
    prisma.add("/worker/2/companycar", {**CAR, "StartingDate": "20220301"})


@pytest.mark.behaviour("prisma.company-car.path-says-whose")
def test_the_path_says_whose_car_it_is(prisma: Prisma) -> None:
    """WorkerId in a body changes nothing about whose car it is."""
    prisma.add("/companycar", {**POOL, "WorkerId": 1})
    assert prisma.get("/companycar20250101") == POOL
    prisma.add("/worker/2/companycar", {**CAR, "WorkerId": 1})
    assert prisma.get("/worker/2/companycar/20250101") == {**CAR, "WorkerId": 2}
    prisma.change("/worker/2/companycar/20250101", {**CAR, "WorkerId": 3})
    assert prisma.get("/worker/2/companycar/") == [{**CAR, "WorkerId": 2}]


def test_a_car_does_not_end_before_it_starts(prisma: Prisma) -> None:
    """A car with an EndingDate before its StartingDate is refused, of whomever it is."""
    for path in (OF_WORKER, "/companycar"):
        result = prisma.refused("POST", path, {**POOL, "EndingDate": "20241231"})
        assert (result.status, prisma.rules(result)) == ("400", ["prisma.history.end-before-start"])
