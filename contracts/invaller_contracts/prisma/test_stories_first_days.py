"""A first day of temporary unemployment: numbered by Prisma, ticketed by the RSZ.

Today is Monday 3 March 2025.
"""

from typing import Any

import pytest

from invaller_clients import EntryNotAccepted, PrismaClient, PrismaWorker
from invaller_contracts.prisma.refusals import statuscode_of
from invaller_contracts.prisma.samples import FIRST_DAY, Body
from invaller_contracts.simulator import Simulator


@pytest.fixture
def declared(prisma: PrismaClient, worker: PrismaWorker) -> Body:
    """A first day of unemployment of the worker, as it was sent, with its number."""
    sent = {**FIRST_DAY, "ListOfWorkers": [worker.number]}
    added = prisma.first_days_of_unemployment.add(sent)
    return {**sent, "SerialNumber": added.data["SerialNumber"]}


def after_the_rsz(sim: Simulator, prisma: PrismaClient, number: int) -> Any:
    """A first day once the RSZ has answered."""
    sim.clock.advance("PT1M")
    return prisma.first_days_of_unemployment.get(number)


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.first-day.number-given", "prisma.first-day.number-in-response")
@pytest.mark.behaviour("prisma.first-day.by-serial-number")
def test_a_first_day_gets_a_number(prisma: PrismaClient, declared: Body) -> None:
    """The Result of the addition tells the number, by which it is asked (4.1 and 4.2)."""
    found = prisma.first_days_of_unemployment.get(declared["SerialNumber"])
    assert found is not None
    assert {name: found.get(name) for name in declared} == declared


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.first-day.ticket-from-rsz")
def test_the_rsz_gives_a_ticket(sim: Simulator, prisma: PrismaClient, declared: Body) -> None:
    """It is in progress without a ticket, and OK with one when the RSZ has answered (4.2)."""
    number = declared["SerialNumber"]
    waiting = prisma.first_days_of_unemployment.get(number)
    assert waiting is not None
    assert (waiting["Status"], waiting.get("TicketNumber")) == ("InProgress", None)
    answered = after_the_rsz(sim, prisma, number)
    assert answered["Status"] == "OK"
    assert answered["TicketNumber"]


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.first-day.change-by-number-or-ticket")
@pytest.mark.behaviour("prisma.first-day.delete-by-number-or-ticket")
def test_either_number_will_do(sim: Simulator, prisma: PrismaClient, declared: Body) -> None:
    """It is changed and deleted by its serial number or its ticket number (4.3 and 4.4)."""
    number = declared["SerialNumber"]
    prisma.first_days_of_unemployment.change({**declared, "Comment": "by number"})
    found = after_the_rsz(sim, prisma, number)
    assert found["Comment"] == "by number"
    ticket = {"TicketNumber": found["TicketNumber"]}
    sent = {name: value for name, value in declared.items() if name != "SerialNumber"}
    prisma.first_days_of_unemployment.change({**sent, **ticket, "Comment": "by ticket"})
    changed = prisma.first_days_of_unemployment.get(number)
    assert changed is not None
    assert changed["Comment"] == "by ticket"
    prisma.first_days_of_unemployment.delete(ticket)
    again = {"SerialNumber": number}
    assert statuscode_of(lambda: prisma.first_days_of_unemployment.delete(again)) == "404"


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.first-day.neither-400", "prisma.first-day.unknown-worker")
def test_first_days_that_cannot_be(prisma: PrismaClient, declared: Body) -> None:
    """One without either number is not found, and nobody unknown is declared."""
    sent = {name: value for name, value in declared.items() if name != "SerialNumber"}
    with pytest.raises(EntryNotAccepted):
        prisma.first_days_of_unemployment.change(sent)
    with pytest.raises(EntryNotAccepted):
        prisma.first_days_of_unemployment.delete({"Comment": "which?"})
    nobody = {**FIRST_DAY, "ListOfWorkers": [9999999]}
    assert statuscode_of(lambda: prisma.first_days_of_unemployment.add(nobody)) == "404"
