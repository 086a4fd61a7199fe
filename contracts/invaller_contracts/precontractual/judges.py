"""Judges of what only a series of verifications shows: whether the answers were read.

Each compares a verification with earlier ones of the same client about the same question or
citizen. A second answer that differs from the first says that something changed in between:
then asking again was right.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from invaller.apis.precontractual.domain import date_window
from invaller.kernel.legal_dates import legal_date
from invaller.kernel.quarters import Quarter
from invaller_contracts.consumer.rule import Look
from invaller_contracts.consumer.run import Exchange, Run
from invaller_contracts.precontractual.asking import (
    Question,
    allowed,
    blocks,
    causes,
    is_verification,
)

SOON = timedelta(minutes=1)
"""Within this time a citizen has not given a mandate, nor is trouble over (assumed)."""

ATTEMPTS = 5
"""How often one question may meet trouble within that time (assumed)."""

_TROUBLE = frozenset({"errorFlexiJobPrecontractual", "errorStudentjobPrecontractual"})
_TOO_OLD, _TOO_YOUNG = "errorStudentRequirements", "errorYoungRequirements"


def refusal_is_read(run: Run) -> Iterator[Look]:
    """What was refused is not asked again on the same day without a change."""
    refused: dict[Hashable, Exchange] = {}
    for exchange in run.where(is_verification):
        if exchange.status not in (400, 403) or exchange.fault is not None:
            continue
        question = tuple(sorted((name, *values) for name, values in exchange.query.items()))
        key = (exchange.client, question, legal_date(exchange.time))
        before = refused.setdefault(key, exchange)
        again = before is not exchange
        yield Look(exchange, f"as refused in exchange {before.number}" if again else None)


def mandate_is_awaited(run: Run) -> Iterator[Look]:
    """After noGrant the citizen gets the time to give a mandate before anything is asked again."""
    without: dict[Hashable, Exchange] = {}
    for exchange in run.where(is_verification):
        told = allowed(exchange)
        question = Question.of(exchange)
        key = (exchange.client, question.asker, question.citizen)
        if "noGrant" in told:
            yield Look(exchange, _hurry(without.get(key), exchange))
            without[key] = exchange
        elif told and "errorGrant" not in told:
            without.pop(key, None)


def _hurry(before: Exchange | None, exchange: Exchange) -> str | None:
    if before is None or exchange.time - before.time >= SOON:
        return None
    # On a clock that stands still, asking the same again is all that waiting can look like.
    if exchange.time == before.time and Question.of(exchange) == Question.of(before):
        return None
    return f"exchange {before.number} had told that there is no mandate"


def asked_at_once(run: Run) -> Iterator[Look]:
    """Whoever wants to know both kinds asks for both; the other kind after a nok is a new wish."""
    last: dict[Hashable, Exchange] = {}
    for exchange in run.where(is_verification):
        if not blocks(exchange):
            continue
        question = Question.of(exchange)
        about = (question.asker, question.represented, question.citizen, question.start)
        before = last.get(exchange.client)
        last[exchange.client] = exchange
        if before is None or allowed(before) != {"ok"}:
            yield Look(exchange)
            continue
        asked = Question.of(before)
        same = about == (asked.asker, asked.represented, asked.citizen, asked.start)
        split = same and not (question.kinds & asked.kinds)
        soon = exchange.time - before.time < SOON
        breach = f"exchange {before.number} could have asked for this kind too"
        yield Look(exchange, breach if split and soon else None)


def age_is_read(run: Run) -> Iterator[Look]:
    """No student job is asked for, by itself, of whom the age is known to exclude it."""
    excluded: dict[Hashable, tuple[str, date, Exchange]] = {}
    for exchange in run.where(is_verification):
        cause = next((one for one in causes(exchange) if one in (_TOO_OLD, _TOO_YOUNG)), None)
        if cause is None:
            continue
        question, today = Question.of(exchange), legal_date(exchange.time)
        key = (exchange.client, question.asker, question.citizen)
        told, day, before = excluded.setdefault(key, (cause, today, exchange))
        # The young grow up with the year; who is too old stays so.
        lasting = told == _TOO_OLD or day.year == today.year
        again = before is not exchange and lasting and question.kinds == {"studentJob"}
        yield Look(exchange, f"{told} was told in exchange {before.number}" if again else None)


def trouble_is_left_alone(run: Run) -> Iterator[Look]:
    """A question that meets trouble is asked again a few times, then later."""
    met: defaultdict[Hashable, list[Exchange]] = defaultdict(list)
    for exchange in run.where(is_verification):
        question = Question.of(exchange)
        if not _in_trouble(exchange):
            met.pop(question, None)
            continue
        recent = [one for one in met[question] if exchange.time - one.time < SOON]
        met[question] = [*recent, exchange]
        breach = f"trouble {len(recent) + 1} times within a minute"
        yield Look(exchange, breach if len(recent) >= ATTEMPTS else None)


def _in_trouble(exchange: Exchange) -> bool:
    return (
        exchange.status >= 500
        or "errorGrant" in allowed(exchange)
        or not _TROUBLE.isdisjoint(causes(exchange))
    )


def planned_day_was_asked(run: Run) -> Iterator[Look]:
    """Whoever verifies a candidate and then declares one verified the time of the declaration."""
    asked: defaultdict[Hashable, list[date]] = defaultdict(list)
    for exchange in run:
        if is_verification(exchange) and blocks(exchange):
            question = Question.of(exchange)
            asked[question.employer, question.citizen].append(date.fromisoformat(question.start))
        declared = _declared(exchange)
        if declared is None:
            continue
        employer, citizen, worker_type, start = declared
        days = asked.get((employer, citizen), [])
        # A day that cannot be asked for (3.3.11, 3.3.12) cannot have been asked for.
        if days and date_window.fault(start, exchange.time) is None:
            right = any(_same_time(worker_type, start, day) for day in days)
            breach = f"{start} is declared, but {max(days)} was verified"
            yield Look(exchange, None if right else breach)


def _same_time(worker_type: str, one: date, other: date) -> bool:
    """Hours of students count by year, the conditions of a flexi-job by quarter (3.1)."""
    if worker_type == "STU":
        return one.year == other.year
    return Quarter.of(one) == Quarter.of(other)


def _declared(exchange: Exchange) -> tuple[str, str, str, date] | None:
    """The employer, citizen, kind and first day of an accepted In of a student or flexi-job."""
    body = exchange.request_body
    if exchange.api != "dimona" or not exchange.ok or not isinstance(body, Mapping):
        return None
    block, worker, employer = (_inner(body, name) for name in ("dimonaIn", "worker", "employer"))
    worker_type = _inner(block, "features").get("workerType")
    try:
        start = date.fromisoformat(str(block.get("startDate")))
    except ValueError:
        return None
    if worker_type not in ("STU", "FLX"):
        return None
    number = str(employer.get("enterpriseNumber", "")).zfill(10)
    return number, str(worker.get("ssin", "")), worker_type, start


def _inner(document: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A block of a body as a client sent it, empty when it is none."""
    block = document.get(name)
    return block if isinstance(block, Mapping) else {}
