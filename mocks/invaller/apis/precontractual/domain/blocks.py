"""The blocks of an answer: what is said about a flexi-job, a student job or the mandate.

Source: precontractual data, 3.2.1.2 and 3.3.1 to 3.3.6.
"""

from __future__ import annotations

from datetime import date

from invaller.apis.precontractual.domain import student
from invaller.apis.precontractual.domain.inputs import (
    BackendPart,
    Citizen,
    Question,
    Situation,
)
from invaller.apis.precontractual.domain.mandates import Grant
from invaller.apis.precontractual.domain.outcomes import Allowed, Block, Cause, Reason
from invaller.apis.precontractual.domain.student import AgeFault
from invaller.kernel import flexi_conditions
from invaller.kernel.flexi_conditions import FlexiDecision, FlexiGround

_CONDITIONS = "precontractual data, 3.1 (1)"

_FLEXI_REASONS: dict[FlexiGround, tuple[str, str, str]] = {
    FlexiGround.PENSION: (
        "precontractual.flexi.pension-in-t-2",
        "The person was in the pension register in {quarter} (T-2).",
        "a legal pension in T-2",
    ),
    FlexiGround.PERFORMANCE: (
        "precontractual.flexi.four-fifths-in-t-3",
        "The person worked {percent:g} % of full time elsewhere in {quarter} (T-3).",
        "at least 80 % in T-3",
    ),
    FlexiGround.TOO_LITTLE: (
        "precontractual.flexi.less-than-four-fifths",
        "The person worked {percent:g} % of full time elsewhere in {quarter} (T-3) and was in "
        "no pension register in T-2.",
        "at least 80 % in T-3, or a legal pension in T-2",
    ),
    FlexiGround.STEPPED_DOWN: (
        "precontractual.flexi.step-down",
        "The person stepped down from full time to {percent:g} % in {quarter}: two quarters of "
        "waiting apply.",
        "no step from 100 % to 80 % between T-4 and T-3, nor between T-5 and T-4",
    ),
}
"""Ledger rule, message and expectation of each ground of a flexi-job."""

_AGE_CAUSES: dict[AgeFault, Cause] = {
    AgeFault.TOO_OLD: Cause.TOO_OLD,
    AgeFault.TOO_YOUNG: Cause.TOO_YOUNG,
}


def flexi_job(question: Question, situation: Situation, citizen: Citizen) -> Block:
    """Return the block about a flexi-job; the mandate is active.

    Without the pension register nothing is said, also when the volume of work would do.
    """
    if BackendPart.PENSION_REGISTER in situation.down:
        reason = Reason(
            "precontractual.outage.pension-register",
            "precontractual data, 3.3.1",
            "The pension register cannot be read for now.",
        )
        return Block(Allowed.UNKNOWN, reason, Cause.FLEXI_JOB)
    decision = flexi_conditions.decide(
        situation.employments, citizen.pension_from, question.employer, question.start
    )
    allowed = Allowed.OK if decision.ground.eligible else Allowed.NOK
    return Block(allowed, _flexi_reason(decision))


def _flexi_reason(decision: FlexiDecision) -> Reason:
    rule, message, expected = _FLEXI_REASONS[decision.ground]
    text = message.format(quarter=decision.quarter, percent=decision.percent or 0)
    return Reason(rule, _CONDITIONS, text, "citizen", decision.percent, expected)


def student_job(situation: Situation, citizen: Citizen, today: date) -> Block:
    """Return the block about a student job; the mandate is active.

    Ages go first, as they need no student data. No hours left means that the limit is
    reached, which is answered nok.
    """
    fault = student.age_fault(citizen.born, today)
    if fault is not None:
        return Block(Allowed.UNKNOWN, _age_reason(fault, citizen), _AGE_CAUSES[fault])
    if BackendPart.STUDENT_DATA in situation.down:
        reason = Reason(
            "precontractual.outage.student-data",
            "precontractual data, 3.3.2",
            "The data about student jobs cannot be read for now.",
        )
        return Block(Allowed.UNKNOWN, reason, Cause.STUDENT_JOB)
    hours = student.answered_hours(situation.hours_remaining)
    reason = Reason(
        "precontractual.student.hours-left" if hours else "precontractual.student.limit-reached",
        "precontractual data, 3.1 (2)",
        f"{hours} hours of student work are free in the year of the planned first day.",
        "startDate",
        hours,
        "at least 1 hour",
    )
    return Block(Allowed.OK if hours else Allowed.NOK, reason, hours_remaining=hours)


def _age_reason(fault: AgeFault, citizen: Citizen) -> Reason:
    born = citizen.born.isoformat()
    if fault is AgeFault.TOO_OLD:
        return Reason(
            "precontractual.student.older-than-30",
            "precontractual data, 3.3.3",
            "The person is older than 30 years on the day of the request.",
            "citizen",
            born,
            f"at most {student.OLDEST} years",
        )
    return Reason(
        "precontractual.student.younger-than-15",
        "precontractual data, 3.3.4",
        "The person does not reach 15 years in the calendar year of the request.",
        "citizen",
        born,
        f"at least {student.YOUNGEST} years in this calendar year",
    )


def mandate_unreadable() -> Block:
    """Return the block for a mandate that cannot be looked up."""
    reason = Reason(
        "precontractual.outage.mandates",
        "precontractual data, 3.3.6",
        "The mandates cannot be read for now.",
    )
    return Block(Allowed.ERROR_GRANT, reason)


def mandate_not_active(state: Grant, citizen: str, enterprise: str) -> Block:
    """Return the block for a mandate that is absent, pending, refused, expired or not begun."""
    reason = Reason(
        f"precontractual.grant.{state.value}",
        "precontractual data, 3.3.5",
        f"The mandate of citizen {citizen} for enterprise {enterprise} is {state.value}.",
        "mandataryEnterpriseNumber",
        state.value,
        "an active mandate on the day of the request",
    )
    return Block(Allowed.NO_GRANT, reason)
