"""Everything the rules need to know about the world when they judge a declaration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from invaller.apis.dimona.domain.daily_registration import DailyRegistration
from invaller.apis.dimona.domain.period import Period

Record = Mapping[str, Any]
"""A record of a shared register: a plain JSON object."""


class Mandate(Enum):
    """Whether the declarant may declare for the employer (90256-155)."""

    VALID = "ok"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class StudentAccount:
    """Hours of student work of one worker in one calendar year.

    ``quota`` is what the year allows, ``reserved`` what other periods than the one at hand
    reserved (facts: dimona A8).
    """

    quota: int
    reserved: int

    @property
    def remaining(self) -> int:
        """Hours that are still free; never below 0."""
        return max(self.quota - self.reserved, 0)


@dataclass(frozen=True, slots=True)
class Situation:
    """What the caller gathered for a declaration; ``needs`` tells what to gather.

    employer: record found by employerId or else by enterpriseNumber (for other kinds than a
        Dimona In: the employer of the target period); None when there is none.
    user_enterprise: record of the user of an agency worker, None when it is unknown.
    worker: citizen with the given ssin (or of the target period); None when unknown.
    candidates: citizens among whom a worker without ssin is looked for.
    period: the period with the given periodId (or of the target daily registration).
    worker_periods: all periods of the worker with all employers, the target included or not.
    employer_periods: periods of all workers with the employer, or with the user of an agency
        worker, for the quota of occasional days in horeca.
    daily_registration, daily_registrations: the target one and all of its period.
    student_account: hours of the worker in the year of the start; None when not checked.
    employments: volumes per quarter of the worker; None when they cannot be consulted, so
        that flexi conditions are not checked.
    registers_open: whether any valid number counts as known.
    daily_registration_end_date_required: the reading of the glossary (facts: dimona C2 row 13).
    """

    employer: Record | None = None
    user_enterprise: Record | None = None
    mandate: Mandate = Mandate.VALID
    worker: Record | None = None
    candidates: tuple[Record, ...] = ()
    period: Period | None = None
    worker_periods: tuple[Period, ...] = ()
    employer_periods: tuple[Period, ...] = ()
    daily_registration: DailyRegistration | None = None
    daily_registrations: tuple[DailyRegistration, ...] = ()
    student_account: StudentAccount | None = None
    employments: tuple[Record, ...] | None = None
    registers_open: bool = False
    daily_registration_end_date_required: bool = False
