"""Absences of a worker: rows that a day and a salary code tell apart.

Sources: Link2Prisma manual, 4.1, 4.2 and 4.4 (absences); facts: prisma_fields.json, Absence.
Whatever was sent counts as approved, and only the newest row of a day and code is kept
(both assumed).
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from invaller.apis.prisma.domain.calendar_days import check_days
from invaller.apis.prisma.domain.dates import parse
from invaller.apis.prisma.domain.outcome import UNKNOWN, Refused

Row = dict[str, Any]


def check(sent: Iterable[Row], where: str) -> None:
    """Refuse absences (INVALID) of which a day does not exist."""
    for position, row in enumerate(sent):
        check_days(row, "Day", where=f"{where}/{position}")


def added(kept: Iterable[Row], sent: Iterable[Row]) -> list[Row]:
    """The absences with those sent among them; the same day and code is replaced.

    Ordered by day and code. Source: Link2Prisma manual, 4.2 POST /absences.
    """
    rows = {_identity(row): row for row in (*kept, *sent)}
    return [rows[identity] for identity in sorted(rows)]


def removed(kept: Iterable[Row], sent: Iterable[Row]) -> list[Row]:
    """The absences without those of the days and codes sent; raises Refused (UNKNOWN).

    That one which is not kept refuses the deletion is assumed.
    """
    rows = {_identity(row): row for row in kept}
    for row in sent:
        if rows.pop(_identity(row), None) is None:
            raise _unknown(row, rows.values())
    return list(rows.values())


def since(kept: Iterable[Row], start: date) -> list[Row]:
    """The absences on and after a day. Source: Link2Prisma manual, 4.1 GET /absences."""
    return [row for row in kept if (parse(row["Day"]) or date.min) >= start]


def _identity(row: Row) -> tuple[str, int]:
    return row["Day"], int(row["Code"])


def _unknown(row: Row, rest: Iterable[Row]) -> Refused:
    day, code = _identity(row)
    return Refused(
        UNKNOWN,
        "prisma.absences.delete-unknown",
        f"There is no absence with code {code} on {day}.",
        source="Link2Prisma manual, 4.4 DELETE /absences (assumed)",
        where="Absences",
        found=f"{day}/{code}",
        expected="day and code of an absence",
        nearest=next((f"{other['Day']}/{other['Code']}" for other in rest), None),
    )
