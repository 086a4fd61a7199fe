"""What downloads share: the record that a path names, and a table as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from invaller.apis.loket import files, wire
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.option_context import employee_option
from invaller.apis.loket.problems import not_found
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.surroundings import subject
from invaller.kernel.calls import Answer, Call


@dataclass(frozen=True, slots=True)
class Table:
    """What a report shows: a title, heads of columns, and lines."""

    title: str
    head: Sequence[str]
    lines: Sequence[Sequence[object]]


def named(call: Call, operation: OperationOf) -> Row:
    """The record that the path names; raises Refusal (404)."""
    row = subject(call, operation)
    if row is None:
        raise not_found(call, operation.resource, call.path)
    return row


def as_file(call: Call, operation: OperationOf, table: Table, name: str) -> Answer:
    """A table in the media type that Accept asks for, by default the first of the operation."""
    chosen = wire.asked(call, operation).media_type or operation.media_types[0]
    rows = [table.head, *table.lines]
    if chosen == files.CSV:
        content = files.csv_file(rows)
    elif chosen == files.XLSX:
        content = files.xlsx(rows)
    else:
        chosen = files.PDF
        lines = ["  ".join("" if one is None else str(one) for one in row) for row in rows]
        content = files.pdf(table.title, lines)
    return wire.file(call, content, chosen, f"{name}.{files.EXTENSIONS[chosen]}")


def person(rows: Rows, employment: str) -> tuple[int, str]:
    """The number and name of the employee of an employment."""
    row = rows.get("employment", employment)
    employee = None if row is None or row.parent is None else rows.get("employee", row.parent)
    if employee is None:
        return 0, ""
    shown = employee_option(employee)
    return int(shown["employeeNumber"]), str(shown["formattedName"])
