"""Users of an employer who are added and deleted, with the account by which they sign in.

A new user has access to its employer and no rights there yet: those are assigned at the
employer (Loket API V2, Which users can use the API). The account lies with the service that
signs users in; one of Azure AD has no password there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from invaller.apis.loket.access import Grants, keep_grants
from invaller.apis.loket.access.grants import EMPLOYER
from invaller.apis.loket.actions.writing import body_of
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.engine.targets import target_of
from invaller.apis.loket.engine.writing import create, delete
from invaller.apis.loket.rows import Row, Rows
from invaller.kernel.calls import Answer, Call
from invaller.kernel.identity.accounts import USERS

_NAMES = ("initials", "firstName", "prefix", "lastName")


def _add(call: Call, operation: OperationOf) -> Answer:
    """Add a user who can sign in, with access to its employer; raises Refusal."""
    answer = create(call, operation)
    user = Rows(call.workspace).get("employer-user", str(answer.body["content"]["id"]))
    if user is None or user.parent is None:
        raise LookupError("a user was added and is not there")
    keep_grants(call.workspace, Grants(user.id, EMPLOYER, None, {user.parent: frozenset()}))
    name = user.body.get("userName")
    if name:
        password = (body_of(call).get("ssoAccount") or {}).get("password")
        call.workspace.documents.put(USERS, user.id, _account(user, name, password))
    return answer


def _delete(call: Call, operation: OperationOf) -> Answer:
    """Delete a user, who has access to nothing and cannot sign in from then on."""
    user = target_of(call, operation)
    answer = delete(call, operation)
    call.workspace.documents.delete(USERS, user.id)
    keep_grants(call.workspace, Grants(user.id, EMPLOYER, None, {}))
    return answer


def _account(user: Row, name: str, password: str | None) -> dict[str, Any]:
    """The account of a user as the sign-in service keeps it; without password it signs in
    elsewhere.
    """
    details: Mapping[str, Any] = user.body.get("personalDetails") or {}
    return {
        "id": user.id,
        "username": name.lower(),
        "password": password,
        **{one: details.get(one) for one in _NAMES},
        "blocked": False,
        "webservice": False,
    }


USER_ACCOUNTS: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "PostEmployerUserByEmployerId": _add,
    "DeleteEmployerUserByUserId": _delete,
}
"""By operationId."""
