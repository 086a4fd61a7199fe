"""Whatever is sent to Link2Prisma, it is answered as documented, and so is its Result later on."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from schemathesis import Response

from invaller_clients import PrismaClient
from invaller_contracts.exploring import Exploration, Known, operations_of
from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.prisma import samples
from invaller_contracts.prisma.checking import response_defects, specification
from invaller_contracts.prisma.client import identity, prisma_client
from invaller_contracts.prisma.samples import BUILDER, HOTEL, RESTAURANT, STRANGER
from invaller_contracts.prisma.wire import Wire
from invaller_contracts.simulator import Simulator, SimulatorServer

DIRECT = {"getResult", "workerExists"}
"""Operations that are answered by themselves, and leave no entry."""

SELDOM = 150
"""Calls that are made when a few had no luck."""

DONE, REFUSED = {"200", "201", "204"}, {"400", "403", "404", "409"}
"""Statuscodes of what went well, and of what did not."""

START = "20240101"
"""When everything starts that the worker has."""

NUMBER = 700
"""The worker who has one of everything, so that it can be asked, changed and deleted."""

ABSENT = samples.absent("20250310", 510, 7.6)
WORKED = samples.worked("20250303", 7.6)

RECORDS: dict[str, dict[str, Any]] = {
    "EmploymentStatus": samples.CONTRACT,
    "Street": samples.ADDRESS,
    "CivilStatus": samples.FAMILY_STATUS,
    "TaxCalculation": samples.TAX,
    "CommunicationType": samples.EMAIL,
    "LicensePlate": {**samples.CAR, "StartingDate": START, "CatRSZ": "010"},
    "Notedate": {**samples.NOTE, "Notedate": START},
    "PayoutType": {**samples.PAYMENT, "Startdate": START},
    "CostCentres": {**samples.COST_CENTRES, "Startdate": START},
    "ScheduleID": samples.SCHEDULE,
    "NatureDeclaration": samples.DIMONA_IN,
    "TypeOfUnEmployment": {**samples.FIRST_DAY, "ListOfWorkers": [NUMBER]},
    "Filename": {**samples.NOTICE, "Document": "ZWVuIGF0dGVzdA=="},
    "Absences": samples.absences(NUMBER, ABSENT),
    "EndOfPeriod": samples.prestations(NUMBER, WORKED),
    "contract": samples.new_worker(NUMBER + 1, INSS=None),
    "Firstname": {"Name": "Brown", "Firstname": "Jack"},
    "Code": samples.SALARY,
    "WorkerNumber": {"WorkerNumber": 1, "Startdate": START},
}
"""A sound body of every kind, by a member that tells it apart from those that follow."""

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


STARTS = (
    *("StartDate", "startdate", "carID", "noteID", "RefDate"),
    *("contractID", "addressID", "familystatusID", "taxID", "replDateID", "salarydate"),
)

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
    "Year": [2025],
    "limit": [1, 100],
    "offset": [0, 5, 500],
}
"""Values that exist, in the seed or once the worker is hired."""


class Followed:
    """The entries that were made, to be looked at when all is processed."""

    def __init__(self) -> None:
        self.identifiers: set[str] = set()

    def look(self, response: Response) -> None:
        """Remember the identifier that an answer gives."""
        said = response.json()
        if response.status_code in {202, 400} and isinstance(said, str) and len(said) == 36:
            self.identifiers.add(said)

    def results(self, sim: Simulator, operation_id: str) -> set[str]:
        """The Statuscodes of the entries in the end; AssertionError for one not documented."""
        sim.clock.advance("PT1H")
        operation = specification().named(operation_id)
        wire = Wire(sim, identity(sim, "INTEGRATOR"))
        results = [wire.look(identifier) for identifier in self.identifiers]
        defects = [response_defects(operation, result) for result in results]
        assert [found for found in defects if found] == []
        return {result["Statuscode"] for result in results}


@pytest.fixture(scope="module", params=["lenient", "strict"])
def exploration(
    request: pytest.FixtureRequest, sim_server: SimulatorServer
) -> Iterator[Exploration]:
    """A workspace with the seed, whose state is kept as `start`."""
    settings = {**DEFAULTS, "id": f"properties-prisma-{request.param}"}
    sim = sim_server.create({**settings, "strictness": request.param})
    with prisma_client(sim, user="INTEGRATOR") as prisma:
        known = {**KNOWN, "GUID": prepare(prisma)}
    sim.snapshot("start")

    @cache
    def identify(user: str) -> Mapping[str, str]:
        return {**identity(sim, user), "Employer": BUILDER}

    # Whoever is named calls for one employer; nobody in particular calls for any.
    users = (*["INTEGRATOR"] * 6, "READER", None)
    yield Exploration(sim, "prisma", known, RECORDS, users, valid=6, invalid=3, identify=identify)
    sim_server.delete(sim)


@pytest.fixture
def sim(exploration: Exploration) -> Simulator:
    """The workspace as it was at the start."""
    exploration.sim.restore("start")
    return exploration.sim


@pytest.mark.parametrize("operation_id", operations_of("prisma"))
def test_every_answer_is_documented(
    exploration: Exploration, sim: Simulator, operation_id: str
) -> None:
    """Status and body are those of the specification; nothing is lost, and some of it goes well."""
    followed = Followed()
    # There is no identifier that the specification does not allow.
    calls = replace(exploration, look=followed.look)
    met = calls.explore(operation_id, invalid=operation_id != "getResult")
    codes = followed.results(sim, operation_id)
    if operation_id not in DIRECT and not codes & DONE:
        # What must fit together, such as percentages, is seldom met by chance.
        met |= replace(calls, valid=SELDOM).explore(operation_id, invalid=False)
        codes = followed.results(sim, operation_id)
    assert met >= ({200} if operation_id in DIRECT else {202})
    assert codes <= DONE | REFUSED
    assert codes & DONE or operation_id in DIRECT
