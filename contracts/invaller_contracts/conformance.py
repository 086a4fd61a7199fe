"""Whether an answer is one that a specification documents.

Looked at: status, required headers, media type, body with formats. `default` counts only where
it is asked for: it documents refusals that any API may give, such as 405 and 503.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx
from jsonschema_rs import Draft4Validator

from invaller.kernel.specs import read_yaml
from invaller.serving.json_schema import as_json_schema

Document = Mapping[str, Any]

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_FORMATS = {"uuid": lambda text: _UUID.fullmatch(text) is not None}
"""Formats that are younger than the schema draft of OpenAPI 3.0."""


class Specification:
    """The OpenAPI document of one API, by its key."""

    def __init__(self, api: str) -> None:
        self.document: Document = read_yaml(api, "openapi.yaml")
        self._base: str = urlsplit(self.document["servers"][0]["url"]).path
        self._components = as_json_schema(self.document["components"])

    def defects(self, response: httpx.Response, *, default: bool = False) -> list[str]:
        """What the specification does not allow in the answer to a call; empty when it is one.

        default: let the catch-all answer of the operation document the status.
        """
        operation = self.of(response.request)
        if operation is None:
            return [f"no operation {response.request.method} {response.request.url.path}"]
        return self.answer_defects(operation, response, default=default)

    def answer_defects(
        self, operation: Document, response: httpx.Response, *, default: bool = False
    ) -> list[str]:
        """What an operation does not document in an answer to it."""
        responses = operation["responses"]
        status = str(response.status_code)
        if status not in responses and not default:
            return [f"status {status} is not documented"]
        documented = self._resolved(responses.get(status, responses.get("default")))
        return [*_header_defects(documented, response), *self._body_defects(documented, response)]

    def named(self, operation_id: str) -> Document:
        """The operation with an operationId; raises KeyError when there is none."""
        for item in self.document["paths"].values():
            for operation in item.values():
                if operation["operationId"] == operation_id:
                    found: Document = operation
                    return found
        raise KeyError(operation_id)

    def body_defects(self, schema: Document, body: Any) -> list[str]:
        """What a schema (or a reference to one) does not allow in a body."""
        whole = {"allOf": [as_json_schema(schema)], "components": self._components}
        validator = Draft4Validator(whole, validate_formats=True, formats=_FORMATS)
        return [f"{list(e.instance_path)}: {e.message}" for e in validator.iter_errors(body)]

    def of(self, request: httpx.Request) -> Document | None:
        """The operation that a request is for, None for no such path."""
        return self.operation(request.method, request.url.path.partition(self._base)[2])

    def operation(self, method: str, below: str) -> Document | None:
        """The operation at a method and a path below the base path, None for no such path."""
        paths = self.document["paths"]
        # Of /worker/{workerID}/contract and /worker/{StartDate}/{EndDate} the first is meant.
        fitting = [
            paths[template]
            for template in sorted(paths, key=lambda template: template.count("{"))
            if re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", template), below)
        ]
        for item in fitting:
            if method.lower() in item:
                operation: Document = item[method.lower()]
                return operation
        # A method that the path does not have is answered like any other trouble.
        return next(iter(fitting[0].values())) if fitting else None

    def _resolved(self, part: Any) -> Document:
        while "$ref" in part:
            names = part["$ref"].removeprefix("#/").split("/")
            part = self.document
            for name in names:
                part = part[name]
        resolved: Document = part
        return resolved

    def _body_defects(self, documented: Document, response: httpx.Response) -> Iterator[str]:
        content = documented.get("content")
        if content is None:
            if response.content:
                yield "a body where none is documented"
            return
        media_type = response.headers.get("Content-Type", "none")
        documented_type = content.get(media_type) or content.get(media_type.partition(";")[0])
        if documented_type is None:
            yield f"media type {media_type} is not documented"
            return
        yield from self.body_defects(documented_type["schema"], response.json())


def _header_defects(documented: Document, response: httpx.Response) -> Iterator[str]:
    for name, header in documented.get("headers", {}).items():
        if header.get("required") and name not in response.headers:
            yield f"no header {name}"
