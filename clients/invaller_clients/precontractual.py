"""The client of employmentPrecontractualData v1: may a citizen be flexi-jobber or student."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Self

from .errors import UnreadableAnswer
from .reading import Members
from .transport import Service


class TypeOfWorker(StrEnum):
    """What to verify; both if it is left out (precontractual data, 3.2.1.1)."""

    FLEXI_JOB = "flexiJob"
    STUDENT_JOB = "studentJob"
    ALL = "all"


class Allowed(StrEnum):
    """Whether the citizen may; the last two are only in the examples (3.3.5 and 3.3.6)."""

    OK = "ok"
    NOT_OK = "nok"
    UNKNOWN = "unknown"
    NO_GRANT = "noGrant"
    ERROR_GRANT = "errorGrant"


@dataclass(frozen=True, slots=True)
class JobResult:
    """What was found about one kind of job (precontractual data, 3.2.1.2).

    `description` is "disclaimer", or "error" when nothing could be said; then `cause` may say
    why. `label` has a text in HTML by language: nl, fr, de and en.
    """

    allowed: Allowed
    reference: str | None
    description: str | None
    cause: str | None
    label: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class FlexiJobResult(JobResult):
    """Whether the citizen fulfils the conditions of a flexi-job."""

    @classmethod
    def of(cls, block: Members) -> Self:
        """Read it; UnreadableAnswer when `allowed` is absent or not known."""
        return cls(reference=block.text("flexiJobReference"), **_common(block))


@dataclass(frozen=True, slots=True)
class StudentJobResult(JobResult):
    """Whether the citizen may work as a student, and how many hours are left to reserve."""

    hours_remaining: int | None

    @classmethod
    def of(cls, block: Members) -> Self:
        """Read it; UnreadableAnswer when `allowed` is absent or not known."""
        return cls(
            reference=block.text("studentJobReference"),
            hours_remaining=block.number("hoursRemaining"),
            **_common(block),
        )


@dataclass(frozen=True, slots=True)
class PrecontractualData:
    """One answer. A block that was not asked is None; `raw` keeps the whole answer."""

    reference: str
    flexi_job: FlexiJobResult | None
    student_job: StudentJobResult | None
    raw: Mapping[str, Any] = field(repr=False, hash=False)

    @classmethod
    def of(cls, answer: Members) -> Self:
        """Read it; UnreadableAnswer without the main reference."""
        flexi, student = answer.inner("flexiJobResult"), answer.inner("studentJobResult")
        return cls(
            reference=answer.require(answer.text, "precontractualMainReference"),
            flexi_job=FlexiJobResult.of(flexi) if flexi.raw else None,
            student_job=StudentJobResult.of(student) if student.raw else None,
            raw=answer.raw,
        )


class PrecontractualClient(Service):
    """Asks what is known about a candidate, who gave a burgermandaat (precontractual data, 1)."""

    INTEGRATION_URL: ClassVar[str] = (
        "https://services-int.socialsecurity.be/REST/employmentPrecontractualData/v1"
    )
    """The only environment that the document names."""

    def verify(
        self,
        mandatary_enterprise_number: str,
        citizen: str,
        start_date: date,
        represented: str | None = None,
        type_of_worker: TypeOfWorker | Sequence[TypeOfWorker] | None = None,
    ) -> PrecontractualData:
        """Verify what `citizen` (11 digits) may do from `start_date`.

        `mandatary_enterprise_number` (10 digits) is the caller's own, that of its token; a
        mandatary adds that of the enterprise it represents as `represented`. Having no active
        mandate is an answer (`Allowed.NO_GRANT`); wrong parameters are a BadRequest with issues.
        """
        query: dict[str, str | Sequence[str]] = {
            "mandataryEnterpriseNumber": mandatary_enterprise_number,
            "citizen": citizen,
            "startDate": start_date.isoformat(),
        }
        if represented is not None:
            query["representedEnterpriseNumber"] = represented
        if type_of_worker is not None:
            query["typeOfWorker"] = _values(type_of_worker)
        return PrecontractualData.of(self._read("GET", "/verifyPrecontractualData", query=query))


def _values(types: TypeOfWorker | Sequence[TypeOfWorker]) -> list[str]:
    return [types.value] if isinstance(types, TypeOfWorker) else [one.value for one in types]


def _common(block: Members) -> dict[str, Any]:
    """The members that both kinds of job have."""
    description = block.inner("description")
    labels = description.inner("label")
    return {
        "allowed": _allowed_of(block),
        "description": description.text("type"),
        "cause": description.text("cause"),
        "label": {language: labels.text(language) or "" for language in labels.raw},
    }


def _allowed_of(block: Members) -> Allowed:
    value = block.require(block.text, "allowed")
    try:
        return Allowed(value)
    except ValueError as error:
        raise UnreadableAnswer(f"allowed: {value!r} is not known") from error
