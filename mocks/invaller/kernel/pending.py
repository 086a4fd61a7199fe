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

from sqlalchemy import RowMapping, and_, delete, insert, select, update

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
    subject: what the client polls for (a declaration id, a queue identifier).
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

    def to_document(self) -> dict[str, Any]:
        """The item as JSON for the control plane."""
        return {
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
    )


class Pending:
    """The pending work of one workspace."""

    def __init__(self, store: Store, workspace: str, next_sequence: Callable[[], int]) -> None:
        self._store = store
        self._workspace = workspace
        self._next_sequence = next_sequence
        self._earliest: str | bool | None = False  # False: not looked up since the last change

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
        self._store.connection.execute(
            insert(PENDING),
            {
                "workspace": self._workspace,
                "id": work.id,
                "due": render_instant(work.due) if work.due else None,
                "priority": work.priority,
                "sequence": work.sequence,
                "api": work.api,
                "kind": work.kind,
                "subject": work.subject,
                "polls_left": work.polls_left,
                "held": work.held,
                "payload": dumps(work.payload),
            },
        )
        self._earliest = False

    def all(self) -> list[Work]:
        """Every item: those with a due time first, in the order in which they will be done."""
        rows = self._store.connection.execute(
            select(PENDING)
            .where(PENDING.c.workspace == self._workspace)
            .order_by(
                PENDING.c.due.is_(None), PENDING.c.due, PENDING.c.priority, PENDING.c.sequence
            )
        ).mappings()
        return [_work(row) for row in rows]

    def get(self, identifier: str) -> Work | None:
        """The item with this id, or None."""
        row = self._store.connection.execute(select(PENDING).where(self._one(identifier)))
        first = row.mappings().first()
        return None if first is None else _work(first)

    def waiting_for(self, api: str, kind: str, subject: str) -> Work | None:
        """The first item that a client who polls for this subject waits for."""
        rows = self._store.connection.execute(
            select(PENDING)
            .where(
                PENDING.c.workspace == self._workspace,
                PENDING.c.api == api,
                PENDING.c.kind == kind,
                PENDING.c.subject == subject,
            )
            .order_by(PENDING.c.sequence)
            .limit(1)
        )
        first = rows.mappings().first()
        return None if first is None else _work(first)

    def next_due(self, until: datetime | None = None) -> Work | None:
        """The next item with a due time, not later than `until` when that is given."""
        earliest = self._earliest_due()
        if earliest is None or (until is not None and earliest > render_instant(until)):
            return None
        row = self._store.connection.execute(
            select(PENDING)
            .where(PENDING.c.workspace == self._workspace, PENDING.c.due == earliest)
            .order_by(PENDING.c.priority, PENDING.c.sequence)
            .limit(1)
        )
        return _work(row.mappings().one())

    def change(self, work: Work, *, polls_left: int | None, due: datetime | None) -> None:
        """Store how many polls an item still waits for, or when it falls due."""
        self._store.connection.execute(
            update(PENDING)
            .where(self._one(work.id))
            .values(
                polls_left=polls_left,
                due=render_instant(due) if due else None,
                held=work.held and due is None,
            )
        )
        self._earliest = False

    def remove(self, work: Work) -> None:
        """Forget an item: it is being done, or was lost."""
        self._store.connection.execute(delete(PENDING).where(self._one(work.id)))
        self._earliest = False

    def forget_cached(self) -> None:
        """Look the next due time up anew: the rows were changed from outside."""
        self._earliest = False

    def _earliest_due(self) -> str | None:
        # Asked before every exchange, so it is kept until an item comes or goes.
        if isinstance(self._earliest, bool):
            self._earliest = self._store.connection.execute(
                select(PENDING.c.due)
                .where(PENDING.c.workspace == self._workspace, PENDING.c.due.is_not(None))
                .order_by(PENDING.c.due)
                .limit(1)
            ).scalar()
        return self._earliest

    def _one(self, identifier: str) -> Any:
        return and_(PENDING.c.workspace == self._workspace, PENDING.c.id == identifier)
