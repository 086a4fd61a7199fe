"""Closing and reopening an absence, with its progress (fidelity ledger, loket.absence)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.actions.writing import change, need
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.engine.bodies import take_body
from invaller.apis.loket.engine.chaining import with_end
from invaller.apis.loket.engine.targets import check_if_match, target_of
from invaller.apis.loket.problems import broken_rule
from invaller.apis.loket.rows import Body, Row, Rows
from invaller.kernel.calls import Answer, Call

PROGRESS = "absence-progress"


def _close(call: Call, operation: OperationOf) -> Answer:
    """End an absence: the date is its last day, and that of its open progress record."""
    row = target_of(call, operation)
    check_if_match(call, operation, row)
    end = take_body(call, operation, row, row).body.get("endOfAbsence") or {}
    given = {f"endOfAbsence.{name}": end.get(name) for name in ("date", "reason")}
    need(call, given, *given)
    if end_of(row) is not None:
        raise _refused(call, "the absence is closed already", "close-twice", end_of(row))
    records = Rows(call.workspace).of_parent(PROGRESS, row.id)
    began = max([str(one.body["startDate"]) for one in records] + [_start(row)])
    if end["date"] < began:
        text = f"[endOfAbsence.date] lies before {began}, where the absence or its progress begins"
        raise _refused(call, text, "close-before-start", end["date"], began)
    close(call, row, end)
    return wire.done(call, operation)


def _reopen(call: Call, operation: OperationOf) -> Answer:
    """Take back the end of an absence; its last progress record is open again."""
    row = target_of(call, operation)
    check_if_match(call, operation, row)
    if end_of(row) is None:
        raise _refused(call, "the absence is not closed", "reopen-open-one", None)
    reopen(call, row)
    return wire.done(call, operation)


def close(call: Call, absence: Row, end: Mapping[str, Any]) -> None:
    """Set the end of an absence and of its open progress record. end: date and reason."""
    for one in Rows(call.workspace).of_parent(PROGRESS, absence.id):
        if one.body.get("endDate") is None:
            change(call, one, {**one.body, "endDate": end["date"]})
    change(call, absence, _ending(absence, dict(end)))


def reopen(call: Call, absence: Row) -> None:
    """Clear the end of an absence and of its last progress record."""
    records = Rows(call.workspace).of_parent(PROGRESS, absence.id)
    if records:
        last = max(records, key=lambda one: str(one.body["startDate"]))
        change(call, last, with_end(last.body, None))
    change(call, absence, _ending(absence, None))


def end_of(absence: Row) -> str | None:
    """The last day of an absence, None while it is open."""
    end = (absence.body.get("progress") or {}).get("endOfAbsence") or {}
    day = end.get("date")
    return None if day is None else str(day)


def _start(absence: Row) -> str:
    return str((absence.body.get("progress") or {}).get("startDate") or "")


def _ending(absence: Row, end: Body | None) -> Body:
    progress = absence.body.get("progress") or {}
    return {**absence.body, "progress": {**progress, "endOfAbsence": end}}


def _refused(call: Call, text: str, rule: str, found: object, nearest: object = None) -> Exception:
    return broken_rule(
        call,
        text,
        ("endOfAbsence.date",),
        rule=f"loket.absence.{rule}",
        source="Loket API V2, closeabsence and reopenabsence",
        found=found,
        nearest=nearest,
    )


ABSENCES: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "PatchCloseAbsenceByAbsenceId": _close,
    "PatchReopenAbsenceByAbsenceId": _reopen,
}
"""By operationId."""
