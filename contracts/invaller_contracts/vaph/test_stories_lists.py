"""Stories of the two lists of a year: bruggepensioneerden, and variabele prestaties."""

from dataclasses import replace
from decimal import Decimal

import pytest

from invaller_clients import BadRequest, NotFound
from invaller_clients.vaph import Gepensioneerde, Vaph
from invaller_contracts.vaph.client import Wire
from invaller_contracts.vaph.samples import DELEUZE, GROUPS, KAZAK, Cast

ELSE = replace(DELEUZE, rijksregisternummer="27120934734", naam="Doe", voornaam="John")
"""Somebody else, for the list of bruggepensioneerden."""


def pensioners_of(year: int) -> str:
    """Where the list of bruggepensioneerden of a year is."""
    return f"/afrekeningen/{year}/gepensioneerden"


def variable_of(year: int) -> str:
    """Where the variabele prestaties of a year are."""
    return f"/afrekeningen/{year}/variabeleprestaties"


def named(isis: Vaph, year: int = 2015) -> list[tuple[str, Decimal]]:
    """Who is on the list of a year, and for how much."""
    return [(one.naam, one.bedrag) for one in isis.get_bruggepensioneerden(year)]


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.bruggepensioneerde.add-200",
    "vaph.bruggepensioneerde.add-document-example",
    "vaph.bruggepensioneerde.get-200",
    "vaph.bruggepensioneerde.placeholder-number",
    "vaph.names.201-and-200",
)
def test_the_example_of_pensioners(wire: Wire, isis: Vaph, cast: Cast, year: int) -> None:
    """The document's request answers 200 without body, and the list has both persons."""
    body = cast.printed("addBruggepensioneerden.request")
    added = wire.put(f"/afrekeningen/{year}/gepensioneerden", body)
    assert (added.status_code, added.content) == (200, b"")
    assert isis.get_bruggepensioneerden(year) == (cast.kazak, cast.deleuze)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.variabele.add-200", "vaph.variabele.add-document-example", "vaph.variabele.get-200"
)
def test_the_example_of_variable_work(wire: Wire, isis: Vaph, cast: Cast, year: int) -> None:
    """The document's request, with both spellings, answers 200 without body and is read back."""
    body = cast.printed("addVariabelePrestaties.request")
    added = wire.put(f"/afrekeningen/{year}/variabeleprestaties", body)
    assert (added.status_code, added.content) == (200, b"")
    assert isis.get_variabele_prestaties(year) == cast.groups


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.bruggepensioneerde.add-overwrites-registered")
def test_adding_overwrites_who_is_registered(isis: Vaph, cast: Cast, year: int) -> None:
    """A person who is added again is on the list once, as added last."""
    isis.add_bruggepensioneerden(year, [cast.deleuze])
    isis.add_bruggepensioneerden(year, [replace(cast.deleuze, bedrag=Decimal(7))])
    assert named(isis, year) == [("Deleuze", Decimal(7))]


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.bruggepensioneerde.add-keeps-others")
def test_adding_keeps_the_others_in_their_order(isis: Vaph, cast: Cast, year: int) -> None:
    """Who is not in the request stays where he was; who is new comes last."""
    isis.add_bruggepensioneerden(year, [cast.kazak, cast.deleuze])
    other = replace(ELSE, werkingsjaar=year)
    isis.add_bruggepensioneerden(year, [other, replace(cast.kazak, bedrag=Decimal(7))])
    assert [name for name, _ in named(isis, year)] == ["Kazak", "Deleuze", "Doe"]
    assert named(isis, year)[0] == ("Kazak", Decimal(7))


@pytest.mark.truth("assumed")
@pytest.mark.behaviour(
    "vaph.bruggepensioneerde.same-person", "vaph.bruggepensioneerde.twice-in-request-400"
)
@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (DELEUZE, replace(DELEUZE, naam="Other"), True),
        (DELEUZE, ELSE, False),
        (KAZAK, replace(KAZAK, bedrag=Decimal(1)), True),
        (KAZAK, replace(KAZAK, voornaam="Jane"), False),
    ],
)
def test_who_is_the_same(
    isis: Vaph, first: Gepensioneerde, second: Gepensioneerde, same: bool
) -> None:
    """A number is a person; under the placeholder a name is; nobody is twice in a request."""
    isis.add_bruggepensioneerden(2015, [first])
    isis.add_bruggepensioneerden(2015, [second])
    assert isis.get_bruggepensioneerden(2015) == ((second,) if same else (first, second))
    if same:
        with pytest.raises(BadRequest):
            isis.add_bruggepensioneerden(2015, [first, second])
    else:
        isis.add_bruggepensioneerden(2015, [first, second])


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.bruggepensioneerde.replace-200",
    "vaph.bruggepensioneerde.replace-same-payload",
    "vaph.bruggepensioneerde.replace-none-404",
)
def test_pensioners_are_replaced_on_wijzigen(wire: Wire, isis: Vaph, cast: Cast, year: int) -> None:
    """PUT on wijzigen overwrites the whole list, with the same body; without a list it is a 404."""
    pensioners, body = pensioners_of(year), cast.printed("addBruggepensioneerden.request")
    assert wire.put(f"{pensioners}/wijzigen", body).status_code == 404
    isis.add_bruggepensioneerden(year, [replace(ELSE, werkingsjaar=year)])
    replaced = wire.put(f"{pensioners}/wijzigen", body)
    assert (replaced.status_code, replaced.content) == (200, b"")
    assert isis.get_bruggepensioneerden(year) == (cast.kazak, cast.deleuze)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.variabele.replace-200",
    "vaph.variabele.replace-same-payload",
    "vaph.variabele.replace-none-404",
    "vaph.variabele.add-again-overwrites",
)
def test_variable_work_is_replaced_on_wijzigen(
    wire: Wire, isis: Vaph, cast: Cast, year: int
) -> None:
    """PUT on wijzigen overwrites the list, as adding again does; without a list it is a 404."""
    variable, body = variable_of(year), cast.printed("addVariabelePrestaties.request")
    assert wire.put(f"{variable}/wijzigen", body).status_code == 404
    other = [replace(one, dubbel_vakantie_geld=Decimal("3.5")) for one in cast.groups]
    isis.add_variabele_prestaties(year, other)
    replaced = wire.put(f"{variable}/wijzigen", body)
    assert (replaced.status_code, replaced.content) == (200, b"")
    assert isis.get_variabele_prestaties(year) == cast.groups
    isis.add_variabele_prestaties(year, other)
    assert isis.get_variabele_prestaties(year) == tuple(other)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.bruggepensioneerde.replace-200", "vaph.variabele.replace-200")
def test_an_existing_list_is_overwritten(isis: Vaph, cast: Cast, year: int) -> None:
    """What stands on a list after wijzigen is what was sent last, in both lists."""
    isis.add_bruggepensioneerden(year, [cast.kazak])
    isis.replace_bruggepensioneerden(year, [cast.deleuze])
    assert isis.get_bruggepensioneerden(year) == (cast.deleuze,)
    isis.add_variabele_prestaties(year, cast.groups)
    others = tuple(replace(one, dubbel_vakantie_geld=Decimal("3.5")) for one in cast.groups)
    isis.replace_variabele_prestaties(year, others)
    assert isis.get_variabele_prestaties(year) == others


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.bruggepensioneerde.get-none-404",
    "vaph.bruggepensioneerde.delete-on-wijzigen",
    "vaph.bruggepensioneerde.delete-none-404",
    "vaph.variabele.get-none-404",
    "vaph.variabele.delete-on-wijzigen",
    "vaph.variabele.delete-none-404",
)
def test_a_deleted_list_is_gone(isis: Vaph, cast: Cast, year: int) -> None:
    """A list that was deleted is found neither to be read nor to be deleted again."""
    isis.add_bruggepensioneerden(year, [cast.kazak])
    isis.delete_bruggepensioneerden(year)
    isis.add_variabele_prestaties(year, cast.groups)
    isis.delete_variabele_prestaties(year)
    for ask in (
        isis.get_bruggepensioneerden,
        isis.delete_bruggepensioneerden,
        isis.get_variabele_prestaties,
        isis.delete_variabele_prestaties,
    ):
        with pytest.raises(NotFound):
            ask(year)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.bruggepensioneerde.delete-on-wijzigen",
    "vaph.bruggepensioneerde.delete-none-404",
    "vaph.bruggepensioneerde.delete-on-list-405",
    "vaph.bruggepensioneerde.get-on-wijzigen-405",
    "vaph.bruggepensioneerde.get-none-404",
    "vaph.variabele.delete-on-wijzigen",
    "vaph.variabele.delete-none-404",
    "vaph.variabele.delete-on-list-405",
    "vaph.variabele.get-on-wijzigen-405",
    "vaph.variabele.get-none-404",
    "vaph.names.delete-on-wijzigen",
    "vaph.empty-list.gepensioneerden-404",
    "vaph.empty-list.variabele-404",
)
@pytest.mark.parametrize(
    ("kind", "request_name"),
    [
        ("gepensioneerden", "addBruggepensioneerden"),
        ("variabeleprestaties", "addVariabelePrestaties"),
    ],
)
def test_a_list_is_deleted_on_wijzigen(
    wire: Wire, cast: Cast, year: int, kind: str, request_name: str
) -> None:
    """DELETE lives on wijzigen and GET on the list; without a list both answer 404."""
    path = f"/afrekeningen/{year}/{kind}"
    assert wire.delete(f"{path}/wijzigen").status_code == 404
    assert wire.put(path, cast.printed(f"{request_name}.request")).status_code == 200
    assert (wire.delete(path).status_code, wire.get(f"{path}/wijzigen").status_code) == (405, 405)
    assert wire.get(path).status_code == 200
    deleted = wire.delete(f"{path}/wijzigen")
    assert (deleted.status_code, deleted.content) == (200, b"")
    assert (wire.get(path).status_code, wire.delete(f"{path}/wijzigen").status_code) == (404, 404)


@pytest.mark.truth("assumed")
@pytest.mark.behaviour(
    "vaph.bruggepensioneerde.years-apart",
    "vaph.bruggepensioneerde.year-mismatch-400",
    "vaph.variabele.years-apart",
    "vaph.variabele.year-mismatch-400",
)
def test_each_year_has_lists_of_its_own(isis: Vaph) -> None:
    """A list is of its year, and an entry of another year is refused with the whole request."""
    isis.add_bruggepensioneerden(2015, [KAZAK])
    isis.add_variabele_prestaties(2015, GROUPS)
    with pytest.raises(BadRequest):
        isis.add_bruggepensioneerden(2016, [replace(KAZAK, werkingsjaar=2016), DELEUZE])
    with pytest.raises(BadRequest):
        isis.add_variabele_prestaties(2016, GROUPS)
    for ask in (isis.get_bruggepensioneerden, isis.get_variabele_prestaties):
        with pytest.raises(NotFound):
            ask(2016)
    isis.add_bruggepensioneerden(2016, [replace(KAZAK, werkingsjaar=2016)])
    assert isis.get_bruggepensioneerden(2015) == (KAZAK,)


@pytest.mark.anywhere
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.afrekening.year-not-a-year-400")
@pytest.mark.parametrize("year", ["15", "20155", "jaar"])
def test_a_year_has_four_digits(wire: Wire, year: str) -> None:
    """A werkingsjaar in the path that is no year answers 400."""
    assert wire.get(f"/afrekeningen/{year}/gepensioneerden").status_code == 400
    assert wire.get(f"/afrekeningen/{year}/variabeleprestaties").status_code == 400


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.bruggepensioneerde.at-least-one-400")
def test_a_list_of_nobody_is_refused(wire: Wire, year: int) -> None:
    """A request without an entry answers 400, and there is no list."""
    assert wire.put(pensioners_of(year), "<AfrekeningsGepensioneerdenRequest/>").status_code == 400
    assert wire.get(pensioners_of(year)).status_code == 404


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.variabele.three-entries",
    "vaph.variabele.each-group-once",
    "vaph.names.groep-3",
    "vaph.xsd.variabele-groups",
)
@pytest.mark.parametrize(
    ("found", "changed"),
    [
        ("GROEP 3", "GROEP 2"),
        ("GROEP 3", "GROEP3"),
        ("GROEP 3", "GROEP 4"),
        ("</AfrekeningsVariabelePrestatiesRequest>", None),
    ],
)
def test_the_three_groups_are_each_there_once(
    wire: Wire, cast: Cast, year: int, found: str, changed: str | None
) -> None:
    """A group that is doubled, unknown, missing or a fourth one answers 400."""
    variable = f"/afrekeningen/{year}/variabeleprestaties"
    body = cast.printed("addVariabelePrestaties.request").decode()
    first, _, rest = body.partition("  <AfrekeningsVariabelePrestaties>")
    entry = "  <AfrekeningsVariabelePrestaties>" + rest.split("  <Afrekenings")[0]
    refused = body.replace(found, changed) if changed else body.replace(found, entry + found)
    assert wire.put(variable, refused).status_code == 400
    assert wire.put(variable, first + rest[rest.index("  <Afrekenings") :]).status_code == 400
    assert wire.get(variable).status_code == 404


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.variabele.any-order-of-groups")
def test_groups_may_come_in_any_order(isis: Vaph, cast: Cast, year: int) -> None:
    """They are answered as 1, 2, 3."""
    isis.add_variabele_prestaties(year, cast.groups[::-1])
    assert isis.get_variabele_prestaties(year) == cast.groups


@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.unit.per-unit")
def test_lists_belong_to_a_unit(isis: Vaph, other: Vaph) -> None:
    """SE.51 has the lists of the document's answers, and what SE.50 adds stays its own."""
    isis.add_bruggepensioneerden(2015, [ELSE])
    assert other.get_bruggepensioneerden(2015) == (KAZAK, DELEUZE)
    assert other.get_variabele_prestaties(2015) == GROUPS
    with pytest.raises(NotFound):
        isis.get_variabele_prestaties(2015)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.names.amounts")
def test_amounts_are_answered_as_the_document_prints_them(
    wire: Wire, cast: Cast, year: int
) -> None:
    """At least one decimal and no needless zero: 250.00 is 250.0, 21.20 is 21.2."""
    wire.put(pensioners_of(year), cast.printed("addBruggepensioneerden.request"))
    wire.put(variable_of(year), cast.printed("addVariabelePrestaties.request"))
    assert "<bedrag>250.0</bedrag>" in wire.get(pensioners_of(year)).text
    variable = wire.get(variable_of(year)).text
    for text in (">21.2<", ">120.0<", ">12.25<", ">1250.52<", ">0.0<"):
        assert text in variable
