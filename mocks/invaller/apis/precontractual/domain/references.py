"""The references of a call and of its blocks.

A reference is the citizen's number, the day of the request as ddMMyyyy and a counter of two
digits: 21 characters. The main reference and those of the blocks have different counters.
Source: precontractual data, 3.2.1.2 and the examples of 3.2.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

COUNTERS = 100
"""Counters have two digits; a day's hundredth reference of a citizen starts over."""

PER_CALL = 3
"""Main, flexi-job and student job."""


@dataclass(frozen=True, slots=True)
class References:
    """The three references of one call."""

    main: str
    flexi_job: str
    student_job: str


def for_call(citizen: str, day: date, call_number: int) -> References:
    """Return the references of a citizen's ``call_number``-th call (from 0) on a day.

    Each call takes the next three counters, so that no two references of a citizen on one
    day are equal before the counters run out. Raises ValueError for a negative number.
    """
    if call_number < 0:
        raise ValueError("calls are numbered from 0")
    first = call_number * PER_CALL
    main, flexi_job, student_job = (
        f"{citizen}{day:%d%m%Y}{(first + offset) % COUNTERS:02d}" for offset in range(PER_CALL)
    )
    return References(main, flexi_job, student_job)
