"""Receiving a call: what the web part checks before the queue gets it.

Source: Link2Prisma manual, 2 and 4.1 to 4.4 (202 with a unique identifier). That a call which
cannot be read is answered 400 with an identifier too: facts, prisma_fields.json,
errors_on_accept; what its Result shows is assumed.
"""

from collections.abc import Iterator
from typing import Any

from invaller.apis.prisma import queue
from invaller.apis.prisma.access import READ, WRITE, check_right, employer_of, user_of
from invaller.apis.prisma.domain import dates
from invaller.apis.prisma.domain.outcome import INVALID
from invaller.apis.prisma.operations import GET, QUEUED, Operation
from invaller.apis.prisma.problems import answer, problem
from invaller.kernel.calls import Answer, Call
from invaller.kernel.clock import render_instant
from invaller.kernel.explanations import Explanation
from invaller.kernel.problems import ProblemKind, Violation, circumstances_of

_DATES = (
    "StartDate",
    "EndDate",
    "RefDate",
    "startdate",
    "carID",
    "contractID",
    "addressID",
    "familystatusID",
    "taxID",
    "replDateID",
    "salarydate",
    "noteID",
)
"""Path parameters that are dates (Link2Prisma manual, 4.1 to 4.4)."""

WITHOUT_EMPLOYER = ("getDocumentWithdrawals",)
"""Operations that are not per employer; a header is not looked at (manual, 5.1)."""

_SHOWN = {**QUEUED, "workerExists": Operation(GET, "werknemer")}
"""How what was received badly is shown: workerExists too gets an identifier then (assumed)."""


def accept(call: Call) -> Answer:
    """Store a call in the queue and answer its unique identifier; raises Refusal (403)."""
    employer = employer_of(call)
    violations = (*_missing(call, employer), *_impossible_dates(call))
    if violations:
        return refuse_form(call, employer, violations)
    if call.operation not in WITHOUT_EMPLOYER:
        check_right(call, employer, _needed(call))
    entry = _entry(call, employer) | queue.UNPROCESSED
    queue.enqueue(call.workspace, entry, call.now)
    return answer(202, entry["id"])


def receive_invalid(call: Call, violations: tuple[Violation, ...]) -> Answer:
    """Answer a call that the specification does not allow.

    Its explanations are given already. All but Result get an identifier, whose Result tells
    what was wrong.
    """
    if call.operation in _SHOWN:
        return _received_badly(call, employer_of(call), violations)
    return problem(ProblemKind.BAD_REQUEST, circumstances_of(call, violations=violations))


def refuse_form(call: Call, employer: str, violations: tuple[Violation, ...]) -> Answer:
    """Answer a call that the specification allows and that has not the right form all the same."""
    for violation in violations:
        call.explain(_explanation(violation, call.operation))
    return _received_badly(call, employer, violations)


def missing_employer() -> Violation:
    """What is wrong with a call that names no employer."""
    return Violation(
        "header", "Employer", "required", "Missing header parameter 'Employer'", expected="100001"
    )


def _needed(call: Call) -> str:
    operation = QUEUED.get(call.operation)
    return WRITE if operation is not None and operation.writes else READ


def _missing(call: Call, employer: str) -> Iterator[Violation]:
    if not employer and call.operation not in WITHOUT_EMPLOYER:
        yield missing_employer()


def _impossible_dates(call: Call) -> Iterator[Violation]:
    for name in _DATES:
        given = call.parameters.get(name)
        if given is not None and dates.parse(given) is None:
            message = f"{name} {given} is no date of the form yyyymmdd"
            yield Violation("path", name, "date", message, found=given, expected="yyyymmdd")


def _received_badly(call: Call, employer: str, violations: tuple[Violation, ...]) -> Answer:
    """Store what was wrong, and answer 400 with the identifier under which it can be read."""
    explanations = [_explanation(violation, call.operation) for violation in violations]
    entry = _entry(call, employer) | {
        "statuscode": INVALID,
        "statusDescription": "; ".join(map(_told, violations)),
        "response": "",
        "explanations": [explanation.to_document() for explanation in explanations],
    }
    queue.keep_finished(call.workspace, entry)
    return answer(400, entry["id"])


def _told(violation: Violation) -> str:
    """What was wrong, with the name of what it was wrong with."""
    name = violation.name
    return violation.message if name in violation.message else f"{name}: {violation.message}"


def _entry(call: Call, employer: str) -> dict[str, Any]:
    operation = _SHOWN[call.operation]
    return {
        "id": queue.mint_identifier(call.workspace),
        "operation": call.operation,
        "action": operation.action,
        "type": operation.type,
        "employer": employer,
        "worker": str(call.parameters.get("workerID", "")),
        "user": user_of(call),
        "parameters": dict(call.parameters),
        "body": _whole_numbers(call.body),
        "accepted": render_instant(call.now),
    }


def _whole_numbers(value: Any) -> Any:
    """A body in which 8.0 is written 8, as both are the same JSON number."""
    if isinstance(value, dict):
        return {name: _whole_numbers(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_whole_numbers(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _explanation(violation: Violation, operation: str) -> Explanation:
    return Explanation(
        f"prisma.schema.{violation.rule}",
        f"specs/prisma/openapi.yaml, {operation}",
        violation.message,
        f"{violation.place} {violation.name}".strip(),
        violation.found,
        violation.expected,
        violation.nearest,
    )
