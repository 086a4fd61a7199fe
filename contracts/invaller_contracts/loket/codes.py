"""What Loket tells apart by codes: messages, reasons of a 403, versions, chains and statuses."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from invaller.apis.loket import envelopes
from invaller.apis.loket.catalogue import CATALOGUE
from invaller.apis.loket.domain.run_states import MACHINES
from invaller_contracts.consumer.coverage import Codes
from invaller_contracts.consumer.run import Exchange
from invaller_contracts.loket.exchanges import content, is_change, messages, operation_of, records

_TYPES = (
    envelopes.BROKEN_RULE,
    envelopes.WARNING,
    envelopes.EXCEPTION,
    envelopes.CONCURRENCY,
    envelopes.NOT_FOUND,
)
_DOCUMENTED = ("12", "83")
"""The codes that the document shows (facts: loket/notes.md, 3); ours are made up."""

_REASONS: Mapping[str, str] = {
    "loket.authorization.client-first": "the client has no access to the activity",
    "loket.authorization.user-right": "the user has no right to it",
    "loket.authorization.role-right": "the role of the user has none",
    "loket.authorization.module": "the module is not enabled",
    "loket.authorization.entity": "the record is out of reach",
}
"""The steps of authorization, by the rule of the explanation (The authorization process)."""


def _types(exchange: Exchange) -> Iterator[str]:
    if operation_of(exchange) is not None:
        yield from (str(one.get("type")) for one in messages(exchange))


def _message_codes(exchange: Exchange) -> Iterator[str]:
    if operation_of(exchange) is not None:
        yield from (str(one.get("code")) for one in messages(exchange))


def _reasons(exchange: Exchange) -> Iterator[str]:
    if exchange.api == "loket" and exchange.status == 403:
        for one in exchange.explanations:
            if one.rule in _REASONS:
                yield _REASONS[one.rule]


@cache
def _versions() -> Sequence[str]:
    """Of the operations that have several."""
    operations = CATALOGUE.operations.values()
    return [
        f"{one.id} {version.date}"
        for one in operations
        if len(one.versions) > 1
        for version in one.versions
    ]


def _version(exchange: Exchange) -> Iterator[str]:
    operation, body = operation_of(exchange), exchange.response_body
    told = body.get("version") if isinstance(body, dict) and exchange.ok else None
    if operation is not None and len(operation.versions) > 1 and isinstance(told, dict):
        yield f"{operation.id} {told.get('resourceVersion')}"


def _chains() -> Sequence[str]:
    kinds = (one.chain.kind for one in CATALOGUE.resources.values() if one.chain is not None)
    return sorted(set(kinds))


def _chain(exchange: Exchange) -> Iterator[str]:
    operation = operation_of(exchange)
    if operation is None or not (is_change(exchange) and exchange.ok):
        return
    resource = CATALOGUE.resources.get(operation.resource)
    if resource is not None and resource.chain is not None:
        yield resource.chain.kind


def _statuses() -> Sequence[str]:
    return [
        f"{machine.member} {key}"
        for machine in MACHINES.values()
        for key in sorted(
            {*machine.dead}
            | {move.ends for move in machine.moves.values()}
            | {step.begins for step in machine.steps.values()}
            | {its for step in machine.steps.values() for its in step.outcomes.values()}
        )
    ]


def _status(exchange: Exchange) -> Iterator[str]:
    if operation_of(exchange) is None:
        return
    for record in (content(exchange), *records(exchange)):
        for machine in MACHINES.values():
            status = record.get(machine.member)
            if isinstance(status, Mapping):
                yield f"{machine.member} {status.get('key')}"


CODES = (
    Codes("types of messages", lambda: _TYPES, _types),
    Codes("documented codes of messages", lambda: _DOCUMENTED, _message_codes),
    Codes("reasons of a 403", lambda: list(_REASONS.values()), _reasons),
    Codes("versions of what has several", _versions, _version),
    Codes("kinds of chains that were written", _chains, _chain),
    Codes("statuses of runs, returns and declarations", _statuses, _status),
)
