"""What Dimona answers, typed. `raw` keeps the whole object, with members that no document names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Self, cast

from .dimona_blocks import DeclarationKind, Employer, Features, Worker, kind_of
from .errors import UnreadableAnswer
from .reading import Members


class Result(StrEnum):
    """The result of the processing (Dimona WS REST v2, 5.1.2)."""

    ACCEPTED = "A"
    ACCEPTED_WITH_WARNING = "W"
    REFUSED = "B"
    WAITING_FOR_SIGEDIS = "S"


@dataclass(frozen=True, slots=True)
class Anomaly:
    """What is wrong with a declaration, in Dutch and in French."""

    error_id: str
    nl: str
    fr: str


@dataclass(frozen=True, slots=True)
class Information:
    """What goes with an anomaly, such as the hours above the student quota."""

    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Declaration:
    """A declaration with its result. One that is refused or waits has no `period_id`.

    `kind` and `block` are what was declared, as far as the answer repeats it.
    """

    declaration_id: int
    result: Result
    period_id: int | None
    daily_registration_id: int | None
    anomalies: tuple[Anomaly, ...]
    informations: tuple[Information, ...]
    employer: Employer
    worker: Worker
    kind: DeclarationKind | None
    block: Mapping[str, Any] = field(hash=False)
    raw: Mapping[str, Any] = field(repr=False, hash=False)

    @property
    def accepted(self) -> bool:
        """Whether the declaration has effect, with a warning or without."""
        return self.result in (Result.ACCEPTED, Result.ACCEPTED_WITH_WARNING)

    @property
    def final(self) -> bool:
        """Whether the result stays; one that waits for Sigedis gets another later."""
        return self.result is not Result.WAITING_FOR_SIGEDIS

    @classmethod
    def of(cls, answer: Members) -> Self:
        """Read it; UnreadableAnswer without a number or with a result that is not known."""
        status = answer.inner("declarationStatus")
        kind = kind_of(answer.raw)
        return cls(
            declaration_id=status.require(status.number, "declarationId"),
            result=_result_of(status),
            period_id=status.inner("period").number("id"),
            daily_registration_id=_daily_registration_of(status),
            anomalies=tuple(_anomaly_of(item) for item in status.items("anomalies")),
            informations=tuple(
                _information_of(item) for item in status.items("informationsCollection")
            ),
            employer=cast(Employer, answer.inner("employer").raw),
            worker=cast(Worker, answer.inner("worker").raw),
            kind=kind,
            block=answer.inner(kind).raw if kind else {},
            raw=answer.raw,
        )


@dataclass(frozen=True, slots=True)
class Period:
    """A Dimona period as it is now (Dimona WS REST v2, 7.6).

    Hours are as sent: HHMM in most answers, but minutes since midnight in the example of
    GET /periods ("480"); nothing on the wire says which.
    """

    period_id: int
    start_date: date
    start_hour: str | None
    end_date: date | None
    end_hour: str | None
    planned_hours: int | None
    features: Features
    is_canceled: bool
    is_locked: bool
    is_canceled_nsso: bool
    is_late: bool
    creation_date: date | None
    last_update_date: date | None
    last_dimona_type: str | None
    anomaly_severity: str | None
    employer: Employer
    worker: Worker
    raw: Mapping[str, Any] = field(repr=False, hash=False)

    @classmethod
    def of(cls, answer: Members) -> Self:
        """Read it; UnreadableAnswer without a number or start date."""
        return cls(
            period_id=answer.require(answer.number, "periodId"),
            start_date=answer.require(answer.day, "startDate"),
            start_hour=answer.text("startHour"),
            end_date=answer.day("endDate"),
            end_hour=answer.text("endHour"),
            planned_hours=answer.number("plannedHoursNumber"),
            features=cast(Features, answer.inner("dimonaFeatures").raw),
            is_canceled=answer.flag("isCanceled"),
            is_locked=answer.flag("isLocked"),
            is_canceled_nsso=answer.flag("isCanceledNsso"),
            is_late=answer.flag("isLate"),
            creation_date=answer.day("creationDate"),
            last_update_date=answer.day("lastUpdateDate"),
            last_dimona_type=answer.text("lastDimonaType"),
            anomaly_severity=answer.text("anomalySeverity"),
            employer=cast(Employer, answer.inner("employer").raw),
            worker=cast(Worker, answer.inner("worker").raw),
            raw=answer.raw,
        )


@dataclass(frozen=True, slots=True)
class Relation:
    """All periods of one worker with one employer (Dimona WS REST v2, 7.8)."""

    employer: Employer
    worker: Worker
    start_date: date
    end_date: date | None
    number_of_periods: int | None
    number_of_periods_canceled: int | None
    number_of_features: int | None
    number_of_periods_temporary_worker: int | None
    joint_commission_numbers: tuple[str, ...]
    worker_types: tuple[str, ...]
    last_update_date: date | None
    raw: Mapping[str, Any] = field(repr=False, hash=False)

    @classmethod
    def of(cls, answer: Members) -> Self:
        """Read it; UnreadableAnswer without a start date."""
        return cls(
            employer=cast(Employer, answer.inner("employer").raw),
            worker=cast(Worker, answer.inner("worker").raw),
            start_date=answer.require(answer.day, "startDate"),
            end_date=answer.day("endDate"),
            number_of_periods=answer.number("numberOfPeriods"),
            number_of_periods_canceled=answer.number("numberOfPeriodsCanceled"),
            number_of_features=answer.number("numberOfFeatures"),
            number_of_periods_temporary_worker=answer.number("numberOfPeriodsTemporaryWorker"),
            joint_commission_numbers=answer.texts("jointCommissionNumbers"),
            worker_types=answer.texts("workerTypes"),
            last_update_date=answer.day("lastUpdateDate"),
            raw=answer.raw,
        )


@dataclass(frozen=True, slots=True)
class DailyRegistration:
    """The presence of a permanent horeca worker (Dimona WS REST v2, 7.4)."""

    daily_registration_id: int
    period_id: int
    start_date: date | None
    start_hour: str | None
    end_date: date | None
    end_hour: str | None
    creation_date: date | None
    is_canceled: bool
    raw: Mapping[str, Any] = field(repr=False, hash=False)

    @classmethod
    def of(cls, answer: Members) -> Self:
        """Read it; UnreadableAnswer without its number or that of its period."""
        return cls(
            daily_registration_id=answer.require(answer.number, "dailyRegistrationId"),
            period_id=answer.require(answer.number, "periodId"),
            start_date=answer.day("startDate"),
            start_hour=answer.text("startHour"),
            end_date=answer.day("endDate"),
            end_hour=answer.text("endHour"),
            creation_date=answer.day("creationDate"),
            is_canceled=answer.flag("isCanceled"),
            raw=answer.raw,
        )


def _result_of(status: Members) -> Result:
    code = status.require(status.text, "result")
    try:
        return Result(code)
    except ValueError as error:
        raise UnreadableAnswer(f"declarationStatus.result: {code!r} is not A, W, B or S") from error


def _daily_registration_of(status: Members) -> int | None:
    """The number of a daily registration; how it is named in the answer is not documented.

    Read as `dailyRegistration.id`, in the manner of `period.id`, or as `dailyRegistrationId`.
    """
    nested = status.inner("dailyRegistration").number("id")
    return nested if nested is not None else status.number("dailyRegistrationId")


def _anomaly_of(item: Members) -> Anomaly:
    label = item.inner("label")
    return Anomaly(
        error_id=item.require(item.text, "errorId"),
        nl=label.text("nl") or "",
        fr=label.text("fr") or "",
    )


def _information_of(item: Members) -> Information:
    return Information(
        type=item.require(item.text, "type"),
        value=item.require(item.text, "value"),
    )
