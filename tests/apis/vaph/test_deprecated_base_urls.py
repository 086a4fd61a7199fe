"""The deprecated base URLs: what they read that the XSD refuses, and when they end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.apis.vaph.conftest import Isis

DEPRECATED = ("/isis-rest", "/isisRest")
FINDINGS = {
    "/isis-rest": "vaph.deprecated.isis-rest-finding",
    "/isisRest": "vaph.deprecated.isisrest-finding",
}
BEHAVIOURS = {
    "/isis-rest": "vaph.base-urls.isis-rest-does-not-validate",
    "/isisRest": "vaph.base-urls.isisrest-does-not-validate",
}
NAMESPACE = "http://www.vaph.be/zorgregie"
BOTH = [pytest.param(base, marks=pytest.mark.behaviour(BEHAVIOURS[base])) for base in DEPRECATED]

REVERSED = (
    "<contract><ancMaand>11</ancMaand><ancJaar>5</ancJaar><functie><code>630</code></functie>"
    "<einddatum>2014-12-31</einddatum><begindatum>2014-01-01</begindatum><werknemer>"
    "<voornaam>John</voornaam><naam>Doe</naam>"
    "<rijksregisternummer>27120934734</rijksregisternummer></werknemer></contract>"
)


def loose_contracts(isis: Isis) -> dict[str, str]:
    """Contracts that the XSD refuses only for their form, by the behaviour that takes them."""
    plain = isis.contract()
    prefixed = plain.replace("</", "<\0").replace("<", "<v:").replace("<v:\0", "</v:")
    return {
        "vaph.base-urls.deprecated-any-order": REVERSED,
        "vaph.base-urls.deprecated-both-spellings": plain.replace("ancJaar", "ancjaar").replace(
            "ancMaand", "ancmaand"
        ),
        "vaph.base-urls.deprecated-ignore-namespaces": prefixed.replace(
            "<v:contract>", f'<v:contract xmlns:v="{NAMESPACE}">'
        ),
        "vaph.base-urls.deprecated-ignore-unknown": plain.replace(
            "<naam>", '<extra>7<naam>Roe</naam></extra><naam taal="nl">'
        ),
        "vaph.contract.register-id-ignored": plain.replace("<contract>", "<contract><id>7</id>"),
    }


LOOSE = (
    "vaph.base-urls.deprecated-any-order",
    "vaph.base-urls.deprecated-both-spellings",
    "vaph.base-urls.deprecated-ignore-namespaces",
    "vaph.base-urls.deprecated-ignore-unknown",
    "vaph.contract.register-id-ignored",
)


@pytest.mark.parametrize("base", BOTH)
@pytest.mark.parametrize(
    "form", [pytest.param(form, marks=pytest.mark.behaviour(form)) for form in LOOSE]
)
@pytest.mark.behaviour("vaph.xsd.finding-on-deprecated")
def test_form_does_not_count(isis: Isis, base: str, form: str) -> None:
    """A contract that /isis refuses for its form is registered as meant, with a finding."""
    body = loose_contracts(isis)[form]
    assert isis.put("contract", body).status_code == 400
    url = isis.registered(body, base=base)
    assert "vaph.xsd.finding-on-deprecated" in isis.findings()
    shown = isis.shown(url)
    assert shown.pop("id") == url.rpartition("/")[2] != "7"
    assert isis.delete(url).status_code == 200
    again = isis.shown(isis.registered())
    assert shown == {name: text for name, text in again.items() if name != "id"}


@pytest.mark.behaviour("vaph.base-urls.deprecated-both-spellings", "vaph.names.uurstel")
@pytest.mark.parametrize("base", BOTH)
def test_uurstelsel_is_read_as_uurstel(isis: Isis, base: str) -> None:
    """A prestatie with uurstelsel, and its elements in another order, is registered there only."""
    contract = isis.registered()
    body = isis.prestatie(jaar=None, uurstel="152").replace("uurstel>", "uurstelsel>")
    body = body.replace("</prestatie>", "<jaar>2014</jaar></prestatie>")
    assert isis.put(f"{contract}/prestatie", body).status_code == 400
    below = contract.rpartition("/isis")[2]
    url = isis.registered(body, f"{below}/prestatie", base=base)
    assert isis.shown(url)["uurstelsel"] == "152.0"


@pytest.mark.behaviour("vaph.base-urls.deprecated-pad-national-number")
@pytest.mark.behaviour("vaph.names.national-number-of-ten")
@pytest.mark.parametrize("base", DEPRECATED)
def test_ten_digits_get_their_zero_back(isis: Isis, base: str) -> None:
    """01020300467 without its zero is read there and refused on /isis; answers have eleven."""
    body = isis.contract(rijksregisternummer="1020300467")
    assert isis.put("contract", body).status_code == 400
    assert isis.shown(isis.registered(body, base=base))["rijksregisternummer"] == "01020300467"
    person = isis.persons({"rijksregisterNummer": "0000000097"})
    path = "afrekeningen/2015/gepensioneerden"
    assert isis.put(path, person).status_code == 400
    assert isis.put(path, person, base=base).status_code == 200
    assert isis.listed(path)[0]["rijksregisterNummer"] == "00000000097"


@pytest.mark.behaviour("vaph.base-urls.deprecated-still-need-values")
@pytest.mark.parametrize(
    "changes",
    [
        {"naam": None},
        {"naam": ""},
        {"begindatum": None},
        {"code": None},
        {"werknemer": None},
        {"ancJaar": "41"},
        {"ancMaand": "12"},
        {"begindatum": "2014-02-30"},
        {"rijksregisternummer": "27120934735"},
        {"rijksregisternummer": "127120934734"},
    ],
)
@pytest.mark.parametrize("base", DEPRECATED)
def test_values_count(isis: Isis, base: str, changes: dict[str, str]) -> None:
    """What is missing, or outside its range, answers 400 there too, and nothing is kept."""
    assert isis.put("contract", isis.contract(**changes), base=base).status_code == 400
    assert isis.listed("contract") == []


@pytest.mark.behaviour("vaph.base-urls.deprecated-repeated-element")
@pytest.mark.parametrize("twice", ["<naam>Roe</naam>", "<naam>Doe</naam>"])
def test_field_that_is_there_twice(isis: Isis, twice: str) -> None:
    """A field that is there twice, also with the same value or another spelling, answers 400."""
    body = isis.contract().replace("<naam>", f"{twice}<naam>")
    response = isis.put("contract", body, base="/isis-rest")
    assert (response.status_code, "naam is there twice" in response.text) == (400, True)
    spelled = isis.contract().replace("<ancJaar>", "<ancjaar>5</ancjaar><ancJaar>")
    assert isis.put("contract", spelled, base="/isisRest").status_code == 400
    assert isis.listed("contract") == []


@pytest.mark.behaviour("vaph.base-urls.deprecated-empty-optional", "vaph.xsd.empty-optional-400")
def test_empty_optional_element_counts_as_absent(isis: Isis) -> None:
    """An empty einddatum or contractId is absent there, and refused on /isis."""
    body = isis.contract(einddatum=" ")
    assert isis.put("contract", body).status_code == 400
    contract = isis.registered(body, base="/isis-rest")
    assert "einddatum" not in isis.shown(contract)
    body = isis.prestatie(contractId="")
    assert isis.put(f"{contract.replace('isis-rest', 'isis')}/prestatie", body).status_code == 400
    assert isis.put(f"{contract}/prestatie", body).status_code == 201


@pytest.mark.behaviour("vaph.base-urls.deprecated-root-of-request", "vaph.xsd.wrong-root-400")
@pytest.mark.parametrize("base", ["/isis", *DEPRECATED])
def test_root_of_another_operation(isis: Isis, base: str) -> None:
    """A sound prestatie is no contract, and a root that nobody knows is not either."""
    for body in (isis.prestatie(), isis.contract(root="kontrakt"), isis.afrekening()):
        response = isis.put("contract", body, base=base)
        assert (response.status_code, "takes contract" in response.text) == (400, True)


@pytest.mark.behaviour("vaph.base-urls.afrekeningen-on-deprecated")
@pytest.mark.parametrize("base", DEPRECATED)
def test_afrekeningen_are_on_isis_only(isis: Isis, base: str) -> None:
    """They answer there too, with a finding; under strict they answer 404, and on /isis 200."""
    finding = "vaph.base-urls.afrekeningen-on-deprecated"
    assert isis.get("afrekeningen/contracten", base=base).status_code == 200
    assert isis.findings().count(finding) == 1
    isis.get("contract", base=base)
    isis.get("afrekeningen/contracten")
    assert isis.findings().count(finding) == 1
    isis.sim.settings.change(strictness="strict")
    assert isis.get("afrekeningen/contracten", base=base).status_code == 404
    assert isis.get("afrekeningen/contracten").status_code == 200
    assert isis.get("contract", base=base).status_code == 200


@pytest.mark.behaviour("vaph.deprecated.no-finding-before")
@pytest.mark.parametrize(
    ("base", "eve"),
    [
        pytest.param(
            base,
            eve,
            marks=[pytest.mark.sim(now=eve), pytest.mark.behaviour(FINDINGS[base])],
        )
        for base, eve in (
            ("/isis-rest", "2019-03-04T23:59:59+01:00"),
            ("/isisRest", "2019-03-07T23:59:59+01:00"),
        )
    ],
)
def test_deprecation_begins_at_midnight_in_brussels(isis: Isis, base: str, eve: str) -> None:
    """Up to the last second of the eve there is no finding, and from then on every call has it."""
    isis.get("contract", base=base)
    isis.get("contract")
    assert isis.findings() == []
    isis.sim.clock.advance("PT1S")
    isis.get("contract", base=base)
    isis.get("/application.wadl", base=base, auth=None)
    isis.get("contract")
    assert isis.findings() == [FINDINGS[base]] * 2
    assert all("/isis takes its place" in finding["message"] for finding in isis.sim.findings)


@pytest.mark.behaviour("vaph.deprecated.switch-off-404", "vaph.deprecated.switch-off-date")
@pytest.mark.sim(now="2029-12-31T23:59:59+01:00")
@pytest.mark.parametrize("base", DEPRECATED)
def test_base_url_is_switched_off(isis: Isis, base: str) -> None:
    """From 1 January 2030 in Brussels every call answers 404 and names /isis, which goes on."""
    assert isis.get("contract", base=base).status_code == 200
    isis.sim.clock.advance("PT1S")
    calls = [
        isis.get("contract", base=base),
        isis.get("contract", base=base, auth=None),
        isis.call("POST", "contract", base=base),
        isis.get("nothing", base=base),
        isis.get("/application.wadl", base=base, auth=None),
    ]
    assert {(call.status_code, "/isis takes its place" in call.text) for call in calls} == {
        (404, True)
    }
    assert isis.get("contract").status_code == 200


@pytest.mark.behaviour("vaph.deprecated.switch-off-date")
@pytest.mark.parametrize(("choice", "status"), [("2025-01-01", 404), ("2027-01-01", 200)])
def test_user_chooses_the_date(isis: Isis, choice: str, status: int) -> None:
    """In March 2025 a switch-off in January is past, and one in 2027 is to come."""
    isis.sim.settings.change(switches={"vaph.switch-off": choice})
    assert isis.get("contract", base="/isis-rest").status_code == status


@pytest.mark.behaviour("vaph.deprecated.switch-off-date")
@pytest.mark.sim(now="2040-01-01T09:00:00+01:00", switches={"vaph.switch-off": "never"})
def test_user_can_keep_them(isis: Isis) -> None:
    """With the switch on never the deprecated base URLs answer in 2040."""
    assert isis.get("contract", base="/isisRest").status_code == 200
