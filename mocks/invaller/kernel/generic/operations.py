"""The operations of a document as the store needs them: references in place, names usable."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from invaller.kernel.generic.references import Node, References

METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
"""What is served; TRACE is not."""

_PLACEHOLDER = re.compile(r"{([^{}]*)}")
_UNUSABLE = re.compile(r"[^A-Za-z0-9_]")
_MERGED = re.compile(r"application/(.*[+.])?merge-patch\+json|application/json|.*\+json|text/json")
_UNREAD_HEADERS = frozenset({"accept", "authorization", "content-type"})


def is_json(media_type: str) -> bool:
    """Whether a media type (or range) lets JSON through; a JSON Patch is no document."""
    plain = media_type.partition(";")[0].strip().lower()
    if plain.endswith("json-patch+json"):
        return False
    return plain in ("*/*", "application/*") or _MERGED.fullmatch(plain) is not None


@dataclass(frozen=True, slots=True)
class Content:
    """A JSON body. media_type: as it is sent; schema: None where none is declared."""

    media_type: str
    schema: Any


@dataclass(frozen=True, slots=True)
class Response:
    """A documented answer.

    key: 200, 4XX or default; content: its JSON; others: it has other types only; headers: the
    schemas of those that it must have.
    """

    key: str
    content: Content | None
    others: bool
    headers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Operation:
    """One operation of a document.

    path: with placeholders that are plain names, in the order of the document; parameters: with
    their schemas; security: the alternatives that let a caller in, None where nobody says.
    body: its JSON; has_body: it takes a body of some type.
    """

    id: str
    method: str
    path: str
    parameters: tuple[Node, ...]
    body: Content | None
    has_body: bool
    body_required: bool
    responses: tuple[Response, ...]
    security: list[Mapping[str, Any]] | None

    @property
    def name(self) -> str:
        """Method and path, for people."""
        return f"{self.method} {self.path}"

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The segments of the path."""
        return tuple(self.path.strip("/").split("/"))

    def success(self, usual: int) -> tuple[int, Response | None]:
        """The first documented 2xx and its answer; the usual status where none is a number."""
        for response in self.responses:
            if re.fullmatch(r"2\d\d", response.key):
                return int(response.key), response
        others = {response.key.upper(): response for response in self.responses}
        return usual, others.get("2XX") or others.get("DEFAULT")

    def documented(self, status: int) -> Response | None:
        """What is documented for a status: itself, its range, or the catch-all."""
        by_key = {response.key.upper(): response for response in self.responses}
        return by_key.get(str(status)) or by_key.get(f"{status // 100}XX") or by_key.get("DEFAULT")


def read_operations(document: Node) -> list[Operation]:
    """Every operation of a document that was found valid; raises BadReference."""
    references = References(document)
    found = []
    for path, item in document["paths"].items():
        if not path.startswith("/"):
            continue  # an extension, x-...
        item = references.part(item)
        found += [
            _operation(references, document, path, item, method)
            for method in METHODS
            if method in item
        ]
    return found


def usable_names(path: str) -> dict[str, str]:
    """A plain name for each placeholder of a path: its own as far as that is one."""
    usable: dict[str, str] = {}
    for name in _PLACEHOLDER.findall(path):
        plain = _UNUSABLE.sub("_", name)
        if not plain[:1].isalpha() or plain in usable.values():
            plain = f"parameter_{len(usable) + 1}_{plain}"
        usable[name] = plain
    return usable


def _operation(
    references: References, document: Node, path: str, item: Node, method: str
) -> Operation:
    definition = item[method]
    names = usable_names(path)
    body = references.part(definition.get("requestBody", {}))
    content = body.get("content", {})
    return Operation(
        id=definition.get("operationId") or _named(method, path),
        method=method.upper(),
        path=_PLACEHOLDER.sub(lambda match: f"{{{names[match[1]]}}}", path),
        parameters=tuple(_parameters(references, item, definition, names)),
        body=_json_of(references, content),
        has_body=bool(content),
        body_required=bool(body.get("required", False)),
        responses=tuple(
            _response(references, str(key), references.part(response))
            for key, response in definition["responses"].items()
            if not str(key).startswith("x-")
        ),
        security=definition.get("security", document.get("security")),
    )


def _named(method: str, path: str) -> str:
    """An operationId for an operation that has none."""
    return f"{method} {path}"


def _parameters(
    references: References, item: Node, definition: Node, names: Mapping[str, str]
) -> Iterator[Node]:
    """Those of the operation and of its path, as far as they can be read; none twice."""
    known: dict[tuple[str, str], Node] = {}
    for source in (item, definition):
        for parameter in source.get("parameters", []):
            parameter = references.part(parameter)
            known[parameter["in"], parameter["name"]] = parameter
    for name in names:
        known.setdefault(("path", name), {"in": "path", "name": name, "required": True})
    for (place, name), parameter in known.items():
        schema = references.schema(parameter.get("schema", {}))
        if not _is_read(place, name, schema) or (place == "path" and name not in names):
            continue
        usable = names[name] if place == "path" else name
        yield {**parameter, "name": usable, "schema": schema}


def _is_read(place: str, name: str, schema: Any) -> bool:
    if place == "cookie" or (place == "header" and name.lower() in _UNREAD_HEADERS):
        return False
    # An object is spread over several names of a query, which is not read.
    return schema.get("type") != "object" and "properties" not in schema


def _json_of(references: References, content: Node) -> Content | None:
    for media_type, definition in content.items():
        if is_json(media_type):
            sent = "application/json" if "*" in media_type else media_type
            schema = definition.get("schema")
            return Content(sent, None if schema is None else references.schema(schema))
    return None


def _response(references: References, key: str, response: Node) -> Response:
    content = response.get("content", {})
    headers = {
        name: references.schema(references.part(header).get("schema", {}))
        for name, header in response.get("headers", {}).items()
        if references.part(header).get("required", False)
    }
    found = _json_of(references, content)
    return Response(key, found, bool(content) and found is None, headers)
