"""What stories of Loket need at a real environment: whom they are about.

Who calls stands with the token service (loketoauth).
"""

from typing import Any

from invaller_contracts.provider.environment import Environment, Values, Variable
from invaller_contracts.simulator import Simulator

EMPLOYER, EMPLOYEE = "INVALLER_LOKET_EMPLOYER", "INVALLER_LOKET_EMPLOYEE"
_SAMPLE_EMPLOYER, _SAMPLE_EMPLOYEE = "Kwekerij Zonnehof B.V.", "1006"


def _prepare(sim: Simulator, values: Values) -> None:
    """Let the employer and the employee of the seed be called as those of an environment."""
    known = sim.state()["documents"]
    employer = _with(known["loket.employer"], "companyName", _SAMPLE_EMPLOYER)
    employee = _with(known["loket.employee"], "employeeNumber", int(_SAMPLE_EMPLOYEE))
    _rename(sim, "loket.employer", employer, "companyName", values[EMPLOYER])
    _rename(sim, "loket.employee", employee, "employeeNumber", int(values[EMPLOYEE]))


def _with(rows: dict[str, Any], member: str, value: object) -> dict[str, Any]:
    return {key: row for key, row in rows.items() if row["body"].get(member) == value}


def _rename(sim: Simulator, kind: str, rows: dict[str, Any], member: str, value: object) -> None:
    changed = {key: {**row, "body": {**row["body"], member: value}} for key, row in rows.items()}
    sim.merge({kind: changed})


ENVIRONMENT = Environment(
    api="loket",
    base_path="/v2",
    patience=600.0,  # the document names no end: ten minutes of looking at a payroll run
    told=frozenset({"type", "resourceVersion"}),
    paging=frozenset({"pageNumber"}),
    variables=(
        Variable(EMPLOYER, "company name of an employer of that user", _SAMPLE_EMPLOYER),
        Variable(
            EMPLOYEE,
            "number of an employee who is at work, with one employment that has no end",
            _SAMPLE_EMPLOYEE,
        ),
    ),
    prepare=_prepare,
)
