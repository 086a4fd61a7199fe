"""Default values for new records: the object that GET answers, null where nothing is known.

What has a default stands in `_VALUES`, by resource; all of them are assumed (facts: loket/notes.md,
10). A metadata field without a default is null (Loket API V2, Default values).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.catalogue import CATALOGUE, OperationOf, form_of
from invaller.apis.loket.domain.forms import ARRAY, OBJECT, Field
from invaller.apis.loket.domain.shaping import shown
from invaller.apis.loket.metadata import option
from invaller.apis.loket.rows import Context, Row, Rows
from invaller.apis.loket.surroundings import surroundings
from invaller.kernel.calls import Answer, Call

View = Callable[[Call, OperationOf], Answer]

_NETHERLANDS = {"key": 530}
_EVERYONE = {"key": 1}

_VALUES: Mapping[str, Mapping[str, Any]] = {
    "absence": {"actionToBeTakenByOccupationalHealthAndSafetyService": {"key": 4}},
    "absence-contact-history": {"contactMethod": {"key": 1}},
    "absence-progress": {"incapacityPercentage": 100},
    "base-for-calculation": {"ageBasedMaximum": {"key": 1}, "ageBasedMinimum": {"key": 1}},
    "change-request": {"address": {"country": _NETHERLANDS}},
    "child": {"residenceStatus": {"key": 2}},
    "concept-employee": {
        "employeeData": {
            "address": {"country": _NETHERLANDS},
            "personalDetails": {"nationality": {"key": 2}, "howToFormatLastName": {"key": 1}},
        }
    },
    "employee-note": {"accessibleBy": _EVERYONE},
    "employer": {"address": {"country": _NETHERLANDS}},
    "employer-note": {"accessibleBy": _EVERYONE},
    "employer-user": {"loginMethod": {"key": 1}, "twoFactorAuthenticationRequired": False},
    "employment-note": {"accessibleBy": _EVERYONE},
    "fiscal-company-car": {"additionalTaxLiabilityGroup": {"key": 2}},
    "fiscal-properties": {
        "annualSalary": 0,
        "applyPayrollTaxDeduction": True,
        "applyDeviatingPayrollTaxPercentageOn": {"key": 1},
        "applySalarysplit": {"key": 1},
        "deviatingCalculationRulePayrollTax": {"key": 1},
        "deviatingPayrollTaxTableColour": {"key": 1},
        "residentOf": {"key": 1},
        "doesWageIncludeAow": False,
        "doesWageIncludeWajong": False,
        "hasEmployeeLoan": False,
        "usesTransportByWithholdingAgent": False,
    },
    "healthcare-insurance-act-configuration": {"healthcareInsuranceActType": {"key": 2}},
    "leave": {"isAccrual": False},
    "other-payroll-variables": {"productivityPercentage": 100},
    "partner": {"howToFormatLastName": {"key": 1}},
    "payment-information-sepa": {"payrollComponent": {"key": 260}, "visibleOnPayslip": True},
    "payroll-period-data": {
        "shift": {"shiftNumber": 1},
        "payslipType": {"key": 1},
        "payrollComponents": [],
    },
    "payroll-run": {"sendEmailToEmployee": False},
    "payroll-run-note": {"accessibleBy": _EVERYONE},
    "payroll-period-data-of-administration": {"payslipType": 1},
    "social-security-configuration": {
        "isInsuredForOccupationalDisabilityInsuranceAct": True,
        "isInsuredForSicknessBenefitsAct": True,
        "isInsuredForUnemploymentInsuranceAct": True,
    },
    "wage": {"grossWageType": {"key": 1}},
    "working-hours": {
        "shift": {"shiftNumber": 1},
        "shiftRateSickLeave": {"shiftNumber": 1},
        "regularWorkPattern": True,
    },
}

_PERIOD_FIELDS = {
    "payroll-period-data-of-administration": ("payrollPeriodId",),
    "payroll-process-overview": ("payrollPeriodIdStart", "payrollPeriodIdEnd"),
    "payroll-process-status": ("payrollPeriodId",),
}
"""Endpoints whose defaults are about query parameters: their names."""


def endpoint(call: Call, operation: OperationOf) -> Answer:
    """The defaults of an operation. Raises Refusal (404) for an unknown context."""
    context = surroundings(call, operation)
    given = _merged(_VALUES.get(operation.resource, {}), _computed(call, operation, context))
    queries = _PERIOD_FIELDS.get(operation.resource)
    if queries is not None:
        current = _current_period(call, context)
        return wire.detail(call, operation, {**dict.fromkeys(queries, current), **given})
    form = _form(operation)
    if form is None:
        return wire.detail(call, operation, given)

    def fill(path: str, field: Field, value: Mapping[str, Any]) -> Mapping[str, Any] | None:
        return option(call.workspace, operation.resource, path, field.key_of(value), context)

    return wire.detail(call, operation, _nulled(form, given, shown(form, given, fill)))


def _form(operation: OperationOf) -> Field | None:
    """The form of the object: what GET answers, else the body of the operation itself."""
    if operation.object is not None:
        return form_of(operation.object)
    owners = [CATALOGUE.operations[one] for one in operation.defaults_for]
    url = operation.path.lower().partition("/defaults")[0]
    owners += [one for one in CATALOGUE.operations.values() if one.path.lower() == url]
    forms = (one.request_form() for one in owners)
    form = next((one for one in forms if one is not None), None)
    return form.item if form is not None and form.kind == ARRAY else form


def _nulled(form: Field, given: Mapping[str, Any], filled: Mapping[str, Any]) -> dict[str, Any]:
    """The object with null for every plain field that has no default, its blocks expanded."""
    whole: dict[str, Any] = {}
    for name, field in form.fields.items():
        value = given.get(name)
        if field.kind == OBJECT and field.fields and not field.nullable:
            whole[name] = _nulled(field, value or {}, filled.get(name) or {})
        elif field.kind == OBJECT and field.fields and value is not None:
            whole[name] = _nulled(field, value, filled[name])
        elif field.kind == ARRAY and value is None:
            whole[name] = None if field.nullable else []
        else:
            whole[name] = filled.get(name) if value is not None else None
    return whole


def _computed(call: Call, operation: OperationOf, context: Context) -> dict[str, Any]:
    """The defaults that depend on the context: first days, shared lists, the administration."""
    form, found = _form(operation), dict[str, Any]()
    rows = Rows(call.workspace)
    fields = form.fields if form is not None else {}
    if "startDate" in fields and "employment" in context:
        found["startDate"] = _start(call, rows, context).isoformat()
    if "payrollPeriodType" in fields and "payroll-administration" in context:
        administration = rows.get("payroll-administration", context["payroll-administration"])
        found["payrollPeriodType"] = administration and administration.body["payrollPeriodType"]
    if "distributionUnit" in fields and "employer" in context:
        units = rows.of_parent("distribution-unit", context["employer"])
        found["distributionUnit"] = {"key": units[0].id} if units else None
    if operation.resource == "concept-employee" and "payroll-administration" in context:
        chosen = {"id": context["payroll-administration"]}
        found["employmentData"] = {"payrollAdministration": chosen}
    return found


def _start(call: Call, rows: Rows, context: Context) -> date:
    """The start of the current payroll period, or of the employment when that is later."""
    today = wire.today(call)
    start = today.replace(day=1)
    for row in _periods(rows, context):
        if row.body["startDate"] <= today.isoformat() <= row.body["endDate"]:
            start = date.fromisoformat(row.body["startDate"])
    employment = rows.get("employment", context["employment"])
    if employment is None:
        return start
    return max(start, date.fromisoformat(employment.body["startDate"]))


def _periods(rows: Rows, context: Context) -> Iterator[Row]:
    if "payroll-administration" in context:
        yield from rows.of_parent("payroll-period", context["payroll-administration"])
    elif "provider" in context:
        for employer in rows.of_parent("employer", context["provider"]):
            for administration in rows.of_parent("payroll-administration", employer.id):
                yield from rows.of_parent("payroll-period", administration.id)


def _current_period(call: Call, context: Context) -> int | None:
    """The id of the payroll period that today lies in."""
    today = wire.today(call).isoformat()
    for row in _periods(Rows(call.workspace), context):
        if row.body["startDate"] <= today <= row.body["endDate"]:
            return int(row.body["id"])
    return None


def _merged(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(first)
    for name, value in second.items():
        known = merged.get(name)
        both = isinstance(known, Mapping) and isinstance(value, Mapping) and "key" not in value
        merged[name] = _merged(known, value) if both and known is not None else value
    return merged


DEFAULTS: Mapping[str, View] = {
    name: endpoint for name, shape in CATALOGUE.shapes.items() if shape == "defaults"
}
"""Every defaults endpoint by its operationId."""
