"""workerExists: answered at once, and true for a worker of the employer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.prisma.conftest import Prisma

ADDRESS = {
    "Street": "Kerkstraat",
    "HouseNumber": "1",
    "ZIPCode": "9000",
    "City": "Gent",
    "Country": "00150",
}


def exists(prisma: Prisma, number: str, **more: Any) -> tuple[bool, int]:
    """What workerExists says about a national register number."""
    response = prisma.call("GET", f"/workerExists/{number}", **more)
    assert response.status_code == 200, response.text
    body = response.json()
    return body["WorkerExists"], body["WorkerNumber"]


@pytest.mark.behaviour("prisma.exists.direct", "prisma.exists.three-members", "prisma.exists.known")
def test_known_worker_exists(prisma: Prisma) -> None:
    """A worker of the employer is told with number and an identifier, and nothing is queued."""
    response = prisma.call("GET", "/workerExists/85051000164")
    body = response.json()
    assert body == {
        "UniqueIdentifier": body["UniqueIdentifier"],
        "WorkerExists": True,
        "WorkerNumber": 17,
    }
    assert prisma.sim.pending.list() == []


@pytest.mark.behaviour("prisma.exists.identifier-not-queued")
def test_its_identifier_is_not_in_the_queue(prisma: Prisma) -> None:
    """The identifier that workerExists gives has no Result."""
    given = prisma.call("GET", "/workerExists/85051000164").json()["UniqueIdentifier"]
    assert prisma.call("GET", f"/Result/{given}").status_code == 404


@pytest.mark.behaviour("prisma.exists.unreadable-is-unknown", "prisma.exists.unknown-number-0")
@pytest.mark.parametrize("number", ["00000000000", "12345678901", "abc", "850510001645", "1.5"])
def test_unknown_and_unreadable_numbers(prisma: Prisma, number: str) -> None:
    """A number that nobody has, or that is none, is simply not known: false and 0."""
    assert exists(prisma, number) == (False, 0)


@pytest.mark.behaviour("prisma.exists.of-this-employer")
def test_worker_of_another_employer_does_not_exist(prisma: Prisma) -> None:
    """A worker exists for each employer that has one, under that employer's number."""
    found = [exists(prisma, "87090502071", employer=f"10000{number}") for number in (1, 2, 3)]
    assert found == [(True, 3), (True, 3), (False, 0)]


@pytest.mark.behaviour("prisma.exists.padded")
@pytest.mark.parametrize("number", ["04030901246", "4030901246", "4030901246.0"])
def test_leading_zero_may_be_missing(prisma: Prisma, number: str) -> None:
    """A number that begins with 0 is found with that 0, without it, and as a float."""
    assert exists(prisma, number) == (True, 4)


@pytest.mark.behaviour("prisma.exists.out-of-service-too")
def test_worker_out_of_service_exists(prisma: Prisma) -> None:
    """A worker whose last contract has ended still exists."""
    assert exists(prisma, "52060102116") == (True, 23)


@pytest.mark.behaviour("prisma.queue.first-look-hastens")
def test_posted_worker_exists_after_the_first_look(prisma: Prisma) -> None:
    """A worker posted is not there yet, and is there after the first look at its Result."""
    worker = {
        "WorkerNumber": 121,
        "Name": "GOOSSENS",
        "Firstname": "AN",
        "INSS": 90010100123,
        "address": [ADDRESS],
        "contract": [{"Startdate": "20250401"}],
        "FamilyStatus": [{"Startdate": "20250401"}],
    }
    identifier = prisma.send("POST", "/worker", worker)
    assert exists(prisma, "90010100123") == (False, 0)
    assert prisma.look(identifier).status == "202"
    assert exists(prisma, "90010100123") == (True, 121)
