"""Reports of runs, administrations and employments as PDF, CSV or Excel, by one table.

Each report is a function that gathers a table about the record in the path.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.downloads import absences, administrations, employments, journals, runs
from invaller.apis.loket.downloads.answering import Table, as_file, named
from invaller.apis.loket.rows import Row
from invaller.kernel.calls import Answer, Call

View = Callable[[Call, OperationOf], Answer]
Gather = Callable[[Call, Row], Table]


def _report(gather: Gather, name: str) -> View:
    def view(call: Call, operation: OperationOf) -> Answer:
        return as_file(call, operation, gather(call, named(call, operation)), name)

    return view


REPORTS: Mapping[str, View] = {
    "GetAbsenceOverviewByEmployeeId": _report(absences.overview, "verzuim"),
    "GetEmploymentPayrollDataAuditTrailByPayrollAdministrationId": _report(
        administrations.payroll_trail, "mutaties"
    ),
    "GetPayrollPeriodDataAuditTrailByPayrollAdministrationId": _report(
        administrations.period_data_trail, "mutaties-variabel"
    ),
    "GetAccumulatedBasicJournalResultsReportByPayrollAdministrationId": _report(
        administrations.journal_results, "journaal"
    ),
    "GetAccumulationsAndBalancesReportByPayrollAdministrationId": _report(
        administrations.balances, "saldi"
    ),
    "GetAnnualPayrollTaxReturnReportByPayrollAdministrationId": _report(
        administrations.tax_returns, "loonaangiften"
    ),
    "GetAnnualWagesheetReportByPayrollAdministrationId": _report(
        administrations.wage_sheet, "verzamelloonstaat"
    ),
    "GetAttachmentsOfEarningsReportByPayrollAdministrationId": _report(
        administrations.attachments, "loonbeslagen"
    ),
    "GetDeviatingPremiumsWabReportByPayrollAdministrationId": _report(
        administrations.premiums, "herziening-awf"
    ),
    "GetPayrollAdministrationSettingsReportByPayrollAdministrationId": _report(
        administrations.settings, "instellingen"
    ),
    "GetYearEndStatementForYearByPayrollAdministrationId": _report(
        administrations.year_end, "jaaropgaven"
    ),
    "GetDefaultSetByPayrollRunId": _report(runs.default_set, "standaardset"),
    "GetErrorsAndWarningsByPayrollRunId": _report(runs.errors, "signalen"),
    "GetJournalEntriesPerDistributionUnitOverviewsByPayrollRunId": _report(
        runs.by_unit, "journaal-per-verdeeleenheid"
    ),
    "GetPaymentOverviewsByPayrollRunId": _report(runs.payment_overview, "betaaloverzicht"),
    "GetPayrollControlRegisterByPayrollRunId": _report(runs.control, "controleregister"),
    "GetPayslipsByPayrollRunId": _report(runs.payslips, "loonstroken"),
    "GetRunOverviewsByPayrollRunId": _report(runs.overview, "runoverzicht"),
    "GetWageSheetsByPayrollRunId": _report(runs.wage_sheets, "loonstaten"),
    "GetRunOverviewByJournalRunId": _report(journals.overview, "journaalpost"),
    "GetRunOverviewPerEmploymentByJournalRunId": _report(
        journals.per_employment, "journaalpost-per-werknemer"
    ),
    "GetLeaveOverviewByEmploymentIdandYear": _report(employments.leave, "verlof"),
    "GetPayslipsByEmploymentIdAndYear": _report(employments.payslips, "loonstroken"),
    "GetPayrollPeriodSummaryByEmploymentIdAndPayrollPeriodId": _report(
        employments.summary, "loonstrook"
    ),
    "GetWageSheetByEmploymentIdAndYear": _report(employments.wage_sheet, "loonstaat"),
    "GetYearEndStatementForYearByEmploymentId": _report(employments.year_end, "jaaropgave"),
}
"""By operationId."""
