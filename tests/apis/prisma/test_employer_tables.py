"""The tables of an employer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.apis.prisma.conftest import Prisma

PATHS = ("/department", "/costcentre", "/parcom", "/nssocat", "/profcats")


@pytest.mark.behaviour("prisma.employer-tables.departments", "prisma.employer-tables.shapes")
def test_departments(prisma: Prisma) -> None:
    """The departments are those of the employer in the header."""
    assert prisma.get("/department", employer="100002") == [
        {"Division": "KEUKEN", "DescriptionD": "Keuken", "DescriptionF": "Cuisine"},
        {"Division": "ZAAL", "DescriptionD": "Zaal", "DescriptionF": "Salle"},
    ]


@pytest.mark.behaviour("prisma.employer-tables.cost-centres", "prisma.employer-tables.shapes")
def test_cost_centres(prisma: Prisma) -> None:
    """The cost centres are those of the employer."""
    assert prisma.get("/costcentre", employer="100002") == [
        {"CostCentre": "HOTEL", "DescriptionD": "Hotel", "DescriptionF": "Hôtel"}
    ]


@pytest.mark.behaviour("prisma.employer-tables.parcoms", "prisma.employer-tables.shapes")
def test_parcoms(prisma: Prisma) -> None:
    """The joint committees are those of the employer."""
    assert prisma.get("/parcom") == [
        {
            "JointCommissionNbr": "124",
            "DescriptionD": "Bouwbedrijf",
            "DescriptionF": "Construction",
        },
        {"JointCommissionNbr": "200", "DescriptionD": "Bedienden", "DescriptionF": "Employés"},
    ]


@pytest.mark.behaviour("prisma.employer-tables.nssocats", "prisma.employer-tables.shapes")
def test_nssocats(prisma: Prisma) -> None:
    """The employer categories of the RSZ are those of the employer."""
    assert prisma.get("/nssocat", employer="100002") == [
        {"CatRSZ": "017", "DescriptionD": "Horeca", "DescriptionF": "Horeca"}
    ]


@pytest.mark.behaviour("prisma.employer-tables.profcats")
def test_profcats(prisma: Prisma) -> None:
    """An employer of two joint committees has two lists of professional categories."""
    told = prisma.get("/profcats")
    assert {each["JointCommissionNbr"]: len(each["ProfCats"]) for each in told} == {
        "124": 2,
        "200": 2,
    }


@pytest.mark.behaviour("prisma.employer-tables.empty-204")
@pytest.mark.parametrize("path", PATHS)
def test_empty(prisma: Prisma, path: str) -> None:
    """An employer with an empty table has no data."""
    result = prisma.ask("GET", path, employer="100003")
    assert (result.status, result.response) == ("204", "")
