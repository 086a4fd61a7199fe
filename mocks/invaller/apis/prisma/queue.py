"""The queue: what was accepted, and the local program that works it off in order.

Entries are documents under their unique identifier. Each names the one before it, so that
"everything before this one" is found by walking back to the first that is done: what an
entry costs does not depend on how many there are. Source: Link2Prisma manual, 2; the order
per social secretariat and the delay are assumed (facts: prisma notes, trap 9).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from invaller.apis.prisma.domain.outcome import DESCRIPTIONS, WAITING, Outcome, Refused
from invaller.apis.prisma.entry import Entry
from invaller.apis.prisma.kinds import QUEUE
from invaller.apis.prisma.operations import PERFORM
from invaller.apis.prisma.switches import FIRST_LOOK
from invaller.kernel.api import Process
from invaller.kernel.clock import parse_instant, render_instant
from invaller.kernel.explanations import Explanation
from invaller.kernel.faults import stuck_apis
from invaller.kernel.ids import uuid_from
from invaller.kernel.pending import Work
from invaller.kernel.store import Kind
from invaller.kernel.store.store import dumps
from invaller.kernel.workspace import Workspace

API = "prisma"
ENTRY = "entry"

TAIL = Kind("prisma.queue-tail")
"""One document: the entry that was accepted last, and when it is due."""

_LEAST, _SPREAD = timedelta(milliseconds=100), timedelta(milliseconds=800)
LONGEST = timedelta(seconds=1)
"""No entry waits this long unless a fault makes it (facts: prisma notes, trap 9)."""

Stored = dict[str, Any]


def mint_identifier(workspace: Workspace) -> str:
    """A new unique identifier: lower case, with dashes (assumed)."""
    number = workspace.ids.counter("prisma.identifier")
    return uuid_from(workspace.ids.seed, "prisma.identifier", number)


def find(workspace: Workspace, identifier: str) -> Stored | None:
    """The entry with a unique identifier, in whatever letter case, or None."""
    return workspace.documents.get(QUEUE, identifier.lower())


def keep_finished(workspace: Workspace, entry: Stored) -> None:
    """Store an entry that was refused on reception: the local program never sees it."""
    workspace.documents.put(QUEUE, entry["id"], {**entry, "before": None})


def enqueue(workspace: Workspace, entry: Stored, now: datetime) -> None:
    """Store an accepted entry, to be processed in under a second, never before the one before."""
    tail = workspace.documents.get(TAIL, ENTRY) or {}
    due = now + _LEAST + _SPREAD * workspace.ids.fraction("prisma.delay")
    if tail:
        due = max(due, parse_instant(tail["due"]))
    workspace.documents.put(QUEUE, entry["id"], {**entry, "before": tail.get("last")})
    late = workspace.life_cycle.late
    workspace.documents.put(TAIL, ENTRY, {"last": entry["id"], "due": render_instant(due + late)})
    workspace.schedule(API, ENTRY, entry["id"], {}, now=now, delay=due - now)


def process_entry(workspace: Workspace, work: Work, now: datetime) -> None:
    """Process an entry, after those before it that wait still, whatever they wait for.

    An entry that was lost has no pending work: it waits for ever and holds up nobody. One
    that was doubled is processed twice, and the later result stands.
    """
    for identifier in _waiting_before(workspace, work.subject):
        earlier = workspace.pending.waiting_for(API, ENTRY, identifier)
        if earlier is not None:
            workspace.pending.remove(earlier)
            _process(workspace, identifier, now)
    _process(workspace, work.subject, now)


def hasten(workspace: Workspace, identifier: str, now: datetime) -> None:
    """Work the queue up to an entry that waits for nothing but its ordinary time."""
    if workspace.strict or workspace.switch(FIRST_LOOK.name) != FIRST_LOOK.default:
        return
    if stuck_apis(workspace.faults) & {API, None}:
        return
    work = workspace.pending.waiting_for(API, ENTRY, identifier)
    if work is not None and work.due is not None and work.due - now < LONGEST:
        workspace.attempt(work, now)


def _waiting_before(workspace: Workspace, identifier: str) -> list[str]:
    """The entries before one that are not done, the oldest first."""
    waiting: list[str] = []
    before = _stored(workspace, identifier)["before"]
    while before is not None:
        entry = workspace.documents.get(QUEUE, before)
        if entry is None or entry["statuscode"] != WAITING:
            break
        waiting.append(before)
        before = entry["before"]
    return waiting[::-1]


def _process(workspace: Workspace, identifier: str, now: datetime) -> None:
    stored = _stored(workspace, identifier)
    entry = Entry(
        identifier,
        stored["operation"],
        stored["employer"],
        stored["user"],
        stored["parameters"],
        stored["body"],
    )
    try:
        result = _succeeded(PERFORM[entry.operation](workspace, entry, now))
    except Refused as refused:
        result = _failed(refused)
    workspace.documents.put(
        QUEUE, identifier, {**stored, **result, "processed": render_instant(now)}
    )


def _stored(workspace: Workspace, identifier: str) -> Stored:
    stored = workspace.documents.get(QUEUE, identifier)
    if stored is None:
        raise LookupError(f"entry {identifier} of the queue is not stored")
    return stored


def _succeeded(outcome: Outcome) -> Stored:
    response = outcome.verbatim
    if response is None:
        response = "" if outcome.response is None else dumps(outcome.response)
    return {
        "statuscode": outcome.statuscode,
        "statusDescription": outcome.description,
        "response": response,
        "explanations": [
            Explanation(remark.rule, remark.source, remark.message, remark.where).to_document()
            for remark in outcome.remarks
        ],
    }


def _failed(refused: Refused) -> Stored:
    explanation = Explanation(
        refused.rule,
        refused.source,
        refused.message,
        refused.where,
        refused.found,
        refused.expected,
        refused.nearest,
    )
    return {
        "statuscode": refused.statuscode,
        "statusDescription": refused.message,
        "response": "",
        "explanations": [explanation.to_document()],
    }


UNPROCESSED: Stored = {
    "statuscode": WAITING,
    "statusDescription": DESCRIPTIONS[WAITING],
    "response": "",
    "explanations": [],
}
"""What an entry shows until it is processed."""

PROCESS: Mapping[str, Process] = {ENTRY: process_entry}
