"""What an approved payroll run shows elsewhere: payslips, periods, downloads and overviews."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.kernel.ids import uuid_from


def _seeded(resource: str, label: str) -> str:
    return uuid_from("loket", "seed", resource, label)


ADMINISTRATION = {"payrollAdministrationId": _seeded("payroll-administration", "zonnehof")}
EMPLOYMENT = {"employmentId": _seeded("employment", "zonnehof/1001")}
EMPLOYEE = "j.bakker@zonnehof.example"
MARCH = 12503
DOWNLOADS = [
    "GetPayslipsByPayrollRunId",
    "GetPayrollControlRegisterByPayrollRunId",
    "GetRunOverviewsByPayrollRunId",
    "GetWageSheetsByPayrollRunId",
]

pytestmark = pytest.mark.sim(now="2025-03-20T09:00:00Z")


def _initiated(loket: Any, number: int = 3) -> dict[str, str]:
    body = {
        "payrollPeriod": {"year": 2025, "periodNumber": number},
        "sendEmailToEmployee": False,
        "availableForEmployeeDate": "2025-03-28",
        "initiationParameters": {"typeOfInitiation": "regular"},
    }
    operation = "PostInitiatePayrollRunByPayrollAdministrationId"
    return {"payrollrunId": loket.content(operation, ADMINISTRATION, body)["id"]}


def _approved(loket: Any, number: int = 3) -> dict[str, str]:
    run = _initiated(loket, number)
    loket.sim.clock.run_until_idle()
    body = [{"id": run["payrollrunId"], "action": "confirm"}]
    assert loket.call("PatchPayrollrunsByPayrollRunIds", None, body).status_code == 200
    return run


def _months(loket: Any, **more: Any) -> set[int]:
    """The periods of this year that the employment has payslips of."""
    where = {**EMPLOYMENT, "year": 2025}
    answer = loket.call("GetPayrollPeriodResultsByEmploymentIdAndYear", where, **more)
    periods = answer.json()["content"]["payrollPeriods"]
    return {one["payrollPeriod"]["periodNumber"] for one in periods}


@pytest.mark.behaviour("loket.payroll-run.confirm")
def test_payslips_show_once_a_run_is_approved(loket: Any) -> None:
    """An employment has a payslip of the period when its run is approved, not before."""
    run = _initiated(loket)
    loket.sim.clock.run_until_idle()
    assert _months(loket) == {1, 2}
    body = [{"id": run["payrollrunId"], "action": "confirm"}]
    loket.call("PatchPayrollrunsByPayrollRunIds", None, body)
    assert _months(loket) == {1, 2, 3}


@pytest.mark.behaviour("loket.payroll-run.undo")
def test_payslips_go_when_a_run_is_undone(loket: Any) -> None:
    """An undone run leaves no payslip and no results of its period."""
    run = _approved(loket)
    assert loket.call("UndoPayrollRunByPayrollRunId", run).status_code == 201
    assert _months(loket) == {1, 2}
    where = {**ADMINISTRATION, "payrollPeriodId": MARCH}
    operation = "GetPayrollPeriodResultsByPayrollAdministrationIdAndPayrollPeriodId"
    assert loket.page(operation, where) == []


@pytest.mark.behaviour("loket.payroll-run.confirm")
def test_an_employee_waits_for_the_day(loket: Any) -> None:
    """An employee sees the payslip of an approved run from its ESS date on."""
    _approved(loket)
    for day, months in (("2025-03-27", {1, 2}), ("2025-03-28", {1, 2, 3})):
        loket.sim.clock.set(f"{day}T09:00:00Z")
        headers = loket.sim.credentials.bearer_of(EMPLOYEE)
        assert _months(loket, headers=headers) == months


@pytest.mark.behaviour("loket.payroll-run-download.too-early")
@pytest.mark.parametrize("operation", DOWNLOADS)
def test_downloads_come_with_the_results(loket: Any, operation: str) -> None:
    """A queued run has no files; one that was made has."""
    run = _initiated(loket)
    query = {"payslipType": "1"} if operation == "GetPayslipsByPayrollRunId" else {}
    assert loket.call(operation, run, accept=None, **query).status_code == 404
    loket.sim.clock.run_until_idle()
    answer = loket.call(operation, run, accept=None, **query)
    assert answer.status_code == 200, answer.text
    assert len(answer.content) > 100


@pytest.mark.behaviour("loket.payroll-period.results-current-state")
def test_a_correction_replaces_the_results_of_its_period(loket: Any) -> None:
    """After a correction run the results of a period are those of that run."""
    operation = "PatchPayrollPeriodDataByEmploymentId"
    components = [{"payrollComponent": {"key": 300}, "value": 100, "isSupplement": False}]
    sample = loket.sample("PostPayrollPeriodDataByEmploymentId", EMPLOYMENT)
    period = {"year": 2025, "periodNumber": 2}
    body = {**sample, "payrollPeriod": period, "payrollComponents": components}
    before = _gross_of_february(loket)
    assert loket.call(operation, EMPLOYMENT, body).status_code == 200
    assert _gross_of_february(loket) == before
    _approved(loket, 2)
    assert _gross_of_february(loket) == before + 100


def _gross_of_february(loket: Any) -> float:
    where = {**ADMINISTRATION, "payrollPeriodId": 12502}
    operation = "GetPayrollPeriodResultsByPayrollAdministrationIdAndPayrollPeriodId"
    records = {one["employmentId"]: one for one in loket.page(operation, where)}
    (kind,) = records[EMPLOYMENT["employmentId"]]["payrollPeriods"][0]["payslipTypes"]
    found = kind["payrollComponentResults"]
    return float(next(one["value"] for one in found if one["payrollComponent"]["key"] == 70))


def test_the_defaults_are_what_a_run_needs(loket: Any) -> None:
    """A run can be initiated with its defaults as they are, period after period."""
    told = []
    for _ in range(2):
        operation = "GetInitiatePayrollRunDefaultsByPayrollAdministrationId"
        body = loket.content(operation, ADMINISTRATION)
        told.append(body["payrollPeriod"]["periodNumber"])
        response = loket.call(
            "PostInitiatePayrollRunByPayrollAdministrationId", ADMINISTRATION, body
        )
        assert response.status_code == 202, (body, response.text, loket.why(response))
        loket.sim.clock.run_until_idle()
        identifier = response.json()["content"]["id"]
        confirmed = [{"id": identifier, "action": "confirm"}]
        loket.call("PatchPayrollrunsByPayrollRunIds", None, confirmed)
    assert told == [3, 4]


def test_the_defaults_are_what_initialising_needs(loket: Any) -> None:
    """A period can be initialised with the defaults as they are."""
    operation = "GetInitialisePayrollPeriodDefaultsByPayrollAdministrationId"
    body = loket.content(operation, ADMINISTRATION)
    assert body["payrollPeriod"]["periodNumber"] == 3
    initialise = "PostInitialisePayrollPeriodByPayrollAdministrationId"
    assert loket.call(initialise, ADMINISTRATION, body).status_code == 201
