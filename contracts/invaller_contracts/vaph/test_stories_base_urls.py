"""Stories of the three base URLs: one validates, two do not and are deprecated."""

import pytest

from invaller_clients import NotFound
from invaller_clients.vaph import Vaph
from invaller_contracts.simulator import Simulator
from invaller_contracts.vaph.client import DEPRECATED, Wire, vaph_client
from invaller_contracts.vaph.samples import CONTRACT, LABEL, PRESTATIE, Cast, printed

BODY = printed("registerContract.request").decode()


def refused_for_its_form(body: str, number: str) -> dict[str, str]:
    """Requests that the XSD refuses, of which the deprecated base URLs make sense all the same.

    body: one that is fine, about a worker with that rijksregisternummer.
    """
    return {
        "order": body.replace("<ancJaar>5</ancJaar>", "").replace(
            "<contract>", "<contract><ancJaar>5</ancJaar>"
        ),
        "spelling": body.replace("ancJaar", "ancjaar").replace("ancMaand", "ancmaand"),
        "namespace": body.replace("<contract>", '<contract xmlns="http://www.vaph.be/zorgregie">'),
        "unknown element": body.replace("<ancJaar>", "<extra>1</extra><ancJaar>"),
        "unknown attribute": body.replace("<ancJaar>", '<ancJaar unit="y">'),
        "id": body.replace("<werknemer>", "<id>1</id><werknemer>", 1),
        "empty optional": body.replace("<einddatum>2014-12-31<", "<einddatum><"),
        "ten digits": body.replace(number, "1020300141"),
    }


def wrong(body: str) -> dict[str, str]:
    """Requests that no base URL takes; body: one that is fine."""
    return {
        "missing": body.replace("<ancJaar>5</ancJaar>", ""),
        "out of range": body.replace(">5<", ">41<"),
        "twice": body.replace("<ancJaar>", "<ancJaar>5</ancJaar><ancJaar>"),
        "root": body.replace("contract>", "prestatie>"),
        "undeclared prefix": body.replace("contract>", "ns2:contract>"),
    }


REFUSED_FOR_ITS_FORM, WRONG = refused_for_its_form(BODY, "27120934734"), wrong(BODY)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.base-urls.isis-validates",
    "vaph.xsd.order-matters",
    "vaph.xsd.unknown-element-400",
    "vaph.xsd.unknown-attribute-400",
    "vaph.xsd.children-in-namespace-400",
    "vaph.xsd.empty-optional-400",
    "vaph.contract.register-id-ignored",
    "vaph.names.seniority-in-contract-answers",
    "vaph.names.national-number-of-ten",
    "vaph.worker.national-number-digits",
)
@pytest.mark.parametrize("form", REFUSED_FOR_ITS_FORM)
def test_isis_validates(wire: Wire, isis: Vaph, cast: Cast, form: str) -> None:
    """A body that the XSD refuses answers 400 on /isis, and nothing is registered."""
    before = isis.get_contracten()
    body = cast.printed("registerContract.request").decode()
    refused = wire.put("/contract", refused_for_its_form(body, cast.worker)[form])
    assert refused.status_code == 400
    assert isis.get_contracten() == before


@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.base-urls.isis-rest-does-not-validate",
    "vaph.base-urls.isisrest-does-not-validate",
    "vaph.base-urls.deprecated-any-order",
    "vaph.base-urls.deprecated-ignore-namespaces",
    "vaph.base-urls.deprecated-ignore-unknown",
    "vaph.base-urls.deprecated-both-spellings",
    "vaph.base-urls.deprecated-empty-optional",
    "vaph.base-urls.deprecated-pad-national-number",
    "vaph.contract.register-id-ignored",
    "vaph.xsd.finding-on-deprecated",
)
@pytest.mark.parametrize("base", DEPRECATED)
@pytest.mark.parametrize("form", REFUSED_FOR_ITS_FORM)
def test_the_deprecated_ones_do_not(sim: Simulator, isis: Vaph, base: str, form: str) -> None:
    """The same body is registered on the deprecated base URLs, with a finding, and read."""
    assert Wire(sim, base).put("/contract", REFUSED_FOR_ITS_FORM[form]).status_code == 201
    (contract,) = isis.get_contracten()
    assert (contract.anc_jaar, contract.anc_maand, contract.omschrijving) == (5, 11, LABEL)
    number = "01020300141" if form == "ten digits" else "27120934734"
    assert contract.rijksregisternummer == number
    assert "vaph.xsd.finding-on-deprecated" in [finding["rule"] for finding in sim.findings]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour(
    "vaph.base-urls.deprecated-still-need-values",
    "vaph.base-urls.deprecated-repeated-element",
    "vaph.base-urls.deprecated-root-of-request",
    "vaph.xml.undeclared-prefix-400",
)
@pytest.mark.parametrize("base", ["/isis", *DEPRECATED])
@pytest.mark.parametrize("form", WRONG)
def test_values_are_needed_everywhere(sim: Simulator, isis: Vaph, base: str, form: str) -> None:
    """What is missing, out of range, doubled or something else answers 400 on each base URL."""
    assert Wire(sim, base).put("/contract", WRONG[form]).status_code == 400
    assert isis.get_contracten() == ()


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.xml.undeclared-prefix-400")
@pytest.mark.parametrize("form", WRONG)
def test_values_are_needed(wire: Wire, isis: Vaph, cast: Cast, form: str) -> None:
    """What is missing, out of range, doubled or something else answers 400, wherever /isis is."""
    before = isis.get_contracten()
    body = cast.printed("registerContract.request").decode()
    assert wire.put("/contract", wrong(body)[form]).status_code == 400
    assert isis.get_contracten() == before


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.base-urls.one-store", "vaph.base-urls.created-url-of-caller")
@pytest.mark.parametrize("base", DEPRECATED)
def test_there_is_one_store(sim: Simulator, isis: Vaph, base: str) -> None:
    """What is registered on one base URL is read and deleted on the others."""
    registered = Wire(sim, base).put("/contract", BODY)
    assert registered.text.startswith(f"{sim.url}{base}/SE.50/contract/")
    number = int(registered.text.rpartition("/")[2])
    assert isis.get_contract(number).id == number
    with vaph_client(sim, base=base) as deprecated:
        prestatie = deprecated.register_prestatie(number, PRESTATIE)
        assert isis.get_prestatie(number, prestatie).id == prestatie
        isis.delete_contract(number)
        with pytest.raises(NotFound):
            deprecated.get_contract(number)


@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.deprecated.isis-rest-finding", "vaph.deprecated.isisrest-finding")
@pytest.mark.parametrize(
    ("base", "rule"),
    [
        ("/isis-rest", "vaph.deprecated.isis-rest-finding"),
        ("/isisRest", "vaph.deprecated.isisrest-finding"),
    ],
)
def test_deprecated_calls_are_found(sim: Simulator, base: str, rule: str) -> None:
    """A call to a deprecated base URL is served, with a finding that names /isis."""
    assert Wire(sim, base).get("/contract").status_code == 200
    (finding,) = sim.findings
    assert finding["rule"] == rule
    assert "/isis takes its place" in finding["message"]


@pytest.mark.sim(now="2019-03-04T23:59:00+01:00")
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.deprecated.no-finding-before", "vaph.deprecated.isis-validates-at-any-date"
)
def test_before_they_were_deprecated(sim: Simulator, wire: Wire) -> None:
    """The finding begins on 5 and 8 March 2019 in Brussels; /isis validates at any time."""
    assert wire.put("/contract", REFUSED_FOR_ITS_FORM["order"]).status_code == 400
    found = []
    for instant in ("2019-03-04T23:59:30+01:00", "2019-03-05T00:00:00+01:00"):
        sim.clock.set(instant)
        for base in DEPRECATED:
            Wire(sim, base).get("/contract")
        found.append([finding["rule"] for finding in sim.findings])
    assert found == [[], ["vaph.deprecated.isis-rest-finding"]]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.deprecated.switch-off-404", "vaph.deprecated.switch-off-date")
def test_one_day_they_are_switched_off(sim: Simulator, isis: Vaph) -> None:
    """From 1 January 2030 in Brussels they answer 404 with a text that names /isis."""
    number = isis.register_contract(CONTRACT)
    sim.clock.set("2029-12-31T23:59:59+01:00")
    assert [Wire(sim, base).get("/contract").status_code for base in DEPRECATED] == [200, 200]
    sim.clock.set("2030-01-01T00:00:00+01:00")
    for base in DEPRECATED:
        gone = Wire(sim, base).get(f"/contract/{number}")
        assert gone.status_code == 404
        assert "/isis " in gone.text
    assert isis.get_contract(number).id == number


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.base-urls.afrekeningen-on-deprecated")
@pytest.mark.parametrize("strictness", ["lenient", "strict"])
def test_afrekeningen_are_at_isis(sim: Simulator, strictness: str) -> None:
    """On the deprecated base URLs they are served with a finding, and under strict not found."""
    sim.settings.change(strictness=strictness)
    statuses = [Wire(sim, base).get("/afrekeningen/contracten").status_code for base in DEPRECATED]
    assert statuses == ([200, 200] if strictness == "lenient" else [404, 404])
    rules = [finding["rule"] for finding in sim.findings]
    found = rules.count("vaph.base-urls.afrekeningen-on-deprecated")
    assert found == (2 if strictness == "lenient" else 0)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.base-urls.unknown-path-404", "vaph.base-urls.post-405", "vaph.names.gepensioneerden"
)
def test_only_what_is_documented_is_there(wire: Wire, cast: Cast) -> None:
    """Another path answers 404, and POST 405: things are made and changed with PUT."""
    assert wire.get("/contracten").status_code == 404
    assert wire.get(f"/afrekeningen/{cast.year}/bruggepensioneerden").status_code == 404
    posted = wire.call("POST", "/contract", cast.printed("registerContract.request"))
    assert posted.status_code == 405
    assert {one.strip() for one in posted.headers["Allow"].split(",")} >= {"GET", "PUT"}


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.base-urls.trailing-slash")
def test_a_slash_behind_does_not_matter(wire: Wire, cast: Cast) -> None:
    """A path with a slash behind it is the same path."""
    assert wire.put("/contract/", cast.printed("registerContract.request")).status_code == 201
    assert wire.get("/contract/").content == wire.get("/contract").content
