"""First days of unemployment: numbered here, ticketed by the RSZ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.prisma.conftest import Prisma

pytestmark = pytest.mark.sim(now="2024-02-01T09:00:00+01:00")

PATH = "/firstdayofunemployment"
DECLARED: dict[str, Any] = {
    "DateDeclaration": "20240201",
    "TypeOfUnEmployment": "EconomicReason",
    "Email": "hr@example.be",
    "ListOfWorkers": [1, 17],
}
SEEDED = {"SerialNumber": 17}
SEEDED_TICKET = {"TicketNumber": "240115000017"}


def declare(prisma: Prisma) -> int:
    """Declare a first day; gives its serial number."""
    return int(prisma.add(PATH, DECLARED).data["SerialNumber"])


@pytest.mark.behaviour("prisma.first-day.number-given", "prisma.first-day.number-in-response")
def test_number(prisma: Prisma) -> None:
    """Every first day gets a serial number, which the unique identifier tells."""
    first, second = prisma.add(PATH, DECLARED), prisma.add(PATH, DECLARED)
    assert first.data.keys() == {"SerialNumber"}
    assert second.data["SerialNumber"] == first.data["SerialNumber"] + 1


@pytest.mark.behaviour("prisma.first-day.ticket-from-rsz", "prisma.first-day.by-serial-number")
def test_ticket(prisma: Prisma) -> None:
    """The ticket number comes some seconds later, and with it Status OK."""
    serial = declare(prisma)
    waiting = {**DECLARED, "SerialNumber": serial, "Status": "InProgress"}
    assert prisma.get(f"{PATH}/{serial}") == waiting
    prisma.sim.clock.advance("PT6S")
    told = prisma.get(f"{PATH}/{serial}")
    assert told == {**waiting, "Status": "OK", "TicketNumber": told["TicketNumber"]}
    assert len(told["TicketNumber"]) == 12
    assert told["TicketNumber"].isdigit()


def test_refused_by_hand(prisma: Prisma) -> None:
    """A ticket that is released as refused leaves Status Error and says so."""
    prisma.sim.settings.change(processing={"prisma.ticket": "hold"})
    serial = declare(prisma)
    [waiting] = [each for each in prisma.sim.pending.list() if each["kind"] == "ticket"]
    prisma.sim.pending.release(waiting["id"], "refused")
    told = prisma.get(f"{PATH}/{serial}")
    assert (told["Status"], told["Error"]) == ("Error", "The RSZ refused the declaration.")
    assert "TicketNumber" not in told


@pytest.mark.behaviour("prisma.first-day.change-by-number-or-ticket")
@pytest.mark.parametrize("key", [SEEDED, SEEDED_TICKET, {**SEEDED, **SEEDED_TICKET}])
def test_change(prisma: Prisma, key: dict[str, Any]) -> None:
    """A change finds its record by either number and changes only what is sent."""
    before = prisma.get(f"{PATH}/17")
    assert prisma.change(PATH, {**key, "NatureBadWeather": "Regen"}).response == ""
    assert prisma.get(f"{PATH}/17") == {**before, "NatureBadWeather": "Regen"}


@pytest.mark.behaviour("prisma.first-day.delete-by-number-or-ticket")
@pytest.mark.parametrize("key", [SEEDED, SEEDED_TICKET])
def test_delete(prisma: Prisma, key: dict[str, Any]) -> None:
    """A deletion finds its record by either number."""
    assert prisma.delete(PATH, key).response == ""
    assert prisma.ask("GET", f"{PATH}/17").status == "204"


def test_deleted_before_the_ticket(prisma: Prisma) -> None:
    """A first day that was deleted stays away when its ticket would come."""
    serial = declare(prisma)
    prisma.delete(PATH, {"SerialNumber": serial})
    prisma.sim.clock.advance("PT10S")
    assert prisma.ask("GET", f"{PATH}/{serial}").status == "204"


@pytest.mark.behaviour("prisma.first-day.unknown")
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize(
    "key", [{"SerialNumber": 18}, {"TicketNumber": "1"}, {**SEEDED, "TicketNumber": "1"}]
)
def test_unknown(prisma: Prisma, method: str, key: dict[str, Any]) -> None:
    """Numbers that no record has, or not the same one, are refused."""
    assert prisma.refused(method, PATH, key).status == "404"
    assert prisma.get(f"{PATH}/17")["SerialNumber"] == 17


@pytest.mark.behaviour("prisma.first-day.unknown")
def test_of_another_employer(prisma: Prisma) -> None:
    """The first day of another employer is unknown."""
    assert prisma.refused("DELETE", PATH, SEEDED_TICKET, employer="100002").status == "404"
    assert prisma.ask("GET", f"{PATH}/17", employer="100002").status == "204"


@pytest.mark.behaviour("prisma.first-day.neither-400")
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_neither(prisma: Prisma, method: str) -> None:
    """Without serial and ticket number a call answers 400, with an identifier."""
    body = {"Email": "new@example.be"} if method == "PUT" else {}
    response = prisma.call(method, PATH, body)
    assert response.status_code == 400
    assert prisma.look(response.json()).status == "400"


@pytest.mark.behaviour("prisma.first-day.unknown-worker")
def test_unknown_worker(prisma: Prisma) -> None:
    """A list with a worker who is unknown is refused, when added and when changed."""
    body = {**DECLARED, "ListOfWorkers": [1, 999]}
    assert prisma.refused("POST", PATH, body).status == "404"
    assert prisma.refused("PUT", PATH, {**SEEDED, "ListOfWorkers": [999]}).status == "404"
    assert prisma.get(f"{PATH}/17")["ListOfWorkers"] == [1, 17]
