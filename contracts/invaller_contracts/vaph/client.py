"""The reference client of VAPH ISIS and bare calls, aimed at a workspace."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpx
from lxml import etree

from invaller.kernel.specs import specs_folder
from invaller_clients.vaph import Vaph
from invaller_contracts.connections import connection
from invaller_contracts.simulator import Simulator

UNIT, OTHER_UNIT = "SE.50", "SE.51"
"""An empty subsidie-eenheid, and the one that has what the document's answers show."""

PASSWORDS = {"isis": "isis-simulator", "alles": "alles-simulator", "niets": "niets-simulator"}
"""Who may call: for SE.50, for every subsidie-eenheid, for none."""

VALIDATING, DEPRECATED = "/isis", ("/isis-rest", "/isisRest")


@cache
def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(specs_folder() / "vaph" / "xsd" / name))


def refused_by(name: str, body: bytes) -> list[str]:
    """What a file of the XSD refuses in a document; empty when it is valid."""
    schema = _schema(name)
    if schema.validate(etree.fromstring(body)):
        return []
    return [f"line {entry.line}: {entry.message}" for entry in schema.error_log]


class CheckedAnswers(httpx.BaseTransport):
    """The network, with a look at each answer: XML that the XSD of answers refuses is an error."""

    def __init__(self) -> None:
        self._network = connection()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Do a call; raises AssertionError for an answer that is not valid."""
        response = self._network.handle_request(request)
        response.read()
        if request.method == "GET" and response.status_code == 200:
            check_answer(response, str(request.url))
        return response

    def close(self) -> None:
        """Close the connections."""
        self._network.close()


def check_answer(response: httpx.Response, url: str) -> None:
    """Raise AssertionError when an answer is no XML that the XSD of answers allows."""
    if "/xsd/" in url or url.endswith(".wadl"):
        return
    assert response.headers["Content-Type"].partition(";")[0] == "application/xml"
    assert refused_by("responses.xsd", response.content) == []


def vaph_client(
    sim: Simulator, unit: str = UNIT, user: str = "isis", base: str = VALIDATING, **options: Any
) -> Vaph:
    """A client for a subsidie-eenheid, each of whose answers is held against the XSD.

    base: one of the three base URLs; options: those of Vaph, in place of the ones that are right.
    """
    given: dict[str, Any] = {
        "password": PASSWORDS[user],
        "transport": CheckedAnswers(),
        "schema": _schema("requests.xsd"),
    }
    return Vaph(sim.url + base, unit, user, **{**given, **options})


@dataclass
class Wire:
    """Bare calls, for what the reference client does not show or would not do.

    base: one of the three base URLs; user: whose BASIC login goes along, None for none.
    """

    sim: Simulator
    base: str = VALIDATING
    unit: str = UNIT
    user: str | None = "isis"
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/xml"})

    def call(
        self, method: str, path: str, body: bytes | str | None = None, **options: Any
    ) -> httpx.Response:
        """Do a call below the subsidie-eenheid; options: those of httpx."""
        content = body.encode() if isinstance(body, str) else body
        auth = (self.user, PASSWORDS[self.user]) if self.user else None
        headers = {**(self.headers if content is not None else {}), **options.pop("headers", {})}
        url = f"{self.base}/{self.unit}{path}"
        return self.sim.http.request(
            method, url, **{"content": content, "auth": auth, "headers": headers} | options
        )

    def get(self, path: str, **options: Any) -> httpx.Response:
        """GET below the subsidie-eenheid."""
        return self.call("GET", path, **options)

    def put(self, path: str, body: bytes | str, **options: Any) -> httpx.Response:
        """PUT below the subsidie-eenheid."""
        return self.call("PUT", path, body, **options)

    def delete(self, path: str, **options: Any) -> httpx.Response:
        """DELETE below the subsidie-eenheid."""
        return self.call("DELETE", path, **options)
