"""The overview of the absences of an employee."""

from __future__ import annotations

from invaller.apis.loket.downloads.answering import Table
from invaller.apis.loket.rows import Row, Rows
from invaller.kernel.calls import Call


def overview(call: Call, employee: Row) -> Table:
    """The progress of absences that touches the asked days."""
    rows = Rows(call.workspace)
    first, last = str(call.parameters["startDate"]), str(call.parameters["endDate"])
    lines = [
        (one.body["startDate"], one.body["endDate"], one.body["incapacityPercentage"])
        for absence in rows.of_parent("absence", employee.id)
        for one in rows.of_parent("absence-progress", absence.id)
        if one.body["startDate"] <= last and (one.body["endDate"] or last) >= first
    ]
    name = employee.body["personalDetails"]["formattedName"]
    return Table(f"Verzuim van {name}, {first} tot en met {last}", ("van", "tot", "%"), lines)
