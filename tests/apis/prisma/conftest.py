"""A client of the Link2Prisma simulator that holds every answer against the specification."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from invaller_contracts import conformance

if TYPE_CHECKING:
    import httpx

    from invaller_contracts.simulator import Simulator

Document = dict[str, Any]

EMPLOYER = "100001"
"""An employer of the seed whose workflow has Link2Prisma for time registration."""

LOOKS = 5
"""Times that a Result is looked at before the clock is moved."""


MEDIA_TYPE = "application/json; charset=utf-8"


class Specification(conformance.Specification):
    """The OpenAPI document of Link2Prisma; every answer is JSON in UTF-8, and says so."""

    def answer_defects(
        self, operation: conformance.Document, response: httpx.Response, *, default: bool = False
    ) -> list[str]:
        """What an operation does not document in an answer to it."""
        defects = super().answer_defects(operation, response, default=default)
        media_type = response.headers.get("Content-Type")
        return defects if media_type == MEDIA_TYPE else [*defects, f"media type {media_type}"]


@dataclass(frozen=True)
class Result:
    """A Result, its Response decoded.

    identifier: of the entry; members: all nine, as they are on the wire.
    """

    identifier: str
    members: dict[str, str]

    @property
    def status(self) -> str:
        """The Statuscode."""
        return self.members["Statuscode"]

    @property
    def description(self) -> str:
        """The StatusDescription."""
        return self.members["StatusDescription"]

    @property
    def response(self) -> str:
        """The Response as it is on the wire."""
        return self.members["Response"]

    @property
    def data(self) -> Any:
        """The Response, decoded; None when it is empty."""
        return json.loads(self.response) if self.response else None


class Prisma:
    """Link2Prisma in the workspace of a test: calls over HTTP, and the steps most tests make.

    headers: sent with every call, beside Employer.
    """

    def __init__(self, sim: Simulator, specification: Specification) -> None:
        self.sim = sim
        self.specification = specification
        self.base = sim.urls["prisma"]
        self.headers: dict[str, str] = {}

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        employer: str | None = EMPLOYER,
        operation: str | None = None,
        headers: dict[str, str] | None = None,
        **more: Any,
    ) -> httpx.Response:
        """One call, whose answer is held against the specification.

        path: below the base path; body: sent as JSON unless it is bytes; employer: None sends
        no header; operation: whose answers count when method and path do not tell.
        """
        sent = self.headers | ({"Employer": employer} if employer is not None else {})
        content = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        url = self.base + path
        response = self.sim.http.request(
            method, url, content=content, headers=sent | (headers or {}), **more
        )
        known = self.specification
        found = known.named(operation) if operation else known.operation(method, path)
        assert found is not None, f"the specification has no operation {method} {path}"
        defects = known.answer_defects(found, response, default=True)
        assert not defects, defects
        return response

    def send(self, method: str, path: str, body: Any = None, **more: Any) -> str:
        """A call that must be accepted; gives its unique identifier."""
        response = self.call(method, path, body, **more)
        assert response.status_code == 202, response.text
        identifier: str = response.json()
        return identifier

    def look(self, identifier: str) -> Result:
        """The Result of an entry as it is now."""
        response = self.call("GET", f"/Result/{identifier}", employer=None)
        assert response.status_code == 200, response.text
        return Result(identifier, response.json())

    def result(self, identifier: str) -> Result:
        """The Result of an entry once it is processed: looked at, and waited for if it must be."""
        for _ in range(LOOKS):
            result = self.look(identifier)
            if result.status != "202":
                return result
        self.sim.clock.advance("PT1S")
        return self.look(identifier)

    def ask(self, method: str, path: str, body: Any = None, **more: Any) -> Result:
        """A call that must be accepted, and its Result."""
        return self.result(self.send(method, path, body, **more))

    def get(self, path: str, **more: Any) -> Any:
        """What a GET that must find something gives, decoded."""
        result = self.ask("GET", path, **more)
        assert result.status == "200", result.members
        return result.data

    def add(self, path: str, body: Any, **more: Any) -> Result:
        """A POST that must be done."""
        result = self.ask("POST", path, body, **more)
        assert result.status == "201", result.members
        return result

    def change(self, path: str, body: Any, **more: Any) -> Result:
        """A PUT that must be done."""
        return self._done("PUT", path, body, **more)

    def delete(self, path: str, body: Any = None, **more: Any) -> Result:
        """A DELETE that must be done."""
        return self._done("DELETE", path, body, **more)

    def refused(self, method: str, path: str, body: Any = None, **more: Any) -> Result:
        """A call that must be accepted and refused by the local program."""
        result = self.ask(method, path, body, **more)
        assert result.status in ("400", "403", "404", "409"), result.members
        return result

    def rules(self, result: Result) -> list[str]:
        """The rules that explain a Result."""
        response = self.call("GET", f"/Result/{result.identifier}", employer=None)
        return [item["rule"] for item in self.sim.explain(response)["explanations"]]

    def findings(self) -> list[str]:
        """The rules of the findings so far."""
        return [finding["rule"] for finding in self.sim.findings]

    def stored(self) -> Document:
        """The documents of the workspace by kind, what was asked and answered left out."""
        documents: Document = self.sim.state()["documents"]
        return {kind: documents[kind] for kind in documents if not kind.startswith("prisma.queue")}

    def certificate(self, **wanted: str) -> dict[str, str]:
        """A proxy's header with a new certificate; wanted: user, kind."""
        pem = self.sim.control.ask("POST", "/certs", wanted)["certificate"]
        return {"X-SSL-Client-Cert": quote(pem)}

    @contextmanager
    def acting_as(self, user: str) -> Iterator[None]:
        """Let calls be made with a certificate of a user."""
        self.headers = self.certificate(user=user)
        yield
        self.headers = {}

    def _done(self, method: str, path: str, body: Any, **more: Any) -> Result:
        result = self.ask(method, path, body, **more)
        assert result.status == "200", result.members
        return result


@pytest.fixture(scope="session")
def specification() -> Specification:
    """The specification that answers are held against."""
    return Specification("prisma")


@pytest.fixture
def prisma(sim: Simulator, specification: Specification) -> Prisma:
    """Link2Prisma in a fresh workspace; in a strict one every call carries a certificate."""
    made = Prisma(sim, specification)
    if sim.settings.get()["strictness"] == "strict":
        made.headers = made.certificate()
    return made
