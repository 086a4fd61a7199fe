"""The document's own examples, sent and answered as it prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

if TYPE_CHECKING:
    from tests.apis.vaph.conftest import Isis

ANSWERS = {
    "getContract": "contract/123456789",
    "getPrestatie": "contract/123456789/prestatie/234567891",
    "getPrestaties": "contract/123456789/prestaties",
    "getAfrekeningscontract": "afrekeningen/contracten/345678912",
    "getAfrekeningscontracten": "afrekeningen/contracten",
    "getBruggepensioneerden": "afrekeningen/2015/gepensioneerden",
    "getVariabelePrestaties": "afrekeningen/2015/variabeleprestaties",
}
"""Examples of answers and where the seed shows them, below SE.51."""


@pytest.mark.behaviour(
    "vaph.contract.get-document-example",
    "vaph.names.prefix-in-contract-answers",
    "vaph.names.declaration",
    "vaph.names.seniority-in-afrekening-answers",
    "vaph.dates.offset-as-printed",
)
@pytest.mark.parametrize("name", ANSWERS)
def test_seeded_answers_are_those_of_the_document(isis: Isis, name: str) -> None:
    """The seed's SE.51 answers the document's examples, character by character."""
    response = isis.get(ANSWERS[name], unit="SE.51")
    assert response.content == isis.example(f"{name}.response")
    assert response.headers["Content-Type"] == "application/xml"


def test_list_of_contracts_is_laid_out_as_printed(isis: Isis) -> None:
    """A list of contracts with the document's values is its example, but for the id twice."""
    for months in ({"ancMaand": "7"}, {"ancJaar": "15", "ancMaand": "3", "code": "130"}):
        isis.registered(isis.contract(**months))
    ids = [contract["id"] for contract in isis.listed("contract")]
    given = isis.get("contract").text.replace("130", "630")
    for identifier in ids:
        given = given.replace(identifier, "123456789")
    given = given.replace("BEGELEIDEND PERS. KLASSE 1", "LOGISTIEK PERS. KLASSE 3")
    assert given.encode() == isis.example("getContracten.response")


@pytest.mark.behaviour("vaph.contract.register-document-example", "vaph.contract.register-201")
def test_john_doe_is_registered(isis: Isis) -> None:
    """The document's request on /isis answers 201, and the contract is read back as it says."""
    url = isis.registered(isis.example("registerContract.request"))
    assert isis.shown(url) == {
        "id": url.rpartition("/")[2],
        "rijksregisternummer": "27120934734",
        "naam": "Doe",
        "voornaam": "John",
        "begindatum": "2014-01-01T00:00:00.000+02:00",
        "einddatum": "2014-12-31T00:00:00.000+02:00",
        "code": "630",
        "omschrijving": "LOGISTIEK PERS. KLASSE 3",
        "ancjaar": "5",
        "ancmaand": "11",
    }


@pytest.mark.behaviour("vaph.contract.change-document-example")
def test_john_doe_is_changed(isis: Isis) -> None:
    """The document's change, with times for dates, answers 200 without body."""
    url = isis.registered(isis.contract(einddatum=None, ancJaar="1"))
    response = isis.put(url, isis.example("changeContract.request"))
    assert (response.status_code, response.content) == (200, b"")
    shown = isis.shown(url)
    assert (shown["einddatum"], shown["ancjaar"]) == ("2014-12-31T00:00:00.000+02:00", "5")


@pytest.mark.behaviour("vaph.bruggepensioneerde.add-document-example")
def test_list_of_persons_is_that_of_the_document(isis: Isis) -> None:
    """The document's request answers 200, and the list is then its example of an answer."""
    path = "afrekeningen/2015/gepensioneerden"
    assert isis.put(path, isis.example("addBruggepensioneerden.request")).status_code == 200
    assert isis.get(path).content == isis.example("getBruggepensioneerden.response")


@pytest.mark.behaviour("vaph.variabele.add-document-example", "vaph.names.amounts")
def test_list_of_hours_is_that_of_the_document(isis: Isis) -> None:
    """The document's request, with both spellings in it, is answered as its example."""
    path = "afrekeningen/2015/variabeleprestaties"
    assert isis.put(path, isis.example("addVariabelePrestaties.request")).status_code == 200
    assert isis.get(path).content == isis.example("getVariabelePrestaties.response")


def test_afrekeningscontract_is_added_and_changed_by_the_document(isis: Isis) -> None:
    """Both requests are taken, and the answer differs from the example by its id and fractions."""
    url = isis.registered(isis.example("addAfrekeningscontract.request"), "afrekeningen/contracten")
    example = isis.example("getAfrekeningscontract.response")
    minted = url.rpartition("/")[2].encode()
    assert isis.get(url).content == example.replace(b"345678912", minted)
    assert isis.put(url, isis.example("changeAfrekeningscontract.request")).status_code == 200
    given = isis.shown(url)
    assert (given["prestatieeenheid"], given["gelijkgesteldeperiode"]) == ("0.8", "0.2")


def test_prestatie_of_the_document_is_registered(isis: Isis) -> None:
    """The request, with the contractId it prints, gives the example of an answer."""
    assert isis.delete("contract/123456789/prestatie/234567891", unit="SE.51").status_code == 200
    body = isis.example("registerPrestatie.request")
    url = isis.registered(body, "contract/123456789/prestatie", unit="SE.51")
    minted = url.rpartition("/")[2].encode()
    example = isis.example("getPrestatie.response")
    assert isis.get(url).content == example.replace(b"234567891", minted)


@pytest.mark.behaviour("vaph.names.request-in-answer", "vaph.names.prefix-declared-by-default")
def test_yearly_lists_declare_their_prefix(isis: Isis) -> None:
    """Both yearly lists are well-formed, with a root in the namespace and plain children."""
    roots = []
    for path in ("gepensioneerden", "variabeleprestaties"):
        root = etree.fromstring(isis.get(f"afrekeningen/2015/{path}", unit="51").content)
        assert {etree.QName(child).namespace for child in root.iterdescendants()} == {None}
        roots.append(root.tag)
    namespace = "{http://www.vaph.be/zorgregie}"
    assert roots == [
        f"{namespace}AfrekeningsGepensioneerdenRequest",
        f"{namespace}AfrekeningsVariabelePrestatiesResponse",
    ]


@pytest.mark.behaviour("vaph.names.prefix-undeclared-by-switch")
@pytest.mark.sim(switches={"vaph.undeclared-prefix": "undeclared"})
@pytest.mark.parametrize("path", ["gepensioneerden", "variabeleprestaties"])
def test_prefix_is_left_out_by_switch(isis: Isis, path: str) -> None:
    """As printed, without the declaration of ns2, a list is refused by a parser."""
    url = f"{isis.sim.url}/isis/SE.51/afrekeningen/2015/{path}"
    content = isis.sim.http.get(url, auth=("alles", "alles-simulator")).content
    assert b"xmlns" not in content
    with pytest.raises(etree.XMLSyntaxError, match="ns2"):
        etree.fromstring(content)
    assert isis.get("contract", unit="SE.51").status_code == 200
