"""Reading a document: references, names of parameters, ids, and where its paths lie."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.kernel.generic.adoption import rebased
from invaller.kernel.generic.identifiers import (
    NoIdentifier,
    identifying_member,
    is_identifier,
    minted,
)
from invaller.kernel.generic.operations import is_json, read_operations, usable_names
from invaller.kernel.generic.paths import concrete, pattern, text_of, things_above, why_odd
from invaller.kernel.generic.references import BadReference, References
from invaller.kernel.generic.served import plain
from invaller.kernel.ids import Ids
from invaller.serving.json_schema import Checked


def _schemas(**schemas: Any) -> References:
    return References({"components": {"schemas": schemas}})


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def test_references_are_put_in_place() -> None:
    """A schema has what its references lead to, whatever the names of its members are."""
    references = _schemas(
        A={"properties": {"$ref": {"type": "string"}, "b": _ref("B")}, "example": _ref("B")},
        B={"type": "integer"},
    )
    assert references.schema(_ref("A")) == {
        "properties": {"$ref": {"type": "string"}, "b": {"type": "integer"}},
        "example": _ref("B"),
    }


def test_a_schema_that_refers_to_itself_ends() -> None:
    """It is followed a dozen levels deep; below, anything is allowed."""
    references = _schemas(A={"type": "object", "properties": {"a": _ref("A")}})
    schema, depth = references.schema(_ref("A")), 0
    while schema:
        schema, depth = schema["properties"]["a"], depth + 1
    assert depth == 12


def test_schemas_that_all_refer_to_each_other_stay_small() -> None:
    """Thirty of them are followed as deep as the budget allows, and compile."""
    names = [f"S{number}" for number in range(30)]
    every = {name: {"properties": {other: _ref(other) for other in names}} for name in names}
    schema = _schemas(**every).schema(_ref("S0"))
    assert schema["properties"]["S1"]["properties"]["S2"] == {}
    assert Checked(schema).violations({"S1": {"S2": 5}}, "body") == ()


def test_references_within_names_are_read() -> None:
    """A reference may have escaped characters, and lead into a list."""
    references = References({"paths": {"/a{b}": [{"type": "string"}]}})
    assert references.part({"$ref": "#/paths/~1a%7Bb%7D/0"}) == {"type": "string"}


@pytest.mark.parametrize(
    "reference", ["#/components/schemas/No", "#/components/schemas/A/9", "other.yaml", "#A"]
)
def test_a_reference_that_leads_nowhere_is_told(reference: str) -> None:
    """It is named in the error."""
    with pytest.raises(BadReference, match=reference):
        _schemas(A=[]).schema({"$ref": reference})


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/a/{b}", {"b": "b"}),
        ("/a/{b-c}/{b_c}", {"b-c": "b_c", "b_c": "parameter_2_b_c"}),
        ("/a/{1}/{é}", {"1": "parameter_1_1", "é": "parameter_2__"}),
    ],
)
def test_every_parameter_gets_a_usable_name(path: str, names: dict[str, str]) -> None:
    """Its own as far as that is letters, digits and underscores, and no name twice."""
    assert usable_names(path) == names


@pytest.mark.parametrize(
    ("media_type", "found"),
    [
        ("application/json", True),
        ("Application/JSON; charset=utf-8", True),
        ("application/vnd.vaph.v1+json", True),
        ("application/merge-patch+json", True),
        ("*/*", True),
        ("application/json-patch+json", False),
        ("application/xml", False),
        ("text/plain", False),
        ("application/jsonl", False),
    ],
)
def test_what_is_json(media_type: str, found: bool) -> None:
    """JSON by any of its names, and a range that holds it, but no JSON Patch."""
    assert is_json(media_type) is found


def test_read_only_members_are_not_required_of_a_client() -> None:
    """What is served to check calls has no examples, extensions and empty lists either."""
    schema = {
        "required": ["id"],
        "properties": {"id": {"readOnly": True, "example": 1}, "example": {"x-a": 1}},
        "x-a": 1,
    }
    assert plain(schema) == {"properties": {"id": {"readOnly": True}, "example": {}}}


def test_parameters_of_path_and_operation_are_one_list() -> None:
    """The operation's own counts; cookies, objects and headers of HTTP itself are not read."""
    parameters = [
        {"name": "q", "in": "query", "schema": {"type": "string"}},
        {"name": "c", "in": "cookie", "schema": {"type": "string"}},
        {"name": "Accept", "in": "header", "schema": {"type": "string"}},
        {"name": "o", "in": "query", "schema": {"type": "object"}},
        {"name": "j", "in": "query", "content": {"application/json": {}}},
    ]
    own = {"name": "q", "in": "query", "schema": {"type": "integer"}}
    get = {"parameters": [own], "responses": {"200": {"description": "x"}}}
    item = {"parameters": parameters, "get": get}
    (operation,) = read_operations({"paths": {"/a/{i-d}": item, "x-more": {}}})
    found = {one["name"]: one["schema"] for one in operation.parameters}
    assert found == {"q": {"type": "integer"}, "j": {}, "i_d": {}}
    assert operation.id == "get /a/{i-d}"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("things", None),
        ("things/{id}", None),
        ("{tenant}/things", "the parameter {tenant}"),
        ("things/{a}/{b}", "the parameter {b}"),
        ("things/{a}.json", "the segment {a}.json"),
    ],
)
def test_odd_paths(path: str, reason: str | None) -> None:
    """A parameter follows the name of its collection, and is a whole segment."""
    found = why_odd(path.split("/"))
    assert found is None if reason is None else reason in str(found)


@given(st.integers() | st.text(min_size=1), st.integers() | st.text(min_size=1))
def test_two_things_never_share_a_path(one: int | str, other: int | str) -> None:
    """Ids that differ as texts give paths that differ, and none reaches into another's."""
    segments = ("things", "{id}", "parts")
    paths = [concrete(segments, {"id": identifier}) for identifier in (one, other)]
    assert (paths[0] == paths[1]) == (str(one) == str(other))
    assert all(path.count("/") == 3 for path in paths)


def test_paths_of_things() -> None:
    """A pattern has no names; the things above a path are its own prefixes; 7.0 is 7."""
    segments = ("a", "{b}", "c", "{d}", "e")
    assert pattern(segments) == "/a/{}/c/{}/e"
    assert list(things_above(segments)) == [("a", "{b}"), ("a", "{b}", "c", "{d}")]
    assert text_of(7.0) == text_of(7) == "7"


@pytest.mark.parametrize(
    ("parameter", "names", "member"),
    [
        ("petId", ["id", "petId"], "petId"),
        ("petId", ["id", "pet_id"], "pet_id"),
        ("petId", ["name", "ID"], "ID"),
        ("petId", ["name"], None),
        ("petId", [], "id"),
    ],
)
def test_the_member_with_the_id(parameter: str, names: list[str], member: str | None) -> None:
    """It is called as the parameter, however spelled, else id; it may be absent."""
    assert identifying_member(parameter, names) == member


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "integer"},
        {"type": "integer", "minimum": 1000, "exclusiveMinimum": True, "multipleOf": 5},
        {"type": "string"},
        {"type": "string", "format": "uuid"},
        {"type": "string", "minLength": 20, "maxLength": 20},
        {"type": "string", "maxLength": 3},
        {"type": "string", "pattern": "^[0-9]{6}$"},
        {"type": "string", "pattern": "^[A-Z]{2}[0-9]{3}$"},
        {"type": "string", "pattern": "^[a-z]+$", "minLength": 4},
        {"type": "string", "enum": ["a", "b", "c", "d"]},
        {},
    ],
)
def test_new_ids_are_allowed_and_new(schema: dict[str, Any]) -> None:
    """Three ids of a collection differ, fit their schema, and are the same on the same seed."""
    drawn: list[list[int | str]] = []
    for _ in range(2):
        ids = Ids("1", {})
        taken: list[int | str] = []
        for _ in range(3):
            taken.append(minted(ids, "things", schema, taken.__contains__))
        drawn.append(taken)
    assert drawn[0] == drawn[1]
    assert len(set(drawn[0])) == 3
    checked = Checked({**schema, "type": schema.get("type", "string")})
    assert [checked.violations(made, "path") for made in drawn[0]] == [()] * 3


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "integer", "maximum": 0},
        {"type": "string", "enum": ["a"]},
        {"type": "string", "pattern": "^never [a-z]$"},
    ],
)
def test_ids_may_run_out(schema: dict[str, Any]) -> None:
    """Where no free id is allowed that is told, not given."""
    with pytest.raises(NoIdentifier):
        minted(Ids("1", {}), "things", schema, lambda made: made == "a")


@pytest.mark.parametrize(("value", "found"), [(1, True), ("a", True), (0, False), ("", False)])
def test_what_names_a_thing(value: object, found: bool) -> None:
    """Zero and empty text, which generated clients send, name nothing."""
    assert is_identifier(value) is found
    assert not is_identifier(True)
    assert not is_identifier(None)


@pytest.mark.parametrize(
    ("server", "path", "served"),
    [
        (None, "/base/v2/a", "/a"),
        ("https://example.org/base", "/v2/a", "/a"),
        ("/base/v2/", "/a", "/a"),
        ("https://example.org", "/base/v2/a", "/a"),
        ("https://example.org/other", "/a", "/a"),
        (None, "/base/v22/a", "/base/v22/a"),
    ],
)
def test_where_paths_lie(server: str | None, path: str, served: str) -> None:
    """What server and path say of the base path together is said once; else paths stay."""
    servers = [] if server is None else [{"url": server}]
    document = {"servers": servers, "paths": {path: {}, "x-more": 1}}
    assert rebased(document, "/base/v2")["paths"] == {served: {}, "x-more": 1}
