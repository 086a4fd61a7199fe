"""The two calls that are answered directly: Result and workerExists.

Source: Link2Prisma manual, 2, 4.5 and 4.6; members: facts, prisma_fields.json, envelopes.
"""

import re
from typing import Any

from invaller.apis.prisma import queue
from invaller.apis.prisma.acceptance import missing_employer, refuse_form
from invaller.apis.prisma.access import READ, check_right, employer_of
from invaller.apis.prisma.domain.outcome import WAITING
from invaller.apis.prisma.kinds import WORKERS
from invaller.apis.prisma.problems import answer, unknown_identifier
from invaller.kernel.calls import Answer, Call
from invaller.kernel.explanations import Explanation

_MEMBERS = {
    "ID": "id",
    "Action": "action",
    "Type": "type",
    "Employer": "employer",
    "Worker": "worker",
    "Statuscode": "statuscode",
    "StatusDescription": "statusDescription",
    "User": "user",
    "Response": "response",
}
"""The nine members of a Result, and where an entry keeps them. All are strings."""

_INSS = re.compile(r"([0-9]{1,11})(\.0)?", re.ASCII)
"""Clients send the number as text, and as a number: without its first zeros, or as a float."""


def get_result(call: Call) -> Answer:
    """Status and response of an entry; raises Refusal (404) for an identifier nobody gave."""
    # No employer is needed here, but a header that says None is worth a finding.
    employer_of(call)
    workspace, identifier = call.workspace, str(call.parameters["GUID"]).lower()
    stored = queue.find(workspace, identifier)
    if stored is None:
        raise unknown_identifier(call, identifier)
    if stored["statuscode"] == WAITING:
        workspace.polled(queue.API, queue.ENTRY, identifier, call.now)
        stored = queue.find(workspace, identifier) or stored
    for explanation in stored["explanations"]:
        call.explain(Explanation(**explanation))
    if stored["statuscode"] == WAITING:
        queue.hasten(workspace, identifier, call.now)
    return answer(200, {member: stored[name] for member, name in _MEMBERS.items()})


def worker_exists(call: Call) -> Answer:
    """Whether an employer has a worker with a national register number."""
    employer = employer_of(call)
    if not employer:
        return refuse_form(call, employer, (missing_employer(),))
    check_right(call, employer, READ)
    number = _worker_number(call, employer, str(call.parameters["rrnr"]))
    return answer(
        200,
        {
            "UniqueIdentifier": queue.mint_identifier(call.workspace),
            "WorkerExists": number is not None,
            "WorkerNumber": number or 0,
        },
    )


def _worker_number(call: Call, employer: str, text: str) -> int | None:
    """The number of the employer's worker, the highest if there are several; None: unknown."""
    match = _INSS.fullmatch(text.strip())
    if match is None:
        return None
    where: dict[str, Any] = {"employer": employer, "inss": match[1].zfill(11)}
    workers = call.workspace.documents.find(WORKERS, where)
    return max((int(worker["number"]) for worker in workers), default=None)
