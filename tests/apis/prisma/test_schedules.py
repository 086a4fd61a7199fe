"""Schedules of an employer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.prisma.conftest import Prisma

WEEK = {"WeekNumber": 1, "Day1": 8, "Day2": 8, "Day6": 0}
OWN: dict[str, Any] = {
    "ScheduleID": "16",
    "Description": "Twee dagen",
    "StartDate": "20240101",
    "Week": [WEEK],
}


@pytest.mark.behaviour("prisma.schedule.list", "prisma.schedule.add")
def test_add(prisma: Prisma) -> None:
    """A schedule that is added stands in the list of its employer, and of no other."""
    assert prisma.add("/schedule", OWN).response == ""
    told = prisma.get("/schedule")
    assert [each["ScheduleID"] for each in told] == ["16", "38", "HALF"]
    assert told[0] == OWN
    assert [each["ScheduleID"] for each in prisma.get("/schedule", employer="100002")] == ["WE"]


@pytest.mark.behaviour("prisma.schedule.list")
def test_none(prisma: Prisma) -> None:
    """An employer without schedules has no data."""
    assert prisma.ask("GET", "/schedule", employer="100003").status == "204"


@pytest.mark.behaviour("prisma.schedule.taken")
def test_taken(prisma: Prisma) -> None:
    """A code that the employer has already is refused; another employer may use it."""
    refused = prisma.refused("POST", "/schedule", {**OWN, "ScheduleID": "38"})
    assert refused.status == "409"
    assert prisma.get("/schedule")[0]["Description"] == "Voltijds 38 uur"
    prisma.add("/schedule", {**OWN, "ScheduleID": "38"}, employer="100002")


@pytest.mark.behaviour("prisma.schedule.linked-by-code")
def test_linked(prisma: Prisma) -> None:
    """A contract can name a schedule that was added."""
    prisma.add("/schedule", OWN)
    prisma.add("/worker/17/contract", {"Startdate": "20250101", "Schedule": "16"})
    assert prisma.get("/worker/17/contract/20250101")["Schedule"] == "16"


@pytest.mark.behaviour("prisma.schedule.each-week-once")
def test_week_twice(prisma: Prisma) -> None:
    """A week that is named twice is refused."""
    refused = prisma.refused("POST", "/schedule", {**OWN, "Week": [WEEK, WEEK]})
    assert refused.status == "400"
    assert prisma.rules(refused) == ["prisma.schedule.each-week-once"]


@pytest.mark.behaviour("prisma.queue.impossible-date-in-body")
def test_start_off_the_calendar(prisma: Prisma) -> None:
    """A start date that no calendar has is refused."""
    response = prisma.call("POST", "/schedule", {**OWN, "StartDate": "20230229"})
    assert prisma.result(response.json()).status == "400"
    assert len(prisma.get("/schedule")) == 2
