"""Current records of all employments of an employer, on a reference date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from invaller.apis.loket import wire
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.views.common import (
    View,
    form_of_answer,
    is_active,
    named,
    present,
    reference_day,
    visible,
)
from invaller.kernel.calls import Answer, Call


def _actual(resource: str, member: str, *, of_employee: bool = False, dated: bool = True) -> View:
    """Records of a resource, one item each with the employment; dated: only current ones."""

    def view(call: Call, operation: OperationOf) -> Answer:
        rows, on = Rows(call.workspace), reference_day(call)
        employer = named(call, operation)
        employments = visible(call, operation, rows.of_employer("employment", employer.id))
        found = [
            (employment, row)
            for employment in employments
            if is_active(employment.body, on)
            for row in _below(rows, resource, employment, of_employee=of_employee)
            if not dated or is_active(row.body, on)
        ]
        form = form_of_answer(call, operation)
        shown = present(call, resource, form.fields[member], [row for _, row in found])
        records = [
            {"employmentId": employment.id, member: one}
            for (employment, _), one in zip(found, shown, strict=True)
        ]
        return wire.listing(call, operation, records, form)

    return view


def _below(rows: Rows, resource: str, employment: Row, *, of_employee: bool) -> Iterator[Row]:
    parent = employment.parent if of_employee else employment.id
    if parent is not None:
        yield from rows.of_parent(resource, parent)


ACTUAL: Mapping[str, View] = {
    "GetActualBenefitsAndDeductionsByEmployerId": _actual(
        "benefit-or-deduction", "benefitsAndDeductions"
    ),
    "GetActualOrganizationalEntitiesByEmployerId": _actual(
        "organizational-entity", "organizationalEntity"
    ),
    "GetActualPartnersByEmployerId": _actual("partner", "partner", of_employee=True),
    "GetActualWagesByEmployerId": _actual("wage", "wage"),
    "GetActualWorkingHoursByEmployerId": _actual("working-hours", "workingHours"),
    "GetChildrenByEmployerId": _actual("child", "children", of_employee=True, dated=False),
    "GetContactsByEmployerId": _actual("contact", "contacts", of_employee=True, dated=False),
}
"""By operationId."""
