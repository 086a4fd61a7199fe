"""What a payroll run makes: payslips of its period, and of earlier ones that changed since.

Source: Loket API V2, getPayrollPeriodResultsByPayrollAdministrationIdAndPayrollPeriodId; the sums
are those of domain/payroll_sums, and changes count within one payroll year (assumed).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from invaller.apis.loket.actions.run_periods import period_of
from invaller.apis.loket.domain.pay import Amount, gross_extra, net_extra
from invaller.apis.loket.domain.payroll_sums import NORMAL, gross_of_period, period_sums
from invaller.apis.loket.domain.run_periods import Period
from invaller.apis.loket.option_lists import generic_options
from invaller.apis.loket.payroll_results import approved_runs, payslips_of
from invaller.apis.loket.rows import Row, Rows

Body = dict[str, Any]
Components = Mapping[str, float]

_FULL_TIME = 40.0
"""Hours a week of an employment without working hours."""


@dataclass(frozen=True, slots=True)
class _Span:
    """First and last day of a period."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Paid:
    """An employment with what its pay depends on: bodies of its wages, hours and data."""

    employment: Row
    wages: list[Body]
    hours: list[Body]
    data: list[Body]

    def is_active(self, first: str, last: str) -> bool:
        """Whether the employment holds on a day of a period, from its first to its last."""
        body = self.employment.body
        return bool(body["startDate"] <= last and (body.get("endDate") or last) >= first)

    def weekly_hours(self, on: str) -> float:
        """The agreed hours a week on a day."""
        held = _held(self.hours, on) or {}
        return float(held.get("deviatingHoursPerWeek") or _FULL_TIME)

    def gross(self, on: str, kind: int) -> float:
        """The gross wage as it is on the last day of a period, 0 without one."""
        wage = _held(self.wages, on)
        if wage is None or wage["grossWage"] is None:
            return 0.0
        wage_type = (wage.get("grossWageType") or {"key": 1})["key"]
        return gross_of_period(wage["grossWage"], wage_type, self.weekly_hours(on), kind)

    def amounts(self, period: Period) -> Iterator[Amount]:
        """The amounts of the payroll period data of a period, by category."""
        for body in self.data:
            if period_of(body) == period:
                for one in body["payrollComponents"]:
                    yield category_of(one["payrollComponent"]["key"]), one["value"] or 0.0


def results_of(rows: Rows, administration: Row, period: Period) -> list[Body]:
    """What a run of a period makes, by employment; empty without employments in it."""
    spans = _spans(rows, administration)
    latest = _latest(rows, administration, period[0])
    earlier = sorted({one for _, one in latest if one < period})
    kind = administration.body["payrollPeriodType"]["key"]
    found = []
    for paid in everyone(rows, administration):
        changed = [
            slip
            for one in earlier
            for slip in _slips(paid, one, spans[one], kind)
            if slip["components"] != latest.get((paid.employment.id, one))
        ]
        slips = [*changed, *_slips(paid, period, spans[period], kind)]
        if slips:
            found.append({"employmentId": paid.employment.id, "payslips": slips})
    return found


def category_of(component: int) -> int:
    """The category of a payroll component, 0 for one that is not known."""
    found = generic_options("payroll-component", "payrollComponent") or ()
    return next((int(one["category"]["key"]) for one in found if one["key"] == component), 0)


def administration_of(rows: Rows, employment: Row) -> Row | None:
    """The payroll administration of an employment, None without one."""
    chosen = employment.body.get("payrollAdministration")
    return rows.get("payroll-administration", chosen["id"]) if chosen else None


def _slips(paid: Paid, period: Period, span: _Span, kind: int) -> Iterator[Body]:
    """The payslip of an employment in a period, none when it is not active in it."""
    if not paid.is_active(span.first, span.last):
        return
    amounts = list(paid.amounts(period))
    gross = round(paid.gross(span.last, kind) + gross_extra(amounts), 2)
    sums = period_sums(gross, kind, net_extra(amounts))
    yield {
        "year": period[0],
        "periodNumber": period[1],
        "payslipType": NORMAL,
        "components": {str(one.component): one.value for one in sums},
    }


def _latest(rows: Rows, administration: Row, year: int) -> Mapping[tuple[str, Period], Components]:
    """The components of each employment and period of a year, as they were approved last."""
    return {
        (slip.employment, (slip.year, slip.number)): {
            str(one.component): one.value for one in slip.sums
        }
        for run in approved_runs(rows, administration.id)
        if period_of(run.body)[0] == year
        for slip in payslips_of(rows, run)
        if slip.kind == NORMAL
    }


def _spans(rows: Rows, administration: Row) -> Mapping[Period, _Span]:
    return {
        (row.body["year"], row.body["periodNumber"]): _Span(
            row.body["startDate"], row.body["endDate"]
        )
        for row in rows.of_parent("payroll-period", administration.id)
    }


def everyone(rows: Rows, administration: Row) -> Iterator[Paid]:
    """The employments of an administration with what their pay depends on."""
    for employment in rows.of_link("employment", administration.id):
        bodies = [
            [row.body for row in rows.of_parent(resource, employment.id)]
            for resource in ("wage", "working-hours", "payroll-period-data")
        ]
        yield Paid(employment, *bodies)


def _held(bodies: list[Body], on: str) -> Body | None:
    """The record of a chain that began last on a day."""
    held = sorted((body for body in bodies if body["startDate"] <= on), key=_start)
    return held[-1] if held else None


def _start(body: Body) -> str:
    return str(body["startDate"])
