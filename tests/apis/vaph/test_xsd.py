"""The XSD: what /isis takes of each document type, and what it refuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

if TYPE_CHECKING:
    from tests.apis.vaph.conftest import Isis

NAMESPACE = "http://www.vaph.be/zorgregie"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
PERSONS = "afrekeningen/2015/gepensioneerden"
HOURS = "afrekeningen/2015/variabeleprestaties"
AFREKENINGEN = "afrekeningen/contracten"
PRESTATIE = "contract/123456789/prestatie"


def body_of(isis: Isis, path: str, changes: Mapping[str, Any] | None = None) -> str:
    """A sound request of the document type that a path takes, with changes."""
    given = dict(changes or {})
    if path == PERSONS:
        return isis.persons(given)
    if path == PRESTATIE:
        return isis.prestatie(**{"maand": "2", **given})
    makers = {"contract": isis.contract, AFREKENINGEN: isis.afrekening, HOURS: isis.hours}
    return makers[path](**given)


def taken(isis: Isis, path: str, body: str) -> bool:
    """Whether a request is carried out; SE.51 has the contract of the prestaties."""
    return isis.put(path, body, unit="SE.51" if path == PRESTATIE else "SE.52").is_success


FIELDS = {
    "contract": "vaph.xsd.contract-fields",
    PRESTATIE: "vaph.xsd.prestatie-fields",
    AFREKENINGEN: "vaph.xsd.afrekening-fields",
    PERSONS: "vaph.xsd.gepensioneerde-fields",
    HOURS: "vaph.xsd.variabele-fields",
}
OCCURRENCE = {
    "contract": "vaph.xsd.contract-fields",
    PRESTATIE: "vaph.xsd.prestatie-fields",
    AFREKENINGEN: "vaph.xsd.afrekening-occurrence",
    PERSONS: "vaph.xsd.gepensioneerde-occurrence",
    HOURS: "vaph.xsd.variabele-occurrence",
}
OPTIONAL = {"einddatum", "omschrijving", "contractId", "ancDatum"}


def leaves(body: str) -> list[etree._Element]:
    """The leaves of the first entry or document."""
    found = [element for element in etree.fromstring(body).iter() if not len(element)]
    names = [etree.QName(element).localname for element in found]
    return found[: names.index(names[0], 1)] if names[0] in names[1:] else found


@pytest.mark.behaviour("vaph.xsd.order-matters", "vaph.base-urls.isis-validates")
@pytest.mark.parametrize(
    "path", [pytest.param(path, marks=pytest.mark.behaviour(FIELDS[path])) for path in FIELDS]
)
def test_order_of_elements(isis: Isis, path: str) -> None:
    """As printed a document is taken; with any two neighbours changed about it is not."""
    body = body_of(isis, path)
    count = len(leaves(body))
    for place in range(count - 1):
        root = etree.fromstring(body)
        found = [element for element in root.iter() if not len(element)]
        first, second = found[place], found[place + 1]
        if first.getparent() is second.getparent():
            first.addprevious(second)
            assert not taken(isis, path, etree.tostring(root).decode()), second.tag
    assert taken(isis, path, body)


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=pytest.mark.behaviour(OCCURRENCE[path])) for path in OCCURRENCE],
)
def test_occurrence_of_elements(isis: Isis, path: str) -> None:
    """Without an element a document is refused, unless it may be absent; twice it always is."""
    body = body_of(isis, path)
    for place, leaf in enumerate(leaves(body)):
        name = etree.QName(leaf).localname
        roots = [etree.fromstring(body), etree.fromstring(body)]
        absent, twice = ([e for e in root.iter() if not len(e)][place] for root in roots)
        twice.addnext(etree.fromstring(etree.tostring(twice)))
        assert not taken(isis, path, etree.tostring(roots[1]).decode()), name
        next(absent.iterancestors()).remove(absent)
        sent = etree.tostring(roots[0]).decode()
        assert taken(isis, path, sent) is (name in OPTIONAL), name


TYPES = [
    ("contract", "vaph.xsd.contract-types", "naam", ["D'Haese-Østby", "7"], [""]),
    ("contract", "vaph.xsd.contract-types", "code", ["630"], ["63O", "6.3", "-630", "6300000000"]),
    ("contract", "vaph.xsd.contract-types", "ancJaar", ["07", "+7"], ["7.0", "zeven", "7 jaar"]),
    (PRESTATIE, "vaph.xsd.prestatie-types", "contractId", ["123456789"], ["x", "1.5", "0", "-1"]),
    (PRESTATIE, "vaph.xsd.prestatie-types", "jaar", ["2014"], ["14", "2014.0", "x"]),
    (PRESTATIE, "vaph.xsd.prestatie-types", "uren", ["1.25"], ["1,25", "1h", "PT1H"]),
    (PRESTATIE, "vaph.xsd.prestatie-types", "afwezigheid", ["0.25"], ["25%", "INF", "NaN"]),
    (AFREKENINGEN, "vaph.xsd.afrekening-types", "rijksregisternummer", ["85051000164"], ["8505"]),
    (AFREKENINGEN, "vaph.xsd.afrekening-types", "ancDatum", ["2014-01-01"], ["1 januari", ""]),
    (AFREKENINGEN, "vaph.xsd.afrekening-types", "prestatiejaar", ["2014"], ["14", "1899"]),
    (AFREKENINGEN, "vaph.xsd.afrekening-types", "code", ["130"], ["x", "1 30"]),
    (PERSONS, "vaph.xsd.gepensioneerde-types", "bedrag", ["0", "12.345"], ["-0.01", "x", ""]),
    (PERSONS, "vaph.xsd.gepensioneerde-types", "rsz", ["0", "12.345"], ["-0.01", "1.2.3"]),
    (PERSONS, "vaph.xsd.gepensioneerde-types", "functie", ["130"], ["1O3", ""]),
    (HOURS, "vaph.xsd.variabele-types", "urenPrestatieNacht", ["0", "1.5"], ["-1", "x", ""]),
    (HOURS, "vaph.xsd.variabele-types", "loonGewaarborgdLoon", ["0", "1.5"], ["-1", "x", ""]),
    (HOURS, "vaph.xsd.variabele-types", "enkelvoudigVakantieGeld", ["0", "1.5"], ["-1", "1e3"]),
]


@pytest.mark.parametrize(
    ("path", "name", "good", "bad"),
    [
        pytest.param(path, name, good, bad, marks=pytest.mark.behaviour(behaviour))
        for path, behaviour, name, good, bad in TYPES
    ],
)
def test_types(isis: Isis, path: str, name: str, good: list[str], bad: list[str]) -> None:
    """A value of the type is taken, and any other answers 400."""
    isis.sim.snapshot("before")
    for value in (*good, *bad):
        isis.sim.restore("before")
        body = body_of(isis, path, {name: value})
        assert taken(isis, path, body) is (value in good), value


@pytest.mark.behaviour("vaph.xsd.variabele-types")
def test_every_amount_is_at_least_0(isis: Isis) -> None:
    """Each of the fourteen hours and amounts answers 400 below 0."""
    names = [etree.QName(leaf).localname for leaf in leaves(isis.hours())][2:]
    assert len(names) == 14
    assert [name for name in names if taken(isis, HOURS, isis.hours(**{name: "-0.5"}))] == []


@pytest.mark.behaviour("vaph.xsd.unknown-element-400", "vaph.xsd.unknown-attribute-400")
@pytest.mark.parametrize("path", FIELDS)
def test_unknown_elements_and_attributes(isis: Isis, path: str) -> None:
    """One that the XSD does not have answers 400, wherever it stands."""
    body = body_of(isis, path)
    for place in range(len(list(etree.fromstring(body).iter()))):
        inside, beside, marked = (etree.fromstring(body) for _ in range(3))
        etree.SubElement(list(inside.iter())[place], "extra").text = "1"
        list(marked.iter())[place].set("extra", "1")
        documents = [inside, marked]
        if place:
            list(beside.iter())[place].addnext(etree.Element("extra"))
            documents.append(beside)
        for document in documents:
            assert not taken(isis, path, etree.tostring(document).decode())


@pytest.mark.behaviour("vaph.xsd.root-without-namespace", "vaph.xsd.root-with-namespace")
@pytest.mark.behaviour("vaph.xsd.children-in-namespace-400")
@pytest.mark.parametrize("path", ["contract", PRESTATIE, PERSONS, HOURS])
def test_namespace_of_four_requests(isis: Isis, path: str) -> None:
    """The root may be in the namespace or not; its children may not, nor in any other."""
    isis.sim.snapshot("before")
    body = body_of(isis, path)
    root = body[1 : body.index(">")]
    prefixed = body.replace(f"<{root}>", f'<z:{root} xmlns:z="{NAMESPACE}">')
    prefixed = prefixed.replace(f"</{root}>", f"</z:{root}>")
    children = body.replace(f"<{root}>", f'<{root} xmlns="{NAMESPACE}">')
    foreign = prefixed.replace(NAMESPACE, "http://www.vaph.be/isis")
    for sent, expected in ((body, True), (prefixed, True), (children, False), (foreign, False)):
        isis.sim.restore("before")
        assert taken(isis, path, sent) is expected, sent[:80]


@pytest.mark.behaviour("vaph.xsd.afrekening-in-namespace", "vaph.xsd.namespace")
def test_namespace_of_an_afrekeningscontract(isis: Isis) -> None:
    """Everything in the namespace is taken, by default or by prefix; nothing or the root alone
    is not, nor another namespace.
    """
    body = isis.afrekening()
    plain = body.replace(f' xmlns="{NAMESPACE}"', "")
    prefixed = body.replace("</", "\0").replace("<", "<z:").replace("\0", "</z:")
    prefixed = prefixed.replace(" xmlns=", " xmlns:z=")
    root = plain.replace("<Afr", f'<z:Afr xmlns:z="{NAMESPACE}" ').replace("</Afr", "</z:Afr")
    root = root.replace('zorgregie" ekenings', 'zorgregie" x="', 1)
    assert taken(isis, AFREKENINGEN, body)
    assert taken(isis, AFREKENINGEN, prefixed)
    for sent in (plain, root, body.replace(NAMESPACE, f"{NAMESPACE}/")):
        assert not taken(isis, AFREKENINGEN, sent)
