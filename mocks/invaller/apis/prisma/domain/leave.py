"""Leave counters: what a worker may take in a year, has taken and has left, per salary code.

Sources: Link2Prisma manual, 4.1 (leavecounters); facts: prisma_fields.json, unknown_shapes.
That absences and processed prestations with the salary code of a counter are what is taken
is assumed, like all members of an answer.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from invaller.apis.prisma.domain.dates import parse

Counter = dict[str, Any]
Row = Mapping[str, Any]

DAYS, HOURS = "Days", "Hours"
"""Units of a counter."""


def horizon(year: int, today: date) -> date:
    """The last day that counts: today in the current year, else the end of the year.

    So a year that is not the current one shows its end balance (manual, 4.1).
    """
    return today if year == today.year else date(year, 12, 31)


def counters(
    granted: Iterable[Row],
    types: Iterable[Row],
    rows: Iterable[Row],
    year: int,
    until: date,
) -> list[Counter]:
    """The counters of a worker in a year, in the order of their types.

    granted: what the worker may take and had taken before anything came in here, each with
    CounterID; types: the leave counter types of the employer; rows: see `on_leave`; until:
    see `horizon`.
    """
    by_type = {grant["CounterID"]: grant for grant in granted}
    counted = [row for row in rows if _counts(row, year, until)]
    return [
        _counter(kind, by_type[kind["CounterID"]], counted)
        for kind in types
        if kind["CounterID"] in by_type
    ]


def on_leave(absences: Iterable[Row], processed: Mapping[str, list[Any]]) -> list[Row]:
    """The rows that can be leave: processed prestations, and absences beside them.

    processed: rows by day. Leave that was sent as an absence and as a prestation of the same
    day and code counts once, as the prestation (assumed).
    """
    rows: list[Row] = [row for day in processed.values() for row in day]
    both = {(row["Day"], row["Code"]) for row in rows}
    return rows + [row for row in absences if (row["Day"], row["Code"]) not in both]


def _counter(kind: Row, grant: Row, rows: list[Row]) -> Counter:
    entitled = grant["Entitled"]
    taken = round(grant["Taken"] + _taken(kind, rows), 2)
    return {
        "CounterID": kind["CounterID"],
        "DescriptionD": kind["DescriptionD"],
        "Code": kind["Code"],
        "Unit": kind["Unit"],
        "Entitled": entitled,
        "Taken": taken,
        "Balance": round(entitled - taken, 2),
    }


def _taken(kind: Row, rows: list[Row]) -> float:
    """Hours, or days on which the code occurs: half a day counts as one (assumed)."""
    own = [row for row in rows if row["Code"] == kind["Code"]]
    if kind["Unit"] == DAYS:
        return len({row["Day"] for row in own})
    return sum(row.get("Hours") or 0 for row in own)


def _counts(row: Row, year: int, until: date) -> bool:
    day = parse(row["Day"])
    return day is not None and day.year == year and day <= until
