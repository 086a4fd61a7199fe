"""The part of a document that checks calls, in a form that the server can read.

What checks nothing is left out. References are in place, bodies are JSON, members that only
answers have are not required of a client, and operations that cannot be simulated take anything.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from invaller.kernel.generic.operations import Operation

_ANYTHING = {"description": "Anything."}
_KEPT = ("name", "in", "required", "schema", "style", "explode")


def served_document(
    document: Mapping[str, Any], operations: Iterable[Operation], mapped: Iterable[str]
) -> dict[str, Any]:
    """A document of these operations for the server; mapped: the ids of those that it checks."""
    checked = set(mapped)
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        definition = _definition(operation, is_checked=operation.id in checked)
        paths.setdefault(operation.path, {})[operation.method.lower()] = definition
    info = document["info"]
    return {
        "openapi": "3.0.3",
        "info": {"title": str(info["title"]), "version": str(info["version"])},
        "paths": paths,
        "components": {},
    }


def _definition(operation: Operation, *, is_checked: bool) -> dict[str, Any]:
    definition: dict[str, Any] = {
        "operationId": operation.id,
        "parameters": [_parameter(one, is_checked=is_checked) for one in operation.parameters],
        "responses": {"default": {"description": "See the document itself."}},
    }
    if operation.body is not None and is_checked:
        schema = plain(operation.body.schema) or _ANYTHING
        media_type = operation.body.media_type.partition(";")[0].strip().lower()
        definition["requestBody"] = {
            "required": operation.body_required,
            "content": {media_type: {"schema": schema}},
        }
    return definition


def _parameter(parameter: Mapping[str, Any], *, is_checked: bool) -> dict[str, Any]:
    kept = {name: parameter[name] for name in _KEPT if name in parameter}
    if not is_checked and kept["in"] != "path":
        kept["required"] = False
    return {**kept, "schema": plain(kept["schema"]) if is_checked else {}}


def plain(schema: Any) -> Any:
    """A schema as it checks what a client sends: no examples, read-only members not required."""
    if isinstance(schema, list):
        return [plain(item) for item in schema]
    if not isinstance(schema, Mapping):
        return schema
    made = {
        name: {member: plain(inner) for member, inner in item.items()}
        if name == "properties"
        else item
        if name in ("default", "enum")
        else plain(item)
        for name, item in schema.items()
        if name not in ("example", "examples", "xml", "externalDocs", "discriminator")
        and not name.startswith("x-")
    }
    schemas = made.get("properties", {})
    if "required" in made and isinstance(made["required"], list):
        required = [name for name in made["required"] if not _is_read_only(schemas.get(name))]
        # A list of required members may not be empty (JSON Schema, draft 4, 5.4.3).
        made = {**made, "required": required}
        if not required:
            del made["required"]
    return made


def _is_read_only(schema: Any) -> bool:
    return isinstance(schema, Mapping) and schema.get("readOnly") is True
