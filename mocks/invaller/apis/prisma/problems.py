"""The refusals of this API as they go on the wire: a JSON text that says what is wrong.

The manual shows none. A bare JSON text is what its two known clients read, as the identifier
of an accepted call is one too (facts: prisma_fields.json, errors_on_accept). Assumed.
"""

from typing import Any

from invaller.kernel.calls import Answer, Call, Refusal
from invaller.kernel.explanations import Explanation
from invaller.kernel.problems import Circumstances, ProblemKind, belgif_problem

MEDIA_TYPE = "application/json; charset=utf-8"
"""Media type of every answer (facts: prisma_fields.json, envelopes.accepted)."""


def answer(status: int, body: Any) -> Answer:
    """An answer with a JSON body."""
    return Answer(status, body, media_type=MEDIA_TYPE)


def problem(kind: ProblemKind, circumstances: Circumstances) -> Answer:
    """The answer to what is wrong with a call before it is looked at by this API."""
    template = belgif_problem(kind, circumstances)
    told = [violation.message for violation in circumstances.violations]
    text = "; ".join(told) or circumstances.detail or template.body.get("detail")
    headers = {name: value for name, value in template.headers.items() if name == "Allow"}
    return Answer(template.status, text or template.body["title"], headers, MEDIA_TYPE)


def forbidden(
    rule: str, source: str, message: str, *, where: str, reason: str = "", **values: Any
) -> Refusal:
    """The 403 of who may not do this.

    message: on the wire; reason: what only the explanation tells; values: found, expected,
    nearest.
    """
    told = f"{message}: {reason}" if reason else message
    return Refusal(answer(403, message), Explanation(rule, source, told, where, **values))


def unknown_identifier(call: Call, identifier: str) -> Refusal:
    """The 404 of a unique identifier that this queue never gave."""
    message = f"No request is known with unique identifier {identifier}"
    explanation = Explanation(
        "prisma.result.unknown-guid-404",
        "not documented; facts: prisma_fields.json, errors_on_accept",
        f"{message} in workspace {call.workspace.name!r}; send one that a 202 gave",
        "path GUID",
        identifier,
    )
    return Refusal(answer(404, message), explanation)


def unknown_path(call: Call) -> Refusal:
    """The 404 of a path that the manual does not have."""
    message = f"No resource {call.path} found"
    explanation = Explanation(
        "prisma.queue.unknown-route-404",
        "not documented; facts: prisma notes, trap 4",
        f"{message}: {call.path.strip('/')} is neither about a period (two dates of eight digits) "
        "nor something that a worker has",
        "path",
        call.path,
    )
    return Refusal(answer(404, message), explanation)
