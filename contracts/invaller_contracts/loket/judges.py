"""Judges of what only a series of calls to Loket shows: whether the answers were read."""

import re
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

from invaller.apis.loket.catalogue import CATALOGUE
from invaller_contracts.consumer.common import of_operations
from invaller_contracts.consumer.rule import Look
from invaller_contracts.consumer.run import Exchange, Run
from invaller_contracts.loket.exchanges import (
    caller,
    content,
    is_call,
    is_change,
    items,
    operation_of,
    records,
    sent,
)

ENOUGH = 5
"""So many looks at what is queued are enough: then somebody looks into it (assumed)."""

_THERE = -1
"""In place of a status: results of the record were read, or an answer too long for a journal."""

_VERSION = re.compile(r";\s*version\s*=\s*\"?\d{4}-\d{2}-\d{2}")
_VERSIONED = ("application/json", "text/csv", "spreadsheetml")
"""What a version is asked of: resources and their exports; a file has none."""

_QUEUED: Mapping[str, tuple[str, frozenset[int]]] = {
    "PostInitiatePayrollRunByPayrollAdministrationId": ("payrollRunStatus", frozenset({0})),
    "PostInitiateJournalRunByPayrollAdministrationId": ("journalRunStatus", frozenset({0, 5})),
    "PostInitiatePayrollTaxReturnByPayrollAdministrationId": (
        "payrollTaxReturnStatus",
        frozenset({1}),
    ),
    "PostInitiateApgPensionDeclarationByPayrollAdministrationId": (
        "apgPensionDeclarationStatus",
        frozenset({1}),
    ),
    "PostInitiateUpaPensionDeclarationByPayrollAdministrationId": (
        "upaPensionDeclarationStatus",
        frozenset({1}),
    ),
}
"""Operations that queue a record, with its status and the keys by which that is not final."""

_AUTHORIZATIONS = of_operations(
    "GetApplicationAuthorizationsByApplicationId",
    "GetAuthorizationsByEmployerId",
    "GetAuthorizationsByProviderId",
    "GetEmployerUserAuthorizationsByEmployerIdAndUserId",
)

_TAGGED = frozenset(
    one.path for one in CATALOGUE.operations.values() if one.method == "GET" and one.tagged
)
"""Paths of the records that are read with an ETag."""


def without_version(exchange: Exchange) -> str | None:
    """Accept names the version of the resource."""
    accept = exchange.request_headers.get("accept", "")
    remark = exchange.noted("loket.version.accept-missing")
    if remark is not None:
        return remark.message
    versioned = not accept or any(name in accept for name in _VERSIONED)
    named = _VERSION.search(accept) is not None
    return f"Accept is {accept!r}, without a version" if versioned and not named else None


def takes_tag(exchange: Exchange) -> bool:
    """Whether a call changes a record that is read with an ETag."""
    operation = operation_of(exchange)
    return (
        operation is not None
        and operation.takes_if_match
        and exchange.method in ("PUT", "PATCH")
        and operation.path in _TAGGED
    )


def without_tag(exchange: Exchange) -> str | None:
    """If-Match holds the ETag of what was read."""
    tag = exchange.request_headers.get("if-match")
    if tag is None:
        return "the change carries no If-Match"
    return "If-Match * fits whatever became of the record" if tag.strip() == "*" else None


def conflict_is_resolved(run: Run) -> Iterator[Look]:
    """At stake at a change of a record after one that met a conflict (409)."""
    conflicts: dict[Hashable, Exchange] = {}
    for exchange in run.where(is_call):
        key = caller(exchange), exchange.path
        if exchange.method == "GET" and exchange.ok:
            if key in conflicts:
                del conflicts[key]
                yield Look(exchange)
        elif is_change(exchange):
            before = conflicts.get(key)
            if before is not None:
                told = f"exchange {before.number} told that the record had changed"
                yield Look(exchange, f"{told}, and it was not read since")
            if exchange.status == 409 and exchange.fault is None:
                conflicts[key] = exchange


def refused_token_rests(run: Run) -> Iterator[Look]:
    """At stake at a call that was refused for its token (401)."""
    refused: dict[Hashable, Exchange] = {}
    for exchange in run.where(is_call):
        if caller(exchange) is None:
            continue
        call = (sent(exchange), exchange.url)
        before = refused.get(call)
        if before is not None:
            yield Look(exchange, f"its token was refused in exchange {before.number} already")
        elif exchange.status == 401 and exchange.fault is None:
            refused[call] = exchange
            yield Look(exchange)


def forbidden_rests(run: Run) -> Iterator[Look]:
    """At stake at a call that its user may not do (403).

    What is granted meanwhile is not seen in a journal: a repetition that is refused again shows
    that nothing was, and one after a look at the authorizations is well considered.
    """
    forbidden: dict[Hashable, Exchange] = {}
    for exchange in run.where(is_call):
        if _AUTHORIZATIONS(exchange) and exchange.ok:
            forbidden.clear()
        if exchange.status != 403 or exchange.fault is not None:
            continue
        before = forbidden.setdefault((sent(exchange), exchange.url), exchange)
        again = before is not exchange
        breach = f"the same was forbidden in exchange {before.number}"
        yield Look(exchange, breach if again else None)


def queued_is_followed(run: Run) -> Iterator[Look]:
    """At stake at everything that was queued under an id (202)."""
    for exchange in run.where(of_operations(*_QUEUED)):
        identifier = content(exchange).get("id")
        if not exchange.ok or exchange.unanswered or identifier is None:
            continue
        member, waiting = _QUEUED[exchange.operation]
        seen = [one for later in run.after(exchange) for one in _seen(later, identifier, member)]
        if not seen:
            yield Look(exchange, f"what became of {identifier} was never asked")
        elif seen[-1] in waiting and len(seen) < ENOUGH:
            yield Look(exchange, f"{identifier} was queued at the last of {len(seen)} looks")
        else:
            yield Look(exchange)


def _seen(exchange: Exchange, identifier: str, member: str) -> Iterator[int]:
    """The keys of the status of a record that an answer shows; `_THERE` for what came of it."""
    if exchange.method != "GET" or not is_call(exchange):
        return
    if isinstance(exchange.response_body, str) and identifier in exchange.response_body:
        yield _THERE
    if f"/{identifier}/" in exchange.path and any(records(exchange)):
        yield _THERE
    for record in records(exchange):
        status: Any = record.get(member)
        if record.get("id") == identifier and isinstance(status, Mapping):
            yield int(status["key"])


def items_are_read(run: Run) -> Iterator[Look]:
    """At stake at each action on several records at once whose outcome was told."""
    told: dict[Hashable, tuple[Exchange, bool]] = {}
    for exchange in run:
        breach, actions = None, list(items(exchange))
        for item, failed in actions:
            if failed and item in told:
                before, had_failed = told[item]
                word = "failed" if had_failed else "was done"
                breach = f"an action {word} in exchange {before.number} and is asked as it was"
            told[item] = (exchange, failed)
        if actions:
            yield Look(exchange, breach)
