"""One declaration under judgement, as the checks see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from invaller.apis.dimona.domain.anomaly import Anomaly
from invaller.apis.dimona.domain.block import Block
from invaller.apis.dimona.domain.declaration import Declaration
from invaller.apis.dimona.domain.period import EmployerKey, Period
from invaller.apis.dimona.domain.shape import Shape
from invaller.apis.dimona.domain.situation import Record, Situation


@dataclass(frozen=True, slots=True)
class Case:
    """A declaration with its situation, and what was read out of them.

    ``shape`` is what the period would look like. ``worker`` is the ssin of the worker once
    known, ``citizen`` the record of that worker when the registers hold one, ``employer`` the
    numbers of the employer.
    """

    declaration: Declaration
    situation: Situation
    shape: Shape
    employer: EmployerKey
    worker: str | None = None
    citizen: Record | None = None

    @property
    def block(self) -> Block:
        """The block that tells the kind of declaration."""
        return self.declaration.main

    @property
    def target(self) -> Period | None:
        """The period that the declaration is about, None for a Dimona In."""
        return self.situation.period

    @property
    def worker_type(self) -> str | None:
        """The code of the worker type."""
        return self.shape.features.worker_type

    def others(self) -> tuple[Period, ...]:
        """Return the active periods of the worker without the period that is judged."""
        own = self.target.period_id if self.target else self.declaration.declaration_id
        return tuple(
            period
            for period in self.situation.worker_periods
            if period.is_active and period.period_id != own
        )


AnyCase = TypeVar("AnyCase", bound=Case)

Check = Callable[[AnyCase], Iterable[Anomaly]]
"""A rule: the anomalies that it finds in a case."""


def run(checks: Iterable[Check[AnyCase]], case: AnyCase) -> list[Anomaly]:
    """Return the anomalies that the checks find, check after check."""
    return [anomaly for check in checks for anomaly in check(case)]
