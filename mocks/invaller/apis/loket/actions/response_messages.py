"""Response messages of the Belastingdienst: put aside, and taken in each quarter of an hour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from invaller.apis.loket import wire
from invaller.apis.loket.actions import background
from invaller.apis.loket.actions.declarations_to_authorities import RESPONSE, by_reference
from invaller.apis.loket.actions.writing import body_of, need
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.comparing import LEGAL_ZONE
from invaller.apis.loket.domain.response_xml import is_xml
from invaller.apis.loket.domain.run_states import TAX_RETURN
from invaller.apis.loket.problems import broken_rule
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.views.common import named
from invaller.kernel.api import Process
from invaller.kernel.calls import Answer, Call
from invaller.kernel.pending import Work
from invaller.kernel.workspace import Workspace

_SOURCE = "Loket API V2, postSendResponseMessageByPayrollTaxReturnId"
_MINUTES = 15

_OUTCOMES: Mapping[str, tuple[int, int]] = {"accepted": (1, 1), "error": (2, 26)}
"""Keys of responseType and responseClass by outcome, the usual one first (assumed)."""


def _send(find: Callable[[Call, OperationOf], Row]) -> Callable[[Call, OperationOf], Answer]:
    def served(call: Call, operation: OperationOf) -> Answer:
        row = find(call, operation)
        need(call, body_of(call), "responseMessageFile")
        message = str(body_of(call)["responseMessageFile"])
        if not is_xml(message):
            raise broken_rule(
                call,
                "[responseMessageFile] is no well-formed XML",
                ("responseMessageFile",),
                rule="loket.payroll-tax-return.response-validated",
                source=_SOURCE,
                expected="XML, as it is or in base64, without a document type",
            )
        wait = _until_next_round(call.now)
        background.schedule(call.workspace, RESPONSE, row, {}, call.now, wait)
        return wire.accepted(call, operation)

    return served


def _until_next_round(now: datetime) -> timedelta:
    """How long it takes until the process runs next: on each quarter of an hour."""
    begun = timedelta(
        minutes=now.minute % _MINUTES, seconds=now.second, microseconds=now.microsecond
    )
    return timedelta(minutes=_MINUTES) - begun


def process_response(workspace: Workspace, work: Work, now: datetime) -> None:
    """Show a response message in its tax return; raises ValueError for an unknown outcome."""
    rows = Rows(workspace)
    row = rows.get(TAX_RETURN, work.subject)
    outcome = work.payload.get("outcome") or next(iter(_OUTCOMES))
    if outcome not in _OUTCOMES:
        raise ValueError(f"it ends {', '.join(_OUTCOMES)}; not {outcome!r}")
    if row is None:
        return
    kind, response_class = _OUTCOMES[outcome]
    message = {
        "dateOfReceipt": now.astimezone(LEGAL_ZONE).date().isoformat(),
        "responseType": {"key": kind},
        "responseClass": {"key": response_class},
    }
    known = row.body.get("responseMessages") or []
    rows.replace(row, {**row.body, "responseMessages": [*known, message]})


ACTIONS: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "PostSendResponseMessageByMessageReference": _send(by_reference),
    "PostSendResponseMessageByPayrollTaxReturnId": _send(named),
}
"""By operationId."""

PROCESS: Mapping[str, Process] = {RESPONSE: process_response}
"""By kind of pending work."""
