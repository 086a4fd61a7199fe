"""Sound bodies of Link2Prisma, of which generated ones are variations."""

from typing import Any

from invaller_contracts.prisma import samples

STARTS = (
    *("StartDate", "startdate", "carID", "noteID", "RefDate"),
    *("contractID", "addressID", "familystatusID", "taxID", "replDateID", "salarydate"),
)
"""Parameters of a path that are the day on which a record starts, or another day."""

ABSENT = samples.absent("20250310", 510, 7.6)
WORKED = samples.worked("20250303", 7.6)


def sound(number: int, start: str) -> dict[str, dict[str, Any]]:
    """A sound body of every kind, by a member that tells it apart from those that follow.

    number: of a worker; start: when all that a body begins starts.
    """
    return {
        "EmploymentStatus": {**samples.CONTRACT, "Startdate": start},
        "Street": {**samples.ADDRESS, "Startdate": start},
        "CivilStatus": {**samples.FAMILY_STATUS, "Startdate": start},
        "TaxCalculation": {**samples.TAX, "Startdate": start},
        "CommunicationType": samples.EMAIL,
        "LicensePlate": {**samples.CAR, "StartingDate": start, "CatRSZ": "010"},
        "Notedate": {**samples.NOTE, "Notedate": start},
        "PayoutType": {**samples.PAYMENT, "Startdate": start},
        "CostCentres": {**samples.COST_CENTRES, "Startdate": start},
        "ScheduleID": samples.SCHEDULE,
        "NatureDeclaration": samples.DIMONA_IN,
        "TypeOfUnEmployment": {**samples.FIRST_DAY, "ListOfWorkers": [number]},
        "Filename": {**samples.NOTICE, "Document": "ZWVuIGF0dGVzdA=="},
        "Absences": samples.absences(number, ABSENT),
        "EndOfPeriod": samples.prestations(number, WORKED),
        "contract": samples.new_worker(number + 1, INSS=None),
        "Firstname": {"Name": "Brown", "Firstname": "Jack"},
        "Code": {**samples.SALARY, "Startdate": start},
        "WorkerNumber": {"WorkerNumber": 1, "Startdate": start},
    }
