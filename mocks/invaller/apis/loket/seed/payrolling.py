"""Payroll periods, and runs with their results."""

from __future__ import annotations

from datetime import date, timedelta

from invaller.apis.loket.domain.payroll_sums import NORMAL, gross_of_period, period_sums
from invaller.apis.loket.domain.periods import Period, period_id, periods_of
from invaller.apis.loket.payroll_results import APPROVED, READY, RESULT
from invaller.apis.loket.rows import Row
from invaller.apis.loket.seed.planting import USER, Body, Garden
from invaller.apis.loket.seed.reading import data, identify

_WITH_LAST_YEAR = ("zonnehof", "helder")
"""Administrations whose payroll began before this year."""

_WITH_OPEN_RUN = ("helder",)
"""Administrations whose run after the last approved one waits for approval."""

_DAYS_TO_APPROVE = 5


def plant_payroll(garden: Garden) -> None:
    """Plant the periods of a payroll year for each administration, and their runs."""
    this_year = garden.today.year
    for employer in data("employers")["employers"]:
        for administration in employer["administrations"]:
            label = administration["key"]
            row = garden.get("payroll-administration", label)
            for year in (this_year - 1, this_year) if label in _WITH_LAST_YEAR else (this_year,):
                _year(garden, row, label, year)


def run_label(administration: str, year: int, number: int) -> str:
    """The label of the run of a period."""
    return f"{administration}/{year}-{number}"


def _year(garden: Garden, administration: Row, label: str, year: int) -> None:
    opened = False
    for period in periods_of(year, administration.body["payrollPeriodType"]["key"]):
        _period(garden, administration, period)
        if period.end + timedelta(days=_DAYS_TO_APPROVE) < garden.today:
            _run(garden, administration, label, period, APPROVED)
        elif not opened and label in _WITH_OPEN_RUN:
            opened = True
            _run(garden, administration, label, period, READY)


def _period(garden: Garden, administration: Row, period: Period) -> None:
    number = period_id(administration.body["clientNumber"], period.year, period.number)
    body = {
        "id": number,
        "year": period.year,
        "periodNumber": period.number,
        "startDate": period.start.isoformat(),
        "endDate": period.end.isoformat(),
        "payrollPeriodType": administration.body["payrollPeriodType"],
    }
    garden.plant("payroll-period", "", body, **_below(administration), identifier=str(number))


def _run(garden: Garden, administration: Row, label: str, period: Period, status: int) -> None:
    day = min(period.end, garden.today - timedelta(days=1)).isoformat()
    approved = status == APPROVED
    body: Body = {
        "payrollPeriod": {"year": period.year, "periodNumber": period.number},
        "payrollRunStatus": {"key": status},
        "methodOfCreation": {"key": 2},
        "requestTime": f"{day}T08:00:00Z",
        "processingFinishedTime": f"{day}T08:01:00Z",
        "approvalTime": f"{day}T10:00:00Z" if approved else None,
        "approvedBy": {"id": identify("employer-user", USER)} if approved else None,
        "availableForEmployeeDate": day,
        "sequenceNumber": 1,
        "sequenceNumberApproved": 1 if approved else None,
    }
    run = garden.plant(
        "payroll-run", run_label(label, period.year, period.number), body, **_below(administration)
    )
    results = {"employments": _results(garden, administration, period)}
    below = {"parent": run.id, "employer": administration.employer}
    garden.plant(RESULT, "", results, **below, identifier=run.id)


def _below(row: Row) -> dict[str, str | None]:
    return {"parent": row.id, "employer": row.employer}


def _results(garden: Garden, administration: Row, period: Period) -> list[Body]:
    """The results of each employment that is active in a period."""
    kind = administration.body["payrollPeriodType"]["key"]
    found = []
    for employment in garden.of("employment"):
        administered = employment.body["payrollAdministration"]["id"] == administration.id
        if administered and employment.body["startDate"] <= period.end.isoformat():
            gross = _gross(garden, employment, period.end, kind)
            slip: Body = {
                "year": period.year,
                "periodNumber": period.number,
                "payslipType": NORMAL,
                "components": {str(one.component): one.value for one in period_sums(gross, kind)},
            }
            found.append({"employmentId": employment.id, "payslips": [slip]})
    return found


def _gross(garden: Garden, employment: Row, on: date, kind: int) -> float:
    day = on.isoformat()
    held = [row.body for row in garden.below("wage", employment.id) if row.body["startDate"] <= day]
    wage = held[-1]
    return gross_of_period(wage["grossWage"], wage["grossWageType"]["key"], 40.0, kind)
