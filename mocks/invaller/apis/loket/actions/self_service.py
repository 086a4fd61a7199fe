"""Access of employees to self service: invites, access and the day on which it ends.

Source: Loket API V2, employeeSelfService and patchRevokeEmployeeSelfServiceAccessByEmployeeId.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from invaller.apis.loket import wire
from invaller.apis.loket.actions.multi_patch import Item, NoSuchRecord, multi_patch, record_of
from invaller.apis.loket.actions.writing import API, body_of, change, in_background, user_of
from invaller.apis.loket.catalogue import CATALOGUE, OperationOf
from invaller.apis.loket.domain.comparing import LEGAL_ZONE
from invaller.apis.loket.domain.faults import Broken, Fault
from invaller.apis.loket.engine.bodies import take_body
from invaller.apis.loket.engine.targets import target_of
from invaller.apis.loket.rows import Row, Rows
from invaller.kernel.api import Process
from invaller.kernel.calls import Answer, Call
from invaller.kernel.pending import Work
from invaller.kernel.workspace import Workspace

NO_ACCESS, BLOCKED, ACCESS, INVITED = 1, 2, 3, 4
"""Keys of statusEmployeeSelfService (options/persons.yaml)."""

STATUS, TWO_FACTOR, REVOKE_ON = (
    "statusEmployeeSelfService",
    "twoFactor",
    "revokeEmployeeSelfServiceAccessOn",
)
_REVOKE = "self-service-revocation"
_AT_NIGHT = time(1, 0)
"""When access is taken, in legal time (the document says: during the night)."""

_FROM_TO: Mapping[str, tuple[int, int]] = {
    "SendInvite": (NO_ACCESS, INVITED),
    "RevokeInvite": (INVITED, NO_ACCESS),
    "RevokeAccess": (ACCESS, BLOCKED),
    "ReinstateAccess": (BLOCKED, ACCESS),
    "ResendUsername": (ACCESS, ACCESS),
    "DisableTwoFactorAuthentication": (ACCESS, ACCESS),
}
"""The status that an action needs and the one that it gives (assumed)."""


def _act(call: Call, item: Item) -> None:
    """Change the access of one employee."""
    employee = record_of(call, "employee", item, "employeeId")
    action, status = item["action"], status_of(employee)
    needed, then = _FROM_TO[action]
    if status != needed:
        raise Broken(
            Fault(
                "loket.employee-self-service.impossible-action",
                f"[action] {action} is not possible with status {status}",
                "action",
                found=action,
                expected=[name for name, (start, _) in _FROM_TO.items() if start == status],
                source="Loket API V2, employeeSelfService",
            )
        )
    body = {**employee.body, STATUS: {"key": then}}
    if action == "DisableTwoFactorAuthentication":
        body[TWO_FACTOR] = False
    change(call, employee, body)


def _act_at_employer(call: Call, item: Item) -> None:
    """Change the access of one employee of the employer of the path."""
    employee = record_of(call, "employee", item, "employeeId")
    if employee.parent != str(call.parameters["employerId"]).lower():
        raise NoSuchRecord("employee", employee.id)
    _act(call, item)


def _revoke_on(call: Call, operation: OperationOf) -> Answer:
    """Set or clear the day on which the access of an employee ends."""
    employee = target_of(call, operation)
    taken = take_body(call, operation, employee, employee).body
    day = taken.get(REVOKE_ON) if REVOKE_ON in body_of(call) else employee.body.get(REVOKE_ON)
    change(call, employee, {**employee.body, REVOKE_ON: day})
    if day is not None:
        payload = {"day": day, "user": user_of(call)}
        wait = _night_of(day, call.now) - call.now
        call.workspace.schedule(API, _REVOKE, employee.id, payload, now=call.now, delay=wait)
    return wire.done(call, operation)


def _revoke(workspace: Workspace, work: Work, now: datetime) -> None:
    """Take the access of an employee, unless another day was set since."""
    employee = Rows(workspace).get("employee", work.subject)
    if employee is None or employee.body.get(REVOKE_ON) != work.payload["day"]:
        return
    if status_of(employee) in (ACCESS, INVITED):
        operation = CATALOGUE.operations["PatchRevokeEmployeeSelfServiceAccessByEmployeeId"]
        call = in_background(workspace, operation, work.payload["user"], now)
        change(call, employee, {**employee.body, STATUS: {"key": BLOCKED}})


def status_of(employee: Row) -> int:
    """The key of the status of an employee."""
    return int((employee.body.get(STATUS) or {"key": NO_ACCESS})["key"])


def _night_of(day: str, now: datetime) -> datetime:
    """When access ends that is revoked on a day: that night, or the next one to come."""
    due = datetime.combine(date.fromisoformat(day), _AT_NIGHT, LEGAL_ZONE)
    if due > now:
        return due
    today = now.astimezone(LEGAL_ZONE).date()
    tonight = datetime.combine(today, _AT_NIGHT, LEGAL_ZONE)
    return tonight if tonight > now else tonight + timedelta(days=1)


SELF_SERVICE: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "PatchEmployeeSelfServiceAccessByEmployeeId": multi_patch(_act, key="employeeId"),
    "PatchEmployeeSelfServiceAccessByEmployerId": multi_patch(_act_at_employer, key="employeeId"),
    "PatchRevokeEmployeeSelfServiceAccessByEmployeeId": _revoke_on,
}
"""By operationId."""

SELF_SERVICE_WORK: Mapping[str, Process] = {_REVOKE: _revoke}
"""By kind of pending work."""
