"""The handler of each operation, and who is let in."""

import re
from collections.abc import Mapping

from invaller.apis.prisma import access
from invaller.apis.prisma.acceptance import accept
from invaller.apis.prisma.operations import QUEUED
from invaller.apis.prisma.paths import findings_for
from invaller.apis.prisma.problems import unknown_path
from invaller.apis.prisma.results import get_result, worker_exists
from invaller.kernel.api import Handler
from invaller.kernel.calls import Call, Caller

HANDLERS: Mapping[str, Handler] = {
    **dict.fromkeys(QUEUED, accept),
    "getResult": get_result,
    "workerExists": worker_exists,
}
"""By operationId of specs/prisma/openapi.yaml."""


_WORKER_NUMBER = re.compile(r"[0-9]{1,7}", re.ASCII)


def admit(call: Call) -> Caller:
    """The user who calls; what is odd about the path is noted first.

    Raises Refusal: 403 for who may not call, 404 for a path about a worker that the manual
    does not have. Such a path is served by /worker/{StartDate}/{EndDate}, but a worker number
    has at most seven digits and a date eight (facts: prisma notes, trap 4).
    """
    for finding in findings_for(call.method, call.path):
        call.finding(finding)
    caller = access.admit(call)
    start = str(call.parameters.get("StartDate", ""))
    if call.operation == "getWorkersInService" and _WORKER_NUMBER.fullmatch(start):
        raise unknown_path(call)
    return caller
