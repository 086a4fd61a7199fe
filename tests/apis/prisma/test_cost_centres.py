"""Cost centres of a worker: those of one start date stand and fall together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.prisma.conftest import Prisma

pytestmark = pytest.mark.sim(processing="immediate", now="2025-03-03T09:00:00+01:00")

PATH = "/worker/1/costcentre"
SEEDED = "20200101"


def group(start: str, *shares: float) -> dict[str, Any]:
    """Cost centres of one start date with those percentages."""
    centres = [
        {"CostCentre": f"CC{number}", "Percentage": share} for number, share in enumerate(shares)
    ]
    return {"Startdate": start, "CostCentres": centres}


@pytest.mark.behaviour("prisma.cost-centre.list", "prisma.cost-centre.add")
def test_groups_by_start_date(prisma: Prisma) -> None:
    """The list gives a group for each start date, with one or more cost centres."""
    before = prisma.get(PATH)
    assert [row["Startdate"] for row in before] == [SEEDED]
    groups = [group("20230101", 100), group("20240101", 50, 25, 25)]
    for item in reversed(groups):
        assert prisma.add(PATH, item).response == ""
    assert prisma.get(PATH) == [*before, *groups]


@pytest.mark.behaviour("prisma.cost-centre.of-date")
def test_the_group_of_a_date(prisma: Prisma) -> None:
    """A group is asked by its very start date; on any other day there is none."""
    assert prisma.get(f"{PATH}/{SEEDED}") == prisma.get(PATH)[0]
    assert prisma.ask("GET", f"{PATH}/20200102").status == "204"


@pytest.mark.behaviour("prisma.cost-centre.sum-100")
@pytest.mark.parametrize("shares", [(60, 30), (60, 40, 1), (0,), (99.98,)])
def test_the_sum_is_a_hundred(prisma: Prisma, shares: tuple[float, ...]) -> None:
    """Another sum than 100 is refused with 400, added and changed."""
    before = prisma.stored()
    for method, path in (("POST", PATH), ("PUT", f"{PATH}/{SEEDED}")):
        result = prisma.refused(method, path, group("20250101", *shares))
        assert (result.status, prisma.rules(result)) == ("400", ["prisma.cost-centre.sum-100"])
    assert prisma.stored() == before


@pytest.mark.behaviour("prisma.cost-centre.sum-tolerance")
@pytest.mark.parametrize("shares", [(33.33, 33.33, 33.33), (99.99,), (50.01, 50), (0.1, 99.9)])
def test_a_sum_close_to_a_hundred(prisma: Prisma, shares: tuple[float, ...]) -> None:
    """A sum within 0.01 of 100 is taken as it was sent."""
    prisma.add(PATH, group("20250101", *shares))
    assert prisma.get(f"{PATH}/20250101") == group("20250101", *shares)


@pytest.mark.behaviour("prisma.cost-centre.add-taken")
def test_a_start_date_with_cost_centres(prisma: Prisma) -> None:
    """POST on a start date that has cost centres is refused with 409."""
    result = prisma.refused("POST", PATH, group(SEEDED, 100))
    assert (result.status, prisma.rules(result)) == ("409", ["prisma.cost-centre.add-taken"])
    assert len(prisma.get(f"{PATH}/{SEEDED}")["CostCentres"]) == 2


@pytest.mark.behaviour("prisma.cost-centre.replaced-together")
def test_a_change_replaces_the_group(prisma: Prisma) -> None:
    """PUT replaces all cost centres of the start date and leaves other dates alone."""
    other = group("20240101", 100)
    prisma.add(PATH, other)
    prisma.change(f"{PATH}/{SEEDED}", group(SEEDED, 10, 20, 70))
    assert prisma.get(PATH) == [group(SEEDED, 10, 20, 70), other]


@pytest.mark.behaviour("prisma.cost-centre.deleted-together")
def test_a_deletion_removes_the_group(prisma: Prisma) -> None:
    """DELETE removes all cost centres of the start date, and only those."""
    other = group("20240101", 60, 40)
    prisma.add(PATH, other)
    prisma.delete(f"{PATH}/{SEEDED}")
    assert prisma.get(PATH) == [other]
    assert prisma.refused("DELETE", f"{PATH}/{SEEDED}").status == "404"
