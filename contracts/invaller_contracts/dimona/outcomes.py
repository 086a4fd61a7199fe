"""Judges of what a client does about the results of its declarations."""

from collections.abc import Iterator
from datetime import timedelta

from invaller_contracts.consumer.common import of_operations
from invaller_contracts.consumer.rule import Look
from invaller_contracts.consumer.run import Exchange, Run
from invaller_contracts.dimona.exchanges import (
    ACCEPTED,
    REFUSED,
    SUBMIT,
    WAITING,
    content,
    looked_for,
    received_as,
    results,
    said,
)

PATIENCE = timedelta(minutes=19)
"""Looks that went on so long are enough: after 20 minutes a human takes over (3)."""

_OUTSIDE = frozenset(
    {"00014-235", "00948-235", "90017-151", "90256-155", "90256-342", "90256-346", "90373-343"}
)
"""Anomalies that are put right elsewhere (registers, mandates), not in the declaration."""

_CORRECTED_ELSEWHERE = timedelta(days=1)
"""After so long something else may have changed: the same declaration may be right by now."""

_LOOK_UPS = of_operations(
    "searchDeclarations",
    "searchPeriods",
    "getPeriod",
    "listDailyRegistrations",
    "getDailyRegistration",
)


def result_is_read(run: Run) -> Iterator[Look]:
    """At stake for every declaration that was received, when its answer reached the client."""
    known = {number for exchange in run for number, _ in results(exchange)}
    # The journal shows the beginning of a very long answer only, as text.
    long = [one.response_body for one in run if one.ok and isinstance(one.response_body, str)]
    last = {number: one for one in run if (number := looked_for(one)) is not None}
    for exchange in run:
        number = received_as(exchange)
        if number is None or exchange.unanswered:
            continue
        looked = last.get(number)
        patient = looked is not None and looked.time - exchange.time >= PATIENCE
        read = number in known or any(number in text for text in long)
        missed = not read and not patient
        yield Look(exchange, f"the result of {number} was never read" if missed else None)


def identified_at_last(run: Run) -> Iterator[Look]:
    """At stake for every declaration that was seen to wait for Sigedis."""
    seen: dict[str, list[Exchange]] = {}
    for exchange in run:
        for number, status in results(exchange):
            if status["result"] == WAITING or number in seen:
                seen.setdefault(number, []).append(exchange)
    for number, looks in seen.items():
        again = "waited for Sigedis, and was never looked at again"
        yield Look(looks[0], f"{number} {again}" if len(looks) == 1 else None)


def refused_is_corrected(run: Run) -> Iterator[Look]:
    """At stake at every refusal that is about the declaration itself.

    Another declaration that is accepted meanwhile may be the correction.
    """
    submitted: dict[str, Exchange] = {}
    refused: dict[str, Exchange] = {}
    for exchange in run:
        if exchange.operation == SUBMIT:
            before = refused.get(said(exchange))
            if before is not None and exchange.time - before.time < _CORRECTED_ELSEWHERE:
                yield Look(exchange, f"it was refused as it is: exchange {before.number}")
            if (number := received_as(exchange)) is not None:
                submitted[number] = exchange
        for number, status in results(exchange):
            # Only the first reading of a result is news; a refusal is looked at once more too.
            declared = submitted.pop(number, None)
            if declared is None:
                continue
            if status["result"] in ACCEPTED:
                refused.clear()
            elif status["result"] == REFUSED and not _is_put_right_elsewhere(status):
                refused[said(declared)] = exchange
                yield Look(exchange)


def _is_put_right_elsewhere(status: dict[str, list[dict[str, str]]]) -> bool:
    return not _OUTSIDE.isdisjoint(one["errorId"] for one in status.get("anomalies", ()))


def not_sent_while_waiting(run: Run) -> Iterator[Look]:
    """At stake at every submission that was received, and answered."""
    waiting: dict[str, tuple[str, Exchange]] = {}
    for exchange in run:
        for number, _ in results(exchange):
            waiting = {what: one for what, one in waiting.items() if one[0] != number}
        received = received_as(exchange)
        if received is None or exchange.unanswered:
            continue
        before = waiting.get(said(exchange))
        breach = None
        if before is not None and exchange.time - before[1].time < PATIENCE:
            breach = f"exchange {before[1].number} said the same, and waits for its result"
        yield Look(exchange, breach)
        waiting[said(exchange)] = (received, exchange)


def looked_up_first(run: Run) -> Iterator[Look]:
    """At stake at every submission whose outcome the client cannot know.

    A 500 tells that nothing was received (5.1.1.2, 7.1.1 (3)), and a client that asks for the
    result has its number: both know enough.
    """
    asked = {looked_for(exchange) for exchange in run}
    unknown: dict[str, Exchange] = {}
    for exchange in run:
        if _LOOK_UPS(exchange):
            unknown.clear()
        if exchange.operation != SUBMIT:
            continue
        before = unknown.pop(content(exchange), None)
        if before is not None:
            breach = f"the same was sent in exchange {before.number}, whose outcome is unknown"
            yield Look(exchange, breach)
        number = received_as(exchange)
        if exchange.unanswered and exchange.status != 500 and (not number or number not in asked):
            unknown[content(exchange)] = exchange
            if before is None:
                yield Look(exchange)
