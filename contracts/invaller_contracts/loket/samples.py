"""Who and what the stories of Loket are about: records of the seed, as a client finds them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from invaller_clients import LoketClient

Record = dict[str, Any]

MONTH_JANUARY = {"year": 2025, "periodNumber": 1}
"""The last payroll period of the nursery with an approved run."""

MONTH_FEBRUARY = {"year": 2025, "periodNumber": 2}
"""The first one without."""


@dataclass
class Nursery:
    """Kwekerij Zonnehof, an employer of provider De Linde, with 20 employees from 1001 on.

    Today is Monday 3 March 2025.
    """

    loket: LoketClient

    @cached_property
    def employer(self) -> str:
        """Its id."""
        named = "companyName eq 'Kwekerij Zonnehof B.V.'"
        return self._only("GetEmployersByUserId", filter=named)

    @cached_property
    def administration(self) -> str:
        """The id of its payroll administration."""
        name = "GetPayrollAdministrationsByEmployerId"
        return self._only(name, employerId=self.employer)

    def employee(self, number: int) -> str:
        """The id of an employee by employee number."""
        asked = f"employeeNumber eq {number}"
        return self._only("GetEmployeesByEmployerId", employerId=self.employer, filter=asked)

    def employment(self, number: int) -> str:
        """The id of the employment of an employee by employee number."""
        return self._only("GetEmploymentsByEmployeeId", employeeId=self.employee(number))

    def concept(self) -> Record:
        """The concept employee who is ready to be taken on."""
        concepts = self.loket.all("GetConceptEmployeesByEmployerId", employerId=self.employer)
        return next(one for one in concepts if one["uniqueName"] == "Bo Zand")

    def department(self, description: str) -> str:
        """The id of a department by its description."""
        asked = f"description eq '{description}'"
        return self._only("GetDepartmentsByEmployerId", employerId=self.employer, filter=asked)

    def _only(self, operation: str, **parameters: object) -> str:
        (found,) = self.loket.all(operation, parameters)
        return str(found["id"])


def absence(start: str, percentage: int = 100) -> Record:
    """An absence because of illness from a day on."""
    return {
        "causeOfAbsence": {"key": 2},
        "actionToBeTakenByOccupationalHealthAndSafetyService": {"key": 4},
        "isDisruptedEmploymentRelationship": False,
        "isRecoveredWithinTwoWeeks": False,
        "isWorkRelatedIllness": False,
        "progress": {"startDate": start, "currentIncapacityPercentage": percentage},
    }


def end_of_absence(day: str) -> Record:
    """The last day of an absence, because of recovery."""
    return {"endOfAbsence": {"date": day, "reason": {"key": 1}}}


def working_hours(start: str, hours: float) -> Record:
    """Working hours from a day on."""
    calculated = (
        "daysDailyRate",
        "deviatingDaysAndHours",
        "hoursBrokenPeriod",
        "hoursRegularPeriod",
        "leaveHours",
    )
    return {
        "startDate": start,
        "deviatingHoursPerWeek": hours,
        "regularWorkPattern": False,
        "calculateUsingWorkPattern": dict.fromkeys(calculated, False),
        "shift": {"shiftNumber": 1},
        "shiftRateSickLeave": {"shiftNumber": 1},
    }


def run_of(period: Record, kind: str = "regular") -> Record:
    """What a payroll run of a period is asked with."""
    return {
        "payrollPeriod": period,
        "sendEmailToEmployee": False,
        "initiationParameters": {"typeOfInitiation": kind},
    }
