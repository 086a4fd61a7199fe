"""The external tenant that a user signs in with, and email identities.

Source: Loket API V2, externalTenantEmployerUser, externalTenantProviderUser, emailIdentities.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.actions.writing import body_of, change, day_of, need, unknown
from invaller.apis.loket.catalogue import DELETE, OperationOf
from invaller.apis.loket.engine import ENGINE
from invaller.apis.loket.engine.bodies import take_body
from invaller.apis.loket.engine.targets import presenter_of, tag_of, target_of
from invaller.apis.loket.problems import broken_rule, not_found, refuse
from invaller.apis.loket.rows import Row, Rows
from invaller.kernel.calls import Answer, Call

_TEMPLATES: Mapping[str, str] = {
    "employer-email-identity": "employer-email-template",
    "provider-email-identity": "provider-email-template",
}
"""Templates that send by the email identities of a resource."""

_TENANT, _USER = "externalTenant", "externalUser"


def _read_tenant(call: Call, operation: OperationOf) -> Answer:
    """The tenant that is configured for a user, null without one."""
    return _shown_tenant(call, operation, _user(call, operation))


def _configure(call: Call, operation: OperationOf) -> Answer:
    """Configure the tenant of a user; empty externalTenant and externalUser take it away."""
    user = _user(call, operation)
    sent = body_of(call)
    both = [(sent.get(name) or {}).get("id") for name in (_TENANT, _USER)]
    if bool(both[0]) != bool(both[1]):
        raise broken_rule(
            call,
            f"[{_TENANT}] and [{_USER}] are both given, or both empty",
            (_TENANT, _USER),
            rule="loket.external-tenant.remove",
            source="Loket API V2, patchConfiguredExternalTenantByEmployerUserId",
            found=sent,
        )
    if not both[0]:
        user = change(call, user, {**user.body, _TENANT: None, _USER: None})
        return _shown_tenant(call, operation, user)
    tenant = Rows(call.workspace).get("external-tenant", str(both[0]))
    if tenant is None or tenant.parent not in _registered_at(call, user):
        raise refuse(call, unknown(f"{_TENANT}.id", both[0]))
    configured = {"id": tenant.id, "name": tenant.body.get("name")}
    body = {**user.body, _TENANT: configured, _USER: {"id": str(both[1]).lower()}}
    return _shown_tenant(call, operation, change(call, user, body))


def _user(call: Call, operation: OperationOf) -> Row:
    """The user of the path; those of providers are kept among those of employers."""
    (name,) = operation.path_parameters
    user = Rows(call.workspace).get("employer-user", str(call.parameters[name]))
    if user is None:
        raise not_found(call, "user", call.parameters[name])
    return user


def _registered_at(call: Call, user: Row) -> set[str | None]:
    """The employer of a user and its provider: whose tenants it may have."""
    employer = Rows(call.workspace).get("employer", user.parent or "")
    return {user.parent, None if employer is None else employer.parent} - {None}


def _shown_tenant(call: Call, operation: OperationOf, user: Row) -> Answer:
    shown = presenter_of(call, operation).record(user)
    return wire.detail(call, operation, shown, tag=tag_of(call.workspace, user))


def _verify(resource: str) -> Callable[[Call, OperationOf], Answer]:
    """Verify an email identity by its name; the outcome is kept with it."""

    def served(call: Call, operation: OperationOf) -> Answer:
        parent = target_of(call, operation)
        taken = take_body(call, operation, parent, None).body
        need(call, taken, "emailIdentity")
        name = str(taken["emailIdentity"]).lower()
        identities = Rows(call.workspace).of_parent(resource, parent.id)
        row = next((one for one in identities if _name_of(one.body) == name), None)
        if row is None:
            raise refuse(call, unknown("emailIdentity", taken["emailIdentity"]))
        today = day_of(call)
        verified = {
            "isDkimVerified": True,
            "isSpfVerified": True,
            "lastDkimVerifiedOn": today,
            "lastSpfVerifiedOn": today,
        }
        row = change(call, row, {**row.body, **verified})
        return wire.detail(call, operation, presenter_of(call, operation).record(row))

    return served


def _name_of(body: Mapping[str, Any]) -> str:
    return str(body.get("emailIdentity")).lower()


def _delete_identity(resource: str) -> Callable[[Call, OperationOf], Answer]:
    """Delete an email identity that no template sends by."""

    def served(call: Call, operation: OperationOf) -> Answer:
        row = target_of(call, operation)
        templates = Rows(call.workspace).of_parent(_TEMPLATES[resource], row.parent)
        used = [one.id for one in templates if _sends_by(one, _name_of(row.body))]
        if used:
            raise broken_rule(
                call,
                "the email identity is used by a template; change that first",
                rule="loket.provider-email-identity.in-use",
                source="Loket API V2, emailIdentities",
                found=used,
            )
        return ENGINE[DELETE](call, operation)

    return served


def _sends_by(template: Row, identity: str) -> bool:
    """Whether the sender of a template is an address of an email identity, which is a domain."""
    sender = str((template.body.get("email") or {}).get("senderEmail") or "")
    return sender.lower().endswith(f"@{identity}")


def _send_test(resource: str) -> Callable[[Call, OperationOf], Answer]:
    """Send an email to test an email identity: it goes nowhere."""

    def served(call: Call, operation: OperationOf) -> Answer:
        identifier = str(call.parameters["emailIdentityId"])
        if Rows(call.workspace).get(resource, identifier) is None:
            raise not_found(call, "email identity", identifier)
        need(call, body_of(call), "to")
        return wire.done(call, operation)

    return served


TENANTS: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "DeleteEmailIdentityByEmailIdentityId": _delete_identity("provider-email-identity"),
    "DeleteEmployerEmailIdentityByEmailIdentityId": _delete_identity("employer-email-identity"),
    "GetConfiguredExternalTenantByEmployerUserId": _read_tenant,
    "GetConfiguredExternalTenantByProviderUserId": _read_tenant,
    "PatchConfiguredExternalTenantByEmployerUserId": _configure,
    "PatchConfiguredExternalTenantByProviderUserId": _configure,
    "PostSendEmployerTestemailByEmailIdentityId": _send_test("employer-email-identity"),
    "PostSendProviderTestemailByEmailIdentityId": _send_test("provider-email-identity"),
    "PostVerifyEmailIdentityByEmployerId": _verify("employer-email-identity"),
    "PostVerifyEmailIdentityByProviderId": _verify("provider-email-identity"),
}
"""By operationId."""
