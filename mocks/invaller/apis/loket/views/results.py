"""Results of payroll runs: by run, by period, by year and for one employment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from invaller.apis.loket import files, wire
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.payroll_sums import GROSS, NET, TAX
from invaller.apis.loket.downloads.answering import Table, as_file, person
from invaller.apis.loket.option_lists import generic_options, option_of
from invaller.apis.loket.payroll_results import (
    APPROVED,
    Payslip,
    approved_runs,
    newest,
    payslips_of,
)
from invaller.apis.loket.problems import not_found
from invaller.apis.loket.rows import Rows
from invaller.apis.loket.seen_payslips import may_see_run, seen_payslips
from invaller.apis.loket.views.common import (
    Body,
    Shower,
    View,
    context,
    detailed,
    form_of_answer,
    listed,
    named,
    record,
)
from invaller.kernel.calls import Answer, Call

_CREDIT = (NET, TAX)
"""Payroll components on the credit side of the balance sheet; the others are on the debit side."""


def by_employment(slips: Iterable[Payslip]) -> Iterator[Body]:
    """Payslips as results: by employment, then period, then payslip type."""
    grouped: dict[str, dict[tuple[int, int], list[Payslip]]] = {}
    for slip in slips:
        periods = grouped.setdefault(slip.employment, {})
        periods.setdefault((slip.year, slip.number), []).append(slip)
    for employment, periods in grouped.items():
        yield {
            "employmentId": employment,
            "payrollPeriods": [_period(key, found) for key, found in periods.items()],
        }


def _period(key: tuple[int, int], slips: list[Payslip]) -> Body:
    return {
        "payrollPeriod": {"year": key[0], "periodNumber": key[1]},
        "payslipTypes": [
            {
                "payslipType": {"key": slip.kind},
                "payrollComponentResults": [
                    component_result(one.component, one.value) for one in slip.sums
                ],
            }
            for slip in slips
        ],
    }


def component_result(component: int, value: float) -> Body:
    """The result of a payroll component; nothing is taxed at the special tariff (assumed)."""
    return {
        "payrollComponent": {"key": component},
        "value": value,
        "valueSpecialTariff": 0,
    }


def _of_run(call: Call, operation: OperationOf) -> Answer:
    """Everything that a run made, whichever period it is about; empty before it is ready."""
    run = named(call, operation)
    around = context(call, run)
    slips = payslips_of(Rows(call.workspace), run)
    return listed(call, operation, ((body, around) for body in by_employment(slips)))


def _of_period(call: Call, operation: OperationOf) -> Answer:
    """The current state of a period, whichever approved runs made it."""
    rows, administration = Rows(call.workspace), named(call, operation)
    period = record(call, "payroll-period", "payrollPeriodId")
    if period.parent != administration.id:
        raise not_found(call, "payroll period", period.id)
    wanted = {int(one) for one in call.parameters.get("payrollComponents") or ()}
    key = (period.body["year"], period.body["periodNumber"])
    slips = [
        _only(slip, wanted)
        for run in approved_runs(rows, administration.id)
        for slip in payslips_of(rows, run)
        if (slip.year, slip.number) == key
    ]
    around = context(call, administration)
    return listed(call, operation, ((body, around) for body in by_employment(newest(slips))))


def _only(slip: Payslip, wanted: set[int]) -> Payslip:
    """A payslip with the wanted components, all of them when none is asked for."""
    sums = tuple(one for one in slip.sums if not wanted or one.component in wanted)
    return Payslip(slip.run, slip.employment, slip.year, slip.number, slip.kind, sums)


def _of_year(call: Call, operation: OperationOf) -> Answer:
    employment = named(call, operation)
    year = int(call.parameters["year"])
    slips = [slip for slip in seen_payslips(call, employment) if slip.year == year]
    found = next(
        by_employment(newest(slips)), {"employmentId": employment.id, "payrollPeriods": []}
    )
    return detailed(call, operation, found, context(call, employment))


def _payslips(call: Call, operation: OperationOf) -> Answer:
    """The runs that an employment has payslips of."""
    employment = named(call, operation)
    runs: dict[str, list[Payslip]] = {}
    for slip in seen_payslips(call, employment):
        runs.setdefault(slip.run.id, []).append(slip)
    bodies = [
        {
            "payrollrunId": run,
            "payrollPeriod": found[0].run.body["payrollPeriod"],
            "approvalTime": found[0].run.body["approvalTime"],
            "numberOfPayslips": min(len(found), 3),
        }
        for run, found in runs.items()
    ]
    around = context(call, employment)
    return listed(call, operation, ((body, around) for body in bodies))


def _payslips_of_run(call: Call, operation: OperationOf) -> Answer:
    """The payslips of an employment in an approved run, as JSON or PDF."""
    rows, employment = Rows(call.workspace), named(call, operation)
    run = record(call, "payroll-run", "payrollrunId")
    slips = [one for one in payslips_of(rows, run) if one.employment == employment.id]
    approved = run.body["payrollRunStatus"]["key"] == APPROVED
    if not slips or not approved or not may_see_run(call, run):
        raise not_found(call, "payslip of payroll run", run.id, rule="loket.payslip.approved-only")
    if wire.asked(call, operation).media_type == files.PDF:
        number, name = person(rows, employment.id)
        lines = [
            (f"{one.year}-{one.number}", *(f"{one.value(key):.2f}" for key in (GROSS, TAX, NET)))
            for one in slips
        ]
        head = ("periode", "bruto", "loonheffing", "netto")
        return as_file(
            call, operation, Table(f"Loonstrook {number} {name}", head, lines), "loonstrook"
        )
    return detailed(call, operation, next(by_employment(slips)), context(call, employment))


def _balance_sheet(call: Call, operation: OperationOf) -> Answer:
    """The sum of each component for the general ledger, as JSON or CSV."""
    run = named(call, operation)
    slips = list(payslips_of(Rows(call.workspace), run))
    shower, around = Shower(call, operation), context(call, run)
    records = []
    for key in (GROSS, TAX, NET) if slips else ():
        side = option_of("balanceSheetSide", 1 if key in _CREDIT else 2)
        total = round(sum(slip.value(key) for slip in slips), 2)
        body = {"payrollComponent": {"key": key, "balanceSheetSide": side}, "value": total}
        records.append(shower.show({**body, "journalAllocation": _allocation(key)}, around))
    if wire.asked(call, operation).media_type == files.CSV:
        lines = [(one["payrollComponent"]["description"], one["value"]) for one in records]
        content = files.csv_file([("component", "bedrag"), *lines])
        return wire.file(call, content, files.CSV, "balans.csv")
    return wire.listing(call, operation, records, form_of_answer(call, operation))


def _allocation(component: int) -> list[Body]:
    accounts = generic_options("journal-run", "generalLedgerAccount") or ()
    wanted = {GROSS: "4000", TAX: "1710", NET: "1700"}[component]
    return [
        {
            "generalLedgerAccount": {**one, "generalLedgerAccountnumber": one["code"]},
            "costCenter": {"key": 1},
            "costUnit": {"key": 1},
        }
        for one in accounts
        if one["code"] == wanted
    ]


def _years(call: Call, operation: OperationOf) -> Answer:
    """The years that an employment or administration has a year-end statement for."""
    row, rows = named(call, operation), Rows(call.workspace)
    if row.resource == "employment":
        slips = list(seen_payslips(call, row))
    else:
        runs = approved_runs(rows, row.id)
        slips = [slip for run in runs for slip in payslips_of(rows, run)]
    ended = {slip.year for slip in slips if slip.year < wire.today(call).year}
    return wire.listing(call, operation, [{"year": year} for year in sorted(ended)])


RESULTS: Mapping[str, View] = {
    "GetPayrollPeriodResultsByEmploymentIdAndYear": _of_year,
    "GetPayrollPeriodResultsByPayrollAdministrationIdAndPayrollPeriodId": _of_period,
    "GetPayrollRunBalanceSheetByPayrollRunId": _balance_sheet,
    "GetPayrollRunResultsByPayrollRunId": _of_run,
    "GetPayslipsByEmploymentId": _payslips,
    "GetPayslipsByEmploymentIdAndPayrollRunId": _payslips_of_run,
    "GetYearEndStatementsByEmploymentId": _years,
    "GetYearEndStatementsByPayrollAdministrationId": _years,
}
"""By operationId."""
