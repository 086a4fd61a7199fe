"""The codes by which Link2Prisma tells outcomes: Statuscodes of Results, and kinds of changes."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from invaller.apis.prisma.domain import modifications, outcome
from invaller_contracts.consumer.coverage import Codes
from invaller_contracts.consumer.run import Exchange
from invaller_contracts.prisma.entries import RESULT, statuscode_in

_REFUSED = (outcome.INVALID, outcome.FORBIDDEN, outcome.UNKNOWN, outcome.EXISTS)
ACTIONS = (modifications.ADD, modifications.UPDATE, modifications.DELETE)


def _known() -> Sequence[str]:
    return (*outcome.DESCRIPTIONS, *_REFUSED)


def _statuscodes(exchange: Exchange) -> Iterator[str]:
    if exchange.operation == RESULT and exchange.ok:
        yield statuscode_in(exchange)


def _descriptions(exchange: Exchange) -> Iterator[str]:
    said = exchange.response_body
    # What is refused is described in words of its own.
    if statuscode_in(exchange) in outcome.DESCRIPTIONS and isinstance(said, dict):
        yield str(said.get("StatusDescription"))


def _actions(exchange: Exchange) -> Iterator[str]:
    """The Actions of modifications that a Result tells."""
    said = exchange.response_body
    if exchange.operation != RESULT or not isinstance(said, dict):
        return
    try:
        told: Any = json.loads(said.get("Response") or "null")
    except (ValueError, TypeError):
        return
    for one in told if isinstance(told, list) else ():
        if isinstance(one, dict) and "Action" in one and "Entity" in one:
            yield str(one["Action"])


CODES = (
    Codes("Statuscodes of Results", _known, _statuscodes),
    Codes(
        "StatusDescriptions of success", lambda: list(outcome.DESCRIPTIONS.values()), _descriptions
    ),
    Codes("Actions of modifications", lambda: ACTIONS, _actions),
)
