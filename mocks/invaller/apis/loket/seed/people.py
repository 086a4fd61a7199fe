"""Employees, their employments, and the records that every employment has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from invaller.apis.loket.domain.aow_date import aow_date
from invaller.apis.loket.domain.person_names import formatted_name
from invaller.apis.loket.seed.employers import address
from invaller.apis.loket.seed.planting import Body, Garden
from invaller.apis.loket.seed.reading import data, identify, when
from invaller.kernel.numbers import bsn, iban

_RAISED_AFTER = 2
"""Employments of at least as many years have a wage before their present one."""

_STATUTORY_WEEKS = 4
"""Weeks of leave that the law gives a year (Burgerlijk Wetboek 7:634)."""


@dataclass(frozen=True, slots=True)
class Person:
    """A line of people.yaml, with the date of hiring as ISO 8601."""

    employer: str
    number: int
    gender: int
    initials: str
    first_name: str
    prefix: str
    last_name: str
    born: str
    street: str
    house_number: int
    postal_code: str
    city: str
    hired: str
    hours: int
    wage: float
    department: str
    function: str

    @property
    def label(self) -> str:
        """What the ids of the employee and the employment are made of."""
        return f"{self.employer}/{self.number}"


def plant_people(garden: Garden) -> None:
    """Plant every employee with an employment and its records."""
    employers = {one["key"]: one for one in data("employers")["employers"]}
    for serial, line in enumerate(data("people")["people"], 1):
        person = Person(*[*line[:12], when(line[12], garden.today), *line[13:]])
        _employee(garden, person, serial)
        _employment(garden, person, employers[person.employer]["administrations"][0])
        _records(garden, person)
        _leave(garden, person)


def _employee(garden: Garden, person: Person, serial: int) -> None:
    employer = identify("employer", person.employer)
    details: Body = {
        "initials": person.initials,
        "firstName": person.first_name,
        "prefix": person.prefix or None,
        "lastName": person.last_name,
        "dateOfBirth": person.born,
        "gender": {"key": person.gender},
        "civilStatus": {"key": 1 + serial % 3},
        "nationality": {"key": 2},
        "howToFormatLastName": {"key": 1},
        "aowDate": aow_date(date.fromisoformat(person.born)).isoformat(),
    }
    details["formattedName"] = formatted_name(details)
    mail = f"{person.first_name.lower()}.{person.number}@{person.employer}.example"
    body = {
        "employeeNumber": person.number,
        "personalDetails": details,
        "address": address([person.street, person.house_number, person.postal_code, person.city]),
        "contactInformation": {"emailAddress": mail, "mobilePhoneNumber": f"06120000{serial:02d}"},
        "statusEmployeeSelfService": {"key": 3 if serial % 4 else 1},
        "citizenServiceNumber": bsn.generate(12_345_000 + serial * 7),
    }
    garden.plant("employee", person.label, body, parent=employer, employer=employer)


def _employment(garden: Garden, person: Person, administration: Body) -> None:
    employee = identify("employee", person.label)
    body = {
        "employee": {"id": employee},
        "startDate": person.hired,
        "historicalStartDate": person.hired,
        "payrollAdministration": {"id": identify("payroll-administration", administration["key"])},
        "payrollId": person.number,
        "incomeRelationshipNumber": 1,
        "typeOfEmployee": {"key": 1},
        "employmentDurationType": {"key": 1},
        "employmentContractType": {"key": 1},
        "employmentCategoryType": {"key": 2},
        "exemptionInsuranceObligation": {"key": 0},
        "temporaryTaxExemption": {"key": 2},
        "cancellationPeriodTimeUnit": {"key": 4},
        "cancellationPeriodEmployee": 1,
        "cancellationPeriodEmployer": 2,
        "writtenEmploymentContract": True,
        "calculateWorkingHours": True,
    }
    employer = identify("employer", person.employer)
    garden.plant("employment", person.label, body, parent=employee, employer=employer)


def _records(garden: Garden, person: Person) -> None:
    period = {"key": 3 if person.employer == "de-steur" else 1}
    _wages(garden, person, period)
    for resource, body in (
        ("working-hours", _hours(person)),
        ("organizational-entity", _entity(person)),
        ("fiscal-properties", _fiscal(person)),
        ("social-security-configuration", _insured()),
        ("payment-information-sepa", _payment(person)),
    ):
        _below(garden, person, resource, person.label, {"startDate": person.hired, **body})


def _wages(garden: Garden, person: Person, period: Body) -> None:
    gross: Body = {"grossWage": person.wage, "grossWageType": {"key": 1}}
    start, until = person.hired, garden.today.year - _RAISED_AFTER
    if int(person.hired[:4]) <= until:
        start = f"{garden.today.year - 1}-07-01"
        earlier = {
            **gross,
            "grossWage": round(person.wage * 0.96, 2),
            "startDate": person.hired,
            "endDate": f"{garden.today.year - 1}-06-30",
            "payrollPeriodType": period,
        }
        _below(garden, person, "wage", f"{person.label}/1", earlier)
    present = {**gross, "startDate": start, "payrollPeriodType": period}
    _below(garden, person, "wage", f"{person.label}/2", present)


def _hours(person: Person) -> Body:
    kind = 10 if person.hours >= 38 else 20
    return {
        "shift": {"shiftNumber": 1},
        "shiftRateSickLeave": {"shiftNumber": 1},
        "deviatingHoursPerWeek": person.hours,
        "averageHoursPerWeek": person.hours,
        "aggregatedHoursPerWeek": person.hours,
        "averageParttimeFactor": round(person.hours / 40 * 100, 2),
        "regularWorkPattern": True,
        "contractCode": {"key": identify("contract-code", f"{person.employer}/{kind}")},
    }


def _entity(person: Person) -> Body:
    employer = person.employer
    return {
        "department": {"key": identify("department", f"{employer}/{person.department}")},
        "function": {"key": identify("function", f"{employer}/{person.function}")},
        "distributionUnit": {"key": identify("distribution-unit", f"{employer}/1")},
    }


def _fiscal(person: Person) -> Body:
    return {
        "annualSalary": round(person.wage * 12.96, 2),
        "applyPayrollTaxDeduction": True,
        "residentOf": {"key": 1},
    }


def _insured() -> Body:
    return {
        "isInsuredForOccupationalDisabilityInsuranceAct": True,
        "isInsuredForSicknessBenefitsAct": True,
        "isInsuredForUnemploymentInsuranceAct": True,
    }


def _payment(person: Person) -> Body:
    account = f"BANK{person.number * 100_003:010d}"
    return {
        "payrollComponent": {"key": 260},
        "iban": iban.generate("NL", account),
        "beneficiary": {"name": f"{person.initials} {person.last_name}", "city": person.city},
        "description1": "Salaris",
    }


def _leave(garden: Garden, person: Person) -> None:
    year = garden.today.year
    start = max(f"{year}-01-01", person.hired)
    accruals: tuple[tuple[int, float], ...] = (
        (15, person.hours * _STATUTORY_WEEKS),
        (1, person.hours),
    )
    for kind, units in accruals:
        body: dict[str, Any] = {
            "leaveType": {"key": kind},
            "isAccrual": True,
            "numberOfUnits": units,
            "startDate": start,
            "endDate": start,
            "origin": {"meansOfCreation": {"key": 3}},
            "unitType": {"key": 1},
        }
        _below(garden, person, "leave", f"{person.label}/{kind}", body)


def _below(garden: Garden, person: Person, resource: str, label: str, body: Body) -> None:
    """Plant a record of the person's employment."""
    garden.plant(
        resource,
        label,
        body,
        parent=identify("employment", person.label),
        employer=identify("employer", person.employer),
    )
