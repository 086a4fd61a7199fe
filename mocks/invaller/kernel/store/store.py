"""The store: one SQL database, opened by URL, with transactions around each exchange."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    CursorResult,
    Dialect,
    Executable,
    String,
    Table,
    bindparam,
    create_engine,
    delete,
    event,
    insert,
    inspect,
    literal,
    select,
    update,
)
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from invaller.kernel.store.recent import Recent
from invaller.kernel.store.sharing import Sharing
from invaller.kernel.store.tables import (
    DOCUMENTS,
    METADATA,
    PENDING,
    WORKSPACES,
    make_partial_on_postgresql,
)

MEMORY = "sqlite://"
"""URL of a database that lives as long as the process."""


class StoreError(Exception):
    """The database behind the store cannot be opened or used; the message says which and why."""


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        # The driver's own transaction handling would open transactions behind our back.
        connection.isolation_level = None
        cursor = connection.cursor()
        # A write-ahead log outlives the process (kill -9) without a disk sync per commit.
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")


def _open_engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(
            f"{url!r} is no database URL; use sqlite:///file.db or postgresql://user@host/name"
        ) from error
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})
        _prepare_sqlite(engine)
        return engine
    if parsed.get_backend_name() == "postgresql":
        make_partial_on_postgresql()
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    return create_engine(parsed)


def _add_later_columns(engine: Engine) -> None:
    """Give a database of an earlier version the column that came since: it may be empty."""
    if engine.url.database is None:
        return  # in memory: it is new
    known = inspect(engine)
    if known.has_table(PENDING.name):
        names = {column["name"] for column in known.get_columns(PENDING.name)}
        if PENDING.c.failure.name not in names:
            with engine.begin() as connection:
                connection.exec_driver_sql("ALTER TABLE pending ADD COLUMN failure TEXT")


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dumps(body: Any) -> str:
    """JSON text as the store keeps it: compact, members in their own order."""
    return _ENCODE(body)


_BY_NAME = WORKSPACES.c.name == bindparam("workspace")
_NAMES = select(WORKSPACES.c.name).order_by(WORKSPACES.c.name)
_RECORD = select(WORKSPACES.c.record).where(_BY_NAME)
_ADD_RECORD = insert(WORKSPACES).values(name=bindparam("name"), record=bindparam("record"))
_DROP_RECORD = delete(WORKSPACES).where(_BY_NAME)
_CLEAR = [
    delete(table).where(table.c.workspace == bindparam("workspace"))
    for table in (DOCUMENTS, PENDING)
]
_REPLACE_RECORD = update(WORKSPACES).where(_BY_NAME).values(record=bindparam("text"))


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement as the driver takes it. fixed: the values that it brings itself."""

    text: str
    fixed: Mapping[str, Any]
    order: tuple[str, ...] | None

    @classmethod
    def of(cls, statement: Any, names: list[str], dialect: Dialect) -> "_Prepared":
        """The statement in the words of a database, with parameters of these names."""
        compiled = statement.compile(dialect=dialect, column_keys=names)
        fixed = {name: one.value for name, one in compiled.binds.items() if name not in names}
        order = tuple(compiled.positiontup) if compiled.positional else None
        return cls(str(compiled), fixed, order)

    def arguments(self, given: Mapping[str, Any]) -> Any:
        """The parameters in the form that the driver takes."""
        whole = {**self.fixed, **given}
        return whole if self.order is None else tuple(whole[name] for name in self.order)


class Store:
    """One database with the documents, pending work and records of all workspaces.

    One connection, one exchange at a time: the serving layer takes turns, so that a
    transaction is exactly one exchange and the order of events is reproducible. One
    server owns a database, so documents read once are kept in memory (`recent`).
    """

    def __init__(self, url: str = MEMORY) -> None:
        self.url = url
        self.recent = Recent()
        self.sharing = Sharing(self.run)
        self._prepared: dict[Executable, _Prepared] = {}
        try:
            self._engine = _open_engine(url)
            _add_later_columns(self._engine)
            METADATA.create_all(self._engine)
            self.connection = self._engine.connect()
        except (SQLAlchemyError, sqlite3.Error, ImportError) as error:
            raise StoreError(f"cannot open the state at {url!r}: {error}") from error

    def run(self, statement: Executable, parameters: Mapping[str, Any]) -> CursorResult[Any]:
        """Run a statement of every exchange: what SQLAlchemy makes of it is made once.

        For statements that are kept, with texts and numbers as parameters.
        """
        prepared = self._prepare(statement, parameters)
        return self.connection.exec_driver_sql(prepared.text, prepared.arguments(parameters))

    def run_often(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run a statement as `run` does, once with each of these parameters (one row at least)."""
        prepared = self._prepare(statement, rows[0])
        arguments = [prepared.arguments(row) for row in rows]
        self.connection.exec_driver_sql(prepared.text, arguments)

    def _prepare(self, statement: Executable, parameters: Mapping[str, Any]) -> "_Prepared":
        prepared = self._prepared.get(statement)
        if prepared is None:
            prepared = _Prepared.of(statement, list(parameters), self.connection.dialect)
            self._prepared[statement] = prepared
        return prepared

    def close(self) -> None:
        """Give the connection back; a database in memory is gone then."""
        self.connection.close()
        self._engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is stored together, or nothing of it when it raises."""
        # SQLAlchemy begins by itself at the first statement, so an exchange that needs none
        # costs none.
        try:
            yield
        except BaseException:
            self.connection.rollback()
            self._forget_all()
            raise
        if self.connection.in_transaction():
            self.connection.commit()

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part of a transaction that alone is taken back when it raises."""
        # In the words of both databases: SQLAlchemy's own take several times as long.
        self.connection.exec_driver_sql("SAVEPOINT attempt")
        try:
            yield
        except BaseException:
            self.connection.exec_driver_sql("ROLLBACK TO SAVEPOINT attempt")
            self._forget_all()
            raise
        finally:
            self.connection.exec_driver_sql("RELEASE SAVEPOINT attempt")

    def _forget_all(self) -> None:
        """What is in memory may be ahead of what is stored."""
        self.recent.clear()
        self.sharing.clear()

    def names(self) -> list[str]:
        """The names of all stored workspaces, oldest first by name."""
        return [row.name for row in self.run(_NAMES, {})]

    def record(self, workspace: str) -> dict[str, Any] | None:
        """The record of a workspace, or None when there is none."""
        row = self.run(_RECORD, {"workspace": workspace}).first()
        return None if row is None else dict(json.loads(row.record))

    def put_record(self, workspace: str, record: dict[str, Any]) -> None:
        """Insert or replace the record of a workspace."""
        text = dumps(record)
        changed = self.run(_REPLACE_RECORD, {"workspace": workspace, "text": text})
        if changed.rowcount == 0:
            self.run(_ADD_RECORD, {"name": workspace, "record": text})

    def copy(self, source: str, target: str) -> None:
        """Copy the documents and pending work of a workspace, in their order.

        What the source shares with a template, the target shares too.
        """
        for table in (DOCUMENTS, PENDING):
            self._copy_rows(table, source, target)
        self.sharing.copy(source, target)
        self.recent.forget(target)

    def share(self, template: str, target: str) -> None:
        """Let a workspace without documents see those of a template as its own.

        The template may not change from then on, nor be dropped before all that share it.
        """
        self.sharing.begin(target, template)
        self.recent.forget(target)

    def _copy_rows(self, table: Table, source: str, target: str) -> None:
        names = [c.name for c in table.columns if c.name not in ("number", "workspace")]
        rows = (
            select(literal(target, String), *(table.c[name] for name in names))
            .where(table.c.workspace == source)
            .order_by(table.c.number)
        )
        self.connection.execute(insert(table).from_select(["workspace", *names], rows))

    def clear(self, workspace: str) -> None:
        """Forget the documents and pending work of a workspace, not its record."""
        for statement in _CLEAR:
            self.run(statement, {"workspace": workspace})
        self.sharing.forget(workspace)
        self.recent.forget(workspace)

    def drop(self, workspace: str) -> None:
        """Forget a workspace with all it has."""
        self.clear(workspace)
        self.run(_DROP_RECORD, {"workspace": workspace})
