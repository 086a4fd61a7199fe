"""Contracts: registering, changing, deleting, looking up, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.vaph.conftest import Isis

OTHER = {"rijksregisternummer": "85051000164", "naam": "Deleuze", "voornaam": "Guido"}


@pytest.mark.behaviour("vaph.contract.register-url", "vaph.names.url-of-created", "vaph.errors.201")
def test_url_of_a_new_contract(isis: Isis) -> None:
    """It is in Location and the text of the body, ends in the id, and leads to the contract."""
    response = isis.put("contract", isis.contract())
    assert response.status_code == 201
    assert response.headers["Content-Type"].startswith("text/plain")
    assert response.text == response.headers["Location"]
    assert isis.shown(response.text)["id"] == response.text.rpartition("/")[2]


REQUIRED = {
    "rijksregisternummer": "vaph.contract.register-national-number-required",
    "naam": "vaph.contract.register-naam-required",
    "voornaam": "vaph.contract.register-voornaam-required",
    "begindatum": "vaph.contract.register-begindatum-required",
    "code": "vaph.contract.register-code-required",
    "ancJaar": "vaph.contract.register-seniority-required",
    "ancMaand": "vaph.contract.register-seniority-required",
}


@pytest.mark.behaviour("vaph.errors.400", "vaph.contract.change-is-whole")
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.behaviour(REQUIRED[name])) for name in REQUIRED]
)
@pytest.mark.parametrize("value", [None, ""])
def test_mandatory_fields(isis: Isis, name: str, value: str | None) -> None:
    """Without a mandatory field, or with an empty one, nothing is registered or changed: 400."""
    changes: dict[str, Any] = {name: value}
    body = isis.contract(**changes)
    assert isis.put("contract", body).status_code == 400
    assert isis.listed("contract") == []
    url = isis.registered()
    before = isis.shown(url)
    assert isis.put(url, body).status_code == 400
    assert isis.shown(url) == before


@pytest.mark.behaviour("vaph.contract.register-omschrijving-optional")
@pytest.mark.parametrize("label", [None, "LOGISTIEK PERS. KLASSE 3", ""])
def test_label_is_optional(isis: Isis, label: str | None) -> None:
    """A contract is registered with and without omschrijving."""
    assert isis.put("contract", isis.contract(omschrijving=label)).status_code == 201


@pytest.mark.behaviour("vaph.contract.ids-unique", "vaph.contract.ids-nine-digits")
def test_ids_are_nine_digits_and_unique(isis: Isis) -> None:
    """Forty contracts, prestaties and afrekeningscontracten have ids of their own."""
    contracts, prestaties, afrekeningen = set(), set(), set()
    for year in range(1980, 2020):
        period = {"begindatum": f"{year}-01-01", "einddatum": f"{year}-12-31"}
        url = isis.registered(isis.contract(**period))
        contracts.add(url.rpartition("/")[2])
        body = isis.prestatie(jaar=year)
        prestaties.add(isis.registered(body, f"{url}/prestatie").rpartition("/")[2])
        afrekening = isis.registered(isis.afrekening(), "afrekeningen/contracten")
        afrekeningen.add(afrekening.rpartition("/")[2])
    assert [len(ids) for ids in (contracts, prestaties, afrekeningen)] == [40, 40, 40]
    for identifier in contracts | prestaties | afrekeningen:
        assert len(identifier) == 9
        assert identifier.isdigit()
        assert identifier[0] != "0"


CHANGES: list[dict[str, Any]] = [
    {"begindatum": "2013-01-01"},
    {"einddatum": "2015-12-31"},
    {"code": "130"},
    {"ancJaar": "40"},
    {"ancMaand": "0"},
    {"naam": "Roe"},
    {"voornaam": "Jane"},
]


@pytest.mark.behaviour("vaph.contract.change-200", "vaph.contract.change-everything-else")
@pytest.mark.behaviour("vaph.errors.200", "vaph.errors.changes-answer-empty")
@pytest.mark.parametrize("changes", CHANGES, ids=lambda changes: next(iter(changes)))
def test_everything_else_can_be_changed(isis: Isis, changes: dict[str, str]) -> None:
    """A change answers 200 without body; the contract is as sent, and as a new one would be."""
    url = isis.registered()
    response = isis.put(url, isis.contract(**changes))
    assert (response.status_code, response.content) == (200, b"")
    after = isis.shown(url)
    (name, sent), *_ = changes.items()
    shown = after[{"ancJaar": "ancjaar", "ancMaand": "ancmaand"}.get(name, name)]
    assert shown.startswith(sent)
    assert len(isis.listed("contract")) == 1
    assert isis.delete(url).status_code == 200
    again = isis.shown(isis.registered(isis.contract(**changes)))
    assert {**after, "id": ""} == {**again, "id": ""}


@pytest.mark.behaviour(
    "vaph.contract.change-national-number-blocked", "vaph.contract.change-national-number-400"
)
@pytest.mark.parametrize("base", ["/isis", "/isis-rest"])
def test_national_number_cannot_be_changed(isis: Isis, base: str) -> None:
    """It answers 400, says what to do instead, and changes nothing, names included."""
    url = isis.registered(base=base)
    before = isis.sim.state()["documents"]
    body = isis.contract(rijksregisternummer="85051000164", naam="Roe", ancJaar="9")
    response = isis.put(url, body)
    assert response.status_code == 400
    assert "delete the contract and register it again" in response.text
    assert isis.sim.state()["documents"] == before


@pytest.mark.behaviour("vaph.contract.change-is-whole")
def test_change_is_whole(isis: Isis) -> None:
    """An einddatum that a change leaves out is gone."""
    url = isis.registered()
    assert isis.put(url, isis.contract(einddatum=None)).status_code == 200
    assert "einddatum" not in isis.shown(url)


@pytest.mark.behaviour(
    "vaph.contract.change-missing-404",
    "vaph.contract.delete-missing-404",
    "vaph.contract.get-missing-404",
    "vaph.errors.404",
)
def test_contract_that_is_not_there(isis: Isis) -> None:
    """Looking up, changing and deleting it answer 404, and none is made."""
    path = "contract/999999999"
    for response in (isis.get(path), isis.put(path, isis.contract()), isis.delete(path)):
        assert response.status_code == 404
    assert isis.listed("contract") == []


@pytest.mark.behaviour("vaph.contract.delete-200", "vaph.contract.delete-missing-404")
def test_contract_is_deleted(isis: Isis) -> None:
    """It answers 200 without body; from then it is not found, and not deleted a second time."""
    url, stays = isis.registered(), isis.registered(isis.contract(code="130"))
    response = isis.delete(url)
    assert (response.status_code, response.content) == (200, b"")
    assert [isis.get(url).status_code, isis.delete(url).status_code] == [404, 404]
    assert [contract["id"] for contract in isis.listed("contract")] == [stays.rpartition("/")[2]]


@pytest.mark.behaviour("vaph.contract.delete-prestaties-go")
def test_prestaties_go_with_their_contract(isis: Isis) -> None:
    """With a contract its prestaties are gone from everywhere; those of others stay."""
    url, other = isis.registered(), isis.registered(isis.contract(code="130"))
    gone = isis.registered(isis.prestatie(), f"{url}/prestatie")
    kept = isis.registered(isis.prestatie(), f"{other}/prestatie")
    isis.delete(url)
    assert [isis.get(gone).status_code, isis.get(kept).status_code] == [404, 200]
    left = isis.sim.state()["documents"]["vaph.prestatie"]
    assert set(left) == {"234567891", kept.rpartition("/")[2]}


@pytest.mark.behaviour("vaph.contract.register-again-with-right-number")
def test_wrong_number_is_put_right(isis: Isis) -> None:
    """A contract with a wrong number is deleted and registered again with the right one."""
    wrong = isis.registered(isis.contract(rijksregisternummer="85051000164"))
    isis.delete(wrong)
    right = isis.registered()
    assert isis.shown(right)["rijksregisternummer"] == "27120934734"
    assert len(isis.listed("contract")) == 1


@pytest.mark.behaviour("vaph.contract.get-200", "vaph.xsd.answer-contract")
def test_order_of_an_answer(isis: Isis) -> None:
    """A contract is answered with its elements in the document's order, all of them."""
    names = "id rijksregisternummer naam voornaam begindatum einddatum code omschrijving"
    shown = isis.shown(isis.registered())
    assert list(shown) == [*names.split(), "ancjaar", "ancmaand"]


@pytest.mark.behaviour("vaph.contract.other-unit-404")
def test_contract_of_another_unit(isis: Isis) -> None:
    """Below another unit, which the login reaches too, it answers 404 and stays as it is."""
    path = isis.registered().partition("/SE.50/")[2]
    before = isis.shown(path)
    changed = isis.put(path, isis.contract(ancJaar="9"), unit="SE.51")
    others = [isis.get(path, unit="SE.51"), changed, isis.delete(path, unit="SE.51")]
    assert [response.status_code for response in others] == [404, 404, 404]
    assert isis.shown(path) == before


@pytest.mark.behaviour("vaph.contract.id-not-a-number-400")
@pytest.mark.parametrize("identifier", ["abc", "1x", "-1", "1.5", "0x10", "%20", "1" * 20, "١"])
def test_id_that_is_no_number(isis: Isis, identifier: str) -> None:
    """A contract-id that is not a number answers 400 to every operation that has one."""
    path = f"contract/{identifier}"
    calls = [
        isis.get(path),
        isis.put(path, isis.contract()),
        isis.delete(path),
        isis.get(f"{path}/prestaties"),
        isis.put(f"{path}/prestatie", isis.prestatie()),
    ]
    assert {response.status_code for response in calls} == {400}


@pytest.mark.behaviour(
    "vaph.contract.list-200", "vaph.contract.list-shape", "vaph.contract.list-order"
)
def test_list_of_contracts(isis: Isis) -> None:
    """It has every contract of the unit and no other, as a single one, in order of registration,
    which a change does not alter.
    """
    urls = [
        isis.registered(isis.contract(code=code, **who))
        for code, who in (("630", {}), ("130", {}), ("630", OTHER))
    ]
    isis.registered(unit="SE.52")
    isis.put(urls[0], isis.contract(ancJaar="9"))
    assert isis.listed("contract") == [isis.shown(url) for url in urls]
