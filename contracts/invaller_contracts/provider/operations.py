"""Which operation of which API an exchange was, and what the specification says of its answer."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from invaller.kernel.specs import read_yaml

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Operation:
    """An operation of a specification: its operationId and its documented answers."""

    api: str
    operation_id: str
    responses: Document

    def answer(self, status: int) -> Document:
        """What is documented for a status; empty when nothing is."""
        documented = self.responses.get(str(status), self.responses.get("default", {}))
        return resolved(self.api, documented)

    def headers(self, status: int) -> set[str]:
        """Names of the headers that are documented for a status, in lower case."""
        return {name.lower() for name in self.answer(status).get("headers", {})}

    def schema(self, status: int, media_type: str) -> Document:
        """The schema of the body of an answer; empty when it has none."""
        content = self.answer(status).get("content", {})
        schema: Document = content.get(media_type, {}).get("schema", {})
        return schema


@cache
def _document(api: str) -> Document:
    document: Document = read_yaml(api, "openapi.yaml")
    return document


def resolved(api: str, part: Document) -> Document:
    """A part of a specification, with a reference followed to what it is about."""
    while "$ref" in part:
        found: Any = _document(api)
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        part = found
    return part


@cache
def _routes(api: str) -> list[tuple[re.Pattern[str], str, Operation]]:
    """Every operation, with the fewest parameters first: a name beats a parameter."""
    paths: Document = _document(api)["paths"]
    return [
        (_pattern(path), method.upper(), Operation(api, part["operationId"], part["responses"]))
        for path in sorted(paths, key=lambda path: path.count("{"))
        for method, part in paths[path].items()
        if "operationId" in part
    ]


def _pattern(path: str) -> re.Pattern[str]:
    pieces: Iterator[str] = (
        "[^/]+" if piece.startswith("{") else re.escape(piece)
        for piece in re.split(r"(\{[^}]+\})", path)
    )
    return re.compile("".join(pieces) + "/?")


def operation_at(api: str, method: str, path: str) -> Operation | None:
    """The operation at a path below the base URL (a query is not looked at), if there is one."""
    below = path.partition("?")[0]
    for pattern, its_method, operation in _routes(api):
        if its_method == method and pattern.fullmatch(below):
            return operation
    return None


def named(api: str, operation_id: str) -> Operation | None:
    """The operation with an operationId, if there is one."""
    found = (one for _, _, one in _routes(api) if one.operation_id == operation_id)
    return next(found, None)
