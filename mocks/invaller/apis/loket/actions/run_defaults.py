"""Defaults of initiating and exporting: the period that is next, and settings that are taken.

They go before the defaults that are the same everywhere (assumed; facts: loket/notes.md, 10).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.actions.declarations_to_authorities import next_undeclared
from invaller.apis.loket.actions.journal_runs import next_run
from invaller.apis.loket.actions.run_periods import (
    approved_periods,
    as_option,
    known_periods,
    last_day,
)
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.defaults import DEFAULTS
from invaller.apis.loket.domain.run_periods import Period, next_period
from invaller.apis.loket.domain.run_states import APG, TAX_RETURN, UPA
from invaller.apis.loket.metadata import option
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.views.common import context, named
from invaller.kernel.calls import Answer, Call

Body = dict[str, Any]
Served = Callable[[Call, OperationOf], Answer]
Known = Callable[[Call, OperationOf, Row], Body]
"""The defaults that are known of the record in the path: (call, operation, record)."""


def _with(known: Known) -> Served:
    """The defaults of an operation, with those of a record beside them."""

    def served(call: Call, operation: OperationOf) -> Answer:
        answer = DEFAULTS[operation.id](call, operation)
        content = {**answer.body["content"], **known(call, operation, named(call, operation))}
        return replace(answer, body={**answer.body, "content": content})

    return served


def _next(rows: Rows, administration: Row) -> Period | None:
    """The first period after those with an approved run."""
    approved = approved_periods(rows, administration)
    return next_period(known_periods(rows, administration), approved)


def _shown(call: Call, administration: Row, period: Period | None) -> Body | None:
    """A period as metadata fields show it."""
    if period is None:
        return None
    found = option(
        call.workspace, "payroll-run", "payrollPeriod", period, context(call, administration)
    )
    members = ("year", "periodNumber", "periodStartDate", "periodEndDate")
    return {name: found[name] for name in members} if found else as_option(period)


def _run(call: Call, _operation: OperationOf, administration: Row) -> Body:
    rows = Rows(call.workspace)
    period = _next(rows, administration)
    day = None if period is None else last_day(rows, administration, period).isoformat()
    return {
        "payrollPeriod": _shown(call, administration, period),
        "availableForEmployeeDate": day,
        "sendEmailToEmployee": False,
        "initiationParameters": {
            "emailAddressPayrollRunFinished": None,
            "emailAddressPayrollRunStarted": None,
            "typeOfInitiation": "regular",
        },
    }


def _period(call: Call, _operation: OperationOf, administration: Row) -> Body:
    period = _next(Rows(call.workspace), administration)
    return {
        "payrollPeriod": _shown(call, administration, period),
        "setAnnualBaseForCalculationsBasedOnFunds": False,
        "setBaseForCalculations": False,
        "setHoursWorked": True,
        "setLeaveHours": True,
    }


def _journal(call: Call, _operation: OperationOf, administration: Row) -> Body:
    run = next_run(Rows(call.workspace), administration)
    if run is None:
        return {"payrollRun": None}
    chosen = run.body["payrollPeriod"]
    period = _shown(call, administration, (chosen["year"], chosen["periodNumber"]))
    number = run.body["sequenceNumberApproved"]
    return {
        "payrollRun": {
            "payrollPeriod": period,
            "payrollRunId": run.id,
            "sequenceNumberApproved": number,
        }
    }


def _declaration(resource: str, more: Body) -> Known:
    def known(call: Call, _operation: OperationOf, administration: Row) -> Body:
        period = next_undeclared(Rows(call.workspace), administration, resource)
        return {"period": _shown(call, administration, period), **more}

    return known


def _settings(call: Call, _operation: OperationOf, journal: Row) -> Body:
    period = journal.body["payrollRun"]["payrollPeriod"]
    described = f"Journaal {period['year']}-{period['periodNumber']}"
    settings: Body = {
        "date": wire.today(call).isoformat(),
        "includeCostCenter": True,
        "includeCostUnit": True,
    }
    if "/send/" not in call.path.lower():
        return settings
    numbers = {"financialYear": period["year"], "period": period["periodNumber"]}
    return {**settings, **numbers, "description": described}


_EXPORT = _with(_settings)

ACTIONS: Mapping[str, Served] = {
    "GetDownloadJournalRunExportDefaultsByJournalrunId": _EXPORT,
    "GetInitialisePayrollPeriodDefaultsByPayrollAdministrationId": _with(_period),
    "GetInitiateApgPensionDeclarationDefaultsByPayrollAdministrationId": _with(
        _declaration(APG, {})
    ),
    "GetInitiateJournalRunDefaultsByPayrollAdministrationId": _with(_journal),
    "GetInitiatePayrollRunDefaultsByPayrollAdministrationId": _with(_run),
    "GetInitiatePayrollTaxReturnDefaultsByPayrollAdministrationId": _with(
        _declaration(TAX_RETURN, {"notifyOfInitiation": None})
    ),
    "GetInitiateUpaPensionDeclarationDefaultsByPayrollAdministrationId": _with(
        _declaration(UPA, {})
    ),
    "GetSendJournalRunExportDefaultsByJournalrunId": _EXPORT,
}
"""By operationId: a few defaults endpoints that know more than the others."""
