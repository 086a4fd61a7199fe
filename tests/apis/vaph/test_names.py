"""Spellings: what the document contradicts itself on, and which of it is read and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.apis.vaph.conftest import Isis

HOURS = "afrekeningen/2015/variabeleprestaties"
AFREKENINGEN = "afrekeningen/contracten"


@pytest.mark.behaviour("vaph.names.seniority-in-contract-answers")
@pytest.mark.parametrize("name", ["ancJaar", "ancMaand"])
def test_seniority_in_contracts(isis: Isis, name: str) -> None:
    """Answers have it in lower case; on /isis a request with that answers 400."""
    lower = isis.contract().replace(f"{name}>", f"{name.lower()}>")
    assert isis.put("contract", lower).status_code == 400
    shown = isis.shown(isis.registered())
    assert name.lower() in shown
    assert name not in shown


@pytest.mark.behaviour("vaph.names.uurstel")
def test_uurstel_and_uurstelsel(isis: Isis) -> None:
    """A request has uurstel, the answer uurstelsel, and /isis refuses uurstelsel."""
    path = f"{isis.registered()}/prestatie"
    body = isis.prestatie()
    assert isis.put(path, body.replace("uurstel>", "uurstelsel>")).status_code == 400
    shown = isis.shown(isis.registered(body, path))
    assert "uurstel" not in shown
    assert shown["uurstelsel"] == "160.0"


@pytest.mark.behaviour("vaph.names.variabele-item-case")
@pytest.mark.parametrize("base", ["/isis", "/isis-rest"])
def test_item_of_hours_in_both_cases(isis: Isis, base: str) -> None:
    """With and without a capital an entry is read, also mixed; the answer has none."""
    lower = isis.hours().replace(
        "AfrekeningsVariabelePrestaties>", "afrekeningsVariabelePrestaties>", 2
    )
    assert isis.put(HOURS, lower, base=base).status_code == 200
    assert isis.put(HOURS, isis.hours(), base=base).status_code == 200
    content = isis.get(HOURS).text
    assert content.count("<afrekeningsVariabelePrestaties>") == 3
    assert "<AfrekeningsVariabelePrestaties>" not in content


@pytest.mark.behaviour("vaph.names.afrekening-item")
def test_names_of_an_afrekeningscontract(isis: Isis) -> None:
    """Both names are read as root; one alone is AfrekeningsContract, in a list without the s."""
    url = isis.registered(isis.afrekening("afrekeningContract"), AFREKENINGEN)
    isis.registered(isis.afrekening("AfrekeningsContract"), AFREKENINGEN)
    assert b"<AfrekeningsContract xmlns=" in isis.get(url).content
    assert isis.get(AFREKENINGEN).content.count(b"<afrekeningContract>") == 2


@pytest.mark.behaviour("vaph.names.gewaarborgd")
@pytest.mark.parametrize("what", ["uren", "loon"])
@pytest.mark.parametrize("base", ["/isis", "/isis-rest"])
def test_gewaarborgd_in_both_spellings(isis: Isis, what: str, base: str) -> None:
    """Gevaarborgd is read as Gewaarborgd, in hours and in pay apart, and never answered."""
    body = isis.hours(**{f"{what}GewaarborgdLoon": "7"})
    spelled = body.replace(f"{what}GewaarborgdLoon", f"{what}GevaarborgdLoon")
    assert isis.put(HOURS, spelled, base=base).status_code == 200
    assert [group[f"{what}GewaarborgdLoon"] for group in isis.listed(HOURS)] == ["7.0"] * 3
    assert b"Gevaarborgd" not in isis.get(HOURS).content


@pytest.mark.behaviour("vaph.names.noise")
@pytest.mark.parametrize(
    ("right", "noise"),
    [
        ("rijksregisternummer", "rijregisternummer"),
        ("einddatum", "eiendatum"),
        ("ancMaand", "ancmand"),
    ],
)
def test_noise_is_refused(isis: Isis, right: str, noise: str) -> None:
    """What the transcription spoiled is refused on /isis, and no answer has it."""
    body = isis.contract().replace(f"{right}>", f"{noise}>")
    assert isis.put("contract", body).status_code == 400
    isis.registered()
    assert f"<{noise}>" not in isis.get("contract").text


@pytest.mark.behaviour("vaph.names.groep-3", "vaph.xsd.variabele-groups")
@pytest.mark.parametrize("name", ["GROEP3", "groep 3", "GROEP 4", "3", "GROEP 03"])
def test_names_of_groups(isis: Isis, name: str) -> None:
    """A group is GROEP 1, 2 or 3 with its space; anything else answers 400."""
    assert isis.put(HOURS, isis.hours().replace("GROEP 3", name)).status_code == 400
    assert isis.put(HOURS, isis.hours().replace("GROEP 3", " GROEP  3 ")).status_code == 200


@pytest.mark.behaviour("vaph.names.one-document")
def test_one_document_a_request(isis: Isis) -> None:
    """Two documents one after the other, as the sample prints them, answer 400; one is taken."""
    one = isis.example("addAfrekeningscontract.request")
    assert isis.put(AFREKENINGEN, one + one).status_code == 400
    assert isis.put(AFREKENINGEN, isis.afrekening() * 2).status_code == 400
    assert isis.listed(AFREKENINGEN) == []
    assert isis.put(AFREKENINGEN, one).status_code == 201


@pytest.mark.behaviour("vaph.names.amounts")
@pytest.mark.parametrize(
    ("sent", "answered"),
    [
        ("250.00", "250.0"),
        ("120", "120.0"),
        ("12.25", "12.25"),
        ("0", "0.0"),
        ("-0", "0.0"),
        ("+007.50", "7.5"),
        (".5", "0.5"),
        ("999999999999999", "999999999999999.0"),
        ("0.000000000000001", "0.000000000000001"),
    ],
)
def test_amounts(isis: Isis, sent: str, answered: str) -> None:
    """They are answered with at least one decimal, no needless zero and no exponent."""
    assert isis.put(HOURS, isis.hours(dubbelVakantieGeld=sent)).status_code == 200
    assert {group["dubbelVakantieGeld"] for group in isis.listed(HOURS)} == {answered}


@pytest.mark.behaviour(
    "vaph.empty-list.contracten",
    "vaph.empty-list.prestaties",
    "vaph.empty-list.afrekeningscontracten",
)
def test_empty_lists(isis: Isis) -> None:
    """Without contracts, prestaties or afrekeningscontracten an empty list is answered."""
    assert isis.get("contract").text.endswith("\n  <contracten/>\n</ns2:ContractenResponseBind>\n")
    prestaties = isis.get(f"{isis.registered()}/prestaties").text
    assert prestaties.endswith("\n  <prestaties/>\n</ns2:PrestatiesResponseBind>\n")
    root = '<ns2:AfrekeningsContractResponse xmlns:ns2="http://www.vaph.be/zorgregie"/>\n'
    assert isis.get(AFREKENINGEN).text == f'<?xml version="1.0" encoding="UTF-8"?>\n{root}'
