"""What a verification can come to: a refusal, or an answer of one or two blocks.

Source: precontractual data, 3.2.1.2 and 3.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any


class Allowed(Enum):
    """Values of ``allowed``: three are declared, the last two occur in examples (3.3.5, 3.3.6)."""

    OK = "ok"
    NOK = "nok"
    UNKNOWN = "unknown"
    NO_GRANT = "noGrant"
    ERROR_GRANT = "errorGrant"


class Cause(Enum):
    """Values of ``cause``, spelled as in the JSON of the examples; prose spells some otherwise."""

    FLEXI_JOB = "errorFlexiJobPrecontractual"
    STUDENT_JOB = "errorStudentjobPrecontractual"
    TOO_OLD = "errorStudentRequirements"
    TOO_YOUNG = "errorYoungRequirements"


class RefusalKind(Enum):
    """Why a question is refused; the catalogue of problems holds what goes on the wire."""

    REPRESENTED_SUPERFLUOUS = "represented-superfluous"
    REPRESENTED_MISSING = "represented-missing"
    TOKEN_MISMATCH = "token-mismatch"  # noqa: S105 - the name of a refusal, no secret
    MANDATARY_SSIN_MISSING = "mandatary-ssin-missing"
    START_IN_PAST = "start-in-past"
    START_OUTSIDE_WINDOW = "start-outside-window"
    CITIZEN_UNKNOWN = "citizen-unknown"
    MANDATARY_UNKNOWN = "mandatary-unknown"
    REPRESENTED_INVALID = "represented-invalid"
    REPRESENTED_UNKNOWN = "represented-unknown"
    NOT_REPRESENTING = "not-representing"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something came out as it did, for the explanation off the wire.

    ``rule`` is an id of the fidelity ledger; ``nearest`` is the nearest value that is accepted.
    """

    rule: str
    source: str
    message: str
    where: str = ""
    found: Any = None
    expected: Any = None
    nearest: Any = None


@dataclass(frozen=True, slots=True)
class Refused:
    """The question is refused as a whole. ``value`` is what was sent, None when nothing was."""

    kind: RefusalKind
    value: str | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class Block:
    """The answer about one kind of work.

    ``hours_remaining`` is only told about student jobs that are answered ok or nok.
    """

    allowed: Allowed
    reason: Reason
    cause: Cause | None = None
    hours_remaining: int | None = None

    @property
    def answered(self) -> bool:
        """Whether the question was answered; such a block carries a reference."""
        return self.allowed in {Allowed.OK, Allowed.NOK}


@dataclass(frozen=True, slots=True)
class Answered:
    """The question is answered; a block that was not asked for is None."""

    flexi_job: Block | None
    student_job: Block | None


Verdict = Refused | Answered
