"""Parts behind the service that are down: trouble with a block is told, the call succeeds.

Today is Monday 3 March 2025.
"""

from datetime import date

import pytest

from invaller_clients import (
    Allowed,
    JobResult,
    PrecontractualClient,
    PrecontractualData,
    ServerError,
)
from invaller_contracts.precontractual.samples import EMPLOYER, STUDENT
from invaller_contracts.simulator import Simulator

pytestmark = pytest.mark.truth("documented")


def verify_without(sim: Simulator, employer: PrecontractualClient, part: str) -> PrecontractualData:
    """Ask about a student while a part is down; all is well for the call that follows."""
    sim.faults.add(effect={"outage": part}, api="precontractual", times=1)
    return employer.verify(EMPLOYER, STUDENT, date(2025, 3, 10))


def told(block: JobResult | None) -> tuple[Allowed, str | None]:
    """What a block says: whether it is allowed, and what went wrong."""
    assert block is not None
    return block.allowed, block.cause


def test_the_pension_register_is_down(sim: Simulator, employer: PrecontractualClient) -> None:
    """3.3.1: the flexi-job is unknown, with cause errorFlexiJobPrecontractual."""
    data = verify_without(sim, employer, "pension-register")
    assert told(data.flexi_job) == (Allowed.UNKNOWN, "errorFlexiJobPrecontractual")
    assert told(data.student_job) == (Allowed.OK, None)


def test_student_data_are_down(sim: Simulator, employer: PrecontractualClient) -> None:
    """3.3.2: the student job is unknown, with cause errorStudentjobPrecontractual."""
    data = verify_without(sim, employer, "student-data")
    assert told(data.student_job) == (Allowed.UNKNOWN, "errorStudentjobPrecontractual")
    assert told(data.flexi_job) == (Allowed.NOT_OK, None)


def test_mandates_are_down(sim: Simulator, employer: PrecontractualClient) -> None:
    """3.3.6: the mandate cannot be obtained, so that every block is errorGrant."""
    data = verify_without(sim, employer, "mandates")
    assert told(data.flexi_job) == told(data.student_job) == (Allowed.ERROR_GRANT, None)


def test_trouble_passes(sim: Simulator, employer: PrecontractualClient) -> None:
    """The next call is answered as ever."""
    verify_without(sim, employer, "mandates")
    data = employer.verify(EMPLOYER, STUDENT, date(2025, 3, 10))
    assert told(data.student_job) == (Allowed.OK, None)


def test_a_technical_problem(sim: Simulator, employer: PrecontractualClient) -> None:
    """3.3.16: 500 with the body of the framework behind the gateway."""
    sim.faults.add(effect={"status": 500}, api="precontractual", times=1)
    with pytest.raises(ServerError) as caught:
        employer.verify(EMPLOYER, STUDENT, date(2025, 3, 10))
    assert caught.value.body == {
        "timestamp": "2025-03-03T08:00:00.000+00:00",
        "status": 500,
        "error": "Internal Server Error",
        "path": "/career/public/employmentPrecontractualData/v1/verifyPrecontractualData",
    }
