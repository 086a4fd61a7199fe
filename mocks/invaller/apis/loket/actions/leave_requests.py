"""Leave requests: accepted, rejected, reopened and changed, and leave that came from one.

Source: Loket API V2, leaveRequest and leave; fidelity ledger, loket.leave-request.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from invaller.apis.loket import engine
from invaller.apis.loket.actions.multi_patch import Item, multi_patch, record_of
from invaller.apis.loket.actions.writing import add, body_of, by_user, change, day_of, remove
from invaller.apis.loket.catalogue import CHANGE, DELETE, OperationOf
from invaller.apis.loket.domain.actions import leaves
from invaller.apis.loket.engine.targets import target_of
from invaller.apis.loket.leave_sums import balances_of
from invaller.apis.loket.problems import broken_rule
from invaller.apis.loket.rows import Row, Rows
from invaller.kernel.calls import Answer, Call
from invaller.kernel.clock import render_instant

_FROM_A_REQUEST = {"key": 4}
"""Option of meansOfCreation (options/leave.yaml)."""

_KEPT_WHEN_HANDLED = ("startDate", "endDate", "numberOfUnits", "isAccrual", "leaveType")
"""Members of a leave request that cannot change once it is handled."""


def _act(call: Call, item: Item) -> None:
    """Accept, reject or reopen a leave request; accepted ones become leave."""
    request = record_of(call, "leave-request", item)
    status = leaves.status_after(item["action"], request.body["leaveRequestStatus"]["key"])
    open_again = status == leaves.SUBMITTED
    handled = {
        "leaveRequestStatus": {"key": status},
        "handledBy": None if open_again else by_user(call),
        "handledTime": None if open_again else render_instant(call.now),
    }
    change(call, request, {**request.body, **handled})
    if status == leaves.ACCEPTED:
        _give(call, request)


def _give(call: Call, request: Row) -> None:
    """Add the leave of an accepted request; of Verlof up to two records, related to each other."""
    rows, body = Rows(call.workspace), request.body
    employment = rows.get("employment", request.parent or "")
    if employment is None:
        raise LookupError(f"leave request {request.id} is of no employment")
    left = _statutory_left(call, rows, employment, int(body["startDate"][:4]))
    parts = leaves.parts_of(body["leaveType"]["key"], body["numberOfUnits"], left)
    ids = [rows.mint("leave") for _ in parts]
    for identifier, (kind, units) in zip(ids, parts, strict=True):
        sibling = next((other for other in ids if other != identifier), None)
        leave = {
            "leaveType": {"key": kind},
            "numberOfUnits": units,
            "isAccrual": body["isAccrual"],
            "startDate": body["startDate"],
            "endDate": body["endDate"],
            "unitType": body.get("unitType"),
            "comment": body.get("commentEmployee"),
            "origin": {"leavePolicy": None, "meansOfCreation": _FROM_A_REQUEST},
            "relatedLeave": None if sibling is None else {"id": sibling},
            "relatedLeaveRequest": {"id": request.id},
        }
        add(call, "leave", employment, leave, identifier)


def _statutory_left(call: Call, rows: Rows, employment: Row, year: int) -> float:
    found = balances_of(rows, employment, day_of(call))
    own = [one for one in found if one.year <= year and one.kind == leaves.STATUTORY]
    return own[-1].balance if own else 0.0


def _change(call: Call, operation: OperationOf) -> Answer:
    """Change a leave request; once it is handled only commentHandler may change."""
    request = target_of(call, operation)
    if request.body["leaveRequestStatus"]["key"] != leaves.SUBMITTED:
        sent = body_of(call)
        touched = [name for name in _KEPT_WHEN_HANDLED if _differs(request.body, sent, name)]
        if touched:
            raise broken_rule(
                call,
                f"[{touched[0]}] cannot change: the leave request was handled",
                touched,
                rule="loket.leave-request.put-while-submitted",
                source="Loket API V2, putLeaveRequestByLeaveRequestId",
                found=sent.get(touched[0]),
                expected=request.body[touched[0]],
            )
    return engine.ENGINE[CHANGE](call, operation)


def _differs(body: Mapping[str, Any], sent: Mapping[str, Any], name: str) -> bool:
    old, new = body.get(name), sent.get(name)
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return old.get("key") != new.get("key")
    return name in sent and old != new


def _delete_leave(call: Call, operation: OperationOf) -> Answer:
    """Delete leave; with leave from a request goes its sibling, and the request is done with."""
    leave, rows = target_of(call, operation), Rows(call.workspace)
    answer = engine.ENGINE[DELETE](call, operation)
    sibling = _named(rows, "leave", leave.body.get("relatedLeave"))
    if sibling is not None:
        remove(call, sibling)
    request = _named(rows, "leave-request", leave.body.get("relatedLeaveRequest"))
    if request is not None:
        deleted = {"leaveRequestStatus": {"key": leaves.DELETED}}
        change(call, request, {**request.body, **deleted})
    return answer


def _named(rows: Rows, resource: str, related: Mapping[str, str] | None) -> Row | None:
    return None if related is None else rows.get(resource, related["id"])


LEAVE_REQUESTS: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "PatchLeaveRequestsByLeaveRequestIds": multi_patch(_act),
    "PutLeaveRequestByLeaveRequestId": _change,
    "DeleteLeaveByLeaveId": _delete_leave,
}
"""By operationId."""
