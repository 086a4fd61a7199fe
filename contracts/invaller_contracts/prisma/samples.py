"""Employers, workers and records that the stories are about."""

from typing import Any

from invaller_contracts.provider.target import Target

Body = dict[str, Any]

BUILDER = "100001"
"""External number of an employer that registers time through Link2Prisma."""

HOTEL = "100002"
"""Another one that does."""

RESTAURANT = "100003"
"""An employer without time registration, whose tables are empty."""

STRANGER = "999999"
"""An external number that no employer has."""

INSS = 97051858307
"""Rijksregisternummer of a man whom Dimona knows, and no employer of the seed has yet."""

CONTRACT: Body = {
    "Startdate": "20240101",
    "EmploymentStatus": "Employee",
    "Contract": "Usually",
    "CatRSZ": "010",
    "ParCom": "200",
    "DateInService": "20240101",
    "WorkingTime": "Fulltime",
    "SpecWorkingTime": "Regular",
    "WeekhoursWorker": 38,
    "WeekhoursEmployer": 38,
}

ADDRESS: Body = {
    "Startdate": "20240101",
    "Street": "Kerkstraat",
    "HouseNumber": "12",
    "PostBox": "B3",
    "ZIPCode": "9000",
    "City": "Gent",
    "Country": "00150",
}

FAMILY_STATUS: Body = {
    "Startdate": "20240101",
    "CivilStatus": "Married",
    "SpouseWithIncome": "WithIncome",
    "ChildrenAtCharge": 2,
}

TAX: Body = {"Startdate": "20240101", "TaxCalculation": "Percent", "Value": 27.5}

EMAIL: Body = {"CommunicationType": "Email", "Value": "jack.brown@voorbeeld.example"}
PHONE: Body = {"CommunicationType": "GSM", "Value": "0470 12 34 56"}

SALARY: Body = {
    "Startdate": "20240101",
    "Code": 1010,
    "Hours": 38,
    "Amount": 3250.5,
    "TypeOfIndexing": "Indexation",
}

CAR: Body = {
    "StartingDate": "20240201",
    "LicensePlate": "1-ABC-123",
    "MotorType": "Electric",
    "Co2Emissions": 0,
    "CatalogPrice": 42500.0,
}

NOTE: Body = {
    "Notedate": "20250303",
    "Startdate": "20250303",
    "Enddate": "20250307",
    "Reason": "Sickness",
    "MayLeaveHouse": "Y",
    "SalaryCode": 801,
}

PAYMENT: Body = {
    "Startdate": "20250101",
    "Enddate": "20251231",
    "PayoutType": "Amount",
    "Amount": 250,
    "PayWay": "Transfer",
    "BankAccount": "BE68539007547034",
    "BICCode": "BBRUBEBB",
}

COST_CENTRES: Body = {
    "Startdate": "20250101",
    "CostCentres": [
        {"CostCentre": "VERKOOP", "Percentage": 60},
        {"CostCentre": "ADMIN", "Percentage": 40},
    ],
}

SCHEDULE: Body = {
    "ScheduleID": "S38",
    "Description": "Voltijds 38 uur",
    "StartDate": "20250101",
    "Week": [
        {"WeekNumber": 1, "Day1": 7.6, "Day2": 7.6, "Day3": 7.6, "Day4": 7.6, "Day5": 7.6},
    ],
}

FIRST_DAY: Body = {
    "DateDeclaration": "20250303",
    "TypeOfUnEmployment": "EconomicReason",
    "Email": "hr@voorbeeld.example",
}

DIMONA_IN: Body = {
    "NatureDeclaration": "DimonaIn",
    "ContractType": "Normal",
    "Email": "hr@voorbeeld.example",
    "INSS": INSS,
    "StartingDate": "20250310",
}

NOTICE: Body = {
    "Filename": "attest.txt",
    "DocumentType": "ATTEST",
    "PublicationDate": "20250303",
    "Month": 3,
    "Year": 2025,
    "Language": "N",
}
"""A document to upload, without its content."""


def new_worker(number: int, **changes: Any) -> Body:
    """A worker with the least that one needs, and with changes; None takes a member away."""
    body: Body = {
        "WorkerNumber": number,
        "Name": "Brown",
        "Firstname": "Jack",
        "INSS": INSS,
        "Sex": "M",
        "Birthdate": "19970518",
        "Language": "N",
        "PayWay": "Transfer",
        "address": [ADDRESS],
        "FamilyStatus": [FAMILY_STATUS],
        "contract": [CONTRACT],
    }
    body |= changes
    return {name: value for name, value in body.items() if value is not None}


def shown(contract: Body) -> Body:
    """A contract that was sent without salary data, as it is answered."""
    return {**contract, "SalaryCompositions": []}


def absences(number: int, *rows: Body) -> Body:
    """Absences of a worker, as one item of a request."""
    return {"WorkerNumber": number, "Absences": list(rows)}


def absent(day: str, code: int, hours: float) -> Body:
    """An absence of some hours."""
    return {"Day": day, "Code": code, "Hours": hours}


def prestations(number: int, *rows: Body, **changes: Any) -> Body:
    """Prestations of a worker in March 2025, as one item of a request."""
    month = {"Month": 3, "Year": 2025, "EndOfPeriod": "20250331"}
    return {"WorkerNumber": number, **month, "Prestations": list(rows), **changes}


def worked(day: str, hours: float, code: int = 1) -> Body:
    """A prestation of some hours."""
    return {"Day": day, "Code": code, "Hours": hours}


def day_of(target: Target, offset: int = 0) -> str:
    """The day so many days after the target's today, as the API writes one."""
    return target.day(offset).strftime("%Y%m%d")
