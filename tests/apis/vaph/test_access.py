"""Who may see which subsidie-eenheid, and how a subsidie-eenheid is spelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.apis.vaph.conftest import Isis

OWN = ("isis", "isis-simulator")
NONE = ("niets", "niets-simulator")

CALLS = [
    ("GET", "contract"),
    ("PUT", "contract"),
    ("GET", "contract/123456789"),
    ("PUT", "contract/123456789"),
    ("DELETE", "contract/123456789"),
    ("PUT", "contract/123456789/prestatie"),
    ("GET", "contract/123456789/prestaties"),
    ("GET", "contract/123456789/prestatie/234567891"),
    ("DELETE", "contract/123456789/prestatie/234567891"),
    ("GET", "afrekeningen/contracten"),
    ("PUT", "afrekeningen/contracten"),
    ("GET", "afrekeningen/contracten/345678912"),
    ("PUT", "afrekeningen/contracten/345678912"),
    ("DELETE", "afrekeningen/contracten/345678912"),
    *(
        (method, f"afrekeningen/2015/{name}{below}")
        for name in ("gepensioneerden", "variabeleprestaties")
        for method, below in (
            ("GET", ""),
            ("PUT", ""),
            ("PUT", "/wijzigen"),
            ("DELETE", "/wijzigen"),
        )
    ),
]


@pytest.mark.behaviour("vaph.access.own-units")
def test_login_reaches_its_units(isis: Isis) -> None:
    """A login registers and reads in the unit that it was given."""
    url = isis.registered(auth=OWN)
    assert isis.get(url, auth=OWN).status_code == 200


@pytest.mark.behaviour("vaph.access.other-unit-403")
def test_other_units_are_closed(isis: Isis) -> None:
    """A unit of others answers 403 on each of the 22 operations, and nothing changes."""
    assert len(CALLS) == 22
    before = isis.sim.state()["documents"]
    for method, path in CALLS:
        response = isis.call(method, path, isis.contract(), unit="SE.51", auth=OWN)
        assert response.status_code == 403, path
    assert isis.get("contract", auth=NONE).status_code == 403
    assert isis.sim.state()["documents"] == before


@pytest.mark.behaviour("vaph.access.login-before-unit")
def test_login_comes_before_the_unit(isis: Isis) -> None:
    """A failed login answers 403 for a unit that does not exist; a right one answers 404."""
    assert isis.get("contract", unit="SE.99", auth=None).status_code == 403
    assert isis.get("contract", unit="SE.99", auth=OWN).status_code == 404


@pytest.mark.behaviour("vaph.access.order-of-refusals")
def test_first_reason_counts(isis: Isis) -> None:
    """With everything wrong, and then less and less, each refusal comes in its turn."""
    plain = {"Content-Type": "text/plain"}
    wrong = isis.contract(rijksregisternummer="85051000164", code="999")
    known = isis.registered()
    steps: list[tuple[int, str, str, str | None, tuple[str, str] | None, dict[str, str] | None]] = [
        (403, "SE.99", "contract/x", "<a", None, plain),
        (404, "SE.99", "contract/x", "<a", OWN, plain),
        (403, "SE.51", "contract/x", "<a", OWN, plain),
        (400, "SE.50", "contract/x", "<a", OWN, plain),
        (415, "SE.50", "contract/1", "<a", OWN, plain),
        (400, "SE.50", "contract/1", "<a", OWN, None),
        (400, "SE.50", "contract/1", "<a/>", OWN, None),
        (404, "SE.50", "contract/1", wrong, OWN, None),
    ]
    texts = []
    for status, unit, path, body, auth, headers in steps:
        response = isis.call("PUT", path, body, unit=unit, auth=auth, headers=headers)
        assert response.status_code == status, response.text
        texts.append(response.text)
    assert len(set(texts)) == len(texts)
    assert isis.put(known, wrong).status_code == 400


@pytest.mark.behaviour("vaph.unit.per-unit")
def test_units_see_nothing_of_each_other(isis: Isis) -> None:
    """Contracts and afrekeningen of one unit are in no list of another."""
    isis.registered(unit="SE.50")
    isis.registered(isis.afrekening(), "afrekeningen/contracten", unit="SE.50")
    isis.put("afrekeningen/2015/gepensioneerden", isis.persons({}), unit="SE.50")
    assert isis.listed("contract", unit="SE.52") == []
    assert isis.listed("afrekeningen/contracten", unit="SE.52") == []
    assert isis.get("afrekeningen/2015/gepensioneerden", unit="SE.52").status_code == 404


SPELLINGS = {
    "SE.50": "vaph.unit.recognition-number",
    "50": "vaph.unit.number",
    "Zorghuis%20Voorbeeld": "vaph.unit.name",
    "se.50": "vaph.unit.case",
    "sE.50": "vaph.unit.case",
    "ZORGHUIS%20voorbeeld": "vaph.unit.case",
    "SE.050": "vaph.unit.leading-zeros",
    "0050": "vaph.unit.leading-zeros",
}


@pytest.mark.behaviour("vaph.names.subsidie-eenheid", "vaph.unit.every-operation-every-spelling")
@pytest.mark.parametrize(
    "spelling",
    [pytest.param(text, marks=pytest.mark.behaviour(SPELLINGS[text])) for text in SPELLINGS],
)
def test_each_spelling_is_the_same_unit(isis: Isis, spelling: str) -> None:
    """What is registered under SE.50 is read, changed and deleted under each spelling."""
    contract = isis.registered()
    path = contract.partition("/SE.50/")[2]
    assert len(isis.listed("contract", unit=spelling, auth=OWN)) == 1
    assert isis.put(path, isis.contract(ancJaar="7"), unit=spelling, auth=OWN).status_code == 200
    prestatie = isis.registered(isis.prestatie(), f"{path}/prestatie", unit=spelling, auth=OWN)
    assert isis.get(prestatie).status_code == 200
    isis.registered(isis.afrekening(), "afrekeningen/contracten", unit=spelling, auth=OWN)
    assert len(isis.listed("afrekeningen/contracten", unit="SE.50")) == 1
    lists = "afrekeningen/2015/variabeleprestaties"
    assert isis.put(lists, isis.hours(), unit=spelling, auth=OWN).status_code == 200
    assert isis.delete(f"{lists}/wijzigen", unit="50").status_code == 200
    assert isis.delete(path, unit=spelling, auth=OWN).status_code == 200


@pytest.mark.behaviour("vaph.unit.every-operation-every-spelling")
@pytest.mark.parametrize("spelling", ["SE.51", "51", "Dagcentrum%20De%20Proef"])
def test_every_operation_takes_every_spelling(isis: Isis, spelling: str) -> None:
    """On each of the 22 operations the unit is found: none answers 403 or 404."""
    isis.sim.snapshot("seed")
    for method, path in CALLS:
        isis.sim.restore("seed")
        status = isis.call(method, path, "<x/>", unit=spelling).status_code
        assert status == (400 if method == "PUT" else 200), path


@pytest.mark.behaviour("vaph.unit.unknown-404", "vaph.unit.unknown-404-afrekeningen")
@pytest.mark.parametrize("unit", ["SE.99", "99", "Zorghuis", "MFC.50", "SE", "SE.50x", "SE.-50"])
def test_unknown_units_are_not_found(isis: Isis, unit: str) -> None:
    """A unit that does not exist answers 404 on each of the 22 operations."""
    for method, path in CALLS:
        assert isis.call(method, path, isis.contract(), unit=unit).status_code == 404, path


def test_units_can_be_brought_in(isis: Isis) -> None:
    """A unit that is added to the state is reached by its name, also one with an ampersand."""
    unit = {"number": "7", "erkenningsnummer": "SE.7", "name": "Kind & Kracht"}
    isis.sim.merge({"vaph.unit": {"7": unit}})
    url = isis.registered(unit="Kind%20%26%20Kracht")
    assert isis.get(url.replace("Kind%20%26%20Kracht", "SE.7")).status_code == 200
