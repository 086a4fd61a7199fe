"""What a run makes for an earlier period that changed: it counts instead of what was there."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.apis.loket import files
from invaller.apis.loket.seed.reading import identify

ADMINISTRATION = {"payrollAdministrationId": identify("payroll-administration", "zonnehof")}
EMPLOYMENT = {"employmentId": identify("employment", "zonnehof/1001")}
FEBRUARY = {"payrollPeriodId": 12502}

pytestmark = pytest.mark.sim(now="2025-03-20T09:00:00Z")


def _approved(loket: Any, number: int, day: str = "2025-03-28") -> str:
    """The id of a run of a period of this year that was made and approved."""
    body = {
        "payrollPeriod": {"year": 2025, "periodNumber": number},
        "sendEmailToEmployee": False,
        "availableForEmployeeDate": day,
        "initiationParameters": {"typeOfInitiation": "regular"},
    }
    operation = "PostInitiatePayrollRunByPayrollAdministrationId"
    run: str = loket.content(operation, ADMINISTRATION, body)["id"]
    loket.sim.clock.run_until_idle()
    loket.call("PatchPayrollrunsByPayrollRunIds", None, [{"id": run, "action": "confirm"}])
    return run


def _paid_more_in_february(loket: Any) -> None:
    sample = loket.sample("PostPayrollPeriodDataByEmploymentId", EMPLOYMENT)
    body = {
        **sample,
        "payrollPeriod": {"year": 2025, "periodNumber": 2},
        "payrollComponents": [
            {"payrollComponent": {"key": 300}, "value": 100, "isSupplement": False}
        ],
    }
    assert loket.call("PatchPayrollPeriodDataByEmploymentId", EMPLOYMENT, body).status_code == 200


def _own(records: list[dict[str, Any]]) -> dict[str, Any]:
    (found,) = (one for one in records if one["employmentId"] == EMPLOYMENT["employmentId"])
    return found


def _periods(record: dict[str, Any]) -> list[int]:
    return [one["payrollPeriod"]["periodNumber"] for one in record["payrollPeriods"]]


@pytest.mark.behaviour("loket.payslip.run-has-other-periods")
def test_a_run_with_a_correction_of_another_period(loket: Any) -> None:
    """What changed in February is among the results of the run of March."""
    _paid_more_in_february(loket)
    run = _approved(loket, 3)
    results = loket.page("GetPayrollRunResultsByPayrollRunId", {"payrollrunId": run})
    assert _periods(_own(results)) == [2, 3]
    others = [_periods(one) for one in results if one != _own(results)]
    assert all(periods == [3] for periods in others)


@pytest.mark.behaviour("loket.payslip.period-has-other-runs")
def test_a_period_that_two_runs_made(loket: Any) -> None:
    """The results of February have what the run of March made for it, and all else as it was."""
    name = "GetPayrollPeriodResultsByPayrollAdministrationIdAndPayrollPeriodId"
    ids = {**ADMINISTRATION, **FEBRUARY}
    before = loket.page(name, ids)
    _paid_more_in_february(loket)
    _approved(loket, 3)
    after = loket.page(name, ids)
    changed = [one["employmentId"] for one in after if one not in before]
    assert changed == [EMPLOYMENT["employmentId"]]
    assert len(after) == len(before)


@pytest.mark.behaviour("loket.payslip.summary-adds-up")
def test_the_summary_of_a_period(loket: Any) -> None:
    """Its payslip has the gross wage of the period, after a correction the corrected one."""
    name = "GetPayrollPeriodSummaryByEmploymentIdAndPayrollPeriodId"
    ids = {**EMPLOYMENT, **FEBRUARY}
    before = loket.call(name, ids, accept=files.PDF).content
    _paid_more_in_february(loket)
    _approved(loket, 3)
    after = loket.call(name, ids, accept=files.PDF).content
    assert (b"2350.00" in before, b"2450.00" in before) == (True, False)
    assert (b"2350.00" in after, b"2450.00" in after) == (False, True)


@pytest.mark.behaviour("loket.payroll-period.results-current-state")
def test_a_year_with_a_correction(loket: Any) -> None:
    """The payslips of the year have February once, as it was corrected."""
    _paid_more_in_february(loket)
    _approved(loket, 3)
    ids = {**EMPLOYMENT, "year": "2025"}
    slips = loket.call("GetPayslipsByEmploymentIdAndYear", ids, accept=files.PDF).content
    assert slips.count(b"2025-2 ") == 1
    assert (slips.count(b"2350.00"), slips.count(b"2450.00")) == (2, 1)
