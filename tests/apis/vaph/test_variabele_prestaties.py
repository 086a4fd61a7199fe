"""The yearly list of variabele prestaties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.apis.vaph.conftest import Isis

LIST = "afrekeningen/2015/variabeleprestaties"
CHANGE = f"{LIST}/wijzigen"


@pytest.mark.behaviour(
    "vaph.variabele.add-200",
    "vaph.names.201-and-200",
    "vaph.variabele.get-200",
    "vaph.variabele.get-shape",
)
def test_list_is_added_and_read(isis: Isis) -> None:
    """Adding answers 200 without body; the list has three groups with sixteen fields in order."""
    response = isis.put(LIST, isis.hours(urenPrestatieAvond="3.25"))
    assert (response.status_code, response.content) == (200, b"")
    groups = isis.listed(LIST)
    assert [group["functieGroep"] for group in groups] == ["GROEP 1", "GROEP 2", "GROEP 3"]
    printed = isis.listed(LIST, unit="SE.51")
    assert [list(group) for group in groups] == [list(group) for group in printed]
    assert {group["urenPrestatieAvond"] for group in groups} == {"3.25"}


@pytest.mark.behaviour("vaph.variabele.three-entries", "vaph.variabele.each-group-once")
@pytest.mark.parametrize("groups", [(1,), (1, 2), (1, 2, 3, 3), (1, 2, 2), (1, 2, 4)])
@pytest.mark.parametrize("path", [LIST, CHANGE])
@pytest.mark.parametrize("base", ["/isis", "/isis-rest"])
def test_three_groups_each_once(isis: Isis, groups: tuple[int], path: str, base: str) -> None:
    """Fewer, more, or one twice answer 400, and the list stays as it is."""
    isis.put(LIST, isis.hours())
    before = isis.get(LIST).content
    assert isis.put(path, isis.hours(*groups), base=base).status_code == 400
    assert isis.get(LIST).content == before


@pytest.mark.behaviour("vaph.variabele.any-order-of-groups")
@pytest.mark.parametrize("order", [(3, 2, 1), (2, 3, 1)])
def test_groups_in_any_order(isis: Isis, order: tuple[int, int, int]) -> None:
    """They may come in any order, and are answered as 1, 2, 3."""
    assert isis.put(LIST, isis.hours(*order)).status_code == 200
    groups = [group["functieGroep"] for group in isis.listed(LIST)]
    assert groups == ["GROEP 1", "GROEP 2", "GROEP 3"]


@pytest.mark.behaviour("vaph.variabele.add-again-overwrites")
def test_adding_again_overwrites(isis: Isis) -> None:
    """A second list takes the place of the first."""
    isis.put(LIST, isis.hours())
    assert isis.put(LIST, isis.hours(dubbelVakantieGeld="8")).status_code == 200
    assert [group["dubbelVakantieGeld"] for group in isis.listed(LIST)] == ["8.0"] * 3


@pytest.mark.behaviour("vaph.variabele.replace-200", "vaph.variabele.replace-same-payload")
def test_list_is_replaced(isis: Isis) -> None:
    """On .../wijzigen the same body overwrites the list: 200 without body."""
    isis.put(LIST, isis.hours())
    response = isis.put(CHANGE, isis.hours(dubbelVakantieGeld="8"))
    assert (response.status_code, response.content) == (200, b"")
    assert [group["dubbelVakantieGeld"] for group in isis.listed(LIST)] == ["8.0"] * 3


@pytest.mark.behaviour(
    "vaph.variabele.replace-none-404",
    "vaph.variabele.delete-none-404",
    "vaph.variabele.get-none-404",
    "vaph.empty-list.variabele-404",
)
def test_list_that_is_not_there(isis: Isis) -> None:
    """Without a list, looking up, replacing and deleting answer 404, and none is made."""
    assert isis.get(LIST).status_code == 404
    assert isis.put(CHANGE, isis.hours()).status_code == 404
    assert isis.delete(CHANGE).status_code == 404
    assert isis.get(LIST).status_code == 404


@pytest.mark.behaviour("vaph.variabele.delete-on-wijzigen", "vaph.names.delete-on-wijzigen")
def test_list_is_deleted(isis: Isis) -> None:
    """DELETE on .../wijzigen answers 200 without body; then there is no list any more."""
    isis.put(LIST, isis.hours())
    response = isis.delete(CHANGE)
    assert (response.status_code, response.content) == (200, b"")
    assert [isis.get(LIST).status_code, isis.delete(CHANGE).status_code] == [404, 404]


@pytest.mark.behaviour("vaph.variabele.delete-on-list-405", "vaph.variabele.get-on-wijzigen-405")
def test_methods_of_the_two_paths(isis: Isis) -> None:
    """The list itself is not deleted, and .../wijzigen not looked up: 405."""
    isis.put(LIST, isis.hours())
    assert isis.delete(LIST).status_code == 405
    assert isis.get(CHANGE).status_code == 405
    assert len(isis.listed(LIST)) == 3


@pytest.mark.behaviour("vaph.variabele.year-mismatch-400")
@pytest.mark.parametrize("path", [LIST, CHANGE])
def test_year_of_an_entry(isis: Isis, path: str) -> None:
    """An entry of another year than the path's answers 400, and nothing is kept."""
    isis.put(LIST, isis.hours())
    before = isis.get(LIST).content
    body = isis.hours(dubbelVakantieGeld="8").replace("2015", "2014", 1)
    response = isis.put(path, body)
    assert (response.status_code, "2014" in response.text) == (400, True)
    assert isis.get(LIST).content == before
    assert isis.get(LIST.replace("2015", "2014")).status_code == 404


@pytest.mark.behaviour("vaph.variabele.years-apart")
def test_each_year_has_its_list(isis: Isis) -> None:
    """A list of 2016 is another one than that of 2015, and so is that of another unit."""
    later = LIST.replace("2015", "2016")
    isis.put(LIST, isis.hours())
    isis.put(later, isis.hours(werkingsjaar="2016"))
    assert isis.delete(CHANGE).status_code == 200
    assert {group["werkingsjaar"] for group in isis.listed(later)} == {"2016"}
    assert isis.get(later, unit="SE.52").status_code == 404
