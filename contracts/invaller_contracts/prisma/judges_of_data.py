"""Judges of what a client asks and writes: workers, groups of workers, changes, documents."""

import re
from collections.abc import Hashable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from invaller.kernel.legal_dates import BRUSSELS
from invaller_contracts.consumer.common import followed_to_the_end, of_operations
from invaller_contracts.consumer.rule import Look
from invaller_contracts.consumer.run import Exchange, Run
from invaller_contracts.prisma.entries import (
    DONE,
    Entry,
    employer_of,
    entries,
    last_part,
    of_prisma,
    user_of,
    whose,
)

LARGEST_PAGE = 100
"""Workers that one request gives (Link2Prisma manual, 4.1)."""

_OF_WORKER = re.compile(r".*\.svc/worker/(\d{1,7})(/.*)?", re.IGNORECASE)
_LISTS = ("getWorkers", "getWorkersInService")


def body_of(exchange: Exchange) -> Mapping[str, Any]:
    """The object that a request brought; empty for anything else."""
    body = exchange.request_body
    return body if isinstance(body, dict) else {}


def written_about_known_workers(run: Run) -> Iterator[Look]:
    """What is written about a worker, other than a dimona, does not meet that there is none.

    It is not the client's doing when a fault hit the addition of the worker.
    """
    hit = {
        (employer_of(one), str(body_of(one).get("WorkerNumber")))
        for one in run.operations("addWorker")
        if one.fault
    }
    for entry in entries(run):
        asked = entry.asked
        about = _OF_WORKER.fullmatch(asked.path)
        if about is None or asked.method == "GET" or asked.operation == "addDimona":
            continue
        remark = entry.final.noted("prisma.workers.unknown") if entry.final else None
        blamed = remark is not None and (employer_of(asked), about[1]) not in hit
        yield Look(asked, remark.message if remark and blamed else None)


def numbers_asked_for(run: Run) -> Iterator[Look]:
    """A new worker has a number that newWorkerNumber gave.

    Nothing is said of a run whose beginning the journal forgot: the number may stand there.
    """
    if run.dropped:
        return
    given: dict[str, dict[Any, int]] = {}
    for entry in entries(run):
        if entry.asked.operation == "getNewWorkerNumber" and entry.final:
            data = entry.response
            number = data.get("WorkerNumber") if isinstance(data, dict) else data
            given.setdefault(employer_of(entry.asked), {})[number] = entry.final.number
    for exchange in run.operations("addWorker"):
        number = body_of(exchange).get("WorkerNumber")
        known = given.get(employer_of(exchange), {}).get(number, exchange.number)
        made_up = f"newWorkerNumber gave no {number} before" if known >= exchange.number else None
        yield Look(exchange, made_up)


def persons_asked_for(run: Run) -> Iterator[Look]:
    """Before somebody is added, it is asked whether the employer has them already.

    Reading all workers tells it too. Nothing is said of a run whose beginning is forgotten.
    """
    if run.dropped:
        return
    known: set[tuple[str, str]] = set()
    for exchange in run.where(of_prisma):
        employer = employer_of(exchange)
        if exchange.operation == "workerExists" and exchange.ok:
            known.add((employer, last_part(exchange).zfill(11)))
        if exchange.operation == "getWorkers" and exchange.ok:
            known.add((employer, ""))
        inss = body_of(exchange).get("INSS")
        if exchange.operation == "addWorker" and inss:
            asked = (employer, str(inss).zfill(11)) in known or (employer, "") in known
            breach = f"nobody asked whether employer {employer} has this worker already"
            yield Look(exchange, None if asked else breach)


def groups_to_the_end(run: Run) -> Iterator[Look]:
    """When workers follow behind a group, the next group is asked.

    How many workers came, the journal may be too short to show: the Result says so itself.
    """
    going_on = {
        entry.asked.number
        for entry in entries(run)
        if entry.final and entry.final.noted("prisma.workers.limit")
    }

    def page(exchange: Exchange) -> Hashable:
        return f"{exchange.path}?offset={_number(exchange, 'offset', 0)}", whose(exchange)

    def next_page(exchange: Exchange) -> Hashable:
        if exchange.number not in going_on:
            return None
        offset = _number(exchange, "offset", 0) + _number(exchange, "limit", LARGEST_PAGE)
        return f"{exchange.path}?offset={offset}", whose(exchange)

    yield from followed_to_the_end(of_operations(*_LISTS), next_page, page)(run)


def _number(exchange: Exchange, name: str, default: int) -> int:
    text = exchange.query.get(name, [""])[0]
    return int(text) if text.isascii() and text.isdigit() else default


def changes_without_gaps(run: Run) -> Iterator[Look]:
    """The period of a question for changes begins where the one before it was complete.

    A day that was not over when it was asked is part of the next period too.
    """
    complete: dict[Hashable, date] = {}
    for entry in entries(run):
        asked = entry.asked
        period = _period(asked) if asked.operation == "getModifications" else None
        if period is None:
            continue
        first, last = period
        until = complete.get(whose(asked))
        if until is not None:
            missed = f"changes after {until} and before {first} are never asked"
            yield Look(asked, missed if first > until + timedelta(days=1) else None)
        if entry.statuscode not in DONE:
            continue
        yesterday = asked.time.astimezone(BRUSSELS).date() - timedelta(days=1)
        complete[whose(asked)] = max(min(last, yesterday), until or date.min)


def _period(exchange: Exchange) -> tuple[date, date] | None:
    first, last = exchange.path.rstrip("/").split("/")[-2:]
    try:
        return date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None


def documents_once(run: Run) -> Iterator[Look]:
    """A document that was given is not asked again by the same user."""
    given: dict[Hashable, Entry] = {}
    for entry in entries(run):
        if entry.asked.operation != "getDocument":
            continue
        key = user_of(entry.asked), last_part(entry.asked)
        before = given.get(key)
        again = before is not None and _told_by(before, entry.asked)
        number = before.asked.number if before else 0
        yield Look(entry.asked, f"exchange {number} gave this document" if again else None)
        if entry.statuscode == "200":
            given.setdefault(key, entry)


def _told_by(entry: Entry, exchange: Exchange) -> bool:
    return entry.final is not None and entry.final.number < exchange.number


def salary_sent_whole(run: Run) -> Iterator[Look]:
    """A change of salary data brings every member that they are known to have.

    Known is what this run added or changed by itself.
    """
    known: dict[Hashable, set[str]] = {}
    for entry in entries(run):
        asked, body = entry.asked, body_of(entry.asked)
        about = _OF_WORKER.fullmatch(asked.path)
        if about is None or entry.statuscode not in ("200", "201"):
            continue
        worker = employer_of(asked), about[1]
        if asked.operation == "addSalaryComposition":
            known[worker, str(body.get("Code")), body.get("Startdate")] = set(body)
        if asked.operation == "changeSalaryComposition":
            code, start = asked.path.rstrip("/").split("/")[-2:]
            before = known.get((worker, code, start))
            if before is not None:
                missing = ", ".join(sorted(before - set(body)))
                yield Look(asked, f"left out: {missing}" if missing else None)
