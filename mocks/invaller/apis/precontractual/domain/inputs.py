"""What a verification is asked, by whom, and what the registers know about it.

Numbers are text of ten digits (enterprises) or eleven (citizens) when they are well formed;
a question holds what the caller sent, so it may hold any text.
Sources: precontractual data, 2, 3.2.1.1 and 3.3.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from invaller.apis.precontractual.domain.mandates import Mandate
from invaller.kernel.flexi_conditions import Employment


class Role(Enum):
    """In which capacity a call is made: role 1, role 2 and the portal's web component (2)."""

    EMPLOYER = "employer"
    PROVIDER = "provider"
    PORTAL = "portal"


class WorkerKind(Enum):
    """What can be asked about a citizen; a question without a kind asks for both."""

    FLEXI_JOB = "flexiJob"
    STUDENT_JOB = "studentJob"


class BackendPart(Enum):
    """A part behind the API that can be down while the API itself answers."""

    PENSION_REGISTER = "pension-register"
    STUDENT_DATA = "student-data"
    MANDATES = "mandates"


@dataclass(frozen=True, slots=True)
class Question:
    """The parameters of one verification, as sent."""

    mandatary: str
    citizen: str
    start: date
    represented: str | None = None
    kinds: frozenset[WorkerKind] = frozenset(WorkerKind)
    mandatary_ssin: str | None = None

    @property
    def employer(self) -> str:
        """The future employer: the represented enterprise, or else the one that asks."""
        return self.represented or self.mandatary


@dataclass(frozen=True, slots=True)
class Asker:
    """Who calls: the enterprise in the token, its capacity and whom it may act for.

    ``represents`` is None for an asker that may act for every enterprise.
    """

    enterprise: str
    role: Role
    represents: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Citizen:
    """A person in the register; ``pension_from`` is the first day of a legal pension."""

    number: str
    born: date
    pension_from: date | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known when a question is judged.

    ``citizen`` is None when the register does not know the person; ``known_enterprises`` are
    those of the question that the register knows. With ``registers_open`` a number that is
    valid by its check digits exists too. ``hours_remaining`` are the student hours that are
    free in the year of the planned first day.
    """

    asker: Asker
    citizen: Citizen | None
    known_enterprises: frozenset[str]
    registers_open: bool = False
    mandates: tuple[Mandate, ...] = ()
    employments: tuple[Employment, ...] = ()
    hours_remaining: int = 0
    down: frozenset[BackendPart] = field(default_factory=frozenset)
