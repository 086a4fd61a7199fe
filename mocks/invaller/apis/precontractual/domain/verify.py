"""The verification itself: one question in, one verdict out.

A refusal goes before everything. Then the mandate: when it cannot be looked up, or is not
active, each block that was asked for says so and nothing else is told. Only then the blocks
are decided, each on its own: trouble with one leaves the other as it is.
Source: precontractual data, 3.1 to 3.3.
"""

from __future__ import annotations

from datetime import date, datetime

from invaller.apis.precontractual.domain import blocks, checks
from invaller.apis.precontractual.domain.inputs import (
    BackendPart,
    Citizen,
    Question,
    Situation,
    WorkerKind,
)
from invaller.apis.precontractual.domain.mandates import Grant, grant
from invaller.apis.precontractual.domain.outcomes import Answered, Block, Verdict
from invaller.kernel.legal_dates import legal_date
from invaller.kernel.numbers import ssin


def verify(question: Question, situation: Situation, now: datetime) -> Verdict:
    """Judge a question in a situation at a moment (aware).

    Returns the refusal, or an answer with the blocks that were asked for.
    """
    refused = checks.first_refusal(question, situation, now)
    if refused is not None:
        return refused
    today = legal_date(now)
    closed = _mandate_block(question, situation, today)
    citizen = situation.citizen or _derived(question.citizen)
    flexi_job = student_job = None
    if WorkerKind.FLEXI_JOB in question.kinds:
        flexi_job = closed or blocks.flexi_job(question, situation, citizen)
    if WorkerKind.STUDENT_JOB in question.kinds:
        student_job = closed or blocks.student_job(situation, citizen, today)
    return Answered(flexi_job, student_job)


def _mandate_block(question: Question, situation: Situation, today: date) -> Block | None:
    """Return the block that replaces every other when the mandate does not open the data."""
    if BackendPart.MANDATES in situation.down:
        return blocks.mandate_unreadable()
    state = grant(situation.mandates, question.citizen, question.mandatary, today)
    if state is Grant.ACTIVE:
        return None
    return blocks.mandate_not_active(state, question.citizen, question.mandatary)


def _derived(number: str) -> Citizen:
    """Return what a valid number alone tells about a citizen that no register knows.

    An unknown day or month of birth counts as the first of the year, so such a person is
    rather taken for older than for younger.
    """
    return Citizen(number, ssin.birth_date(number) or date(ssin.birth_year(number), 1, 1))
