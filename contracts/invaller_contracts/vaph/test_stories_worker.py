"""Stories of workers: created with their first contract, known for ever, named once for all."""

from dataclasses import replace
from datetime import date

import pytest

from invaller_clients import BadRequest
from invaller_clients.vaph import Vaph
from invaller_contracts.simulator import Simulator
from invaller_contracts.vaph.samples import AFREKENINGSCONTRACT, CONTRACT, Cast

NEW = "85051000164"
"""A rijksregisternummer that no worker of the seed has."""

FIRST = replace(CONTRACT, rijksregisternummer=NEW, naam="Deleuze", voornaam="Guido")
SECOND = replace(FIRST, begindatum=date(2015, 1, 1), einddatum=None)


def names(isis: Vaph) -> list[tuple[str, str]]:
    """What the workers of all contracts are called."""
    return [(one.naam, one.voornaam) for one in isis.get_contracten()]


@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.worker.name-changes-all-contracts")
def test_a_new_name_is_in_all_contracts_of_a_worker(isis: Vaph, other: Vaph) -> None:
    """A name that is changed through one contract is seen in the others, of every unit."""
    changed = isis.register_contract(FIRST)
    isis.register_contract(SECOND)
    other.register_contract(FIRST)
    isis.change_contract(changed, replace(FIRST, naam="De Leuze", voornaam="Guy"))
    assert names(isis) == [("De Leuze", "Guy")] * 2
    assert names(other) == [("Doe", "John"), ("De Leuze", "Guy")]


@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.worker.stays-known", "vaph.worker.known-worker-used", "vaph.worker.known-names-stay"
)
def test_a_worker_stays_known_without_contracts(sim: Simulator, isis: Vaph) -> None:
    """After the last contract the names are known, and a registration does not change them."""
    isis.delete_contract(isis.register_contract(FIRST))
    isis.register_contract(replace(FIRST, naam="Someone", voornaam="Else"))
    assert names(isis) == [("Deleuze", "Guido")]
    assert "vaph.worker.known-names-stay" in [finding["rule"] for finding in sim.findings]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.worker.refused-contract-makes-none")
def test_a_refused_contract_makes_no_worker(isis: Vaph) -> None:
    """What was called something in a refused request is called as the next request says."""
    with pytest.raises(BadRequest):
        isis.register_contract(replace(FIRST, naam="Refused", functie="999"))
    number = isis.register_contract(FIRST)
    with pytest.raises(BadRequest):
        isis.change_contract(number, replace(FIRST, naam="Refused", functie="999"))
    assert names(isis) == [("Deleuze", "Guido")]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.worker.afrekeningen-apart")
def test_names_of_afrekeningen_stand_alone(isis: Vaph) -> None:
    """An afrekeningscontract neither takes the names of a worker nor gives them any."""
    isis.register_contract(FIRST)
    settled = replace(AFREKENINGSCONTRACT, rijksregisternummer=NEW, naam="Other", voornaam="Name")
    number = isis.add_afrekeningscontract(settled)
    assert names(isis) == [("Deleuze", "Guido")]
    assert isis.get_afrekeningscontract(number).naam == "Other"


@pytest.mark.truth("assumed")
@pytest.mark.behaviour(
    "vaph.worker.national-number-check-digits",
    "vaph.worker.national-number-century",
    "vaph.worker.bis-number",
)
@pytest.mark.parametrize(
    ("number", "accepted"),
    [
        ("27120934734", True),
        ("27120934735", False),
        ("01020300141", True),
        ("01020300170", True),
        ("01020300142", False),
        ("85250100186", True),
        ("85450100132", True),
        ("85000000138", True),
    ],
)
def test_a_national_number_has_its_check_digits(isis: Vaph, number: str, accepted: bool) -> None:
    """Check digits are right by the rule of either century; bis numbers and date 00-00 count."""
    contract = replace(CONTRACT, rijksregisternummer=number)
    if accepted:
        isis.register_contract(contract)
    else:
        with pytest.raises(BadRequest, match=number):
            isis.register_contract(contract)
    assert len(isis.get_contracten()) == accepted


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.worker.name-changes-all-contracts")
def test_a_name_is_changed_for_all_contracts(isis: Vaph, cast: Cast) -> None:
    """A name that is changed through one contract is seen in the other one, and changed back."""
    sent = cast.contract
    next_year = replace(sent, begindatum=date(2015, 1, 1), einddatum=date(2015, 12, 31))
    first, second = (isis.register_contract(one) for one in (sent, next_year))
    isis.change_contract(first, replace(sent, naam="Naamloos"))
    try:
        assert isis.get_contract(second).naam == "Naamloos"
    finally:
        isis.change_contract(first, sent)
    assert isis.get_contract(second).naam == cast.naam


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.worker.stays-known", "vaph.worker.known-worker-used", "vaph.worker.known-names-stay"
)
def test_a_known_worker_keeps_his_names(isis: Vaph, cast: Cast) -> None:
    """After the last contract the names are known, and a registration does not change them."""
    isis.delete_contract(isis.register_contract(cast.contract))
    number = isis.register_contract(replace(cast.contract, naam="Someone", voornaam="Else"))
    known = isis.get_contract(number)
    assert (known.naam, known.voornaam) == (cast.naam, cast.voornaam)
