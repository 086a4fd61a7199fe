"""Judges of the queue: what is handed in is followed, and handed in again with care."""

from collections.abc import Hashable, Iterator
from datetime import timedelta

from invaller_contracts.consumer.rule import Look
from invaller_contracts.consumer.run import Exchange, Run
from invaller_contracts.prisma.entries import (
    DONE,
    RESULT,
    WAITING,
    Entry,
    employer_of,
    entries,
    identifier_in,
    last_part,
    of_prisma,
    refused,
    statuscode_in,
    user_of,
    whose,
)

PATIENCE = timedelta(seconds=20)
"""After this time a client may give up on an entry that waits (facts: prisma notes, trap 9)."""

SHORTEST_PAUSE = timedelta(seconds=0.5)
"""Between two looks at an entry that waits; ours, as the manual names no pace."""

_HARMLESS = frozenset({"addAbsences", "addPrestations"})
"""Additions that take the place of what they added before (Link2Prisma manual, 4.2)."""


def followed_until_final(run: Run) -> Iterator[Look]:
    """Each identifier leads to a look that tells what became of the request."""
    for entry in entries(run):
        # The client may never have read the identifier of a call that a fault hit.
        if entry.asked.fault is None or entry.looks:
            yield Look(entry.asked, _left(entry))


def _left(entry: Entry) -> str | None:
    if not entry.looks:
        return f"the Result of {entry.identifier} was never looked at"
    last = entry.looks[-1]
    if entry.final or entry.asked.fault or last.time - entry.asked.time >= PATIENCE:
        return None
    return f"{entry.identifier} was waiting still when its Result was looked at for the last time"


def unhurried(run: Run) -> Iterator[Look]:
    """Between two looks of a client at an entry that waits some time goes by.

    Where the clock stands still no time can go by: looks at the same instant are fine.
    """
    for entry in entries(run):
        before: dict[str, Exchange] = {}
        for look in entry.looks:
            earlier = before.get(user_of(look))
            if earlier is not None:
                yield Look(look, _hurry(earlier, look))
            if statuscode_in(look) in WAITING:
                before[user_of(look)] = look


def _hurry(earlier: Exchange, look: Exchange) -> str | None:
    gap = look.time - earlier.time
    if timedelta() < gap < SHORTEST_PAUSE:
        seconds = gap.total_seconds()
        return f"only {seconds:g} s after exchange {earlier.number}, where the entry waited"
    return None


def looked_up_before_adding_again(run: Run) -> Iterator[Look]:
    """An addition whose outcome is unknown is not sent again before a look at what is there.

    Unknown: without an answer, or with an identifier whose entry was never seen final.
    """
    unknown: dict[Hashable, Exchange] = {}
    identifiers: dict[str, Hashable] = {}
    for exchange in run.where(of_prisma):
        _forget_what_is_known(exchange, unknown, identifiers)
        if not exchange.operation.startswith("add") or exchange.operation in _HARMLESS:
            continue
        sent = _sent(exchange)
        before = unknown.get(sent)
        if before is not None:
            breach = f"the same was sent in exchange {before.number}, whose outcome is unknown"
            yield Look(exchange, breach)
        elif exchange.unanswered:
            yield Look(exchange)
        if exchange.ok or exchange.unanswered:
            unknown[sent] = exchange
            identifiers[identifier_in(exchange) or ""] = sent


def _forget_what_is_known(
    exchange: Exchange, unknown: dict[Hashable, Exchange], identifiers: dict[str, Hashable]
) -> None:
    """Take away the additions whose outcome an exchange tells."""
    if not exchange.ok or exchange.method != "GET":
        return
    if exchange.operation == RESULT:
        if statuscode_in(exchange) not in WAITING:
            unknown.pop(identifiers.get(last_part(exchange).lower()), None)
        return
    for sent, addition in list(unknown.items()):
        if whose(addition) == whose(exchange) and _tells(exchange, addition):
            del unknown[sent]


def _tells(question: Exchange, addition: Exchange) -> bool:
    """Whether a question shows what an addition would have added."""
    if addition.operation == "addDocument":
        return question.operation == "getDocumentListing"
    asked, added = _below(question), _below(addition)
    if added == ("worker",):
        return asked[0] in ("worker", "workerexists")
    # A worker is shown with most of what it has, and so are all workers.
    shown_with = (added[:2], added[:1]) if added[0] == "worker" else ()
    return asked[: len(added)] == added or asked in shown_with


def _below(exchange: Exchange) -> tuple[str, ...]:
    """The parts of a path behind the base path, the date of an employer's car taken off."""
    parts = exchange.path.lower().partition(".svc/")[2].strip("/").split("/")
    return tuple("companycar" if part.startswith("companycar") else part for part in parts)


def _sent(exchange: Exchange) -> Hashable:
    return whose(exchange), exchange.method, exchange.path.lower(), str(exchange.request_body)


def corrected_before_sending_again(run: Run) -> Iterator[Look]:
    """What ended in an error is not sent again as it was, unless something else changed since.

    A repetition that is done is no breach: what was in its way went, though no call shows it.
    """
    done = {entry.asked.number for entry in entries(run) if entry.statuscode in DONE}
    told = {entry.final.number: entry for entry in entries(run) if refused(entry) and entry.final}
    wrong: dict[Hashable, Exchange] = {}
    for exchange in run.where(of_prisma):
        entry = told.get(exchange.number)
        if entry is not None and entry.asked.method != "GET":
            if _sent(entry.asked) not in wrong:
                yield Look(entry.asked)
            wrong.setdefault(_sent(entry.asked), entry.asked)
        if exchange.method == "GET":
            continue
        before = wrong.get(_sent(exchange))
        if before is not None and exchange.number not in done:
            breach = f"the same was sent in exchange {before.number}, and its Result is an error"
            yield Look(exchange, breach)
        elif exchange.ok:
            # Something else was written for this employer: what was wrong may be right by now.
            mine = employer_of(exchange)
            wrong = {sent: one for sent, one in wrong.items() if employer_of(one) != mine}
