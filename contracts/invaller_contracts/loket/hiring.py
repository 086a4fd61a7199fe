"""Somebody who is taken on by the employer of the stories: out of a concept employee, as it is.

Neither employees nor employments are deleted by anything: an employee stays behind whose
employment has ended.
"""

from collections.abc import Mapping
from datetime import date

import pytest

from invaller_clients import LoketClient
from invaller_clients.loket_answers import LoketRecord
from invaller_contracts.loket.casting import Cast
from invaller_contracts.loket.telling import taken_back

Options = Mapping[str, list[LoketRecord]]
"""Options of metadata fields, by field."""

CONVERT = "PatchConvertToEmployeeByConceptEmployeeId"
READ_CONCEPT = "GetConceptEmployeeByConceptEmployeeId"
TERMINATE, REINSTATE = "PatchTerminateByEmploymentId", "PatchReinstateByEmploymentId"

WAGE, HOURS = 2400.0, 32.0
"""What the newcomer earns in a period, and works in a week."""

_CALCULATED = (
    "daysDailyRate",
    "deviatingDaysAndHours",
    "hoursBrokenPeriod",
    "hoursPeriod",
    "leaveHours",
)
"""What may follow from a work pattern; the newcomer has none."""


def concept_of(loket: LoketClient, cast: Cast) -> LoketRecord:
    """A concept employee who lacks nothing, from the first day of the stories on."""
    body = newcomer(_options(loket, cast), cast.first)
    name = "PostConceptEmployeeByEmployerId"
    return loket.call(name, employerId=cast.employer, body=body).content


def hired(loket: LoketClient, cast: Cast) -> LoketRecord:
    """The employment of an employee who was taken on; at a URL it is ended in the end."""
    concept = concept_of(loket, cast)
    loket.call(CONVERT, conceptEmployeeId=concept["id"])
    (employment,) = loket.all("GetEmploymentsByEmployeeId", employeeId=concept["id"])
    ended_in_the_end(loket, employment)
    return employment


def ended_in_the_end(loket: LoketClient, employment: LoketRecord) -> None:
    """End an employment on its first day when the story is over, by a client that tidies up."""
    taken_back(
        loket, TERMINATE, {"employmentId": employment["id"]}, ending(employment["startDate"])
    )


def ending(day: str) -> LoketRecord:
    """What an employment is ended with on a day, which is its last."""
    return {
        "endDate": day,
        "endOfEmploymentReason": {"key": 1},
        "endOfEmploymentReasonTaxAuthorities": {"key": 1},
        "endOfEmploymentDueToIllness": False,
        "createMdvEntry": False,
    }


def newcomer(options: Options, start: date) -> LoketRecord:
    """The body of a concept employee who may be taken on from a day on; nobody is called so."""
    return {
        "uniqueName": "Invaller",
        "employeeData": {
            "personalDetails": {
                "lastName": "Invaller",
                "initials": "I.",
                "firstName": "Ina",
                "dateOfBirth": "1998-02-11",
                "gender": _option(options, "gender"),
                "nationality": _option(options, "nationality"),
                "howToFormatLastName": _option(options, "howToFormatLastName"),
            },
            "address": {
                "street": "Koornmarkt",
                "houseNumber": 14,
                "postalCode": "2611 EG",
                "city": "Delft",
                "country": _option(options, "country"),
            },
            "contactInformation": {"emailAddress": "ina@invaller.example"},
            "iban": "NL91ABNA0417164300",
        },
        "employmentData": {
            "startDate": f"{start}",
            "typeOfEmployee": _option(options, "typeOfEmployee"),
            "employmentDurationType": _option(options, "employmentDurationType"),
            "employmentContractType": _option(options, "employmentContractType"),
            "payrollAdministration": _option(options, "payrollAdministration", "id"),
        },
        "organizationalEntityData": {
            name: _option(options, name) for name in ("department", "function", "distributionUnit")
        },
        "wageData": {"grossWage": WAGE, "grossWageType": _option(options, "grossWageType")},
        "workingHoursData": {
            "deviatingHoursPerWeek": HOURS,
            "shift": _option(options, "shift", "shiftNumber"),
            "calculateUsingWorkPattern": dict.fromkeys(_CALCULATED, False),
        },
    }


def _options(loket: LoketClient, cast: Cast) -> Options:
    """The options of a concept employee: of the employer, and of its payroll administration."""
    found: dict[str, list[LoketRecord]] = {}
    name = "GetConceptEmployeeMetadataByEmployerId"
    listed = loket.call(name, employerId=cast.employer).records
    found |= {one["field"]: one["options"] for one in listed}
    key = {"payrollAdministrationId": _option(found, "payrollAdministration", "id")["id"]}
    listed = loket.call("GetConceptEmployeeMetadataByPayrollAdministrationId", key).records
    return {**found, **{one["field"]: one["options"] for one in listed}}


def _option(options: Options, field: str, member: str = "key") -> LoketRecord:
    """The first option of a field, as it is sent; skips the story when there is none."""
    for one in options.get(field, ()):
        return {member: one[member]}
    pytest.skip(f"the employer has no option of {field}, without which nobody is taken on")
