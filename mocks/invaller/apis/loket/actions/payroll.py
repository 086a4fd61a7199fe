"""Everything that operations about payroll do, and the work that they queue, in one mapping."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from invaller.apis.loket.actions import (
    declarations_to_authorities,
    employee_declarations,
    journal_runs,
    mdv_notifications,
    payroll_periods,
    payroll_runs,
    period_data,
    proforma,
    read_marks,
    response_messages,
    run_defaults,
    wage_proposals,
)
from invaller.apis.loket.catalogue import OperationOf
from invaller.kernel.api import Process
from invaller.kernel.calls import Answer, Call

PAYROLL: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    **declarations_to_authorities.ACTIONS,
    **employee_declarations.ACTIONS,
    **journal_runs.ACTIONS,
    **mdv_notifications.ACTIONS,
    **payroll_periods.ACTIONS,
    **payroll_runs.ACTIONS,
    **period_data.ACTIONS,
    **proforma.ACTIONS,
    **read_marks.ACTIONS,
    **response_messages.ACTIONS,
    **run_defaults.ACTIONS,
    **wage_proposals.ACTIONS,
}
"""By operationId."""

PAYROLL_PROCESS: Mapping[str, Process] = {
    **declarations_to_authorities.PROCESS,
    **journal_runs.PROCESS,
    **payroll_runs.PROCESS,
    **proforma.PROCESS,
    **response_messages.PROCESS,
}
"""By kind of pending work."""
