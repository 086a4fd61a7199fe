"""The user who calls, and connections of users with applications: records with another name.

A path names the user by the token, and an integration by its application.
Source: Loket API V2, putUserByToken, putEmployerUserIntegrationByIntegrationId and
deleteEmployerUserIntegrationByUserIdAndApplicationId.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from invaller.apis.loket import wire
from invaller.apis.loket.access import session
from invaller.apis.loket.actions.writing import change, remove
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.engine.bodies import take_body
from invaller.apis.loket.engine.targets import check_if_match, parent_of, presenter_of, tag_of
from invaller.apis.loket.problems import not_found
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.views.users import own_body
from invaller.kernel.calls import Answer, Call

_ROLES = ("userSpecifiedRole", "userCustomSpecifiedRole")
_BLOCKS = ("contactInformation", "personalDetails")


def _change_user(call: Call, operation: OperationOf) -> Answer:
    """Change what a user may change of itself; members that are not sent stay."""
    _, grants = session(call)
    me = Rows(call.workspace).get("employer-user", grants.user)
    if me is None:
        raise not_found(call, "user", grants.user)
    shown_now = Row(me.resource, me.id, me.parent, me.employer, me.version, own_body(me))
    taken = take_body(call, operation, me, shown_now).body
    body = dict(me.body)
    for name in _BLOCKS:
        if taken.get(name) is not None:
            body[name] = {**(me.body.get(name) or {}), **taken[name]}
    if taken.get("user") is not None:
        body |= {name: taken["user"].get(name) for name in _ROLES}
    changed = change(call, me, body)
    whole = Row(me.resource, me.id, me.parent, me.employer, changed.version, own_body(changed))
    return wire.detail(call, operation, presenter_of(call, operation).record(whole))


def _integration(call: Call, operation: OperationOf) -> Row:
    """The connection of a user with the application in the path; raises Refusal (404)."""
    user, application = parent_of(call, operation), str(call.parameters["applicationId"]).lower()
    for row in Rows(call.workspace).of_parent("user-integration", user.id if user else None):
        if row.body["application"]["id"] == application:
            return row
    raise not_found(call, "integration with application", application)


def _change_integration(call: Call, operation: OperationOf) -> Answer:
    """Block a connection, or let it be used again."""
    row = _integration(call, operation)
    check_if_match(call, operation, row)
    changed = change(call, row, take_body(call, operation, row, row).body)
    shown = presenter_of(call, operation).record(changed)
    return wire.detail(call, operation, shown, tag=tag_of(call.workspace, changed))


def _delete_integration(call: Call, operation: OperationOf) -> Answer:
    row = _integration(call, operation)
    check_if_match(call, operation, row)
    remove(call, row)
    return wire.done(call, operation)


OWN_RECORDS: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "DeleteEmployerUserIntegrationByUserIdAndApplicationId": _delete_integration,
    "PutEmployerUserIntegrationByIntegrationId": _change_integration,
    "PutUserByToken": _change_user,
}
"""By operationId."""
