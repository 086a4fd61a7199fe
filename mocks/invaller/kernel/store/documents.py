"""The documents of one workspace: plain JSON under a kind and a key."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from invaller.kernel.store.store import Store, dumps
from invaller.kernel.store.tables import DOCUMENTS, LOOKUPS

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document and the members (at most four) by which it can be looked up."""

    name: str
    lookups: tuple[str, ...] = ()

    def columns_of(self, body: Document) -> dict[str, str | None]:
        """The lookup columns of a document of this kind."""
        values = (None if body.get(member) is None else str(body[member]) for member in self.lookups)
        return dict(zip(LOOKUPS, values, strict=False))


_BY_KEY = and_(
    DOCUMENTS.c.workspace == bindparam("workspace"),
    DOCUMENTS.c.kind == bindparam("kind"),
    DOCUMENTS.c.key == bindparam("key"),
)
_GET = select(DOCUMENTS.c.body).where(_BY_KEY)
_DELETE = delete(DOCUMENTS).where(_BY_KEY)
_ANYWHERE = select(DOCUMENTS.c.workspace, DOCUMENTS.c.body).where(
    DOCUMENTS.c.kind == bindparam("kind"), DOCUMENTS.c.key == bindparam("key")
)
_UPSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Documents:
    """Reads and writes the documents of one workspace; other workspaces cannot be seen."""

    def __init__(self, store: Store, workspace: str) -> None:
        self._store = store
        self._workspace = workspace

    def get(self, kind: Kind, key: str | int) -> Document | None:
        """The document under a key, or None."""
        row = self._store.connection.execute(
            _GET, {"workspace": self._workspace, "kind": kind.name, "key": str(key)}
        ).first()
        return None if row is None else dict(json.loads(row.body))

    def put(self, kind: Kind, key: str | int, body: Document) -> None:
        """Insert a document, or replace the one under the same key and raise its version."""
        upsert = _UPSERTS[self._store.connection.dialect.name]
        values = {
            "workspace": self._workspace,
            "kind": kind.name,
            "key": str(key),
            "version": 1,
            "body": dumps(body),
            **kind.columns_of(body),
        }
        statement = upsert(DOCUMENTS)
        changed = {name: statement.excluded[name] for name in ("body", *LOOKUPS)}
        self._store.connection.execute(
            statement.on_conflict_do_update(
                index_elements=["workspace", "kind", "key"],
                set_={**changed, "version": DOCUMENTS.c.version + 1},
            ),
            values,
        )

    def delete(self, kind: Kind, key: str | int) -> bool:
        """Forget a document; tells whether there was one."""
        result = self._store.connection.execute(
            _DELETE, {"workspace": self._workspace, "kind": kind.name, "key": str(key)}
        )
        return bool(result.rowcount)

    def find(self, kind: Kind, where: Mapping[str, Any] | None = None) -> list[Document]:
        """All documents of a kind whose looked-up members equal the given ones, oldest first."""
        rows = self._store.connection.execute(
            select(DOCUMENTS.c.body)
            .where(self._condition(kind, where or {}))
            .order_by(DOCUMENTS.c.number)
        )
        return [json.loads(row.body) for row in rows]

    def keys(self, kind: Kind, where: Mapping[str, Any] | None = None) -> list[str]:
        """The keys of the documents that `find` would give."""
        rows = self._store.connection.execute(
            select(DOCUMENTS.c.key)
            .where(self._condition(kind, where or {}))
            .order_by(DOCUMENTS.c.number)
        )
        return [row.key for row in rows]

    def count(self, kind: Kind, where: Mapping[str, Any] | None = None) -> int:
        """How many documents `find` would give."""
        statement = select(func.count()).where(self._condition(kind, where or {}))
        return int(self._store.connection.execute(statement).scalar_one())

    def everything(self) -> dict[str, dict[str, Document]]:
        """All documents of the workspace by kind and key, oldest first: the export."""
        rows = self._store.connection.execute(
            select(DOCUMENTS.c.kind, DOCUMENTS.c.key, DOCUMENTS.c.body)
            .where(DOCUMENTS.c.workspace == self._workspace)
            .order_by(DOCUMENTS.c.number)
        )
        kinds: dict[str, dict[str, Document]] = {}
        for row in rows:
            kinds.setdefault(row.kind, {})[row.key] = json.loads(row.body)
        return kinds

    def _condition(self, kind: Kind, where: Mapping[str, Any]) -> ColumnElement[bool]:
        conditions = [
            DOCUMENTS.c.workspace == self._workspace,
            DOCUMENTS.c.kind == kind.name,
        ]
        for member, value in where.items():
            column = LOOKUPS[kind.lookups.index(member)]
            conditions.append(DOCUMENTS.c[column] == str(value))
        return and_(*conditions)


def find_anywhere(store: Store, kind: Kind, key: str) -> list[tuple[str, Document]]:
    """The documents under a key in any workspace: how a credential finds its workspace."""
    rows = store.connection.execute(_ANYWHERE, {"kind": kind.name, "key": key})
    return [(row.workspace, json.loads(row.body)) for row in rows]
