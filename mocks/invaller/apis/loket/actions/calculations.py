"""Calculations that keep nothing, and the employment that pays a transition compensation.

Source: Loket API V2, transitionCompensation, wageProjection and
postTransitionCompensationEmploymentByEmploymentId; sums after domain/payroll_sums (assumed).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.actions.writing import add, body_of, need
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.actions.transition import compensation
from invaller.apis.loket.domain.payroll_sums import NORMAL, gross_of_period, period_sums
from invaller.apis.loket.engine.bodies import take_body
from invaller.apis.loket.engine.targets import target_of
from invaller.apis.loket.problems import broken_rule
from invaller.apis.loket.rows import Body, Row, Rows
from invaller.apis.loket.views.common import context, current, detailed
from invaller.kernel.calls import Answer, Call

_FULL_TIME_HOURS = 40.0
_PER_CENT = 100
_MONTHS = 12


def _compensate(call: Call, operation: OperationOf) -> Answer:
    """The transition compensation after the input; nothing is kept."""
    employment = target_of(call, operation)
    given = take_body(call, operation, employment, None).body
    need(call, given, "startDate", "endDate", "grossMonthlyWage")
    if given["endDate"] < given["startDate"]:
        raise broken_rule(
            call,
            f"[endDate] {given['endDate']} lies before the start date {given['startDate']}",
            ("endDate",),
            rule="loket.chain.end-before-start",
            found=given["endDate"],
            nearest=given["startDate"],
        )
    found = compensation(given)
    shown = {
        "employmentDurationInDecimalYears": found.years,
        "monthlyWage": found.monthly_wage,
        "transitionCompensationAmount": found.amount,
    }
    return wire.detail(call, operation, shown)


def _employ_for_compensation(call: Call, operation: OperationOf) -> Answer:
    """Add the employment that pays the compensation after one that has ended; its id."""
    ended, rows = target_of(call, operation), Rows(call.workspace)
    last_day = ended.body.get("endDate")
    if last_day is None:
        raise broken_rule(
            call,
            "the employment has not ended",
            ("endDate",),
            rule="loket.transition-compensation.employment-needs-end",
            source="Loket API V2, postTransitionCompensationEmploymentByEmploymentId",
        )
    day = (date.fromisoformat(last_day) + timedelta(days=1)).isoformat()
    own = rows.of_parent("employment", ended.parent)
    numbers = [int(one.body.get("incomeRelationshipNumber") or 0) for one in own]
    body = {
        **{name: value for name, value in ended.body.items() if name != "id"},
        "startDate": day,
        "historicalStartDate": day,
        "endDate": day,
        "incomeRelationshipNumber": max(numbers, default=0) + 1,
        "linkedEmployment": ended.id,
    }
    row = add(call, "employment", rows.get("employee", ended.parent or ""), body)
    return wire.detail(call, operation, {"id": row.id})


def _project(call: Call, operation: OperationOf) -> Answer:
    """The results of the payroll periods from a day on, after the present wage."""
    employment, rows = target_of(call, operation), Rows(call.workspace)
    given = take_body(call, operation, employment, None).body
    deviations: Mapping[str, Any] = given.get("deviations") or {}
    start = str(deviations.get("startDate") or wire.today(call))
    wage = current(rows, "wage", employment.id, start)
    hours = _hours(rows, employment, start)
    gross = 0.0 if wage is None else _gross(wage, hours)
    gross *= float(deviations.get("hoursPerWeek") or hours) / hours
    gross *= 1 + float(deviations.get("percentageChange") or 0) / _PER_CENT
    return _results(call, operation, employment, round(gross, 2), start)


def _project_by_agreement(call: Call, operation: OperationOf) -> Answer:
    """The results of the payroll periods of this year, after the wage in the body."""
    employment = target_of(call, operation)
    taken = take_body(call, operation, employment, None).body
    need(call, body_of(call), "grossWage", "hoursPerWeek")
    deviations: Mapping[str, Any] = taken.get("deviations") or {}
    paid, held = taken.get("payments") or {}, taken.get("deductions") or {}
    gross = float(taken["grossWage"])
    gross *= float(deviations.get("hoursPerWeek") or taken["hoursPerWeek"]) / taken["hoursPerWeek"]
    gross *= 1 + float(deviations.get("grossWagePercentageChange") or 0) / _PER_CENT
    gross += float(paid.get("gross") or 0) - float(held.get("gross") or 0)
    net = float(paid.get("net") or 0) - float(held.get("net") or 0)
    start = str(wire.today(call).replace(month=1, day=1))
    return _results(call, operation, employment, round(max(gross, 0.0), 2), start, net)


def _hours(rows: Rows, employment: Row, on: str) -> float:
    row = current(rows, "working-hours", employment.id, on)
    return float((row.body.get("deviatingHoursPerWeek") if row else None) or _FULL_TIME_HOURS)


def _gross(wage: Row, hours: float) -> float:
    kind = (wage.body.get("grossWageType") or {"key": 1})["key"]
    period = (wage.body.get("payrollPeriodType") or {"key": 1})["key"]
    return gross_of_period(float(wage.body.get("grossWage") or 0), kind, hours, period)


def _results(
    call: Call,
    operation: OperationOf,
    employment: Row,
    gross: float,
    start: str,
    net: float = 0.0,
) -> Answer:
    """The sums of each period of the administration that ends on or after a day."""
    periods = [
        {
            "payrollPeriod": {"year": year, "periodNumber": number},
            "payslipTypes": [
                {
                    "payslipType": {"key": NORMAL},
                    "payrollComponentResults": [
                        {
                            "payrollComponent": {"key": one.component},
                            "value": one.value,
                            "valueSpecialTariff": 0,
                        }
                        for one in period_sums(gross, kind, net)
                    ],
                }
            ],
        }
        for year, number, kind in _periods(call, employment, start)
    ]
    shown = {"employmentId": employment.id, "payrollPeriods": periods}
    return detailed(call, operation, shown, context(call, employment))


def _periods(call: Call, employment: Row, start: str) -> Iterator[tuple[int, int, int]]:
    """Year, number and type of the periods of the year of a day that have not ended before."""
    administration: Body = employment.body.get("payrollAdministration") or {}
    rows = Rows(call.workspace)
    for row in rows.of_parent("payroll-period", administration.get("id", "")):
        body = row.body
        if body["endDate"] >= start and body["year"] == int(start[:4]):
            yield body["year"], body["periodNumber"], body["payrollPeriodType"]["key"]


CALCULATIONS: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "PostCalculateTransitionCompensationByEmploymentId": _compensate,
    "PostTransitionCompensationEmploymentByEmploymentId": _employ_for_compensation,
    "PostWageProjectionByEmploymentId": _project,
    "PostWageprojectionBasedOnDefaultClaConfigurationByEmploymentId": _project_by_agreement,
}
"""By operationId."""
