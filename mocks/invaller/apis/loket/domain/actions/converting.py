"""Whether a concept employee holds what an employee needs, and the employee that it makes.

Source: Loket API V2, patchConvertToEmployeeByConceptEmployeeId. Which fields are needed is not
documented: those without which employee, employment and its place could not be shown (assumed).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from invaller.apis.loket.domain.aow_date import aow_date
from invaller.apis.loket.domain.faults import INVALID_VALUE, Fault
from invaller.apis.loket.domain.person_names import formatted_name
from invaller.kernel.numbers import bsn

Body = dict[str, Any]
Data = Mapping[str, Any]

_SOURCE = "Loket API V2, patchConvertToEmployeeByConceptEmployeeId"
_RULE = "loket.concept-employee.convert-validates"

_NEEDED = (
    "employeeData.personalDetails.lastName",
    "employeeData.personalDetails.initials",
    "employeeData.personalDetails.dateOfBirth",
    "employeeData.personalDetails.gender",
    "employmentData.startDate",
    "employmentData.typeOfEmployee",
    "employmentData.employmentDurationType",
    "employmentData.employmentContractType",
    "organizationalEntityData.department",
    "organizationalEntityData.function",
    "organizationalEntityData.distributionUnit",
)
_OF_AN_ADDRESS = ("street", "houseNumber", "postalCode", "city", "country")
_ADDRESSES = ("address", "deviatingPostalAddress")
_ADMINISTRATIONS = ("payrollAdministration", "nonPayrollAdministration")


def faults_of(concept: Data, taken_numbers: frozenset[int]) -> list[Fault]:
    """Everything that keeps a concept employee from becoming an employee; empty when it may.

    taken_numbers: the employee numbers of the employer.
    """
    return [
        *(_missing(path) for path in _NEEDED if _at(concept, path) is None),
        *_administration(concept),
        *_incomplete_addresses(concept),
        *_numbers(concept, taken_numbers),
    ]


def employee_of(concept: Data, number: int) -> Body:
    """The employee that a concept employee makes; number: its employee number."""
    data: Data = concept.get("employeeData") or {}
    details: Body = {"howToFormatLastName": {"key": 1}, **_told(data.get("personalDetails"))}
    born = date.fromisoformat(details["dateOfBirth"])
    details |= {"aowDate": aow_date(born).isoformat(), "formattedName": formatted_name(details)}
    return {
        "employeeNumber": number,
        "personalDetails": details,
        "contactInformation": _told(data.get("contactInformation")),
        "identityDocument": data.get("identityDocument"),
        "statusEmployeeSelfService": {"key": 1},
        "citizenServiceNumber": concept.get("citizenServiceNumber"),
        **{name: data.get(name) for name in _ADDRESSES},
    }


def next_number(taken: frozenset[int]) -> int:
    """The number of an employee who has none yet: the highest of the employer and one."""
    return max(taken, default=0) + 1


def _administration(concept: Data) -> Iterator[Fault]:
    employment: Data = concept.get("employmentData") or {}
    if not any(employment.get(name) for name in _ADMINISTRATIONS):
        yield _missing("employmentData.payrollAdministration")


def _incomplete_addresses(concept: Data) -> Iterator[Fault]:
    """An address is whole or not there; abroad it may lack its postal code."""
    data: Data = concept.get("employeeData") or {}
    for block in _ADDRESSES:
        address: Data = data.get(block) or {}
        for name in _OF_AN_ADDRESS if address else ():
            if address.get(name) is None and name != "postalCode":
                yield _missing(f"employeeData.{block}.{name}")


def _numbers(concept: Data, taken: frozenset[int]) -> Iterator[Fault]:
    number = _at(concept, "employeeData.employeeNumber")
    if number is not None and number in taken:
        where = "employeeData.employeeNumber"
        text = f"[{where}] {number} is the number of another employee"
        yield Fault(_RULE, text, where, found=number, nearest=next_number(taken), source=_SOURCE)
    service_number = concept.get("citizenServiceNumber")
    if service_number and not bsn.is_valid(service_number):
        yield Fault(
            "loket.employee.bsn-elfproef",
            "[citizenServiceNumber] has an invalid value",
            "citizenServiceNumber",
            INVALID_VALUE,
            found=service_number,
            source="facts: loket/notes.md, 8",
        )


def _missing(path: str) -> Fault:
    return Fault(_RULE, f"[{path}] is required", path, source=_SOURCE)


def _at(data: Any, path: str) -> Any:
    for step in path.split("."):
        data = data.get(step) if isinstance(data, Mapping) else None
    return data


def _told(block: Data | None) -> Body:
    return {name: value for name, value in (block or {}).items() if value is not None}
