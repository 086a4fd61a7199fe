"""Ending, reinstating and correcting an employment (fidelity ledger, loket.employment).

What a termination ends is a record of its own, under the id of the employment: the records that
it closed with the last day that each had before, and the absences. Revising or taking back the
termination begins with these.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.actions import absences
from invaller.apis.loket.actions.employment_records import as_dated, dated_rows
from invaller.apis.loket.actions.mdv_notifications import note_mdv
from invaller.apis.loket.actions.writing import change, need
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.actions.ending import check_end, ends_at, moved_starts
from invaller.apis.loket.domain.faults import Broken
from invaller.apis.loket.engine.bodies import take_body
from invaller.apis.loket.engine.targets import (
    check_if_match,
    presenter_of,
    tag_of,
    target_of,
)
from invaller.apis.loket.problems import broken_rule, refuse
from invaller.apis.loket.rows import Body, Row, Rows
from invaller.kernel.calls import Answer, Call

_TERMINATION = "employment-termination"
"""Rows of what terminations ended (resources.yaml, kept_without_operations)."""

_REASON_END_OF_EMPLOYMENT = {"key": 3}
"""Reason of the end of an absence (options/absence.yaml)."""

_OF_END = (
    "endDate",
    "endOfEmploymentDueToIllness",
    "endOfEmploymentReason",
    "endOfEmploymentReasonTaxAuthorities",
)


def _terminate(call: Call, operation: OperationOf) -> Answer:
    """Set the last day of an employment, and of its open records and absence."""
    row = target_of(call, operation)
    taken = take_body(call, operation, row, row).body
    sent = call.body
    need(call, sent, "endDate", "endOfEmploymentDueToIllness", "endOfEmploymentReason")
    try:
        check_end(str(row.body["startDate"]), sent["endDate"])
    except Broken as broken:
        raise refuse(call, *broken.faults) from None
    given = {name: taken.get(name) for name in _OF_END if name in sent}
    _give_back(call, row)
    ended = _end_records(call, row, sent["endDate"])
    Rows(call.workspace).add(_TERMINATION, row.id, row.employer, ended, row.id)
    change(call, row, {**row.body, **dict.fromkeys(_OF_END), **given})
    if sent.get("createMdvEntry"):
        note_mdv(call, row)
    return wire.done(call, operation)


def _reinstate(call: Call, operation: OperationOf) -> Answer:
    """Take back the termination: what it ended is as it was before."""
    row = target_of(call, operation)
    if row.body.get("endDate") is None:
        raise broken_rule(
            call,
            "the employment has not ended",
            ("endDate",),
            rule="loket.employment.reinstate-active-one",
            source="Loket API V2, patchReinstateByEmploymentId",
        )
    _give_back(call, row)
    change(call, row, {**row.body, **dict.fromkeys(_OF_END)})
    return wire.done(call, operation)


def _correct_start(call: Call, operation: OperationOf) -> Answer:
    """Move the start of an employment and of the records that begin with it."""
    row = target_of(call, operation)
    new = take_body(call, operation, row, row).body.get("startDate")
    need(call, {"startDate": new}, "startDate")
    old = str(row.body["startDate"])
    below = list(dated_rows(Rows(call.workspace), row))
    try:
        moved = moved_starts(map(as_dated, below), old, str(new), row.body.get("endDate"))
    except Broken as broken:
        raise refuse(call, *broken.faults) from None
    for one in below:
        if one.id in moved:
            change(call, one, {**one.body, "startDate": new})
    change(call, row, {**row.body, "startDate": new})
    return wire.done(call, operation)


def _category(call: Call, operation: OperationOf) -> Answer:
    """Change the category of an employment and what it is linked to, and nothing else."""
    row = target_of(call, operation)
    check_if_match(call, operation, row)
    taken = take_body(call, operation, row, row).body
    need(call, taken, "employmentCategoryType")
    linked = taken.get("linkedEmployment")
    if linked is not None:
        other = Rows(call.workspace).get("employment", linked)
        if other is None or other.parent != row.parent or other.id == row.id:
            raise broken_rule(
                call,
                "[linkedEmployment] is no other employment of the employee",
                ("linkedEmployment",),
                rule="loket.message.code-12",
                code=12,
                found=linked,
            )
    changed = change(call, row, taken)
    shown = presenter_of(call, operation).record(changed)
    return wire.detail(call, operation, shown, tag=tag_of(call.workspace, changed))


def _end_records(call: Call, employment: Row, last_day: str) -> Body:
    """End the records and absences of an employment; what they were before."""
    rows = Rows(call.workspace)
    below = {one.id: one for one in dated_rows(rows, employment)}
    before: list[Body] = []
    for identifier, end in ends_at(map(as_dated, below.values()), last_day).items():
        one = below[identifier]
        before.append({"resource": one.resource, "id": one.id, "endDate": one.body["endDate"]})
        change(call, one, {**one.body, "endDate": end})
    return {"records": before, "absences": _close_absences(call, rows, employment, last_day)}


def _close_absences(call: Call, rows: Rows, employment: Row, last_day: str) -> list[str]:
    """Close the open absences of an employee who has no other employment; their ids."""
    others = rows.of_parent("employment", employment.parent)
    if any(one.body.get("endDate") is None for one in others if one.id != employment.id):
        return []
    end = {"date": last_day, "reason": _REASON_END_OF_EMPLOYMENT}
    closed: list[str] = []
    for one in rows.of_parent("absence", employment.parent):
        began = str((one.body.get("progress") or {}).get("startDate") or "")
        if absences.end_of(one) is None and began <= last_day:
            absences.close(call, one, end)
            closed.append(one.id)
    return closed


def _give_back(call: Call, employment: Row) -> None:
    """Undo what the termination of an employment did to its records and absences, if any.

    A record that was changed since keeps what it has.
    """
    rows, last_day = Rows(call.workspace), employment.body.get("endDate")
    termination = rows.get(_TERMINATION, employment.id)
    if termination is None:
        return
    ended: Mapping[str, Any] = termination.body
    rows.remove(termination)
    for one in ended["records"]:
        row = rows.get(one["resource"], one["id"])
        if row is not None and row.body.get("endDate") == last_day:
            change(call, row, {**row.body, "endDate": one["endDate"]})
    for identifier in ended["absences"]:
        absence = rows.get("absence", identifier)
        if absence is not None and absences.end_of(absence) == last_day:
            absences.reopen(call, absence)


EMPLOYMENTS: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "PatchTerminateByEmploymentId": _terminate,
    "PatchReinstateByEmploymentId": _reinstate,
    "PatchCorrectStartDateByEmploymentId": _correct_start,
    "PatchTypeOfEmploymentCategoryTypeFieldsByEmploymentId": _category,
}
"""By operationId."""
