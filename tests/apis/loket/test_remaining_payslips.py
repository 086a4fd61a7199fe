"""Payslips, leave and calendars: what is summed, who sees it, and what it is taken from."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.apis.loket import files
from invaller.apis.loket.seed.reading import identify

EMPLOYER = {"employerId": identify("employer", "zonnehof")}
EMPLOYMENT = {"employmentId": identify("employment", "zonnehof/1001")}
OTHER = {"employmentId": identify("employment", "zonnehof/1003")}
ADMINISTRATION = {"payrollAdministrationId": identify("payroll-administration", "zonnehof")}
JANUARY, FEBRUARY = (identify("payroll-run", f"zonnehof/2025-{number}") for number in (1, 2))
RESULT, RUN = "loket.payroll-run-result", "loket.payroll-run"
EMPLOYEE = "j.bakker@zonnehof.example"
pytestmark = pytest.mark.sim(now="2025-03-20T09:00:00Z")

SUMMARY = "GetPayrollPeriodSummaryByEmploymentIdAndPayrollPeriodId"
YEAR = "GetPayrollPeriodResultsByEmploymentIdAndYear"


def _as(loket: Any, user: str) -> Any:
    """Loket as another user."""
    return type(loket)(loket.sim, loket.sim.credentials.bearer_of(user))


def _stored(loket: Any, kind: str, identifier: str) -> dict[str, Any]:
    document: dict[str, Any] = loket.sim.state()["documents"][kind][identifier]
    return document


def _corrected(loket: Any, gross: float) -> None:
    """Let the run of February hold a correction of January too, on another payslip."""
    document = _stored(loket, RESULT, FEBRUARY)
    own = next(
        one
        for one in document["body"]["employments"]
        if one["employmentId"] == EMPLOYMENT["employmentId"]
    )
    components = {"70": gross, "260": gross, "495": 0.0}
    own["payslips"].append(
        {"year": 2025, "periodNumber": 1, "payslipType": 2, "components": components}
    )
    loket.sim.merge({RESULT: {FEBRUARY: document}})


def _own(results: list[dict[str, Any]]) -> dict[int, set[int]]:
    """The payslip types of the employment by number of the period."""
    (own,) = [one for one in results if one["employmentId"] == EMPLOYMENT["employmentId"]]
    return {
        period["payrollPeriod"]["periodNumber"]: {
            one["payslipType"]["key"] for one in period["payslipTypes"]
        }
        for period in own["payrollPeriods"]
    }


@pytest.mark.behaviour("loket.payslip.run-has-other-periods")
def test_results_of_a_run_have_its_other_periods(loket: Any) -> None:
    """The run of February shows the correction of January, that of January does not."""
    _corrected(loket, 100.0)
    name = "GetPayrollRunResultsByPayrollRunId"
    february = loket.page(name, {"payrollrunId": FEBRUARY}, pageSize=250)
    assert _own(february) == {1: {2}, 2: {1}}
    assert _own(loket.page(name, {"payrollrunId": JANUARY}, pageSize=250)) == {1: {1}}


@pytest.mark.behaviour("loket.payslip.period-has-other-runs")
def test_results_of_a_period_are_of_all_its_runs(loket: Any) -> None:
    """January shows its own run and the correction of February, in the year view too."""
    _corrected(loket, 100.0)
    name = "GetPayrollPeriodResultsByPayrollAdministrationIdAndPayrollPeriodId"
    found = loket.page(name, {**ADMINISTRATION, "payrollPeriodId": "12501"}, pageSize=250)
    assert _own(found) == {1: {1, 2}}
    year = loket.content(YEAR, {**EMPLOYMENT, "year": "2025"})
    assert _own([year]) == {1: {1, 2}, 2: {1}}


@pytest.mark.behaviour("loket.payslip.summary-adds-up")
def test_the_summary_adds_up_the_payslips_of_a_period(loket: Any) -> None:
    """The one line of the summary has the gross wage of both payslips of January."""
    ids = {**EMPLOYMENT, "payrollPeriodId": "12501"}
    before = loket.call(SUMMARY, ids, accept=files.PDF).content
    _corrected(loket, 111.11)
    after = loket.call(SUMMARY, ids, accept=files.PDF).content
    assert b"2350.00" in before
    assert b"2461.11" in after
    assert after.count(b"totaal") == 1
    assert b"2350.00" not in after


@pytest.mark.behaviour("loket.payslip.summary-periods")
@pytest.mark.parametrize(
    ("choice", "years"),
    [("all", {"2024", "2025"}), ("current", {"2025"}), ("current-and-previous", {"2024", "2025"})],
)
def test_periods_of_the_summary_follow_the_year_filter(
    loket: Any, choice: str, years: set[str]
) -> None:
    """The switch says which payroll years are offered."""
    loket.sim.settings.change(switches={"loket.summary-years": choice})
    (field,) = loket.page("GetPayrollPeriodSummaryMetadataByEmploymentId", EMPLOYMENT)
    assert field["field"] == "payrollPeriodId"
    assert {one["value"].partition("-")[0] for one in field["options"]} == years


@pytest.mark.behaviour("loket.payslip.summary-periods")
def test_the_year_before_last_is_filtered(loket: Any) -> None:
    """A year later all years are offered without a filter, and two with the middle choice."""
    loket.sim.clock.set("2026-02-03T08:00:00Z")
    found = {}
    own = _as(loket, "m.lindeman@delinde.example")
    for choice in ("all", "current", "current-and-previous"):
        loket.sim.settings.change(switches={"loket.summary-years": choice})
        (field,) = own.page("GetPayrollPeriodSummaryMetadataByEmploymentId", EMPLOYMENT)
        found[choice] = {one["value"].partition("-")[0] for one in field["options"]}
    assert found == {"all": {"2024", "2025"}, "current": set(), "current-and-previous": {"2025"}}


@pytest.mark.behaviour("loket.payslip.ess-date-for-werknemer", "loket.payslip.other-roles-see-all")
def test_an_employee_sees_runs_whose_ess_date_has_come(loket: Any) -> None:
    """On the day before it is hidden from the employee and not from others, on the day shown."""
    document = _stored(loket, RUN, FEBRUARY)
    document["body"]["availableForEmployeeDate"] = "2025-03-21"
    loket.sim.merge({RUN: {FEBRUARY: document}})
    employee, where = _as(loket, EMPLOYEE), {**EMPLOYMENT, "year": "2025"}
    assert _own([employee.content(YEAR, where)]) == {1: {1}}
    assert _own([loket.content(YEAR, where)]) == {1: {1}, 2: {1}}
    slips = ("GetPayslipsByEmploymentId", EMPLOYMENT)
    hidden = [one["payrollrunId"] for one in employee.page(*slips)]
    assert FEBRUARY not in hidden
    assert FEBRUARY in [one["payrollrunId"] for one in loket.page(*slips)]
    loket.sim.clock.set("2025-03-20T23:00:00Z")
    later = _as(loket, EMPLOYEE)
    assert _own([later.content(YEAR, where)]) == {1: {1}, 2: {1}}
    assert [one["payrollrunId"] for one in later.page(*slips)] == [*hidden, FEBRUARY]


PROPOSED = "GetProposedLeaveHoursByEmploymentId"
WEEK = {"startDate": "2025-03-10", "endDate": "2025-03-14"}


@pytest.mark.behaviour("loket.leave.proposed-hours-unit")
def test_proposed_hours_need_policies_in_hours(loket: Any) -> None:
    """Without a policy or with one in hours there are hours, with one in days 400."""
    plain = loket.call(PROPOSED, OTHER, **WEEK)
    assert plain.json()["content"]["proposedLeaveHours"] == 32
    assert loket.call(PROPOSED, EMPLOYMENT, **WEEK).json()["content"]["proposedLeaveHours"] == 40
    policy = identify("leave-policy", "zonnehof/1")
    document = _stored(loket, "loket.leave-policy", policy)
    document["body"]["leaveUnitType"] = {"key": 2}
    loket.sim.merge({"loket.leave-policy": {policy: document}})
    answer = loket.call(PROPOSED, EMPLOYMENT, **WEEK)
    assert (answer.status_code, loket.why(answer)) == (400, ["loket.leave.proposed-hours-unit"])
    assert loket.call(PROPOSED, OTHER, **WEEK).status_code == 200


@pytest.mark.behaviour("loket.leave.no-chain")
def test_leave_may_overlap(loket: Any) -> None:
    """Two records of the same days are both added, and change nothing of one another."""
    days = {"startDate": "2025-03-10", "endDate": "2025-03-14"}
    first = loket.added("leave", EMPLOYMENT, **days)
    second = loket.added("leave", EMPLOYMENT, **{**days, "startDate": "2025-03-12"})
    listed = loket.page("GetLeaveByEmploymentId", EMPLOYMENT)
    assert [one for one in listed if one["id"] in (first["id"], second["id"])] == [first, second]


@pytest.mark.behaviour("loket.leave-type.effective")
def test_a_deviation_of_a_leave_type_counts(loket: Any) -> None:
    """Leave offers the value of the deviations; without them that of the defaults."""
    ids = {**EMPLOYER, "leaveTypeId": identify("leave-type", "zonnehof/15")}

    def offered() -> dict[int, str]:
        options = loket.options("PostLeaveByEmploymentId", EMPLOYMENT)["leaveType"]
        return {one["key"]: one["value"] for one in options}

    change = "PutLeaveTypeByEmployerIdAndLeaveTypeId"
    flags = ("balanceExceedsYear", "employeeCanRequestIncrease", "enabled")
    deviations = {**dict.fromkeys(flags, True), "value": "Vrij"}
    before = offered()
    loket.content(change, ids, {"deviations": deviations})
    assert offered() == {**before, 15: "Vrij"}
    loket.content(change, ids, {"deviations": None})
    assert offered() == before
    assert before[15] == "Verlof (wettelijk)"


@pytest.mark.behaviour("loket.calendar.pattern-from-work-pattern")
def test_available_hours_follow_the_work_pattern(loket: Any) -> None:
    """The hours of odd and even weeks are those of the pattern, not an even spread."""
    odd = {"monday": 9, "tuesday": 0, "wednesday": 9, "thursday": 0, "friday": 9}
    weekend = {"saturday": 0, "sunday": 0}
    pattern = {
        "oddWeeks": {**odd, **weekend},
        "evenWeeks": {**odd, **weekend, "tuesday": 4},
    }
    days = {"startDate": "2025-03-03", "endDate": "2025-12-31"}
    name = "GetCalendarAvailableHoursByEmployerId"

    def last() -> Any:
        shown = loket.page(name, EMPLOYER, pageSize=250, **days)
        (own,) = [one for one in shown if one["employment"]["id"] == OTHER["employmentId"]]
        return own["calendar"][-1]["details"]

    assert last()["oddWeeks"] == {**dict.fromkeys(odd, 6.4), **weekend}
    loket.added("working-hours", OTHER, startDate="2025-06-02", workPattern=pattern)
    assert {name: last()[name] for name in pattern} == pattern
