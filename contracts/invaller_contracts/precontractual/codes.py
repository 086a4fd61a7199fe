"""The codes by which precontractual data tells outcomes: what is allowed, causes, refusals."""

from collections.abc import Iterator, Sequence

from invaller.apis.precontractual.catalogue import CATALOGUE
from invaller.apis.precontractual.domain.outcomes import Allowed, Cause, RefusalKind
from invaller_contracts.consumer.coverage import Codes
from invaller_contracts.consumer.run import Exchange
from invaller_contracts.precontractual.asking import blocks, causes

_KINDS = {"flexiJob": "flexi-job", "studentJob": "student job"}


def _allowed(exchange: Exchange) -> Iterator[str]:
    for kind, block in blocks(exchange).items():
        yield f"{_KINDS.get(kind, kind)} {block.get('allowed')}"


def _known_allowed() -> Sequence[str]:
    return [f"{kind} {one.value}" for kind in _KINDS.values() for one in Allowed]


def _causes(exchange: Exchange) -> Iterator[str]:
    yield from (cause for cause in causes(exchange) if cause)


_TEXTS = {
    (entry.name, entry.detail.partition("{")[0].strip()): kind.value
    for kind, entry in CATALOGUE.items()
}
"""Refusals by the parameter and the beginning of what their issue says: the value comes after."""


def _known_refusals() -> Sequence[str]:
    return [kind.value for kind in RefusalKind]


def _refusals(exchange: Exchange) -> Iterator[str]:
    body = exchange.response_body
    if exchange.noted("precontractual.refusal.not-representing") is not None:
        yield RefusalKind.NOT_REPRESENTING.value
    if exchange.status != 400 or exchange.api != "precontractual" or not isinstance(body, dict):
        return
    for issue in body.get("issues") or ():
        detail, name = str(issue.get("detail", "")), issue.get("name")
        for (about, text), kind in _TEXTS.items():
            if name == about and detail.startswith(text):
                yield kind


CODES = (
    Codes("what is allowed", _known_allowed, _allowed),
    Codes("causes", lambda: [one.value for one in Cause], _causes),
    Codes("refusals", _known_refusals, _refusals),
)
