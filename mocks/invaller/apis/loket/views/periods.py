"""Payroll periods with their runs, their comparison and data, and what hangs on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from invaller.apis.loket import wire
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.payroll_sums import COSTS, NET, TAX
from invaller.apis.loket.downloads.sepa import payments_of, sepa_file_id
from invaller.apis.loket.option_lists import generic_options
from invaller.apis.loket.payroll_results import approved_runs, payslips_of
from invaller.apis.loket.problems import broken_rule, not_found
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.views.common import (
    Body,
    View,
    context,
    current,
    detailed,
    listed,
    named,
    record,
)
from invaller.apis.loket.views.counted import counted
from invaller.apis.loket.views.results import component_result
from invaller.kernel.calls import Answer, Call

_COMPARED = (NET, TAX, COSTS)
"""Components 260, 495 and 257, as the document says."""


def period_in_path(call: Call, administration: Row, name: str) -> Row:
    """The period that a parameter names, of the administration; raises Refusal (404)."""
    period = record(call, "payroll-period", name)
    if period.parent != administration.id:
        raise not_found(call, "payroll period", period.id)
    return period


def _key(body: Mapping[str, int]) -> tuple[int, int]:
    return body["year"], body["periodNumber"]


def _periods(call: Call, operation: OperationOf) -> Answer:
    """The periods of an administration, with their payroll and journal runs."""
    rows, administration = Rows(call.workspace), named(call, operation)
    runs = rows.of_parent("payroll-run", administration.id)
    journals = rows.of_parent("journal-run", administration.id)
    around = context(call, administration)
    bodies = [
        {
            **period.body,
            "payrollRuns": [
                _with_journals(run, journals)
                for run in runs
                if _key(run.body["payrollPeriod"]) == _key(period.body)
            ],
        }
        for period in rows.of_parent("payroll-period", administration.id)
    ]
    return listed(call, operation, ((body, around) for body in bodies))


def _with_journals(run: Row, journals: list[Row]) -> Body:
    own = [one for one in journals if one.body["payrollRun"]["payrollRunId"] == run.id]
    return {**run.body, "id": run.id, "journalRuns": [{**one.body, "id": one.id} for one in own]}


def _minimized(call: Call, operation: OperationOf) -> Answer:
    rows, administration = Rows(call.workspace), named(call, operation)
    runs = approved_runs(rows, administration.id)
    approved = {_key(run.body["payrollPeriod"]) for run in runs}
    around = context(call, administration)
    bodies = [
        {**period.body, "hasApprovedPayrollRun": _key(period.body) in approved}
        for period in rows.of_parent("payroll-period", administration.id)
    ]
    return listed(call, operation, ((body, around) for body in bodies))


def _compare(call: Call, operation: OperationOf) -> Answer:
    """A period and the one before it: employments and the sums of three components."""
    rows, administration = Rows(call.workspace), named(call, operation)
    period = period_in_path(call, administration, "payrollPeriodId")
    every = rows.of_parent("payroll-period", administration.id)
    at = next(number for number, row in enumerate(every) if row.id == period.id)
    slips = [
        slip for run in approved_runs(rows, administration.id) for slip in payslips_of(rows, run)
    ]
    bodies = []
    for row in every[max(0, at - 1) : at + 1]:
        own = [slip for slip in slips if (slip.year, slip.number) == _key(row.body)]
        sums = [(key, round(sum(slip.value(key) for slip in own), 2)) for key in _COMPARED]
        bodies.append(
            {
                "payrollPeriod": {name: row.body[name] for name in ("year", "periodNumber")},
                "numberOfPayrolledEmployments": len({slip.employment for slip in own}),
                "payrollComponentResults": [component_result(*one) for one in sums],
            }
        )
    around = context(call, administration)
    return listed(call, operation, ((body, around) for body in bodies))


def _initiation_values(call: Call, operation: OperationOf) -> Answer:
    """What a run of the period would start with."""
    administration = named(call, operation)
    period = period_in_path(call, administration, "periodId")
    body = {
        "payrollPeriod": {name: period.body[name] for name in ("year", "periodNumber")},
        "availableForEmployeeDate": period.body["endDate"],
        "sendEmailToEmployee": False,
    }
    return detailed(call, operation, body, context(call, administration))


def _period_data(call: Call, operation: OperationOf) -> Answer:
    """Payroll period data of all employments that are active in a period."""
    administration = named(call, operation)
    period = period_in_path(call, administration, "payrollPeriodId")
    chosen = ("payrollComponentSet", "payrollComponentCategory")
    if sum(name in call.given for name in chosen) != 1:
        raise broken_rule(
            call,
            "[payrollComponentSet] give exactly one of payrollComponentSet and "
            "payrollComponentCategory",
            chosen,
            rule="loket.payroll-period-data-of-administration.set-or-category",
        )
    rows = Rows(call.workspace)
    employer = rows.get("employer", administration.employer or "")
    if employer is None:
        raise not_found(call, "employer", administration.employer)
    bodies = [
        (body, context(call, employment))
        for employment in counted(call, operation, employer)
        if _active_in(employment, administration, period)
        for body in _data_of(call, rows, employment, period)
    ]
    return listed(call, operation, bodies)


def _active_in(employment: Row, administration: Row, period: Row) -> bool:
    body = employment.body
    own = (body.get("payrollAdministration") or {}).get("id") == administration.id
    ends = body["endDate"] or period.body["endDate"]
    return bool(
        own and body["startDate"] <= period.body["endDate"] and ends >= period.body["startDate"]
    )


def _data_of(call: Call, rows: Rows, employment: Row, period: Row) -> Iterator[Body]:
    """The data of an employment in a period; one line without components where it has none."""
    employee = rows.get("employee", employment.parent or "")
    kind, category = call.parameters["payslipType"], call.parameters.get("payrollComponentCategory")
    heading = {
        "employment": {**employment.body, "id": employment.id},
        "employee": {
            "employeeNumber": employee and employee.body["employeeNumber"],
            "formattedName": employee and employee.body["personalDetails"]["formattedName"],
        },
        "payslipType": {"key": kind},
        "payrollPeriod": {name: period.body[name] for name in ("year", "periodNumber")},
    }
    own = [
        row.body
        for row in rows.of_parent("payroll-period-data", employment.id)
        if _key(row.body["payrollPeriod"]) == _key(period.body)
        and row.body["payslipType"]["key"] == kind
    ]
    for body in own or [_blank(rows, employment, period)]:
        components = [
            one
            for one in body["payrollComponents"]
            if category is None or _category(one["payrollComponent"]["key"]) == category
        ]
        yield {**body, **heading, "payrollComponents": components}


def _category(component: int) -> int | None:
    found = generic_options("payroll-period-data", "payrollComponent") or ()
    return next((one["category"]["key"] for one in found if one["key"] == component), None)


def _blank(rows: Rows, employment: Row, period: Row) -> Body:
    entity = current(rows, "organizational-entity", employment.id, period.body["endDate"])
    units = rows.of_parent("distribution-unit", employment.employer or "")
    unit = entity.body["distributionUnit"] if entity is not None else {"key": units[0].id}
    return {"shift": {"shiftNumber": 1}, "distributionUnit": unit, "payrollComponents": []}


def _component_sets(call: Call, operation: OperationOf) -> Answer:
    """Sets of payroll components: those of the provider and of the administration together."""
    administration = named(call, operation)
    components = generic_options("payroll-period-data", "payrollComponent") or ()
    shown = [{"payrollComponent": {"key": one["key"]}} for one in components]
    around = context(call, administration)
    bodies = [
        {
            "id": identifier,
            "description": name,
            "isDefinedOnProviderLevel": level == "provider",
            "isDefaultForPayrollPeriodData": level != "provider",
            "payrollComponents": shown,
        }
        for level, name, identifier in (
            ("provider", "Set van de provider", around.get("provider")),
            ("administration", "Standaard", administration.id),
        )
    ]
    return listed(call, operation, ((body, around) for body in bodies))


def _components_of_year(call: Call, operation: OperationOf) -> Answer:
    """The payroll components of an administration; the same in each year."""
    administration = named(call, operation)
    around = context(call, administration)
    every = generic_options("payroll-component", "payrollComponent") or ()
    bodies = [{**one, "definedAtLevel": "loket", "description": one["value"][:14]} for one in every]
    return listed(call, operation, ((body, around) for body in bodies))


def _sepa_files(call: Call, operation: OperationOf) -> Answer:
    """The SEPA files of a run: one with its net wages, none before it has results."""
    run = named(call, operation)
    if not payments_of(Rows(call.workspace), run):
        return wire.detail(call, operation, [])
    described = [{"id": sepa_file_id(run.id), "description": "Netto lonen"}]
    return wire.detail(call, operation, described)


PERIODS: Mapping[str, View] = {
    "GetAvailablePayrollComponentSetsByPayrollAdministrationId": _component_sets,
    "GetComparePayrollPeriodsByPayrollAdministrationId": _compare,
    "GetPayrollComponentsByPayrollAdministrationIdAndYear": _components_of_year,
    "GetPayrollPeriodDataByPayrollAdministrationIdAndPayrollPeriodId": _period_data,
    "GetPayrollPeriodsByPayrollAdministrationId": _periods,
    "GetPayrollPeriodsMinimizedByPayrollAdministrationId": _minimized,
    "GetPayrollrunInitiationvaluesByPayrollAdministrationIdAndPeriodId": _initiation_values,
    "GetSepaFilesByPayrollRunId": _sepa_files,
}
"""By operationId."""
