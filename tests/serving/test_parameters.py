"""Path, query and header parameters: typed by the specification, then checked."""

from typing import Any

import pytest

from invaller.serving.parameters import Parameter, respelled
from invaller_contracts.simulator import Simulator


def _listed(shelf: Simulator, query: str, **headers: str) -> tuple[int, Any]:
    answer = shelf.http.get(f"/shelf/books?{query}", headers=headers)
    return answer.status_code, answer.json()


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("", {"limit": 10}),
        ("limit=3", {"limit": 3}),
        ("limit=1&limit=2", {"limit": 2}),
        ("loaned=true", {"limit": 10, "loaned": True}),
        ("loaned=false", {"limit": 10, "loaned": False}),
        ("price=2.5", {"limit": 10, "price": 2.5}),
        ("tag=a&tag=b%20c", {"limit": 10, "tag": ["a", "b c"]}),
        ("tag=", {"limit": 10, "tag": [""]}),
        ("id=1,2,3", {"limit": 10, "id": [1, 2, 3]}),
    ],
)
def test_values_have_the_type_of_the_specification(
    shelf: Simulator, query: str, values: dict[str, Any]
) -> None:
    """Texts of the query become integers, booleans, numbers and lists; defaults fill in."""
    assert _listed(shelf, query) == (200, values)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("limit=x", "limit"),
        ("limit=0", "limit"),
        ("limit=1_0", "limit"),
        ("limit=%D9%A3", "limit"),
        ("limit=" + "9" * 5000, "limit"),
        ("limit=--5", "limit"),
        ("limit=", "limit"),
        ("loaned=TRUE", "loaned"),
        ("price=nan", "price"),
        ("price=inf", "price"),
        ("price=1e999", "price"),
        ("id=1,x", "id[1]"),
    ],
)
def test_what_does_not_fit_is_named(shelf: Simulator, query: str, name: str) -> None:
    """A parameter that does not fit answers 400 with an issue that names it."""
    status, body = _listed(shelf, query)
    assert (status, body["type"]) == (400, "urn:problem-type:belgif:badRequest")
    assert [(issue["in"], issue["name"]) for issue in body["issues"]] == [("query", name)]


def test_every_wrong_parameter_has_an_issue(shelf: Simulator) -> None:
    """Two wrong parameters are two issues, and two explanations."""
    answer = shelf.http.get("/shelf/books?limit=x&loaned=y", headers={"X-Reader": "x" * 11})
    assert [issue["name"] for issue in answer.json()["issues"]] == ["limit", "loaned", "X-Reader"]
    rules = [item["rule"] for item in shelf.explain(answer)["explanations"]]
    assert rules == ["shelf.schema.type", "shelf.schema.type", "shelf.schema.maxLength"]


def test_header_parameters(shelf: Simulator) -> None:
    """A header parameter is found whatever the case of its name."""
    assert _listed(shelf, "", **{"x-READER": "Zola"}) == (200, {"limit": 10, "X-Reader": "Zola"})


def test_path_parameter_is_typed(shelf: Simulator) -> None:
    """A path parameter that does not fit answers 400, not 404."""
    answer = shelf.http.get("/shelf/books/x")
    assert (answer.status_code, answer.json()["issues"][0]["in"]) == (400, "path")


def test_unknown_parameters(shelf: Simulator) -> None:
    """Lenient mode passes over an unknown parameter; strict mode refuses it."""
    assert _listed(shelf, "unknown=1")[0] == 200
    shelf.settings.change(strictness="strict")
    status, body = _listed(shelf, "unknown=1")
    assert (status, body["issues"][0]["name"]) == (400, "unknown")
    assert body["issues"][0]["type"].endswith(":unknownInput")


def test_blanks_around_a_parameter_are_strictly_wrong(shelf: Simulator) -> None:
    """Strict mode does not take the blanks off that lenient mode does."""
    shelf.settings.change(strictness="strict")
    assert _listed(shelf, "%20limit%20=3")[0] == 400


def test_value_without_type_stays_text() -> None:
    """A parameter whose schema names no type is the text that was sent."""
    parameter = Parameter({"name": "x", "in": "query", "schema": {}})
    assert parameter.read(["1"]) == "1"
    assert parameter.violations("1") == ()


def test_names_as_the_specification_spells_them() -> None:
    """Known query parameters get their own spelling, all their texts kept; others stay."""
    known = [
        Parameter({"name": "orderBy", "in": "query", "schema": {"type": "string"}}),
        Parameter({"name": "id", "in": "path", "schema": {"type": "string"}}),
    ]
    query = {"orderby": ["a"], "OrderBy": ["b"], "ID": ["1"], "Other": ["x"]}
    assert respelled(known, query) == {"orderBy": ["a", "b"], "ID": ["1"], "Other": ["x"]}
