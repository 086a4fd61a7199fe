"""Pending work: what has been accepted and is not done yet, as a discrete-event queue.

Items are plain rows ordered by (due, priority, sequence). Due work runs before a request
of its workspace is handled and when the clock advances; no client can tell that from a
background worker, so there is none.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CursorResult,
    Executable,
    RowMapping,
    and_,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from invaller.kernel.clock import parse_instant, render_instant
from invaller.kernel.processing import Processing
from invaller.kernel.store.store import Store, dumps
from invaller.kernel.store.tables import PENDING

NORMAL = 0
"""Priority of ordinary work; a lower number goes first among equal due times."""


@dataclass(frozen=True, slots=True)
class Work:
    """One item of pending work.

    due: when it is done, or None when it waits for polls or for a hand;
    subject: what the client polls for (a declaration id, a queue identifier); failure: what
    went wrong when it was tried, for an item that is held because of that.
    """

    id: str
    api: str
    kind: str
    subject: str
    due: datetime | None
    priority: int
    sequence: int
    polls_left: int | None
    held: bool
    payload: dict[str, Any]
    failure: str | None = None

    def to_document(self) -> dict[str, Any]:
        """The item as JSON for the control plane."""
        document = {
            "id": self.id,
            "api": self.api,
            "kind": self.kind,
            "subject": self.subject,
            "due": render_instant(self.due) if self.due else None,
            "priority": self.priority,
            "sequence": self.sequence,
            "pollsLeft": self.polls_left,
            "held": self.held,
            "payload": self.payload,
        }
        return document if self.failure is None else {**document, "failure": self.failure}


def _work(row: RowMapping) -> Work:
    due = parse_instant(row["due"]) if row["due"] else None
    return Work(
        row["id"],
        row["api"],
        row["kind"],
        row["subject"],
        due,
        row["priority"],
        row["sequence"],
        row["polls_left"],
        row["held"],
        json.loads(row["payload"]),
        row["failure"],
    )


# Statements are built once: building one costs more than running it.
_HERE = PENDING.c.workspace == bindparam("at")
_ONE = and_(_HERE, PENDING.c.id == bindparam("identifier"))
_IN_ORDER = (PENDING.c.priority, PENDING.c.sequence)
_INSERT = insert(PENDING)
_ALL = select(PENDING).where(_HERE).order_by(PENDING.c.due.is_(None), PENDING.c.due, *_IN_ORDER)
_GET = select(PENDING).where(_ONE)
_WAITING = (
    select(PENDING)
    .where(
        _HERE,
        PENDING.c.api == bindparam("api"),
        PENDING.c.kind == bindparam("kind"),
        PENDING.c.subject == bindparam("subject"),
    )
    .order_by(PENDING.c.sequence)
    .limit(1)
)
_DUE_AT = (
    select(PENDING).where(_HERE, PENDING.c.due == bindparam("due")).order_by(*_IN_ORDER).limit(1)
)
_EARLIEST = (
    select(PENDING.c.due).where(_HERE, PENDING.c.due.is_not(None)).order_by(PENDING.c.due).limit(1)
)
_NOT_STUCK = PENDING.c.api.not_in(bindparam("stuck", expanding=True))
_FIRST_NOT_STUCK = (
    select(PENDING)
    .where(_HERE, PENDING.c.due.is_not(None), _NOT_STUCK)
    .order_by(PENDING.c.due, *_IN_ORDER)
    .limit(1)
)
_POSTPONE = (
    update(PENDING)
    .where(_HERE, PENDING.c.due < bindparam("instant"))
    .values(due=bindparam("instant"))
)
_CHANGE = (
    update(PENDING)
    .where(_ONE)
    .values(polls_left=bindparam("left"), due=bindparam("new_due"), held=bindparam("still_held"))
)
_SET_ASIDE = (
    update(PENDING)
    .where(_ONE)
    .values(polls_left=None, due=None, held=True, failure=bindparam("reason"))
)
_REMOVE = delete(PENDING).where(_ONE)


@dataclass(frozen=True, slots=True)
class _Earliest:
    """The earliest due time there is (None: nothing is due ever), once it was looked up."""

    due: str | None


class Pending:
    """The pending work of one workspace."""

    def __init__(self, store: Store, workspace: str, next_sequence: Callable[[], int]) -> None:
        self._store = store
        self._workspace = workspace
        self._next_sequence = next_sequence
        self._earliest: _Earliest | None = None

    def add(
        self,
        api: str,
        kind: str,
        subject: str,
        payload: dict[str, Any],
        *,
        due: datetime,
        processing: Processing,
        priority: int = NORMAL,
    ) -> Work:
        """Accept work: due at an instant, after polls, or when released by hand."""
        sequence = self._next_sequence()
        timed = processing.mode in ("time", "immediate")
        work = Work(
            id=f"{api}-{kind}-{sequence}",
            api=api,
            kind=kind,
            subject=subject,
            due=due if timed else None,
            priority=priority,
            sequence=sequence,
            polls_left=processing.polls if processing.mode == "polls" else None,
            held=processing.mode == "hold",
            payload=payload,
        )
        self.restore(work)
        return work

    def restore(self, work: Work) -> None:
        """Put an item back as it was, e.g. out of an export."""
        due = render_instant(work.due) if work.due else None
        self._run(
            _INSERT,
            workspace=self._workspace,
            id=work.id,
            due=due,
            priority=work.priority,
            sequence=work.sequence,
            api=work.api,
            kind=work.kind,
            subject=work.subject,
            polls_left=work.polls_left,
            held=work.held,
            payload=dumps(work.payload),
            failure=work.failure,
        )
        if due is not None and self._earliest is not None:
            self._earliest = _Earliest(min(due, self._earliest.due or due))

    def all(self) -> list[Work]:
        """Every item: those with a due time first, in the order in which they will be done."""
        return [_work(row) for row in self._run(_ALL).mappings()]

    def get(self, identifier: str) -> Work | None:
        """The item with this id, or None."""
        return self._first(_GET, identifier=identifier)

    def waiting_for(self, api: str, kind: str, subject: str) -> Work | None:
        """The first item that a client who polls for this subject waits for."""
        return self._first(_WAITING, api=api, kind=kind, subject=subject)

    def next_due(
        self, until: datetime | None = None, stuck: frozenset[str] = frozenset()
    ) -> Work | None:
        """The next item with a due time, not later than `until` when that is given.

        stuck: APIs whose items are passed over.
        """
        if stuck:
            first = self._first(_FIRST_NOT_STUCK, stuck=list(stuck))
            late = first and first.due and until is not None and first.due > until
            return None if late else first
        earliest = self._earliest_due()
        if earliest is None or (until is not None and earliest > render_instant(until)):
            return None
        return self._first(_DUE_AT, due=earliest)

    def postpone(self, until: datetime) -> None:
        """Let what should have been done before an instant, but was stuck, be due then."""
        self._run(_POSTPONE, instant=render_instant(until))
        self._earliest = None

    def change(self, work: Work, *, polls_left: int | None, due: datetime | None) -> None:
        """Store how many polls an item still waits for, or when it falls due."""
        self._run(
            _CHANGE,
            identifier=work.id,
            left=polls_left,
            new_due=render_instant(due) if due else None,
            still_held=work.held and due is None,
        )
        self._earliest = None

    def set_aside(self, work: Work, failure: str) -> None:
        """Hold an item that could not be done, with what went wrong."""
        self._run(_SET_ASIDE, identifier=work.id, reason=failure)
        self._earliest = None

    def remove(self, work: Work) -> None:
        """Forget an item: it is being done, or was lost."""
        self._run(_REMOVE, identifier=work.id)
        if work.due is not None:
            self._earliest = None

    def forget_earliest(self) -> None:
        """Look up again when an item falls due next: changes were taken back."""
        self._earliest = None

    def _earliest_due(self) -> str | None:
        # Asked before every exchange, so it is kept until an item with a due time goes.
        if self._earliest is None:
            self._earliest = _Earliest(self._run(_EARLIEST).scalar())
        return self._earliest.due

    def _first(self, statement: Executable, **parameters: Any) -> Work | None:
        row = self._run(statement, **parameters).mappings().first()
        return None if row is None else _work(row)

    def _run(self, statement: Executable, **parameters: Any) -> CursorResult[Any]:
        if statement is not _INSERT:
            parameters["at"] = self._workspace
        return self._store.connection.execute(statement, parameters)
