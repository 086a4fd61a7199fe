"""The client that the stories of Link2Prisma are told with."""

from collections.abc import Iterator

import pytest

from invaller_clients import PrismaClient, PrismaWorker
from invaller_contracts.prisma.client import prisma_client
from invaller_contracts.prisma.samples import new_worker
from invaller_contracts.simulator import Simulator


@pytest.fixture
def prisma(sim: Simulator) -> Iterator[PrismaClient]:
    """The reference client of an integrator, for the employer that registers time."""
    with prisma_client(sim, user="INTEGRATOR") as client:
        yield client


@pytest.fixture
def worker(prisma: PrismaClient) -> PrismaWorker:
    """A worker who was hired as of 1 January 2024, with the next number."""
    number = prisma.new_worker_number()
    prisma.add_worker(new_worker(number))
    return prisma.worker(number)
