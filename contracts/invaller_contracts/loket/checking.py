"""Every answer that a story or the sweep of Loket meets is held against the specification.

Looked at: status, headers, media type, body in the resource version that it names, members that
no schema has, and the first bytes of files.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import httpx
from jsonschema_rs import Draft4Validator

from invaller.apis.loket.catalogue import CATALOGUE, OperationOf
from invaller.kernel.specs import read_yaml
from invaller.serving.json_schema import as_json_schema

Document = Mapping[str, Any]

_JSON = "application/json"
_TOKENS = "/token"
_BEGINNINGS: Mapping[str, tuple[bytes, ...]] = {
    "application/pdf": (b"%PDF-",),
    "application/xml": (b"<?xml",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (b"PK\x03\x04",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (b"PK\x03\x04",),
    "image/png": (b"\x89PNG",),
    "image/jpeg": (b"\xff\xd8",),
    "image/jpg": (b"\xff\xd8",),
}
"""How files of a media type begin; of others it is enough that they are not empty."""

_OPEN = {"$ref": "#/components/schemas/MetadataOption"}
"""What stands beside the key of an option depends on its field."""


class UndocumentedAnswer(AssertionError):
    """An answer that the specification does not have."""


class CheckedTransport(httpx.BaseTransport):
    """Passes calls on; an answer that the operation does not document is an error.

    operation: whose calls are on their way, to be set before each; last: the latest answer.
    """

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self._inner = inner
        self.operation = ""
        self.last: httpx.Response | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to a call; raises UndocumentedAnswer."""
        response = self._inner.handle_request(request)
        if request.url.path.endswith(_TOKENS):
            return response
        response.request = request
        response.read()
        self.last = response
        found = defects(self.operation, response)
        if found:
            said = response.text[:1500] if _JSON in _media_type(response) else ""
            raise UndocumentedAnswer(f"{self.operation}, {request.url}: {found} {said}")
        return response

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()


def defects(operation_id: str, response: httpx.Response) -> list[str]:
    """What the specification does not allow in an answer to an operation."""
    operation = CATALOGUE.operations[operation_id]
    item = _document()["paths"][operation.path][operation.method.lower()]
    status = str(response.status_code)
    if status not in item["responses"]:
        return [f"status {status} is not documented"]
    documented = _resolved(item["responses"][status])
    headers = documented.get("headers", {})
    absent = [f"no header {name}" for name in headers if name not in response.headers]
    return [*absent, *_body_defects(operation, documented, response)]


def _body_defects(
    operation: OperationOf, documented: Document, response: httpx.Response
) -> Iterator[str]:
    content = documented.get("content")
    media_type = _media_type(response)
    if content is None:
        if response.content:
            yield "a body where none is documented"
    elif media_type not in content:
        yield f"media type {media_type or 'none'} is not documented"
    elif media_type != _JSON:
        beginnings = _BEGINNINGS.get(media_type, (b"",))
        if not (response.content and response.content.startswith(beginnings)):
            yield f"no {media_type}: {response.content[:20]!r}"
    else:
        yield from _json_defects(operation, content[_JSON]["schema"], response)


def _json_defects(
    operation: OperationOf, schema: Document, response: httpx.Response
) -> Iterator[str]:
    body = response.json()
    if response.is_success:
        said = body.get("version") if isinstance(body, dict) else None
        used = str(said["resourceVersion"]) if said else ""
        by_version = {one.date: one.response for one in operation.versions}
        if used and used not in by_version:
            yield f"version {used} is none of {', '.join(by_version)}"
        if by_version.get(used):
            schema = {"$ref": f"#/components/schemas/{by_version[used]}"}
    for error in _validator(_Key(schema)).iter_errors(body):
        yield f"{list(error.instance_path)}: {error.message}"
    yield from _unknown(_flat(schema), body, "")


def _unknown(schema: Document, value: Any, where: str) -> Iterator[str]:
    """Members of a value that its schema does not have; a schema without members is open."""
    if isinstance(value, list) and schema.get("items") != _OPEN:
        items = _flat(schema.get("items", {}))
        for one in value[:3]:
            yield from _unknown(items, one, f"{where}[]")
    members = schema.get("properties")
    if not isinstance(value, dict) or not members:
        return
    for name, its in value.items():
        if name in members:
            yield from _unknown(_flat(members[name]), its, f"{where}.{name}")
        else:
            yield f"{where}.{name} is not documented"


def _flat(schema: Document) -> Document:
    """A schema with its reference followed and the members of its parts together."""
    plain = _resolved(schema)
    if "allOf" not in plain:
        return plain
    members: dict[str, Any] = {}
    items: list[Document] = []
    for part in map(_flat, plain["allOf"]):
        items += [part["items"]] if "items" in part else []
        for name, its in part.get("properties", {}).items():
            known = members.get(name)
            # The envelope says of content only that it is an object: the fuller word counts.
            members[name] = its if known is None else {"allOf": [known, its]}
    return {"properties": members | plain.get("properties", {}), "items": {"allOf": items}}


class _Key(dict[str, Any]):
    """A schema as a key of a cache: by its text."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(repr(self))


@cache
def _validator(schema: _Key) -> Draft4Validator:
    plain = as_json_schema(dict(schema))
    # Only what it refers to: a validator of all schemas takes long to make, and many are made.
    known, named = _components()["schemas"], {}
    wanted = list(_names_in(plain))
    while wanted:
        name = wanted.pop()
        if name not in named:
            named[name] = known[name]
            wanted += _names_in(known[name])
    whole = {"allOf": [plain], "components": {"schemas": named}}
    return Draft4Validator(whole, validate_formats=True)


def _names_in(node: Any) -> Iterator[str]:
    """The names of the schemas that a part of the specification refers to."""
    if isinstance(node, dict):
        reference = node.get("$ref")
        if isinstance(reference, str):
            yield reference.removeprefix("#/components/schemas/")
        for its in node.values():
            yield from _names_in(its)
    elif isinstance(node, list):
        for its in node:
            yield from _names_in(its)


@cache
def _document() -> Document:
    document: Document = read_yaml("loket", "openapi.yaml")
    return document


@cache
def _components() -> Any:
    return as_json_schema(_document()["components"])


def _resolved(node: Document) -> Document:
    while "$ref" in node:
        target: Document = _document()
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node


def _media_type(response: httpx.Response) -> str:
    return str(response.headers.get("Content-Type", "")).partition(";")[0].strip()
