"""The employments of an employer that employer-wide lists count.

The filter settings of user, employer and client say which (Loket API V2, employments).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.views.common import current, visible
from invaller.apis.loket.views.filter_settings import settings_of
from invaller.kernel.calls import Call


def counted(call: Call, operation: OperationOf, employer: Row) -> list[Row]:
    """The employments of an employer that the user sees and the filter settings keep."""
    rows = Rows(call.workspace)
    seen = visible(call, operation, rows.of_employer("employment", employer.id))
    chosen = settings_of(call, employer.id)["employmentFilter"]
    today = wire.today(call).isoformat()
    return [row for row in seen if _kept(rows, row, chosen, today)]


def _kept(rows: Rows, employment: Row, chosen: Mapping[str, Any], today: str) -> bool:
    administrations = {one["key"] for one in chosen["filterOnAdministrations"]}
    departments = {one["key"] for one in chosen["filterOnDepartments"]}
    on_call = chosen["filterOnOnCallEmployment"]
    body = employment.body
    if administrations and _administration(body) not in administrations:
        return False
    if on_call is not None and body["isOnCallEmployment"] != on_call:
        return False
    if departments and _department(rows, employment.id, today) not in departments:
        return False
    return _has_status(body, str(chosen["filterOnEmployedStatus"]), today)


def _administration(body: Mapping[str, Any]) -> str | None:
    chosen = body.get("payrollAdministration") or body.get("nonPayrollAdministration")
    return chosen["id"] if chosen else None


def _department(rows: Rows, employment: str, today: str) -> str | None:
    entity = current(rows, "organizational-entity", employment, today)
    return None if entity is None else entity.body["department"]["key"]


def _has_status(body: Mapping[str, Any], status: str, today: str) -> bool:
    future = body["startDate"] > today
    historic = body["endDate"] is not None and body["endDate"] < today
    if status == "ActiveEmployments":
        return not future and not historic
    if status == "ActiveAndFutureEmployments":
        return not historic
    if status == "ActiveAndHistoricEmployments":
        return not future
    return True
