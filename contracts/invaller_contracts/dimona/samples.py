"""Employers, workers and declarations that the stories are about; all are in the seed.

The first two employers and JOHN SMITH are those of the document (Dimona WS REST v2, 7).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from invaller_clients import DimonaIn, Employer, Worker
from invaller_contracts.provider.target import Target

SHOP: Employer = {"enterpriseNumber": "411702543"}
HOTEL: Employer = {"enterpriseNumber": "800002352"}
SMITH: Worker = {"ssin": "65111899997"}
STUDENT: Worker = {"ssin": "04030901246"}

HOTEL_PERIOD = 600050201853
"""Period of SMITH as permanent worker in the hotel, open since 26 October 2023 (7.1.2, 7.5)."""


def ordinary(start: date, end: date | None = None) -> DimonaIn:
    """An ordinary worker (OTH), for good or until a day."""
    block: DimonaIn = {
        "startDate": start.isoformat(),
        "features": {"jointCommissionNumber": "XXX", "workerType": "OTH"},
    }
    if end is not None:
        block["endDate"] = end.isoformat()
    return block


def in_horeca(start: date) -> DimonaIn:
    """An ordinary worker in horeca, for good."""
    block = ordinary(start)
    block["features"] = {"jointCommissionNumber": "302", "workerType": "OTH"}
    return block


def student(start: date, end: date, hours: int) -> DimonaIn:
    """A student (STU) with planned hours; both days lie in one quarter."""
    return {
        "startDate": start.isoformat(),
        "endDate": end.isoformat(),
        "plannedHoursNumber": hours,
        "features": {"jointCommissionNumber": "XXX", "workerType": "STU"},
    }


def extra(day: date, start_hour: str, end_hour: str) -> DimonaIn:
    """An occasional worker in horeca (EXT) on one day; hours are HHMM."""
    return {
        "startDate": day.isoformat(),
        "startHour": start_hour,
        "endDate": day.isoformat(),
        "endHour": end_hour,
        "features": {"jointCommissionNumber": "302", "workerType": "EXT"},
    }


@dataclass(frozen=True)
class Cast:
    """Who the stories are about: those above, or the ones that variables name."""

    shop: Employer
    hotel: Employer
    smith: Worker
    student: Worker

    @classmethod
    def of(cls, target: Target) -> Self:
        """The employers and workers of a target."""
        return cls(
            shop={"enterpriseNumber": target.value("INVALLER_DIMONA_EMPLOYER")},
            hotel={"enterpriseNumber": target.value("INVALLER_DIMONA_HORECA_EMPLOYER")},
            smith={"ssin": target.value("INVALLER_DIMONA_WORKER")},
            student={"ssin": target.value("INVALLER_DIMONA_STUDENT")},
        )


def days_in_quarter(target: Target) -> tuple[date, date]:
    """Two days from a week ahead on, in one quarter: at most eighteen days apart."""
    start = target.day(7)
    last_month = (start.month + 2) // 3 * 3
    following = date(start.year + last_month // 12, last_month % 12 + 1, 1)
    return start, min(start + timedelta(days=18), following - timedelta(days=1))
