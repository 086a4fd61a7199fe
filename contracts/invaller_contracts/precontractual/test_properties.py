"""Whatever is asked of precontractual data, the answer is one that the specification documents."""

from collections.abc import Iterator

import httpx
import pytest

from invaller_contracts.exploring import Exploration, client_at, each_operation
from invaller_contracts.oauth.client import credentials
from invaller_contracts.precontractual import samples
from invaller_contracts.precontractual.casting import Cast
from invaller_contracts.precontractual.environment import CLIENTS
from invaller_contracts.precontractual.samples import EMPLOYER, MANDATARY
from invaller_contracts.provider.target import Target
from invaller_contracts.simulator import Simulator
from invaller_contracts.varying import Known

KNOWN: Known = {
    "mandataryEnterpriseNumber": [EMPLOYER, EMPLOYER, EMPLOYER, MANDATARY],
    "citizen": [
        samples.EXAMPLE,
        samples.STUDENT,
        samples.CHILD,
        samples.PENSIONER,
        samples.FULL_TIME_OLDER_THAN_30,
        samples.MANDATE_PENDING,
        samples.MANDATE_ABSENT,
    ],
    "startDate": ["2025-03-03", "2025-03-10", "2025-06-30", "2025-07-01"],
    "representedEnterpriseNumber": [EMPLOYER, MANDATARY, "1999990144"],
    "typeOfWorker": [["flexiJob"], ["studentJob"], ["all"], ["flexiJob", "studentJob"]],
    "mandatarySsin": ["85073003328"],
}

PARTS = ("pension-register", "student-data", "mandates")


def explored(sim: Simulator) -> Exploration:
    """A workspace in which each part behind the service is down now and then."""
    for part in PARTS:
        sim.faults.add(effect={"outage": part}, api="precontractual", probability=0.2)
    clients = (*["employer"] * 4, "provider", "portal", None)
    return Exploration(sim, "precontractual", KNOWN, clients=clients, valid=50, invalid=12)


def known_there(target: Target) -> Known:
    """Who asks and about whom, as the variables tell it."""
    cast = Cast(target)
    citizens = (cast.student, cast.flexi_jobber, cast.older_than_30, cast.without_mandate)
    return {
        "mandataryEnterpriseNumber": [cast.employer],
        "citizen": [*citizens, cast.child],
        "startDate": [target.day(days).isoformat() for days in (0, 7, 90)],
        "representedEnterpriseNumber": [cast.employer],
        "typeOfWorker": KNOWN["typeOfWorker"],
    }


def explored_there(target: Target, writes: bool) -> Iterator[Exploration]:
    """A real employer that asks for itself, or nobody who is named."""

    def caller(client: str | None) -> httpx.Client:
        auth = credentials(target, client, variables=CLIENTS[client]) if client else None
        return client_at(target, auth)

    clients = (*["employer"] * 3, None)
    known = known_there(target)
    yield Exploration(target, "precontractual", known, clients=clients, caller=caller)


@pytest.mark.anywhere(generated=True)
@pytest.mark.parametrize("operation_id", each_operation("precontractual"))
def test_every_answer_is_documented(exploration: Exploration, operation_id: str) -> None:
    """Status, media type, headers and body are those of the specification; none is a 500."""
    met = exploration.explore(operation_id)
    assert met >= exploration.demanded({200, 400, 401})
