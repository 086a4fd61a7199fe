"""Rules of contracts: one valid line, workers, functions, seniority."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from invaller.kernel.specs import read_yaml

if TYPE_CHECKING:
    from tests.apis.vaph.conftest import Isis

LABEL = "LOGISTIEK PERS. KLASSE 3"
FINDING_ON_NAMES = "vaph.worker.known-names-stay"
FINDING_ON_LABEL = "vaph.function.sent-omschrijving-ignored"


@pytest.mark.behaviour("vaph.contract.one-valid-line", "vaph.contract.one-valid-line-400")
@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("2014-01-01", "2014-12-31"),
        ("2014-12-31", "2015-12-31"),
        ("2013-01-01", "2014-01-01"),
        ("2013-01-01", None),
        ("2014-06-01", "2014-06-01"),
    ],
)
def test_second_line_is_refused(isis: Isis, begin: str, end: str | None) -> None:
    """A contract that overlaps by a day answers 400, naming the other's id, and is not kept."""
    first = isis.registered().rpartition("/")[2]
    response = isis.put("contract", isis.contract(begindatum=begin, einddatum=end))
    assert (response.status_code, first in response.text) == (400, True)
    assert len(isis.listed("contract")) == 1


@pytest.mark.behaviour("vaph.contract.consecutive-lines")
def test_lines_that_do_not_overlap(isis: Isis) -> None:
    """The day after, the day before, another function and another unit are all accepted."""
    isis.registered()
    isis.registered(isis.contract(begindatum="2015-01-01", einddatum=None))
    isis.registered(isis.contract(begindatum="2013-01-01", einddatum="2013-12-31"))
    isis.registered(isis.contract(code="130"))
    isis.registered(unit="SE.52")
    isis.registered(isis.contract(rijksregisternummer="85051000164"))
    assert len(isis.listed("contract")) == 5


@pytest.mark.behaviour("vaph.contract.one-valid-line-on-change")
def test_change_may_not_overlap(isis: Isis) -> None:
    """A change into another's period or function answers 400; a contract may overlap itself."""
    first = isis.registered()
    second = isis.registered(isis.contract(begindatum="2015-01-01", einddatum=None))
    third = isis.registered(isis.contract(code="130"))
    earlier = isis.put(second, isis.contract(begindatum="2014-12-31", einddatum=None))
    same = isis.put(third, isis.contract())
    for response in (earlier, same):
        assert (response.status_code, first.rpartition("/")[2] in response.text) == (400, True)
    assert isis.put(second, isis.contract(begindatum="2015-02-01", einddatum=None)).is_success
    assert isis.put(first, isis.contract(einddatum="2015-01-31")).is_success


@pytest.mark.behaviour("vaph.worker.created-when-unknown")
def test_unknown_worker_is_created(isis: Isis) -> None:
    """A worker who is not known is known after the first contract, under the names sent."""
    number = "85051000164"
    assert number not in isis.sim.state()["documents"]["vaph.worker"]
    isis.registered(isis.contract(rijksregisternummer=number, naam="Roe", voornaam="Jane"))
    worker = isis.sim.state()["documents"]["vaph.worker"][number]
    assert worker == {"rijksregisternummer": number, "naam": "Roe", "voornaam": "Jane"}


@pytest.mark.behaviour("vaph.worker.known-worker-used", "vaph.worker.known-names-stay")
def test_known_names_stay(isis: Isis) -> None:
    """A second contract is linked to the known worker: other names are a finding, not a change."""
    isis.registered()
    assert FINDING_ON_NAMES not in isis.findings()
    for names in ({"naam": "Roe"}, {"voornaam": "Jane"}):
        url = isis.registered(isis.contract(code="130", **names))
        assert isis.shown(url)["naam"] == "Doe"
        assert isis.shown(url)["voornaam"] == "John"
        isis.delete(url)
    assert isis.findings() == [FINDING_ON_NAMES] * 2


@pytest.mark.behaviour("vaph.worker.stays-known")
def test_worker_stays_known(isis: Isis) -> None:
    """After the last contract is deleted, the next registration shows the names of before."""
    who = {"rijksregisternummer": "85051000164"}
    isis.delete(isis.registered(isis.contract(naam="Roe", **who)))
    assert isis.shown(isis.registered(isis.contract(naam="Poe", **who)))["naam"] == "Roe"


@pytest.mark.behaviour("vaph.worker.name-changes-all-contracts")
def test_changed_names_are_seen_everywhere(isis: Isis) -> None:
    """A changed naam and voornaam are in all contracts of the worker, of every unit, no others."""
    first = isis.registered()
    same = isis.registered(isis.contract(code="130"))
    other_unit = isis.registered(unit="SE.52")
    stranger = isis.registered(isis.contract(rijksregisternummer="85051000164"))
    isis.put(first, isis.contract(naam="Roe", voornaam="Jane"))
    names = [(isis.shown(url)["naam"], isis.shown(url)["voornaam"]) for url in (same, other_unit)]
    assert names == [("Roe", "Jane")] * 2
    assert isis.shown(stranger)["naam"] == "Doe"
    assert {contract["naam"] for contract in isis.listed("contract", unit="51")} == {"Roe"}


@pytest.mark.behaviour("vaph.worker.refused-contract-makes-none")
def test_refused_contract_leaves_no_trace(isis: Isis) -> None:
    """A contract that is refused creates no worker, and a refused change changes no name."""
    before = isis.sim.state()["documents"]
    isis.put("contract", isis.contract(rijksregisternummer="85051000164", code="999"))
    isis.put("contract", isis.contract(rijksregisternummer="85051000164", einddatum="2013-01-01"))
    url = "contract/123456789"
    isis.put(url, isis.contract(naam="Roe", code="999"), unit="SE.51")
    assert isis.sim.state()["documents"] == before


@pytest.mark.behaviour("vaph.worker.national-number-check-digits")
@pytest.mark.parametrize("number", ["27120934735", "85051000165", "12345678901", "00000000000"])
def test_wrong_check_digits(isis: Isis, number: str) -> None:
    """A number with wrong check digits answers 400, naming it, wherever one is sent."""
    response = isis.put("contract", isis.contract(rijksregisternummer=number))
    assert (response.status_code, number in response.text) == (400, True)
    body = isis.afrekening(rijksregisternummer=number)
    assert isis.put("afrekeningen/contracten", body).status_code == 400
    persons = isis.persons({"rijksregisterNummer": number})
    assert isis.put("afrekeningen/2015/gepensioneerden", persons).status_code == 400


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(number, marks=pytest.mark.behaviour(behaviour))
        for number, behaviour in {
            "27120934734": "vaph.worker.national-number-century",
            "04042306169": "vaph.worker.national-number-century",
            "85251000110": "vaph.worker.bis-number",
            "85451000153": "vaph.worker.bis-number",
            "85000000138": "vaph.worker.bis-number",
        }.items()
    ],
)
def test_numbers_of_every_kind(isis: Isis, number: str) -> None:
    """Births before and from 2000, bis numbers, and month and day 00 are accepted."""
    url = isis.registered(isis.contract(rijksregisternummer=number))
    assert isis.shown(url)["rijksregisternummer"] == number


@pytest.mark.behaviour("vaph.worker.national-number-digits")
@pytest.mark.parametrize("number", ["2712093473", "271209347340", "27.12.09-347.34", "2712093473x"])
def test_eleven_digits(isis: Isis, number: str) -> None:
    """Anything but eleven digits answers 400 on /isis."""
    response = isis.put("contract", isis.contract(rijksregisternummer=number))
    assert (response.status_code, isis.rules(response)) == (400, ["vaph.xsd.same-schema-decides"])


@pytest.mark.behaviour("vaph.function.omschrijving-filled", "vaph.function.130-known")
@pytest.mark.behaviour("vaph.function.130-label")
@pytest.mark.parametrize("function", read_yaml("vaph", "functies.yaml")["functies"])
def test_answers_have_the_label_of_the_table(isis: Isis, function: dict[str, str]) -> None:
    """Each code of functies.yaml is accepted and answered with its label; all labels but that of
    630 are marked as ours.
    """
    shown = isis.shown(isis.registered(isis.contract(code=function["code"])))
    assert (shown["code"], shown["omschrijving"]) == (function["code"], function["omschrijving"])
    kept = isis.sim.state()["documents"]["vaph.function"][function["code"]]
    assert kept["assumed"] is (function["status"] == "assumed") is (function["code"] != "630")
    assert function["code"] != "630" or shown["omschrijving"] == LABEL


@pytest.mark.behaviour("vaph.function.unknown-400")
@pytest.mark.parametrize("base", ["/isis", "/isis-rest"])
def test_unknown_function(isis: Isis, base: str) -> None:
    """A code outside the table answers 400 and is named, on all three that have one."""
    answers = [
        isis.put("contract", isis.contract(code="999"), base=base),
        isis.put("afrekeningen/contracten", isis.afrekening(code="999"), base=base),
        isis.put(
            "afrekeningen/2015/gepensioneerden", isis.persons({}, {"functie": "999"}), base=base
        ),
    ]
    assert {(answer.status_code, "999" in answer.text) for answer in answers} == {(400, True)}


@pytest.mark.behaviour("vaph.function.table-replaceable")
def test_table_can_be_replaced(isis: Isis) -> None:
    """With a table of one's own, exactly its codes are accepted, with its labels."""
    state = isis.sim.state()
    own = {"code": "7", "omschrijving": "KOK & BAKKER", "assumed": False}
    isis.sim.load({**state, "documents": {**state["documents"], "vaph.function": {"7": own}}})
    assert isis.put("contract", isis.contract(code="630")).status_code == 400
    assert isis.shown(isis.registered(isis.contract(code="7")))["omschrijving"] == "KOK & BAKKER"


@pytest.mark.behaviour("vaph.function.sent-omschrijving-ignored")
def test_label_that_is_sent_is_not_kept(isis: Isis) -> None:
    """The table's label is answered; another one that was sent is a finding."""
    url = isis.registered(isis.contract(omschrijving=LABEL))
    assert isis.findings() == []
    assert isis.put(url, isis.contract(omschrijving="KOK")).is_success
    body = isis.afrekening(omschrijving="KOK")
    afrekening = isis.registered(body, "afrekeningen/contracten")
    assert isis.findings() == [FINDING_ON_LABEL] * 2
    assert isis.shown(url)["omschrijving"] == isis.shown(afrekening)["omschrijving"] == LABEL


RANGES = [
    ("ancJaar", "vaph.seniority.years-0-to-40", ("0", "1", "40"), ("-1", "41", "5.5", "5e0", "x")),
    ("ancMaand", "vaph.seniority.months-0-to-11", ("0", "5", "11"), ("-1", "12", "5.0", "", "1 1")),
]


@pytest.mark.behaviour(
    "vaph.seniority.both-ends",
    "vaph.seniority.on-change",
    "vaph.seniority.on-afrekeningscontract",
    "vaph.seniority.whole-numbers",
)
@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        pytest.param(name, good, bad, marks=pytest.mark.behaviour(behaviour))
        for name, behaviour, good, bad in RANGES
    ],
)
def test_ranges_of_seniority(
    isis: Isis, name: str, good: tuple[str, ...], bad: tuple[str, ...]
) -> None:
    """Registering, changing and settling take whole numbers in the range, ends included."""
    contract = isis.registered()
    for value in (*good, *bad):
        taken = value in good
        fields = {name: value}
        assert isis.put(contract, isis.contract(**fields)).is_success is taken, value
        new = isis.put("contract", isis.contract(code="130", **fields))
        assert new.status_code == (201 if taken else 400), value
        settled = isis.put("afrekeningen/contracten", isis.afrekening(**fields))
        assert settled.status_code == (201 if taken else 400), value
        if taken:
            isis.delete(new.headers["Location"])


@pytest.mark.behaviour("vaph.seniority.40-years-and-months")
def test_each_range_stands_alone(isis: Isis) -> None:
    """40 years and 11 months are accepted and answered."""
    shown = isis.shown(isis.registered(isis.contract(ancJaar="40", ancMaand="11")))
    assert (shown["ancjaar"], shown["ancmaand"]) == ("40", "11")
