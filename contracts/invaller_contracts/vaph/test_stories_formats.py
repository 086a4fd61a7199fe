"""Stories of formats: the XSD and the WADL that are served, and how answers are written."""

import re
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
from lxml import etree

from invaller.kernel.specs import read_yaml
from invaller_clients.vaph import Vaph
from invaller_contracts.connections import connection
from invaller_contracts.provider.target import Target
from invaller_contracts.simulator import Simulator
from invaller_contracts.vaph.client import DEPRECATED, Wire, refused_by, vaph_client
from invaller_contracts.vaph.samples import (
    CONTRACT,
    DELEUZE,
    GROUPS,
    KAZAK,
    PRESTATIE,
    Cast,
    printed,
)

ANSWERS = {
    "getContract": "/contract/123456789",
    "getContracten": "/contract",
    "getPrestatie": "/contract/123456789/prestatie/234567891",
    "getPrestaties": "/contract/123456789/prestaties",
    "getAfrekeningscontract": "/afrekeningen/contracten/345678912",
    "getAfrekeningscontracten": "/afrekeningen/contracten",
    "getBruggepensioneerden": "/afrekeningen/2015/gepensioneerden",
    "getVariabelePrestaties": "/afrekeningen/2015/variabeleprestaties",
}
"""Where SE.51 answers what the document prints."""

YEARLY = ("getBruggepensioneerden", "getVariabelePrestaties")
REQUESTS = [
    *("registerContract", "changeContract", "registerPrestatie", "addAfrekeningscontract"),
    *("changeAfrekeningscontract", "addBruggepensioneerden", "addVariabelePrestaties"),
]


def names(body: bytes) -> list[str]:
    """The names of all elements, namespaces included, in their order."""
    return [str(element.tag) for element in etree.fromstring(body).iter(etree.Element)]


@pytest.fixture
def printed_unit(sim: Simulator) -> Wire:
    """Bare calls for SE.51."""
    return Wire(sim, unit="SE.51", user="alles")


@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.contract.list-shape",
    "vaph.prestatie.list-shape",
    "vaph.afrekening.list-shape",
    "vaph.afrekening.no-worker-wrapper",
    "vaph.bruggepensioneerde.get-shape",
    "vaph.variabele.get-shape",
    "vaph.names.prefix-in-contract-answers",
    "vaph.names.prefix-declared-by-default",
    "vaph.names.request-in-answer",
    "vaph.names.uurstel",
    "vaph.names.seniority-in-contract-answers",
    "vaph.names.seniority-in-afrekening-answers",
    "vaph.names.national-number-capital",
    "vaph.names.function-as-text",
    "vaph.names.afrekening-item",
    "vaph.names.variabele-item-case",
    "vaph.names.noise",
    "vaph.xsd.answers-validate",
    "vaph.xsd.namespace",
    "vaph.xml.answers-are-xml",
)
@pytest.mark.parametrize("name", ANSWERS)
def test_answers_are_spelled_as_printed(printed_unit: Wire, name: str) -> None:
    """Each answer has the elements of the document's example in its order, and is valid."""
    answer = printed_unit.get(ANSWERS[name])
    assert answer.headers["Content-Type"].partition(";")[0] == "application/xml"
    expected = names(printed(f"{name}.response"))
    if name == "getContracten":
        expected = expected[: 2 + (len(expected) - 2) // 2]  # printed with one contract twice
    assert names(answer.content) == expected
    assert refused_by("responses.xsd", answer.content) == []


@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.names.declaration")
@pytest.mark.parametrize("name", ANSWERS)
def test_answers_have_a_declaration(printed_unit: Wire, name: str) -> None:
    """UTF-8, and standalone but for the list of afrekeningscontracten, as printed."""
    first, declared = (
        body.partition("\n")[0].replace(" ?>", "?>")
        for body in (printed_unit.get(ANSWERS[name]).text, printed(f"{name}.response").decode())
    )
    assert first == declared
    assert ("standalone" in declared) is (name != "getAfrekeningscontracten")


@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.dates.answered-as-time", "vaph.dates.offset-as-printed", "vaph.names.date-forms"
)
def test_dates_are_answered_as_times(printed_unit: Wire) -> None:
    """Midnight with +02:00, in January too, as the document prints it."""
    text = printed_unit.get(ANSWERS["getContract"]).text
    assert "<begindatum>2014-01-01T00:00:00.000+02:00</begindatum>" in text
    assert "<einddatum>2014-12-31T00:00:00.000+02:00</einddatum>" in text


@pytest.mark.sim(switches={"vaph.date-offset": "brussels"})
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.dates.offset-switch")
def test_dates_with_the_offset_of_brussels(isis: Vaph, wire: Wire) -> None:
    """With the switch on brussels it is +01:00 in winter and +02:00 in summer."""
    isis.register_contract(CONTRACT)
    body = printed("registerContract.request").replace(b"2014-", b"2015-")
    assert wire.put("/contract", body.replace(b"12-31", b"07-31")).status_code == 201
    offsets = re.findall(r"00:00:00\.000(\+0\d:00)<", wire.get("/contract").text)
    assert offsets == ["+01:00", "+01:00", "+01:00", "+02:00"]
    assert isis.get_contracten()[0].begindatum == CONTRACT.begindatum


@pytest.mark.sim(switches={"vaph.undeclared-prefix": "undeclared"})
@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.names.prefix-undeclared-by-switch")
def test_the_client_reads_a_prefix_that_nobody_declared(sim: Simulator) -> None:
    """As printed the two yearly lists are not well-formed; the client reads them all the same."""
    wire = Wire(sim, unit="SE.51", user="alles")
    for name in YEARLY:
        with pytest.raises(etree.XMLSyntaxError, match="prefix ns2"):
            etree.fromstring(wire.get(ANSWERS[name]).content)
    with vaph_client(sim, "SE.51", "alles", transport=connection()) as other:
        assert other.get_bruggepensioneerden(2015) == (KAZAK, DELEUZE)
        assert other.get_variabele_prestaties(2015) == GROUPS
        assert len(other.get_contracten()) == 1


@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.xml.accept-not-looked-at", "vaph.xml.body-of-get-and-delete-ignored")
def test_xml_is_answered_whatever_is_asked(printed_unit: Wire) -> None:
    """Accept and a body of a GET change nothing."""
    expected = printed_unit.get("/contract").content
    asked = printed_unit.get("/contract", headers={"Accept": "application/json"})
    assert asked.content == expected
    assert printed_unit.call("GET", "/contract", b"<broken").content == expected


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.xml.escaped-in-answers", "vaph.xsd.white-space")
@pytest.mark.parametrize("naam", ["<D&D>", "O\"'Neil", "Łukasz Ü", "]]>", "&amp;"])
def test_markup_in_names_is_read_back(isis: Vaph, naam: str) -> None:
    """A name with characters of markup is answered escaped, without the space around it."""
    number = isis.register_contract(
        replace(CONTRACT, rijksregisternummer="85051000164", naam=f"  {naam} ")
    )
    assert isis.get_contract(number).naam == naam


@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.base-urls.xsd-served",
    "vaph.base-urls.xsd-and-wadl-without-login",
    "vaph.base-urls.xsd-unknown-404",
    "vaph.xsd.validate-before-sending",
    "vaph.xsd.requests-and-answers-apart",
)
@pytest.mark.parametrize("base", ["/isis", *DEPRECATED])
def test_the_xsd_is_served(sim: Simulator, base: str) -> None:
    """Without login each file is given; what was fetched decides as it does for the client."""
    for name in ("requests.xsd", "responses.xsd", "types.xsd"):
        file = sim.http.get(f"{base}/xsd/{name}")
        assert file.headers["Content-Type"].partition(";")[0] == "application/xml"
        assert etree.fromstring(file.content).tag == "{http://www.w3.org/2001/XMLSchema}schema"
    for name in ("other.xsd", "..%2Fopenapi.yaml", "%2Fetc%2Fpasswd"):
        assert sim.http.get(f"{base}/xsd/{name}").status_code == 404
    with vaph_client(sim, base=base, schema=None) as fetching:
        for request in REQUESTS:
            assert fetching.schema.validate(etree.fromstring(printed(f"{request}.request")))
        assert not fetching.schema.validate(etree.fromstring(printed("getContract.response")))


@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.base-urls.wadl-served", "vaph.base-urls.wadl-base")
@pytest.mark.parametrize("base", ["/isis", *DEPRECATED])
def test_the_wadl_is_served(sim: Simulator, base: str) -> None:
    """It names the base URL of the caller, the XSD below it, and all 22 operations."""
    wadl = sim.http.get(f"{base}/application.wadl")
    assert wadl.headers["Content-Type"].partition(";")[0] == "application/vnd.sun.wadl+xml"
    root = etree.fromstring(wadl.content)
    spaces = {"w": "http://wadl.dev.java.net/2009/02"}
    (resources,) = root.findall("w:resources", spaces)
    assert str(resources.get("base")).rstrip("/") == sim.url + base
    included = [str(one.get("href")) for one in root.iterfind(".//w:include", spaces)]
    assert any(httpx.URL(sim.url + base + "/").join(one).path.endswith("/xsd/requests.xsd")
               for one in included)  # fmt: skip
    methods = {method.get("id") for method in root.iterfind(".//w:method", spaces)}
    operations = {
        operation["operationId"]
        for item in read_yaml("vaph", "openapi.yaml")["paths"].values()
        for operation in item.values()
        if isinstance(operation, dict) and "operationId" in operation
    }
    assert methods == operations - {"getWadl", "getXsd"}


@pytest.fixture
def public(target: Target) -> Iterator[httpx.Client]:
    """Calls below the base URL, by nobody."""
    base = f"{target.urls['vaph']}/"
    with httpx.Client(base_url=base, transport=target.transport()) as client:
        yield client


@pytest.mark.anywhere
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.base-urls.xsd-served",
    "vaph.base-urls.xsd-and-wadl-without-login",
    "vaph.xsd.validate-before-sending",
)
def test_the_xsd_is_there_to_validate_with(target: Target) -> None:
    """Without login the XSD is fetched; it takes the document's requests, and not its answers."""
    with vaph_client(target, schema=None, transport=target.transport()) as fetching:
        for request in REQUESTS:
            assert fetching.schema.validate(etree.fromstring(printed(f"{request}.request")))
        assert not fetching.schema.validate(etree.fromstring(printed("getContract.response")))


@pytest.mark.anywhere
@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.base-urls.wadl-served", "vaph.base-urls.wadl-base")
def test_the_wadl_is_there(target: Target, public: httpx.Client) -> None:
    """Without login it names the base URL of the caller, and operations below it."""
    wadl = public.get("application.wadl")
    assert wadl.headers["Content-Type"].partition(";")[0] == "application/vnd.sun.wadl+xml"
    root = etree.fromstring(wadl.content)
    spaces = {"w": "http://wadl.dev.java.net/2009/02"}
    (resources,) = root.findall("w:resources", spaces)
    assert str(resources.get("base")).rstrip("/") == target.urls["vaph"]
    methods = {method.get("name") for method in root.iterfind(".//w:method", spaces)}
    assert methods == {"GET", "PUT", "DELETE"}


@pytest.mark.anywhere
@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.xml.accept-not-looked-at")
def test_accept_changes_nothing(wire: Wire) -> None:
    """XML is answered also to who asks for JSON."""
    expected = wire.get("/contract")
    asked = wire.get("/contract", headers={"Accept": "application/json"})
    assert (asked.status_code, asked.content) == (200, expected.content)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.dates.answered-as-time", "vaph.dates.offset-as-printed", "vaph.names.date-forms"
)
def test_dates_of_what_was_registered_are_times(wire: Wire, isis: Vaph, cast: Cast) -> None:
    """Midnight with +02:00, in January too, as the document prints it."""
    number = isis.register_contract(cast.contract)
    text = wire.get(f"/contract/{number}").text
    assert "<begindatum>2014-01-01T00:00:00.000+02:00</begindatum>" in text
    assert "<einddatum>2014-12-31T00:00:00.000+02:00</einddatum>" in text


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.names.prefix-in-contract-answers",
    "vaph.names.seniority-in-contract-answers",
    "vaph.names.seniority-in-afrekening-answers",
    "vaph.names.national-number-capital",
    "vaph.names.function-as-text",
    "vaph.names.uurstel",
    "vaph.afrekening.no-worker-wrapper",
)
def test_what_was_made_is_spelled_as_printed(wire: Wire, isis: Vaph, cast: Cast) -> None:
    """A contract, its prestatie and an afrekeningscontract have the elements of the examples."""
    contract = isis.register_contract(cast.contract)
    prestatie = isis.register_prestatie(contract, PRESTATIE)
    settled = isis.add_afrekeningscontract(cast.afrekeningscontract)
    for name, path in {
        "getContract": f"/contract/{contract}",
        "getPrestatie": f"/contract/{contract}/prestatie/{prestatie}",
        "getAfrekeningscontract": f"/afrekeningen/contracten/{settled}",
    }.items():
        assert names(wire.get(path).content) == names(printed(f"{name}.response"))


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.bruggepensioneerde.get-shape",
    "vaph.variabele.get-shape",
    "vaph.names.variabele-item-case",
)
def test_lists_of_a_year_are_spelled_as_printed(
    wire: Wire, isis: Vaph, cast: Cast, year: int
) -> None:
    """Both lists have the elements of the examples, in their order."""
    isis.add_bruggepensioneerden(year, [cast.kazak, cast.deleuze])
    isis.add_variabele_prestaties(year, cast.groups)
    for name, kind in zip(YEARLY, ("gepensioneerden", "variabeleprestaties"), strict=True):
        answer = wire.get(f"/afrekeningen/{year}/{kind}")
        assert names(answer.content) == names(printed(f"{name}.response"))
