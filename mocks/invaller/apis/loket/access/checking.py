"""Who calls, and whether the call is authorized: asked before anything of it is checked."""

import re
from collections.abc import Callable

from invaller.apis.loket.access.entities import Entity, entity_of, entity_of_row, why_not
from invaller.apis.loket.access.grants import EMPLOYEE, MANAGER, Grants, grants_of
from invaller.apis.loket.access.notes import NOTES, may_read
from invaller.apis.loket.access.rights import client_may, right_of
from invaller.apis.loket.access.steps import Denied, Facts, first_failure
from invaller.apis.loket.catalogue import CATALOGUE, OperationOf
from invaller.apis.loket.problems import forbidden, unauthorized
from invaller.apis.loket.rows import Row, Rows
from invaller.kernel.calls import Call, Caller
from invaller.kernel.explanations import Explanation
from invaller.kernel.identity.accounts import APPLICATIONS, NoSession, Session, session_of

_BEARER = re.compile(r"Bearer ([\w-]+)", re.ASCII)
_OF_EVERY_EMPLOYER = ("download-request",)
"""Resources that need right and module at every employer (getDownloadRequestsByBearerToken)."""

_RULES = {
    "expired": "loketoauth.token.expiry",
    "second-factor": "loketoauth.authorize.two-factor-state",
    "blocked": "loket.authorization.blocked-user",
}


def admit(call: Call) -> Caller:
    """The user of an application who calls; raises Refusal (401, or 403 with its reason)."""
    session = _session(call)
    operation = CATALOGUE.operations[call.operation]
    denied = denied_to(call, session, operation)
    if denied is not None:
        raise forbidden(
            call,
            denied.reason,
            rule=denied.rule,
            where="header Authorization",
            found=denied.found,
            expected=denied.expected,
        )
    grants = grants_of(call.workspace, session.user["id"])
    return Caller(
        session.application["clientId"],
        enterprise_number="",
        role=grants.role_key,
        represents=(),
        scopes=(),
        user=session.user["id"],
    )


def denied_to(call: Call, session: Session, operation: OperationOf) -> Denied | None:
    """The step at which a call is refused, None when it is authorized."""
    rows, grants = Rows(call.workspace), grants_of(call.workspace, session.user["id"])
    name = session.application["name"]
    entities = [entity_of(rows, operation, call.parameters)]
    if operation.resource in _OF_EVERY_EMPLOYER:
        entities += _employers(rows, grants)
    denials = (first_failure(facts_of(rows, grants, name, operation, one)) for one in entities)
    return next((denied for denied in denials if denied is not None), None)


def _employers(rows: Rows, grants: Grants) -> list[Entity]:
    """The employers that a user has access to."""
    found = (entity_of_row(rows, row) for row in rows.of_parent("employer", None))
    return [one for one in found if why_not(rows, grants, one) is None]


def facts_of(
    rows: Rows,
    grants: Grants,
    application: str,
    operation: OperationOf,
    entity: Entity | None,
    modules: frozenset[str] | None = None,
) -> Facts:
    """What the steps need to know about an operation on a record, or on none.

    modules: those of the employer, where they are at hand.
    """
    right = right_of(operation)
    employer = entity.employer if entity is not None else None
    if modules is None and employer is not None and right.module is not None:
        modules = modules_of(rows, employer)
    reached = employer is not None and grants.reaches(
        employer, entity.provider if entity is not None else None
    )
    return Facts(
        activity=CATALOGUE.belongs_to(operation).activity,
        right=right.name,
        client=application,
        client_may=client_may(application, operation),
        user_rights=grants.rights_at(employer if reached else None),
        role=grants.role.title,
        role_rights=grants.role.rights,
        module=right.module,
        modules=modules,
        entity=None if entity is None else why_not(rows, grants, entity),
    )


def modules_of(rows: Rows, employer: str) -> frozenset[str]:
    """The modules that an employer has enabled."""
    return frozenset(row.body["description"] for row in rows.of_parent("module", employer))


def session(call: Call) -> tuple[str, Grants]:
    """The name of the application and the grants of the user of a call that was admitted.

    Raises LookupError when nobody was admitted.
    """
    if call.caller is None or call.caller.user is None:
        raise LookupError(f"operation {call.operation} was reached without a user")
    application = call.workspace.documents.get(APPLICATIONS, call.caller.client_id)
    name = application["name"] if application is not None else ""
    return name, grants_of(call.workspace, call.caller.user)


def limits(call: Call, operation: OperationOf) -> Callable[[Row], bool] | None:
    """Which records of a list the user of a call sees; None when it sees all of them."""
    _, grants = session(call)
    everywhere = operation.path_parameters and grants.role_key not in (MANAGER, EMPLOYEE)
    if operation.resource in NOTES:
        return lambda row: may_read(grants, row.body) and (bool(everywhere) or sees(call, row))
    return None if everywhere else lambda row: sees(call, row)


def sees(call: Call, row: Row) -> bool:
    """Whether the user of a call sees a record in lists, and may act on it in a multi-patch."""
    _, grants = session(call)
    rows = Rows(call.workspace)
    return why_not(rows, grants, entity_of_row(rows, row)) is None


def _session(call: Call) -> Session:
    header = call.headers.get("authorization", "")
    match = _BEARER.fullmatch(header)
    if match is None:
        scheme = header.partition(" ")[0]
        message = "the call carries no bearer token; ask one at /token"
        raise unauthorized(call, _why("loket.header.authorization-bearer", message, scheme))
    found = session_of(call.workspace, match[1], call.now)
    if isinstance(found, NoSession):
        rule = _RULES.get(found.reason, "loket.status.401-body")
        raise unauthorized(call, _why(rule, found.message))
    return found


def _why(rule: str, message: str, found: str | None = None) -> Explanation:
    expected = "Bearer <access token>"
    return Explanation(
        rule,
        "Loket API V2, Headers; HTTP status codes (401)",
        message,
        where="header Authorization",
        found=found,
        expected=expected,
    )
