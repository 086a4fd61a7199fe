"""The tables of the store. A workspace changes no row but its own."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()

WIDTH = 200
"""Characters of a key or of a value that is looked up."""

# SQLite numbers rows by itself only for a column of type INTEGER.
_ROW_NUMBER = BigInteger().with_variant(Integer, "sqlite")

WORKSPACES = Table(
    "workspaces",
    METADATA,
    Column("name", String(200), primary_key=True),
    Column("record", Text, nullable=False),
)

LOOKUPS = ("lookup_1", "lookup_2", "lookup_3", "lookup_4")
"""A kind names up to four members of its documents that can be searched by equality."""

DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("number", _ROW_NUMBER, primary_key=True, autoincrement=True),
    Column("workspace", String(200), nullable=False),
    Column("kind", String(100), nullable=False),
    Column("key", String(WIDTH), nullable=False),
    Column("version", Integer, nullable=False),
    *(Column(name, String(WIDTH)) for name in LOOKUPS),
    Column("body", Text, nullable=False),
    UniqueConstraint("workspace", "kind", "key", name="one_document_per_key"),
    *(
        Index(
            f"documents_by_{name}",
            "workspace",
            "kind",
            name,
            sqlite_where=Column(name).is_not(None),
        )
        for name in LOOKUPS
    ),
    Index("documents_by_kind_and_key", "kind", "key"),
)

SHARES = Table(
    "shares",
    METADATA,
    Column("workspace", String(200), primary_key=True),
    Column("template", String(200), nullable=False, index=True),
    Column("own", Text, nullable=False),
)
"""Whose documents a workspace reads as its own, but for the kinds that it has rows of itself."""

PENDING = Table(
    "pending",
    METADATA,
    Column("number", _ROW_NUMBER, primary_key=True, autoincrement=True),
    Column("workspace", String(200), nullable=False),
    Column("id", String(50), nullable=False),
    Column("due", String(40)),
    Column("priority", Integer, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("api", String(50), nullable=False),
    Column("kind", String(100), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("polls_left", Integer),
    Column("held", Boolean, nullable=False),
    Column("payload", Text, nullable=False),
    Column("failure", Text),
    UniqueConstraint("workspace", "id", name="one_pending_per_id"),
    Index("pending_by_due", "workspace", "due", "priority", "sequence"),
    Index("pending_by_subject", "workspace", "api", "kind", "subject"),
)


def make_partial_on_postgresql() -> None:
    """Let the indexes of lookups leave out rows without the member on PostgreSQL too.

    Naming a dialect's option loads the dialect, which takes longer than a start can spare.
    """
    for index in DOCUMENTS.indexes:
        condition = index.dialect_options["sqlite"]["where"]
        if condition is not None:
            index.dialect_options["postgresql"]["where"] = condition
