"""Clients of Link2Prisma with one bad habit each, and some without any."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import httpx

from invaller_clients import InvallerClientError, PrismaClient, ProblemError, ServerError
from invaller_contracts.consumer.broken import BrokenClient, Drive, HealthyClient
from invaller_contracts.prisma import driving
from invaller_contracts.prisma.client import identity, prisma_client
from invaller_contracts.prisma.driving import MOVED, hired, integrator, tampered_client
from invaller_contracts.prisma.environment import USER
from invaller_contracts.prisma.samples import (
    CAR,
    COST_CENTRES,
    EMAIL,
    INSS,
    SALARY,
    new_worker,
)
from invaller_contracts.prisma.wire import Wire
from invaller_contracts.simulator import Simulator

_RULE = "prisma.client."


def _doing(work: Callable[[PrismaClient], object]) -> Drive:
    """A drive in which a client with everything in order does some work."""

    def drive(sim: Simulator) -> None:
        with integrator(sim) as prisma, suppress(InvallerClientError):
            work(prisma)

    return drive


def _with_inss_as_text(prisma: PrismaClient) -> None:
    hired(prisma, new_worker(1, INSS=str(INSS)))


def _nameless(sim: Simulator) -> None:
    with prisma_client(sim) as prisma:
        prisma.departments()


def _expired(sim: Simulator) -> None:
    headers = identity(sim, USER, kind="expired")
    Wire(sim, headers).call("GET", "/department")


def _without_employer(sim: Simulator) -> None:
    def habit(request: httpx.Request) -> httpx.Request:
        request.headers.pop("Employer", None)
        return request

    with tampered_client(sim, habit) as prisma:
        prisma.departments()


def _saying_json(sim: Simulator) -> None:
    def habit(request: httpx.Request) -> httpx.Request:
        if request.method == "POST":
            request.headers["Content-Type"] = "application/json"
        return request

    with tampered_client(sim, habit) as prisma:
        hired(prisma)


def _by_enterprise_number(sim: Simulator) -> None:
    with prisma_client(sim, "0411702543", user=USER) as prisma, suppress(InvallerClientError):
        prisma.departments()


def _looking_once(prisma: PrismaClient) -> None:
    prisma.result(prisma.submit("GET", "/department"))


class _Incurious(PrismaClient):
    """Takes a refusal for what it is, and never reads why."""

    def _reason_of(self, identifier: str, refused: ProblemError) -> InvallerClientError:
        return refused


def _incurious(sim: Simulator) -> None:
    with integrator(sim, _Incurious) as prisma, suppress(InvallerClientError):
        prisma.worker(1).contracts.on("2025-03-03")


def _hasty(sim: Simulator) -> None:
    def wait(seconds: float) -> None:
        sim.clock.advance(timedelta(seconds=0.05))

    with prisma_client(sim, user=USER, wait=wait) as prisma:
        prisma.departments()


def _retrying(sim: Simulator) -> None:
    sim.faults.add(api="prisma", operation="addWorker", times=1, effect={"status": 503})
    with integrator(sim) as prisma:
        prisma.worker_exists(str(INSS))
        body = new_worker(prisma.new_worker_number())
        with suppress(ServerError):
            prisma.add_worker(body)
        prisma.add_worker(body)


def _sending_twice(prisma: PrismaClient) -> None:
    path = "/worker/1/address"
    for identifier in [prisma.submit("POST", path, MOVED) for _ in range(2)]:
        prisma.wait(identifier)


def _insisting(prisma: PrismaClient) -> None:
    for _ in range(3):
        with suppress(InvallerClientError):
            prisma.worker(1).addresses.add(MOVED)


def _unasked(prisma: PrismaClient) -> None:
    prisma.add_worker(new_worker(prisma.new_worker_number()))


def _numbering(prisma: PrismaClient) -> None:
    prisma.worker_exists(str(INSS))
    prisma.add_worker(new_worker(700))


def _gap(prisma: PrismaClient) -> None:
    prisma.modifications("20250201", "20250210")
    prisma.modifications("20250213", "20250220")


def _missing_an_evening(sim: Simulator) -> None:
    with integrator(sim) as prisma:
        prisma.modifications("20250301", "20250303")
        sim.clock.advance("P1D")
        prisma.modifications("20250304", "20250304")
        sim.clock.advance("P1D")
        # What was changed after the question of the 4th is never told.
        prisma.modifications("20250305", "20250305")


def _downloading_again(prisma: PrismaClient) -> None:
    for _ in range(2):
        prisma.documents.download(1001)


def _raising(prisma: PrismaClient) -> None:
    salary = hired(prisma).salary_compositions
    salary.add(SALARY)
    raised = {"Startdate": "20240101", "Code": 1010, "Amount": 3400}
    salary.change((1010, "20240101"), raised)


def _misplacing_costs(prisma: PrismaClient) -> None:
    prisma.worker(2).cost_centres.add(
        {**COST_CENTRES, "CostCentres": [{"CostCentre": "ADMIN", "Percentage": 60}]}
    )


HEALTHY = (
    HealthyClient("hires somebody and writes about them", driving.employing),
    HealthyClient("declares a worker of the future", driving.declaring_first),
    HealthyClient("keeps a copy", driving.keeping_a_copy),
    HealthyClient("loses answers and looks first", driving.recovering),
    HealthyClient("gives up on a queue that stands still", driving.giving_up),
    HealthyClient("corrects what was refused", driving.correcting),
    HealthyClient("shares the queue with another", driving.sharing),
    HealthyClient(
        "looks where the clock stands still", driving.looking_at_once, {"processing": "polls:3"}
    ),
    HealthyClient(
        "hires where all is done at once", driving.employing, {"processing": "immediate"}
    ),
)


def _broken(rule: str, title: str, drive: Drive, *also: str, **settings: str) -> BrokenClient:
    """A broken client; rule and also: ends of the ids of rules."""
    return BrokenClient(_RULE + rule, title, drive, settings, tuple(_RULE + one for one in also))


BROKEN = (
    _broken("valid-by-specification", "sends an INSS as text", _doing(_with_inss_as_text)),
    _broken(
        "documented-operations",
        "changes contact data",
        _doing(lambda prisma: prisma.call("PUT", "/worker/1/communication", EMAIL)),
    ),
    _broken("presents-its-certificate", "calls without a certificate", _nameless),
    _broken("presents-its-certificate", "calls with one that has expired", _expired),
    _broken("names-the-employer", "never sends Employer", _without_employer),
    _broken("names-the-employer", "sends the enterprise number", _by_enterprise_number),
    _broken("sends-a-bare-body", "says that its body is application/json", _saying_json),
    _broken(
        "follows-every-request",
        "hands in and forgets",
        _doing(lambda prisma: prisma.submit("POST", "/worker/1/address", MOVED)),
    ),
    _broken("follows-every-request", "looks once", _doing(_looking_once), processing="hold"),
    _broken(
        "follows-every-request",
        "never reads why it was refused",
        _incurious,
        "valid-by-specification",  # what it is refused for
    ),
    _broken("looks-at-its-ease", "looks each 50 ms", _hasty),
    _broken("looks-up-before-adding-again", "sends again after an error of the server", _retrying),
    _broken("looks-up-before-adding-again", "sends again at once", _doing(_sending_twice)),
    _broken("corrects-before-sending-again", "sends what was refused again", _doing(_insisting)),
    _broken(
        "adds-the-worker-first",
        "gives nobody an address",
        _doing(lambda prisma: prisma.worker(700).addresses.add(MOVED)),
    ),
    _broken("asks-whether-a-worker-exists", "adds without asking", _doing(_unasked)),
    _broken("asks-for-the-next-number", "makes numbers up", _doing(_numbering)),
    _broken(
        "reads-every-group",
        "reads the first group only",
        _doing(lambda prisma: prisma.call("GET", "/worker", query={"limit": "5"})),
    ),
    _broken("asks-for-changes-without-gaps", "leaves days out", _doing(_gap)),
    _broken("asks-for-changes-without-gaps", "asks each day once", _missing_an_evening),
    _broken("fetches-documents-once", "downloads again", _doing(_downloading_again)),
    _broken("splits-costs-whole", "leaves costs without a centre", _doing(_misplacing_costs)),
    _broken(
        "categorises-pool-cars",
        "adds a car without its category",
        _doing(lambda prisma: prisma.company_cars.add(CAR)),
    ),
    _broken(
        "keeps-a-contract-and-an-address",
        "deletes the last address",
        _doing(lambda prisma: hired(prisma).addresses.delete("20240101")),
    ),
    _broken("sends-salary-data-whole", "sends only what changes", _doing(_raising)),
)
