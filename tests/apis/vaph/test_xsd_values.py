"""The XSD: values at their edges, what is explained of a refusal, and what is served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

if TYPE_CHECKING:
    from tests.apis.vaph.conftest import Isis

XSI = "http://www.w3.org/2001/XMLSchema-instance"
NAMESPACE = "http://www.vaph.be/zorgregie"
PERSONS = "afrekeningen/2015/gepensioneerden"

REQUESTS = [
    "registerContract",
    "changeContract",
    "registerPrestatie",
    "addAfrekeningscontract",
    "changeAfrekeningscontract",
    "addBruggepensioneerden",
    "addVariabelePrestaties",
]


def served_schema(isis: Isis, name: str) -> etree.XMLSchema:
    """An XSD out of the files that the simulator serves."""

    class Served(etree.Resolver):
        def resolve(self, url: str | None, _id: str | None, context: Any) -> Any:
            file = str(url).rpartition("/")[2]
            content = isis.get(f"/xsd/{file}", auth=None).content
            return self.resolve_string(content, context, base_url=f"served/{file}")

    parser = etree.XMLParser()
    parser.resolvers.add(Served())
    content = isis.get(f"/xsd/{name}", auth=None).content
    return etree.XMLSchema(etree.fromstring(content, parser, base_url=f"served/{name}"))


@pytest.mark.behaviour("vaph.xsd.validate-before-sending")
@pytest.mark.behaviour("vaph.xsd.requests-and-answers-apart")
def test_served_xsd_takes_the_documents_requests(isis: Isis) -> None:
    """requests.xsd compiles as served and takes every request; responses.xsd takes none."""
    requests, answers = served_schema(isis, "requests.xsd"), served_schema(isis, "responses.xsd")
    for name in REQUESTS:
        root = etree.fromstring(isis.example(f"{name}.request"))
        assert requests.validate(root), name
        assert not answers.validate(root), name


@pytest.mark.behaviour("vaph.xsd.answers-validate", "vaph.xsd.answer-ids")
def test_served_xsd_takes_every_answer(isis: Isis) -> None:
    """responses.xsd takes each kind of answer, requests.xsd none; ids are at least 1."""
    requests, answers = served_schema(isis, "requests.xsd"), served_schema(isis, "responses.xsd")
    paths = ["contract", "contract/123456789", "contract/123456789/prestaties"]
    paths += ["contract/123456789/prestatie/234567891", "afrekeningen/contracten"]
    paths += ["afrekeningen/contracten/345678912", PERSONS]
    for path in (*paths, "afrekeningen/2015/variabeleprestaties"):
        root = etree.fromstring(isis.get(path, unit="SE.51").content)
        answers.assertValid(root)
        if path != PERSONS:  # persons look the same in a request and in an answer
            assert not requests.validate(root), path
        for element in root.iter("id", f"{{{NAMESPACE}}}id"):
            assert int(element.text or "") >= 1
            element.text = "0"
            assert not answers.validate(root)


@pytest.mark.behaviour("vaph.xsd.same-schema-decides")
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"einddatum": None},
        {"naam": "x" * 101},
        {"ancJaar": "40"},
        {"ancJaar": "41"},
        {"begindatum": "2014-02-29"},
        {"code": None},
        {"begindatum": "2014-01-01Z"},
    ],
)
def test_served_xsd_decides(isis: Isis, changes: dict[str, str]) -> None:
    """What the served XSD says of a contract is what /isis says."""
    body = isis.contract(**changes)
    accepted = served_schema(isis, "requests.xsd").validate(etree.fromstring(body))
    assert isis.put("contract", body).is_success is accepted


@pytest.mark.behaviour("vaph.xsd.white-space")
def test_white_space_in_values(isis: Isis) -> None:
    """Around and inside names it is collapsed; around numbers, dates and codes it is left out."""
    body = isis.contract(
        rijksregisternummer=" 85051000164\n",
        naam="\n  Van \t den\n  Berg ",
        begindatum="\t2014-01-01 ",
        code=" 630 ",
        ancJaar=" 5\n",
    )
    shown = isis.shown(isis.registered(body))
    values = [shown[name] for name in ("rijksregisternummer", "naam", "code", "ancjaar")]
    assert values == ["85051000164", "Van den Berg", "630", "5"]


@pytest.mark.behaviour("vaph.xsd.text-lengths")
@pytest.mark.parametrize("name", ["naam", "voornaam", "omschrijving"])
def test_lengths_of_texts(isis: Isis, name: str) -> None:
    """A hundred characters, of any plane, are taken and a hundred and one are not."""
    assert isis.put("contract", isis.contract(**{name: "😀" * 101})).status_code == 400
    url = isis.registered(isis.contract(**{name: "😀" * 100}, rijksregisternummer="85051000164"))
    if name != "omschrijving":
        assert isis.shown(url)[name] == "😀" * 100


@pytest.mark.behaviour("vaph.xsd.decimals")
@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("123456789012345", 200),
        ("1234567890.12345", 200),
        ("1234567890123456", 400),
        ("1234567890.123456", 400),
        ("1E2", 400),
        ("1e2", 400),
        ("1,5", 400),
        ("1 5", 400),
    ],
)
@pytest.mark.parametrize("base", ["/isis", "/isis-rest"])
def test_decimals(isis: Isis, value: str, status: int, base: str) -> None:
    """At most fifteen digits, a point, and no exponent."""
    response = isis.put(PERSONS, isis.persons({"bedrag": value}), base=base)
    assert response.status_code == status


@pytest.mark.behaviour("vaph.xsd.nil-400")
@pytest.mark.parametrize("element", ["einddatum", "naam"])
@pytest.mark.parametrize("nil", ["true", "false"])
def test_nil_is_refused(isis: Isis, element: str, nil: str) -> None:
    """xsi:nil answers 400 on /isis, on a mandatory and on an optional element."""
    body = isis.contract(attributes=f' xmlns:xsi="{XSI}"', **{element: ""})
    body = body.replace(f"<{element}>", f'<{element} xsi:nil="{nil}">')
    assert isis.put("contract", body).status_code == 400


@pytest.mark.behaviour("vaph.xsd.schema-location-ignored")
def test_schema_location_is_not_fetched(isis: Isis) -> None:
    """Locations of schemas are accepted: nothing is called at them, not even the simulator."""
    location = f"{isis.sim.url}/isis/xsd/types.xsd"
    attributes = f' xmlns:xsi="{XSI}" xsi:schemaLocation="{NAMESPACE} {location}"'
    attributes += f' xsi:noNamespaceSchemaLocation="{location}"'
    assert isis.put("contract", isis.contract(attributes=attributes)).status_code == 201
    refused = isis.contract(attributes=attributes, ancJaar="41")
    assert isis.put("contract", refused).status_code == 400
    assert isis.sim.requests.count(operation="getXsd") == 0


@pytest.mark.behaviour("vaph.xsd.refusal-explained", "vaph.xsd.refusal-text")
@pytest.mark.parametrize("base", ["/isis", "/isis-rest"])
def test_refusal_is_explained(isis: Isis, base: str) -> None:
    """The text has line and element; off the wire there are path, rule, and what would do."""
    body = isis.contract(ancJaar="41").replace("><", ">\n<")
    line = body[: body.index("<ancJaar>")].count("\n") + 1
    response = isis.put("contract", body, base=base)
    assert response.text.startswith(f"line {line}: element ancJaar: ")
    (reason,) = isis.sim.explain(response)["explanations"]
    assert reason["where"] == f"line {line}, /contract/ancJaar"
    assert (reason["found"], reason["nearest"]) == ("41", "40")
    assert reason["expected"] == "MaxInclusive"
    assert reason["source"] == "specs/vaph/xsd/requests.xsd"


@pytest.mark.behaviour("vaph.xsd.refusal-explained")
def test_every_violation_is_explained(isis: Isis) -> None:
    """Of several things wrong each has its reason, and a group has the nearest one."""
    body = isis.contract(ancJaar="41", code="x", naam="")
    response = isis.put("contract", body)
    paths = [reason["where"] for reason in isis.sim.explain(response)["explanations"]]
    assert [path.rpartition("/")[2] for path in paths] == ["naam", "code", "ancJaar"]
    hours = isis.hours().replace("GROEP 3", "GROEP3")
    refused = isis.put("afrekeningen/2015/variabeleprestaties", hours)
    nearest = [reason["nearest"] for reason in isis.sim.explain(refused)["explanations"]]
    assert nearest == ["GROEP 3"]
