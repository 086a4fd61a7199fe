"""The operations of the loaded APIs: what connexion reads out of their specifications."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from connexion.spec import OpenAPISpecification

from invaller.kernel.api import Api
from invaller.kernel.specs import read_yaml
from invaller.serving.json_schema import Checked
from invaller.serving.parameters import Parameter

METHODS = ("get", "put", "post", "delete", "options", "head", "patch")


class TrustedSpecification(OpenAPISpecification):
    """A specification whose document the tests have checked: not checked again at each start."""

    @classmethod
    def _validate_spec(cls, spec: Mapping[str, Any]) -> None:
        """Checking against the meta-schema is most of the start time of a large document."""


@dataclass(frozen=True, eq=False)
class Operation:
    """One operation of an API, with its validators compiled at their first use."""

    api: Api
    id: str
    method: str
    path: str
    scopes: tuple[str, ...] | None
    definition: Mapping[str, Any] = field(repr=False)

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Path, query and header parameters."""
        return tuple(Parameter(item) for item in self.definition.get("parameters", ()))

    @cached_property
    def body_schemas(self) -> dict[str, Checked]:
        """The compiled body schema by media type, for those media types that have one."""
        content = self.definition.get("requestBody", {}).get("content", {})
        return {
            media: Checked(definition["schema"])
            for media, definition in content.items()
            if "schema" in definition
        }


def specification_of(api: Api) -> TrustedSpecification:
    """The specification of an API, references resolved."""
    document: dict[str, Any] = dict(deepcopy(api.document or read_yaml(api.key, "openapi.yaml")))
    if api.any_media_type:
        _keep_first_media_types(document)
    return TrustedSpecification(document)


def _keep_first_media_types(document: dict[str, Any]) -> None:
    """Leave request bodies the media type as which they are read.

    Connexion would choose among several at each call, with a warning in the log.
    """
    for body in document.get("components", {}).get("requestBodies", {}).values():
        body["content"] = dict([next(iter(body["content"].items()))])


def operations_of(api: Api, specification: Mapping[str, Any]) -> Iterator[Operation]:
    """Every operation of an API's specification."""
    default = specification.get("security")
    for path, item in specification["paths"].items():
        shared = item.get("parameters", [])
        for method in METHODS:
            if method not in item:
                continue
            definition = item[method]
            if shared:
                definition = definition | {
                    "parameters": [*definition.get("parameters", []), *shared]
                }
            yield Operation(
                api,
                definition["operationId"],
                method.upper(),
                path,
                _scopes(definition.get("security", default)),
                definition,
            )


def _scopes(security: list[dict[str, list[str]]] | None) -> tuple[str, ...] | None:
    """The scopes that an operation needs; None when it needs no caller at all."""
    if not security:
        return None
    return tuple(next(iter(security[0].values()), []))
