"""Filter settings of the user, for each employer and client that the user works with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.access import sees, session
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.checking import check_body
from invaller.apis.loket.domain.shaping import kept
from invaller.apis.loket.problems import broken_rule, forbidden, refuse
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.views.common import View, record
from invaller.kernel.calls import Answer, Call
from invaller.kernel.ids import uuid_from

RESOURCE = "user-filter-settings"

_ALL: Mapping[str, Any] = {
    "employmentFilter": {
        "filterOnAdministrations": [],
        "filterOnDepartments": [],
        "filterOnEmployedStatus": "AllEmployments",
        "filterOnOnCallEmployment": None,
    }
}
"""What a user has who set nothing (assumed)."""


def settings_of(call: Call, employer: str) -> Mapping[str, Any]:
    """The filter settings of the user of a call at an employer, with the client of the call."""
    row = Rows(call.workspace).get(RESOURCE, _identify(call, employer))
    return _ALL if row is None else row.body


def _identify(call: Call, employer: str) -> str:
    client, grants = session(call)
    return uuid_from("loket", RESOURCE, grants.user, employer, client)


def _employer(call: Call) -> Row:
    """The employer in the path; raises Refusal (404, or 403 without access to it)."""
    employer = record(call, "employer", "employerId")
    if not sees(call, employer):
        reason = f"the user has no access to employer {employer.id}"
        raise forbidden(call, reason, rule="loket.authorization.entity")
    return employer


def _read(call: Call, operation: OperationOf) -> Answer:
    settings = settings_of(call, _employer(call).id)
    return wire.detail(call, operation, settings, tag=wire.digest(settings))


def _change(call: Call, operation: OperationOf) -> Answer:
    """Replace the settings; raises Refusal (400) for departments of another employer."""
    employer = _employer(call)
    form = operation.request_form()
    if form is not None:
        faults = check_body(form, call.body, whole=True)
        if faults:
            raise refuse(call, *faults)
    rows = Rows(call.workspace)
    body = _ALL if form is None else kept(form, call.body)
    _check(call, rows, body["employmentFilter"], employer.id)
    identifier = _identify(call, employer.id)
    old = rows.get(RESOURCE, identifier)
    if old is None:
        rows.add(RESOURCE, None, employer.id, dict(body), identifier)
    else:
        rows.replace(old, dict(body))
    return wire.detail(call, operation, body)


_LISTS = (
    ("filterOnAdministrations", ("payroll-administration", "non-payroll-administration")),
    ("filterOnDepartments", ("department",)),
)


def _check(call: Call, rows: Rows, chosen: Mapping[str, Any], employer: str) -> None:
    for field, resources in _LISTS:
        for one in chosen[field] or ():
            found = (rows.get(resource, str(one["key"])) for resource in resources)
            if not any(row is not None and row.parent == employer for row in found):
                where = f"employmentFilter.{field}"
                raise broken_rule(
                    call,
                    f"[{where}] has an invalid value",
                    (where,),
                    rule="loket.metadata.unknown-key",
                    code=12,
                    found=one["key"],
                )


FILTER_SETTINGS: Mapping[str, View] = {
    "GetUserFilterSettingsByEmployerId": _read,
    "PutUserFilterSettingsByEmployerId": _change,
}
"""By operationId."""
