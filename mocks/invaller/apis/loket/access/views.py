"""What users and applications may do, as the API tells it: in step with what calls are allowed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from invaller.apis.loket.access.checking import facts_of, modules_of, session
from invaller.apis.loket.access.entities import Entity, entity_of_row, is_of_provider
from invaller.apis.loket.access.grants import grants_of
from invaller.apis.loket.access.rights import (
    activities,
    client_may,
    client_shown_as,
    identify_activity,
    right_of,
    rights,
    roles,
)
from invaller.apis.loket.access.steps import first_failure
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.problems import forbidden, not_found
from invaller.apis.loket.rows import Rows
from invaller.apis.loket.wire import listing, version_of
from invaller.kernel.calls import Answer, Call
from invaller.kernel.ids import uuid_from

View = Callable[[Call, OperationOf], Answer]
Record = dict[str, Any]

_NAMED_UNTIL = "2019-02-11"
"""Versions before this one have the name alone (facts: loket/notes.md, 4)."""

_LONGEST = 50
"""Characters that names have at most in the list of an application."""


def _of_employer(call: Call, operation: OperationOf) -> Answer:
    """The activities that pass the steps 1 to 4 at an employer."""
    entity = _entity(call, "employer", call.parameters["employerId"])
    named = version_of(call, operation).date < _NAMED_UNTIL
    records = [
        {"name": activity}
        if named
        else {"id": identify_activity(activity), "description": activity}
        for activity in _allowed(call, entity)
    ]
    return listing(call, operation, records)


def _of_provider(call: Call, operation: OperationOf) -> Answer:
    """The activities of a user of a provider; raises Refusal (403) for others."""
    _, grants = session(call)
    if not is_of_provider(grants):
        raise forbidden(
            call,
            "only users of a provider have authorizations there",
            rule="loket.authorization.provider-list-for-provider-users",
            found=grants.role.title,
        )
    entity = _entity(call, "provider", call.parameters["providerId"])
    records = [
        {"id": identify_activity(activity), "description": activity}
        for activity in _allowed(call, entity)
    ]
    return listing(call, operation, records)


def _of_application(call: Call, operation: OperationOf) -> Answer:
    """The activities of an application, with what users and employers need for each."""
    identifier = call.parameters["applicationId"].lower()
    if Rows(call.workspace).get("application", identifier) is None:
        raise not_found(call, "application", identifier)
    client = client_shown_as(identifier)
    records = [
        _needs(activity, one)
        for activity, one in activities().items()
        if client is not None and client_may(client, one)
    ]
    return listing(call, operation, records)


def _of_user(call: Call, operation: OperationOf) -> Answer:
    """The rights of a user at an employer."""
    user = call.parameters["userId"].lower()
    employer = call.parameters["employerId"].lower()
    if Rows(call.workspace).get("employer-user", user) is None:
        raise not_found(call, "employer-user", user)
    held = grants_of(call.workspace, user).rights_at(employer)
    allowed = roles()["employer"].rights
    records = [
        {
            "id": right.id,
            "description": right.name,
            "availableForEmployerUser": right.name in allowed,
            "isEnabled": right.name in held,
        }
        for right in rights().values()
    ]
    return listing(call, operation, records)


def _entity(call: Call, resource: str, identifier: str) -> Entity:
    rows = Rows(call.workspace)
    row = rows.get(resource, identifier)
    if row is None:
        raise not_found(call, resource, identifier)
    return entity_of_row(rows, row)


def _allowed(call: Call, entity: Entity) -> Iterator[str]:
    """Activities that the user of a call may perform with the client of the call."""
    application, grants = session(call)
    rows = Rows(call.workspace)
    modules = modules_of(rows, entity.employer) if entity.employer is not None else None
    for activity, operation in activities().items():
        facts = facts_of(rows, grants, application, operation, entity, modules)
        if first_failure(replace(facts, entity=None)) is None:
            yield activity


def _needs(activity: str, operation: OperationOf) -> Record:
    right = right_of(operation)
    allowed = [role for role in roles().values() if right.name in role.rights]
    modules = [right.module] if right.module else []
    return {
        "id": identify_activity(activity),
        "activity": activity[:_LONGEST],
        "displayName": activity[:_LONGEST],
        "allowedRoles": [{"id": role.id, "description": role.title} for role in allowed],
        "requiredEmployerModules": [
            {"id": uuid_from("loket", "module", name), "description": name} for name in modules
        ],
        "requiredUserAuthorizations": [
            {
                "id": right.id,
                "description": right.name[:_LONGEST],
                "availableForEmployerUser": right.name in roles()["employer"].rights,
            }
        ],
    }


VIEWS: Mapping[str, View] = {
    "GetAuthorizationsByEmployerId": _of_employer,
    "GetAuthorizationsByProviderId": _of_provider,
    "GetApplicationAuthorizationsByApplicationId": _of_application,
    "GetEmployerUserAuthorizationsByEmployerIdAndUserId": _of_user,
}
