"""The reference client of VAPH ISIS and bare calls, aimed at a workspace or a real environment."""

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import httpx
from lxml import etree

from invaller.kernel.specs import specs_folder
from invaller_clients.vaph import Vaph
from invaller_contracts.provider.target import Target, target_on
from invaller_contracts.simulator import Simulator
from invaller_contracts.vaph import environment

OTHER_UNIT = "SE.51"
"""The subsidie-eenheid that has what the document's answers show; SE.50 is empty."""

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

    def __init__(self, network: httpx.BaseTransport) -> None:
        self._network = network

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


def base_url(target: Target, base: str = VALIDATING) -> str:
    """One of the three base URLs; the deprecated ones are known on a simulator only."""
    if base == VALIDATING or target.simulator is None:
        return target.urls["vaph"]
    return target.simulator.url + base


def login_at(target: Target, user: str = "isis") -> tuple[str, str]:
    """User name and password; `isis` stands for the login of a real environment too."""
    if user == environment.SIMULATED_LOGIN[0]:
        return target.value(environment.USER), target.value(environment.PASSWORD)
    return user, PASSWORDS[user]


def vaph_client(
    place: Simulator | Target,
    unit: str | None = None,
    user: str = "isis",
    base: str = VALIDATING,
    **options: Any,
) -> Vaph:
    """A client for a subsidie-eenheid, each of whose answers is held against the XSD.

    unit: the login's own unless told; base: one of the three base URLs; options: those of Vaph,
    in place of the ones that are right.
    """
    target = target_on(place)
    name, password = login_at(target, user)
    given: dict[str, Any] = {"password": password, "schema": _schema("requests.xsd"), **options}
    if "transport" not in given:
        given["transport"] = CheckedAnswers(target.transport())
    return Vaph(base_url(target, base), unit or target.value(environment.UNIT), name, **given)


@dataclass
class Wire:
    """Bare calls, for what the reference client does not show or would not do.

    base: one of the three base URLs; unit: the login's own unless told; user: whose BASIC login
    goes along, None for none; transport: the connection, the simulator's own unless told.
    """

    place: Simulator | Target
    base: str = VALIDATING
    unit: str | None = None
    user: str | None = "isis"
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/xml"})
    transport: httpx.BaseTransport | None = None

    @cached_property
    def target(self) -> Target:
        """Where the calls go."""
        return target_on(self.place)

    @property
    def sim(self) -> Simulator:
        """The workspace; raises LookupError at a real environment."""
        if self.target.simulator is None:
            raise LookupError("a real environment is no workspace")
        return self.target.simulator

    @cached_property
    def http(self) -> httpx.Client:
        """The connection."""
        if self.transport is None:
            return self.sim.http
        return httpx.Client(transport=self.transport)

    def place_of(self, path: str) -> str:
        """The URL of a path below the subsidie-eenheid."""
        unit = self.unit or self.target.value(environment.UNIT)
        return f"{base_url(self.target, self.base)}/{unit}{path}"

    def call(
        self, method: str, path: str, body: bytes | str | None = None, **options: Any
    ) -> httpx.Response:
        """Do a call below the subsidie-eenheid; options: those of httpx."""
        content = body.encode() if isinstance(body, str) else body
        auth = login_at(self.target, self.user) if self.user else None
        headers = {**(self.headers if content is not None else {}), **options.pop("headers", {})}
        url = self.place_of(path)
        return self.http.request(
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
