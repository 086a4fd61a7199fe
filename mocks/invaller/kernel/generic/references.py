"""References of an OpenAPI document, put in place: within bounds, whatever refers to itself."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

Node = Mapping[str, Any]

_DEPTHS = (12, 6, 4, 3, 2, 1)
"""How many references deep a schema is followed; the next one when it grows over the budget."""

_BUDGET = 2000
"""Parts that one schema may have when its references are in place."""

_VERBATIM = frozenset({"example", "examples", "default", "enum"})
"""Members that hold values, not schemas: what looks like a reference in them is none."""


class BadReference(ValueError):
    """A reference that leads nowhere, out of the document, or back to itself."""


class _TooLarge(Exception):
    """The schema grows over the budget at this depth."""


class References:
    """Follows the references of one document."""

    def __init__(self, document: Node) -> None:
        self._document = document
        self._known: dict[str, Any] = {}

    def part(self, node: Node) -> Node:
        """What a part (parameter, answer, body, header) stands for; raises BadReference."""
        seen: list[str] = []
        while "$ref" in node:
            reference = str(node["$ref"])
            if reference in seen:
                raise BadReference(f"{reference} refers to itself")
            seen.append(reference)
            node = self._target(reference)
            if not isinstance(node, Mapping):
                raise BadReference(f"{reference} is no object")
        return node

    def schema(self, schema: Any) -> Any:
        """A schema with its references in place; what lies too deep is left open, as `{}`."""
        reference = str(schema["$ref"]) if isinstance(schema, Mapping) and "$ref" in schema else ""
        if reference not in self._known or not reference:
            self._known[reference] = self._expanded(schema)
        return self._known[reference]

    def _expanded(self, schema: Any) -> Any:
        for depth in _DEPTHS:
            left = [_BUDGET]
            try:
                return self._copied(schema, depth, left)
            except _TooLarge:
                continue
        return {}

    def _copied(self, node: Any, depth: int, left: list[int], is_schema: bool = True) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise _TooLarge
        if isinstance(node, list):
            return [self._copied(item, depth, left) for item in node]
        if not isinstance(node, Mapping):
            return node
        if is_schema and isinstance(node.get("$ref"), str):
            target = self._target(node["$ref"])
            return self._copied(target, depth - 1, left) if depth else {}
        return {
            name: item
            if is_schema and name in _VERBATIM
            # What stands under `properties` are names of members, whatever they are called.
            else self._copied(item, depth, left, is_schema=not (is_schema and name == "properties"))
            for name, item in node.items()
        }

    def _target(self, reference: str) -> Any:
        if not reference.startswith("#/"):
            raise BadReference(
                f"{reference} leads out of the document; only references that begin with #/ "
                "are followed"
            )
        found: Any = self._document
        for step in reference[2:].split("/"):
            name = unquote(step).replace("~1", "/").replace("~0", "~")
            if isinstance(found, list) and name.isdigit() and int(name) < len(found):
                found = found[int(name)]
            elif isinstance(found, Mapping) and name in found:
                found = found[name]
            else:
                raise BadReference(f"{reference} leads nowhere")
        return found
