"""Whom stories of Loket are about, wherever they run."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from invaller_clients import LoketClient
from invaller_contracts.loket.environment import EMPLOYEE, EMPLOYER
from invaller_contracts.provider.target import Target

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cast:
    """Ids of the employer and employee of a target, and of the employment; number: of the latter.

    first: a day on which no record of the employment has begun yet, at the start of a month.
    """

    employer: str
    employee: str
    employment: str
    number: int
    first: date

    @classmethod
    def of(cls, target: Target, loket: LoketClient) -> Self:
        """Find them as a client does."""
        name, number = target.value(EMPLOYER), int(target.value(EMPLOYEE))
        (employer,) = loket.all("GetEmployersByUserId", filter=f"companyName eq '{name}'")
        (employee,) = loket.all(
            "GetEmployeesByEmployerId",
            employerId=employer["id"],
            filter=f"employeeNumber eq {number}",
        )
        (employment,) = loket.all("GetEmploymentsByEmployeeId", employeeId=employee["id"])
        return cls(
            employer["id"], employee["id"], employment["id"], number, _month_after(target.day(35))
        )


def _month_after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def wages_of(loket: LoketClient, cast: Cast) -> list[Record]:
    """The wages of the employment, the oldest first."""
    return list(
        loket.all("GetWagesByEmploymentId", employmentId=cast.employment, orderBy="startDate")
    )


def child(initials: str = "A.") -> Record:
    """A child of an employee, with what must be told."""
    return {
        "dateOfBirth": "2019-05-04",
        "initials": initials,
        "firstName": "Anna",
        "lastName": "Smit",
        "gender": {"key": 2},
    }
