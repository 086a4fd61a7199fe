"""Calendars of an employer: absences, leave, leave requests and available hours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from invaller.apis.loket import wire
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.problems import broken_rule
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.views.common import (
    Body,
    Shower,
    View,
    context,
    current,
    form_of_answer,
    named,
)
from invaller.apis.loket.views.counted import counted
from invaller.apis.loket.work_patterns import pattern_of
from invaller.kernel.calls import Answer, Call

Items = Callable[[Rows, Row], Iterator[Body]]
"""The calendar items of an employment, each with start, end and details."""

_SUBMITTED = 1


def _calendar(items: Items) -> View:
    """One record an employment that has items in the asked days."""

    def view(call: Call, operation: OperationOf) -> Answer:
        first, last = str(call.parameters["startDate"]), str(call.parameters["endDate"])
        if first > last:
            raise broken_rule(
                call,
                "[endDate] lies before startDate",
                ("endDate",),
                rule="loket.chain.end-before-start",
                found=last,
                expected=f"{first} or later",
            )
        rows, shower, records = Rows(call.workspace), Shower(call, operation), []
        for row in counted(call, operation, named(call, operation)):
            inside = [one for one in items(rows, row) if _overlaps(one, first, last)]
            if inside:
                body = {**_heading(rows, row, last), "calendar": inside}
                records.append(shower.show(body, context(call, row)))
        return wire.listing(call, operation, records, form_of_answer(call, operation))

    return view


def _overlaps(item: Body, first: str, last: str) -> bool:
    return bool(item["startDate"] <= last and (item["endDate"] or last) >= first)


def _heading(rows: Rows, employment: Row, on: str) -> Body:
    employee = rows.get("employee", employment.parent or "")
    entity = current(rows, "organizational-entity", employment.id, on)
    entities = rows.of_parent("organizational-entity", employment.id)
    placed = entity or (entities[-1] if entities else None)
    name = "" if employee is None else employee.body["personalDetails"]["formattedName"]
    return {
        "employment": {"id": employment.id},
        "employee": {"id": employment.parent, "formattedName": name},
        "department": None if placed is None else placed.body["department"],
    }


def _absences(rows: Rows, employment: Row) -> Iterator[Body]:
    for absence in rows.of_parent("absence", employment.parent):
        for one in rows.of_parent("absence-progress", absence.id):
            details = {"incapacityPercentage": one.body["incapacityPercentage"]}
            yield _item(one.body, details)


def _leave(rows: Rows, employment: Row) -> Iterator[Body]:
    """Leave that is taken (opname)."""
    for one in rows.of_parent("leave", employment.id):
        if not one.body["isAccrual"]:
            yield _item(one.body, {"numberOfUnits": one.body["numberOfUnits"]})


def _requests(rows: Rows, employment: Row) -> Iterator[Body]:
    """Leave requests that are submitted (ingediend)."""
    for one in rows.of_parent("leave-request", employment.id):
        if one.body["leaveRequestStatus"]["key"] == _SUBMITTED:
            yield _item(one.body, {"numberOfUnits": one.body["numberOfUnits"]})


def _available(rows: Rows, employment: Row) -> Iterator[Body]:
    for one in rows.of_parent("working-hours", employment.id):
        pattern = pattern_of(one.body, on_call=employment.body["isOnCallEmployment"])
        if pattern is not None:
            yield _item(one.body, pattern)


def _item(body: Mapping[str, str | None], details: Mapping[str, object]) -> Body:
    return {"startDate": body["startDate"], "endDate": body["endDate"], "details": details}


CALENDARS: Mapping[str, View] = {
    "GetCalendarAbsencesByEmployerId": _calendar(_absences),
    "GetCalendarAvailableHoursByEmployerId": _calendar(_available),
    "GetCalendarLeaveByEmployerId": _calendar(_leave),
    "GetCalendarLeaveRequestsByEmployerId": _calendar(_requests),
}
"""By operationId."""
