"""The burgermandaat: a citizen's permission to look up their data.

It is kept for a citizen and the enterprise that asks: the employer itself, or the mandatary
when a mandatary asks; never the represented enterprise. Only an active one opens the data.
Source: precontractual data, 1 and 3.3.5.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum


class MandateStatus(Enum):
    """What the citizen did with the request for a mandate."""

    ACTIVE = "active"
    PENDING = "pending"
    REFUSED = "refused"


class Grant(Enum):
    """What the mandates of a citizen and an enterprise amount to on a day."""

    ACTIVE = "active"
    ABSENT = "absent"
    PENDING = "pending"
    REFUSED = "refused"
    EXPIRED = "expired"
    NOT_YET = "not-yet"


_BEST_FIRST = (Grant.ACTIVE, Grant.NOT_YET, Grant.PENDING, Grant.EXPIRED, Grant.REFUSED)


@dataclass(frozen=True, slots=True)
class Mandate:
    """One mandate; ``start`` and ``end`` are its first and last day, None when open."""

    citizen: str
    enterprise: str
    status: MandateStatus
    start: date | None = None
    end: date | None = None


def grant(mandates: Iterable[Mandate], citizen: str, enterprise: str, day: date) -> Grant:
    """Return what the mandates between a citizen and the asking enterprise are worth on a day.

    Of several mandates the most favourable counts.
    """
    found = {
        _on(mandate, day)
        for mandate in mandates
        if mandate.citizen == citizen and mandate.enterprise == enterprise
    }
    return next((state for state in _BEST_FIRST if state in found), Grant.ABSENT)


def _on(mandate: Mandate, day: date) -> Grant:
    """Return the state of one mandate on a day; dates matter once it is active."""
    if mandate.status is not MandateStatus.ACTIVE:
        return Grant(mandate.status.value)
    if mandate.start is not None and day < mandate.start:
        return Grant.NOT_YET
    if mandate.end is not None and day > mandate.end:
        return Grant.EXPIRED
    return Grant.ACTIVE
