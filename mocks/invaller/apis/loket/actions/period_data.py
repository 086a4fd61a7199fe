"""Payroll period data: inserted or updated by combination, and written after an approved run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.actions.payroll_calculation import administration_of
from invaller.apis.loket.actions.run_periods import approved_periods, period_of
from invaller.apis.loket.actions.writing import add, body_of, change, need
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.period_data import Components, merged, same_combination
from invaller.apis.loket.engine import ENGINE
from invaller.apis.loket.engine.bodies import take_body
from invaller.apis.loket.engine.targets import parent_of, target_of
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.views.common import current, named
from invaller.kernel.calls import Answer, Call
from invaller.kernel.explanations import Finding

Body = dict[str, Any]
Served = Callable[[Call, OperationOf], Answer]

DATA = "payroll-period-data"
_NEEDED = ("payrollPeriod", "shift", "payslipType", "distributionUnit", "payrollComponents")


def find_data(rows: Rows, employment: Row, body: Mapping[str, Any]) -> Row | None:
    """The record of an employment with the combination of a body, None without one."""
    found = rows.of_parent(DATA, employment.id)
    return next((row for row in found if same_combination(row.body, body)), None)


def put_components(
    call: Call, employment: Row, body: Mapping[str, Any], components: Components
) -> Row:
    """Give the record of a body's combination these components; it is added when it is new."""
    known = find_data(Rows(call.workspace), employment, body)
    note_approved(call, employment, body)
    if known is None:
        return add(call, DATA, employment, {**body, "payrollComponents": components})
    text = {"payslipText": body["payslipText"]} if body.get("payslipText") is not None else {}
    return change(call, known, {**known.body, **text, "payrollComponents": components})


def plain_combination(rows: Rows, employment: Row, period: Body, on: str) -> Body:
    """The combination of a period that says no more than it has to.

    It has the first shift, the normal payslip, and the distribution unit where the employment
    is on a day.
    """
    entity = current(rows, "organizational-entity", employment.id, on)
    units = rows.of_parent("distribution-unit", employment.employer or "")
    unit = {"key": units[0].id} if units else None
    return {
        "payrollPeriod": period,
        "shift": {"shiftNumber": 1},
        "payslipType": {"key": 1},
        "distributionUnit": unit if entity is None else entity.body["distributionUnit"],
        "costCenter": None,
        "costUnit": None,
        "payslipText": None,
    }


def note_approved(call: Call, employment: Row, body: Mapping[str, Any]) -> None:
    """Note that a period has an approved run: only a further run takes the data in."""
    rows = Rows(call.workspace)
    administration = administration_of(rows, employment)
    if administration is None or not body.get("payrollPeriod"):
        return
    period = period_of(dict(body))
    if period in approved_periods(rows, administration):
        text = (
            f"period {period[0]}-{period[1]} has an approved payroll run; "
            "a correction run or a later run takes this in"
        )
        call.finding(Finding("loket.payroll-period-data.approved-period", "our own choice", text))


def _upsert(call: Call, operation: OperationOf) -> Answer:
    """Insert a combination, or take its components over; raises Refusal."""
    rows, employment = Rows(call.workspace), named(call, operation)
    need(call, body_of(call), *_NEEDED)
    body = take_body(call, operation, employment, None).body
    known = find_data(rows, employment, body)
    before = [] if known is None else known.body["payrollComponents"]
    put_components(call, employment, body, merged(before, body["payrollComponents"]))
    return wire.done(call, operation)


def _create(call: Call, operation: OperationOf) -> Answer:
    answer = ENGINE[operation.shape](call, operation)
    employment = parent_of(call, operation)
    if employment is not None:
        note_approved(call, employment, body_of(call))
    return answer


def _change(call: Call, operation: OperationOf) -> Answer:
    row = target_of(call, operation)
    answer = ENGINE[operation.shape](call, operation)
    employment = Rows(call.workspace).get("employment", row.parent or "")
    if employment is not None:
        note_approved(call, employment, row.body)
    return answer


ACTIONS: Mapping[str, Served] = {
    "PatchPayrollPeriodDataByEmploymentId": _upsert,
    "PostPayrollPeriodDataByEmploymentId": _create,
    "PutPayrollPeriodDataByPayrollPeriodDataId": _change,
}
"""By operationId."""
