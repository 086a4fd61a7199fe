"""Prestations: staged, overwritten, completed, deleted; what cannot be processed is told.

Leave counters show what was processed: worker 17 took two days of code 510 before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.prisma.conftest import Prisma

pytestmark = pytest.mark.sim(now="2024-04-15T09:00:00+02:00")

LEAVE = 510
WORK = 1


def did(day: str, code: int = LEAVE, hours: float = 7.6) -> dict[str, Any]:
    """One prestation."""
    return {"Day": day, "Code": code, "Hours": hours}


def month(number: int, *rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    """What a worker did in March 2024."""
    body = {"WorkerNumber": number, "Month": 3, "Year": 2024, "EndOfPeriod": "20240331"}
    return {**body, "Prestations": list(rows), **more}


def complete(prisma: Prisma, **more: Any) -> str:
    """Have March 2024 processed; gives the Statuscode."""
    body = {"Month": 3, "Year": 2024, **more}
    return prisma.ask("POST", "/prestations/completed", body).status


def taken(prisma: Prisma, number: int = 17, year: int = 2024) -> float:
    """The days of legal leave that a worker has taken in a year."""
    counters = prisma.get(f"/worker/{number}/leavecounters/{year}")
    return float(next(each["Taken"] for each in counters if each["Code"] == LEAVE))


def errors(*rows: tuple[int, str, int, str]) -> dict[str, Any]:
    """An overview of prestations that cannot be processed."""
    names = ("WorkerNumber", "Day", "Code", "Error")
    return {"Errors": [dict(zip(names, row, strict=True)) for row in rows]}


@pytest.mark.behaviour("prisma.prestations.staged", "prisma.prestations.completed")
def test_staged_until_completed(prisma: Prisma) -> None:
    """Prestations count only once their month is completed."""
    assert prisma.add("/prestations", [month(17, did("20240304"))]).response == ""
    assert taken(prisma) == 2
    assert complete(prisma) == "201"
    assert taken(prisma) == 3


@pytest.mark.behaviour("prisma.prestations.several-workers")
def test_several_workers(prisma: Prisma) -> None:
    """One call holds prestations of several workers."""
    prisma.add("/prestations", [month(17, did("20240304")), month(1, did("20240305"))])
    complete(prisma)
    assert (taken(prisma), taken(prisma, 1)) == (3, 3)


@pytest.mark.behaviour("prisma.prestations.completed")
def test_other_months_stay_staged(prisma: Prisma) -> None:
    """Completing one month leaves another staged."""
    april = {"Month": 4, "EndOfPeriod": "20240430"}
    prisma.add("/prestations", [month(17, did("20240402"), **april)])
    complete(prisma)
    assert taken(prisma) == 2
    complete(prisma, Month=4)
    assert taken(prisma) == 3


@pytest.mark.behaviour("prisma.prestations.day-overwritten")
def test_day_overwritten(prisma: Prisma) -> None:
    """What is sent replaces the whole day of the worker, and other days stay."""
    prisma.add("/prestations", [month(17, did("20240304"), did("20240305"))])
    prisma.add("/prestations", [month(17, did("20240304", WORK))])
    complete(prisma)
    assert taken(prisma) == 3


@pytest.mark.behaviour("prisma.prestations.completed-nothing")
def test_completed_with_nothing_staged(prisma: Prisma) -> None:
    """A month with nothing staged can be completed."""
    assert complete(prisma) == "201"


@pytest.mark.behaviour(
    "prisma.prestations.completed-again-needs-correction", "prisma.prestations.day-overwritten"
)
def test_correction(prisma: Prisma) -> None:
    """A month that was completed is processed again as a correction only."""
    prisma.add("/prestations", [month(17, did("20240304"), did("20240305"))])
    complete(prisma)
    prisma.add("/prestations", [month(17, did("20240304", WORK))])
    assert (complete(prisma), complete(prisma, Correction="N")) == ("400", "400")
    assert taken(prisma) == 4
    assert complete(prisma, Correction="Y") == "201"
    assert taken(prisma) == 3


@pytest.mark.behaviour("prisma.prestations.workflow-flag")
def test_workflow_flag(prisma: Prisma) -> None:
    """An employer without the flag in its workflow cannot have prestations processed."""
    body = {"Month": 3, "Year": 2024}
    refused = prisma.refused("POST", "/prestations/completed", body, employer="100003")
    assert refused.status == "400"
    assert prisma.rules(refused) == ["prisma.prestations.workflow-flag"]


@pytest.mark.behaviour("prisma.prestations.workflow-flag-at-post")
def test_workflow_flag_at_post(prisma: Prisma) -> None:
    """An employer without the flag cannot send prestations."""
    body = [month(5, did("20240304"))]
    refused = prisma.refused("POST", "/prestations", body, employer="100003")
    assert (refused.status, "prisma.prestations" in prisma.stored()) == ("400", False)


@pytest.mark.behaviour(
    "prisma.prestations.overview",
    "prisma.prestations.overview-shape",
    "prisma.prestations.what-cannot",
)
def test_overview(prisma: Prisma) -> None:
    """Rows that cannot be processed are told one by one, and the others are taken."""
    body = [
        month(17, did("20240304"), did("20240401", 7)),
        month(999, did("20240304")),
        month(23, did("20240305", 8)),
    ]
    told = prisma.add("/prestations", body).data
    assert told == errors(
        (17, "20240401", 7, "20240401 is not in month 03/2024."),
        (999, "20240304", 510, "Worker 999 is unknown."),
        (23, "20240305", 8, "There is no contract on 20240305."),
    )
    complete(prisma)
    assert taken(prisma) == 3


@pytest.mark.behaviour("prisma.prestations.what-cannot")
def test_costs_of_an_unknown_worker(prisma: Prisma) -> None:
    """Costs of an unknown worker are told without a day."""
    body = month(999, Costs=[{"Code": 4001, "Amount": 12.5}])
    told = prisma.add("/prestations", [body]).data
    assert told == errors((999, "", 4001, "Worker 999 is unknown."))


@pytest.mark.behaviour("prisma.queue.impossible-date-in-body")
def test_day_off_the_calendar(prisma: Prisma) -> None:
    """A day that no calendar has refuses the whole call."""
    response = prisma.call("POST", "/prestations", [month(17, did("20240304"), did("20240332"))])
    assert prisma.result(response.json()).status == "400"
    assert "prisma.prestations" not in prisma.stored()


@pytest.mark.behaviour("prisma.prestations.reset")
def test_reset(prisma: Prisma) -> None:
    """Reset Y first removes what is staged for the month, and what was processed stays."""
    prisma.add("/prestations", [month(17, did("20240304"))])
    complete(prisma)
    prisma.add("/prestations", [month(17, did("20240305"), Costs=[{"Code": 4001}])])
    prisma.add("/prestations", [month(17, did("20240306"), Reset="Y")])
    complete(prisma, Correction="Y")
    assert taken(prisma) == 4
    stored = prisma.stored()["prisma.prestations"]["100001/17"]
    assert list(stored["processed"]) == ["20240304", "20240306"]
    assert stored["processedCosts"] == {}


@pytest.mark.behaviour("prisma.prestations.costs")
def test_costs(prisma: Prisma) -> None:
    """Costs that are sent replace those of the month; without any they stay."""
    prisma.add("/prestations", [month(17, Costs=[{"Code": 4001, "Amount": 10}])])
    prisma.add("/prestations", [month(17, Costs=[{"Code": 4002, "Amount": 20}])])
    prisma.add("/prestations", [month(17, did("20240304"))])
    complete(prisma)
    stored = prisma.stored()["prisma.prestations"]["100001/17"]
    assert stored["processedCosts"] == {"202403": [{"Code": 4002, "Amount": 20}]}


@pytest.mark.behaviour("prisma.prestations.delete")
def test_delete(prisma: Prisma) -> None:
    """A deletion takes the days that it names of several workers, staged or processed."""
    prisma.add("/prestations", [month(17, did("20240304"), did("20240305"))])
    complete(prisma)
    prisma.add("/prestations", [month(1, did("20240304"))])
    body = [month(17, did("20240304")), month(1, did("20240304"))]
    assert prisma.delete("/prestations", body).response == ""
    complete(prisma, Correction="Y")
    assert (taken(prisma), taken(prisma, 1)) == (3, 2)


@pytest.mark.behaviour("prisma.prestations.delete-month")
def test_delete_month(prisma: Prisma) -> None:
    """A deletion that names no days takes the worker's whole month, and no other month."""
    prisma.add("/prestations", [month(17, did("20240304"), did("20240305"))])
    april = {"Month": 4, "EndOfPeriod": "20240430"}
    prisma.add("/prestations", [month(17, did("20240402"), **april)])
    body = {name: value for name, value in month(17).items() if name != "Prestations"}
    assert prisma.delete("/prestations", [body]).response == ""
    complete(prisma)
    complete(prisma, Month=4)
    assert taken(prisma) == 3


@pytest.mark.behaviour("prisma.prestations.delete-nothing-there")
def test_delete_nothing_there(prisma: Prisma) -> None:
    """What is not there is told, and the rest is deleted."""
    prisma.add("/prestations", [month(17, did("20240304"))])
    empty = {name: value for name, value in month(5).items() if name != "Prestations"}
    body = [month(17, did("20240304"), did("20240305", 9)), empty]
    assert prisma.delete("/prestations", body).data == errors(
        (17, "20240305", 9, "There are no prestations on 20240305."),
        (5, "", 0, "There are no prestations in 03/2024."),
    )
    complete(prisma)
    assert taken(prisma) == 2
