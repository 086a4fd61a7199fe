"""What a payroll run makes of a wage: believable sums after a simple table, no lawful calculation.

The tax is 36 percent of what lies above a free amount of 9,000 euro a year, wage costs are the
gross wage and 21 percent (assumed; the document describes no calculation).
"""

from __future__ import annotations

from dataclasses import dataclass

NORMAL = 1
"""Key of the normal payslip (payslipType)."""

GROSS, NET, TAX, COSTS = 70, 260, 495, 257
"""Keys of the payroll components of the sums: LOON/SALARIS, NETTOLOON, LOONHEFFING, LOONKOSTEN."""

PERIODS_A_YEAR = {1: 12, 2: 12, 3: 13, 4: 52}
"""Payroll periods in a year by key of payrollPeriodType (facts: loket/notes.md, 9)."""

_FREE_A_YEAR = 9_000.0
_TAX_RATE = 0.36
_COST_RATE = 0.21
_WEEKS_A_YEAR = 52


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount of a payroll component, in euro."""

    component: int
    value: float


def gross_of_period(amount: float, wage_type: int, hours_a_week: float, period_type: int) -> float:
    """The gross wage of a whole period.

    amount: as agreed; wage_type: key of grossWageType (2 hourly, else for a period).
    """
    if wage_type != 2:
        return round(amount, 2)
    return round(amount * hours_a_week * _WEEKS_A_YEAR / PERIODS_A_YEAR.get(period_type, 12), 2)


def period_sums(gross: float, period_type: int, extra: float = 0.0) -> tuple[Sum, ...]:
    """Gross wage, wage tax, net wage and costs of a period; extra is paid net on top, in euro."""
    free = _FREE_A_YEAR / PERIODS_A_YEAR.get(period_type, 12)
    tax = round(max(0.0, gross - free) * _TAX_RATE, 2)
    return (
        Sum(GROSS, gross),
        Sum(TAX, tax),
        Sum(NET, round(gross - tax + extra, 2)),
        Sum(COSTS, round(gross * (1 + _COST_RATE) + extra, 2)),
    )
