"""Sows the seed into a new workspace.

Planning what lives there takes a fourth of all the time to start, and comes out the same on
the same day: it is kept, under a digest of all that it is made of.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable

from invaller.apis.loket.rows import Body, Row, kind_of, row_of
from invaller.kernel.parsed import remembered_last
from invaller.kernel.specs import digest_of_specification
from invaller.kernel.store import Documents

Planned = list[tuple[str, Body]]
"""Rows as they are stored, with the names of their resources."""

_MADE_OF = (".py", ".yaml")


def sow(documents: Documents, today: date) -> None:
    """Write the rows of a new workspace, whose first day is today."""
    documents.put_all((kind_of(name), row["id"], row) for name, row in _planned(today))


def rows(today: date) -> tuple[Row, ...]:
    """Every seeded row; the same day gives the same ones."""
    return tuple(row_of(name, row) for name, row in _planned(today))


@lru_cache(maxsize=4)
def _planned(today: date) -> Planned:
    digest = f"{today.isoformat()} {_digest()}"
    planned: Planned = remembered_last("loket-seed", digest, lambda: _planned_anew(today))
    return planned


def _planned_anew(today: date) -> Planned:
    from invaller.apis.loket.seed.planning import planted

    return [(row.resource, row.to_document()) for row in planted(today)]


@cache
def _digest() -> str:
    """A digest of the specification and of all sources of this API."""
    digest = blake2b(digest_of_specification("loket").encode(), digest_size=20)
    for source in _sources(files("invaller.apis.loket")):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _sources(folder: Traversable) -> Iterator[Traversable]:
    for item in sorted(folder.iterdir(), key=lambda one: one.name):
        if item.is_dir():
            yield from _sources(item)
        elif item.name.endswith(_MADE_OF):
            yield item
