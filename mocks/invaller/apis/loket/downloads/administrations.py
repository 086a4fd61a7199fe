"""Tables about a payroll administration: reports of a year and audit trails."""

from __future__ import annotations

from collections.abc import Iterator

from invaller.apis.loket.domain.payroll_sums import GROSS, NET, TAX
from invaller.apis.loket.downloads.answering import Table, person
from invaller.apis.loket.history import LOG
from invaller.apis.loket.leave_sums import balances_of
from invaller.apis.loket.option_lists import option_of
from invaller.apis.loket.payroll_results import Payslip, approved_runs, newest, payslips_of
from invaller.apis.loket.problems import broken_rule, not_found
from invaller.apis.loket.rows import Row, Rows
from invaller.kernel.calls import Call

_SUMS = ((GROSS, "bruto"), (TAX, "loonheffing"), (NET, "netto"))
PERIOD_DATA = "payroll-period-data"
PAYROLL_DATA = (
    "benefit-or-deduction",
    "employment",
    "fiscal-properties",
    "organizational-entity",
    "wage",
    "working-hours",
)
"""Resources in the trail of payroll data (Loket API V2,
getEmploymentPayrollDataAuditTrailByPayrollAdministrationId).
"""


def payroll_trail(call: Call, administration: Row) -> Table:
    """Changes of the records that payroll rests on, in the asked days; no payroll period data."""
    lines = [line for resource, line in _trail(call, administration) if resource in PAYROLL_DATA]
    return Table("Mutaties vaste gegevens", _TRAIL_HEAD, lines)


def period_data_trail(call: Call, administration: Row) -> Table:
    """Changes of payroll period data, in the asked days."""
    lines = [line for resource, line in _trail(call, administration) if resource == PERIOD_DATA]
    return Table("Mutaties variabele gegevens", _TRAIL_HEAD, lines)


_TRAIL_HEAD = ("tijdstip", "tabel", "veld", "oud", "nieuw")


def _trail(call: Call, administration: Row) -> Iterator[tuple[str, tuple[object, ...]]]:
    first, last = str(call.parameters["startDate"]), str(call.parameters["endDate"])
    for row in Rows(call.workspace).of_employer(LOG, administration.employer or ""):
        body = row.body
        if body["administration"] == administration.id and first <= body["at"][:10] <= last:
            for change in body["changes"]:
                line = (body["at"], body["resource"], *(change[key] for key in _CHANGED))
                yield body["resource"], line


_CHANGED = ("field", "old", "new")


def wage_sheet(call: Call, administration: Row) -> Table:
    """Sums by employee: of a year, or of a range of periods, not both."""
    year, start, end = (call.parameters.get(name) for name in _RANGE)
    if (year is None) == (start is None or end is None):
        raise broken_rule(
            call,
            "[reportYear] give either reportYear, or startPeriod and endPeriod",
            _RANGE,
            rule="loket.payroll-administration-report.year-or-periods",
        )
    rows = Rows(call.workspace)
    chosen = None if year is not None else set(_between(rows, administration, start, end))
    slips = [
        slip
        for slip in _approved(rows, administration)
        if (slip.year == year if chosen is None else (slip.year, slip.number) in chosen)
    ]
    return _by_employee(rows, "Verzamelloonstaat", slips)


_RANGE = ("reportYear", "startPeriod", "endPeriod")


def _between(
    rows: Rows, administration: Row, start: object, end: object
) -> Iterator[tuple[int, int]]:
    """Years and numbers of the periods from one id to another."""
    inside = False
    for row in rows.of_parent("payroll-period", administration.id):
        inside = inside or row.body["id"] == start
        if inside:
            yield row.body["year"], row.body["periodNumber"]
        inside = inside and row.body["id"] != end


def journal_results(call: Call, administration: Row) -> Table:
    """Sums by period, of the asked periods."""
    rows = Rows(call.workspace)
    start, end = call.parameters.get("startPeriod"), call.parameters.get("endPeriod")
    periods = list(_between(rows, administration, start, end))
    slips = _approved(rows, administration)
    lines = [
        (
            f"{year}-{number}",
            *_totals(one for one in slips if (one.year, one.number) == (year, number)),
        )
        for year, number in periods
    ]
    return Table("Journaalresultaten", ("periode", *(name for _, name in _SUMS)), lines)


def tax_returns(call: Call, administration: Row) -> Table:
    """The tax returns of a year."""
    year = call.parameters["reportYear"]
    found = Rows(call.workspace).of_parent("payroll-tax-return", administration.id)
    lines = [
        (f"{row.body['period']['year']}-{row.body['period']['periodNumber']}",
         row.body["messageReference"], row.body["totalAmount"])
        for row in found
        if row.body["period"]["year"] == year
    ]  # fmt: skip
    return Table(f"Loonaangiften {year}", ("periode", "kenmerk", "bedrag"), lines)


def balances(call: Call, administration: Row) -> Table:
    """Leave at the start of a year or accrued in it, or bases for calculation."""
    rows, year = Rows(call.workspace), int(call.parameters["reportYear"])
    kind = str(call.parameters["reportType"])
    lines: list[tuple[object, ...]] = []
    for employment in rows.of_link("employment", administration.id):
        number, name = person(rows, employment.id)
        if kind == "baseForCalculationBalancesAtStartOfYear":
            bases = rows.of_parent("base-for-calculation", employment.id)
            found = [option_of("base", one.body["base"]["key"])["value"] for one in bases]
            lines += [(number, name, base, 0) for base in found]
            continue
        for one in balances_of(rows, employment, f"{year}-01-01"):
            amount = one.accrual if kind == "leaveAccrualWithinYear" else one.previous
            if one.year == year:
                lines.append((number, name, option_of("leaveType", one.kind)["value"], amount))
    return Table(f"{kind} {year}", ("nummer", "naam", "soort", "saldo"), lines)


def attachments(call: Call, administration: Row) -> Table:
    """Attachments of earnings that run in a year."""
    rows, year = Rows(call.workspace), str(call.parameters["reportYear"])
    lines = [
        (
            *person(rows, employment.id),
            one.body["beneficiary"]["name"],
            one.body["totalAmount"]["owed"],
        )
        for employment in rows.of_link("employment", administration.id)
        for one in rows.of_parent("attachment-of-earnings", employment.id)
        if one.body["startDate"][:4] <= year and (one.body["endDate"] or year)[:4] >= year
    ]
    return Table(f"Loonbeslagen {year}", ("nummer", "naam", "begunstigde", "bedrag"), lines)


def premiums(call: Call, administration: Row) -> Table:
    """Hours in the contract of each employment; the simulator keeps no others (assumed)."""
    rows = Rows(call.workspace)
    lines = [
        (*person(rows, employment.id), one.body["deviatingHoursPerWeek"], "0.00")
        for employment in rows.of_link("employment", administration.id)
        for one in rows.of_parent("working-hours", employment.id)[-1:]
    ]
    title = f"Herziening AWf {call.parameters['reportYear']}"
    return Table(title, ("nummer", "naam", "contracturen", "afwijking"), lines)


def settings(call: Call, administration: Row) -> Table:
    """The settings of the administration."""
    body = administration.body
    plain = [(name, one) for name, one in body.items() if not isinstance(one, dict | list)]
    return Table(f"Instellingen {call.parameters['reportYear']}", ("instelling", "waarde"), plain)


def year_end(call: Call, administration: Row) -> Table:
    """The year-end statements of its employments together; 404 for a year without."""
    rows, year = Rows(call.workspace), int(call.parameters["year"])
    slips = [slip for slip in _approved(rows, administration) if slip.year == year]
    if not slips:
        raise not_found(call, "year-end statements of", year)
    return _by_employee(rows, f"Jaaropgaven {year}", slips)


def _approved(rows: Rows, administration: Row) -> list[Payslip]:
    """The payslips of an administration, each as it was made last."""
    runs = approved_runs(rows, administration.id)
    return newest(slip for run in runs for slip in payslips_of(rows, run))


def _by_employee(rows: Rows, title: str, slips: list[Payslip]) -> Table:
    lines = [
        (*person(rows, employment), *_totals(one for one in slips if one.employment == employment))
        for employment in dict.fromkeys(slip.employment for slip in slips)
    ]
    return Table(title, ("nummer", "naam", *(name for _, name in _SUMS)), lines)


def _totals(slips: Iterator[Payslip]) -> tuple[str, ...]:
    found = list(slips)
    return tuple(f"{sum(slip.value(key) for slip in found):.2f}" for key, _ in _SUMS)
