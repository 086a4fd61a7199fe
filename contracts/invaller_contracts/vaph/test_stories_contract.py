"""Stories of contracts: registered, changed, deleted, read and listed."""

import re
from dataclasses import replace
from datetime import date

import pytest

from invaller_clients import BadRequest, NotFound, ProblemError
from invaller_clients.vaph import Contract, Vaph
from invaller_contracts.vaph.client import Wire
from invaller_contracts.vaph.samples import CONTRACT, LABEL, PRESTATIE, Cast

ANSWERED = replace(CONTRACT, omschrijving=LABEL)
"""The contract of the document as it is answered, but for its id."""

NEXT_YEAR = replace(CONTRACT, begindatum=date(2015, 1, 1), einddatum=date(2015, 12, 31))
SOMEBODY = "85051000164"


def without_id(contract: Contract) -> Contract:
    """A contract as it is sent."""
    return replace(contract, id=None)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.contract.register-201",
    "vaph.contract.register-document-example",
    "vaph.contract.register-url",
    "vaph.contract.ids-nine-digits",
    "vaph.base-urls.created-url-of-caller",
    "vaph.names.url-of-created",
    "vaph.names.201-and-200",
    "vaph.errors.201",
    "vaph.dates.date",
)
def test_the_example_is_registered(wire: Wire, cast: Cast) -> None:
    """The document's request answers 201 with the URL of the contract, in header and body."""
    registered = wire.put("/contract", cast.printed("registerContract.request"))
    url = registered.headers["Location"]
    assert (registered.status_code, registered.text) == (201, url)
    assert url.startswith(f"{wire.place_of('/contract')}/")
    assert registered.headers["Content-Type"].startswith("text/plain")
    number = url.rpartition("/")[2]
    assert (len(number), number.isdigit()) == (9, True)
    assert wire.get(f"/contract/{number}").status_code == 200


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.contract.get-200",
    "vaph.function.omschrijving-filled",
    "vaph.contract.register-omschrijving-optional",
    "vaph.xsd.answer-contract",
    "vaph.worker.created-when-unknown",
)
def test_a_contract_is_read_as_it_was_registered(isis: Vaph, cast: Cast) -> None:
    """GET gives what was sent, with its id and with the description of its function."""
    number = isis.register_contract(cast.contract)
    assert isis.get_contract(number) == replace(cast.answered, id=number)
    other = replace(cast.answered, begindatum=date(2015, 1, 1), einddatum=date(2015, 12, 31))
    assert without_id(isis.get_contract(isis.register_contract(other))) == other


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.contract.change-200",
    "vaph.contract.change-document-example",
    "vaph.dates.date-time",
    "vaph.errors.changes-answer-empty",
    "vaph.errors.200",
)
def test_the_example_of_a_change(wire: Wire, isis: Vaph, cast: Cast) -> None:
    """The document's change, with times for dates, answers 200 without body and is read back."""
    earlier = replace(cast.contract, anc_jaar=2, begindatum=date(2013, 7, 1))
    number = isis.register_contract(earlier)
    changed = wire.put(f"/contract/{number}", cast.printed("changeContract.request"))
    assert (changed.status_code, changed.content) == (200, b"")
    assert isis.get_contract(number) == replace(cast.answered, id=number)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.contract.change-200", "vaph.contract.change-everything-else")
def test_a_contract_is_read_as_it_is_now(isis: Vaph, cast: Cast) -> None:
    """Alone and in the list a contract that was read before is read as it was changed since."""
    number = isis.register_contract(cast.contract)
    first = isis.get_contract(number)
    changed = replace(first, einddatum=date(2014, 6, 30), anc_jaar=6, anc_maand=0)
    isis.change_contract(number, changed)
    assert first == replace(cast.answered, id=number)
    assert isis.get_contract(number) == changed
    assert [one for one in isis.get_contracten() if one.id == number] == [changed]


@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.contract.change-everything-else")
@pytest.mark.parametrize(
    "changes",
    [
        {"begindatum": date(2014, 3, 1)},
        {"einddatum": date(2014, 6, 30)},
        {"functie": "130", "omschrijving": "BEGELEIDEND PERS. KLASSE 1"},
        {"anc_jaar": 6, "anc_maand": 0},
        {"naam": "Roe"},
        {"voornaam": "Jane"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_everything_but_the_worker_can_be_changed(isis: Vaph, changes: dict[str, object]) -> None:
    """Each field but the rijksregisternummer is read as it was changed."""
    number = isis.register_contract(CONTRACT)
    changed = replace(ANSWERED, **changes)  # type: ignore[arg-type]
    isis.change_contract(number, changed)
    assert isis.get_contract(number) == replace(changed, id=number)


@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.contract.change-national-number-blocked",
    "vaph.contract.change-national-number-400",
)
def test_the_worker_of_a_contract_cannot_be_changed(isis: Vaph) -> None:
    """Another rijksregisternummer is refused, changes nothing, and the text says what to do."""
    number = isis.register_contract(CONTRACT)
    with pytest.raises(BadRequest, match=r"delete .* register"):
        isis.change_contract(number, replace(CONTRACT, rijksregisternummer=SOMEBODY, anc_jaar=9))
    assert isis.get_contract(number) == replace(ANSWERED, id=number)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.contract.change-national-number-blocked")
def test_another_worker_is_blocked(isis: Vaph, cast: Cast) -> None:
    """A change of the rijksregisternummer is refused, and the contract stays as it was."""
    number = isis.register_contract(cast.contract)
    with pytest.raises(ProblemError):
        isis.change_contract(number, replace(cast.contract, rijksregisternummer=cast.somebody))
    assert isis.get_contract(number) == replace(cast.answered, id=number)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.contract.register-again-with-right-number")
def test_a_wrong_worker_is_set_right_by_registering_again(isis: Vaph, cast: Cast) -> None:
    """A contract with the wrong rijksregisternummer is deleted and registered again."""
    wrong = isis.register_contract(replace(cast.contract, rijksregisternummer=cast.somebody))
    isis.delete_contract(wrong)
    right = isis.register_contract(cast.contract)
    listed = [one for one in isis.get_contracten() if one.id in (wrong, right)]
    assert listed == [replace(cast.answered, id=right)]


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.contract.change-is-whole", "vaph.dates.end-absent")
def test_a_change_is_of_the_whole_contract(isis: Vaph, wire: Wire, cast: Cast) -> None:
    """An einddatum that is left out is gone, and its element is in no answer."""
    number = isis.register_contract(cast.contract)
    isis.change_contract(number, replace(cast.contract, einddatum=None))
    assert isis.get_contract(number).einddatum is None
    assert "einddatum" not in wire.get(f"/contract/{number}").text


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.contract.delete-200",
    "vaph.contract.delete-missing-404",
    "vaph.contract.get-missing-404",
    "vaph.contract.change-missing-404",
    "vaph.errors.404",
)
def test_a_deleted_contract_is_gone(isis: Vaph, wire: Wire, cast: Cast) -> None:
    """DELETE answers 200 without body; from then GET, PUT and DELETE of it answer 404."""
    number = isis.register_contract(cast.contract)
    deleted = wire.delete(f"/contract/{number}")
    assert (deleted.status_code, deleted.content) == (200, b"")
    for ask in (isis.get_contract, isis.delete_contract):
        with pytest.raises(NotFound):
            ask(number)
    with pytest.raises(NotFound):
        isis.change_contract(number, cast.contract)
    assert number not in [one.id for one in isis.get_contracten()]


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.contract.register-national-number-required",
    "vaph.contract.register-naam-required",
    "vaph.contract.register-voornaam-required",
    "vaph.contract.register-begindatum-required",
    "vaph.contract.register-code-required",
    "vaph.contract.register-seniority-required",
)
@pytest.mark.parametrize(
    "element",
    ["rijksregisternummer", "naam", "voornaam", "begindatum", "code", "ancJaar", "ancMaand"],
)
def test_what_is_mandatory_must_be_there(wire: Wire, cast: Cast, element: str) -> None:
    """A contract without a field that is a verplicht veld answers 400."""
    body = cast.printed("registerContract.request").decode()
    without = re.sub(f"<{element}>.*?</{element}>", "", body)
    assert without != body
    assert wire.put("/contract", without).status_code == 400


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.contract.delete-prestaties-go")
def test_prestaties_go_with_their_contract(isis: Vaph, cast: Cast) -> None:
    """The prestaties of a deleted contract are not found, also by an id that was known."""
    number = isis.register_contract(cast.contract)
    prestatie = isis.register_prestatie(number, PRESTATIE)
    isis.delete_contract(number)
    with pytest.raises(NotFound):
        isis.get_prestatie(number, prestatie)
    with pytest.raises(NotFound):
        isis.get_prestaties(number)


@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.contract.list-200",
    "vaph.contract.list-order",
    "vaph.contract.ids-unique",
    "vaph.unit.per-unit",
)
def test_all_contracts_of_the_unit_are_listed(isis: Vaph, other: Vaph) -> None:
    """The list has each contract of the subsidie-eenheid once, in order, and no others."""
    numbers = [isis.register_contract(one) for one in (NEXT_YEAR, CONTRACT)]
    assert [one.id for one in isis.get_contracten()] == numbers
    assert len({*numbers, *(one.id for one in other.get_contracten())}) == 3
    assert [one.id for one in other.get_contracten()] == [123456789]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.empty-list.contracten")
def test_a_unit_without_contracts_has_an_empty_list(isis: Vaph, wire: Wire) -> None:
    """Before anything is registered, the list is there and empty."""
    assert isis.get_contracten() == ()
    assert wire.get("/contract").status_code == 200


@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.contract.get-document-example")
def test_the_example_of_an_answer(other: Vaph) -> None:
    """The contract of the document is answered as the document prints it."""
    expected = replace(ANSWERED, id=123456789, anc_jaar=12, anc_maand=4)
    assert other.get_contract(123456789) == expected


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.contract.other-unit-404")
def test_a_contract_belongs_to_its_unit(isis: Vaph) -> None:
    """A contract of another subsidie-eenheid is not found to be read, changed or deleted."""
    with pytest.raises(NotFound):
        isis.get_contract(123456789)
    with pytest.raises(NotFound):
        isis.change_contract(123456789, CONTRACT)
    with pytest.raises(NotFound):
        isis.delete_contract(123456789)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
@pytest.mark.behaviour(
    "vaph.contract.one-valid-line",
    "vaph.contract.one-valid-line-400",
    "vaph.contract.one-valid-line-on-change",
    "vaph.contract.consecutive-lines",
)
def test_a_worker_has_one_contract_for_a_function_at_a_time(isis: Vaph, cast: Cast) -> None:
    """An overlap is refused with the id of the other one; the day after it ended is fine."""
    sent, last_day = cast.contract, date(2014, 12, 31)
    next_year = replace(sent, begindatum=date(2015, 1, 1), einddatum=date(2015, 12, 31))
    first = isis.register_contract(sent)
    with pytest.raises(BadRequest, match=str(first)):
        isis.register_contract(replace(sent, begindatum=last_day, einddatum=None))
    second = isis.register_contract(next_year)
    third = isis.register_contract(replace(sent, functie="130"))
    with pytest.raises(BadRequest, match=str(first)):
        isis.change_contract(second, replace(next_year, begindatum=last_day))
    isis.change_contract(first, replace(sent, einddatum=date(2014, 11, 30)))
    mine = [one.id for one in isis.get_contracten() if one.rijksregisternummer == cast.worker]
    assert {first, second, third} <= set(mine)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.contract.register-einddatum-optional")
def test_a_contract_may_have_no_end(isis: Vaph, cast: Cast) -> None:
    """Without einddatum a contract is registered, and whatever begins later overlaps it."""
    number = isis.register_contract(replace(cast.contract, einddatum=None))
    assert isis.get_contract(number).einddatum is None
    with pytest.raises(BadRequest, match=str(number)):
        isis.register_contract(replace(cast.contract, begindatum=date(2040, 1, 1), einddatum=None))


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.dates.end-before-begin-400")
def test_a_contract_does_not_end_before_it_begins(isis: Vaph, cast: Cast) -> None:
    """An einddatum before the begindatum is refused; the same day is a contract of one day."""
    with pytest.raises(BadRequest):
        isis.register_contract(replace(cast.contract, einddatum=date(2013, 12, 31)))
    number = isis.register_contract(replace(cast.contract, einddatum=date(2014, 1, 1)))
    assert isis.get_contract(number).einddatum == date(2014, 1, 1)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.function.unknown-400", "vaph.function.130-known")
def test_a_function_is_one_of_the_table(isis: Vaph, cast: Cast) -> None:
    """A code outside the table is refused by its name; 130 of the document is known."""
    with pytest.raises(BadRequest, match="999"):
        isis.register_contract(replace(cast.contract, functie="999"))
    number = isis.register_contract(replace(cast.contract, functie="130"))
    assert isis.get_contract(number).functie == "130"
