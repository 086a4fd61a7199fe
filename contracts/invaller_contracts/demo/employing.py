"""Steps of Link2Prisma: a worker is hired, moves, gets another contract, a salary and a car."""

from collections.abc import Iterator

from invaller_clients import EntryFailed, PrismaWorker
from invaller_contracts.demo.stage import Stage
from invaller_contracts.demo.walk import Check
from invaller_contracts.prisma.samples import ADDRESS, CAR, CONTRACT, INSS, SALARY, new_worker

MOVED = {**ADDRESS, "Startdate": "20250401", "Street": "Molenweg", "HouseNumber": "4"}


def nobody_yet(stage: Stage) -> Iterator[Check]:
    """4.6: answered directly, with number 0 for somebody who is not there."""
    found = stage.prisma.worker_exists(str(INSS))
    yield Check("exists, and number", (False, 0), (found.exists, found.number))


def queued(stage: Stage) -> Iterator[Check]:
    """2 and 4.5: a request gets an identifier, and its Result comes later."""
    identifier = stage.prisma.submit("GET", "/newWorkerNumber")
    first = stage.prisma.result(identifier)
    yield Check("at the first look, waiting", True, first.waiting)
    yield Check("nothing in Response so far", True, not first.response)
    final = stage.prisma.wait(identifier)
    yield Check("action and type", ("get", "werknemersnummer"), (final.action, final.type))
    yield Check("of employer", stage.prisma.employer, final.employer)
    yield Check("Statuscode", "200", final.statuscode)
    stage.numbers["hired"] = int(final.data["WorkerNumber"])


def hired(stage: Stage) -> Iterator[Check]:
    """4.2: one request brings personal data, contract, address and family status."""
    number = stage.numbers["hired"]
    added = stage.prisma.add_worker(new_worker(number))
    yield Check("action and type", ("insert", "werknemer"), (added.action, added.type))
    yield Check("nothing in Response", True, not added.response)
    found = stage.prisma.worker_exists(str(INSS))
    yield Check("exists, and number", (True, number), (found.exists, found.number))
    worker = _worker(stage)
    yield Check("histories", (1, 1, 1), _lengths(worker))
    yield Check("dimonas, of themselves", [], worker.dimonas.all())


def moved(stage: Stage) -> Iterator[Check]:
    """4.2 and 4.1: a new address, and which one applies on a day."""
    addresses = _worker(stage).addresses
    addresses.add(MOVED)
    yield Check("on 31 March", ADDRESS, addresses.on("20250331"))
    yield Check("on 1 April", MOVED, addresses.on("20250401"))


def moved_later(stage: Stage) -> Iterator[Check]:
    """4.3: the old start date is in the path, and what is not sent stays."""
    addresses = _worker(stage).addresses
    later = {**MOVED, "Startdate": "20250415"}
    optional = "PostBox"
    addresses.change("20250401", {name: value for name, value in later.items() if name != optional})
    yield Check("addresses", [ADDRESS, later], addresses.all())


def always_one(stage: Stage) -> Iterator[Check]:
    """4.4: one address may go, the last one stays, and so does the last contract."""
    worker = _worker(stage)
    worker.addresses.delete("20250415")
    yield Check("addresses", [ADDRESS], worker.addresses.all())
    refused = []
    for history in (worker.addresses, worker.contracts):
        try:
            history.delete("20240101")
        except EntryFailed as failed:
            refused.append(failed.description)
    yield Check("refused", 2, len(refused))
    yield Check("histories", (1, 1, 1), _lengths(worker))


def contract(stage: Stage) -> Iterator[Check]:
    """4.2: half time from April on."""
    contracts = _worker(stage).contracts
    half = {"Startdate": "20250401", "WorkingTime": "PartTime", "WeekhoursWorker": 19}
    contracts.add({**CONTRACT, **half})
    times = [one["WorkingTime"] for one in contracts.all()]
    yield Check("working time", ["Fulltime", "PartTime"], times)


def salary(stage: Stage) -> Iterator[Check]:
    """4.2 and 4.3: salary data are told apart by code and start date."""
    worker = _worker(stage)
    worker.salary_compositions.add(SALARY)
    raised = {**SALARY, "Amount": 3400}
    worker.salary_compositions.change((SALARY["Code"], SALARY["Startdate"]), raised)
    yield Check("in the contract", [raised], worker.contracts.all()[0]["SalaryCompositions"])


def car(stage: Stage) -> Iterator[Check]:
    """4.1 and 4.2: a car of the worker, and one of nobody, which needs catRSZ."""
    prisma, worker = stage.prisma, _worker(stage)
    worker.company_cars.add(CAR)
    yield Check("cars of the worker", 1, len(worker.company_cars.all()))
    refused = ""
    try:
        prisma.company_cars.add(CAR)
    except EntryFailed as failed:
        refused = failed.description
    yield Check("CatRSZ is asked for", True, "CatRSZ" in refused)
    own = {**CAR, "CatRSZ": "010"}
    prisma.company_cars.add(own)
    yield Check("car of nobody", own, prisma.company_cars.get(CAR["StartingDate"]))


def told(stage: Stage) -> Iterator[Check]:
    """4.1: who asks is not told of changes of its own."""
    yield Check("changes of others", [], stage.prisma.modifications("20250310", "20250310"))


def _worker(stage: Stage) -> PrismaWorker:
    return stage.prisma.worker(stage.numbers["hired"])


def _lengths(worker: PrismaWorker) -> tuple[int, int, int]:
    """How many contracts, addresses and family statuses a worker has."""
    histories = (worker.contracts, worker.addresses, worker.family_statuses)
    contracts, addresses, statuses = (len(history.all()) for history in histories)
    return contracts, addresses, statuses
