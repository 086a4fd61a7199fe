"""The records that data of a new employment make: one of each kind that has data.

Source: Loket API V2, postEmploymentByEmployeeId and patchConvertToEmployeeByConceptEmployeeId.
The data of a concept employee and of an additional employment have the same blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Body = dict[str, Any]
Data = Mapping[str, Any]

WAGE_COMPONENT = {"key": 260}
"""The payroll component that the IBAN of an employee is for: net wage (assumed)."""

_HOURS_OF_PATTERN = {
    "daysDailyRate": "daysDailyRate",
    "deviatingDaysAndHours": "deviatingDaysAndHours",
    "hoursRegularPeriod": "hoursPeriod",
    "leaveHours": "leaveHours",
    "hoursBrokenPeriod": "hoursBrokenPeriod",
}
"""Members of calculateUsingWorkPattern of working hours by the one that the data have."""

_USUAL: Mapping[str, Any] = {
    "employmentCategoryType": {"key": 2},
    "temporaryTaxExemption": {"key": 2},
    "sendToExternalParty": {"key": 1},
}
"""What a new employment has that its data do not tell: regular, no exemption (assumed)."""

_WITH_WAGE = ("grossWage", "netWage", "payGrade")
_INSURED = (
    "isInsuredForOccupationalDisabilityInsuranceAct",
    "isInsuredForSicknessBenefitsAct",
    "isInsuredForUnemploymentInsuranceAct",
)


def employment_of(data: Data) -> Body:
    """The employment itself, without what only the server knows."""
    given = dict(_block(data, "employmentData"))
    historical = given.get("historicalStartDate") or given.get("startDate")
    return {**_USUAL, **given, "historicalStartDate": historical, "endDate": None}


def records_of(data: Data, beneficiary: str) -> Iterator[tuple[str, Body]]:
    """Resource and fields of each record of the employment, from its first day on.

    beneficiary: the name to whom the wage is paid. An employment may have no wage.
    """
    start = _block(data, "employmentData").get("startDate")
    wage = _block(data, "wageData")
    if any(wage.get(name) is not None for name in _WITH_WAGE):
        yield "wage", {"startDate": start, **_told(wage)}
    yield "working-hours", {"startDate": start, **_hours(_block(data, "workingHoursData"))}
    entity = _told(_block(data, "organizationalEntityData"))
    if entity:
        yield "organizational-entity", {"startDate": start, **entity}
    yield "fiscal-properties", {"startDate": start, **_told(_block(data, "fiscalData"))}
    yield from _insurances(start, _block(data, "socialSecurityData"))
    premium = _block(data, "otherPayrollVariablesData").get("deviatingPremiumGroup")
    if premium is not None:
        properties = {"deviatingPremiumGroup": premium}
        whole = {"productivityPercentage": 100, "payrollProperties": properties}
        yield "other-payroll-variables", {"startDate": start, **whole}
    iban = _block(data, "employeeData").get("iban")
    if iban:
        paid_to = {"name": beneficiary, "city": None}
        yield (
            "payment-information-sepa",
            {"payrollComponent": WAGE_COMPONENT, "iban": iban, "beneficiary": paid_to},
        )


def _insurances(start: Any, data: Data) -> Iterator[tuple[str, Body]]:
    insured = {name: data[name] for name in _INSURED if data.get(name) is not None}
    yield "social-security-configuration", {"startDate": start, **insured}
    kind = data.get("healthCareInsuranceActType")
    if kind is not None:
        yield (
            "healthcare-insurance-act-configuration",
            {"startDate": start, "healthcareInsuranceActType": kind},
        )


def _hours(data: Data) -> Body:
    told = _told(data)
    used = told.pop("calculateUsingWorkPattern", None) or {}
    told["calculateUsingWorkPattern"] = {
        name: bool(used.get(source)) for name, source in _HOURS_OF_PATTERN.items()
    }
    if "shift" in told:
        told["shiftRateSickLeave"] = told["shift"]
    hours = told.get("deviatingHoursPerWeek")
    return {**told, "averageHoursPerWeek": hours, "aggregatedHoursPerWeek": hours}


def _told(data: Data) -> Body:
    """The members that have a value: the others become what a new record has."""
    return {name: value for name, value in data.items() if value is not None}


def _block(data: Data, name: str) -> Data:
    block: Data = data.get(name) or {}
    return block
