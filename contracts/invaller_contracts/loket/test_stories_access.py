"""Who sees what: users of other employers, of one department, and employees."""

import pytest

from invaller_clients import Forbidden, LoketClient
from invaller_contracts.loket.client import loket_client
from invaller_contracts.loket.samples import Nursery
from invaller_contracts.simulator import Simulator

pytestmark = pytest.mark.truth("documented")

EMPLOYEES = "GetEmployeesByEmployerId"
STRANGER, MANAGER, EMPLOYEE = (
    f"{name}.example" for name in ("i.helder@helder", "t.groen@zonnehof", "j.bakker@zonnehof")
)


@pytest.mark.behaviour(
    "loket.authorization.entity",
    "loket.authorization.employer-user-linked",
    "loket.status.403-body",
)
def test_an_employer_of_others_stays_hidden(sim: Simulator, nursery: Nursery) -> None:
    """A user sees the own employers only; of another one nothing is told but the reason."""
    with loket_client(sim, STRANGER) as stranger:
        seen = [one["id"] for one in stranger.all("GetEmployersByUserId")]
        assert seen
        assert nursery.employer not in seen
        for name in ("GetEmployerByEmployerId", EMPLOYEES):
            with pytest.raises(Forbidden) as refused:
                stranger.call(name, employerId=nursery.employer)
            said = refused.value.problem.detail or ""
            assert said.startswith("Insufficient rights for this request, reason ")


@pytest.mark.behaviour(
    "loket.authorization.department-manager", "loket.authorization.department-manager-lists"
)
def test_a_manager_sees_the_own_department(
    sim: Simulator, loket: LoketClient, nursery: Nursery
) -> None:
    """A department manager is told of employees of the department only."""
    everybody = {one["id"] for one in loket.all(EMPLOYEES, employerId=nursery.employer)}
    with loket_client(sim, MANAGER) as manager:
        seen = {one["id"] for one in manager.all(EMPLOYEES, employerId=nursery.employer)}
        assert seen
        assert seen < everybody
        with pytest.raises(Forbidden):
            manager.call("GetEmployeeByEmployeeId", employeeId=min(everybody - seen))


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.authorization.employee-role")
def test_an_employee_sees_oneself(sim: Simulator, nursery: Nursery) -> None:
    """A user with role werknemer reads the own employment, and not that of a colleague."""
    mine, other = nursery.employment(1001), nursery.employment(1006)
    with loket_client(sim, EMPLOYEE) as employee:
        employee.call("GetEmploymentByEmploymentId", employmentId=mine)
        with pytest.raises(Forbidden):
            employee.call("GetEmploymentByEmploymentId", employmentId=other)
