"""Schedules of an employer: hours of every day, over one week or several.

Source: Link2Prisma manual, 4.2 POST /schedule; facts: prisma_fields.json, Schedule.
"""

from typing import Any

from invaller.apis.prisma.domain.calendar_days import day_of
from invaller.apis.prisma.domain.outcome import EXISTS, INVALID, Refused


def check(schedule: dict[str, Any]) -> None:
    """Refuse (INVALID) a schedule with a start that does not exist, no week, or one twice.

    That every week is named once, and there is one at least, is assumed.
    """
    day_of(schedule, "StartDate")
    weeks = [week["WeekNumber"] for week in schedule["Week"]]
    if not weeks or len(set(weeks)) != len(weeks):
        raise Refused(
            INVALID,
            "prisma.schedule.each-week-once",
            "A schedule has at least one week, and each week once.",
            source="facts: prisma_fields.json, Schedule (assumed)",
            where="/Week",
            found=weeks,
            expected="week numbers that differ",
            nearest=sorted(set(weeks)) or [1],
        )


def exists(identifier: str) -> Refused:
    """The refusal of a schedule whose code is in use (assumed)."""
    return Refused(
        EXISTS,
        "prisma.schedule.taken",
        f"Schedule {identifier} exists already.",
        source="Link2Prisma manual, 4.2 POST /schedule (assumed)",
        where="/ScheduleID",
        found=identifier,
        expected="a code that no schedule of the employer has",
    )
