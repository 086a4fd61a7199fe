"""Payroll periods: initialising one, and telling by mail that one is ready for payroll.

What initialising fills in is assumed: it puts payroll components into the payroll period data of
each employment that is active in the period.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.actions.payroll_calculation import Paid, everyone
from invaller.apis.loket.actions.payroll_runs import wrong_period
from invaller.apis.loket.actions.period_data import find_data, plain_combination, put_components
from invaller.apis.loket.actions.run_periods import approved_periods, known_periods, period_of
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain import filling
from invaller.apis.loket.domain.payroll_sums import PERIODS_A_YEAR
from invaller.apis.loket.domain.period_data import merged
from invaller.apis.loket.domain.run_periods import regular_periods
from invaller.apis.loket.engine.bodies import take_body
from invaller.apis.loket.payroll_results import period_row
from invaller.apis.loket.problems import broken_rule, refuse
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.views.common import named
from invaller.kernel.calls import Answer, Call
from invaller.kernel.explanations import Explanation

Body = dict[str, Any]
Served = Callable[[Call, OperationOf], Answer]

_INITIALISE = "Loket API V2, postInitialisePayrollPeriodByPayrollAdministrationId"
_READY = "Loket API V2, postPeriodReadyForPayrollByPayrollAdministrationId"


def _initialise(call: Call, operation: OperationOf) -> Answer:
    """Fill the payroll period data of a period as the body asks; raises Refusal."""
    rows, administration = Rows(call.workspace), named(call, operation)
    asked = take_body(call, operation, administration, None).body
    period = period_of(asked)
    approved = approved_periods(rows, administration)
    open_ones = regular_periods(known_periods(rows, administration), approved, period[0])
    row = period_row(rows, administration.id, *period)
    if row is None or (period not in approved and period not in open_ones):
        allowed = sorted({*approved, *open_ones})
        rule = "loket.payroll-period.initialise-periods"
        raise refuse(call, wrong_period(rule, period, allowed, _INITIALISE))
    first, last = row.body["startDate"], row.body["endDate"]
    kind = administration.body["payrollPeriodType"]["key"]
    for paid in everyone(rows, administration):
        if paid.is_active(first, last):
            sent = list(_filled(rows, paid, asked, row, kind))
            _put(call, rows, paid.employment, asked["payrollPeriod"], last, sent)
    return wire.done(call, operation)


def _filled(rows: Rows, paid: Paid, asked: Body, period: Row, kind: int) -> Iterator[Body]:
    """The components that are filled for an employment."""
    first, last = (date.fromisoformat(period.body[name]) for name in ("startDate", "endDate"))
    gross = paid.gross(last.isoformat(), kind)
    if asked["setHoursWorked"]:
        hours = filling.hours_worked(paid.weekly_hours(last.isoformat()), first, last)
        yield _component(filling.HOURS_WORKED, hours)
    if asked["setLeaveHours"]:
        taken = [
            (date.fromisoformat(one.body["startDate"]), float(one.body["numberOfUnits"]))
            for one in rows.of_parent("leave", paid.employment.id)
            if not one.body.get("isAccrual")
        ]
        yield _component(filling.LEAVE_HOURS, filling.leave_hours(taken, first, last))
    if asked["setBaseForCalculations"]:
        yield _component(filling.BASE, gross)
    if asked["setAnnualBaseForCalculationsBasedOnFunds"]:
        annual = filling.annual_base(gross, PERIODS_A_YEAR.get(kind, 12))
        yield _component(filling.ANNUAL_BASE, annual)


def _component(key: int, value: float) -> Body:
    return {"payrollComponent": {"key": key}, "value": value, "isSupplement": False}


def _put(
    call: Call, rows: Rows, employment: Row, period: Body, last: str, sent: list[Body]
) -> None:
    if not sent:
        return
    body = plain_combination(rows, employment, period, last)
    known = find_data(rows, employment, body)
    before = [] if known is None else known.body["payrollComponents"]
    put_components(call, employment, body, merged(before, sent))


def _ready(call: Call, operation: OperationOf) -> Answer:
    """Send a mail that a period is ready; raises Refusal for a period that is not known."""
    rows, administration = Rows(call.workspace), named(call, operation)
    body = take_body(call, operation, administration, None).body
    row = rows.get("payroll-period", str(body["payrollPeriodId"]))
    if row is None or row.parent != administration.id:
        raise broken_rule(
            call,
            "[payrollPeriodId] has an invalid value",
            ("payrollPeriodId",),
            rule="loket.metadata.unknown-key",
            code=12,
            source=_READY,
            found=body["payrollPeriodId"],
        )
    period = f"{row.body['year']}-{row.body['periodNumber']}"
    receivers = list(body["emailAddressPeriodReadyForPayroll"])
    call.explain(
        Explanation(
            "loket.payroll-period.ready-mail",
            _READY,
            f"mail to {', '.join(receivers)}: period {period} of {administration.body['name']} "
            f"is ready for payroll. {body.get('userComment') or ''}".strip(),
            where="payrollPeriodId",
            found=body["payrollPeriodId"],
        )
    )
    return wire.accepted(call, operation)


ACTIONS: Mapping[str, Served] = {
    "PostInitialisePayrollPeriodByPayrollAdministrationId": _initialise,
    "PostPeriodReadyForPayrollByPayrollAdministrationId": _ready,
}
"""By operationId."""
