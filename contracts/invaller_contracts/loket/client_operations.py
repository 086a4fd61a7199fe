"""The table of operations that the reference client ships with, made from the specification.

`python -m invaller_contracts.loket.client_operations` writes it anew; the client itself knows
nothing of the specification.
"""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from invaller.kernel.specs import read_yaml

Document = Mapping[str, Any]

TABLE = "loket_operations.tsv"
COLUMNS = ("operation", "method", "path", "media types", "version", "query", "headers", "body")
_FIRST_VERSION = "2018-01-01"
"""Of operations for which the document names none (facts: loket/notes.md, 4)."""
_METHODS = ("get", "post", "put", "patch", "delete")


def table() -> str:
    """The table as text: a line an operation, columns separated by tabs, lists by spaces."""
    rows = sorted(_rows(read_yaml("loket", "openapi.yaml")))
    return "".join("\t".join(row) + "\n" for row in (COLUMNS, *rows))


def _rows(document: Document) -> Iterator[tuple[str, ...]]:
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                yield _row(document, path, method, item)


def _row(document: Document, path: str, method: str, item: Document) -> tuple[str, ...]:
    operation = item[method]
    own = [*operation.get("parameters", ()), *item.get("parameters", ())]
    parameters = [_resolved(document, one) for one in own]
    success = next(one for status, one in operation["responses"].items() if status[0] == "2")
    body = _resolved(document, operation.get("requestBody", {})).get("content", {})
    in_path = {one["name"] for one in parameters if one["in"] == "path"}
    query = {one["name"] for one in parameters if one["in"] == "query"} - in_path
    headers = {one["name"] for one in parameters if one["in"] == "header"}
    newest = operation.get("x-versions", (_FIRST_VERSION,))[-1]
    return (
        operation["operationId"],
        method.upper(),
        path,
        " ".join(_resolved(document, success).get("content", {})),
        newest if isinstance(newest, str) else newest["version"],
        " ".join(sorted(query)),
        " ".join(sorted(headers)),
        next(iter(body), ""),
    )


def _resolved(document: Document, node: Document) -> Document:
    while "$ref" in node:
        target: Document = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node


if __name__ == "__main__":
    Path(str(files("invaller_clients") / TABLE)).write_text(table(), "utf-8")
