"""Users, their rights, and what they are told."""

from collections.abc import Mapping

from invaller.apis.loket.catalogue import OperationOf
from invaller_contracts.loket.preparing.common import linked, on_items, with_parameters
from invaller_contracts.loket.sweeping import Preparation, Sweep, Wanted


def _notified(sweep: Sweep, operation: OperationOf) -> Wanted:
    """A set of notifications of the provider, by its id."""
    found = sweep.known.first("notification-set")
    wanted = sweep.usual(operation)
    return Wanted(wanted.parameters, {**wanted.body, "notificationSet": {"id": found.id}})


def _authorized(sweep: Sweep, operation: OperationOf) -> Wanted:
    """The rights that a user has, as they are read."""
    wanted = sweep.usual(operation)
    found = sweep.known.first("authorization-set")
    name = "GetEmployerUserAuthorizationsByEmployerIdAndUserId"
    rights = list(sweep.loket.all(name, wanted.parameters))
    body = {"authorizationSet": {"id": found.id}, "authorizations": rights}
    return Wanted(wanted.parameters, body)


def _verified(resource: str) -> Preparation:
    def prepare(sweep: Sweep, operation: OperationOf) -> Wanted:
        found = sweep.known.first(resource)
        wanted = sweep.usual(operation)
        return Wanted(wanted.parameters, {"emailIdentity": found.record["emailIdentity"]})

    return prepare


def _linked(sweep: Sweep, operation: OperationOf) -> Wanted:
    """A user of the first employer, for the second one."""
    user = sweep.known.first("employer-user", lambda one: "zonnehof" in one["userName"]).id
    employer = sweep.known.all("employer")[1].id
    return Wanted({"employerId": employer}, {"userId": user, "departments": None})


def _tenant(sweep: Sweep, operation: OperationOf) -> Wanted:
    """A tenant of the provider, for the user in the path."""
    tenant = sweep.known.first("external-tenant").id
    user = "0c3b1a30-0d8a-4a7e-9b3e-0a4f0e0e2a11"
    body = {"externalTenant": {"id": tenant}, "externalUser": {"id": user}}
    return Wanted(sweep.usual(operation).parameters, body)


def _pending_invite(sweep: Sweep, operation: OperationOf) -> Wanted:
    invited = sweep.kept("PostInviteEmployerUserByEmployerId").content
    return Wanted({"userId": invited["id"]}, {"action": "Resend"})


def _transition(sweep: Sweep, operation: OperationOf) -> Wanted:
    """The first transition that a workflow allows; a change request begins one."""
    sweep.kept("PostChangeAddressRequestByEmployeeId")
    sweep.settle()
    employer = sweep.known.first("employer").id
    for workflow in sweep.loket.all("GetWorkflowsByEmployerId", employerId=employer):
        for allowed in workflow["allowedTransitions"] or ():
            return Wanted({"workflowId": workflow["id"]}, allowed["transitions"][0])
    raise LookupError("there is no workflow that can move on")


USERS: Mapping[str, Preparation] = {
    "GetAdditionalTaxliabilityByLicensePlateNumber": with_parameters(licensePlateNumber="K-456-ZX"),
    "GetAddressByPostalCodeAndHouseNumber": with_parameters(postalCode="2671 GH", houseNumber=112),
    "GetCompanyInformationByChamberOfCommerceNumber": with_parameters(
        chamberOfCommerceNumber="27123451"
    ),
    "PatchAnnouncements": on_items("announcement", action="markAsRead"),
    "PatchConfiguredExternalTenantByEmployerUserId": _tenant,
    "PatchConfiguredExternalTenantByProviderUserId": _tenant,
    "PatchEmployerUserAuthorizationsByUserId": _authorized,
    "PatchEmployerUserNotificationSettingsByUserId": _notified,
    "PatchEmployerUserInviteByUserId": _pending_invite,
    "PostLinkExistingUserByEmployerId": _linked,
    "PostVerifyEmailIdentityByEmployerId": _verified("employer-email-identity"),
    "PostVerifyEmailIdentityByProviderId": _verified("provider-email-identity"),
    "TransitionWorkflowByWorkflowId": _transition,
    "PatchEmployerUserLinkedDepartmentsByEmployerIdAndUserId": linked("department", "departmentId"),
    "PatchNotifications": on_items("notification", action="markAsRead"),
}
