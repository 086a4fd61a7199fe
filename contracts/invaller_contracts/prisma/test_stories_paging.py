"""An employer with more than 100 workers: they are asked in groups.

Today is Monday 3 March 2025.
"""

from collections.abc import Iterator

import pytest

from invaller_clients import EntryNotAccepted, PrismaClient
from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.prisma.client import prisma_client
from invaller_contracts.prisma.samples import HOTEL, Body, new_worker
from invaller_contracts.simulator import SimulatorServer

FIRST, LAST = 1001, 1105
"""Numbers of the workers who are hired; all others of the employer have lower ones."""


@pytest.fixture(scope="module")
def hotel(sim_server: SimulatorServer) -> Iterator[PrismaClient]:
    """The client of an employer with 105 workers and those of the seed."""
    sim = sim_server.create({**DEFAULTS, "id": "prisma-paging", "processing": "immediate"})
    with prisma_client(sim, HOTEL) as client:
        for number in range(FIRST, LAST + 1):
            client.submit("POST", "/worker", new_worker(number, INSS=None))
        yield client
    sim_server.delete(sim)


def page(client: PrismaClient, **query: int) -> list[int]:
    """The numbers of the workers of one request."""
    result = client.call("GET", "/worker", query={name: str(n) for name, n in query.items()})
    return numbers(result.records)


def numbers(workers: list[Body]) -> list[int]:
    """The numbers of workers, in their order."""
    return [worker["WorkerNumber"] for worker in workers]


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.workers.at-most-100", "prisma.workers.list")
def test_one_request_gives_100_workers(hotel: PrismaClient) -> None:
    """Without limit the first 100 come, in the order of their numbers (4.1)."""
    found = page(hotel)
    assert len(found) == 100
    assert found == sorted(found)
    assert found == page(hotel, limit=100, offset=0)


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.workers.limit", "prisma.workers.offset-is-position")
def test_limit_and_offset(hotel: PrismaClient) -> None:
    """Limit is how many, offset a position in the list and no worker number (4.1)."""
    everyone = page(hotel) + page(hotel, offset=100)
    assert page(hotel, limit=3, offset=5) == everyone[5:8]
    assert page(hotel, limit=1) == everyone[:1]
    assert page(hotel, limit=100, offset=99) == everyone[99:]


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.workers.offset-is-position", "prisma.workers.in-service")
def test_all_workers_are_read_in_groups(hotel: PrismaClient) -> None:
    """Groups of any size give every worker once (4.1)."""
    everyone = numbers(list(hotel.workers()))
    assert everyone[-105:] == list(range(FIRST, LAST + 1))
    assert len(set(everyone)) == len(everyone)
    assert numbers(list(hotel.workers(limit=37))) == everyone
    in_service = numbers(list(hotel.workers_in_service("20250301", "20250331")))
    assert set(in_service) >= set(range(FIRST, LAST + 1))


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.workers.offset-beyond")
def test_an_offset_beyond_the_last_worker(hotel: PrismaClient) -> None:
    """There is nobody there: Statuscode 204."""
    assert hotel.call("GET", "/worker", query={"offset": "500"}).statuscode == "204"


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.workers.limit-over-100", "prisma.workers.limit-below-1")
@pytest.mark.parametrize(
    "query", [{"limit": "101"}, {"limit": "0"}, {"limit": "ten"}, {"offset": "-1"}]
)
def test_a_group_that_cannot_be(hotel: PrismaClient, query: dict[str, str]) -> None:
    """More than 100, none, and a position before the first are refused."""
    with pytest.raises(EntryNotAccepted, match=next(iter(query))):
        hotel.call("GET", "/worker", query=query)
