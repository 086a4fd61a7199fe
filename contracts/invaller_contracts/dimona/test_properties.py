"""Whatever is sent to Dimona, the answer is one that the specification documents."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, cast

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
from invaller_contracts.dimona.surroundings import Surroundings
from invaller_contracts.dimona.tidying import TidyDimonaClient
from invaller_contracts.exploring import AnyCase, Exploration, each_operation
from invaller_contracts.provider.target import Target
from invaller_contracts.simulator import Simulator
from invaller_contracts.varying import Known

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


def explored(sim: Simulator) -> Exploration:
    """A workspace with declarations of every result."""
    clients = (*["provider"] * 4, "employer", None)
    return Exploration(sim, "dimona", known_of(sim), SOUND, clients)


def explored_there(target: Target, writes: bool) -> Iterator[Exploration]:
    """A real environment: what can be found there, or a period of the test's own to write to."""
    with dimona_client(target, kind=TidyDimonaClient) as dimona:
        there = Surroundings(target, cast(TidyDimonaClient, dimona))
        clients = (*["provider"] * 3, None)
        plain = Exploration(target, "dimona", {}, there.sound(), clients, caller=there.caller)
        if not writes:
            yield replace(plain, known=there.found())
            return
        try:
            yield replace(plain, known=there.made(), look=there.look, confined=True)
        finally:
            there.take_back()


@pytest.mark.anywhere(generated=True)
@pytest.mark.parametrize("operation_id", each_operation("dimona", {"submitDeclaration"}))
def test_every_answer_is_documented(exploration: Exploration, operation_id: str) -> None:
    """Status, media type, headers and body are those of the specification; none is a 500."""
    met = MET[operation_id]
    found = exploration.explore(operation_id, invalid=400 in met)
    assert found >= exploration.demanded(met)


@pytest.mark.anywhere(generated=True, writes=True)
def test_every_chain_of_answers_is_documented(exploration: Exploration) -> None:
    """A Location leads to a declaration with its result, and each answer is documented."""
    met = set[str]()

    def look(response: Response, case: AnyCase) -> None:
        met.add(f"{case.operation.label} {response.status_code}")

    exploration.chain(15, look)
    if not exploration.target.is_real:
        assert "POST /declarations 201" in met
        assert "GET /declarations/{declarationId} 200" in met
