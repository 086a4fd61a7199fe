"""Whatever is sent to Link2Prisma, it is answered as documented, and so is its Result later on."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

import pytest

from invaller_clients import PrismaClient
from invaller_contracts.exploring import Exploration, each_operation, operations_of
from invaller_contracts.prisma import samples
from invaller_contracts.prisma.client import identity, prisma_client
from invaller_contracts.prisma.environment import USER
from invaller_contracts.prisma.following import Followed
from invaller_contracts.prisma.samples import BUILDER, HOTEL, RESTAURANT, STRANGER
from invaller_contracts.prisma.sound import STARTS, sound
from invaller_contracts.prisma.surroundings import Surroundings
from invaller_contracts.provider.target import Target
from invaller_contracts.simulator import Simulator
from invaller_contracts.varying import Known

WRITING = {
    name
    for name in operations_of("prisma")
    if not name.startswith("get") and name != "workerExists"
}
"""Operations that leave traces."""

DIRECT = {"getResult", "workerExists"}
"""Operations that are answered by themselves, and leave no entry."""

SELDOM = (30, 150)
"""Calls that are made when a few had no luck, and when those had none either."""

DONE, REFUSED = {"200", "201", "204"}, {"400", "403", "404", "409"}
"""Statuscodes of what went well, and of what did not."""

START = "20240101"
"""When everything starts that the worker has."""

NUMBER = 700
"""The worker who has one of everything, so that it can be asked, changed and deleted."""

RECORDS = sound(NUMBER, START)

MOVED = {**samples.ADDRESS, "Startdate": "20240701"}


def prepare(prisma: PrismaClient) -> list[str]:
    """Hire the worker with one of everything; gives entries of the queue with every outcome."""
    later = {**samples.CONTRACT, "Startdate": "20240701"}
    body = samples.new_worker(NUMBER, contract=[samples.CONTRACT, later])
    prisma.add_worker({**body, "address": [samples.ADDRESS, MOVED]})
    worker = prisma.worker(NUMBER)
    worker.communication.add(samples.EMAIL)
    worker.taxes.add(samples.TAX)
    worker.replacements.add(RECORDS["WorkerNumber"])
    worker.salary_compositions.add(samples.SALARY)
    worker.company_cars.add(RECORDS["LicensePlate"])
    prisma.company_cars.add(RECORDS["LicensePlate"])
    worker.absence_notes.add(RECORDS["Notedate"])
    worker.divergent_payments.add(RECORDS["PayoutType"])
    worker.cost_centres.add(RECORDS["CostCentres"])
    prisma.absences.add([RECORDS["Absences"]])
    prisma.prestations.add([RECORDS["EndOfPeriod"]])
    return [
        prisma.add_worker(samples.new_worker(NUMBER + 2, INSS=None)).identifier,
        prisma.call("GET", "/worker").identifier,
        prisma.submit("GET", "/worker/9999999"),
    ]


KNOWN: Known = {
    "Employer": [BUILDER, HOTEL, RESTAURANT, STRANGER, "None"],
    "rrnr": ["65111899997", "4030901246", "00000000000"],
    "workerID": [NUMBER, NUMBER, NUMBER, 1, 17],
    **dict.fromkeys(STARTS, (START,)),
    **dict.fromkeys(("Startdate", "StartingDate", "Notedate", "Day"), ("20250301",)),
    **dict.fromkeys(("EndDate", "Enddate", "EndingDate"), ("20250331", "20991231")),
    "salarycode": [1010],
    "typeID": ["Amount"],
    "year": [2025, 2026],
    "counterID": [1, 2, 9],
    "documentID": [1001, 1003, 1004, 1005],
    "firstDayOfUnemplID": [17, 18],
    "SerialNumber": [17],
    "Month": [3],
    "Percentage": [100],
    "Year": [2025],
    "limit": [1, 100],
    "offset": [0, 5, 500],
}
"""Values that exist, in the seed or once the worker is hired."""


def explored(sim: Simulator) -> Exploration:
    """A workspace with the seed, and a worker with one of everything."""
    with prisma_client(sim, user=USER) as prisma:
        known = {**KNOWN, "GUID": prepare(prisma)}

    @cache
    def identify(user: str) -> Mapping[str, str]:
        return {**identity(sim, user), "Employer": BUILDER}

    # Whoever is named calls for one employer; nobody in particular calls for any.
    users = (*[USER] * 6, "READER", None)
    # What strictness changes is refused before it is queued, so that a few calls show it.
    valid, invalid = (2, 2) if _is_strict(sim) else (5, 2)
    return Exploration(sim, "prisma", known, RECORDS, users, valid, invalid, identify)


def _is_strict(sim: Simulator) -> bool:
    return bool(sim.settings.get()["strictness"] == "strict")


def explored_there(target: Target, writes: bool) -> Iterator[Exploration]:
    """A real employer: its worker is asked for; what is written is about one who was hired."""
    with prisma_client(target, user=USER) as prisma:
        there = Surroundings(target, prisma)
        plain = Exploration(target, "prisma", {}, clients=(USER,), caller=there.caller)
        if not writes:
            yield replace(plain, known=there.found())
            return
        known = there.made()
        try:
            yield replace(plain, known=known, sound=there.sound(), look=there.look, confined=True)
        finally:
            there.take_back()


@pytest.mark.anywhere(generated=True)
@pytest.mark.parametrize("operation_id", each_operation("prisma", WRITING))
def test_every_answer_is_documented(exploration: Exploration, operation_id: str) -> None:
    """Status and body are those of the specification; nothing is lost, and some of it goes well."""
    followed = Followed(exploration)
    # There is no identifier that the specification does not allow.
    invalid = operation_id != "getResult"
    met = exploration.explore(operation_id, invalid=invalid, look=followed.look)
    codes = followed.results(operation_id)
    if exploration.target.is_real:
        assert not [code for code in codes if code.startswith("5")]
        return
    for more in SELDOM:
        if operation_id in DIRECT or codes & DONE or _is_strict(exploration.sim):
            break
        # What must fit together, such as percentages, is seldom met by chance.
        met |= exploration.explore(operation_id, invalid=False, valid=more, look=followed.look)
        codes = followed.results(operation_id)
    assert met >= ({200} if operation_id in DIRECT else {202})
    assert codes <= DONE | REFUSED
    assert codes & DONE or operation_id in DIRECT or _is_strict(exploration.sim)
