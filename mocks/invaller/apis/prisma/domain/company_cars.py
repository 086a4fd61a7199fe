"""Company cars: of a worker, or of the employer alone.

Sources: Link2Prisma manual, 4.1 to 4.4 companycar; facts: prisma_fields.json, CompanyCar.
"""

from collections.abc import Mapping
from typing import Any

from invaller.apis.prisma.domain.history import History
from invaller.apis.prisma.domain.outcome import INVALID, Refused

WORKER = "WorkerId"


def check_category(car: Mapping[str, Any]) -> None:
    """Refuse a car without a worker that names no RSZ category."""
    if not car.get("CatRSZ"):
        raise Refused(
            INVALID,
            "prisma.company-car.needs-cat-rsz",
            "CatRSZ is mandatory for a company car that is not linked to a worker.",
            source="Link2Prisma manual, 4.2 POST /companycar",
            where="/CatRSZ",
            found=car.get("CatRSZ"),
            expected="the RSZ category of the employer, three digits",
        )


EMPLOYER_CAR = History(
    "CompanyCar",
    "company car",
    title_of_owner="This employer",
    keys=("StartingDate",),
    start="StartingDate",
    end="EndingDate",
    taken="prisma.company-car.start-taken",
    check=check_category,
)
"""Cars that are not linked to a worker."""


def without_worker(car: Mapping[str, Any]) -> dict[str, Any]:
    """A car as sent, without the worker: the path alone says whose it is (assumed)."""
    return {name: value for name, value in car.items() if name != WORKER}


def of_worker(car: Mapping[str, Any], number: int) -> dict[str, Any]:
    """A car of a worker as answers show it, with the worker's number (assumed)."""
    return {**car, WORKER: number}
