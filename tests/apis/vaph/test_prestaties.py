"""Prestaties of a contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.apis.vaph.conftest import Isis

SEEDED = "contract/123456789/prestatie/234567891"
OTHER_CONTRACT = {"code": "130"}


@pytest.fixture
def contract(isis: Isis) -> str:
    """The URL of a contract of 2014."""
    return isis.registered()


@pytest.mark.behaviour("vaph.prestatie.register-201", "vaph.prestatie.register-contractid-optional")
@pytest.mark.behaviour("vaph.prestatie.contractid-always-answered")
def test_prestatie_is_registered(isis: Isis, contract: str) -> None:
    """It answers 201 with its URL twice; without contractId that of the path is answered."""
    response = isis.put(f"{contract}/prestatie", isis.prestatie())
    assert (response.status_code, response.text) == (201, response.headers["Location"])
    assert response.text.rpartition("/")[0] == f"{contract}/prestatie"
    shown = isis.shown(response.text)
    assert shown["id"] == response.text.rpartition("/")[2]
    assert shown["contractId"] == contract.rpartition("/")[2]


@pytest.mark.behaviour("vaph.prestatie.get-200", "vaph.xsd.answer-prestatie")
@pytest.mark.behaviour("vaph.names.numbers-elsewhere")
def test_order_of_an_answer(isis: Isis, contract: str) -> None:
    """All eight fields are answered, in the document's order, decimals without needless zero."""
    body = isis.prestatie(uren="152.00", uurstel="160.50", prestatieeenheid="0.9500")
    shown = isis.shown(isis.registered(body, f"{contract}/prestatie"))
    assert list(shown.items())[2:] == [
        ("jaar", "2014"),
        ("maand", "1"),
        ("uren", "152.0"),
        ("uurstelsel", "160.5"),
        ("prestatieeenheid", "0.95"),
        ("afwezigheid", "0.0"),
    ]
    assert list(shown)[:2] == ["id", "contractId"]


@pytest.mark.behaviour("vaph.prestatie.register-contractid-other-400")
def test_contractid_is_that_of_the_path(isis: Isis, contract: str) -> None:
    """The id of the path is accepted as contractId, and another one answers 400."""
    other = isis.registered(isis.contract(**OTHER_CONTRACT)).rpartition("/")[2]
    own = contract.rpartition("/")[2]
    refused = isis.put(f"{contract}/prestatie", isis.prestatie(contractId=other))
    assert (refused.status_code, own in refused.text) == (400, True)
    assert isis.listed(f"{contract}/prestaties") == []
    assert isis.put(f"{contract}/prestatie", isis.prestatie(contractId=own)).status_code == 201


@pytest.mark.behaviour("vaph.prestatie.register-required")
@pytest.mark.parametrize(
    "name", ["jaar", "maand", "uren", "uurstel", "prestatieeenheid", "afwezigheid"]
)
@pytest.mark.parametrize("base", ["/isis", "/isis-rest"])
def test_mandatory_fields(isis: Isis, contract: str, name: str, base: str) -> None:
    """Without any of the six nothing is registered: 400."""
    path = f"{contract.partition('/isis')[2]}/prestatie"
    assert isis.put(path, isis.prestatie(**{name: None}), base=base).status_code == 400
    assert isis.listed(f"{contract}/prestaties") == []


VALUES = [
    ("prestatieeenheid", "vaph.prestatie.eenheid-0-to-1", "0 1 0.5 1.000", "-0.1 1.01 2 x"),
    ("afwezigheid", "vaph.prestatie.afwezigheid-0-to-1", "0 1 .5 1.", "-1 1.0001 1,0"),
    ("maand", "vaph.prestatie.month-1-to-12", "1 12 05", "0 13 -1 1.5"),
    ("jaar", "vaph.prestatie.year-four-digits", "1900 2999", "1899 3000 99 02014"),
    ("uren", "vaph.prestatie.hours-not-negative", "0 999999 0.25", "-1 -0.5 acht"),
    ("uurstel", "vaph.prestatie.hours-not-negative", "0 999999 0.25", "-1 -0.5 acht"),
]


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        pytest.param(name, good.split(), bad.split(), marks=pytest.mark.behaviour(behaviour))
        for name, behaviour, good, bad in VALUES
    ],
)
@pytest.mark.parametrize("base", ["/isis", "/isisRest"])
def test_ranges(
    isis: Isis, contract: str, name: str, good: list[str], bad: list[str], base: str
) -> None:
    """Values in the range, ends included, are registered; others answer 400."""
    path = f"{contract.partition('/isis')[2]}/prestatie"
    for value in (*good, *bad):
        response = isis.put(path, isis.prestatie(**{name: value}), base=base)
        assert response.status_code == (201 if value in good else 400), value
        if value in good:
            isis.delete(response.text)


@pytest.mark.behaviour("vaph.prestatie.eenheid-and-afwezigheid-apart")
def test_both_may_be_one(isis: Isis, contract: str) -> None:
    """prestatieeenheid and afwezigheid of 1 each are accepted."""
    body = isis.prestatie(prestatieeenheid="1", afwezigheid="1")
    assert isis.put(f"{contract}/prestatie", body).status_code == 201


@pytest.mark.behaviour(
    "vaph.prestatie.register-no-contract-404", "vaph.prestatie.list-no-contract-404"
)
def test_contract_that_is_not_there(isis: Isis, contract: str) -> None:
    """Without the contract nothing is registered or listed: 404; nor below another unit."""
    gone = "contract/999999999"
    assert isis.put(f"{gone}/prestatie", isis.prestatie()).status_code == 404
    assert isis.get(f"{gone}/prestaties").status_code == 404
    path = contract.partition("/SE.50/")[2]
    assert isis.put(f"{path}/prestatie", isis.prestatie(), unit="SE.51").status_code == 404
    assert isis.get(f"{path}/prestaties", unit="SE.51").status_code == 404


@pytest.mark.behaviour("vaph.prestatie.second-of-month-400")
def test_one_prestatie_a_month(isis: Isis, contract: str) -> None:
    """A second one answers 400, naming the first; other months, years and contracts are free."""
    first = isis.registered(isis.prestatie(), f"{contract}/prestatie").rpartition("/")[2]
    second = isis.put(f"{contract}/prestatie", isis.prestatie(maand="01", uren="1"))
    assert (second.status_code, first in second.text) == (400, True)
    isis.registered(isis.prestatie(maand="11"), f"{contract}/prestatie")
    isis.registered(isis.prestatie(jaar="2015"), f"{contract}/prestatie")
    other = isis.registered(isis.contract(**OTHER_CONTRACT))
    isis.registered(isis.prestatie(), f"{other}/prestatie")
    assert len(isis.listed(f"{contract}/prestaties")) == 3


@pytest.mark.behaviour("vaph.prestatie.outside-contract-finding")
def test_month_outside_the_contract(isis: Isis) -> None:
    """A month wholly outside is registered with a finding; one that is partly inside without."""
    body = isis.contract(begindatum="2014-03-31", einddatum="2014-05-01")
    contract = isis.registered(body)
    for month in ("3", "4", "5"):
        isis.registered(isis.prestatie(maand=month), f"{contract}/prestatie")
    assert isis.findings() == []
    for month in ("2", "6"):
        isis.registered(isis.prestatie(maand=month), f"{contract}/prestatie")
    assert isis.findings() == ["vaph.prestatie.outside-contract-finding"] * 2


@pytest.mark.behaviour("vaph.prestatie.no-update")
def test_prestatie_cannot_be_changed(isis: Isis) -> None:
    """PUT on its URL answers 405; deleted, it can be registered again."""
    changed = isis.put(SEEDED, isis.prestatie(), unit="SE.51")
    assert (changed.status_code, changed.headers["Allow"]) == (405, "DELETE, GET")
    isis.delete(SEEDED, unit="SE.51")
    path = "contract/123456789/prestatie"
    assert isis.put(path, isis.prestatie(uren="1"), unit="SE.51").status_code == 201


@pytest.mark.behaviour("vaph.prestatie.delete-200", "vaph.prestatie.delete-missing-404")
@pytest.mark.behaviour("vaph.prestatie.get-missing-404")
def test_prestatie_is_deleted(isis: Isis) -> None:
    """It answers 200 without body; then it is not found nor deleted again; its contract stays."""
    response = isis.delete(SEEDED, unit="SE.51")
    assert (response.status_code, response.content) == (200, b"")
    assert isis.get(SEEDED, unit="SE.51").status_code == 404
    assert isis.delete(SEEDED, unit="SE.51").status_code == 404
    assert isis.get("contract/123456789", unit="SE.51").status_code == 200


@pytest.mark.behaviour("vaph.prestatie.other-contract-404")
def test_prestatie_of_another_contract(isis: Isis) -> None:
    """Below another contract of the unit, or another unit, it answers 404 and stays."""
    other = isis.registered(isis.contract(**OTHER_CONTRACT), unit="SE.51")
    assert isis.get(f"{other}/prestatie/234567891").status_code == 404
    assert isis.delete(f"{other}/prestatie/234567891").status_code == 404
    assert isis.delete(SEEDED, unit="SE.50").status_code == 404
    assert isis.get(SEEDED, unit="SE.51").status_code == 200


@pytest.mark.behaviour("vaph.prestatie.id-not-a-number-400")
@pytest.mark.parametrize("identifier", ["abc", "1x", "-1", "1.5"])
def test_id_that_is_no_number(isis: Isis, identifier: str) -> None:
    """A prestatie-id that is not a number answers 400."""
    path = f"contract/123456789/prestatie/{identifier}"
    assert isis.get(path, unit="SE.51").status_code == 400
    assert isis.delete(path, unit="SE.51").status_code == 400


@pytest.mark.behaviour(
    "vaph.prestatie.list-200", "vaph.prestatie.list-shape", "vaph.prestatie.list-order"
)
def test_list_of_prestaties(isis: Isis, contract: str) -> None:
    """The plural lists all of the contract, as single ones, in order of registration."""
    urls = [
        isis.registered(isis.prestatie(maand=month), f"{contract}/prestatie")
        for month in ("12", "1", "6")
    ]
    other = isis.registered(isis.contract(**OTHER_CONTRACT))
    isis.registered(isis.prestatie(), f"{other}/prestatie")
    assert isis.listed(f"{contract}/prestaties") == [isis.shown(url) for url in urls]
    assert isis.get(f"{contract}/prestatie").status_code == 405
