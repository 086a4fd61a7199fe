"""A Dimona period: the present situation of one employment of a worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from invaller.apis.dimona.domain.shape import Features, Shape


@dataclass(frozen=True, slots=True)
class EmployerKey:
    """The numbers of an employer, as far as they are known.

    ``enterprise_number`` has ten digits.
    """

    employer_id: int | None = None
    enterprise_number: str | None = None

    def is_same(self, other: EmployerKey) -> bool:
        """Tell whether two sets of numbers belong to one employer."""
        if self.enterprise_number and other.enterprise_number:
            return self.enterprise_number == other.enterprise_number
        return self.employer_id is not None and self.employer_id == other.employer_id


@dataclass(frozen=True, slots=True)
class Period:
    """One period of the personnel file; its number is that of the Dimona In behind it.

    Dates are legal dates in Brussels, hours HHMM. ``last_dimona_type`` is in, out, update or
    cancel. ``anomalies`` are the codes that the period carries. The optional blocks are kept
    as they were declared. Source: Dimona WS REST v2, 7.6; fields.json Period.
    """

    period_id: int
    employer: EmployerKey
    worker: str
    start_date: date
    features: Features
    creation_date: date
    last_update_date: date
    last_dimona_type: str = "in"
    end_date: date | None = None
    start_hour: str | None = None
    end_hour: str | None = None
    planned_hours: int | None = None
    planned_days: int | None = None
    student_place_of_work: Mapping[str, Any] | None = None
    construction_cards: Mapping[str, Any] | None = None
    small_statutes: Mapping[str, Any] | None = None
    is_canceled: bool = False
    is_locked: bool = False
    is_canceled_nsso: bool = False
    is_late: bool = False
    anomalies: tuple[str, ...] = ()

    @property
    def is_active(self) -> bool:
        """Whether the period was cancelled neither by the employer nor by the RSZ."""
        return not (self.is_canceled or self.is_canceled_nsso)

    @property
    def shape(self) -> Shape:
        """Dates, hours, planned work and features of the period."""
        return Shape(
            self.features,
            self.start_date,
            self.end_date,
            self.start_hour,
            self.end_hour,
            self.planned_hours,
            self.planned_days,
        )
