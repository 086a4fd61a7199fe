"""The transition compensation: a third of the monthly wage for each year of service.

Source: Burgerlijk Wetboek 7:673; what of the input counts as monthly wage is assumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

_DAYS_A_YEAR = 365.25
_PER_CENT = 100


@dataclass(frozen=True, slots=True)
class Compensation:
    """years: of service, in decimals; monthly_wage and amount in euro."""

    years: float
    monthly_wage: float
    amount: float


def compensation(given: Mapping[str, Any]) -> Compensation:
    """What an employment pays that ends.

    given: startDate and endDate (ISO 8601, inclusive), grossMonthlyWage and
    grossMonthlySupplement in euro, shiftBonusPercentage and baseCalculationsBonusPercentage.
    """
    first = date.fromisoformat(given["startDate"])
    days = (date.fromisoformat(given["endDate"]) + timedelta(days=1) - first).days
    years = max(0.0, days / _DAYS_A_YEAR)
    bonus = _number(given, "shiftBonusPercentage") + _number(
        given, "baseCalculationsBonusPercentage"
    )
    wage = _number(given, "grossMonthlyWage") * (1 + bonus / _PER_CENT)
    monthly = wage + _number(given, "grossMonthlySupplement")
    return Compensation(round(years, 2), round(monthly, 2), round(monthly / 3 * years, 2))


def _number(given: Mapping[str, Any], name: str) -> float:
    return float(given.get(name) or 0)
