"""Prestations of a worker: staged when they are sent, processed when a month is completed.

Sources: Link2Prisma manual, 3, 4.2 and 4.4 (prestations), 4.5; facts: prisma_fields.json,
WorkerPrestations and unknown_shapes; prisma notes, traps 12 and 13.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from invaller.apis.prisma.domain.calendar_days import check_days
from invaller.apis.prisma.domain.dates import parse
from invaller.apis.prisma.domain.histories import CONTRACT
from invaller.apis.prisma.domain.history import applying

Row = dict[str, Any]
Days = Mapping[str, list[Row]]
"""Rows by their day, `yyyymmdd`."""

Costs = Mapping[str, list[Row]]
"""Costs by their month, `yyyymm`."""


@dataclass(frozen=True, slots=True)
class Timesheet:
    """What was sent about a worker: what waits to be processed, and what was."""

    staged: Days = field(default_factory=dict)
    processed: Days = field(default_factory=dict)
    staged_costs: Costs = field(default_factory=dict)
    processed_costs: Costs = field(default_factory=dict)

    @classmethod
    def of(cls, document: Mapping[str, Any] | None) -> Timesheet:
        """The timesheet in a document of the store; an empty one when there is none."""
        if document is None:
            return cls()
        return cls(
            document["staged"],
            document["processed"],
            document["stagedCosts"],
            document["processedCosts"],
        )

    def to_document(self) -> dict[str, Any]:
        """The members that `of` reads."""
        return {
            "staged": dict(self.staged),
            "processed": dict(self.processed),
            "stagedCosts": dict(self.staged_costs),
            "processedCosts": dict(self.processed_costs),
        }


@dataclass(frozen=True, slots=True)
class Received:
    """A timesheet after prestations were sent, and the overview of those left aside."""

    timesheet: Timesheet
    errors: tuple[Row, ...] = ()


def month_of(sent: Mapping[str, Any]) -> str:
    """The month that Year and Month name, as `yyyymm`."""
    return f"{sent['Year']:04d}{sent['Month']:02d}"


def written(month: str) -> str:
    """A month as messages name it, `mm/yyyy`."""
    return f"{month[4:]}/{month[:4]}"


def check(sent: Row, where: str) -> None:
    """Refuse (INVALID) what names a day that does not exist; where: its JSON pointer."""
    check_days(sent, "EndOfPeriod", where=where)
    for position, row in enumerate(sent.get("Prestations") or []):
        check_days(row, "Day", where=f"{where}/Prestations/{position}")


def staged(timesheet: Timesheet, sent: Row, contracts: list[Row]) -> Received:
    """Stage what a worker did; rows that cannot be processed are left aside.

    A day that is sent replaces all that was staged for it, so a correction repeats the whole
    day (manual, 4.2). Costs have no day: those sent replace the costs of the month; Reset Y
    first removes all that is staged for the month (both assumed).
    """
    month, errors, days = month_of(sent), [], dict[str, list[Row]]()
    for row in sent.get("Prestations") or []:
        reason = _objection(row, month, contracts)
        if reason is None:
            days.setdefault(row["Day"], []).append(row)
        else:
            errors.append(error(sent["WorkerNumber"], row, reason))
    if sent.get("Reset") == "Y":
        timesheet = _unstaged(timesheet, month)
    costs = dict(timesheet.staged_costs)
    if sent.get("Costs"):
        costs[month] = list(sent["Costs"])
    kept = replace(timesheet, staged={**timesheet.staged, **days}, staged_costs=costs)
    return Received(kept, tuple(errors))


def of_unknown_worker(sent: Row) -> tuple[Row, ...]:
    """The overview of everything sent for a worker who does not exist."""
    number = sent["WorkerNumber"]
    rows = [*(sent.get("Prestations") or []), *(sent.get("Costs") or [])] or [{}]
    return tuple(error(number, row, f"Worker {number} is unknown.") for row in rows)


def error(number: int, row: Row, reason: str) -> Row:
    """One row of the overview; costs have no day (shape: facts, unknown_shapes)."""
    day, code = row.get("Day", ""), row.get("Code", 0)
    return {"WorkerNumber": number, "Day": day, "Code": code, "Error": reason}


def removed(timesheet: Timesheet, sent: Row) -> Received:
    """Remove the days that are sent, staged or processed, whatever their codes.

    Without Prestations the whole month goes, costs included. What is not there is left
    aside and reported. All assumed: the manual only says that prestations can be deleted.
    """
    if sent.get("Prestations") is None:
        return _month_removed(timesheet, sent)
    errors, gone = [], set[str]()
    for row in sent["Prestations"]:
        day = row["Day"]
        if day in timesheet.staged or day in timesheet.processed:
            gone.add(day)
        else:
            errors.append(error(sent["WorkerNumber"], row, f"There are no prestations on {day}."))
    kept = replace(
        timesheet,
        staged=_without(timesheet.staged, gone),
        processed=_without(timesheet.processed, gone),
    )
    return Received(kept, tuple(errors))


def _month_removed(timesheet: Timesheet, sent: Row) -> Received:
    month = month_of(sent)
    emptied = _without_month(timesheet, month)
    if emptied == timesheet:
        reason = f"There are no prestations in {written(month)}."
        return Received(timesheet, (error(sent["WorkerNumber"], {}, reason),))
    return Received(emptied)


def completed(timesheet: Timesheet, month: str) -> Timesheet:
    """Process what is staged for a month: days and costs replace those processed before."""
    days = set(_of_month(timesheet.staged, month))
    costs = {month} & set(timesheet.staged_costs)
    return Timesheet(
        staged=_without(timesheet.staged, days),
        processed={**timesheet.processed, **{day: timesheet.staged[day] for day in sorted(days)}},
        staged_costs=_without(timesheet.staged_costs, costs),
        processed_costs={
            **timesheet.processed_costs,
            **{each: timesheet.staged_costs[each] for each in costs},
        },
    )


def _objection(row: Row, month: str, contracts: list[Row]) -> str | None:
    """Why a row cannot be processed, None when it can. Reasons are assumed."""
    text, day = row["Day"], parse(row["Day"])
    if not text.startswith(month):
        return f"{text} is not in month {written(month)}."
    if day is None or applying(CONTRACT, contracts, day) is None:
        return f"There is no contract on {text}."
    return None


def _of_month(days: Days, month: str) -> Iterator[str]:
    return (day for day in days if day.startswith(month))


def _without(kept: Mapping[str, list[Row]], gone: Iterable[str]) -> dict[str, list[Row]]:
    gone = set(gone)
    return {key: rows for key, rows in kept.items() if key not in gone}


def _without_month(timesheet: Timesheet, month: str) -> Timesheet:
    return replace(
        _unstaged(timesheet, month),
        processed=_without(timesheet.processed, _of_month(timesheet.processed, month)),
        processed_costs=_without(timesheet.processed_costs, {month}),
    )


def _unstaged(timesheet: Timesheet, month: str) -> Timesheet:
    return replace(
        timesheet,
        staged=_without(timesheet.staged, _of_month(timesheet.staged, month)),
        staged_costs=_without(timesheet.staged_costs, {month}),
    )
