"""What healthy clients of Link2Prisma do, as `invaller verify` is to see it, step by step."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import httpx

from invaller_clients import (
    EntryFailed,
    InvallerClientError,
    PrismaClient,
    PrismaWorker,
    ServerError,
    TransportError,
)
from invaller_contracts.consumer.broken import Tampered
from invaller_contracts.prisma.checking import CheckedTransport
from invaller_contracts.prisma.client import identity, prisma_client
from invaller_contracts.prisma.environment import USER
from invaller_contracts.prisma.samples import (
    ADDRESS,
    CAR,
    CONTRACT,
    COST_CENTRES,
    HOTEL,
    INSS,
    NOTICE,
    SALARY,
    Body,
    new_worker,
)
from invaller_contracts.simulator import Simulator

MOVED: Body = {**ADDRESS, "Startdate": "20250301"}
"""An address beside the first one."""

POOL_CAR: Body = {**CAR, "CatRSZ": "010"}

Habit = Callable[[httpx.Request], httpx.Request | httpx.Response]


def integrator(sim: Simulator, kind: type[PrismaClient] = PrismaClient) -> PrismaClient:
    """A client with the certificate of the user who may write."""
    return prisma_client(sim, user=USER, kind=kind)


@contextmanager
def tampered_client(sim: Simulator, habit: Habit) -> Iterator[PrismaClient]:
    """The same client on a connection with a bad habit; what it is refused for is let go."""
    transport = CheckedTransport(Tampered(habit), identity(sim, USER))
    with prisma_client(sim, transport=transport) as client, suppress(InvallerClientError):
        yield client


def hired(prisma: PrismaClient, body: Body | None = None) -> PrismaWorker:
    """Add a worker as one should: nobody has them yet, and the number is asked for."""
    prisma.worker_exists(str(INSS))
    number = prisma.new_worker_number()
    prisma.add_worker({**(body or new_worker(number)), "WorkerNumber": number})
    return prisma.worker(number)


def employing(sim: Simulator) -> None:
    """Hire somebody, and write about them whatever the manual has a rule for."""
    with integrator(sim) as prisma:
        worker = hired(prisma)
        worker.contracts.add({**CONTRACT, "Startdate": "20250301"})
        worker.contracts.delete("20250301")
        worker.salary_compositions.add(SALARY)
        worker.salary_compositions.change((1010, "20240101"), {**SALARY, "Amount": 3400})
        worker.cost_centres.add(COST_CENTRES)
        prisma.company_cars.add(POOL_CAR)


def declaring_first(sim: Simulator) -> None:
    """Ask a dimona for a worker of the future, and hire them when it is there."""
    with integrator(sim) as prisma:
        prisma.worker_exists(str(INSS))
        number = prisma.new_worker_number()
        dimona = {"NatureDeclaration": "DimonaIn", "ContractType": "Normal", "INSS": INSS}
        body = {**dimona, "Email": "hr@voorbeeld.example", "StartingDate": "20250310"}
        prisma.worker(number).dimonas.add(body)
        prisma.add_worker(new_worker(number))
        prisma.worker(number).dimonas.all()


def keeping_a_copy(sim: Simulator) -> None:
    """Read all workers in groups, then every day what others changed, and documents once."""
    with integrator(sim) as prisma:
        list(prisma.workers(limit=5))
        list(prisma.workers_in_service("20250301", "20250331"))
        for document in prisma.documents.listing("20240101", "20240331"):
            prisma.documents.download(document["DocumentID"])
        prisma.documents.withdrawals("20240101")
        for first, last in (("20250301", "20250303"), ("20250303", "20250304")):
            prisma.modifications(first, last)
            sim.clock.advance("P1D")
        # The day before was over when it was asked for the last time.
        prisma.modifications("20250304", "20250305")


def recovering(sim: Simulator) -> None:
    """Lose answers before and after the service did its work, and look before sending again."""
    for effect in ({"status": 503}, {"drop": True}):
        sim.faults.add(api="prisma", operation="addWorker", times=1, effect=effect)
    sim.faults.add(api="prisma", operation="getResult", times=1, effect={"status": 503})
    with integrator(sim) as prisma:
        prisma.worker_exists(str(INSS))
        body = new_worker(prisma.new_worker_number())
        while not prisma.worker_exists(str(INSS)).exists:
            with suppress(ServerError, TransportError):
                prisma.add_worker(body)
            sim.clock.advance("PT1S")
        number = prisma.worker_exists(str(INSS)).number
        sim.faults.add(api="prisma", operation="addAddress", times=1, effect={"drop": True})
        addresses = prisma.worker(number).addresses
        with suppress(TransportError):
            addresses.add(MOVED)
        sim.clock.advance("PT1S")
        if MOVED not in addresses.all():
            addresses.add(MOVED)


def giving_up(sim: Simulator) -> None:
    """Look for a result as long as it is worth it, while the queue stands still."""
    stuck = sim.faults.add(api="prisma", effect={"stuck": True})
    with integrator(sim) as prisma, suppress(InvallerClientError):
        prisma.departments()
    sim.faults.clear()
    assert stuck


def correcting(sim: Simulator) -> None:
    """Meet errors that no check could have told, and correct them before sending again."""
    with integrator(sim) as prisma:
        worker = hired(prisma)
        worker.addresses.add(MOVED)
        with suppress(EntryFailed):
            worker.addresses.add({**MOVED, "City": "Brugge"})
        worker.addresses.change("20250301", {**MOVED, "City": "Brugge"})
        worker.addresses.delete("20250301")
        # What was in the way is gone, so the same may be sent.
        worker.addresses.add({**MOVED, "City": "Brugge"})


def sharing(sim: Simulator) -> None:
    """Two users work for two employers at the same time, and send the same."""
    with integrator(sim) as one, prisma_client(sim, HOTEL, user="SINGLE") as other:
        month = {"Month": 3, "Year": 2025, "Correction": "N"}
        sent = [
            (client, client.submit("POST", "/prestations/completed", month))
            for client in (one, other)
        ]
        numbers = [hired(client, new_worker(1)).number for client in (one, other)]
        for client, identifier in sent:
            client.wait(identifier)
        for client, number in zip((one, other), numbers, strict=True):
            client.worker(number).addresses.add(MOVED)
            client.documents.upload({**NOTICE, "WorkerId": number}, b"een attest")


def looking_at_once(sim: Simulator) -> None:
    """Look as often as it takes, where no time goes by between two looks."""
    with integrator(sim) as prisma:
        for identifier in [prisma.submit("GET", path) for path in ("/worker/1", "/department")]:
            while prisma.result(identifier).waiting:
                pass
