"""Users of employers: invited, linked, and what they may do and hear of.

Source: Loket API V2, employerUser, employerUserAuthorizations,
employerUserNotificationSettings and linkedDepartments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.access import Grants, grants_of, keep_grants, rights
from invaller.apis.loket.access.grants import EMPLOYER
from invaller.apis.loket.actions.additions import filled
from invaller.apis.loket.actions.multi_patch import Item, NoSuchRecord, multi_patch
from invaller.apis.loket.actions.writing import add, body_of, change, unknown
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.engine.bodies import take_body
from invaller.apis.loket.engine.targets import presenter_of, tag_of, target_of
from invaller.apis.loket.problems import broken_rule, not_found, refuse
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.surroundings import context_of
from invaller.apis.loket.views.common import record
from invaller.kernel.calls import Answer, Call
from invaller.kernel.clock import render_instant

NO_ACCESS, ACCESS, INVITED = 2, 3, 4
"""Keys of accessStatus (options/access.yaml)."""

_BY_PASSWORD = {"key": 1}
_SETTING = "employer-user-notification-setting"


def _invite(call: Call, operation: OperationOf) -> Answer:
    """Make a user with a pending invite, who may do nothing yet."""
    employer = target_of(call, operation)
    taken = take_body(call, operation, employer, None).body
    mail = taken["contactInformation"]["emailAddress"]
    told = {name: value for name, value in taken.items() if name != "destinationForSecret"}
    given = {
        **told,
        "accessStatus": {"key": INVITED},
        "loginMethod": _BY_PASSWORD,
        "userName": mail[:50],
        "dateTimeCreation": render_instant(call.now),
    }
    context = context_of(Rows(call.workspace), employer)
    user = add(
        call, "employer-user", employer, filled(call.workspace, "employer-user", given, context)
    )
    keep_grants(call.workspace, Grants(user.id, EMPLOYER, None, {employer.id: frozenset()}))
    return _shown(call, operation, user)


def _change_invite(call: Call, operation: OperationOf) -> Answer:
    """Resend or revoke an invite that is pending."""
    user = target_of(call, operation)
    taken = take_body(call, operation, user, user).body
    action, status = taken.get("action"), user.body["accessStatus"]["key"]
    if action is None or status != INVITED:
        raise broken_rule(
            call,
            "[action] Resend and Revoke need an invite that is pending",
            ("action",),
            rule="loket.employer-user.invite-actions",
            source="Loket API V2, patchEmployerUserInviteByUserId",
            found=status,
            expected=INVITED,
        )
    if action == "Revoke":
        user = change(call, user, {**user.body, "accessStatus": {"key": NO_ACCESS}})
    return _shown(call, operation, user)


def _link(call: Call, operation: OperationOf) -> Answer:
    """Give a user of another employer access to this one, with the rights that it has there."""
    employer, rows = target_of(call, operation), Rows(call.workspace)
    sent = body_of(call)
    user = rows.get("employer-user", str(sent.get("userId")))
    if user is None or user.parent in (None, employer.id):
        raise refuse(call, unknown("userId", sent.get("userId")))
    departments = {str(one).lower() for one in sent.get("departments") or ()}
    known = {one.id for one in rows.of_parent("department", employer.id)}
    if departments - known:
        raise refuse(call, unknown("departments", sorted(departments - known), sorted(known)))
    held = grants_of(call.workspace, user.id)
    linked = held.with_rights(employer.id, held.rights_at(user.parent))
    keep_grants(call.workspace, replace(linked, departments=held.departments | departments))
    change(call, user, {**user.body, "isLinkedToMultipleEmployers": True})
    return wire.done(call, operation)


def _authorize(call: Call, operation: OperationOf) -> Answer:
    """Enable and disable rights of a user at an employer; others stay as they are."""
    user, employer = target_of(call, operation), record(call, "employer", "employerId")
    taken = take_body(call, operation, employer, employer).body
    names = {right.id: right.name for right in rights().values()}
    held = grants_of(call.workspace, user.id)
    kept = set(held.employers.get(employer.id, held.rights_at(employer.id)))
    for number, one in enumerate(taken.get("authorizations") or ()):
        name = names.get(str(one.get("id")))
        if name is None:
            raise refuse(call, unknown(f"authorizations[{number}].id", one.get("id")))
        if one.get("isEnabled"):
            kept.add(name)
        else:
            kept.discard(name)
    keep_grants(call.workspace, held.with_rights(employer.id, kept))
    return wire.done(call, operation)


def _notify(call: Call, operation: OperationOf) -> Answer:
    """Set how a user hears of notifications, by type; types that are not sent stay.

    notificationSet enables and disables nothing.
    """
    user, rows = target_of(call, operation), Rows(call.workspace)
    taken = take_body(call, operation, user, user).body
    held = {_type_of(row.body): row for row in rows.of_parent(_SETTING, user.id)}
    for one in taken.get("notifications") or ():
        row = held.get(_type_of(one))
        if row is None:
            held[_type_of(one)] = add(call, _SETTING, user, one)
        else:
            held[_type_of(one)] = change(call, row, {**row.body, **_told(one)})
    return wire.done(call, operation)


def _link_department(call: Call, item: Item) -> None:
    """Link or unlink a department and the user of the path."""
    rows = Rows(call.workspace)
    employer = str(call.parameters["employerId"]).lower()
    department = rows.get("department", str(item["departmentId"]))
    if department is None or department.parent != employer:
        raise NoSuchRecord("department", item["departmentId"])
    held = grants_of(call.workspace, str(call.parameters["userId"]).lower())
    both = held.departments | {department.id}
    linked = both if item["action"] == "link" else both - {department.id}
    keep_grants(call.workspace, replace(held, departments=linked))


def _link_departments(call: Call, operation: OperationOf) -> Answer:
    """Link and unlink departments of a user; raises Refusal (404) for an unknown user."""
    user = target_of(call, operation)
    employer = record(call, "employer", "employerId")
    if not grants_of(call.workspace, user.id).reaches(employer.id, employer.parent):
        raise not_found(call, "employer-user", user.id)
    return multi_patch(_link_department, key="departmentId")(call, operation)


def _type_of(setting: Mapping[str, Any]) -> int | None:
    kind = setting.get("notificationType")
    return None if kind is None else int(kind["key"])


def _told(setting: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in setting.items() if value is not None}


def _shown(call: Call, operation: OperationOf, user: Row) -> Answer:
    shown = presenter_of(call, operation).record(user)
    return wire.detail(call, operation, shown, tag=tag_of(call.workspace, user))


USERS: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "PatchEmployerUserAuthorizationsByUserId": _authorize,
    "PatchEmployerUserInviteByUserId": _change_invite,
    "PatchEmployerUserLinkedDepartmentsByEmployerIdAndUserId": _link_departments,
    "PatchEmployerUserNotificationSettingsByUserId": _notify,
    "PostInviteEmployerUserByEmployerId": _invite,
    "PostLinkExistingUserByEmployerId": _link,
}
"""By operationId."""
