"""The operations of the Loket API V2 by the vendor's operationId.

They stand in loket_operations.tsv, which is made from the specification: a client that knows
641 operations by name needs no method for each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from urllib.parse import quote

_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class LoketOperation:
    """One operation. path: below the base URL, with the names of its parameters in braces.

    media_types: of its successful answers, the usual one first; version: the newest resource
    version; query: names of query parameters; headers: names of headers that only some
    operations take, such as If-Match; body: the media type of the request, None without one.
    """

    name: str
    method: str
    path: str
    media_types: tuple[str, ...]
    version: str
    query: frozenset[str]
    headers: frozenset[str]
    body: str | None

    @property
    def in_path(self) -> tuple[str, ...]:
        """Names of the path parameters, in their order."""
        return tuple(_PLACE.findall(self.path))

    @property
    def paged(self) -> bool:
        """Whether it answers a list in pages."""
        return "pageNumber" in self.query

    @property
    def takes_if_match(self) -> bool:
        """Whether it is refused when the record changed since the ETag in If-Match."""
        return "If-Match" in self.headers

    def filled(self, parameters: Mapping[str, object]) -> tuple[str, dict[str, str]]:
        """The path with its parameters, and the query; parameters that are None are left out.

        Raises TypeError for a parameter that is not there, or a path parameter that lacks.
        """
        given = {name: _text(value) for name, value in parameters.items() if value is not None}
        unknown = set(given) - set(self.in_path) - self.query
        if unknown:
            known = ", ".join(sorted({*self.in_path, *self.query})) or "none"
            raise TypeError(f"{self.name} has no {', '.join(sorted(unknown))}; it has {known}")
        absent = [name for name in self.in_path if name not in given]
        if absent:
            raise TypeError(f"{self.name} needs {', '.join(absent)}")
        path = _PLACE.sub(lambda place: quote(given[place[1]], safe=""), self.path)
        return path, {name: value for name, value in given.items() if name not in self.in_path}


def loket_operation(name: str) -> LoketOperation:
    """The operation with this operationId; raises LookupError, naming those that look like it."""
    found = _operations().get(name)
    if found is None:
        nearest = ", ".join(get_close_matches(name, _operations())) or "none is like it"
        raise LookupError(f"Loket has no operation {name}: {nearest}")
    return found


@cache
def _operations() -> Mapping[str, LoketOperation]:
    text = (files("invaller_clients") / "loket_operations.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {row[0]: _operation(row) for row in rows}


def _operation(row: list[str]) -> LoketOperation:
    name, method, path, media_types, version, query, headers, body = row
    return LoketOperation(
        name,
        method,
        path,
        tuple(media_types.split()),
        version,
        frozenset(query.split()),
        frozenset(headers.split()),
        body or None,
    )


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
