"""Metadata endpoints that are not about fields of a body: years, periods, templates, settings.

They answer in the same form: a field each, with its options.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from invaller.apis.loket import wire
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.option_lists import Option, generic_options
from invaller.apis.loket.payroll_results import approved_payslips, approved_runs
from invaller.apis.loket.problems import not_found
from invaller.apis.loket.rows import Context, Row, Rows
from invaller.apis.loket.surroundings import subject, surroundings
from invaller.apis.loket.switches import SUMMARY_YEARS
from invaller.kernel.calls import Answer, Call

View = Callable[[Call, OperationOf], Answer]
Fields = Mapping[str, list[Option]]
Question = Callable[[Rows, Row, Context], Fields]
"""What an endpoint answers about the record that its path names."""

_PLACEHOLDERS = ("firstName", "lastName", "companyName", "payrollPeriod")


def _query(question: Question) -> View:
    def view(call: Call, operation: OperationOf) -> Answer:
        row, context = subject(call, operation), surroundings(call, operation)
        if row is None:
            raise not_found(call, operation.resource, call.path)
        fields = question(Rows(call.workspace), row, context)
        listed = [{"field": name, "options": options} for name, options in fields.items()]
        return wire.listing(call, operation, listed)

    return view


def _years(values: Iterable[int]) -> list[Option]:
    return [{"key": year, "value": str(year)} for year in sorted(set(values), reverse=True)]


def _periods(rows: Rows, administration: str) -> list[Option]:
    return [_period(row) for row in rows.of_parent("payroll-period", administration)]


def _period(row: Row) -> Option:
    body = row.body
    return {"key": body["id"], "value": f"{body['year']}-{body['periodNumber']}"}


def _plain(resource: str, field: str) -> list[Option]:
    found = generic_options(resource, field) or ()
    return [{"key": one["key"], "value": one["value"]} for one in found]


def _payslip_years(rows: Rows, employment: Row, _context: Context) -> Fields:
    """The years for which the employment has payslips."""
    return {"year": _years(slip.year for slip in approved_payslips(rows, employment))}


def _summary_periods(call: Call, operation: OperationOf) -> Answer:
    """The periods with payslips of the employment, of the years that the filter lets through."""
    first = _FIRST_YEAR[call.workspace.switch(SUMMARY_YEARS.name)](wire.today(call).year)

    def question(rows: Rows, employment: Row, context: Context) -> Fields:
        slips = {(one.year, one.number) for one in approved_payslips(rows, employment)}
        found = rows.of_parent("payroll-period", context.get("payroll-administration", ""))
        periods = [
            row
            for row in found
            if row.body["year"] >= first and (row.body["year"], row.body["periodNumber"]) in slips
        ]
        return {"payrollPeriodId": [_period(row) for row in periods]}

    return _query(question)(call, operation)


_FIRST_YEAR: Mapping[str, Callable[[int], int]] = {
    "all": lambda _year: 0,
    "current": lambda year: year,
    "current-and-previous": lambda year: year - 1,
}
"""The first year that each choice of the year filter lets through, by this year."""


def _leave_years(rows: Rows, employment: Row, _context: Context) -> Fields:
    """The years in which the employment has leave."""
    leave = rows.of_parent("leave", employment.id)
    return {"year": _years(int(row.body["startDate"][:4]) for row in leave)}


def _leave_policies(rows: Rows, _employment: Row, context: Context) -> Fields:
    policies = rows.of_parent("leave-policy", context["employer"])
    return {"id": [{"key": row.id, "value": row.body["name"]} for row in policies]}


def _templates(rows: Rows, employer: Row, _context: Context) -> Fields:
    templates = rows.of_parent("document-template", employer.id)
    return {"documentId": [{"key": row.id, "value": row.body["description"]} for row in templates]}


def _placeholders(_rows: Rows, _row: Row, _context: Context) -> Fields:
    return {"placeholder": [{"key": f"{{{{{one}}}}}", "value": one} for one in _PLACEHOLDERS]}


def _export_settings(_rows: Rows, _run: Row, _context: Context) -> Fields:
    return {"application": _plain("journal-run", "application")}


def _component_queries(rows: Rows, administration: Row, _context: Context) -> Fields:
    category = _plain("payroll-period-data", "payrollComponentCategory")
    return {
        "payrollPeriodId": _periods(rows, administration.id),
        "payslipType": _plain("payroll-period-data", "payslipType"),
        "payrollComponentSet": [{"key": administration.id, "value": "Standaard"}],
        "payrollComponentCategory": category,
    }


def _overview_queries(rows: Rows, administration: Row, _context: Context) -> Fields:
    periods = _periods(rows, administration.id)
    return {"payrollPeriodIdStart": periods, "payrollPeriodIdEnd": periods}


def _process_queries(rows: Rows, provider: Row, _context: Context) -> Fields:
    administrations = [
        administration
        for employer in rows.of_parent("employer", provider.id)
        for administration in rows.of_parent("payroll-administration", employer.id)
    ]
    periods = [one for its in administrations for one in _periods(rows, its.id)]
    return {"payrollPeriodId": periods}


def _tax_return_queries(rows: Rows, administration: Row, _context: Context) -> Fields:
    """The periods that can be declared: those with an approved run."""
    approved = {
        (run.body["payrollPeriod"]["year"], run.body["payrollPeriod"]["periodNumber"])
        for run in approved_runs(rows, administration.id)
    }
    found = rows.of_parent("payroll-period", administration.id)
    periods = [row for row in found if (row.body["year"], row.body["periodNumber"]) in approved]
    return {"payrollPeriod": [_period(row) for row in periods]}


_YEARS = _query(_payslip_years)
_SETTINGS = _query(_export_settings)

QUERIES: Mapping[str, View] = {
    "GetPayslipsMetadataByEmploymentId": _YEARS,
    "GetWageSheetMetadataByEmploymentId": _YEARS,
    "GetPayrollPeriodSummaryMetadataByEmploymentId": _summary_periods,
    "GetLeaveOverviewMetadataByEmploymentId": _query(_leave_years),
    "GetLeavePoliciesMetadataByEmploymentId": _query(_leave_policies),
    "GetGenerateDocumentMetadataByEmployerId": _query(_templates),
    "GetEmailTemplateMetadataByEmployerIdAndEmailTemplateId": _query(_placeholders),
    "GetEmailTemplateMetadataByProviderIdAndEmailTemplateId": _query(_placeholders),
    "GetDownloadJournalRunExportMetadataByJournalrunId": _SETTINGS,
    "GetSendJournalRunExportMetadataByJournalrunId": _SETTINGS,
    "GetSendJournalRunExportMetadataByJournalrunIdAndAccountId": _SETTINGS,
    "GetPayrollPeriodDataMetadataByPayrollAdministrationId": _query(_component_queries),
    "GetPayrollProcessOverviewMetadataByPayrollAdministrationId": _query(_overview_queries),
    "GetPayrollProcessStatusMetadataByProviderId": _query(_process_queries),
    "GetInitiatePayrollTaxReturnMetadataByPayrollAdministrationId": _query(_tax_return_queries),
}
"""By operationId."""
