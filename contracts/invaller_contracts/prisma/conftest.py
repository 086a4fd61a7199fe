"""The client that the stories of Link2Prisma are told with, and the workers whom they are about."""

from collections.abc import Iterator

import pytest

from invaller_clients import PrismaClient, PrismaWorker
from invaller_contracts.prisma.environment import USER
from invaller_contracts.prisma.samples import new_worker
from invaller_contracts.prisma.tidying import tidy_client
from invaller_contracts.provider.target import Target


@pytest.fixture
def prisma(target: Target) -> Iterator[PrismaClient]:
    """The reference client of an integrator, for the employer that registers time.

    At a real environment it deletes in the end what it added.
    """
    yield from tidy_client(target, USER)


@pytest.fixture
def worker(prisma: PrismaClient) -> PrismaWorker:
    """A worker who was hired as of 1 January 2024, with the next number."""
    number = prisma.new_worker_number()
    prisma.add_worker(new_worker(number))
    return prisma.worker(number)


@pytest.fixture
def staff(target: Target, prisma: PrismaClient) -> PrismaWorker:
    """A worker who is there, wherever the story runs."""
    return prisma.worker(int(target.value("INVALLER_PRISMA_WORKER")))


@pytest.fixture
def newcomer(prisma: PrismaClient) -> PrismaWorker:
    """A worker who was hired for the story, wherever it runs; nobody can be deleted."""
    number = prisma.new_worker_number()
    prisma.add_worker(new_worker(number, INSS=None))
    return prisma.worker(number)
