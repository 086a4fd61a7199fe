"""Whatever is asked of precontractual data, the answer is one that the specification documents."""

from collections.abc import Iterator

import pytest

from invaller_contracts.exploring import Exploration, Known, operations_of
from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.precontractual import samples
from invaller_contracts.precontractual.samples import EMPLOYER, MANDATARY
from invaller_contracts.simulator import Simulator, SimulatorServer

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


@pytest.fixture(scope="module", params=["lenient", "strict"])
def exploration(
    request: pytest.FixtureRequest, sim_server: SimulatorServer
) -> Iterator[Exploration]:
    """A workspace in which each part behind the service is down now and then."""
    settings = {**DEFAULTS, "id": f"properties-precontractual-{request.param}"}
    sim = sim_server.create({**settings, "strictness": request.param})
    for part in PARTS:
        sim.faults.add(effect={"outage": part}, api="precontractual", probability=0.2)
    sim.snapshot("start")
    clients = (*["employer"] * 4, "provider", "portal", None)
    yield Exploration(sim, "precontractual", KNOWN, clients=clients, valid=80, invalid=20)
    sim_server.delete(sim)


@pytest.fixture
def sim(exploration: Exploration) -> Simulator:
    """The workspace as it was at the start."""
    exploration.sim.restore("start")
    return exploration.sim


@pytest.mark.usefixtures("sim")
@pytest.mark.parametrize("operation_id", operations_of("precontractual"))
def test_every_answer_is_documented(exploration: Exploration, operation_id: str) -> None:
    """Status, media type, headers and body are those of the specification; none is a 500."""
    assert exploration.explore(operation_id) >= {200, 400, 401}
