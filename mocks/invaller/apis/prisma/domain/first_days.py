"""First days of unemployment: declared through us, numbered by us, ticketed by the RSZ.

Sources: Link2Prisma manual, 4.1 to 4.4 (firstdayofunemployment); facts: prisma_fields.json,
FirstDayOfUnemployment; prisma notes, trap 6.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from invaller.apis.prisma.domain.calendar_days import check_days
from invaller.apis.prisma.domain.outcome import INVALID, UNKNOWN, Refused

Record = dict[str, Any]

NOT_SENT = ("SerialNumber", "TicketNumber", "Status", "Error")
"""Members that the secretariat and the RSZ decide: what a client sends there is ignored."""

IN_PROGRESS, OK, ERROR = "InProgress", "OK", "Error"

REFUSED_BY_RSZ = "The RSZ refused the declaration."
"""Error of a declaration that was released with the outcome `refused`. Assumed."""

SHORTEST, LONGEST = timedelta(seconds=2), timedelta(seconds=6)
"""Between these the RSZ takes to give a ticket number. Assumed: as long as a Dimona."""


def delay_of(fraction: float) -> timedelta:
    """How long the RSZ takes, at a fraction (0 up to 1) between shortest and longest."""
    return SHORTEST + fraction * (LONGEST - SHORTEST)


def declared(sent: Record, serial: int) -> Record:
    """A new record: what was sent with its serial number, waiting for its ticket."""
    check_days(sent, "DateDeclaration")
    own = {name: value for name, value in sent.items() if name not in NOT_SENT}
    return {"SerialNumber": serial, **own, "Status": IN_PROGRESS}


def changed(record: Record, sent: Record) -> Record:
    """A record with the members that were sent; the others stay (manual, 4.3)."""
    check_days(sent, "DateDeclaration")
    return {**record, **{name: value for name, value in sent.items() if name not in NOT_SENT}}


def ticketed(record: Record, ticket: str) -> Record:
    """A record with the number that the RSZ gave it."""
    return {**record, "TicketNumber": ticket, "Status": OK}


def refused(record: Record) -> Record:
    """A record that the RSZ refused."""
    return {**record, "Status": ERROR, "Error": REFUSED_BY_RSZ}


def check_key(sent: Mapping[str, Any]) -> None:
    """Refuse (INVALID) a body with neither serial number nor ticket number.

    Source: Link2Prisma manual, 4.3 and 4.4.
    """
    if not sent.get("SerialNumber") and not sent.get("TicketNumber"):
        raise Refused(
            INVALID,
            "prisma.first-day.neither-400",
            "SerialNumber or TicketNumber is needed.",
            source="Link2Prisma manual, 4.3 and 4.4 /firstdayofunemployment",
            expected="SerialNumber or TicketNumber",
        )


def is_meant(record: Mapping[str, Any], sent: Mapping[str, Any]) -> bool:
    """Whether the numbers that were sent are those of the record; with both, both count."""
    return all(
        str(record.get(name, "")) == str(sent[name])
        for name in ("SerialNumber", "TicketNumber")
        if sent.get(name)
    )


def unknown(sent: Mapping[str, Any]) -> Refused:
    """The refusal of a number that no first day of unemployment of the employer has."""
    numbers = {name: sent[name] for name in NOT_SENT[:2] if sent.get(name)}
    return Refused(
        UNKNOWN,
        "prisma.first-day.unknown",
        "The first day of unemployment is unknown.",
        source="Link2Prisma manual, 4.3 and 4.4 /firstdayofunemployment (assumed)",
        found=numbers,
        expected="the numbers of a first day of unemployment of this employer",
    )
