"""Users, their rights, and what they are told."""

from collections.abc import Mapping

from invaller.apis.loket.catalogue import OperationOf
from invaller_contracts.loket.preparing.common import on_items, with_parameters
from invaller_contracts.loket.sweeping import Preparation, Sweep, Wanted


def _set_of(resource: str, member: str) -> Preparation:
    """A set of the provider, by its id."""

    def prepare(sweep: Sweep, operation: OperationOf) -> Wanted:
        found = sweep.known.first(resource)
        wanted = sweep.usual(operation)
        return Wanted(wanted.parameters, {**wanted.body, member: {"id": found.id}})

    return prepare


USERS: Mapping[str, Preparation] = {
    "GetAdditionalTaxliabilityByLicensePlateNumber": with_parameters(licensePlateNumber="K-456-ZX"),
    "GetAddressByPostalCodeAndHouseNumber": with_parameters(
        postalCode="2671 GH", houseNumber=112
    ),
    "GetCompanyInformationByChamberOfCommerceNumber": with_parameters(
        chamberOfCommerceNumber="27123451"
    ),
    "PatchAnnouncements": on_items("announcement", action="markAsRead"),
    "PatchEmployerUserAuthorizationsByUserId": _set_of("authorization-set", "authorizationSet"),
    "PatchEmployerUserNotificationSettingsByUserId": _set_of("notification-set", "notificationSet"),
    "PatchNotifications": on_items("notification", action="markAsRead"),
}
