"""New employments: added to an employee, or made out of a concept employee.

Source: Loket API V2, postEmploymentByEmployeeId, patchConvertToEmployeeByConceptEmployeeId.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.actions.additions import Addition, Around, decide, filled
from invaller.apis.loket.actions.writing import add, remove
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.actions.composing import employment_of, records_of
from invaller.apis.loket.domain.actions.converting import employee_of, faults_of, next_number
from invaller.apis.loket.domain.faults import Broken
from invaller.apis.loket.domain.proposal import Proposal
from invaller.apis.loket.domain.rules import RULES
from invaller.apis.loket.engine.bodies import take_body
from invaller.apis.loket.engine.targets import check_if_match, tag_of, target_of
from invaller.apis.loket.problems import refuse
from invaller.apis.loket.rows import Body, Row, Rows
from invaller.apis.loket.surroundings import context_of
from invaller.kernel.calls import Answer, Call

_ONE_ADMINISTRATION = RULES["administrations.exclude-each-other"]
_POSTAL_CODE = RULES["employee.postal-code-abroad"]


@dataclass(frozen=True, slots=True)
class Hire:
    """An employment that may be stored, with its records."""

    employee: Row
    employment: Row
    additions: tuple[Addition, ...]

    def store(self, call: Call) -> Row:
        """Store the employment and its records below an employee who is there."""
        row = add(call, "employment", self.employee, self.employment.body, self.employment.id)
        for addition in self.additions:
            addition.store(call)
        return row


def hire(call: Call, employee: Row, data: Mapping[str, Any]) -> Hire:
    """The employment of an employee with its records; raises Broken.

    employee: stored or not yet; data: blocks such as employmentData and wageData.
    """
    rows = Rows(call.workspace)
    given = employment_of(data)
    broken = list(_ONE_ADMINISTRATION(Proposal(given)))
    if broken:
        raise Broken(*broken)
    context = dict(context_of(rows, employee))
    administration = (given.get("payrollAdministration") or {}).get("id")
    if administration is not None:
        context["payroll-administration"] = administration
    body = filled(call.workspace, "employment", given, context)
    body |= {"employee": {"id": employee.id}, **_numbers(rows, employee, body)}
    identifier = rows.mint("employment")
    employment = Row("employment", identifier, employee.id, employee.employer, 1, body)
    above = {"employment": body, "employee": employee.body}
    around = Around({**context, "employment": identifier}, above)
    name = str(employee.body["personalDetails"]["formattedName"])
    additions = [
        decide(
            call, resource, employment, _for_period(rows, administration, resource, fields), around
        )
        for resource, fields in records_of(data, name)
    ]
    return Hire(employee, employment, tuple(additions))


def _post_employment(call: Call, operation: OperationOf) -> Answer:
    """Add an employment to an employee; answers its id beside the envelope."""
    employee = target_of(call, operation)
    data = take_body(call, operation, employee, None).body
    try:
        hired = hire(call, employee, data)
    except Broken as broken:
        raise refuse(call, *broken.faults) from None
    row = hired.store(call)
    return wire.detail(call, operation, {"id": row.id}, tag=tag_of(call.workspace, row))


def _convert(call: Call, operation: OperationOf) -> Answer:
    """Make an employee out of a concept employee, or only tell whether that is possible."""
    concept = target_of(call, operation)
    check_if_match(call, operation, concept)
    hired = _converted(call, concept)
    if not _only_validates(call):
        _store_conversion(call, concept, hired)
    return wire.done(call, operation)


def _converted(call: Call, concept: Row) -> Hire:
    rows = Rows(call.workspace)
    colleagues = rows.of_parent("employee", concept.parent)
    taken = frozenset(int(one.body["employeeNumber"]) for one in colleagues)
    faults = faults_of(concept.body, taken)
    if faults:
        raise refuse(call, *faults)
    number = (concept.body.get("employeeData") or {}).get("employeeNumber") or next_number(taken)
    made = employee_of(concept.body, number)
    context = context_of(rows, concept)
    body = filled(call.workspace, "employee", made, context)
    broken = list(_POSTAL_CODE(Proposal(body)))
    employee = Row("employee", concept.id, concept.parent, concept.employer, 1, body)
    try:
        hired = hire(call, employee, concept.body)
    except Broken as error:
        raise refuse(call, *broken, *error.faults) from None
    if broken:
        raise refuse(call, *broken)
    return hired


def _store_conversion(call: Call, concept: Row, hired: Hire) -> None:
    """Store employee and employment; the concept goes, its dossier becomes theirs."""
    rows = Rows(call.workspace)
    employer = rows.get("employer", concept.parent or "")
    documents = rows.of_parent("concept-employee-document", concept.id)
    remove(call, concept)
    add(call, "employee", employer, hired.employee.body, concept.id)
    employment = hired.store(call)
    for document in documents:
        remove(call, document)
        add(call, "employment-document", employment, document.body, document.id)


def _only_validates(call: Call) -> bool:
    return call.headers.get("x-validateonly", "").strip().lower() == "true"


def _numbers(rows: Rows, employee: Row, body: Mapping[str, Any]) -> Body:
    """The payroll id and the income relationship number of a new employment.

    The payroll id is the employee number, or the next free one of the administration; the
    income relationship number is the given one, or the next of the employee (assumed).
    """
    own = rows.of_parent("employment", employee.id)
    administration = body.get("payrollAdministration")
    used = (
        {one.body.get("payrollId") for one in rows.of_link("employment", administration["id"])}
        if administration
        else set()
    )
    number = int(employee.body["employeeNumber"])
    highest = max((int(one) for one in used if one is not None), default=0)
    relations = [int(one.body.get("incomeRelationshipNumber") or 0) for one in own]
    return {
        "payrollId": number if number not in used else highest + 1,
        "incomeRelationshipNumber": body.get("incomeRelationshipNumber")
        or max(relations, default=0) + 1,
    }


def _for_period(
    rows: Rows, administration: str | None, resource: str, fields: Body
) -> Mapping[str, Any]:
    """A wage is for the payroll period of its administration."""
    if resource != "wage" or administration is None:
        return fields
    row = rows.get("payroll-administration", administration)
    return fields if row is None else {**fields, "payrollPeriodType": row.body["payrollPeriodType"]}


HIRING: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "PatchConvertToEmployeeByConceptEmployeeId": _convert,
    "PostEmploymentByEmployeeId": _post_employment,
}
"""By operationId."""
