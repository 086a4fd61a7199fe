"""Tables about an employment: payslips, wage sheet, leave and year-end statement."""

from __future__ import annotations

from collections.abc import Sequence

from invaller.apis.loket.domain.payroll_sums import GROSS, NET, TAX
from invaller.apis.loket.downloads.answering import Table, person
from invaller.apis.loket.leave_sums import balances_of
from invaller.apis.loket.option_lists import option_of
from invaller.apis.loket.payroll_results import newest
from invaller.apis.loket.problems import not_found
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.seen_payslips import seen_payslips
from invaller.kernel.calls import Call

_HEAD = ("periode", "bruto", "loonheffing", "netto")


def _lines(
    call: Call, employment: Row, year: int, number: int | None = None
) -> list[tuple[str, ...]]:
    """A line for each payslip of a year or of one period, as it was made last."""
    found = [
        slip
        for slip in newest(seen_payslips(call, employment))
        if slip.year == year and number in (None, slip.number)
    ]
    if not found:
        what = f"{year}" if number is None else f"{year}-{number}"
        raise not_found(call, "payslip of", what)
    return [
        (f"{one.year}-{one.number}", *(f"{one.value(key):.2f}" for key in (GROSS, TAX, NET)))
        for one in found
    ]


def _named(call: Call, employment: Row, title: str) -> str:
    number, name = person(Rows(call.workspace), employment.id)
    return f"{title} van {number} {name}"


def payslips(call: Call, employment: Row) -> Table:
    """The payslips of a year."""
    year = int(call.parameters["year"])
    title = _named(call, employment, f"Loonstroken {year}")
    return Table(title, _HEAD, _lines(call, employment, year))


def wage_sheet(call: Call, employment: Row) -> Table:
    """The wage sheet of a year, with its totals."""
    lines = _lines(call, employment, int(call.parameters["year"]))
    return Table(_named(call, employment, "Loonstaat"), _HEAD, [*lines, _total(lines)])


def year_end(call: Call, employment: Row) -> Table:
    """The year-end statement: the totals of a year."""
    year = int(call.parameters["year"])
    total = _total(_lines(call, employment, year))
    return Table(_named(call, employment, f"Jaaropgave {year}"), _HEAD, [total])


def summary(call: Call, employment: Row) -> Table:
    """One payslip that adds up all of the period."""
    identifier = str(call.parameters["payrollPeriodId"])
    period = Rows(call.workspace).get("payroll-period", identifier)
    administration = (employment.body.get("payrollAdministration") or {}).get("id")
    if period is None or period.parent != administration:
        raise not_found(call, "payroll period", identifier)
    body = period.body
    lines = _lines(call, employment, body["year"], body["periodNumber"])
    return Table(_named(call, employment, "Loonstrook"), _HEAD, [_total(lines)])


def leave(call: Call, employment: Row) -> Table:
    """Accrued and taken leave of a year, by leave type."""
    year = int(call.parameters["year"])
    balances = balances_of(Rows(call.workspace), employment, f"{year}-12-31")
    lines = [
        (option_of("leaveType", one.kind)["value"], one.accrual, one.usage, one.balance)
        for one in balances
        if one.year == year
    ]
    title = _named(call, employment, f"Verlof {year}")
    return Table(title, ("soort", "opbouw", "opname", "saldo"), lines)


def _total(lines: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    sums = [f"{sum(float(line[at]) for line in lines):.2f}" for at in range(1, len(_HEAD))]
    return ("totaal", *sums)
