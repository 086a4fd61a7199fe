"""What is kept of an employer: departments, cost centres, committees, categories, schedules.

Today is Monday 3 March 2025.
"""

from collections.abc import Callable
from typing import Any

import pytest

from invaller_clients import PrismaClient
from invaller_contracts.prisma.client import prisma_client
from invaller_contracts.prisma.refusals import statuscode_of
from invaller_contracts.prisma.samples import RESTAURANT, SCHEDULE, Body
from invaller_contracts.simulator import Simulator

TABLES: dict[str, tuple[Callable[[PrismaClient], list[Body]], str]] = {
    "departments": (PrismaClient.departments, "Division"),
    "cost-centres": (PrismaClient.cost_centres, "CostCentre"),
    "parcoms": (PrismaClient.parcoms, "JointCommissionNbr"),
    "nssocats": (PrismaClient.nssocats, "CatRSZ"),
}
"""How each table is asked, and the member that holds the code of a row."""


def each_table() -> pytest.MarkDecorator:
    """Tell a story of every table."""
    return pytest.mark.parametrize(
        ("ask", "code"),
        [
            pytest.param(
                *table, id=name, marks=pytest.mark.behaviour(f"prisma.employer-tables.{name}")
            )
            for name, table in TABLES.items()
        ],
    )


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.employer-tables.shapes")
@each_table()
def test_a_table_of_an_employer(prisma: PrismaClient, ask: Any, code: str) -> None:
    """Each row has a code and what it means in two languages (4.1; the form is ours)."""
    rows = ask(prisma)
    assert rows
    assert all(set(row) == {code, "DescriptionD", "DescriptionF"} for row in rows)
    codes = [row[code] for row in rows]
    assert len(set(codes)) == len(codes)


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.employer-tables.profcats")
def test_professional_categories(prisma: PrismaClient) -> None:
    """There is a list for each joint committee of the employer (4.1)."""
    lists = prisma.profcats()
    committees = [row["JointCommissionNbr"] for row in prisma.parcoms()]
    assert sorted(one["JointCommissionNbr"] for one in lists) == sorted(committees)
    for one in lists:
        assert one["ProfCats"]
        assert all(
            set(row) == {"ProfCat", "DescriptionD", "DescriptionF"} for row in one["ProfCats"]
        )


@pytest.mark.truth("verified")
@pytest.mark.behaviour("prisma.employer-tables.empty-204")
@each_table()
def test_an_empty_table(sim: Simulator, ask: Any, code: str) -> None:
    """An employer without rows is a question without data."""
    with prisma_client(sim, RESTAURANT) as restaurant:
        assert ask(restaurant) == []
        assert restaurant.profcats() == []


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.schedule.list", "prisma.schedule.add")
def test_a_schedule_is_added(sim: Simulator, prisma: PrismaClient) -> None:
    """The list of that employer shows it, and no other (4.1 and 4.2)."""
    before = prisma.schedules.all()
    prisma.schedules.add(SCHEDULE)
    added = [one for one in prisma.schedules.all() if one not in before]
    assert added == [SCHEDULE]
    with prisma_client(sim, RESTAURANT) as restaurant:
        assert restaurant.schedules.all() == []


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.schedule.taken")
def test_a_schedule_that_is_there(prisma: PrismaClient) -> None:
    """A code is that of one schedule."""
    prisma.schedules.add(SCHEDULE)
    assert (
        statuscode_of(lambda: prisma.schedules.add({**SCHEDULE, "Description": "another"})) == "409"
    )


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.divergent-scale.list")
def test_divergent_salary_scales(prisma: PrismaClient) -> None:
    """They can be asked of a worker who has them (4.1)."""
    (scale,) = prisma.worker(1).divergent_salary_scales()
    assert set(scale) == {"Startdate", "SalaryScale", "SalaryScaleShift", "SalaryScaleCategory"}
    assert prisma.worker(2).divergent_salary_scales() == []
