"""Wage proposals: made as birthdays come near, then accepted or rejected.

An employment is set up for them when its pay grade depends on age (assumed): then the next
grade is proposed from the birthday on. A list makes what has become due since.
Source: Loket API V2, getWageProposalsByEmployerId; facts: loket/notes.md, 9.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.actions.additions import decide
from invaller.apis.loket.actions.multi_patch import Item, multi_patch, record_of
from invaller.apis.loket.actions.writing import change
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.birthdays import Grade, birthday, is_due, next_grade
from invaller.apis.loket.domain.faults import Broken, Fault
from invaller.apis.loket.engine import ENGINE
from invaller.apis.loket.option_lists import generic_options, pay_grade_values
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.views.common import current, named
from invaller.apis.loket.views.of_employer import employment_information
from invaller.kernel.calls import Answer, Call

Body = dict[str, Any]

PROPOSAL = "wage-proposal"
_PROPOSED, _ACCEPTED, _REJECTED = 1, 2, 3
_BIRTHDAY = 1
_SOURCE = "facts: loket/notes.md, 9"


def _listed(call: Call, operation: OperationOf) -> Answer:
    """The proposals of an employer, those that are due by now among them."""
    _make_due(call, named(call, operation))
    return ENGINE[operation.shape](call, operation)


def _make_due(call: Call, employer: Row) -> None:
    """Make the proposals that are due; only wages by a grade that depends on age are read."""
    rows, today, grades = Rows(call.workspace), wire.today(call), _grades()
    for grade in grades:
        following = next_grade(grade, grades)
        for wage in rows.of_link("wage", str(grade.key)) if following is not None else ():
            employment = rows.get("employment", wage.parent or "")
            present = wage.employer == employer.id and wage.body.get("endDate") is None
            if present and employment is not None and following is not None:
                _make(call, employer, employment, wage.body, following, today)


def _grades() -> list[Grade]:
    return [
        Grade(one["key"], one["value"], one["payScale"])
        for one in generic_options("wage", "payGrade") or ()
    ]


def _make(
    call: Call,
    employer: Row,
    employment: Row,
    wage: Body,
    following: tuple[Grade, int],
    today: date,
) -> None:
    """Propose the next pay grade of an employment when it is due and was not proposed yet."""
    rows, (grade, age) = Rows(call.workspace), following
    day = _birthday(rows, employment, age)
    if day is None or day.isoformat() <= wage["startDate"] or not is_due(day, today):
        return
    known = [
        one.body
        for one in rows.of_parent(PROPOSAL, employer.id)
        if one.body["employmentInformation"]["id"] == employment.id
    ]
    stopped = any(one["status"]["key"] == _REJECTED for one in known)
    if stopped or any(one["startDateProposal"] == day.isoformat() for one in known):
        return
    ends = employment.body.get("endDate")
    if ends is None or ends >= day.isoformat():
        body = _proposal(call, rows, employment, wage, grade, day)
        rows.add(PROPOSAL, employer.id, employer.id, body)


def _birthday(rows: Rows, employment: Row, age: int) -> date | None:
    """The day on which the employee of an employment reaches an age."""
    employee = rows.get("employee", employment.parent or "")
    if employee is None:
        return None
    return birthday(date.fromisoformat(employee.body["personalDetails"]["dateOfBirth"]), age)


def _proposal(call: Call, rows: Rows, employment: Row, wage: Body, grade: Grade, day: date) -> Body:
    values = [amount for first, amount in pay_grade_values(grade.key) if first <= day.isoformat()]
    return {
        "employmentInformation": employment_information(call, rows, employment),
        "startDateProposal": day.isoformat(),
        "status": {"key": _PROPOSED},
        "proposalReason": {"key": _BIRTHDAY},
        "currentGrossWage": wage.get("grossWage"),
        "currentPayGrade": wage["payGrade"],
        "grossWageType": wage.get("grossWageType"),
        "payScale": wage.get("payScale"),
        "proposedGrossWage": values[-1] if values else None,
        "proposedPayGrade": {"key": grade.key},
    }


def _decide(call: Call, item: Item) -> None:
    """Accept a proposal, which adds the new wage, or reject it; raises Broken."""
    row, accepted = record_of(call, PROPOSAL, item), item["action"] == "accept"
    status = row.body["status"]["key"]
    if status != _PROPOSED:
        text = f"[status] {item['action']} needs status {_PROPOSED}; it is {status}"
        rule = "loket.wage-proposal.needs-1"
        raise Broken(Fault(rule, text, "status", found=status, expected=_PROPOSED, source=_SOURCE))
    if accepted:
        _add_wage(call, row)
    key = _ACCEPTED if accepted else _REJECTED
    change(call, row, {**row.body, "status": {"key": key}})


def _add_wage(call: Call, proposal: Row) -> None:
    """Add the wage of a proposal to its employment; raises Broken."""
    rows = Rows(call.workspace)
    employment = rows.get("employment", proposal.body["employmentInformation"]["id"])
    if employment is None:
        raise Broken(
            Fault(
                "loket.wage-proposal.accept",
                "the employment of the proposal is not there any more",
                source=_SOURCE,
            )
        )
    start = proposal.body["startDateProposal"]
    present = current(rows, "wage", employment.id, start)
    given = {} if present is None else _written(present.body)
    grade = proposal.body.get("proposedPayGrade")
    wage = {
        **given,
        "startDate": start,
        "grossWage": proposal.body["proposedGrossWage"],
        "grossWageType": proposal.body.get("grossWageType") or given.get("grossWageType"),
        **({} if grade is None else {"payGrade": grade}),
    }
    decide(call, "wage", employment, wage).store(call)


def _written(wage: Body) -> Body:
    """What a new wage takes over from the present one."""
    left_out = ("id", "startDate", "endDate")
    return {name: value for name, value in wage.items() if name not in left_out}


ACTIONS: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "GetWageProposalsByEmployerId": _listed,
    "PatchWageProposalsByWageProposalId": multi_patch(_decide),
}
"""By operationId."""
