"""Student hours over HTTP: whose they are, of which year, and what takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from invaller_contracts.precontractual.samples import STUDENT
from invaller_contracts.precontractual.wire import Wire

if TYPE_CHECKING:
    from invaller_contracts.simulator import Simulator


@pytest.fixture
def wire(sim: Simulator) -> Wire:
    """Calls in a fresh workspace."""
    return Wire(sim)


def hours(wire: Wire, start: str, citizen: str = STUDENT) -> int:
    """The hours that are told to be left for work from a day on."""
    left: int = wire.ask(citizen=citizen, startDate=start).json()["studentJobResult"][
        "hoursRemaining"
    ]
    return left


def declare(sim: Simulator, start: str, end: str, planned: int) -> int:
    """Declare the student at another employer, let it be processed, and give its number."""
    body = {
        "employer": {"enterpriseNumber": "411702543"},
        "worker": {"ssin": STUDENT},
        "dimonaIn": {
            "startDate": start,
            "endDate": end,
            "plannedHoursNumber": planned,
            "features": {"jointCommissionNumber": "XXX", "workerType": "STU"},
        },
    }
    return submit(sim, body)


def submit(sim: Simulator, body: dict[str, object]) -> int:
    """Submit a Dimona and let it be processed."""
    url = f"{sim.urls['dimona']}/declarations"
    response = sim.http.post(url, json=body, headers=sim.credentials.bearer())
    sim.clock.advance("PT10S")
    return int(response.headers["Location"].rpartition("/")[2])


@pytest.mark.sim(now="2024-12-02T09:00:00+01:00")
@pytest.mark.behaviour("precontractual.student.year-of-start-date")
def test_hours_are_those_of_the_year_of_the_start(sim: Simulator, wire: Wire) -> None:
    """In December 2024 work in 2024 has a quota of 600 and work in 2025 one of 650."""
    assert [hours(wire, "2024-12-31"), hours(wire, "2025-01-01")] == [600, 650]
    declare(sim, "2025-01-06", "2025-01-31", 100)
    assert [hours(wire, "2024-12-31"), hours(wire, "2025-01-01")] == [600, 550]


@pytest.mark.behaviour("precontractual.student.reserved-by-dimona")
def test_planned_hours_of_a_dimona_are_taken(sim: Simulator, wire: Wire) -> None:
    """An accepted STU declaration takes its hours, and its cancel gives them back."""
    number = declare(sim, "2025-03-10", "2025-03-28", 120)
    assert hours(wire, "2025-03-10") == 530
    submit(sim, {"dimonaCancel": {"periodId": number}})
    assert hours(wire, "2025-03-10") == 650


@pytest.mark.behaviour("precontractual.student.reserved-by-dimona")
def test_a_refused_dimona_takes_nothing(sim: Simulator, wire: Wire) -> None:
    """A STU declaration over two quarters is refused (B), and no hour is taken."""
    declare(sim, "2025-03-10", "2025-04-28", 120)
    assert hours(wire, "2025-03-10") == 650


@pytest.mark.behaviour("precontractual.student.reserved-by-dimona")
def test_hours_of_several_employers_are_taken_together(sim: Simulator, wire: Wire) -> None:
    """What any two employers plan is gone for a third; over quota nothing is left, not less."""
    declare(sim, "2025-03-10", "2025-03-14", 300)
    declare(sim, "2025-03-17", "2025-03-21", 300)
    assert hours(wire, "2025-03-24") == 50
    declare(sim, "2025-03-24", "2025-03-28", 60)
    assert hours(wire, "2025-03-24") == 0
