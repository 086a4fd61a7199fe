"""Operations that do more than keep one record: by operationId, and the work they queue."""

from collections.abc import Callable, Mapping

from invaller.apis.loket.actions.absences import ABSENCES
from invaller.apis.loket.actions.employments import EMPLOYMENTS
from invaller.apis.loket.actions.hiring import HIRING
from invaller.apis.loket.actions.payroll import PAYROLL, PAYROLL_PROCESS
from invaller.apis.loket.catalogue import OperationOf
from invaller.kernel.api import Process
from invaller.kernel.calls import Answer, Call

ACTIONS: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    **ABSENCES,
    **EMPLOYMENTS,
    **HIRING,
    **PAYROLL,
}
"""By operationId; they go before the engine where both serve an operation."""

PROCESS: Mapping[str, Process] = {**PAYROLL_PROCESS}
"""What does the pending work of queued operations, by its kind."""
