"""XML that is large in one way or another: too large to lie in a corpus, built here."""

import pytest

from invaller_contracts.simulator import Simulator
from invaller_contracts.vaph.client import Wire
from invaller_contracts.vaph.samples import printed

LIMIT = 1024 * 1024
BODY = printed("registerContract.request").decode()
NAME = "<naam>Doe</naam>"
XSD, XML = "vaph.xsd.same-schema-decides", "vaph.xml.{}"
MALFORMED = XML.format("not-well-formed-400")


def with_name(name: str) -> str:
    """The document's request with something else as naam."""
    return BODY.replace("Doe", name)


def tag(name: str, attribute: str, number: int) -> str:
    """A start tag with so many attributes, or so many namespaces."""
    attributes = " ".join(f'{attribute}{one}="u"' for one in range(number))
    return f"<{name} {attributes}>"


def entities(value: str, references: int) -> str:
    """One long entity, used often: quadratic blow-up."""
    start = BODY.index("<contract>")
    doctype = f'<!DOCTYPE contract [<!ENTITY e "{value}">]>'
    return BODY[:start] + doctype + with_name("&e;" * references)[start:]


REFUSED = {
    "a byte too many": (BODY + " " * (LIMIT + 1 - len(BODY)), 413, XML.format("too-large-413")),
    "ten megabytes": ("<a>" * (10 * LIMIT // 3), 413, XML.format("too-large-413")),
    "a long text that is too large": (with_name("x" * LIMIT), 413, XML.format("too-large-413")),
    "a long text": (with_name("x" * 900_000), 400, XSD),
    "a long number": (BODY.replace(">5<", f">{'1' * 900_000}<"), 400, XSD),
    "a long date": (BODY.replace("2014-01-01", "2" * 900_000), 400, XSD),
    "a long attribute": (BODY.replace("<naam>", f'<naam a="{"x" * 900_000}">'), 400, XSD),
    "a long name": (BODY.replace(NAME, f"<{'n' * 900_000}/>"), 400, MALFORMED),
    "a long comment in the root": (f"{BODY[:-12]}<!--{'x' * 900_000}-->", 400, MALFORMED),
    "many comments that never end": ("<!--" * 200_000, 400, MALFORMED),
    "many instructions and no root": ("<?a?>" * 200_000, 400, MALFORMED),
    "many comments before a document type": (
        "<!---->" * 100_000 + "<!DOCTYPE contract>" + BODY[BODY.index("<contract>") :],
        400,
        XML.format("doctype-400"),
    ),
    "many less-than signs": ("<" * 1_000_000, 400, MALFORMED),
    "33 elements deep": ("<a>" * 33 + "</a>" * 33, 400, XML.format("too-deep-400")),
    "300 elements deep": ("<a>" * 300 + "</a>" * 300, 400, MALFORMED),
    "100,000 elements deep": ("<a>" * 100_000 + "</a>" * 100_000, 400, MALFORMED),
    "65 attributes": (
        BODY.replace("<naam>", tag("naam", "a", 65)),
        400,
        XML.format("too-many-attributes-400"),
    ),
    "50,000 attributes": (
        BODY.replace("<naam>", tag("naam", "a", 50_000)),
        400,
        XML.format("too-many-attributes-400"),
    ),
    "20,000 namespaces": (
        BODY.replace("<naam>", tag("naam", "xmlns:a", 20_000)),
        400,
        XML.format("too-many-attributes-400"),
    ),
    "2,000 unknown elements": (BODY.replace(NAME, NAME + "<a/>" * 2_000), 400, XSD),
    "30,000 unknown elements": (
        BODY.replace(NAME, NAME + "<a/>" * 30_000),
        400,
        XML.format("too-many-elements-400"),
    ),
    "quadratic blow-up": (entities("x" * 50_000, 50_000), 400, XML.format("doctype-400")),
}
"""What is sent, and the status and the rule with which it is refused."""

ACCEPTED = {
    "exactly a megabyte": BODY + " " * (LIMIT - len(BODY)),
    "a name of 100 characters": with_name("x" * 100),
    "much white space in a value": with_name(" " * 900_000 + "Doe"),
    "a long comment": BODY + f"<!--{'x' * 900_000}-->",
    "many comments in a value": with_name("<!-- -->" * 50_000 + "Doe"),
    "many comments in front": "<!---->" * 50_000 + BODY[BODY.index("<contract>") :],
    "64 namespaces": BODY.replace("<contract>", tag("contract", "xmlns:a", 64)),
}


@pytest.mark.behaviour(
    "vaph.xml.too-large-413",
    "vaph.xml.too-deep-400",
    "vaph.xml.too-many-elements-400",
    "vaph.xml.too-many-attributes-400",
    "vaph.xml.doctype-400",
    "vaph.xml.never-500",
    "vaph.xsd.text-lengths",
)
@pytest.mark.parametrize("what", REFUSED)
def test_what_is_too_much_is_refused(sim: Simulator, what: str) -> None:
    """It is refused by the limit that it passes, in few words, and nothing is registered."""
    body, status, rule = REFUSED[what]
    wire = Wire(sim)
    answer = wire.put("/contract", body)
    assert (answer.status_code, len(answer.text.splitlines())) == (status, 1)
    assert len(answer.content) < 5_000
    explanations = sim.explain(answer)["explanations"]
    assert {one["rule"] for one in explanations} == {rule}
    assert len(str(explanations)) < 100_000
    assert "<contract>" not in wire.get("/contract").text


@pytest.mark.behaviour("vaph.xml.too-large-413", "vaph.xml.too-many-attributes-400")
@pytest.mark.parametrize("what", ACCEPTED)
def test_what_is_much_is_accepted(sim: Simulator, what: str) -> None:
    """What stays within the limits is registered."""
    assert Wire(sim).put("/contract", ACCEPTED[what]).status_code == 201


@pytest.mark.behaviour("vaph.xml.too-large-413")
def test_a_body_is_too_large_before_anything_else_of_it_matters(sim: Simulator) -> None:
    """What is over the limit is not looked into: neither its DOCTYPE nor its bytes count."""
    for body in (b"\x00" * (LIMIT + 1), b"<!DOCTYPE a>" * LIMIT):
        answer = Wire(sim).put("/contract", body)
        assert answer.status_code == 413
        assert "line" not in answer.text
