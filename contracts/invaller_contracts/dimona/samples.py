"""Employers, workers and declarations that the stories are about; all are in the seed.

The first two employers and JOHN SMITH are those of the document (Dimona WS REST v2, 7).
"""

from datetime import date

from invaller_clients import DimonaIn, Employer, Worker

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
