"""Afrekeningscontracten of a subsidie-eenheid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.vaph.conftest import Isis

ALL = "afrekeningen/contracten"
SEEDED = f"{ALL}/345678912"


@pytest.mark.behaviour("vaph.afrekening.add-201", "vaph.afrekening.no-worker-wrapper")
@pytest.mark.behaviour("vaph.afrekening.get-200", "vaph.xsd.answer-afrekening")
def test_afrekeningscontract_is_added(isis: Isis) -> None:
    """It answers 201 with its URL twice, and is read there, in order, without werknemer."""
    response = isis.put(ALL, isis.afrekening())
    assert (response.status_code, response.text) == (201, response.headers["Location"])
    shown = isis.shown(response.text)
    assert list(shown.items()) == [
        ("id", response.text.rpartition("/")[2]),
        ("rijksregisternummer", "27120934734"),
        ("naam", "Doe"),
        ("voornaam", "John"),
        ("code", "630"),
        ("omschrijving", "LOGISTIEK PERS. KLASSE 3"),
        ("ancJaar", "5"),
        ("ancMaand", "11"),
        ("ancDatum", "2014-01-01T00:00:00.000+02:00"),
        ("prestatieeenheid", "0.75"),
        ("gelijkgesteldeperiode", "0.25"),
        ("prestatiejaar", "2014"),
    ]
    wrapped = isis.afrekening().replace("<rijks", "<werknemer><rijks")
    wrapped = wrapped.replace("</voornaam>", "</voornaam></werknemer>")
    assert isis.put(ALL, wrapped).status_code == 400


CHANGES: list[dict[str, Any]] = [
    {"rijksregisternummer": "85051000164"},
    {"naam": "Roe", "voornaam": "Jane"},
    {"code": "130"},
    {"ancDatum": "2015-05-05"},
    {"prestatieeenheid": "0.5", "gelijkgesteldeperiode": "0.0"},
    {"prestatiejaar": "2016"},
]


@pytest.mark.behaviour("vaph.afrekening.change-200", "vaph.afrekening.change-national-number")
@pytest.mark.parametrize("changes", CHANGES, ids=lambda changes: next(iter(changes)))
def test_everything_can_be_changed(isis: Isis, changes: dict[str, str]) -> None:
    """A change answers 200 without body, and what was sent is read, the number included."""
    url = isis.registered(isis.afrekening(), ALL)
    response = isis.put(url, isis.afrekening(**changes))
    assert (response.status_code, response.content) == (200, b"")
    shown = isis.shown(url)
    for name, sent in changes.items():
        assert shown[name].startswith(sent)
    assert shown["id"] == url.rpartition("/")[2]
    assert len(isis.listed(ALL)) == 1


@pytest.mark.behaviour("vaph.afrekening.change-200", "vaph.xsd.afrekening-occurrence")
def test_change_is_whole(isis: Isis) -> None:
    """An ancDatum that a change leaves out is gone; everything else is mandatory."""
    url = isis.registered(isis.afrekening(), ALL)
    assert isis.put(url, isis.afrekening(ancDatum=None)).status_code == 200
    assert "ancDatum" not in isis.shown(url)
    names = "rijksregisternummer naam voornaam functie code ancJaar ancMaand prestatieeenheid"
    for name in (*names.split(), "gelijkgesteldeperiode", "prestatiejaar"):
        without: dict[str, Any] = {name: None}
        assert isis.put(url, isis.afrekening(**without)).status_code == 400, name


@pytest.mark.behaviour(
    "vaph.afrekening.change-missing-404",
    "vaph.afrekening.delete-missing-404",
    "vaph.afrekening.get-missing-404",
)
def test_afrekeningscontract_that_is_not_there(isis: Isis) -> None:
    """Looking up, changing and deleting it answer 404, and none is made."""
    path = f"{ALL}/999999999"
    for response in (isis.get(path), isis.put(path, isis.afrekening()), isis.delete(path)):
        assert response.status_code == 404
    assert isis.listed(ALL) == []


@pytest.mark.behaviour("vaph.afrekening.delete-200")
def test_afrekeningscontract_is_deleted(isis: Isis) -> None:
    """It answers 200 without body; from then it is not found, nor deleted again."""
    response = isis.delete(SEEDED, unit="SE.51")
    assert (response.status_code, response.content) == (200, b"")
    assert isis.get(SEEDED, unit="SE.51").status_code == 404
    assert isis.delete(SEEDED, unit="SE.51").status_code == 404


@pytest.mark.behaviour(
    "vaph.afrekening.list-200",
    "vaph.afrekening.list-shape",
    "vaph.afrekening.list-order",
    "vaph.afrekening.duplicates-allowed",
)
def test_list_of_afrekeningscontracten(isis: Isis) -> None:
    """It has all of the unit, twins too, as single ones, in the order in which they came."""
    bodies = [isis.afrekening(), isis.afrekening(prestatiejaar="2013"), isis.afrekening()]
    urls = [isis.registered(body, ALL) for body in bodies]
    isis.registered(isis.afrekening(), ALL, unit="SE.52")
    assert isis.listed(ALL) == [isis.shown(url) for url in urls]
    assert b"<afrekeningContract>" in isis.get(ALL).content


@pytest.mark.behaviour("vaph.afrekening.units-0-to-1")
@pytest.mark.parametrize("name", ["prestatieeenheid", "gelijkgesteldeperiode"])
def test_units_lie_between_0_and_1(isis: Isis, name: str) -> None:
    """Both take 0 to 1, ends included; other values answer 400."""
    for value in ("0", "1", "0.333"):
        assert isis.put(ALL, isis.afrekening(**{name: value})).status_code == 201
    for value in ("-0.01", "1.01", "x", ""):
        assert isis.put(ALL, isis.afrekening(**{name: value})).status_code == 400


@pytest.mark.behaviour("vaph.afrekening.ancdatum-as-dates")
@pytest.mark.parametrize("sent", ["2014-07-01", "2014-07-01T00:00:00.000+02:00"])
def test_ancdatum_in_both_forms(isis: Isis, sent: str) -> None:
    """A date and a time are both read, and a time is answered."""
    url = isis.registered(isis.afrekening(ancDatum=sent), ALL)
    assert isis.shown(url)["ancDatum"] == "2014-07-01T00:00:00.000+02:00"


@pytest.mark.behaviour("vaph.afrekening.other-unit-404")
def test_afrekeningscontract_of_another_unit(isis: Isis) -> None:
    """Below another unit, which the login reaches too, it answers 404 and stays as it is."""
    before = isis.shown(SEEDED, unit="SE.51")
    changed = isis.put(SEEDED, isis.afrekening(naam="Roe"))
    others = [isis.get(SEEDED), changed, isis.delete(SEEDED)]
    assert [response.status_code for response in others] == [404, 404, 404]
    assert isis.shown(SEEDED, unit="SE.51") == before


@pytest.mark.behaviour("vaph.afrekening.id-not-a-number-400")
@pytest.mark.parametrize("identifier", ["abc", "-1", "1.5", "%20"])
def test_id_that_is_no_number(isis: Isis, identifier: str) -> None:
    """An id that is not a number answers 400."""
    path = f"{ALL}/{identifier}"
    calls = [isis.get(path), isis.put(path, isis.afrekening()), isis.delete(path)]
    assert {response.status_code for response in calls} == {400}


@pytest.mark.behaviour("vaph.afrekening.year-not-a-year-400")
@pytest.mark.parametrize("year", ["15", "20155", "20x5", "-2015", "%202015"])
@pytest.mark.parametrize("name", ["gepensioneerden", "variabeleprestaties"])
def test_year_of_a_path(isis: Isis, name: str, year: str) -> None:
    """A werkingsjaar that is not four digits answers 400 on both lists."""
    path = f"afrekeningen/{year}/{name}"
    assert isis.get(path).status_code == 400
    assert isis.put(path, isis.persons({})).status_code == 400
    assert isis.delete(f"{path}/wijzigen").status_code == 400


@pytest.mark.behaviour("vaph.worker.afrekeningen-apart")
def test_names_of_afrekeningen_are_their_own(isis: Isis) -> None:
    """They are those that were sent, and neither create nor change a worker."""
    contract = isis.registered()
    before = isis.sim.state()["documents"]["vaph.worker"]
    url = isis.registered(isis.afrekening(naam="Roe"), ALL)
    isis.registered(isis.afrekening(rijksregisternummer="85051000164"), ALL)
    isis.put("afrekeningen/2015/gepensioneerden", isis.persons({}))
    assert isis.sim.state()["documents"]["vaph.worker"] == before
    isis.put(contract, isis.contract(naam="Poe"))
    assert isis.shown(url)["naam"] == "Roe"
