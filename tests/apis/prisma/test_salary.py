"""Salary compositions: addressed by looncode and date, shown within contracts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.prisma.conftest import Prisma

pytestmark = pytest.mark.sim(processing="immediate", now="2025-03-03T09:00:00+01:00")

PATH = "/worker/120/salarycomposition"
ROW: dict[str, Any] = {"Startdate": "20240301", "Code": 2000, "Amount": 100, "Days": 3}


def shown(prisma: Prisma, worker: int = 120) -> list[list[tuple[int, str]]]:
    """Code and start date of what each contract of a worker shows, by contract."""
    return [
        [(row["Code"], row["Startdate"]) for row in contract["SalaryCompositions"]]
        for contract in prisma.get(f"/worker/{worker}/contract")
    ]


@pytest.mark.behaviour("prisma.salary.add", "prisma.salary.shown-in-contract")
def test_salary_that_is_added(prisma: Prisma) -> None:
    """What POST adds shows in the contract in whose period it is in force."""
    assert prisma.add(PATH, ROW).response == ""
    contract = prisma.get("/worker/120/contract/20240301")
    assert contract["SalaryCompositions"] == [ROW]
    assert prisma.get("/worker/120")["contract"][0]["SalaryCompositions"] == [ROW]


@pytest.mark.behaviour("prisma.salary.shown-in-contract")
def test_salary_shows_in_the_contracts_of_its_period(prisma: Prisma) -> None:
    """Salary shows in each contract until that ends or the next begins, and is not asked alone."""
    assert shown(prisma, 1) == [
        [(1000, "20150301")],
        [(1000, "20200101"), (2100, "20210101")],
    ]
    prisma.add("/worker/1/salarycomposition", {**ROW, "Startdate": "20190101"})
    assert [(2000, "20190101") in rows for rows in shown(prisma, 1)] == [True, True]
    ended = {**ROW, "Startdate": "20180101", "Enddate": "20191231"}
    prisma.add("/worker/1/salarycomposition", ended)
    assert [(2000, "20180101") in rows for rows in shown(prisma, 1)] == [True, False]


@pytest.mark.behaviour("prisma.salary.add-taken")
def test_a_code_on_a_date_is_taken(prisma: Prisma) -> None:
    """The same looncode and date again is refused with 409; another of either is taken."""
    prisma.add(PATH, ROW)
    result = prisma.refused("POST", PATH, {**ROW, "Amount": 5})
    assert (result.status, prisma.rules(result)) == ("409", ["prisma.salary.add-taken"])
    prisma.add(PATH, {**ROW, "Code": 2001})
    prisma.add(PATH, {**ROW, "Startdate": "20240401"})
    assert shown(prisma) == [[(2000, "20240301"), (2001, "20240301"), (2000, "20240401")]]


@pytest.mark.behaviour("prisma.salary.change-by-code-and-date", "prisma.salary.change-keeps-rest")
def test_changing_and_deleting_by_code_and_date(prisma: Prisma) -> None:
    """PUT and DELETE find salary by looncode and date; a PUT keeps what is not sent."""
    other = {**ROW, "Code": 2001}
    for row in (ROW, other):
        prisma.add(PATH, row)
    changed = {"Startdate": "20240301", "Code": 2000, "Amount": 125.5}
    assert prisma.change(f"{PATH}/2000/20240301", changed).response == ""
    contract = "/worker/120/contract/20240301"
    assert prisma.get(contract)["SalaryCompositions"] == [{**ROW, "Amount": 125.5}, other]
    prisma.delete(f"{PATH}/2000/20240301")
    assert prisma.get(contract)["SalaryCompositions"] == [other]


@pytest.mark.behaviour("prisma.salary.change-by-code-and-date")
def test_a_change_of_the_start_date(prisma: Prisma) -> None:
    """A PUT with another date moves salary; a code or date that is not there is 404."""
    prisma.add(PATH, ROW)
    prisma.change(f"{PATH}/2000/20240301", {"Startdate": "20240501", "Code": 2000})
    assert shown(prisma) == [[(2000, "20240501")]]
    for path in ("2000/20240301", "2001/20240501"):
        assert prisma.refused("PUT", f"{PATH}/{path}", ROW).status == "404"
        assert prisma.refused("DELETE", f"{PATH}/{path}").status == "404"


@pytest.mark.behaviour("prisma.salary.sent-with-contract")
def test_salary_that_comes_with_a_contract(prisma: Prisma) -> None:
    """SalaryCompositions in a contract become the worker's, added or changed, and stay his."""
    contract = {"Startdate": "20250101", "SalaryCompositions": [{**ROW, "Startdate": "20250101"}]}
    prisma.add("/worker/120/contract", contract)
    prisma.change(
        "/worker/120/contract/20250101",
        {"Startdate": "20250101", "SalaryCompositions": [{"Startdate": "20250101", "Code": 2000}]},
    )
    assert prisma.get("/worker/120/contract/20250101") == contract
    prisma.delete(f"{PATH}/2000/20250101")
    assert shown(prisma) == [[], []]


@pytest.mark.behaviour("prisma.salary.shown-in-contract")
def test_salary_is_not_asked_alone(prisma: Prisma) -> None:
    """There is no GET of salary compositions."""
    response = prisma.call("GET", f"{PATH}/2000/20240301", operation="addSalaryComposition")
    assert response.status_code == 405
