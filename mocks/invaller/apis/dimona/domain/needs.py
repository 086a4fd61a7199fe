"""What the caller must load before a declaration can be judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from invaller.apis.dimona.domain.declaration import Declaration, Kind
from invaller.apis.dimona.domain.period import Period
from invaller.apis.dimona.domain.reading import changed_shape, shape_in
from invaller.apis.dimona.domain.shape import Shape
from invaller.kernel.numbers import enterprise_number, ssin
from invaller.kernel.numbers.digits import whole_number


@dataclass(frozen=True, slots=True)
class Needs:
    """What to load; None means nothing of the sort.

    period, daily_registration: numbers of the targets (an unreadable number is None). A
        target daily registration brings its own period and the others of that period.
    employer_id, enterprise_number: numbers under which the employer may be known, ten
        digits for the second; look under the first, then under the second.
    user_enterprise: enterprise number of the user of an agency worker, ten digits.
    ssin: the worker, of whom all periods with all employers are needed.
    identification: whether the worker is to be found among citizens; born_on, family_name
        are what they can be looked up by.
    student_year: calendar year of which the student account is needed.
    extras_of: enterprise number of the employer (or user) whose occasional periods in horeca
        are counted; extras_year the calendar year.
    employments: whether the volumes of employment of the worker are needed.
    """

    period: int | None = None
    daily_registration: int | None = None
    employer_id: int | None = None
    enterprise_number: str | None = None
    user_enterprise: str | None = None
    ssin: str | None = None
    identification: bool = False
    born_on: str | None = None
    family_name: str | None = None
    student_year: int | None = None
    extras_of: str | None = None
    extras_year: int | None = None
    employments: bool = False


def needs(declaration: Declaration, period: Period | None = None) -> Needs:
    """Tell what a declaration needs.

    For other kinds than a Dimona In ask twice: first without ``period`` for the numbers of
    the targets, then with the period that was found for the rest.
    """
    if declaration.kind is Kind.IN:
        return _of_in(declaration)
    period_id = None if _is_about_registration(declaration) else "periodId"
    targets = Needs(
        period=_number(declaration, period_id),
        daily_registration=_number(
            declaration, None if period_id is not None else "dailyRegistrationId"
        ),
    )
    return targets if period is None else _of_period(declaration, period, targets)


def _is_about_registration(declaration: Declaration) -> bool:
    return declaration.kind in (Kind.DAILY_UPDATE, Kind.DAILY_CANCEL)


def _number(declaration: Declaration, member: str | None) -> int | None:
    return None if member is None else whole_number(declaration.main.get(member))


def _of_in(declaration: Declaration) -> Needs:
    employer, worker = declaration.employer_block, declaration.worker_block
    shape = shape_in(declaration.main)
    number = enterprise_number.normalised(employer.get("enterpriseNumber"))
    family_name = worker.get("familyName") or worker.get("lastName")
    return Needs(
        employer_id=whole_number(employer.get("employerId")),
        enterprise_number=number,
        user_enterprise=shape.features.user_number,
        ssin=ssin.normalised(worker.get("ssin")),
        identification=not worker.given("ssin"),
        born_on=worker.get("birthDate"),
        family_name=family_name,
        student_year=_student_year(shape),
        extras_of=_extras_of(shape, number),
        extras_year=_year(shape.start) if shape.features.is_horeca_extra else None,
        employments=shape.features.worker_type == "FLX",
    )


def _of_period(declaration: Declaration, period: Period, targets: Needs) -> Needs:
    shape = period.shape
    if declaration.kind in (Kind.OUT, Kind.UPDATE):
        shape = changed_shape(shape, declaration.main)
    return Needs(
        period=targets.period or period.period_id,
        daily_registration=targets.daily_registration,
        employer_id=period.employer.employer_id,
        enterprise_number=period.employer.enterprise_number,
        user_enterprise=period.features.user_number,
        ssin=period.worker,
        student_year=_student_year(shape),
        extras_of=_extras_of(shape, period.employer.enterprise_number),
        extras_year=_year(shape.start) if shape.features.is_horeca_extra else None,
        employments=period.features.worker_type == "FLX",
    )


def _year(day: date | None) -> int | None:
    return day.year if day else None


def _student_year(shape: Shape) -> int | None:
    return _year(shape.start) if shape.features.worker_type == "STU" else None


def _extras_of(shape: Shape, employer: str | None) -> str | None:
    if not shape.features.is_horeca_extra:
        return None
    return shape.features.user_number if shape.features.is_agency else employer
