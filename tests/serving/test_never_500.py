"""Whatever is sent, the server answers as its specifications say, and never with a defect."""

import asyncio
import json
import os
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from invaller import apis
from invaller.kernel.specs import read_yaml
from invaller.serving.running import build
from invaller.serving.server import Server
from invaller_contracts.plugin import DEFAULTS

EXAMPLES = int(os.environ.get("INVALLER_FUZZ_EXAMPLES", "150"))
_DOCUMENTS = {key: read_yaml(key, "openapi.yaml") for key in [*apis.available(), "control"]}
_DESTRUCTIVE = {"addFault"}
"""A fault rule asks for a 500, which is then no defect."""


def _paths() -> list[str]:
    return [
        document["servers"][0]["url"] + path
        for document in _DOCUMENTS.values()
        for path, item in document["paths"].items()
        if not _DESTRUCTIVE
        & {op.get("operationId") for op in item.values() if isinstance(op, dict)}
    ]


def _members(schema: Any) -> Iterator[str]:
    """The names of members that the specifications know, wherever they stand."""
    if isinstance(schema, list):
        for item in schema:
            yield from _members(item)
    elif isinstance(schema, dict):
        yield from schema.get("properties", {})
        for item in schema.values():
            yield from _members(item)


def _texts(schema: Any) -> Iterator[str]:
    """The example and enumerated values of the specifications."""
    if isinstance(schema, list):
        for item in schema:
            yield from _texts(item)
    elif isinstance(schema, dict):
        known = [*schema.get("enum", ()), schema.get("example")]
        yield from (value for value in known if isinstance(value, str))
        for item in schema.values():
            yield from _texts(item)


_NAMES = sorted(set(_members(list(_DOCUMENTS.values()))))
_VALUES = sorted({*_texts(list(_DOCUMENTS.values())), "65111899997", "2025-03-03", "411702543"})
_TEXT = st.one_of(
    st.sampled_from(_VALUES),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(["0", "-1", "9" * 25, "\x00", "9999-12-31", "0001-01-01", "\U0001f600"]),
)
_LEAF = st.one_of(
    _TEXT, st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False)
)
_JSON = st.recursive(
    _LEAF,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(_NAMES), inner, max_size=5)
    ),
    max_leaves=12,
)
_BODIES = st.one_of(
    st.none(),
    _JSON.map(lambda body: json.dumps(body, allow_nan=False).encode()),
    st.binary(max_size=30),
    st.sampled_from([b"{", b"[" * 5000, b'{"a":1e999}', b'"\\ud800"', b"\xff\xfe", b"a=%ff&b"]),
)
_TYPES = st.sampled_from(
    ["application/json", "application/json; charset=x", "application/x-www-form-urlencoded",
     "text/plain", "APPLICATION/JSON", "multipart/form-data", ";", "", None]
)  # fmt: skip
_METHODS = st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "FOO"])
_QUERY = st.dictionaries(
    st.one_of(st.sampled_from(["page", "pageSize", "sort", "limit", *_NAMES]), _TEXT),
    _TEXT,
    max_size=3,
)
_AUTHORIZATION = st.sampled_from(
    ["valid", "valid", "valid", "Bearer x", "Bearer \xe9", "Basic =", None]
)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Every API over one world; what examples leave behind makes the next ones richer."""
    server = build(None, DEFAULTS)
    yield server
    server.world.store.close()


async def _call(server: Server, drawn: dict[str, Any]) -> httpx.Response:
    transport = httpx.ASGITransport(server)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        headers = {}
        if drawn["authorization"] == "valid":
            token = (await client.get("/_sim/token")).text
            headers["Authorization"] = f"Bearer {token}".encode()
        elif drawn["authorization"] is not None:
            headers["Authorization"] = drawn["authorization"].encode("latin-1")
        if drawn["type"] is not None:
            headers["Content-Type"] = drawn["type"].encode()
        return await client.request(
            drawn["method"], drawn["path"], params=drawn["query"], content=drawn["body"],
            headers={name.encode(): value for name, value in headers.items()},
        )  # fmt: skip


@st.composite
def _requests(draw: st.DrawFn) -> dict[str, Any]:
    path = draw(st.sampled_from(_paths()))
    while "{" in path:
        before, _, rest = path.partition("{")
        path = before + draw(_TEXT).replace("{", "(") + rest.partition("}")[2]
    return {
        "method": draw(_METHODS),
        "path": draw(st.sampled_from(["", "", "/w/default", "/w/x", "/w/%00"])) + path,
        "query": draw(_QUERY),
        "body": draw(_BODIES),
        "type": draw(_TYPES),
        "authorization": draw(_AUTHORIZATION),
    }


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(drawn=_requests())
def test_no_request_meets_a_defect(server: Server, drawn: dict[str, Any]) -> None:
    """No method, path, header or body makes the server fail: no answer is a 500."""
    try:
        httpx.URL(f"http://x{drawn['path']}")
    except httpx.InvalidURL:
        assume(False)
    answer = asyncio.run(_call(server, drawn))
    assert answer.status_code < 500 or answer.status_code == 501, answer.text
    if "json" in answer.headers.get("Content-Type", "") and drawn["method"] != "HEAD":
        answer.json()
