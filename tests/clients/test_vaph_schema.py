"""Where the VAPH client has its XSD from: the server, a file, or a compiled one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest
from lxml import etree

from invaller.kernel.specs import read_text, specs_folder
from invaller_clients import errors
from invaller_clients.vaph import Vaph
from invaller_contracts.vaph.samples import CONTRACT

BASE = "https://isis.example/isis"
XSD = specs_folder() / "vaph" / "xsd"


class XsdServer:
    """Gives files of the XSD, some of them other ones, and remembers all that it was asked."""

    def __init__(self, others: Mapping[str, str] | None = None) -> None:
        self.asked: list[str] = []
        self._others = others or {}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Give a file, or say that something was made."""
        self.asked.append(str(request.url).removeprefix(BASE))
        name = request.url.path.rpartition("/")[2]
        if name in self._others:
            return httpx.Response(200, text=self._others[name])
        if (XSD / name).is_file():
            return httpx.Response(200, text=read_text("vaph", f"xsd/{name}"))
        return httpx.Response(201, headers={"Location": f"{BASE}/SE.50/contract/1"})

    def client(self, schema: etree.XMLSchema | Path | None = None) -> Vaph:
        """A client of this server."""
        return Vaph(
            BASE, "SE.50", "isis", "geheim", schema=schema, transport=httpx.MockTransport(self)
        )


def test_the_xsd_is_fetched_once_with_what_it_includes() -> None:
    """The first request with a body fetches each file once, the second one none."""
    server = XsdServer()
    with server.client() as client:
        client.register_contract(CONTRACT)
        client.register_contract(CONTRACT)
    *fetched, first, second = server.asked
    assert fetched[0] == "/xsd/requests.xsd"
    assert sorted(fetched) == [
        f"/xsd/{name}"
        for name in (
            "afrekeningscontract.xsd",
            "request-types.xsd",
            "requests-without-namespace.xsd",
            "requests.xsd",
            "types.xsd",
        )
    ]
    assert (first, second) == ("/SE.50/contract", "/SE.50/contract")


def test_calls_without_a_body_need_no_xsd() -> None:
    """To read or to delete, no XSD is fetched."""
    server = XsdServer()
    with server.client() as client:
        client.delete_contract(7)
    assert server.asked == ["/SE.50/contract/7"]


@pytest.mark.parametrize("compiled", [False, True], ids=["file", "compiled"])
def test_the_xsd_may_be_given(compiled: bool) -> None:
    """With a file or a compiled schema, nothing is fetched, and it decides."""
    file = XSD / "requests.xsd"
    server = XsdServer()
    with server.client(etree.XMLSchema(etree.parse(file)) if compiled else file) as client:
        client.register_contract(CONTRACT)
        with pytest.raises(errors.InvalidDocument):
            client.add_bruggepensioneerden(2015, [])
    assert server.asked == ["/SE.50/contract"]


@pytest.mark.parametrize(
    "location", ["/etc/passwd", "file:///etc/passwd", "https://elsewhere.example/types.xsd", ".."]
)
def test_the_servers_xsd_leads_nowhere_else(location: str) -> None:
    """An XSD that includes something beside itself is refused before that is asked for."""
    leading = (
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        f'<xs:include schemaLocation="{location}"/></xs:schema>'
    )
    server = XsdServer({"requests.xsd": leading})
    with server.client() as client, pytest.raises(errors.UnreadableAnswer):
        client.register_contract(CONTRACT)
    assert [path for path in server.asked if not path.startswith("/xsd/")] == []


@pytest.mark.parametrize("text", ["no XML", "<xs:schema/>", "<contract/>"])
def test_what_is_no_xsd_is_unreadable(text: str) -> None:
    """An XSD of the server that cannot be compiled is an UnreadableAnswer."""
    with (
        XsdServer({"requests.xsd": text}).client() as client,
        pytest.raises(errors.UnreadableAnswer, match="the server's XSD"),
    ):
        client.register_contract(CONTRACT)
