"""What belongs to the user who calls: employers, integrations, own data, links elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.access import grants_of, session
from invaller.apis.loket.access.entities import entity_of_row, why_not
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.pictures import PICTURE
from invaller.apis.loket.problems import not_found
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.views.common import (
    View,
    context,
    detailed,
    listed,
    named,
    record,
    seen_by_user,
)
from invaller.kernel.calls import Answer, Call
from invaller.kernel.clock import render_instant
from invaller.kernel.ids import uuid_from

_HOST = "https://example.invalid"
"""Where links to other systems lead: nowhere, on purpose."""

_LINK_MINUTES = 15


def _own_employers(call: Call, operation: OperationOf) -> Answer:
    """The employers of the user, in all their members or in fewer."""
    found = seen_by_user(call, Rows(call.workspace).of_parent("employer", None))
    return _employers(call, operation, found)


def _linked_employers(call: Call, operation: OperationOf) -> Answer:
    """The employers that a user has access to."""
    rows, user = Rows(call.workspace), record(call, "employer-user", "userId")
    grants = grants_of(call.workspace, user.id)
    every = rows.of_parent("employer", None)
    found = [row for row in every if why_not(rows, grants, entity_of_row(rows, row)) is None]
    return _employers(call, operation, found)


def _employers(call: Call, operation: OperationOf, found: Iterable[Row]) -> Answer:
    rows = Rows(call.workspace)
    return listed(
        call, operation, ((_with_logos(call, rows, row), context(call, row)) for row in found)
    )


def _with_logos(call: Call, rows: Rows, row: Row) -> dict[str, Any]:
    """An employer with the URLs of its logo and that of its provider."""
    provider = rows.get(PICTURE, row.parent or "")
    url = f"{call.base}/providers/employers/{row.id}/providerlogo"
    shown = None if provider is None else f"{url}/{provider.body['version']}"
    return {**row.body, "id": row.id, "providerLogo": shown}


def _qwoater(call: Call, operation: OperationOf) -> Answer:
    """Employers that have the Qwoater module."""
    rows, records = Rows(call.workspace), []
    for row in seen_by_user(call, rows.of_parent("employer", None)):
        modules = {one.body["description"] for one in rows.of_parent("module", row.id)}
        if "Qwoater" in modules:
            number = rows.version_number(row.id)
            records.append(
                {"id": row.id, "providerId": row.parent, "lastModifiedVersionNumber": number}
            )
    return wire.listing(call, operation, records)


def _own_integrations(call: Call, operation: OperationOf) -> Answer:
    _, grants = session(call)
    return _integrations(call, operation, grants.user)


def _integrations_of(call: Call, operation: OperationOf) -> Answer:
    return _integrations(call, operation, record(call, "employer-user", "userId").id)


def _integrations(call: Call, operation: OperationOf, user: str) -> Answer:
    """One object in _embedded, as the document shows it; the first of the user's."""
    found = Rows(call.workspace).of_parent("user-integration", user)
    return wire.detail(call, operation, found[0].body if found else {})


def _me(call: Call) -> Row:
    _, grants = session(call)
    row = Rows(call.workspace).get("employer-user", grants.user)
    if row is None:
        raise not_found(call, "user", grants.user)
    return row


def _user(call: Call, operation: OperationOf) -> Answer:
    """The user who calls."""
    me = _me(call)
    return detailed(call, operation, own_body(me), context(call, me))


def own_body(me: Row) -> dict[str, Any]:
    """The body of a user as the user sees it, with its roles in a block."""
    names = ("userSpecifiedRole", "userCustomSpecifiedRole")
    return {**me.body, "user": {name: me.body.get(name) for name in names}}


def _campus(call: Call, operation: OperationOf) -> Answer:
    user = record(call, "employer-user", "userId")
    until = render_instant(call.now + timedelta(minutes=_LINK_MINUTES))
    return detailed(call, operation, {"url": f"{_HOST}/campus/{user.id}", "validUntilDate": until})


def _benify(call: Call, operation: OperationOf) -> Answer:
    return detailed(call, operation, {"url": f"{_HOST}/benify/{named(call, operation).id}"})


def _dashboard(call: Call, operation: OperationOf) -> Answer:
    employer = named(call, operation)
    return detailed(call, operation, {"dashboardLocation": f"{_HOST}/dashboard/{employer.id}"})


def _new_business(call: Call, operation: OperationOf) -> Answer:
    """A link with a token for Data New Business: of the user, or for an employer."""
    _, grants = session(call)
    whose = str(call.parameters.get("employerId", grants.user))
    token = uuid_from(call.workspace.settings.seed, "loket.data-new-business", whose)
    url = f"{_HOST}/datanewbusiness?token={token}"
    return detailed(call, operation, {"dataNewBusinessToken": url, "expiresIn": _LINK_MINUTES * 60})


def _ideal(call: Call, operation: OperationOf) -> Answer:
    return detailed(call, operation, {"url": f"{_HOST}/ideal/{named(call, operation).id}"})


def _ideal_status(call: Call, operation: OperationOf) -> Answer:
    """Nothing is known of a payment that nobody made."""
    tax_return = named(call, operation)
    return detailed(
        call, operation, {"lastStatusRequest": None, "status": tax_return.body.get("ideal")}
    )


USERS: Mapping[str, View] = {
    "GetBenifyUrlByEmployeeId": _benify,
    "GetDataNewBusinessToken": _new_business,
    "GetDataNewBusinessTokenByEmployerId": _new_business,
    "GetEmployerDashboardByEmployerId": _dashboard,
    "GetEmployerUserIntegrationsByUserId": _integrations_of,
    "GetEmployersByUserId": _own_employers,
    "GetEmployersMinimizedByUser": _own_employers,
    "GetIdealPaymentStatusByPayrollTaxReturnId": _ideal_status,
    "GetIdealUrlByPayrollTaxReturnId": _ideal,
    "GetIntegrationsByBearerToken": _own_integrations,
    "GetLinkedEmployersByUserId": _linked_employers,
    "GetQwoaterEmployersByUser": _qwoater,
    "GetUserByToken": _user,
    "GetYourcampusUrlByUserId": _campus,
}
"""By operationId."""
