"""Whose employers a caller may declare for and consult (facts: dimona A1, 403 of clients)."""

from collections.abc import Mapping
from typing import Any

from invaller.apis.dimona.gathering import is_valid, mandate_of
from invaller.kernel.calls import Call, Caller, Refusal
from invaller.kernel.explanations import Explanation
from invaller.kernel.legal_dates import legal_date
from invaller.kernel.problems import ProblemKind, belgif_problem, circumstances_of

_SOURCE = "facts: dimona A1 (403 without right or mandate for the employer)"


def caller_of(call: Call) -> Caller:
    """The caller of an operation that needs one. Raises LookupError when there is none."""
    if call.caller is None:
        raise LookupError(f"operation {call.operation} was reached without a caller")
    return call.caller


def has_right(call: Call, employer: str | None) -> bool:
    """Whether the caller is, or has a valid mandate for, an employer (ten digits).

    An employer that is not known is nobody's: its declarations are refused by an anomaly.
    """
    if employer is None or caller_of(call).may_act_for(employer):
        return True
    mandate = mandate_of(call.workspace, caller_of(call).enterprise_number, employer)
    return mandate is not None and is_valid(mandate, legal_date(call.now).isoformat())


def may_declare(call: Call, employer: str | None) -> bool:
    """Whether a declaration is received at all: a lapsed mandate is left to 90256-155."""
    if has_right(call, employer) or employer is None:
        return True
    return mandate_of(call.workspace, caller_of(call).enterprise_number, employer) is not None


def may_read(call: Call, declaration: Mapping[str, Any]) -> bool:
    """Whether a stored declaration is shown: to who declared it, and to who has a right.

    So who had no mandate any more, or named an employer that nobody knows, reads why it was
    refused, and nobody else does.
    """
    if declaration["client"] == caller_of(call).enterprise_number:
        return True
    return declaration["employer"] is not None and has_right(call, declaration["employer"])


def refuse(call: Call, employer: str | None) -> Refusal:
    """The refusal of a call about an employer for whom the caller has no right."""
    caller = caller_of(call)
    message = (
        f"enterprise {caller.enterprise_number} ({caller.role}) neither is employer {employer} nor "
        "has a mandate for it; use client 'provider', or add an employer_mandate to the registers"
    )
    return Refusal(
        belgif_problem(ProblemKind.MISSING_PERMISSION, circumstances_of(call)),
        Explanation(
            "dimona.access.no-right-403",
            _SOURCE,
            message,
            "employer",
            employer,
            [caller.enterprise_number, *caller.represents],
        ),
    )
