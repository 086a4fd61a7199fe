"""Every operation of the manual goes through the queue, but for the two that answer directly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from invaller.kernel.specs import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.apis.prisma.conftest import Prisma

ACTIONS = {"GET": "get", "POST": "insert", "PUT": "update", "DELETE": "delete"}
PROCESSED = ("200", "201", "204", "400", "404", "409")

DAY = "20250401"
VALUES = {"workerID": "17", "year": "2025", "documentID": "1001", "typeID": "Amount"}
"""Path parameters that are no dates; others are numbers of the seed or days."""
NUMBERS = {"counterID": "1", "firstDayOfUnemplID": "17", "salarycode": "100"}

DOCUMENT = read_yaml("prisma", "openapi.yaml")


def operations() -> Iterator[tuple[str, str, Any]]:
    """Method, path and schema of the body of every operation that is queued."""
    for template, item in DOCUMENT["paths"].items():
        for method, operation in item.items():
            if operation["operationId"] in ("getResult", "workerExists"):
                continue
            content = operation.get("requestBody", {}).get("content", {})
            path = re.sub(r"{(\w+)}", lambda match: value_of(match[1]), template)
            yield method.upper(), path, content.get("application/json", {}).get("schema")


def value_of(parameter: str) -> str:
    """A value of a path parameter that the specification allows."""
    return {**VALUES, **NUMBERS}.get(parameter, DAY)


def sample(schema: Any) -> Any:
    """The smallest value that a schema allows."""
    while "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object":
        needed = (schema.get("anyOf") or [{}])[0].get("required", [])
        names = [*schema.get("required", []), *needed]
        return {name: sample(schema["properties"][name]) for name in names}
    if kind == "array":
        return [sample(schema["items"])]
    if kind == "string":
        return DAY if "8" in schema.get("pattern", "") else "00150"[: schema.get("maxLength", 5)]
    return max(1, schema.get("minimum", 1))


@pytest.mark.behaviour("prisma.queue.every-other-call", "prisma.result.action")
@pytest.mark.parametrize(("method", "path", "schema"), list(operations()))
def test_operation_is_queued(prisma: Prisma, method: str, path: str, schema: Any) -> None:
    """The operation answers 202, waits, and is processed with an outcome the manual allows for."""
    identifier = prisma.send(method, path, None if schema is None else sample(schema))
    assert prisma.look(identifier).status == "202"
    result = prisma.result(identifier)
    assert result.members["Action"] == ACTIONS[method]
    assert result.status in PROCESSED, result.members
    assert prisma.findings() == []


def test_all_operations_are_there() -> None:
    """The specification has the 89 queued operations of the manual."""
    assert len(list(operations())) == 89
