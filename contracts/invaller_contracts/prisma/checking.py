"""Every answer that a story of Link2Prisma meets is held against the specification.

What an entry answers in the end is a text inside its Result. The specification describes it by
operation, as `x-result`; an operation without one leaves Response empty.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import httpx

from invaller_contracts.conformance import Document, Specification

_DONE = {"200", "201"}
_RESULT = "getResult"


class UndocumentedAnswer(AssertionError):
    """An answer that the specification does not have."""


@cache
def specification() -> Specification:
    """The specification of Link2Prisma."""
    return Specification("prisma")


def response_defects(operation: Document, result: Mapping[str, Any]) -> list[str]:
    """What a Result says in Response that its operation does not document.

    Only what was asked for must be there: what is written mostly says nothing.
    """
    said, schema = result["Response"], operation.get("x-result")
    if not said:
        needed = result["Action"] == "get" and result["Statuscode"] in _DONE
        return ["no Response"] if needed else []
    if schema is None or result["Statuscode"] not in _DONE:
        return [f"Response {said!r} where none is documented"]
    is_text = schema.get("type") == "string"
    return specification().body_defects(schema, said if is_text else json.loads(said))


class CheckedTransport(httpx.BaseTransport):
    """Passes calls on, with headers of its own; an answer that is not documented is an error."""

    def __init__(self, inner: httpx.BaseTransport, headers: Mapping[str, str]) -> None:
        self._inner = inner
        self._headers = headers
        self._operations: dict[str, Document] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to a call; raises UndocumentedAnswer."""
        request.headers.update(self._headers)
        response = self._inner.handle_request(request)
        response.request = request
        response.read()
        defects = list(self._defects(response))
        if defects:
            raise UndocumentedAnswer(f"{request.method} {request.url}: {defects}")
        return response

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()

    def _defects(self, response: httpx.Response) -> Iterator[str]:
        found = specification().defects(response, default=True)
        yield from found
        if found:
            return
        operation = specification().of(response.request)
        said = response.json()
        if operation is None:
            return
        if operation["operationId"] != _RESULT:
            if isinstance(said, str):
                self._operations[said] = operation
        elif isinstance(said, dict) and said["ID"] in self._operations:
            yield from response_defects(self._operations[said["ID"]], said)
