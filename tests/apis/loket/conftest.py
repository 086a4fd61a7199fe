"""A client of the Loket simulator that holds every answer against the specification."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema_rs import Draft4Validator

from invaller.apis.loket.catalogue import CATALOGUE, CREATE, OperationOf, document
from invaller.kernel.ids import uuid_from
from invaller.serving.json_schema import as_json_schema
from invaller_contracts.loket.bodies import sample_of
from invaller_contracts.loket.preparing import ADDED

if TYPE_CHECKING:
    import httpx

    from invaller_contracts.simulator import Simulator

Document = dict[str, Any]
Ids = Mapping[str, str]

USER = "m.lindeman@delinde.example"
"""A user of the provider who may do everything at all of its employers."""

ACCEPT = "application/json;version=2023-03-06"
"""The newest version of every resource."""

LABELS: Mapping[str, str] = {
    "provider": "linde",
    "employer": "zonnehof",
    "employee": "zonnehof/1006",
    "employment": "zonnehof/1006",
    "absence": "zonnehof/1004",
    "leave-policy": "zonnehof/1",
    "payroll-administration": "zonnehof",
    "payroll-run": "zonnehof/2025-1",
    "concept-employee": "zonnehof/1",
    "employer-user": "zonnehof",
    "user": "linde",
    "achmea-insurance-contract": "zonnehof",
}
"""Records of the seed by resource: labels from which their ids derive."""

NOBODY = "00000000-0000-4000-8000-000000000000"
"""An id that no record has."""


@cache
def _components() -> Document:
    components: Document = as_json_schema(document()["components"])
    return components


@cache
def _validator(schema: str) -> Draft4Validator:
    whole = {"allOf": [json.loads(schema)], "components": _components()}
    return Draft4Validator(whole, validate_formats=True)


def _answer_schema(operation: OperationOf, response: httpx.Response) -> Any:
    """The schema of an answer in JSON; None for one that the document shows without."""
    item = document()["paths"][operation.path]
    documented = item[operation.method.lower()]["responses"][str(response.status_code)]
    if "$ref" in documented:
        documented = document()["components"]["responses"][documented["$ref"].rpartition("/")[2]]
    content = documented.get("content", {}).get("application/json")
    if content is None:
        return None
    if response.is_success:
        answer = response.json()
        used = (
            answer.get("version", {}).get("resourceVersion") if isinstance(answer, dict) else None
        )
        named = {one.date: one.response for one in operation.versions}.get(str(used))
        if named is not None:
            return {"$ref": f"#/components/schemas/{named}"}
    return content["schema"]


def defects(operation: OperationOf, response: httpx.Response) -> list[str]:
    """What the specification does not allow in an answer; empty when it is as documented."""
    documented = document()["paths"][operation.path][operation.method.lower()]["responses"]
    if str(response.status_code) not in documented:
        undocumented = response.status_code in (405, 406, 415)
        return [] if undocumented else [f"status {response.status_code} is not documented"]
    found = [] if "Expires" in response.headers else ["no Expires"]
    if response.headers.get("Content-Type") == "application/json":
        schema = as_json_schema(_answer_schema(operation, response))
        errors = _validator(json.dumps(schema)).iter_errors(response.json())
        found += [f"{list(error.instance_path)}: {error.message}" for error in errors]
    return found


@dataclass(frozen=True)
class Loket:
    """Loket in the workspace of a test: calls over HTTP by operationId, as one user."""

    sim: Simulator
    headers: Mapping[str, str]

    def call(
        self,
        operation: str,
        ids: Mapping[str, Any] | None = None,
        body: Any = None,
        *,
        accept: str | None = ACCEPT,
        headers: Mapping[str, str] | None = None,
        **query: Any,
    ) -> httpx.Response:
        """One call, whose answer is held against the specification.

        ids: values of path parameters; query: query parameters; accept: None sends none.
        """
        one = CATALOGUE.operations[operation]
        sent = {**self.headers, "Accept": accept or "", **(headers or {})}
        url = self.sim.urls["loket"] + one.path.format(**(ids or {}))
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        response = self.sim.http.request(
            one.method, url, content=body, params=query or None, headers=sent
        )
        wrong = defects(one, response)
        assert not wrong, (operation, response.text[:2000], wrong)
        return response

    def page(self, operation: str, ids: Ids | None = None, **query: Any) -> list[Document]:
        """The records of a list."""
        response = self.call(operation, ids, **query)
        assert response.status_code == 200, response.text
        records: list[Document] = response.json()["_embedded"]
        return records

    def content(self, operation: str, ids: Ids | None = None, body: Any = None) -> Document:
        """The content of an answer that must be a success."""
        response = self.call(operation, ids, body)
        assert response.is_success, (response.text, self.why(response))
        content: Document = response.json()["content"]
        return content

    def why(self, response: httpx.Response) -> list[str]:
        """The rules that decided an answer."""
        return [one["rule"] for one in self.sim.explain(response)["explanations"]]

    def ids(self, operation: str) -> dict[str, str]:
        """The parent of the seed that an operation on its records names."""
        one = CATALOGUE.operations[operation]
        years = {"year": "2025"} if "year" in one.path_parameters else {}
        parent = one.parent
        return years if parent is None else {**years, parent.parameter: seeded(parent.resource)}

    def options(self, operation: str, ids: Ids) -> dict[str, list[Document]]:
        """The options of the metadata fields of an operation, by field."""
        found: dict[str, list[Document]] = {}
        steps = {**ids, "year": "2025", "period": "1", "periodNumber": "1"}
        urls = CATALOGUE.operations[operation].metadata
        for one in CATALOGUE.operations.values():
            reached = all(name in steps for name in one.path_parameters)
            if one.method == "GET" and one.path in urls and reached:
                found |= {its["field"]: its["options"] for its in self.page(one.id, steps)}
        return found

    def sample(self, operation: str, ids: Ids | None = None, **members: Any) -> Document:
        """A body that the operation takes, with what it needs and no more.

        members: what it is to have besides, or instead.
        """
        one = CATALOGUE.operations[operation]
        form = one.request_form()
        assert form is not None
        above = self.ids(operation) if ids is None else ids
        options = self.options(operation, above) if one.metadata else {}
        body: Document = sample_of(form, lambda: options)
        return {**body, **ADDED.get(one.resource, {}), **members}

    def added(self, resource: str, ids: Ids | None = None, **members: Any) -> Document:
        """A new record of a resource below the parent of the seed, as it was answered."""
        operation = CATALOGUE.resources[resource].of_shape(CREATE)[0].id
        above = self.ids(operation) if ids is None else ids
        return self.content(operation, above, self.sample(operation, above, **members))


def key_of(operation: str, record: Document) -> Ids:
    """The path parameter that names a record in an operation."""
    key = CATALOGUE.operations[operation].key
    assert key is not None
    return {key: record["id"]}


def one_of(resource: str, shape: str) -> str:
    """The operation of a resource with this shape."""
    return CATALOGUE.resources[resource].of_shape(shape)[0].id


def seeded(resource: str) -> str:
    """The id of a record of the seed that tests write below."""
    kept_as = "employer-user" if resource == "user" else resource
    return uuid_from("loket", "seed", kept_as, LABELS[resource])


@pytest.fixture
def loket(sim: Simulator) -> Loket:
    """Loket as the user of the provider."""
    return Loket(sim, sim.credentials.bearer_of(USER))
