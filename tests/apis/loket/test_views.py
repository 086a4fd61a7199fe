"""Views are in step with the records that they are made of."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.apis.loket.seed.reading import identify

EMPLOYER = {"employerId": identify("employer", "zonnehof")}
EMPLOYMENT = {"employmentId": identify("employment", "zonnehof/1001")}
EMPLOYEE = {"employeeId": identify("employee", "zonnehof/1001")}
ADMINISTRATION = {"payrollAdministrationId": identify("payroll-administration", "zonnehof")}
RUN = {"payrollrunId": identify("payroll-run", "zonnehof/2025-1")}
YEAR = {"startDate": "2025-01-01", "endDate": "2025-12-31"}


def _of(records: list[dict[str, Any]], employment: dict[str, str]) -> dict[str, Any]:
    identifier = employment["employmentId"]
    return next(
        one
        for one in records
        if identifier
        in (one.get("employmentId"), one.get("id"), one.get("employment", {}).get("id"))
    )


@pytest.mark.behaviour("loket.actual.reference-date")
def test_actual_wages_are_those_of_the_reference_date(loket: Any) -> None:
    """On another reference date another record of the chain is shown, today's without one."""
    wages = loket.page("GetWagesByEmploymentId", EMPLOYMENT)
    employment = {"employmentId": identify("employment", "zonnehof/1002")}
    chain = loket.page("GetWagesByEmploymentId", employment)
    assert len(chain) == 2
    now = _of(loket.page("GetActualWagesByEmployerId", EMPLOYER), employment)
    then = loket.page("GetActualWagesByEmployerId", EMPLOYER, referenceDate="2024-01-01")
    assert now["wage"] == chain[-1]
    assert _of(then, employment)["wage"] == chain[0]
    assert wages


@pytest.mark.behaviour("loket.child.employer-wide")
def test_children_of_all_employees(loket: Any) -> None:
    """The employer-wide list has the children of every employee, as their own lists have them."""
    listed = loket.page("GetChildrenByEmployerId", EMPLOYER)
    own = loket.page("GetChildrenByEmployeeId", EMPLOYEE)
    assert [one["children"] for one in listed] == own


@pytest.mark.behaviour("loket.employment.minimized")
def test_minimized_employments_are_the_same_with_fewer_members(loket: Any) -> None:
    """The minimized list has the employments of the whole one, with members that agree."""
    whole = loket.page("GetEmploymentsByEmployerId", EMPLOYER)
    fewer = loket.page("GetEmploymentsMinimizedByEmployerId", EMPLOYER)
    assert [one["id"] for one in fewer] == [one["id"] for one in whole]
    assert set(fewer[0]) < set(whole[0])
    assert fewer[0]["startDate"] == whole[0]["startDate"]


@pytest.mark.behaviour("loket.employment.comprehensive")
def test_comprehensive_employments_have_current_records(loket: Any) -> None:
    """The comprehensive list adds the records that hold on the reference date."""
    employment = {"employmentId": identify("employment", "zonnehof/1002")}
    name = "GetEmploymentsComprehensiveByEmployerId"
    then = _of(loket.page(name, EMPLOYER, referenceDate="2024-01-01"), employment)
    assert then["wage"] == loket.page("GetWagesByEmploymentId", employment)[0]
    hours = loket.page("GetWorkingHoursByEmploymentId", employment)
    assert then["workinghours"] == hours[0]


@pytest.mark.behaviour("loket.employer.minimized")
def test_minimized_employers_are_the_same(loket: Any) -> None:
    """The minimized list has the employers of the user, in the same order."""
    whole = [one["id"] for one in loket.page("GetEmployersByUserId")]
    assert [one["id"] for one in loket.page("GetEmployersMinimizedByUser")] == whole


@pytest.mark.behaviour("loket.payroll-administration.shared-members")
def test_administrations_of_both_kinds(loket: Any) -> None:
    """The list has payroll and non-payroll administrations."""
    listed = loket.page("GetAdministrationsByEmployerId", EMPLOYER)
    assert [one["isPayrollAdministration"] for one in listed] == [True, False]


@pytest.mark.behaviour("loket.calendar.absences-per-employment")
def test_absences_by_employment(loket: Any) -> None:
    """An employment with two progress records in the year has two items, the others none."""
    listed = loket.page("GetCalendarAbsencesByEmployerId", EMPLOYER, **YEAR)
    (one,) = listed
    assert one["employment"]["id"] == identify("employment", "zonnehof/1004")
    assert [item["details"]["incapacityPercentage"] for item in one["calendar"]] == [100, 50]


@pytest.mark.behaviour("loket.calendar.leave-taken-only")
def test_leave_that_is_taken(loket: Any) -> None:
    """Accruals are not in the calendar, leave that is taken is."""
    listed = loket.page("GetCalendarLeaveByEmployerId", EMPLOYER, **YEAR)
    items = {one["employment"]["id"]: one["calendar"] for one in listed}
    taken = [one["details"]["numberOfUnits"] for one in items[EMPLOYMENT["employmentId"]]]
    assert taken == [16]


@pytest.mark.behaviour("loket.calendar.requests-submitted-only")
def test_requests_that_are_submitted(loket: Any) -> None:
    """Only the submitted request is in the calendar, not the rejected one."""
    (one,) = loket.page("GetCalendarLeaveRequestsByEmployerId", EMPLOYER, **YEAR)
    assert one["employment"]["id"] == EMPLOYMENT["employmentId"]


@pytest.mark.behaviour("loket.calendar.pattern-spread", "loket.calendar.patterns-do-not-overlap")
def test_hours_are_spread_over_the_week(loket: Any) -> None:
    """Without a pattern 40 hours are 8 on Monday to Friday, in one pattern that is active."""
    name = "GetCalendarAvailableHoursByEmployerId"
    (item,) = _of(loket.page(name, EMPLOYER, **YEAR), EMPLOYMENT)["calendar"]
    assert item["details"]["oddWeeks"] == {
        **dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), 8),
        "saturday": 0,
        "sunday": 0,
    }


@pytest.mark.behaviour("loket.calendar.dates-required")
def test_calendars_need_dates(loket: Any) -> None:
    """A calendar without dates answers 400."""
    assert loket.call("GetCalendarLeaveByEmployerId", EMPLOYER).status_code == 400


@pytest.mark.behaviour(
    "loket.leave-balance.by-year-and-type", "loket.leave-balance.leave-is-the-sum"
)
def test_balances_are_accrual_minus_usage(loket: Any) -> None:
    """160 hours of statutory leave less 16 are 144, and type 16 adds up types 1 and 15."""
    listed = loket.page("GetLeaveBalancesByEmploymentId", EMPLOYMENT)
    balances = {one["leaveType"]["key"]: one for one in listed if one["year"] == 2025}
    assert balances[15]["accrual"] == 160
    assert balances[15]["usageThroughToday"] == 16
    assert balances[15]["balance"] == 144
    assert balances[16]["balance"] == balances[1]["balance"] + balances[15]["balance"]


@pytest.mark.behaviour("loket.leave-balance.grouped")
@pytest.mark.parametrize("group", ["Department", "Function"])
def test_grouped_balances_add_up_to_the_totals(loket: Any, group: str) -> None:
    """The balances of all groups of a leave type add up to its total."""
    answer = loket.call("GetLeaveBalancesGroupedByEmployerId", EMPLOYER, groupBy=group)
    content = answer.json()["content"]
    for total in content["totals"]:
        own = [one for one in content["groups"] if one["leaveType"] == total["leaveType"]]
        assert len(own) > 1
        assert sum(one["balance"] for one in own) == pytest.approx(total["balance"])


@pytest.mark.behaviour("loket.leave.proposed-hours-order")
def test_proposed_hours_follow_the_working_hours(loket: Any) -> None:
    """Without patterns a week of leave takes the hours of the working week."""
    week = {"startDate": "2025-03-10", "endDate": "2025-03-16"}
    answer = loket.call("GetProposedLeaveHoursByEmploymentId", EMPLOYMENT, **week)
    content = answer.json()["content"]
    assert content["proposedLeaveHours"] == 40
    assert content["methodOfCalculation"] == "WorkingHours"


@pytest.mark.behaviour("loket.payroll-period.compare-components")
def test_periods_are_compared(loket: Any) -> None:
    """The comparison has the period before and the period, with components 260, 495 and 257."""
    name = "GetComparePayrollPeriodsByPayrollAdministrationId"
    found = loket.page(name, ADMINISTRATION, payrollPeriodId=12502)
    assert [one["payrollPeriod"]["periodNumber"] for one in found] == [1, 2]
    results = found[0]["payrollComponentResults"]
    assert [one["payrollComponent"]["key"] for one in results] == [260, 495, 257]
    assert found[0]["numberOfPayrolledEmployments"] == 20


@pytest.mark.behaviour("loket.payroll-run.results", "loket.payroll-run.believable-sums")
def test_results_of_a_run(loket: Any) -> None:
    """A run lists each employment with components by period: gross is net and tax."""
    found = loket.page("GetPayrollRunResultsByPayrollRunId", RUN)
    slip = _of(found, EMPLOYMENT)["payrollPeriods"][0]["payslipTypes"][0]
    sums = {one["payrollComponent"]["key"]: one["value"] for one in slip["payrollComponentResults"]}
    assert sums[70] == 2350
    assert sums[260] + sums[495] == pytest.approx(sums[70])


@pytest.mark.behaviour("loket.payslip.approved-only")
def test_payslips_are_of_approved_runs(loket: Any) -> None:
    """The payslips of an employment are those of approved runs."""
    listed = loket.page("GetPayslipsByEmploymentId", EMPLOYMENT)
    assert RUN["payrollrunId"] in {one["payrollrunId"] for one in listed}
    assert all(one["approvalTime"] for one in listed)


@pytest.mark.behaviour("loket.year-end-statement.years")
def test_year_end_statements_are_of_years_that_ended(loket: Any) -> None:
    """There is a statement of 2024, and none of this year."""
    listed = loket.page("GetYearEndStatementsByEmploymentId", EMPLOYMENT)
    assert listed == [{"year": 2024}]


@pytest.mark.behaviour("loket.payroll-process-overview.three-periods")
def test_the_overview_has_three_periods(loket: Any) -> None:
    """The overview has the period, the one before and the one after, with what may be done."""
    name = "GetPayrollProcessOverviewByPayrollAdministrationId"
    found = loket.page(name, ADMINISTRATION, payrollPeriodIdStart=12501)
    assert [one["payrollPeriod"]["periodNumber"] for one in found] == [12, 1, 2]
    assert found[1]["payroll"]["payrollStatus"]["key"] == 6
    assert found[2]["payroll"]["payrollPossibleActions"]["value"] == "Start"


@pytest.mark.behaviour("loket.payroll-component.sets-combined")
def test_component_sets_of_both_levels(loket: Any) -> None:
    """Sets of the provider and of the administration are listed together."""
    name = "GetAvailablePayrollComponentSetsByPayrollAdministrationId"
    listed = loket.page(name, ADMINISTRATION)
    assert [one["isDefinedOnProviderLevel"] for one in listed] == [True, False]


@pytest.mark.behaviour("loket.qwoater-employer.products")
def test_employers_with_qwoater(loket: Any) -> None:
    """Employers with the Qwoater module are listed with their provider."""
    listed = loket.page("GetQwoaterEmployersByUser")
    assert {one["providerId"] for one in listed} == {identify("provider", "linde")}
    assert EMPLOYER["employerId"] in {one["id"] for one in listed}


@pytest.mark.behaviour("loket.leave-policy-link.both-sides")
def test_a_link_shows_at_both_sides(loket: Any) -> None:
    """The policy of an employment has the employment among its own."""
    (policy,) = loket.page("GetLeavePoliciesByEmploymentId", EMPLOYMENT)
    linked = loket.page("GetEmploymentsByLeavePolicyId", {"leavePolicyId": policy["id"]})
    assert EMPLOYMENT["employmentId"] in {one["id"] for one in linked}


@pytest.mark.behaviour("loket.concept-employee-document.count")
def test_the_count_of_documents(loket: Any) -> None:
    """The count is the number of documents of the concept employee."""
    ids = {"conceptEmployeeId": identify("concept-employee", "zonnehof/1")}
    documents = loket.page("GetDocumentsByConceptEmployeeId", ids)
    content = loket.content("GetDocumentCountByConceptEmployeeId", ids)
    assert content == {"numberOfDocuments": len(documents)}


@pytest.mark.behaviour("loket.payroll-period-data-of-administration.set-or-category")
@pytest.mark.parametrize(
    "query", [{}, {"payrollComponentCategory": 1, "payrollComponentSet": EMPLOYER["employerId"]}]
)
def test_exactly_one_of_set_and_category(loket: Any, query: dict[str, Any]) -> None:
    """Neither or both of payrollComponentSet and payrollComponentCategory answer 400."""
    name = "GetPayrollPeriodDataByPayrollAdministrationIdAndPayrollPeriodId"
    ids = {**ADMINISTRATION, "payrollPeriodId": "12501"}
    answer = loket.call(name, ids, payslipType=1, **query)
    assert answer.status_code == 400
    assert loket.why(answer) == ["loket.payroll-period-data-of-administration.set-or-category"]


@pytest.mark.behaviour("loket.payroll-period-data-of-administration.active-only")
def test_data_of_active_employments(loket: Any) -> None:
    """All employments that are active in the period have data, with or without components."""
    name = "GetPayrollPeriodDataByPayrollAdministrationIdAndPayrollPeriodId"
    ids = {**ADMINISTRATION, "payrollPeriodId": "12501"}
    answer = loket.call(name, ids, payslipType=1, payrollComponentCategory=1)
    found = answer.json()["_embedded"]
    assert len({one["employment"]["id"] for one in found}) == 20
    assert _of(found, EMPLOYMENT)["payrollComponents"][0]["value"] == 6
