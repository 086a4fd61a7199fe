"""The operations of the loaded APIs, read out of their specifications when they are needed.

A document of 800 operations takes a third of a second to resolve whole; most runs call few
of them, so each operation follows its references at its first call.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from invaller.kernel.api import Api
from invaller.kernel.specs import read_yaml
from invaller.serving.json_schema import Checked
from invaller.serving.parameters import Parameter

METHODS = ("get", "put", "post", "delete", "options", "head", "patch")


class Specification:
    """A specification whose document the tests have checked: not checked again at each start."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self._components: dict[str, Any] = {}

    def resolved(self, node: Any) -> Any:
        """A part of the document with what its references lead to in their place.

        The document stays as it is; components are shared by all that refer to them.
        """
        if isinstance(node, list):
            return [self.resolved(item) for item in node]
        if not isinstance(node, dict):
            return node
        if not isinstance(node.get("$ref"), str):
            return {name: self.resolved(item) for name, item in node.items()}
        target = self.component(node["$ref"])
        if len(node) == 1:
            return target
        return {name: item for name, item in node.items() if name != "$ref"} | target

    def component(self, reference: str) -> Any:
        """What a reference within the document leads to, itself resolved."""
        if reference not in self._components:
            found: Any = self.document
            for step in reference.removeprefix("#/").split("/"):
                found = found[step.replace("~1", "/").replace("~0", "~")]
            self._components[reference] = self.resolved(found)
        return self._components[reference]


@dataclass(frozen=True, eq=False)
class Operation:
    """One operation of an API, resolved and its validators compiled at its first call."""

    api: Api
    id: str
    method: str
    path: str
    scopes: tuple[str, ...] | None
    specification: Specification = field(repr=False)

    @cached_property
    def definition(self) -> Mapping[str, Any]:
        """The operation object, references resolved, with the parameters of its path."""
        item = self.specification.document["paths"][self.path]
        definition = {**item[self.method.lower()]}
        definition["parameters"] = [*definition.get("parameters", ()), *item.get("parameters", ())]
        resolved: dict[str, Any] = dict(self.specification.resolved(definition))
        if self.api.any_media_type and "requestBody" in resolved:
            # Connexion would choose among several at each call, with a warning in the log.
            body = resolved["requestBody"]
            first = next(iter(body["content"].items()))
            resolved["requestBody"] = {**body, "content": dict([first])}
        return resolved

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Path, query and header parameters."""
        return tuple(Parameter(item) for item in self.definition["parameters"])

    @cached_property
    def body_schemas(self) -> dict[str, Checked]:
        """The compiled body schema by media type, for those media types that have one."""
        content = self.definition.get("requestBody", {}).get("content", {})
        return {
            media: Checked(definition["schema"])
            for media, definition in content.items()
            if "schema" in definition
        }

    def path_schemas(self) -> dict[str, Mapping[str, Any]]:
        """The schemas of its path parameters by name; resolves nothing else."""
        item = self.specification.document["paths"][self.path]
        listed = [*item.get("parameters", ()), *item[self.method.lower()].get("parameters", ())]
        resolved = (self.specification.resolved(parameter) for parameter in listed)
        return {found["name"]: found["schema"] for found in resolved if found["in"] == "path"}


def specification_of(api: Api) -> Specification:
    """The specification of an API."""
    return Specification(api.document or read_yaml(api.key, "openapi.yaml"))


def operations_of(api: Api, specification: Specification) -> Iterator[Operation]:
    """Every operation of an API's specification."""
    default = specification.document.get("security")
    for path, item in specification.document["paths"].items():
        for method in METHODS:
            if method not in item:
                continue
            yield Operation(
                api,
                item[method]["operationId"],
                method.upper(),
                path,
                _scopes(item[method].get("security", default)),
                specification,
            )


def _scopes(security: list[dict[str, list[str]]] | None) -> tuple[str, ...] | None:
    """The scopes that an operation needs; None when it needs no caller at all."""
    if not security:
        return None
    return tuple(next(iter(security[0].values()), []))
