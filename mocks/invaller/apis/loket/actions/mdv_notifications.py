"""MDV notifications: leavers that are to be told to the pension fund, collected once.

Terminating an employment with createMdvEntry makes one (facts: loket/fields.tsv, TerminatePatch).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from invaller.apis.loket.actions.payroll_calculation import administration_of
from invaller.apis.loket.actions.writing import add, remove
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.views.common import context, listed, named
from invaller.kernel.calls import Answer, Call

Body = dict[str, Any]

MDV = "mdv-notification"
"""Rows below a payroll administration: the id of an `employment`."""

_GENDERS: Mapping[int, str] = {1: "M", 2: "V"}
_DETAILS = ("dateOfBirth", "initials", "lastName", "prefix")


def note_mdv(call: Call, employment: Row) -> None:
    """Let the end of an employment be told; of one without payroll administration it is not."""
    administration = administration_of(Rows(call.workspace), employment)
    if administration is not None:
        add(call, MDV, administration, {"employment": employment.id})


def _collect(call: Call, operation: OperationOf) -> Answer:
    """The notifications since the last time they were collected."""
    rows, administration = Rows(call.workspace), named(call, operation)
    notifications = rows.of_parent(MDV, administration.id)
    around = context(call, administration)
    bodies = [_shown(rows, administration, one) for one in notifications]
    for one in notifications:
        remove(call, one)
    return listed(call, operation, ((body, around) for body in bodies if body))


def _shown(rows: Rows, administration: Row, notification: Row) -> Body:
    """Who left and when; nothing of an employment that is gone."""
    employment = rows.get("employment", notification.body["employment"])
    employee = rows.get("employee", employment.parent or "") if employment is not None else None
    if employment is None or employee is None:
        return {}
    details = employee.body["personalDetails"]
    return {
        "employee": {
            **{name: details.get(name) for name in _DETAILS},
            "citizenServiceNumber": employee.body.get("citizenServiceNumber"),
            "gender": _GENDERS.get((details.get("gender") or {"key": 0})["key"], ""),
        },
        "employment": {
            "startDate": employment.body["startDate"],
            "endDate": employment.body.get("endDate"),
            "claExternalParty": None,
        },
        "payrollAdministration": {
            "payrollTaxesNumber": administration.body.get("payrollTaxesNumber")
        },
    }


ACTIONS: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "PatchMdvNotificationsByPayrollAdministrationId": _collect
}
"""By operationId."""
