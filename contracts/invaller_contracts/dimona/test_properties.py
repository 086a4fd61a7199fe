"""Whatever is sent to Dimona, the answer is one that the specification documents."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from schemathesis import Response

from invaller_clients import Worker
from invaller_contracts.dimona.client import dimona_client
from invaller_contracts.dimona.samples import (
    HOTEL,
    HOTEL_PERIOD,
    SHOP,
    SMITH,
    STUDENT,
    extra,
    ordinary,
    student,
)
from invaller_contracts.exploring import AnyCase, Exploration, Known, operations_of
from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.simulator import Simulator, SimulatorServer

MARCH_3, MARCH_10, MARCH_28 = date(2025, 3, 3), date(2025, 3, 10), date(2025, 3, 28)

MET = {
    "submitDeclaration": {201, 400},
    "getDeclaration": {200, 400, 404},
    "searchDeclarations": {200, 400},
    "getDailyRegistration": {200, 404},
    "listDailyRegistrations": {200, 400},
    "getPeriod": {200, 404},
    "searchPeriods": {200, 400},
    "searchRelations": {200, 400},
}
"""Statuses that the calls of an operation must meet at least, or they prove little."""

FREE: Worker = {"ssin": "87090502071"}
"""A worker of the seed without any period."""

OLD_PERIOD = 600008734454
"""A period of the seed, of a day in 2011."""

CRITERIA = (
    "employer",
    "worker",
    "userEnterprise",
    "features",
    "activeFromDate",
    "fromCreationDate",
)
"""Members by which a generated body is told to be a search."""

SOUND: dict[str, dict[str, Any]] = {
    "dimonaIn": {"employer": SHOP, "worker": FREE, "dimonaIn": ordinary(MARCH_10, MARCH_28)},
    "dimonaOut": {"dimonaOut": {"periodId": HOTEL_PERIOD, "endDate": "2025-03-28"}},
    "dimonaUpdate": {"dimonaUpdate": {"periodId": HOTEL_PERIOD, "startDate": "2025-03-04"}},
    "dimonaCancel": {"dimonaCancel": {"periodId": OLD_PERIOD}},
    "dailyRegistrationIn": {
        "dailyRegistrationIn": {
            "periodId": HOTEL_PERIOD,
            "startDate": "2025-03-04",
            "startHour": "0900",
        }
    },
    **{name: {"worker": SMITH} for name in CRITERIA},
}
"""A sound declaration of most kinds, and a sound search; generated ones are variations."""


def known_of(sim: Simulator) -> Known:
    """Values that exist: those of the seed, and numbers of declarations with every result."""
    nobody: Worker = {"familyName": "Moreau", "givenName": "Claire", "birthDate": "1991-06-14"}
    with dimona_client(sim) as dimona:
        declared = [
            dimona.in_(SHOP, SMITH, ordinary(MARCH_10)),
            dimona.in_(SHOP, STUDENT, student(MARCH_10, MARCH_28, hours=654)),
            dimona.in_(HOTEL, SMITH, extra(MARCH_10, "1800", "1000")),
            dimona.in_(SHOP, nobody, ordinary(MARCH_10)),
            dimona.register_day(HOTEL_PERIOD, MARCH_3, "0900", end_date=MARCH_3, end_hour="1700"),
        ]
        pending = dimona.submit({"dimonaCancel": {"periodId": declared[1].declaration_id}})
    numbers = [one.declaration_id for one in declared]
    return {
        "declarationId": [*numbers, pending],
        "periodId": [*numbers[:2], HOTEL_PERIOD, 600000000111],
        "dailyRegistrationId": [numbers[-1]],
        "ssin": ["65111899997", "05072101325", "03113001629", "90021401712", "52060102116"],
        "enterpriseNumber": ["411702543", "0800002352", "1800014449", "1800016627"],
        "employerId": [118203423, 175110801, 5000015543],
        "startDate": ["2025-03-04", "2025-03-10", "2025-02-28"],
        "endDate": ["2025-03-04", "2025-03-28", "2025-04-30", "9999-12-31"],
        "startHour": ["0900", "2200"],
        "endHour": ["1700", "0600"],
        "plannedHoursNumber": [1, 40, 654],
        "jointCommissionNumber": ["XXX", "124", "302", "322"],
        "workerType": ["OTH", "STU", "EXT", "FLX", "BCW", "IVT"],
        "activeFromDate": ["2023-01-01", "2025-03-01"],
        "activeToDate": ["2025-03-31"],
        "fromCreationDate": ["2025-03-03"],
        "pageSize": [1, 100],
        "page": [1, 2],
    }


@pytest.fixture(scope="module", params=["lenient", "strict"])
def exploration(
    request: pytest.FixtureRequest, sim_server: SimulatorServer
) -> Iterator[Exploration]:
    """A workspace with declarations of every result, whose state is kept as `start`."""
    settings = {**DEFAULTS, "id": f"properties-dimona-{request.param}"}
    sim = sim_server.create({**settings, "strictness": request.param})
    known = known_of(sim)
    sim.snapshot("start")
    clients = (*["provider"] * 4, "employer", None)
    yield Exploration(sim, "dimona", known, SOUND, clients)
    sim_server.delete(sim)


@pytest.fixture
def sim(exploration: Exploration) -> Simulator:
    """The workspace as it was at the start."""
    exploration.sim.restore("start")
    return exploration.sim


@pytest.mark.usefixtures("sim")
@pytest.mark.parametrize("operation_id", operations_of("dimona"))
def test_every_answer_is_documented(exploration: Exploration, operation_id: str) -> None:
    """Status, media type, headers and body are those of the specification; none is a 500."""
    met = MET[operation_id]
    assert exploration.explore(operation_id, invalid=400 in met) >= met


@pytest.mark.usefixtures("sim")
def test_every_chain_of_answers_is_documented(exploration: Exploration) -> None:
    """A Location leads to a declaration with its result, and each answer is documented."""
    met = Counter[str]()

    def look(response: Response, case: AnyCase) -> None:
        met[f"{case.operation.label} {response.status_code}"] += 1

    exploration.chain(25, look)
    assert met["POST /declarations 201"] > 0
    assert met["GET /declarations/{declarationId} 200"] > 0
