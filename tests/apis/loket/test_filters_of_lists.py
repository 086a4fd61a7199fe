"""Filters on every list that takes them, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.apis.loket.catalogue import CATALOGUE, LIST
from invaller.apis.loket.domain.comparing import reach
from invaller.apis.loket.domain.forms import ANY, BOOLEAN, STRING, Field

FILTERED = sorted(
    one.id
    for one in CATALOGUE.operations.values()
    if one.shape == LIST and "filter" in one.parameters
)
UNFILTERED = sorted(
    one.id
    for one in CATALOGUE.operations.values()
    if one.shape == LIST and one.is_list and "filter" not in one.parameters
)
CHILDREN, CHILD = "GetChildrenByEmployeeId", "PostChildByEmployeeId"


def _plain_values(form: Field, record: Any, prefix: str = "") -> dict[str, Any]:
    """The values of a record by dotted name, those inside arrays left out."""
    found: dict[str, Any] = {}
    for name, field in form.fields.items():
        value = record.get(name)
        if isinstance(value, dict):
            found |= _plain_values(field, value, f"{prefix}{name}.")
        elif not isinstance(value, list) and not field.fields and field.kind != ANY:
            found[f"{prefix}{name}"] = value
    return found


def _written(field: Field, value: Any) -> str:
    if value is None:
        return "null"
    if field.kind == BOOLEAN:
        return str(value).lower()
    if field.kind == STRING:
        return "'" + str(value).replace("'", "''") + "'"
    return str(value)


@pytest.mark.behaviour("loket.filter.every-paged-list")
@pytest.mark.parametrize("operation", FILTERED)
def test_every_list_filters_on_every_field(loket: Any, operation: str) -> None:
    """A record passes the filter that asks all of its values, and no other record does not."""
    form = CATALOGUE.operations[operation].response_form()
    assert form is not None
    ids = loket.ids(operation)
    records = loket.page(operation, ids)
    for record in records[:1]:
        values = _plain_values(form, record)
        asked = [
            f"{name} eq {_written(reach(form, name).field, value)}"
            for name, value in values.items()
        ]
        assert record in loket.page(operation, ids, filter=" and ".join(asked))
        name, value = next((name, value) for name, value in values.items() if value is not None)
        other = f"{name} ne {_written(reach(form, name).field, value)}"
        left = loket.page(operation, ids, filter=other)
        assert record not in left
        assert all(one in records for one in left)


@pytest.mark.behaviour("loket.filter.unknown-field")
@pytest.mark.parametrize("operation", FILTERED)
def test_every_list_refuses_an_unknown_field(loket: Any, operation: str) -> None:
    """A filter on a field that a list does not have answers 400 that names it."""
    response = loket.call(operation, loket.ids(operation), filter="nonsense eq 1")
    assert response.status_code == 400
    assert "nonsense" in response.json()["messages"][0]["description"]
    assert loket.why(response) == ["loket.filter.unknown-field"]


@pytest.mark.behaviour("loket.filter.url-encoded")
@pytest.mark.parametrize("text", ["firstName%20eq%20'Jan%20Jr'", "firstName+eq+'Jan+Jr'"])
def test_a_filter_is_decoded(loket: Any, text: str) -> None:
    """Spaces of a filter come as %20 or as plus signs."""
    loket.added("child", firstName="Jan Jr")
    loket.added("child", firstName="Piet")
    path = CATALOGUE.operations[CHILDREN].path.format(**loket.ids(CHILDREN))
    url = f"{loket.sim.urls['loket']}{path}?filter={text}"
    answer = loket.sim.http.get(url, headers={**loket.headers, "Accept": "application/json"})
    assert [one["firstName"] for one in answer.json()["_embedded"]] == ["Jan Jr"]


@pytest.mark.behaviour("loket.filter.syntax", "loket.status.400-list")
def test_a_filter_that_cannot_be_read(loket: Any) -> None:
    """It answers 400 that says where, with an empty list."""
    response = loket.call(CHILDREN, loket.ids(CHILDREN), filter="firstName eq")
    assert response.status_code == 400
    assert response.json()["_embedded"] == []
    description = response.json()["messages"][0]["description"]
    assert description == "[filter] cannot be read at its end: expected a value"


@pytest.mark.behaviour("loket.filter.not-where-undeclared")
@pytest.mark.parametrize("operation", ["GetModulesByEmployerId"])
def test_a_list_without_filters_ignores_one(loket: Any, operation: str) -> None:
    """In lenient mode a filter on a list that takes none changes nothing."""
    ids = loket.ids(operation)
    assert loket.page(operation, ids, filter="nonsense eq 1") == loket.page(operation, ids)


@pytest.mark.sim(strictness="strict")
@pytest.mark.behaviour("loket.filter.not-where-undeclared")
@pytest.mark.parametrize("operation", ["GetModulesByEmployerId"])
def test_a_strict_list_without_filters_refuses_one(loket: Any, operation: str) -> None:
    """In strict mode it answers 400 that names the parameter."""
    response = loket.call(operation, loket.ids(operation), filter="description eq 'x'")
    assert response.status_code == 400
    assert response.json()["messages"][0]["description"] == "[filter] is not known here"
