"""Payroll: data of a period, a run to its approval, and declarations of employees.

Runs of the nursery are approved up to January 2025.
"""

import pytest

from invaller_clients import BadRequest, LoketClient
from invaller_clients.loket_answers import LoketRecord
from invaller_contracts.loket.samples import (
    MONTH_FEBRUARY,
    MONTH_JANUARY,
    Nursery,
    run_of,
)
from invaller_contracts.simulator import Simulator

pytestmark = pytest.mark.truth("documented")

OVERTIME, TIME_OFF = 2, 11
"""Keys of payroll components in hours."""

INITIATE = "PostInitiatePayrollRunByPayrollAdministrationId"
REVIEW = "PatchPayrollrunsByPayrollRunIds"
WRITE = "PatchPayrollPeriodDataByEmploymentId"


def initiated(loket: LoketClient, nursery: Nursery, period: LoketRecord) -> str:
    """The id of a run of a period that was asked for."""
    key = {"payrollAdministrationId": nursery.administration}
    answer = loket.call(INITIATE, key, body=run_of(period))
    assert answer.status == 202
    return str(answer.content["id"])


def run_status(loket: LoketClient, run: str) -> int:
    """The key of the status of a run."""
    read = loket.call("GetPayrollRunByPayrollRunId", payrollrunId=run).content
    return int(read["payrollRunStatus"]["key"])


def review(loket: LoketClient, run: str, action: str) -> None:
    """Confirm or cancel a run."""
    loket.call(REVIEW, body=[{"id": run, "action": action}])


@pytest.mark.behaviour(
    "loket.payroll-run.initiated-with-status-0",
    "loket.payroll-run.becomes-status-1",
    "loket.payroll-run.confirm",
)
def test_a_run_is_made_and_approved(sim: Simulator, loket: LoketClient, nursery: Nursery) -> None:
    """A run is queued, ready once it was processed, and approved by who confirms it."""
    run = initiated(loket, nursery, MONTH_FEBRUARY)
    assert run_status(loket, run) == 0
    sim.clock.run_until_idle()
    assert run_status(loket, run) == 1
    review(loket, run, "confirm")
    read = loket.call("GetPayrollRunByPayrollRunId", payrollrunId=run).content
    assert read["payrollRunStatus"]["key"] == 9
    assert read["approvedBy"]["lastName"] == "Lindeman"
    assert read["approvalTime"] is not None


@pytest.mark.behaviour("loket.payroll-run.results", "loket.payroll-run.results-too-early")
def test_results_of_a_run(sim: Simulator, loket: LoketClient, nursery: Nursery) -> None:
    """Each employment has results once the run was processed, and none before."""
    run = initiated(loket, nursery, MONTH_FEBRUARY)
    name = "GetPayrollRunResultsByPayrollRunId"
    assert list(loket.all(name, payrollrunId=run)) == []
    sim.clock.run_until_idle()
    results = list(loket.all(name, payrollrunId=run))
    assert nursery.employment(1006) in [one["employmentId"] for one in results]
    for one in results:
        (period,) = one["payrollPeriods"]
        assert period["payrollPeriod"]["periodNumber"] == 2
        assert period["payslipTypes"][0]["payrollComponentResults"]


@pytest.mark.behaviour("loket.payroll-run.one-at-a-time", "loket.payroll-run.cancel")
def test_one_run_at_a_time(sim: Simulator, loket: LoketClient, nursery: Nursery) -> None:
    """While a run waits, or is ready, there is no other; a cancelled one makes room."""
    run = initiated(loket, nursery, MONTH_FEBRUARY)
    for _ in range(2):
        with pytest.raises(BadRequest):
            initiated(loket, nursery, MONTH_FEBRUARY)
        sim.clock.run_until_idle()
    review(loket, run, "cancel")
    assert run_status(loket, run) == 6
    assert initiated(loket, nursery, MONTH_FEBRUARY) != run


@pytest.mark.behaviour("loket.payroll-run.confirm-needs-1")
def test_only_what_is_ready_is_approved(loket: LoketClient, nursery: Nursery) -> None:
    """A run that waits can be neither confirmed nor cancelled."""
    run = initiated(loket, nursery, MONTH_FEBRUARY)
    for action in ("confirm", "cancel"):
        with pytest.raises(BadRequest):
            review(loket, run, action)
    assert run_status(loket, run) == 0


@pytest.mark.behaviour("loket.payroll-run.regular-periods")
@pytest.mark.parametrize("number", [1, 2, 3])
def test_periods_of_a_regular_run(loket: LoketClient, nursery: Nursery, number: int) -> None:
    """A run is a correction of the last approved period, or of the first one that is not."""
    period = {"year": 2025, "periodNumber": number}
    if number <= MONTH_FEBRUARY["periodNumber"]:
        assert run_status(loket, initiated(loket, nursery, period)) == 0
        return
    with pytest.raises(BadRequest):
        initiated(loket, nursery, period)


@pytest.mark.behaviour("loket.payroll-run.undo", "loket.payroll-run.undo-last-approved")
def test_the_last_run_can_be_undone(sim: Simulator, loket: LoketClient, nursery: Nursery) -> None:
    """The last approved run is taken back, with its results; no other one can be."""
    key = {"payrollAdministrationId": nursery.administration}
    runs = loket.all("GetPayrollRunsByPayrollAdministrationId", key)
    january = next(
        one["id"]
        for one in runs
        if {name: one["payrollPeriod"][name] for name in MONTH_JANUARY} == MONTH_JANUARY
    )
    run = initiated(loket, nursery, MONTH_FEBRUARY)
    sim.clock.run_until_idle()
    review(loket, run, "confirm")
    with pytest.raises(BadRequest):
        loket.call("UndoPayrollRunByPayrollRunId", payrollrunId=january)
    loket.call("UndoPayrollRunByPayrollRunId", payrollrunId=run)
    sim.clock.run_until_idle()
    assert run_status(loket, run) == 5
    assert list(loket.all("GetPayrollRunResultsByPayrollRunId", payrollrunId=run)) == []


@pytest.fixture
def where(loket: LoketClient, nursery: Nursery) -> LoketRecord:
    """A combination that payroll data of employee 1006 can have in February."""
    employment = {"employmentId": nursery.employment(1006)}
    listed = loket.call("GetPayrollPeriodDataMetadataByEmploymentId", employment).records
    units = next(one["options"] for one in listed if one["field"] == "distributionUnit")
    return {
        "payrollPeriod": MONTH_FEBRUARY,
        "payslipType": {"key": 1},
        "shift": {"shiftNumber": 1},
        "distributionUnit": {"key": units[0]["key"]},
    }


def component(key: int, value: float | None) -> LoketRecord:
    """A payroll component with its value."""
    return {"payrollComponent": {"key": key}, "value": value, "isSupplement": False}


def components(loket: LoketClient, employment: str) -> dict[int, float]:
    """Values of components by key, of all data of an employment."""
    listed = loket.all("GetPayrollPeriodDataByEmploymentId", employmentId=employment)
    return {
        one["payrollComponent"]["key"]: one["value"]
        for record in listed
        for one in record["payrollComponents"]
    }


@pytest.mark.behaviour(
    "loket.payroll-period-data.upsert-insert",
    "loket.payroll-period-data.upsert-update",
    "loket.payroll-period-data.upsert-keeps-others",
    "loket.payroll-period-data.upsert-null-deletes",
)
def test_payroll_data_is_written_by_combination(
    loket: LoketClient, nursery: Nursery, where: LoketRecord
) -> None:
    """Components of a combination are added, overwritten, kept when not sent, deleted by null."""
    employment = nursery.employment(1006)

    def write(*sent: LoketRecord) -> dict[int, float]:
        body = {**where, "payrollComponents": list(sent)}
        loket.call(WRITE, employmentId=employment, body=body)
        return components(loket, employment)

    assert write(component(OVERTIME, 6)) == {OVERTIME: 6}
    assert write(component(TIME_OFF, 4)) == {OVERTIME: 6, TIME_OFF: 4}
    assert write(component(OVERTIME, 8)) == {OVERTIME: 8, TIME_OFF: 4}
    assert write(component(OVERTIME, None)) == {TIME_OFF: 4}
    listed = list(loket.all("GetPayrollPeriodDataByEmploymentId", employmentId=employment))
    assert len(listed) == 1


@pytest.mark.behaviour("loket.declaration.review", "loket.declaration.process")
def test_a_declaration_is_reviewed_and_paid(loket: LoketClient, nursery: Nursery) -> None:
    """An open declaration is approved, then processed into the payroll data of a period."""
    employment = nursery.employment(1001)
    key = {"employmentId": employment}
    declarations = list(loket.all("GetDeclarationsByEmploymentId", key))
    (opened,) = [one for one in declarations if one["declarationStatus"]["key"] == 1]
    periods = loket.all(
        "GetPayrollPeriodsByPayrollAdministrationId",
        payrollAdministrationId=nursery.administration,
    )
    period = next(one["id"] for one in periods if (one["year"], one["periodNumber"]) == (2025, 2))
    processed = [{"id": opened["id"], "payrollPeriodId": period}]
    with pytest.raises(BadRequest):
        loket.call("PatchProcessDeclarationsByDeclarationId", body=processed)
    accepted = [{"id": opened["id"], "action": "accept"}]
    loket.call("PatchReviewDeclarationsByDeclarationIds", body=accepted)
    with pytest.raises(BadRequest):
        loket.call("PatchReviewDeclarationsByDeclarationIds", body=accepted)
    loket.call("PatchProcessDeclarationsByDeclarationId", body=processed)
    read = loket.call("GetDeclarationsByDeclarationId", declarationId=opened["id"]).content
    assert read["declarationStatus"]["key"] == 5
    assert read["processedInPayrollPeriod"]["periodNumber"] == 2
    component_key = opened["payrollComponent"]["key"]
    assert components(loket, employment)[component_key] == opened["numberOfUnits"]
