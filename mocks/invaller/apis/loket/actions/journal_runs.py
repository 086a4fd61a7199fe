"""Journal runs: initiating them, marking them, and exporting them to an application."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.actions import background
from invaller.apis.loket.actions.run_periods import last_day, period_of
from invaller.apis.loket.actions.writing import by_user, need
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.faults import Broken, Fault
from invaller.apis.loket.domain.run_periods import YEARS_BACK, Period, following, is_too_old
from invaller.apis.loket.domain.run_states import JOURNAL_RUN, MACHINES, MAKE, SEND
from invaller.apis.loket.engine.bodies import take_body
from invaller.apis.loket.option_lists import generic_options
from invaller.apis.loket.payroll_results import approved_runs, payslips_of
from invaller.apis.loket.problems import refuse
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.views.common import named
from invaller.apis.loket.views.journals import EXPORT
from invaller.kernel.api import Mended, Process
from invaller.kernel.calls import Answer, Call
from invaller.kernel.clock import render_instant
from invaller.kernel.explanations import Finding
from invaller.kernel.workspace import Workspace

Body = dict[str, Any]

_MACHINE = MACHINES[JOURNAL_RUN]
_INITIATE = "Loket API V2, postInitiateJournalRunByPayrollAdministrationId"
_PATCH = "PatchJournalRunByJournalRunId"
_OTHER_NAMES: Mapping[str, str] = {"markassuccessfullyexported": "MarkAsProcessed"}
"""Names of actions, in lower case, that the text has and the schema has not."""

_QUEUED, _EXPORTED, _FAILED, _DOWNLOADED = 1, 2, 3, 4
"""Keys of exportStatus (options/payroll.yaml, assumed)."""

_SEND, _DOWNLOAD = 1, 2
"""Keys of methodOfExporting."""


def mend(operation: str, body: Any) -> Mended:
    """The body of a call with the action's other name as the schema has it."""
    action = body.get("action") if operation == _PATCH and isinstance(body, dict) else None
    name = _OTHER_NAMES.get(str(action).lower())
    if name is None:
        return Mended(body)
    finding = Finding(
        "loket.journal-run.mark-exported-other-name",
        "Loket API V2, patchJournalRunByJournalRunId; facts: loket/notes.md, 7",
        f"[action] {action} is called {name}",
    )
    return Mended({**body, "action": name}, (finding,))


def _initiate(call: Call, operation: OperationOf) -> Answer:
    """Make a run for the next approved payroll run and queue it; raises Refusal."""
    rows, administration = Rows(call.workspace), named(call, operation)
    journals = _live(rows, administration)
    run = next_run(rows, administration)
    faults = list(_in_order(journals))
    if run is None:
        faults += [_nothing()]
    else:
        faults += _wrong(call, administration, run)
    if run is None or faults:
        raise refuse(call, *faults)
    body = {
        "payrollRun": {
            "payrollPeriod": run.body["payrollPeriod"],
            "payrollRunId": run.id,
            "sequenceNumberApproved": run.body["sequenceNumberApproved"],
        },
        "sequenceNumber": 1 + sum(_is_of(one, run) for one in _journals(rows, administration)),
        "processingFinishedTime": None,
        "removeTime": None,
        "removedBy": None,
    }
    row = background.requested(call, _MACHINE, body, administration)
    shown = {**row.body, "id": row.id}
    return wire.accepted(call, operation, background.shown(call, operation, shown, row))


def next_run(rows: Rows, administration: Row) -> Row | None:
    """The approved payroll run that is to be journalled next, None when all of them are."""
    done = {one.body["payrollRun"]["payrollRunId"] for one in _live(rows, administration)}
    runs = sorted(approved_runs(rows, administration.id), key=_order)
    return following(runs, lambda run: run.id in done)


def _order(run: Row) -> tuple[Period, int]:
    return period_of(run.body), run.body["sequenceNumberApproved"] or 0


def _journals(rows: Rows, administration: Row) -> list[Row]:
    return rows.of_parent(JOURNAL_RUN, administration.id)


def _live(rows: Rows, administration: Row) -> list[Row]:
    """The journal runs that are not failed or removed."""
    return [row for row in _journals(rows, administration) if _MACHINE.is_live(row.body)]


def _is_of(journal: Row, run: Row) -> bool:
    return bool(journal.body["payrollRun"]["payrollRunId"] == run.id)


def _nothing() -> Fault:
    return Fault(
        "loket.journal-run.needs-approved-run",
        "there is no approved payroll run without a journal run",
        expected="an approved payroll run without another journal run than failed or removed ones",
        source=_INITIATE,
    )


def _in_order(live: list[Row]) -> Iterator[Fault]:
    """A journal run that is not done yet stands in the way."""
    for one in live:
        if one.body["journalRunStatus"]["key"] == _MACHINE.initial:
            yield Fault(
                "loket.journal-run.in-order",
                f"journal run {one.id} of the payroll run before is not done yet",
                "journalRunStatus",
                found=_MACHINE.initial,
                expected="4 to 7",
                source=_INITIATE,
            )


def _wrong(call: Call, administration: Row, run: Row) -> Iterator[Fault]:
    """The period of the run is too old, or has no journal profile."""
    period, rows = period_of(run.body), Rows(call.workspace)
    ended = last_day(rows, administration, period)
    if is_too_old(ended, wire.today(call)):
        yield Fault(
            "loket.journal-run.seven-years",
            f"the period lies {YEARS_BACK} years or more in the past",
            found=ended.isoformat(),
            source=_INITIATE,
        )
    if not _has_profile(period):
        yield Fault(
            "loket.journal-run.needs-profile",
            f"there is no journal profile for period {period[0]}-{period[1]}",
            found=run.body["payrollPeriod"],
            source=_INITIATE,
        )


def _has_profile(period: Period) -> bool:
    """Whether a journal profile is configured for a period: the same ones everywhere."""
    for one in generic_options("journal-allocation", "journalProfileConfiguration") or ():
        last = one["endPeriod"]
        begun = period_of(one, "startPeriod") <= period
        if begun and (last is None or period <= (last["year"], last["periodNumber"])):
            return True
    return False


def _journalled(workspace: Workspace, journal: Row, chosen: str | None) -> tuple[str, Body]:
    """A run has results when its payroll run has payslips."""
    rows = Rows(workspace)
    run = rows.get("payroll-run", journal.body["payrollRun"]["payrollRunId"])
    found = run is not None and next(payslips_of(rows, run), None) is not None
    outcome = chosen or ("ready" if found else "no-results")
    return outcome, {"errors": [_error(journal)] if outcome == "error" else []}


def _error(journal: Row) -> Body:
    """What a run that is made to fail tells (facts: loket/metadata_keys.tsv)."""
    return {"id": journal.id, "error": {"key": 4}, "PayrollEmployeeNumber": 0}


def _mark(call: Call, operation: OperationOf) -> Answer:
    """Mark a run as exported or as failed to export; nothing is exported."""
    journal = named(call, operation)
    body = take_body(call, operation, journal, None).body
    need(call, body, "action")
    _moved(call, journal, body["action"])
    return wire.done(call, operation)


def _export(action: str, method: int, status: int) -> Callable[[Call, OperationOf], Answer]:
    """Hand a run to an application; its audit trail gets an entry."""

    def served(call: Call, operation: OperationOf) -> Answer:
        rows, journal = Rows(call.workspace), named(call, operation)
        settings = take_body(call, operation, journal, None).body
        _moved(call, journal, action)
        entry = {
            "exportStatus": {"key": status},
            "exportedBy": by_user(call),
            "exportedOn": render_instant(call.now),
            "exportedTo": {"key": 1},
            "methodOfExporting": {"key": method},
            "returendErrorMessage": None,
            "sequenceNumber": 1 + len(rows.of_parent(EXPORT, journal.id)),
        }
        rows.add(EXPORT, journal.id, journal.employer, entry)
        return wire.detail(call, operation, background.shown(call, operation, settings, journal))

    return served


def _moved(call: Call, journal: Row, action: str) -> None:
    try:
        background.moved(call, journal, action)
    except Broken as broken:
        raise refuse(call, *broken.faults) from None


def _sent(workspace: Workspace, journal: Row, chosen: str | None) -> tuple[str, Body]:
    """The entry of the export tells how it ended."""
    rows = Rows(workspace)
    outcome = chosen or _MACHINE.steps[SEND].usual
    status = _EXPORTED if outcome == "exported" else _FAILED
    message = None if status == _EXPORTED else "The application refused the journal"
    for entry in rows.of_parent(EXPORT, journal.id):
        if entry.body["exportStatus"]["key"] == _QUEUED:
            ended = {"exportStatus": {"key": status}, "returendErrorMessage": message}
            rows.replace(entry, {**entry.body, **ended})
    return outcome, {}


_READ = background.polled(JOURNAL_RUN)

ACTIONS: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "GetJournalRunByJournalRunId": _READ,
    "GetJournalRunsByPayrollAdministrationId": _READ,
    _PATCH: _mark,
    "PostDownloadJournalRunExportByJournalRunId": _export("download", _DOWNLOAD, _DOWNLOADED),
    "PostInitiateJournalRunByPayrollAdministrationId": _initiate,
    "PostSendJournalRunExportByJournalRunId": _export("send", _SEND, _QUEUED),
}
"""By operationId."""

PROCESS: Mapping[str, Process] = {
    JOURNAL_RUN: background.process_of(JOURNAL_RUN, {MAKE: _journalled, SEND: _sent})
}
"""By kind of pending work."""
