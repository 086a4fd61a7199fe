"""The order of lists."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.loket.catalogue import CATALOGUE, LIST
from invaller.apis.loket.domain.comparing import reach
from invaller.apis.loket.domain.faults import Broken
from invaller.apis.loket.domain.forms import read_form
from invaller.apis.loket.domain.ordering import ordered, read_order

ORDERED = sorted(
    one.id
    for one in CATALOGUE.operations.values()
    if one.shape == LIST and "orderBy" in one.parameters
)
CHILDREN = "GetChildrenByEmployeeId"
FORM = read_form(
    {
        "type": "object",
        "properties": {
            "name": {"type": "string", "nullable": True},
            "number": {"type": "integer", "nullable": True},
            "address": {"type": "object", "properties": {"houseNumber": {"type": "integer"}}},
            "at": {"type": "string", "format": "date-time"},
        },
    },
    {},
)
_VALUES = st.fixed_dictionaries(
    {
        "name": st.none() | st.text("abAB", max_size=3),
        "number": st.none() | st.integers(-3, 3),
        "address": st.fixed_dictionaries({"houseNumber": st.integers(1, 3)}),
    }
)


def _in_order(records: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    return ordered(records, read_order(text, FORM))


@pytest.mark.behaviour("loket.order.ascending", "loket.order.null-first", "loket.order.stable")
@given(records=st.lists(_VALUES, max_size=8))
def test_ascending(records: list[dict[str, Any]]) -> None:
    """Records without a value come first, then by value; equal ones stay as they came."""
    known = sorted((one for one in records if one["number"] is not None), key=_number)
    empty = [one for one in records if one["number"] is None]
    found = _in_order(records, "number")
    assert [id(one) for one in found] == [id(one) for one in empty + known]


@pytest.mark.behaviour("loket.order.descending", "loket.order.null-first", "loket.order.stable")
@given(records=st.lists(_VALUES, max_size=8))
def test_descending(records: list[dict[str, Any]]) -> None:
    """A minus turns the order, records without a value come last, equal ones stay."""
    known = [one for one in records if one["number"] is not None]
    known.sort(key=_number, reverse=True)
    empty = [one for one in records if one["number"] is None]
    found = _in_order(records, "-number")
    assert [id(one) for one in found] == [id(one) for one in known + empty]


@pytest.mark.behaviour("loket.order.several", "loket.order.nested", "loket.order.text-case")
@given(records=st.lists(_VALUES, max_size=8))
def test_several_fields(records: list[dict[str, Any]]) -> None:
    """Texts in any letter case descending, then the house number ascending."""
    found = _in_order(records, " -name , ADDRESS.housenumber ")
    keys = [((one["name"] or "").casefold(), one["name"] is not None) for one in found]
    numbers = [one["address"]["houseNumber"] for one in found]
    for (key, number), (after, following) in zip(
        zip(keys, numbers, strict=True), list(zip(keys, numbers, strict=True))[1:], strict=False
    ):
        assert key[1] >= after[1]
        assert key[0] > after[0] or (key != after) or number <= following


def test_moments_are_ordered_in_time() -> None:
    """Date-times compare as instants, whatever their offset."""
    early, late = {"at": "2025-01-01T12:00:00+02:00"}, {"at": "2025-01-01T11:00:00Z"}
    assert _in_order([late, early], "at") == [early, late]


def _number(record: dict[str, Any]) -> int:
    return int(record["number"])


@pytest.mark.behaviour("loket.order.unknown-field")
@pytest.mark.parametrize(
    ("text", "nearest"),
    [("nam", "name"), ("name,-numbr", "number"), ("address", "address.houseNumber")],
)
def test_an_unknown_field(text: str, nearest: str) -> None:
    """A field that is none, or no single value, is refused with the nearest one."""
    with pytest.raises(Broken) as refused:
        read_order(text, FORM)
    fault = refused.value.faults[0]
    assert fault.rule == "loket.order.unknown-field"
    assert fault.nearest == nearest


@pytest.mark.behaviour("loket.order.all-fields")
@pytest.mark.parametrize("operation", ORDERED)
def test_every_list_orders_by_every_field(loket: Any, operation: str) -> None:
    """Each plain field of a list orders it, alone and descending, without losing a record."""
    form = CATALOGUE.operations[operation].response_form()
    assert form is not None
    ids = loket.ids(operation)
    names = [name for name, _ in form.leaves() if reach(form, name).is_plain]
    records = loket.page(operation, ids)
    both = loket.page(operation, ids, orderBy=",".join(f"-{name}" for name in names))
    for name in names[:3]:
        expected = ordered(records, read_order(name, form))
        assert loket.page(operation, ids, orderBy=name) == expected
    assert sorted(map(str, both)) == sorted(map(str, records))


@pytest.mark.behaviour("loket.order.unknown-field")
@pytest.mark.parametrize("operation", ORDERED)
def test_every_list_refuses_an_unknown_order(loket: Any, operation: str) -> None:
    """An orderBy with a field that the list does not have answers 400 that names it."""
    response = loket.call(operation, loket.ids(operation), orderBy="-nonsense")
    assert response.status_code == 400
    assert "nonsense" in response.json()["messages"][0]["description"]
    assert loket.why(response) == ["loket.order.unknown-field"]


@pytest.mark.behaviour("loket.order.default", "loket.order.before-paging", "loket.order.field-case")
def test_order_comes_before_paging(loket: Any) -> None:
    """A list is in the order of making, and ordered as a whole before it is cut in pages."""
    for name in ("Cor", "Ans", "Bea"):
        loket.added("child", firstName=name)
    ids = loket.ids(CHILDREN)

    def names(**query: Any) -> list[str]:
        return [one["firstName"] for one in loket.page(CHILDREN, ids, **query)]

    assert names() == ["Cor", "Ans", "Bea"]
    assert names(orderBy="FIRSTNAME") == ["Ans", "Bea", "Cor"]
    assert names(orderby="-firstname", pageSize=2) == ["Cor", "Bea"]
    assert names(orderBy="-firstName", pageSize=2, pageNumber=2) == ["Ans"]
