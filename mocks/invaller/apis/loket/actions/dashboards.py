"""Who has a license for the dashboard of an employer (Loket API V2, dashboardLicenses)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.actions.writing import add, remove, unknown
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.engine.targets import presenter_of, target_of
from invaller.apis.loket.problems import refuse
from invaller.apis.loket.rows import Body, Row, Rows
from invaller.kernel.calls import Answer, Call

LICENSE = "dashboard"
_NAMES = ("firstName", "initials", "lastName", "prefix")


def _replace(call: Call, operation: OperationOf) -> Answer:
    """Replace the licenses of an employer by those of the body; answers all of them."""
    employer, rows = target_of(call, operation), Rows(call.workspace)
    bodies = [_license(call, rows, one) for one in call.body or ()]
    for row in rows.of_parent(LICENSE, employer.id):
        remove(call, row)
    kept = [add(call, LICENSE, employer, body) for body in bodies]
    return wire.listing(call, operation, presenter_of(call, operation).records(kept))


def _license(call: Call, rows: Rows, sent: Mapping[str, Any]) -> Body:
    """A license with the name of its user; null is one that nobody has."""
    user = ((sent.get("license") or {}).get("user") or {}).get("userId")
    if user is None:
        return {"license": None}
    row: Row | None = rows.get("employer-user", str(user))
    if row is None:
        raise refuse(call, unknown("license.user.userId", user))
    details = {name: row.body["personalDetails"].get(name) for name in _NAMES}
    return {"license": {"user": {"userId": row.id, "personalDetails": details}}}


DASHBOARDS: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "PutDashboardLicensesByEmployerId": _replace,
}
"""By operationId."""
