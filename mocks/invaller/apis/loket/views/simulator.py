"""What the payroll simulator starts with: the present wage and hours of an employment."""

from __future__ import annotations

from collections.abc import Mapping

from invaller.apis.loket import wire
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.rows import Rows
from invaller.apis.loket.views.common import View, context, current, detailed, named
from invaller.kernel.calls import Answer, Call

_FULL_TIME = 40


def _data(call: Call, operation: OperationOf) -> Answer:
    rows, employment = Rows(call.workspace), named(call, operation)
    today = wire.today(call)
    wage = current(rows, "wage", employment.id, today.isoformat())
    hours = current(rows, "working-hours", employment.id, today.isoformat())
    body = {
        "payrollPeriodType": {"key": 1} if wage is None else wage.body["payrollPeriodType"],
        "startDateDeviations": today.replace(day=1).isoformat(),
        "wage": {
            "class": "Basisloon",
            "currentWage": None if wage is None else wage.body["grossWage"],
            "type": {"key": 1},
        },
        "workingHours": {
            "currentHoursPerWeek": None if hours is None else hours.body["deviatingHoursPerWeek"],
            "shift": {"fullTimeHoursPerWeek": _FULL_TIME},
        },
    }
    return detailed(call, operation, body, context(call, employment))


SIMULATOR: Mapping[str, View] = {"GetPayrollSimulatorDataByEmploymentId": _data}
"""By operationId."""
