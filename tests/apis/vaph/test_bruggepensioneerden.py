"""The yearly list of bruggepensioneerden."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.apis.vaph.conftest import Isis

LIST = "afrekeningen/2015/gepensioneerden"
CHANGE = f"{LIST}/wijzigen"
OTHER = {"rijksregisterNummer": "27120934734", "naam": "Doe"}
PLACEHOLDER = "00000000097"


def names(isis: Isis, path: str = LIST, **options: str) -> list[str]:
    """The names on a list."""
    return [person["naam"] for person in isis.listed(path, **options)]


@pytest.mark.behaviour(
    "vaph.bruggepensioneerde.add-200",
    "vaph.names.201-and-200",
    "vaph.bruggepensioneerde.get-200",
    "vaph.bruggepensioneerde.get-shape",
    "vaph.names.national-number-capital",
    "vaph.names.function-as-text",
)
def test_person_is_added_and_read(isis: Isis) -> None:
    """Adding answers 200 without body; the list has every field in order, the function as text."""
    response = isis.put(LIST, isis.persons({}))
    assert (response.status_code, response.content) == (200, b"")
    assert [list(person.items()) for person in isis.listed(LIST)] == [
        [
            ("werkingsjaar", "2015"),
            ("rijksregisterNummer", "85051000164"),
            ("naam", "Deleuze"),
            ("voornaam", "Guido"),
            ("functie", "130"),
            ("bedrag", "1000.0"),
            ("rsz", "250.0"),
        ]
    ]


@pytest.mark.behaviour("vaph.bruggepensioneerde.add-overwrites-registered")
@pytest.mark.behaviour("vaph.bruggepensioneerde.add-keeps-others")
def test_adding_overwrites_in_place(isis: Isis) -> None:
    """Who is on the list is overwritten where he stands; others stay, and new ones come last."""
    isis.put(LIST, isis.persons({}, OTHER))
    third = {"rijksregisterNummer": "01020300467", "naam": "Poe"}
    isis.put(LIST, isis.persons(third, {"naam": "Deleuze-Roe", "bedrag": "7"}))
    assert names(isis) == ["Deleuze-Roe", "Doe", "Poe"]
    assert isis.listed(LIST)[0]["bedrag"] == "7.0"


@pytest.mark.behaviour("vaph.bruggepensioneerde.same-person")
@pytest.mark.behaviour("vaph.bruggepensioneerde.placeholder-number")
def test_placeholder_stands_for_many(isis: Isis) -> None:
    """Under 00000000097 the names make the person: two Kazaks are two, the same one is one."""
    jeff = {"rijksregisterNummer": PLACEHOLDER, "naam": "Kazak", "voornaam": "Jeff"}
    assert isis.put(LIST, isis.persons(jeff, {**jeff, "voornaam": "Jan"})).status_code == 200
    assert isis.put(LIST, isis.persons({**jeff, "bedrag": "9"})).status_code == 200
    kept = [(person["voornaam"], person["bedrag"]) for person in isis.listed(LIST)]
    assert kept == [("Jeff", "9.0"), ("Jan", "1000.0")]


@pytest.mark.behaviour("vaph.bruggepensioneerde.placeholder-number")
def test_placeholder_is_for_this_list_only(isis: Isis) -> None:
    """On contracts and afrekeningscontracten 00000000097 answers 400."""
    number = {"rijksregisternummer": PLACEHOLDER}
    assert isis.put("contract", isis.contract(**number)).status_code == 400
    assert isis.put("afrekeningen/contracten", isis.afrekening(**number)).status_code == 400


@pytest.mark.behaviour("vaph.bruggepensioneerde.twice-in-request-400")
@pytest.mark.parametrize("path", [LIST, CHANGE])
def test_person_twice_in_a_request(isis: Isis, path: str) -> None:
    """One person twice answers 400, whatever the names, and the list stays as it is."""
    isis.put(LIST, isis.persons(OTHER))
    assert isis.put(path, isis.persons({}, {"naam": "Roe"})).status_code == 400
    jeff = {"rijksregisterNummer": PLACEHOLDER}
    assert isis.put(path, isis.persons(jeff, jeff)).status_code == 400
    assert names(isis) == ["Doe"]


@pytest.mark.behaviour(
    "vaph.bruggepensioneerde.replace-200", "vaph.bruggepensioneerde.replace-same-payload"
)
def test_list_is_replaced(isis: Isis) -> None:
    """On .../wijzigen the same body overwrites the whole list: 200 without body."""
    isis.put(LIST, isis.persons({}))
    response = isis.put(CHANGE, isis.persons(OTHER))
    assert (response.status_code, response.content) == (200, b"")
    assert names(isis) == ["Doe"]


@pytest.mark.behaviour(
    "vaph.bruggepensioneerde.replace-none-404",
    "vaph.bruggepensioneerde.delete-none-404",
    "vaph.bruggepensioneerde.get-none-404",
    "vaph.empty-list.gepensioneerden-404",
)
def test_list_that_is_not_there(isis: Isis) -> None:
    """Without a list, looking up, replacing and deleting answer 404, and none is made."""
    assert isis.get(LIST).status_code == 404
    assert isis.put(CHANGE, isis.persons({})).status_code == 404
    assert isis.delete(CHANGE).status_code == 404
    assert isis.get(LIST).status_code == 404


@pytest.mark.behaviour(
    "vaph.bruggepensioneerde.delete-on-wijzigen", "vaph.names.delete-on-wijzigen"
)
def test_list_is_deleted(isis: Isis) -> None:
    """DELETE on .../wijzigen answers 200 without body; then there is no list any more."""
    isis.put(LIST, isis.persons({}))
    response = isis.delete(CHANGE)
    assert (response.status_code, response.content) == (200, b"")
    assert [isis.get(LIST).status_code, isis.delete(CHANGE).status_code] == [404, 404]


@pytest.mark.behaviour(
    "vaph.bruggepensioneerde.delete-on-list-405", "vaph.bruggepensioneerde.get-on-wijzigen-405"
)
def test_methods_of_the_two_paths(isis: Isis) -> None:
    """The list itself is not deleted, and .../wijzigen not looked up: 405."""
    isis.put(LIST, isis.persons({}))
    assert isis.delete(LIST).status_code == 405
    assert isis.get(CHANGE).status_code == 405
    assert names(isis) == ["Deleuze"]


@pytest.mark.behaviour("vaph.bruggepensioneerde.year-mismatch-400")
@pytest.mark.parametrize("path", [LIST, CHANGE])
def test_year_of_an_entry(isis: Isis, path: str) -> None:
    """An entry of another year than the path's answers 400, and nothing is kept."""
    isis.put(LIST, isis.persons(OTHER))
    body = isis.persons({}, {"rijksregisterNummer": "01020300467", "werkingsjaar": "2014"})
    response = isis.put(path, body)
    assert (response.status_code, "2014" in response.text) == (400, True)
    assert names(isis) == ["Doe"]
    assert isis.get(LIST.replace("2015", "2014")).status_code == 404


@pytest.mark.behaviour("vaph.bruggepensioneerde.years-apart")
def test_each_year_has_its_list(isis: Isis) -> None:
    """A list of 2016 is another one than that of 2015, and that of another unit is too."""
    later = LIST.replace("2015", "2016")
    isis.put(LIST, isis.persons({}))
    isis.put(later, isis.persons({**OTHER, "werkingsjaar": "2016"}))
    assert (names(isis), names(isis, later)) == (["Deleuze"], ["Doe"])
    isis.delete(CHANGE)
    assert names(isis, later) == ["Doe"]
    assert isis.get(later, unit="SE.51").status_code == 404


@pytest.mark.behaviour("vaph.bruggepensioneerde.at-least-one-400")
@pytest.mark.parametrize("base", ["/isis", "/isis-rest"])
def test_empty_request(isis: Isis, base: str) -> None:
    """A request without an entry answers 400, on both paths."""
    isis.put(LIST, isis.persons({}))
    for path in (LIST, CHANGE):
        assert isis.put(path, isis.persons(), base=base).status_code == 400
    assert names(isis) == ["Deleuze"]


@pytest.mark.behaviour("vaph.names.gepensioneerden")
def test_path_says_gepensioneerden(isis: Isis) -> None:
    """A path with bruggepensioneerden answers 404, and so does the element a 400."""
    path = LIST.replace("gepensioneerden", "bruggepensioneerden")
    assert isis.put(path, isis.persons({})).status_code == 404
    renamed = isis.persons({}).replace("sGepensioneerde>", "sBruggepensioneerde>")
    assert isis.put(LIST, renamed).status_code == 400
