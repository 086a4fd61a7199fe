"""Days as they were sent: the specification asks for eight digits, the calendar is checked here.

Source: Link2Prisma manual, 3.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from invaller.apis.prisma.domain.dates import parse
from invaller.apis.prisma.domain.outcome import INVALID, Refused

RULE = "prisma.queue.impossible-date-in-body"


def day_of(record: Mapping[str, Any], member: str, where: str = "") -> date:
    """The day in a member of a body or of the path; raises Refused (INVALID) when none has it.

    where: JSON pointer of the record in the body, for the explanation.
    """
    value = record.get(member)
    day = parse(value)
    if day is None:
        raise Refused(
            INVALID,
            RULE,
            f"{member} {value} is not a date.",
            source="Link2Prisma manual, 3",
            where=f"{where}/{member}",
            found=value,
            expected="a day on the calendar, as yyyymmdd",
        )
    return day


def check_days(record: Mapping[str, Any], *members: str, where: str = "") -> None:
    """Refuse (INVALID) a record with a day, in one of the members it has, that does not exist."""
    for member in members:
        if record.get(member) is not None:
            day_of(record, member, where)
