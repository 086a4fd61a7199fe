"""What a period would look like: the dates, hours and features of a declaration, read.

A value that is absent or cannot be read is None; the checks on form report it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from invaller.apis.dimona.domain.joint_commissions import AGENCY, HORECA
from invaller.apis.dimona.domain.values import END_OF_TIME, at
from invaller.apis.dimona.domain.worker_types import WORKER_TYPES, WorkerType
from invaller.kernel.numbers import enterprise_number

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Features:
    """The characteristics of a period, as declared in ``features``.

    Two periods have the same features when these values are equal.
    """

    joint_commission: str | None = None
    worker_type: str | None = None
    sub_entity: str | None = None
    user_enterprise: Mapping[str, Any] | None = None

    @property
    def kind(self) -> WorkerType | None:
        """The worker type out of the table, None for an unknown code."""
        return WORKER_TYPES.get(self.worker_type or "")

    @property
    def user_number(self) -> str | None:
        """The enterprise number of the user of an agency worker, ten digits."""
        return enterprise_number.normalised((self.user_enterprise or {}).get("enterpriseNumber"))

    @property
    def user_commission(self) -> str | None:
        """The joint commission of the user of an agency worker."""
        value = (self.user_enterprise or {}).get("jointCommissionNumber")
        return None if value is None else str(value)

    @property
    def is_agency(self) -> bool:
        """Whether the worker is an agency worker."""
        return self.joint_commission == AGENCY

    @property
    def is_horeca_extra(self) -> bool:
        """Whether the worker is an occasional worker in horeca, also through an agency.

        Source: facts: dimona A8, agency EXT in horeca.
        """
        commission = self.user_commission if self.is_agency else self.joint_commission
        return self.worker_type == "EXT" and commission == HORECA


@dataclass(frozen=True, slots=True)
class Shape:
    """Dates, hours, planned work and features of a period, as far as they could be read."""

    features: Features
    start: date | None = None
    end: date | None = None
    start_hour: str | None = None
    end_hour: str | None = None
    planned_hours: int | None = None
    planned_days: int | None = None

    @property
    def begins(self) -> datetime | None:
        """The first moment of the period on the clock of Brussels (naive)."""
        return at(self.start, self.start_hour or "0000") if self.start else None

    @property
    def ends(self) -> datetime:
        """The moment at which the period is over; the end of time when it is open.

        Without an hour the whole last day belongs to the period.
        """
        if self.end is None:
            return END_OF_TIME
        if self.end_hour:
            return at(self.end, self.end_hour)
        return at(self.end, "0000") + _ONE_DAY if self.end < date.max else END_OF_TIME

    @property
    def length(self) -> timedelta | None:
        """Time between the first and last moment, None unless all four are known."""
        if self.start and self.end and self.start_hour and self.end_hour:
            return at(self.end, self.end_hour) - at(self.start, self.start_hour)
        return None

    @property
    def is_one_day_flexi(self) -> bool:
        """Whether a flexi-job is declared as a performance of one day.

        That is when it ends on the day it starts, or carries hours and ends on the next day:
        a performance over midnight (facts: dimona A8, oral contract).
        """
        if self.features.worker_type != "FLX" or self.start is None or self.end is None:
            return False
        has_hours = self.start_hour is not None or self.end_hour is not None
        return self.end == self.start or (has_hours and self.end - self.start == _ONE_DAY)
