"""Payroll runs: initiating, approving, cancelling and undoing them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.actions import background
from invaller.apis.loket.actions.background import Conclude
from invaller.apis.loket.actions.multi_patch import Item, multi_patch, record_of
from invaller.apis.loket.actions.payroll_calculation import results_of
from invaller.apis.loket.actions.run_periods import (
    approved_periods,
    as_option,
    known_periods,
    period_of,
)
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.faults import Broken, Fault
from invaller.apis.loket.domain.run_periods import (
    YEARS_BACK,
    Period,
    next_period,
    regular_periods,
)
from invaller.apis.loket.domain.run_states import (
    APG,
    JOURNAL_RUN,
    MACHINES,
    MAKE,
    PAYROLL_RUN,
    TAX_RETURN,
    UPA,
)
from invaller.apis.loket.engine.bodies import take_body
from invaller.apis.loket.payroll_results import approved_runs, drop_results, keep_results
from invaller.apis.loket.problems import refuse
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.views.common import named
from invaller.kernel.api import Process
from invaller.kernel.calls import Answer, Call
from invaller.kernel.workspace import Workspace

Body = dict[str, Any]

_QUEUED, _READY = 0, 1
_INITIATE = "Loket API V2, postInitiatePayrollRunByPayrollAdministrationId"
_UNDO = "Loket API V2, undoPayrollRunByPayrollRunId"
_REGULAR, _WITHOUT = "regular", "withoutEmploymentData"
_OPENING: Mapping[str, Any] = {
    "approvalTime": None,
    "approvedBy": None,
    "errorsAndWarnings": {"hasErrors": False, "hasWarnings": False},
    "processingFinishedTime": None,
    "removeTime": None,
    "removedBy": None,
    "sequenceNumberApproved": None,
}


def _initiate(call: Call, operation: OperationOf) -> Answer:
    """Make a run with status 0 and queue it; raises Refusal."""
    rows, administration = Rows(call.workspace), named(call, operation)
    _check_year(call, call.body)
    body = take_body(call, operation, administration, None).body
    asked = body.pop("initiationParameters")
    kind, period = asked["typeOfInitiation"], period_of(body)
    faults = [
        *_busy(rows, administration, "loket.payroll-run.one-at-a-time", _INITIATE),
        *_wrong_period(rows, administration, kind, period),
        *_not_null(kind, {**body, **asked}),
    ]
    if faults:
        raise refuse(call, *faults)
    runs = rows.of_parent(PAYROLL_RUN, administration.id)
    number = 1 + sum(period_of(run.body) == period for run in runs)
    begun = {**_OPENING, **body, **asked, "sequenceNumber": number}
    begun["sendEmailToEmployee"] = bool(begun["sendEmailToEmployee"])
    run = background.requested(call, MACHINES[PAYROLL_RUN], begun, administration)
    return wire.accepted(call, operation, {"id": run.id})


def _check_year(call: Call, body: Any) -> None:
    """Hold the year against the oldest one; asked first, as such years may have no periods."""
    period = body.get("payrollPeriod") if isinstance(body, Mapping) else None
    year = period.get("year") if isinstance(period, Mapping) else None
    oldest = wire.today(call).year - YEARS_BACK
    if isinstance(year, int) and year < oldest:
        raise refuse(
            call,
            Fault(
                "loket.payroll-run.seven-years",
                f"[payrollPeriod.year] lies more than {YEARS_BACK} years back",
                "payrollPeriod.year",
                found=year,
                expected=f"{oldest} or later",
                nearest=oldest,
                source=_INITIATE,
            ),
        )


def _busy(rows: Rows, administration: Row, rule: str, source: str) -> Iterator[Fault]:
    """A run that is queued or waits for approval stands in the way."""
    for run in rows.of_parent(PAYROLL_RUN, administration.id):
        status = run.body["payrollRunStatus"]["key"]
        if status in (_QUEUED, _READY):
            yield Fault(
                rule,
                f"payroll run {run.id} has status {status}; finish or cancel it first",
                found=status,
                source=source,
            )


def _wrong_period(rows: Rows, administration: Row, kind: str, period: Period) -> Iterator[Fault]:
    known, approved = known_periods(rows, administration), approved_periods(rows, administration)
    if kind == _WITHOUT:
        following = next_period(known, approved)
        allowed = [] if following is None else [following]
        rule = "loket.payroll-run.without-employment-data-period"
    else:
        allowed = regular_periods(known, approved, period[0])
        rule = "loket.payroll-run.regular-periods"
    if period not in allowed:
        yield wrong_period(rule, period, allowed, _INITIATE)


def wrong_period(rule: str, period: Period, allowed: list[Period], source: str) -> Fault:
    """A payroll period that an action cannot be about; allowed: those that it can."""
    options = [as_option(one) for one in allowed]
    return Fault(
        rule,
        f"[payrollPeriod] {period[0]}-{period[1]} cannot be chosen",
        "payrollPeriod",
        found=as_option(period),
        expected=options,
        nearest=options[-1] if options else None,
        source=source,
    )


_NULL = (
    "sendEmailToEmployee",
    "textPaySlip",
    "textTariffPaySlip",
    "textPayment",
    "emailAddressPayrollRunStarted",
    "emailAddressPayrollRunFinished",
)


def _not_null(kind: str, body: Body) -> Iterator[Fault]:
    """What has to be null in a run without employment data, and may not be in another."""
    if kind != _WITHOUT:
        if body.get("sendEmailToEmployee") is None:
            text = "[sendEmailToEmployee] is required"
            yield Fault(
                "loket.write.required-fields", text, "sendEmailToEmployee", source=_INITIATE
            )
        return
    for name in _NULL:
        if body.get(name) is not None:
            yield Fault(
                "loket.payroll-run.without-employment-data-nulls",
                f"[{name}] must be null with typeOfInitiation {_WITHOUT}",
                name,
                found=body[name],
                source=_INITIATE,
            )


def _calculate(workspace: Workspace, run: Row, chosen: str | None) -> tuple[str, Body]:
    """Keep the results of a run; without employments it ends without results."""
    rows = Rows(workspace)
    administration = rows.get("payroll-administration", run.parent or "")
    without = run.body.get("typeOfInitiation") == _WITHOUT
    results = []
    if administration is not None and not without:
        results = results_of(rows, administration, period_of(run.body))
    outcome = chosen or ("ready" if results or without else "no-results")
    if outcome == "ready":
        keep_results(rows, run, results)
    errors = {"hasErrors": outcome == "error", "hasWarnings": False}
    return outcome, {"errorsAndWarnings": errors}


def _review(call: Call, item: Item) -> None:
    """Confirm or cancel a run."""
    run, rows = record_of(call, PAYROLL_RUN, item), Rows(call.workspace)
    members = {}
    if item["action"] == "confirm":
        earlier = [
            one
            for one in approved_runs(rows, run.parent or "")
            if period_of(one.body) == period_of(run.body)
        ]
        members = {"sequenceNumberApproved": 1 + len(earlier)}
    background.moved(call, run, str(item["action"]), members)
    if item["action"] == "cancel":
        drop_results(rows, run)


def _undo(call: Call, operation: OperationOf) -> Answer:
    """Undo the last approved run of an administration; raises Refusal."""
    rows, run = Rows(call.workspace), named(call, operation)
    administration = rows.get("payroll-administration", run.parent or "")
    if administration is None:
        raise LookupError(f"payroll run {run.id} has no administration")
    faults = [
        *_busy(rows, administration, "loket.payroll-run.undo-while-busy", _UNDO),
        *_not_last(rows, run),
        *_related(rows, run),
    ]
    if faults:
        raise refuse(call, *faults)
    try:
        background.moved(call, run, "undo")
    except Broken as broken:
        raise refuse(call, *broken.faults) from None
    drop_results(rows, run)
    return wire.done(call, operation)


def _not_last(rows: Rows, run: Row) -> Iterator[Fault]:
    approved = approved_runs(rows, run.parent or "")
    last = max(approved, key=_approved_on).id if approved else None
    if run.id != last:
        yield Fault(
            "loket.payroll-run.undo-last-approved",
            f"[payrollRunId] only the last approved run can be undone, which is {last}",
            "payrollRunId",
            found=run.id,
            nearest=last,
            source=_UNDO,
        )


def _approved_on(run: Row) -> tuple[str, Period, int]:
    """By which the last approved run is known; ties as they fall in time."""
    body = run.body
    return body["approvalTime"] or "", period_of(body), body["sequenceNumberApproved"] or 0


def _related(rows: Rows, run: Row) -> Iterator[Fault]:
    """Journal runs of the run, and declarations of its period, stand in the way."""
    found = [
        row
        for row in rows.of_parent(JOURNAL_RUN, run.parent)
        if row.body["payrollRun"]["payrollRunId"] == run.id
    ]
    for resource in (TAX_RETURN, APG, UPA):
        found += [
            row
            for row in rows.of_parent(resource, run.parent)
            if row.body.get("period") and period_of(row.body, "period") == period_of(run.body)
        ]
    for row in found:
        if MACHINES[row.resource].is_live(row.body):
            yield Fault(
                "loket.payroll-run.undo-related",
                f"{row.resource.replace('-', ' ')} {row.id} depends on the payroll run",
                found=row.id,
                source=_UNDO,
            )


_CONCLUDE: Mapping[str, Conclude] = {MAKE: _calculate}
_READ = background.polled(PAYROLL_RUN)

ACTIONS: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "GetPayrollRunByPayrollRunId": _READ,
    "GetPayrollRunsByPayrollAdministrationId": _READ,
    "PatchPayrollrunsByPayrollRunIds": multi_patch(_review),
    "PostInitiatePayrollRunByPayrollAdministrationId": _initiate,
    "UndoPayrollRunByPayrollRunId": _undo,
}
"""By operationId."""

PROCESS: Mapping[str, Process] = {PAYROLL_RUN: background.process_of(PAYROLL_RUN, _CONCLUDE)}
"""By kind of pending work."""
