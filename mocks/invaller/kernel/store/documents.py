"""The documents of one workspace: plain JSON under a kind and a key."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib import import_module
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Executable,
    Select,
    and_,
    bindparam,
    delete,
    func,
    select,
)

from invaller.kernel.store.recent import Absent, Address
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


Entry = tuple[Kind, str | int, Document]
"""A document with its kind and key."""

Row = dict[str, Any]
"""A document as the columns of its table, but for its workspace."""

_BY_KEY = and_(
    DOCUMENTS.c.workspace == bindparam("workspace"),
    DOCUMENTS.c.kind == bindparam("kind"),
    DOCUMENTS.c.key == bindparam("key"),
)
_GET = select(DOCUMENTS.c.body).where(_BY_KEY)
_DELETE = delete(DOCUMENTS).where(_BY_KEY)
_EVERYTHING = (
    select(DOCUMENTS.c.kind, DOCUMENTS.c.key, DOCUMENTS.c.number, DOCUMENTS.c.body)
    .where(DOCUMENTS.c.workspace == bindparam("workspace"))
    .order_by(DOCUMENTS.c.number)
)
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


class _Stored(NamedTuple):
    """One row of an export."""

    kind: str
    key: str
    number: int
    body: str


def row_of(kind: Kind, key: str | int, body: Document) -> Row:
    """A new document as its row, but for the workspace."""
    return {
        "kind": kind.name,
        "key": column_text(key),
        "version": 1,
        "body": dumps(body),
        **kind.columns_of(body),
    }


class Documents:
    """Reads and writes the documents of one workspace; other workspaces cannot be seen."""

    def __init__(self, store: Store, workspace: str) -> None:
        self._store = store
        self._workspace = workspace

    def get(self, kind: Kind, key: str | int) -> Document | None:
        """The document under a key, or None."""
        address = (self._home(kind), kind.name, column_text(key))
        body = self._store.recent.get(address)
        if isinstance(body, Absent):
            parameters = dict(zip(("workspace", "kind", "key"), address, strict=True))
            body = self._store.run(_GET, parameters).scalar()
            self._store.recent.put(address, body)
        return None if body is None else dict(json.loads(body))

    def put(self, kind: Kind, key: str | int, body: Document) -> None:
        """Insert a document, or replace the one under the same key and raise its version."""
        self._store.sharing.end(self._workspace, kind.name)
        address = (self._workspace, kind.name, column_text(key))
        text = dumps(body)
        columns = kind.columns_of(body)
        self._keep_counts(kind, address, columns)
        self._store.run(
            _upsert(self._store.connection.dialect.name),
            {
                **dict(zip(("workspace", "kind", "key"), address, strict=True)),
                "version": 1,
                "body": text,
                **columns,
            },
        )
        self._store.recent.put(address, text)

    def put_all(self, documents: Iterable[Entry]) -> None:
        """Put many documents in one go: for seeds."""
        self.put_rows([row_of(*entry) for entry in documents])

    def put_rows(self, rows: list[Row]) -> None:
        """Put many documents as `row_of` makes them."""
        if not rows:
            return
        for kind in {row["kind"] for row in rows}:
            self._store.sharing.end(self._workspace, kind)
        self._store.run_often(
            _upsert(self._store.connection.dialect.name),
            [{"workspace": self._workspace, **row} for row in rows],
        )
        self._store.recent.forget(self._workspace)

    def delete(self, kind: Kind, key: str | int) -> bool:
        """Forget a document; tells whether there was one."""
        self._store.sharing.end(self._workspace, kind.name)
        address = (self._workspace, kind.name, column_text(key))
        parameters = dict(zip(("workspace", "kind", "key"), address, strict=True))
        result = self._store.run(_DELETE, parameters)
        self._store.recent.put(address, None)
        self._store.recent.forget_counts((self._workspace, kind.name))
        return bool(result.rowcount)

    def find(self, kind: Kind, where: Mapping[str, Any] | None = None) -> list[Document]:
        """All documents of a kind whose looked-up members equal the given ones, oldest first."""
        return [json.loads(body) for body in self._select("body", kind, where or {})]

    def keys(self, kind: Kind, where: Mapping[str, Any] | None = None) -> list[str]:
        """The keys of the documents that `find` would give."""
        return self._select("key", kind, where or {})

    def page(
        self, kind: Kind, where: Mapping[str, Any] | None = None, *, offset: int, limit: int
    ) -> list[Document]:
        """Some of the documents that `find` would give: `limit` of them from `offset` on."""
        parameters = self._looked(kind, where or {})
        statement = _page(tuple(parameters))
        parameters |= {"workspace": self._home(kind), "kind": kind.name}
        parameters |= {"rows": limit, "skipped": offset}
        return [json.loads(row[0]) for row in self._store.run(statement, parameters)]

    def count(self, kind: Kind, where: Mapping[str, Any] | None = None) -> int:
        """How many documents `find` would give; counted again only after one came or went."""
        columns = self._looked(kind, where or {})
        group, looked = (self._home(kind), kind.name), tuple(columns.items())
        known = self._store.recent.count(group, looked)
        if known is None:
            parameters = {"workspace": group[0], "kind": kind.name, **columns}
            known = int(self._store.run(_count(tuple(columns)), parameters).scalar() or 0)
            self._store.recent.put_count(group, looked, known)
        return known

    def _home(self, kind: Kind) -> str:
        return self._store.sharing.home(self._workspace, kind.name)

    def _keep_counts(self, kind: Kind, address: Address, columns: Mapping[str, Any]) -> None:
        """Forget what was counted of a kind unless a document only changes inside."""
        recent, group = self._store.recent, (self._workspace, kind.name)
        if not recent.has_counts(group):
            return
        known = recent.get(address)
        if not isinstance(known, str) or kind.columns_of(json.loads(known)) != columns:
            recent.forget_counts(group)

    def _select(self, column: str, kind: Kind, where: Mapping[str, Any]) -> list[str]:
        columns = self._looked(kind, where)
        parameters = {"workspace": self._home(kind), "kind": kind.name, **columns}
        return [str(row[0]) for row in self._store.run(_find(column, tuple(columns)), parameters)]

    @staticmethod
    def _looked(kind: Kind, where: Mapping[str, Any]) -> dict[str, Any]:
        return {LOOKUPS[kind.lookups.index(member)]: column_text(where[member]) for member in where}

    def everything(self) -> dict[str, dict[str, Document]]:
        """All documents of the workspace by kind and key, oldest first: the export."""
        sharing = self._store.sharing
        template = sharing.template(self._workspace)
        seeded = self._rows(template) if template is not None else []
        kinds: dict[str, list[_Stored]] = {}
        for row in self._rows(self._workspace):
            kinds.setdefault(row.kind, []).append(row)
        for row in seeded:
            if sharing.home(self._workspace, row.kind) != self._workspace:
                kinds.setdefault(row.kind, []).append(row)
        # A kind that is shared no more stands where it stood in the template.
        places = {(row.kind, row.key): row.number for row in seeded}
        in_order = sorted(kinds.values(), key=lambda rows: places.get(rows[0][:2], rows[0].number))
        return {rows[0].kind: {row.key: json.loads(row.body) for row in rows} for rows in in_order}

    def _rows(self, workspace: str) -> list["_Stored"]:
        rows = self._store.run(_EVERYTHING, {"workspace": workspace})
        return [_Stored._make(row) for row in rows]


@cache
def _find(column: str, lookups: tuple[str, ...]) -> Select[Any]:
    """A search statement; building one costs more than running it."""
    return select(DOCUMENTS.c[column]).where(*_conditions(lookups)).order_by(DOCUMENTS.c.number)


def _conditions(lookups: tuple[str, ...]) -> list[ColumnElement[bool]]:
    return [
        DOCUMENTS.c.workspace == bindparam("workspace"),
        DOCUMENTS.c.kind == bindparam("kind"),
        *(DOCUMENTS.c[lookup] == bindparam(lookup) for lookup in lookups),
    ]


@cache
def _page(lookups: tuple[str, ...]) -> Select[Any]:
    return _find("body", lookups).limit(bindparam("rows")).offset(bindparam("skipped"))


@cache
def _count(lookups: tuple[str, ...]) -> Select[Any]:
    return select(func.count()).select_from(DOCUMENTS).where(*_conditions(lookups))


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
    key = column_text(key)
    rows = store.run(_ANYWHERE, {"kind": kind.name, "key": key})
    bodies: dict[str, str] = {row.workspace: row.body for row in rows}
    shared = store.sharing.sharers(kind.name, key) if bodies else []
    holders = [*bodies.items(), *((name, bodies[template]) for name, template in shared)]
    return [(name, json.loads(body)) for name, body in holders]
