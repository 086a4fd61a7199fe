"""Steps of Loket: somebody is taken on, earns more, is ill for a while, and is paid.

The document prints no such examples; each check is a sentence of the text of an operation.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from invaller_clients import NotFound
from invaller_contracts.demo.stage import Stage
from invaller_contracts.demo.walk import Check
from invaller_contracts.loket.samples import Nursery, absence, end_of_absence, run_of

_READY, _APPROVED = 1, 9
"""Keys of payrollRunStatus."""


def taken_on(stage: Stage) -> Iterator[Check]:
    """A concept employee becomes an employee, with an employment, a wage and working hours."""
    concept = Nursery(stage.loket).concept()
    key = {"conceptEmployeeId": concept["id"]}
    tried = {"X-ValidateOnly": "true"}
    checked = stage.loket.call("PatchConvertToEmployeeByConceptEmployeeId", key, headers=tried)
    yield Check("with X-ValidateOnly", 200, checked.status)
    stage.loket.call("PatchConvertToEmployeeByConceptEmployeeId", key)
    employee = stage.loket.call("GetEmployeeByEmployeeId", employeeId=concept["id"]).content
    yield Check("id", concept["id"], employee["id"])
    yield Check("name", "B. Zand", employee["personalDetails"]["formattedName"])
    (employment,) = stage.loket.all("GetEmploymentsByEmployeeId", employeeId=concept["id"])
    stage.ids |= {"employee": concept["id"], "employment": employment["id"]}
    yield Check("start", concept["employmentData"]["startDate"], employment["startDate"])
    yield Check("wage", concept["wageData"]["grossWage"], _wages(stage)[0]["grossWage"])
    try:
        stage.loket.call("GetConceptEmployeeByConceptEmployeeId", key)
        gone = False
    except NotFound:
        gone = True
    yield Check("the concept is gone", True, gone)


def raised(stage: Stage) -> Iterator[Check]:
    """A new wage ends the one before; it is changed as nobody else has changed it."""
    body = {"startDate": "2020-01-01", "grossWage": 2500, "grossWageType": {"key": 1}}
    key = {"employmentId": stage.ids["employment"]}
    added = stage.loket.call("PostWageByEmploymentId", key, body=body).content
    before, after = _wages(stage)
    yield Check("end of the wage before", "2019-12-31", before["endDate"])
    yield Check("end of the new one", None, after["endDate"])
    wage = {"wageId": added["id"]}
    read = stage.loket.call("GetWageByWageId", wage).content
    changed = stage.loket.call("PutWageByWageId", wage, body={**read, "grossWage": 2550})
    yield Check("changed to", 2550, changed.content["grossWage"])


def ill_for_a_while(stage: Stage) -> Iterator[Check]:
    """A reported absence has a progress record, which is closed with it."""
    body = absence("2019-10-07")
    key = {"employeeId": stage.ids["employee"]}
    reported = stage.loket.call("PostAbsenceByEmployeeId", key, body=body).content
    absence_key = {"absenceId": reported["id"]}
    (progress,) = stage.loket.all("GetAbsenceProgressByAbsenceId", absence_key)
    yield Check("progress", (100, None), (progress["incapacityPercentage"], progress["endDate"]))
    end = "2019-10-11"
    stage.loket.call("PatchCloseAbsenceByAbsenceId", absence_key, body=end_of_absence(end))
    (closed,) = stage.loket.all("GetAbsenceProgressByAbsenceId", absence_key)
    yield Check("end of the progress", end, closed["endDate"])


def paid(stage: Stage) -> Iterator[Check]:
    """A payroll run of the first period without one is queued, made, looked at and approved."""
    key = {"payrollAdministrationId": Nursery(stage.loket).administration}
    periods = stage.loket.all("GetPayrollPeriodsByPayrollAdministrationId", key)
    year = stage.sim.clock.now.year
    following = next(one for one in periods if one["year"] == year and not one["payrollRuns"])
    period = {name: following[name] for name in ("year", "periodNumber")}
    asked = stage.loket.call(
        "PostInitiatePayrollRunByPayrollAdministrationId", key, body=run_of(period)
    )
    yield Check("initiated", 202, asked.status)
    run = {"payrollrunId": asked.content["id"]}
    yield Check("status", 0, _status(stage, run))
    stage.sim.clock.advance(timedelta(minutes=5))
    yield Check("status, five minutes later", _READY, _status(stage, run))
    results = stage.loket.call("GetPayrollRunResultsByPayrollRunId", run)
    yield Check("employments with results", True, len(results.records) > 0)
    confirmed = [{"id": run["payrollrunId"], "action": "confirm"}]
    stage.loket.call("PatchPayrollrunsByPayrollRunIds", body=confirmed)
    yield Check("status, confirmed", _APPROVED, _status(stage, run))


def _status(stage: Stage, run: dict[str, Any]) -> int:
    read = stage.loket.call("GetPayrollRunByPayrollRunId", run).content
    return int(read["payrollRunStatus"]["key"])


def _wages(stage: Stage) -> list[dict[str, Any]]:
    key = {"employmentId": stage.ids["employment"]}
    return list(stage.loket.all("GetWagesByEmploymentId", key, orderBy="startDate"))
