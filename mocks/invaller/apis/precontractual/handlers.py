"""The one operation of employmentPrecontractualData v1, under both spellings of its path.

Source: precontractual data, 3.2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict

from invaller.apis.precontractual import problems, wire
from invaller.apis.precontractual.domain import references
from invaller.apis.precontractual.domain.inputs import Role
from invaller.apis.precontractual.domain.outcomes import Answered, Block, Reason, Refused
from invaller.apis.precontractual.domain.verify import verify
from invaller.apis.precontractual.situation import situation
from invaller.kernel.calls import Answer, Call, Refusal
from invaller.kernel.explanations import Explanation, Finding
from invaller.kernel.legal_dates import legal_date

_PORTAL_ONLY = Finding(
    "precontractual.mandatary-ssin.ignored-in-direct-calls",
    "precontractual data, 3.2.1.1",
    "mandatarySsin belongs to calls of the portal; a direct call does not send it.",
)


def verify_precontractual_data(call: Call) -> Answer:
    """Answer what work a citizen may be hired for, or refuse the question."""
    if call.caller is None:
        raise Refusal(problems.no_access_token(call.trace), _NO_CALLER)
    question = wire.question(call.parameters)
    if question.mandatary_ssin is not None and call.caller.role != Role.PORTAL.value:
        call.finding(_PORTAL_ONLY)
    verdict = verify(question, situation(question, call.caller, call), call.now)
    if isinstance(verdict, Refused):
        raise Refusal(
            problems.refusal(
                verdict,
                trace=call.trace,
                issue_types=call.workspace.switch(problems.ISSUE_TYPES.name),
            ),
            _explanation(verdict.reason),
        )
    _explain(call, verdict)
    return Answer(200, wire.body(verdict, _references(call, question.citizen)))


def _references(call: Call, citizen: str) -> references.References:
    """Mint the references of an answered call: each citizen's calls are counted."""
    number = call.workspace.ids.counter(f"precontractual.call.{citizen}") - 1
    return references.for_call(citizen, legal_date(call.now), number)


def _explain(call: Call, answered: Answered) -> None:
    """Attach why a block did not come out ok."""
    blocks: list[Block | None] = [answered.flexi_job, answered.student_job]
    reasons = [block.reason for block in blocks if block and block.allowed.value != "ok"]
    for reason in dict.fromkeys(reasons):
        call.explain(_explanation(reason))


def _explanation(reason: Reason) -> Explanation:
    return Explanation(**asdict(reason))


_NO_CALLER = Explanation(
    "precontractual.token.absent",
    "precontractual data, 3.3.15",
    "The call carried no valid access token.",
    "Authorization",
)

HANDLERS: Mapping[str, Callable[[Call], Answer]] = {
    "verifyPrecontractualData": verify_precontractual_data,
    "verifyPreContractualData": verify_precontractual_data,
}
"""Handler of each operationId; the document spells the path in two ways."""
