"""Declarations of employees: accepting, rejecting, and taking them into the payroll data.

Statuses: 1 open, 2 approved, 3 refused, 5 processed, 6 unprocessable (facts: loket/notes.md, 9).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from invaller.apis.loket.actions.multi_patch import Item, multi_patch, record_of
from invaller.apis.loket.actions.payroll_calculation import administration_of
from invaller.apis.loket.actions.period_data import find_data, plain_combination, put_components
from invaller.apis.loket.actions.run_periods import as_option
from invaller.apis.loket.actions.writing import by_user, change
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.faults import INVALID_VALUE, Broken, Fault
from invaller.apis.loket.domain.period_data import added
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.views.trails import STATUS_CHANGE
from invaller.kernel.calls import Answer, Call
from invaller.kernel.clock import render_instant

DECLARATION = "declaration"
_OPEN, _APPROVED, _REFUSED, _PROCESSED = 1, 2, 3, 5
_REVIEWED: Mapping[str, int] = {"accept": _APPROVED, "reject": _REFUSED}
_REVIEW = "Loket API V2, patchReviewDeclarationsByDeclarationIds"
_PROCESS = "Loket API V2, patchProcessDeclarationsByDeclarationId"


def _review(call: Call, item: Item) -> None:
    """Accept or reject an open declaration; raises Broken."""
    row = record_of(call, DECLARATION, item)
    _need(row, _OPEN, "loket.declaration.review", _REVIEW)
    _become(call, row, _REVIEWED[item["action"]], {})


def _process(call: Call, item: Item) -> None:
    """Put an approved declaration into the payroll period data of a period; raises Broken."""
    rows, row = Rows(call.workspace), record_of(call, DECLARATION, item)
    _need(row, _APPROVED, "loket.declaration.process", _PROCESS)
    employment = rows.get("employment", row.parent or "")
    if employment is None:
        raise LookupError(f"declaration {row.id} has no employment")
    period = _period(rows, employment, item)
    option = as_option((period.body["year"], period.body["periodNumber"]))
    data = plain_combination(rows, employment, option, period.body["endDate"])
    known = find_data(rows, employment, data)
    before = [] if known is None else known.body["payrollComponents"]
    units = float(row.body["numberOfUnits"])
    components = added(before, row.body["payrollComponent"]["key"], units)
    put_components(call, employment, data, components)
    _become(call, row, _PROCESSED, {"processedInPayrollPeriod": option})


def _period(rows: Rows, employment: Row, item: Item) -> Row:
    """The period of the employment's administration that an element names; raises Broken."""
    administration = administration_of(rows, employment)
    row = rows.get("payroll-period", str(item.get("payrollPeriodId")))
    if row is None or administration is None or row.parent != administration.id:
        raise Broken(
            Fault(
                "loket.metadata.unknown-key",
                "[payrollPeriodId] has an invalid value",
                "payrollPeriodId",
                INVALID_VALUE,
                found=item.get("payrollPeriodId"),
                source=_PROCESS,
            )
        )
    return row


def _need(row: Row, status: int, rule: str, source: str) -> None:
    found = row.body["declarationStatus"]["key"]
    if found != status:
        text = f"[declarationStatus] status {status} is needed; it is {found}"
        raise Broken(
            Fault(rule, text, "declarationStatus", found=found, expected=status, source=source)
        )


def _become(call: Call, row: Row, status: int, members: dict[str, Any]) -> None:
    """Give a declaration a status, and its audit trail an entry."""
    change(call, row, {**row.body, **members, "declarationStatus": {"key": status}})
    entry = {
        "status": {"key": status},
        "performedBy": by_user(call),
        "performedOn": render_instant(call.now),
        "comment": None,
    }
    Rows(call.workspace).add(STATUS_CHANGE, row.id, row.employer, entry)


ACTIONS: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "PatchProcessDeclarationsByDeclarationId": multi_patch(_process, needs=("payrollPeriodId",)),
    "PatchReviewDeclarationsByDeclarationIds": multi_patch(_review),
}
"""By operationId."""
