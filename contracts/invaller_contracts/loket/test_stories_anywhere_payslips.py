"""What comes of payroll, on a simulator or at a URL: payslips, results, statements, reports.

Nothing here changes a period: asking to fill in nothing, and telling that one is ready, leave
no trace but a mail to an address that nobody has.
"""

import pytest

from invaller_clients import BadRequest
from invaller_contracts.loket.casting import Record
from invaller_contracts.loket.payroll_runs import APPROVED, Runs
from invaller_contracts.loket.payrolling import Payroll
from invaller_contracts.provider.target import Target

pytestmark = pytest.mark.truth("documented")

PDF, CSV, JSON = "application/pdf", "text/csv", "application/json"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAYSLIPS = "GetPayslipsByEmploymentId"
OF_RUN, OF_YEAR = "GetPayslipsByEmploymentIdAndPayrollRunId", "GetPayslipsByEmploymentIdAndYear"
SUMMARY = "GetPayrollPeriodSummaryByEmploymentIdAndPayrollPeriodId"
PERIODS = "GetPayrollPeriodsMinimizedByPayrollAdministrationId"
OF_PERIOD = "GetPayrollPeriodResultsByPayrollAdministrationIdAndPayrollPeriodId"
WAGE_SHEETS = "GetAnnualWagesheetReportByPayrollAdministrationId"
BALANCES = "GetAccumulationsAndBalancesReportByPayrollAdministrationId"
INITIALISE = "PostInitialisePayrollPeriodByPayrollAdministrationId"
READY = "PostPeriodReadyForPayrollByPayrollAdministrationId"


@pytest.fixture
def employment(payroll: Payroll) -> Record:
    """The employment, as a parameter."""
    return {"employmentId": payroll.cast.employment}


@pytest.fixture
def payslip(payroll: Payroll, employment: Record) -> Record:
    """Its latest payslip, as it is listed."""
    listed = payroll.loket.all(PAYSLIPS, employment)
    latest = max(listed, key=lambda one: _number(one["payrollPeriod"]), default=None)
    return payroll.need(latest, "a payslip of the employment")


def _number(period: Record) -> tuple[int, int]:
    return period["year"], period["periodNumber"]


def _options(payroll: Payroll, operation: str, key: Record, what: str) -> list[Record]:
    """The options of an endpoint with one field; without any the story ends."""
    (field,) = payroll.loket.call(operation, key).records
    found: list[Record] = field["options"]
    return payroll.need(found or None, what)


@pytest.mark.anywhere
@pytest.mark.behaviour("loket.payslip.approved-only", "loket.payslip.other-roles-see-all")
def test_payslips_are_of_approved_runs(payroll: Payroll, payslip: Record) -> None:
    """A payslip is of a payroll run that was approved, and of its period."""
    run = Runs(payroll).read(payslip["payrollrunId"])
    assert run["payrollRunStatus"]["key"] == APPROVED
    assert run["approvalTime"] == payslip["approvalTime"]
    assert _number(run["payrollPeriod"]) == _number(payslip["payrollPeriod"])


@pytest.mark.anywhere
@pytest.mark.behaviour("loket.payslip.json-or-pdf", "loket.payslip.run-or-year")
def test_payslips_of_a_run_are_data_or_a_file(
    payroll: Payroll, employment: Record, payslip: Record
) -> None:
    """The payslips of a run are JSON or PDF as it is asked; at a year they are those of a year."""
    run = {**employment, "payrollrunId": payslip["payrollrunId"]}
    for kind in (JSON, PDF):
        answer = payroll.loket.call(OF_RUN, run, media_type=kind)
        assert (answer.media_type, bool(answer.data)) == (kind, True)
    year = payslip["payrollPeriod"]["year"]
    assert payroll.loket.call(OF_YEAR, employment, year=year).media_type == PDF


@pytest.mark.anywhere
@pytest.mark.behaviour("loket.payslip.years")
def test_years_with_payslips_are_told(
    payroll: Payroll, employment: Record, payslip: Record
) -> None:
    """The metadata of payslips and of the wage sheet tell the year of the latest payslip."""
    year = payslip["payrollPeriod"]["year"]
    for name in ("GetPayslipsMetadataByEmploymentId", "GetWageSheetMetadataByEmploymentId"):
        told = _options(payroll, name, employment, "a year with payslips")
        assert year in [int(one["key"]) for one in told]
    sheet = payroll.loket.call("GetWageSheetByEmploymentIdAndYear", employment, year=year)
    assert sheet.media_type == EXCEL


@pytest.mark.anywhere
@pytest.mark.behaviour("loket.payslip.summary-periods", "loket.payslip.operations")
def test_a_period_has_a_summary(payroll: Payroll, employment: Record) -> None:
    """A period that the metadata offers has one payslip that sums up all of it, as PDF."""
    name = "GetPayrollPeriodSummaryMetadataByEmploymentId"
    told = _options(payroll, name, employment, "a payroll period with a payslip")
    answer = payroll.loket.call(SUMMARY, employment, payrollPeriodId=told[-1]["key"])
    assert (answer.media_type, bool(answer.file_name)) == (PDF, True)


@pytest.mark.anywhere
@pytest.mark.behaviour(
    "loket.payroll-period.results-current-state", "loket.payslip.period-has-other-runs"
)
def test_a_period_has_results(payroll: Payroll, employment: Record, payslip: Record) -> None:
    """The results of a period and those of a year tell the same of an employment."""
    period = payslip["payrollPeriod"]
    number = next(one["id"] for one in payroll.listed(PERIODS) if _number(one) == _number(period))
    listed = payroll.loket.all(OF_PERIOD, payroll.key, payrollPeriodId=number)
    own = next(one for one in listed if one["employmentId"] == employment["employmentId"])
    name = "GetPayrollPeriodResultsByEmploymentIdAndYear"
    year = payroll.loket.call(name, employment, year=period["year"]).content
    assert _values(own, period) == _values(year, period) != {}


def _values(results: Record, period: Record) -> dict[tuple[int, int], float]:
    """Values of an employment in a period, by kind of payslip and component."""
    return {
        (kind["payslipType"]["key"], one["payrollComponent"]["key"]): one["value"]
        for its in results["payrollPeriods"]
        if _number(its["payrollPeriod"]) == _number(period)
        for kind in its["payslipTypes"]
        for one in kind["payrollComponentResults"]
    }


@pytest.mark.anywhere
@pytest.mark.behaviour("loket.year-end-statement.years", "loket.year-end-statement.operations")
@pytest.mark.parametrize("owner", ["EmploymentId", "PayrollAdministrationId"])
def test_a_year_that_ended_has_a_statement(
    payroll: Payroll, employment: Record, owner: str
) -> None:
    """A year that is listed has a year-end statement, which is a PDF."""
    key = employment if owner == "EmploymentId" else payroll.key
    listed = list(payroll.loket.all(f"GetYearEndStatementsBy{owner}", key))
    year = payroll.need(listed or None, "a year with a year-end statement")[-1]["year"]
    statement = payroll.loket.call(f"GetYearEndStatementForYearBy{owner}", key, year=year)
    assert (statement.media_type, bool(statement.file_name)) == (PDF, True)


@pytest.mark.anywhere
@pytest.mark.behaviour("loket.payroll-administration-report.operations")
@pytest.mark.parametrize(
    ("report", "media_type"),
    [
        ("AnnualPayrollTaxReturn", PDF),
        ("AnnualWagesheet", PDF),
        ("AnnualWagesheet", CSV),
        ("AttachmentsOfEarnings", CSV),
        ("PayrollAdministrationSettings", PDF),
    ],
)
def test_a_year_has_reports(payroll: Payroll, report: str, media_type: str) -> None:
    """A year with an approved payroll run has reports, in the kind that is asked for."""
    year = Runs(payroll).approved["payrollPeriod"]["year"]
    name = f"Get{report}ReportByPayrollAdministrationId"
    answer = payroll.loket.call(name, payroll.key, reportYear=year, media_type=media_type)
    assert (answer.media_type, bool(answer.file_name)) == (media_type, True)


@pytest.mark.anywhere
@pytest.mark.behaviour(
    "loket.payroll-administration-report.year-or-periods",
    "loket.payroll-administration-report.report-type",
)
def test_a_report_is_asked_for_well(payroll: Payroll) -> None:
    """Annual wage sheets without a year or periods are refused, and balances of an unknown kind."""
    year = Runs(payroll).approved["payrollPeriod"]["year"]
    with pytest.raises(BadRequest):
        payroll.loket.call(WAGE_SHEETS, payroll.key)
    with pytest.raises(BadRequest):
        payroll.loket.call(BALANCES, payroll.key, reportYear=year, reportType="nonsense")


@pytest.mark.anywhere
@pytest.mark.behaviour(
    "loket.payroll-component.sets-combined", "loket.payroll-component.operations"
)
def test_components_are_told(target: Target, payroll: Payroll) -> None:
    """The components of this year have names; a set of components has those that are in it."""
    name = "GetPayrollComponentsByPayrollAdministrationIdAndYear"
    listed = list(payroll.loket.all(name, payroll.key, year=target.today.year))
    assert all(one["key"] and one["description"] for one in listed)
    assert listed
    for one in payroll.listed("GetAvailablePayrollComponentSetsByPayrollAdministrationId"):
        assert isinstance(one["isDefinedOnProviderLevel"], bool)
        assert isinstance(one["payrollComponents"], list)


@pytest.mark.anywhere
@pytest.mark.behaviour(
    "loket.payroll-process-overview.three-periods", "loket.payroll-process-overview.query-metadata"
)
def test_the_process_is_seen_around_a_period(payroll: Payroll) -> None:
    """The overview has the period that is asked for, and at most the ones before and after it."""
    assert "payrollPeriodIdStart" in payroll.told(
        "GetPayrollProcessOverviewDefaultsByPayrollAdministrationId"
    )
    paid = _number(Runs(payroll).approved["payrollPeriod"])
    number = next(one["id"] for one in payroll.listed(PERIODS) if _number(one) == paid)
    name = "GetPayrollProcessOverviewByPayrollAdministrationId"
    asked = {"payrollPeriodIdStart": number, "payrollPeriodIdEnd": number}
    listed = payroll.loket.call(name, payroll.key, **asked).records
    assert paid in [_number(one["payrollPeriod"]) for one in listed]
    assert len(listed) <= 3
    assert all(one["payroll"]["payrollStatus"]["value"] for one in listed)


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("loket.payroll-period.initialise-periods")
def test_a_period_is_filled_in_at_its_turn(payroll: Payroll) -> None:
    """The period that is told may be filled in, here with nothing; one behind the next may not."""
    told = payroll.told("GetInitialisePayrollPeriodDefaultsByPayrollAdministrationId")
    period = payroll.need(told["payrollPeriod"], "a payroll period without an approved run")
    nothing = {name: False for name in told if name != "payrollPeriod"}

    def fill(one: Record) -> int:
        chosen = {name: one[name] for name in ("year", "periodNumber")}
        body = {**nothing, "payrollPeriod": chosen}
        return payroll.loket.call(INITIALISE, payroll.key, body=body).status

    later = [one for one in payroll.listed(PERIODS) if _number(one) > _number(period)]
    last = payroll.need(later or None, "a payroll period after the next one")[-1]
    assert fill(period) == 201
    with pytest.raises(BadRequest):
        fill(last)


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("loket.payroll-period.ready-mail")
def test_it_is_told_that_a_period_is_ready(payroll: Payroll) -> None:
    """Telling that a period is ready is accepted; a mail goes to an address that nobody has."""
    body = {
        "payrollPeriodId": payroll.listed(PERIODS)[-1]["id"],
        "emailAddressPeriodReadyForPayroll": ["loon@loket.example"],
        "userComment": "Invaller",
    }
    assert payroll.loket.call(READY, payroll.key, body=body).status == 202
