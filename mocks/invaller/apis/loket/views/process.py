"""Where payroll stands: the overview of an administration, and the list of a provider."""

from __future__ import annotations

from collections.abc import Mapping

from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.option_lists import option_of
from invaller.apis.loket.payroll_results import APPROVED
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.views.common import Body, View, context, listed, named, visible
from invaller.apis.loket.views.periods import period_in_path
from invaller.kernel.calls import Answer, Call

_NONE, _APPROVE, _START = 0, 1, 2
_READY, _QUEUED, _ERROR, _DONE = 1, 2, 3, 6
"""Keys of actions and statuses of the overview (options/payroll.yaml, assumed)."""

_OF_RUN: Mapping[int, int] = {0: _QUEUED, 1: _READY, 7: _ERROR, APPROVED: _DONE}
_OF_JOURNAL: Mapping[int, int] = {
    0: _QUEUED,
    2: _ERROR,
    4: _READY,
    5: _QUEUED,
    6: _ERROR,
    7: _DONE,
}
_OF_DECLARATION: Mapping[int, int] = {1: _QUEUED, 2: _ERROR, 3: _READY, 5: _DONE, 6: _DONE}
"""Status of the overview by status of the last run, journal run or declaration."""

_ADDITIONAL: Mapping[str, str] = {
    "payrollStatus": "2.1",
    "journalStatus": "2.1",
    "payrollTaxReturnStatus": "2",
    "pensionDeclarationStatus": "2",
}
"""Key of the additional information of a queued status."""

_BLOCKED: Mapping[str, str] = {
    "payrollPossibleActions": "0.7",
    "journalPossibleActions": "0.7",
    "payrollTaxReturnPossibleActions": "0.13",
    "pensionDeclarationPossibleActions": "UPAC014",
}
"""Key of the additional information of an action that something queued stands in the way of."""


def _overview(call: Call, operation: OperationOf) -> Answer:
    """The asked period, the one before and the one after."""
    rows, administration = Rows(call.workspace), named(call, operation)
    first = period_in_path(call, administration, "payrollPeriodIdStart")
    last = first
    if call.parameters.get("payrollPeriodIdEnd") is not None:
        last = period_in_path(call, administration, "payrollPeriodIdEnd")
    every = rows.of_parent("payroll-period", administration.id)
    identifiers = [row.id for row in every]
    start, end = identifiers.index(first.id), identifiers.index(last.id)
    around = context(call, administration)
    chosen = every[max(0, start - 1) : end + 2]
    bodies = [_of_period(rows, administration, period) for period in chosen]
    return listed(call, operation, ((body, around) for body in bodies))


def _of_period(rows: Rows, administration: Row, period: Row) -> Body:
    run = _last(rows, "payroll-run", administration, period, "payrollPeriod")
    journal = _last_journal(rows, administration, run)
    tax_return = _last(rows, "payroll-tax-return", administration, period, "period")
    pension = _last(rows, "upa-pension-declaration", administration, period, "period")
    payroll = _status(run, "payrollRunStatus", _OF_RUN)
    approved = payroll == _DONE
    declared = _status(tax_return, "payrollTaxReturnStatus", _OF_DECLARATION)
    pensioned = _status(pension, "upaPensionDeclarationStatus", _OF_DECLARATION)
    journalled = _status(journal, "journalRunStatus", _OF_JOURNAL)
    kind = "regular" if run is None else run.body.get("typeOfInitiation") or "regular"
    return {
        "payrollPeriod": {name: period.body[name] for name in ("year", "periodNumber")},
        "payroll": {
            **_block("payroll", payroll, _START if payroll == _NONE else None),
            "typeOfInitiationLastPayrollRun": kind,
        },
        "journal": _block("journal", journalled, _START if approved else _NONE),
        "payrollTaxReturn": _block("payrollTaxReturn", declared, _START if approved else _NONE),
        "pensionDeclaration": {
            **_block("pensionDeclaration", pensioned, _START if approved else _NONE),
            "pensionAdministratorType": "UPA",
        },
    }


def _last(rows: Rows, resource: str, administration: Row, period: Row, member: str) -> Row | None:
    key = (period.body["year"], period.body["periodNumber"])
    found = [
        row
        for row in rows.of_parent(resource, administration.id)
        if row.body.get(member)
        and (row.body[member]["year"], row.body[member]["periodNumber"]) == key
    ]
    return found[-1] if found else None


def _last_journal(rows: Rows, administration: Row, run: Row | None) -> Row | None:
    found = [
        row
        for row in rows.of_parent("journal-run", administration.id)
        if run is not None and row.body["payrollRun"]["payrollRunId"] == run.id
    ]
    return found[-1] if found else None


def _status(row: Row | None, member: str, statuses: Mapping[int, int]) -> int:
    return _NONE if row is None else statuses.get(row.body[member]["key"], _NONE)


def _block(name: str, status: int, start: int | None) -> Body:
    """Status and possible actions of one part, with what they have to add."""
    action = {_READY: _APPROVE, _NONE: start or _NONE}.get(status, _NONE)
    shown, actions = f"{name}Status", f"{name}PossibleActions"
    queued = status == _QUEUED
    return {
        shown: {"key": status, f"{shown}AdditionalInfo": _added(shown, _ADDITIONAL, queued)},
        actions: {"key": action, f"{actions}AdditionalInfo": _added(actions, _BLOCKED, queued)},
    }


def _added(name: str, keys: Mapping[str, str], queued: bool) -> Body:
    """What a status or action has to add; the document shows none as nothing to tell."""
    if not queued:
        return {"key": "0", "value": ""}
    return option_of(f"{name}AdditionalInfo", keys[name])


def _process_status(call: Call, operation: OperationOf) -> Answer:
    """The administrations of a provider with the state of their payroll in a period."""
    rows, provider = Rows(call.workspace), named(call, operation)
    wanted = rows.get("payroll-period", str(call.parameters["payrollPeriodId"]))
    bodies = []
    for employer in visible(call, operation, rows.of_parent("employer", provider.id)):
        for row in rows.of_parent("payroll-administration", employer.id):
            period = _same_period(rows, row, wanted)
            if period is not None:
                bodies.append((_standing(rows, employer, row, period), context(call, row)))
    return listed(call, operation, bodies)


def _same_period(rows: Rows, administration: Row, wanted: Row | None) -> Row | None:
    """The period of an administration with the year and number of the wanted one."""
    if wanted is None:
        return None
    key = (wanted.body["year"], wanted.body["periodNumber"])
    found = rows.of_parent("payroll-period", administration.id)
    return next((row for row in found if (row.body["year"], row.body["periodNumber"]) == key), None)


def _standing(rows: Rows, employer: Row, administration: Row, period: Row) -> Body:
    run = _last(rows, "payroll-run", administration, period, "payrollPeriod")
    status = (
        0 if run is None else {0: 2, 1: 1, 6: 6, 9: 9}.get(run.body["payrollRunStatus"]["key"], 0)
    )
    method = 2 if run is None else run.body["methodOfCreation"]["key"]
    return {
        **administration.body,
        "id": administration.id,
        "employerId": employer.id,
        "employerLogo": employer.body.get("employerLogo"),
        "payrollPeriod": {
            "year": period.body["year"],
            "periodNumber": period.body["periodNumber"],
            "announcements": {"hasUnreadAnnouncements": _unread(rows, "announcement", employer)},
            "notifications": {"hasUnreadNotifications": _unread(rows, "notification", employer)},
            "payrollProcess": {
                "status": option_of("payroll-process-status.status", status),
                "methodOfCreation": option_of("methodOfCreation", method),
            },
        },
    }


def _unread(rows: Rows, resource: str, employer: Row) -> bool:
    return any(not row.body["isRead"] for row in rows.of_parent(resource, employer.id))


PROCESS: Mapping[str, View] = {
    "GetPayrollProcessOverviewByPayrollAdministrationId": _overview,
    "GetPayrollProcessStatusByProviderId": _process_status,
}
"""By operationId."""
