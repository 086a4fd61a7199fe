"""Stories of afrekeningscontracten: added, changed, deleted, read and listed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from invaller_clients import BadRequest, NotFound
from invaller_clients.vaph import Vaph
from invaller_contracts.vaph.client import Wire
from invaller_contracts.vaph.samples import AFREKENINGSCONTRACT, LABEL, Cast


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.afrekening.add-201", "vaph.xsd.afrekening-fields")
def test_the_example_is_added(wire: Wire, isis: Vaph, cast: Cast) -> None:
    """The document's request answers 201 with the URL, in header and body, where it is read."""
    added = wire.put("/afrekeningen/contracten", cast.printed("addAfrekeningscontract.request"))
    url = added.headers["Location"]
    assert (added.status_code, added.text) == (201, url)
    assert url.startswith(f"{wire.place_of('/afrekeningen/contracten')}/")
    number = int(url.rpartition("/")[2])
    assert isis.get_afrekeningscontract(number) == replace(cast.afrekeningscontract, id=number)


@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.afrekening.get-200", "vaph.xsd.answer-afrekening", "vaph.xsd.afrekening-occurrence"
)
def test_what_is_optional_may_be_absent(isis: Vaph, other: Vaph) -> None:
    """Without ancDatum it is read without; omschrijving is always answered."""
    sent = replace(AFREKENINGSCONTRACT, anc_datum=None, omschrijving=None)
    number = isis.add_afrekeningscontract(sent)
    expected = replace(sent, id=number, omschrijving=LABEL)
    assert isis.get_afrekeningscontract(number) == expected
    printed_one = replace(AFREKENINGSCONTRACT, id=345678912)
    assert other.get_afrekeningscontract(345678912) == printed_one


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.afrekening.change-200", "vaph.afrekening.change-missing-404")
def test_the_example_of_a_change(wire: Wire, isis: Vaph, cast: Cast) -> None:
    """The document's change answers 200 without body, and is read; what is gone is a 404."""
    number = isis.add_afrekeningscontract(cast.afrekeningscontract)
    body = cast.printed("changeAfrekeningscontract.request")
    changed = wire.put(f"/afrekeningen/contracten/{number}", body)
    assert (changed.status_code, changed.content) == (200, b"")
    read = isis.get_afrekeningscontract(number)
    expected = (Decimal("0.8"), Decimal("0.2"))
    assert (read.prestatieeenheid, read.gelijkgesteldeperiode) == expected
    isis.delete_afrekeningscontract(number)
    assert wire.put(f"/afrekeningen/contracten/{number}", body).status_code == 404


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.afrekening.change-national-number")
def test_the_worker_of_an_afrekeningscontract_can_be_changed(isis: Vaph, cast: Cast) -> None:
    """The document blocks another rijksregisternummer for contracts only."""
    sent = cast.afrekeningscontract
    number = isis.add_afrekeningscontract(sent)
    changed = replace(sent, rijksregisternummer=cast.somebody, prestatiejaar=2015)
    isis.change_afrekeningscontract(number, changed)
    assert isis.get_afrekeningscontract(number) == replace(changed, id=number)


@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.afrekening.delete-200",
    "vaph.afrekening.delete-missing-404",
    "vaph.afrekening.get-missing-404",
    "vaph.empty-list.afrekeningscontracten",
)
def test_a_deleted_one_is_gone(isis: Vaph, wire: Wire) -> None:
    """DELETE answers 200 without body; then GET and DELETE answer 404, and the list is empty."""
    number = isis.add_afrekeningscontract(AFREKENINGSCONTRACT)
    deleted = wire.delete(f"/afrekeningen/contracten/{number}")
    assert (deleted.status_code, deleted.content) == (200, b"")
    for ask in (isis.get_afrekeningscontract, isis.delete_afrekeningscontract):
        with pytest.raises(NotFound):
            ask(number)
    assert isis.get_afrekeningscontracten() == ()


@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.afrekening.list-200",
    "vaph.afrekening.list-order",
    "vaph.afrekening.duplicates-allowed",
)
def test_all_of_the_unit_are_listed(isis: Vaph, other: Vaph) -> None:
    """The list has all of the subsidie-eenheid in order, the same one twice if it was added so."""
    numbers = [isis.add_afrekeningscontract(AFREKENINGSCONTRACT) for _ in range(2)]
    expected = tuple(replace(AFREKENINGSCONTRACT, id=number) for number in numbers)
    assert isis.get_afrekeningscontracten() == expected
    assert [one.id for one in other.get_afrekeningscontracten()] == [345678912]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.afrekening.other-unit-404")
def test_it_belongs_to_its_unit(isis: Vaph) -> None:
    """One of another subsidie-eenheid is not found to be read, changed or deleted."""
    with pytest.raises(NotFound):
        isis.get_afrekeningscontract(345678912)
    with pytest.raises(NotFound):
        isis.change_afrekeningscontract(345678912, AFREKENINGSCONTRACT)
    with pytest.raises(NotFound):
        isis.delete_afrekeningscontract(345678912)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
@pytest.mark.behaviour(
    "vaph.afrekening.units-0-to-1",
    "vaph.seniority.on-afrekeningscontract",
    "vaph.afrekening.ancdatum-as-dates",
)
def test_its_values_have_a_range(wire: Wire, cast: Cast) -> None:
    """Fractions are from 0 to 1, seniority as in a contract, ancDatum in both forms."""
    body = cast.printed("addAfrekeningscontract.request").decode()
    fraction, year, day = ">0.75<", ">5<", ">2014-01-01<"
    variants = [
        (fraction, ">1.0<", 201),
        (fraction, ">1.01<", 400),
        (">0.25<", ">-0.01<", 400),
        (year, ">40<", 201),
        (year, ">41<", 400),
        (">11<", ">12<", 400),
        (day, ">2014-01-01T00:00:00.000+02:00<", 201),
        (day, ">01/01/2014<", 400),
    ]
    sent = [body.replace(found, changed) for found, changed, _ in variants]
    answers = [wire.put("/afrekeningen/contracten", one) for one in sent]
    assert [one.status_code for one in answers] == [status for *_, status in variants]


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.function.unknown-400")
def test_its_function_is_one_of_the_table(isis: Vaph, cast: Cast) -> None:
    """A code outside the table is refused by its name."""
    with pytest.raises(BadRequest, match="999"):
        isis.add_afrekeningscontract(replace(cast.afrekeningscontract, functie="999"))


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.afrekening.change-200")
@pytest.mark.parametrize("changes", [{"anc_datum": date(2013, 5, 6)}, {"prestatiejaar": 2020}])
def test_each_value_is_kept(isis: Vaph, cast: Cast, changes: dict[str, object]) -> None:
    """What is changed is read as it was changed, and nothing else is."""
    number = isis.add_afrekeningscontract(cast.afrekeningscontract)
    assert isis.get_afrekeningscontract(number) == replace(cast.afrekeningscontract, id=number)
    changed = replace(cast.afrekeningscontract, **changes)  # type: ignore[arg-type]
    isis.change_afrekeningscontract(number, changed)
    assert isis.get_afrekeningscontract(number) == replace(changed, id=number)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.afrekening.list-200",
    "vaph.afrekening.delete-200",
    "vaph.afrekening.delete-missing-404",
    "vaph.afrekening.get-missing-404",
)
def test_an_afrekeningscontract_comes_and_goes(isis: Vaph, cast: Cast) -> None:
    """It is in the list once it was added; deleted it is not, and not found any more."""
    number = isis.add_afrekeningscontract(cast.afrekeningscontract)
    expected = replace(cast.afrekeningscontract, id=number)
    assert expected in isis.get_afrekeningscontracten()
    isis.delete_afrekeningscontract(number)
    assert number not in [one.id for one in isis.get_afrekeningscontracten()]
    for ask in (isis.get_afrekeningscontract, isis.delete_afrekeningscontract):
        with pytest.raises(NotFound):
            ask(number)
