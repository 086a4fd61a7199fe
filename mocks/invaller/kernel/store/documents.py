"""The documents of one workspace: plain JSON under a kind and a key."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib import import_module
from typing import Any

from sqlalchemy import Executable, Select, and_, bindparam, delete, select

from invaller.kernel.store.recent import Absent
from invaller.kernel.store.store import Store, dumps
from invaller.kernel.store.tables import DOCUMENTS, LOOKUPS, WIDTH

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document.

    lookups: members (at most four) by which it can be looked up; required: members that
    every document of the kind has, so that one brought in from outside is complete.
    """

    name: str
    lookups: tuple[str, ...] = ()
    required: tuple[str, ...] = ()

    def columns_of(self, body: Document) -> dict[str, str | None]:
        """The lookup columns of a document of this kind."""
        columns: dict[str, str | None] = dict.fromkeys(LOOKUPS)
        for column, member in zip(LOOKUPS, self.lookups, strict=False):
            value = body.get(member)
            columns[column] = None if value is None else column_text(value)
        return columns


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


def column_text(value: object) -> str:
    """A key or looked-up value as every database can hold it; equal values stay equal.

    Half surrogate pairs and NUL, which PostgreSQL does not take, are escaped; a long value
    ends in a digest of the whole.
    """
    text = str(value)
    if len(text) <= WIDTH and text.isascii() and "\x00" not in text:
        return text
    text = text.encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")
    if len(text) <= WIDTH:
        return text
    digest = blake2b(text.encode(), digest_size=16).hexdigest()
    return f"{text[: WIDTH - len(digest)]}{digest}"


class Documents:
    """Reads and writes the documents of one workspace; other workspaces cannot be seen."""

    def __init__(self, store: Store, workspace: str) -> None:
        self._store = store
        self._workspace = workspace

    def get(self, kind: Kind, key: str | int) -> Document | None:
        """The document under a key, or None."""
        address = (self._workspace, kind.name, column_text(key))
        body = self._store.recent.get(address)
        if isinstance(body, Absent):
            parameters = dict(zip(("workspace", "kind", "key"), address, strict=True))
            body = self._store.connection.execute(_GET, parameters).scalar()
            self._store.recent.put(address, body)
        return None if body is None else dict(json.loads(body))

    def put(self, kind: Kind, key: str | int, body: Document) -> None:
        """Insert a document, or replace the one under the same key and raise its version."""
        address = (self._workspace, kind.name, column_text(key))
        text = dumps(body)
        self._store.connection.execute(
            _upsert(self._store.connection.dialect.name),
            {
                **dict(zip(("workspace", "kind", "key"), address, strict=True)),
                "version": 1,
                "body": text,
                **kind.columns_of(body),
            },
        )
        self._store.recent.put(address, text)

    def delete(self, kind: Kind, key: str | int) -> bool:
        """Forget a document; tells whether there was one."""
        address = (self._workspace, kind.name, column_text(key))
        parameters = dict(zip(("workspace", "kind", "key"), address, strict=True))
        result = self._store.connection.execute(_DELETE, parameters)
        self._store.recent.put(address, None)
        return bool(result.rowcount)

    def find(self, kind: Kind, where: Mapping[str, Any] | None = None) -> list[Document]:
        """All documents of a kind whose looked-up members equal the given ones, oldest first."""
        return [json.loads(body) for body in self._select("body", kind, where or {})]

    def keys(self, kind: Kind, where: Mapping[str, Any] | None = None) -> list[str]:
        """The keys of the documents that `find` would give."""
        return self._select("key", kind, where or {})

    def _select(self, column: str, kind: Kind, where: Mapping[str, Any]) -> list[str]:
        columns = {
            LOOKUPS[kind.lookups.index(member)]: column_text(where[member]) for member in where
        }
        statement = _find(column, tuple(columns))
        parameters = {"workspace": self._workspace, "kind": kind.name, **columns}
        return [str(row[0]) for row in self._store.connection.execute(statement, parameters)]

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


@cache
def _find(column: str, lookups: tuple[str, ...]) -> Select[Any]:
    """A search statement; building one costs more than running it."""
    return (
        select(DOCUMENTS.c[column])
        .where(
            DOCUMENTS.c.workspace == bindparam("workspace"),
            DOCUMENTS.c.kind == bindparam("kind"),
            *(DOCUMENTS.c[lookup] == bindparam(lookup) for lookup in lookups),
        )
        .order_by(DOCUMENTS.c.number)
    )


@cache
def _upsert(dialect: str) -> Executable:
    # Each database has its own form of "insert or replace"; only one is ever needed.
    statement = import_module(f"sqlalchemy.dialects.{dialect}").insert(DOCUMENTS)
    return statement.on_conflict_do_update(  # type: ignore[no-any-return]
        index_elements=["workspace", "kind", "key"],
        set_={
            **{name: statement.excluded[name] for name in ("body", *LOOKUPS)},
            "version": DOCUMENTS.c.version + 1,
        },
    )


def find_anywhere(store: Store, kind: Kind, key: str) -> list[tuple[str, Document]]:
    """The documents under a key in any workspace: how a credential finds its workspace."""
    rows = store.connection.execute(_ANYWHERE, {"kind": kind.name, "key": column_text(key)})
    return [(row.workspace, json.loads(row.body)) for row in rows]
