"""What the rules decided about a declaration, and what is to be stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from invaller.apis.dimona.domain.anomaly import Anomaly, Result
from invaller.apis.dimona.domain.daily_registration import DailyRegistration
from invaller.apis.dimona.domain.period import Period


@dataclass(frozen=True, slots=True)
class Information:
    """One item of informationsCollection (Dimona WS REST v2, 7.2 (2))."""

    type: str
    value: str


@dataclass(frozen=True, slots=True)
class StudentReservation:
    """Hours that a period reserves in the student account of a worker; 0 gives them back.

    ``holder`` is the number of the period.
    """

    worker: str
    year: int
    holder: int
    hours: int


@dataclass(frozen=True, slots=True)
class Decision:
    """Result of a declaration with everything that it changes.

    ``period`` and ``daily_registration`` are the new values to store, ``student`` the hours to
    reserve, ``citizen`` a new citizen to register. ``worker`` is the ssin of the worker once
    it is known. With result B or S nothing is changed: these are None.
    """

    result: Result
    anomalies: tuple[Anomaly, ...] = ()
    informations: tuple[Information, ...] = ()
    period: Period | None = None
    daily_registration: DailyRegistration | None = None
    student: StudentReservation | None = None
    citizen: Mapping[str, Any] | None = None
    worker: str | None = None

    @property
    def changes_nothing(self) -> bool:
        """Whether there is nothing to store but the declaration itself."""
        changed = (self.period, self.daily_registration, self.student, self.citizen)
        return all(value is None for value in changed)
