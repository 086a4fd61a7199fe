"""A period that a question is about, as its path gives it.

Source: Link2Prisma manual, 3 and 4.1.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from invaller.apis.prisma.domain.calendar_days import day_of
from invaller.apis.prisma.domain.outcome import INVALID, Refused


def period_of(parameters: Mapping[str, Any]) -> tuple[date, date]:
    """The first and last day of a question; refuses an end before the start (assumed)."""
    first, last = day_of(parameters, "StartDate"), day_of(parameters, "EndDate")
    if last < first:
        raise Refused(
            INVALID,
            "prisma.queue.period-in-order",
            "EndDate lies before StartDate.",
            source="assumed",
            where="EndDate",
            found=parameters["EndDate"],
            expected=f"{parameters['StartDate']} or later",
            nearest=parameters["StartDate"],
        )
    return first, last
