"""Operations that do more than keep one record: by operationId, and the work they queue."""

from collections.abc import Callable, Mapping

from invaller.apis.loket.actions.payroll import PAYROLL, PAYROLL_PROCESS
from invaller.apis.loket.actions.people import PEOPLE, PEOPLE_PROCESS
from invaller.apis.loket.catalogue import OperationOf
from invaller.kernel.api import Process
from invaller.kernel.calls import Answer, Call

ACTIONS: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    **PAYROLL,
    **PEOPLE,
}
"""By operationId; they go before the engine where both serve an operation."""

PROCESS: Mapping[str, Process] = {**PAYROLL_PROCESS, **PEOPLE_PROCESS}
"""What does the pending work of queued operations, by its kind."""
