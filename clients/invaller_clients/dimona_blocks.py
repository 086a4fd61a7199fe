"""The blocks that a Dimona client sends, under their names on the wire.

They are plain dicts with known members; others may be added where the glossary has more. Dates
are YYYY-MM-DD and hours HHMM, both text. `Employer` and `Worker` come back in answers as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Required, TypedDict

NO_END_DATE = date(9999, 12, 31)
"""As the end date of an update: the period is open again (facts: dimona A2)."""


class DeclarationKind(StrEnum):
    """The seven kinds of declaration; each is also the name of its block."""

    DIMONA_IN = "dimonaIn"
    DIMONA_OUT = "dimonaOut"
    DIMONA_UPDATE = "dimonaUpdate"
    DIMONA_CANCEL = "dimonaCancel"
    DAILY_REGISTRATION_IN = "dailyRegistrationIn"
    DAILY_REGISTRATION_UPDATE = "dailyRegistrationUpdate"
    DAILY_REGISTRATION_CANCEL = "dailyRegistrationCancel"


class Employer(TypedDict, total=False):
    """One of the two numbers is enough (Dimona WS REST v2, 5.1.1.1)."""

    employerId: int
    enterpriseNumber: str


class Municipality(TypedDict, total=False):
    """`code` is the NIS code."""

    code: int
    name: str


class Address(TypedDict, total=False):
    """`country` is a code of annex 5, 150 for Belgium."""

    street: str
    houseNumber: str
    boxNumber: str
    postCode: str
    municipality: Municipality
    country: int


class Worker(TypedDict, total=False):
    """By `ssin` (INSZ), or else by the other members: the minimum identification data."""

    ssin: str
    familyName: str
    givenName: str
    givenNames: str
    birthDate: str
    placeOfBirth: str
    countryOfBirth: int
    nationality: int
    gender: int | str
    address: Address


class UserEnterprise(TypedDict, total=False):
    """The enterprise where an agency worker works."""

    enterpriseNumber: str
    jointCommissionNumber: str
    address: Address


class Features(TypedDict, total=False):
    """What kind of employment it is."""

    jointCommissionNumber: str
    workerType: str
    subEntityNumber: int | str
    userEnterprise: UserEnterprise


class PlaceOfWork(TypedDict, total=False):
    """Where a student works."""

    name: str
    address: Address


class DimonaIn(TypedDict, total=False):
    """A worker enters service."""

    startDate: Required[str]
    startHour: str
    endDate: str
    endHour: str
    plannedHoursNumber: int
    features: Required[Features]
    studentPlaceOfWork: PlaceOfWork


class DimonaOut(TypedDict):
    """A worker leaves."""

    periodId: int
    endDate: str


class DimonaUpdate(TypedDict, total=False):
    """A period turns out to be different; only what changes is sent."""

    periodId: Required[int]
    startDate: str
    startHour: str
    endDate: str
    endHour: str
    plannedHoursNumber: int


class DimonaCancel(TypedDict):
    """A worker did not start after all."""

    periodId: int


class DailyRegistrationIn(TypedDict, total=False):
    """A permanent horeca worker is present."""

    periodId: Required[int]
    startDate: Required[str]
    startHour: Required[str]
    endDate: str
    endHour: str


class DailyRegistrationUpdate(TypedDict, total=False):
    """A presence turns out to be different; only what changes is sent."""

    dailyRegistrationId: Required[int]
    startDate: str
    startHour: str
    endDate: str
    endHour: str


class DailyRegistrationCancel(TypedDict):
    """A worker was not present after all."""

    dailyRegistrationId: int


class DeclarationRequest(TypedDict, total=False):
    """What is submitted: exactly one block of the seven, and for an In employer and worker."""

    employer: Employer
    worker: Worker
    references: list[Mapping[str, Any]]
    dimonaIn: DimonaIn
    dimonaOut: DimonaOut
    dimonaUpdate: DimonaUpdate
    dimonaCancel: DimonaCancel
    dailyRegistrationIn: DailyRegistrationIn
    dailyRegistrationUpdate: DailyRegistrationUpdate
    dailyRegistrationCancel: DailyRegistrationCancel


class DeclarationSearch(TypedDict, total=False):
    """At least an employer, a user enterprise or a worker (Dimona WS REST v2, 5.1.3)."""

    employer: Employer
    worker: Worker
    userEnterprise: UserEnterprise
    fromCreationDate: str
    toCreationDate: str
    dimonaDeclarationType: list[str]
    dimonaDeclarationStatus: Any
    channel: Any
    references: Any
    periodId: int
    dailyRegistrationId: int


class SearchedFeatures(TypedDict, total=False):
    """Which features the periods must have, or must not have."""

    jointCommissionNumbers: list[str]
    workerTypes: list[str]
    excludedJointCommissionNumbers: list[str]
    excludedWorkerTypes: list[str]
    subEntityNumber: int | str
    userEnterprise: UserEnterprise


class PeriodSearch(TypedDict, total=False):
    """At least an employer, a user enterprise or a worker (Dimona WS REST v2, 5.1.7)."""

    employer: Employer
    worker: Worker
    features: SearchedFeatures
    activeFromDate: str
    activeToDate: str


class RelationSearch(TypedDict, total=False):
    """At least an employer, a user enterprise or a worker (Dimona WS REST v2, 5.1.8)."""

    employer: Employer
    worker: Worker
    userEnterprise: UserEnterprise
    activeFromDate: str
    activeToDate: str


def kind_of(declaration: Mapping[str, Any]) -> DeclarationKind | None:
    """Which of the seven blocks is in `declaration`, a request or an answer; the first if more."""
    return next((kind for kind in DeclarationKind if kind in declaration), None)


def given(**members: Any) -> dict[str, Any]:
    """The members that are not None, with dates as the wire has them."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in members.items()
        if value is not None
    }
