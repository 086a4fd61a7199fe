"""Every operation of every specification is found by its method and path."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller import apis
from invaller.kernel.api import Api
from invaller.serving.operations import Operation, operations_of, specification_of
from invaller.serving.router import NoRoute, Router
from invaller_contracts.simulator import Simulator

OPERATIONS = [
    operation
    for api in apis.load().values()
    for operation in operations_of(api, specification_of(api))
]
ROUTER = Router(OPERATIONS)
_TEXT = st.text(st.characters(exclude_characters="/", exclude_categories=["Cs"]), min_size=1)


_UUID = "B869DED6-0659-4d8d-9a8a-f9e22425ec9c"


def _filled(operation: Operation, text: str) -> tuple[str, dict[str, str]]:
    """The path with a text for each parameter, one of its form where that tells paths apart."""
    path, texts = operation.api.base_path + operation.path, {}
    for name, schema in operation.path_schemas().items():
        form = schema.get("format", schema["type"]) if operation.api.typed_paths else ""
        texts[name] = {"uuid": _UUID, "integer": "2024"}.get(form, text)
        path = path.replace(f"{{{name}}}", texts[name])
    return path, texts


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: f"{o.api.key}.{o.id}")
def test_every_operation_is_found(operation: Operation) -> None:
    """The first route, the last one and all between lead to their own operation."""
    path, texts = _filled(operation, "a")
    route = ROUTER.find(operation.api, operation.method, path)
    assert route.operation is operation
    assert route.parameters == texts


@given(st.sampled_from([o for o in OPERATIONS if "{" in o.path and not o.api.typed_paths]), _TEXT)
def test_any_text_is_a_path_parameter(operation: Operation, text: str) -> None:
    """Whatever stands between two slashes reaches the operation as it was sent."""
    path, texts = _filled(operation, text)
    try:
        route = ROUTER.find(operation.api, operation.method, path)
    except NoRoute:
        pytest.fail(f"{path!r} leads nowhere")
    assert route.operation is operation or "{" not in route.operation.path
    if route.operation is operation:
        assert route.parameters == texts


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/REST/dimona/v2/declarations", "dimona"),
        ("/REST/dimona/v2", "dimona"),
        ("/REST/dimona/v2/no/such/thing", "dimona"),
        ("/REST/dimona/v22/declarations", None),
        ("/REST/oauth/v5/token", "oauth"),
        ("/", None),
    ],
)
def test_api_of_a_path(path: str, key: str | None) -> None:
    """A path belongs to the API whose base path it lies under, whole segments only."""
    api = ROUTER.api_of(path)
    assert (api.key if api else None) == key


def test_unknown_path_leads_nowhere() -> None:
    """A path without operation has no methods."""
    with pytest.raises(NoRoute) as refused:
        ROUTER.find(apis.load(["dimona"])["dimona"], "GET", "/REST/dimona/v2/nothing")
    assert refused.value.allowed == ()


def _problem(simulator: Simulator, method: str, path: str) -> tuple[int, Any, Any]:
    answer = simulator.http.request(method, path)
    return answer.status_code, answer.headers.get("Allow"), answer.json()


def test_wrong_method_names_the_right_ones(shelf: Simulator) -> None:
    """Another method on a known path answers 405 with all methods of the path in Allow."""
    status, allow, body = _problem(shelf, "DELETE", "/shelf/books")
    assert (status, allow) == (405, "GET, POST")
    assert body["detail"] == "DELETE is not allowed on /shelf/books"


def test_unknown_path_is_explained(shelf: Simulator) -> None:
    """A path without operation answers 404 with the problem of its API and an explanation."""
    answer = shelf.http.get("/shelf/nothing")
    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:problem-type:belgif:resourceNotFound"
    explanation = shelf.explain(answer)["explanations"][0]
    assert explanation["rule"] == "shelf.http.resourceNotFound"
    assert "GET /shelf/nothing" in explanation["message"]


def test_path_of_no_api_names_the_base_paths(shelf: Simulator) -> None:
    """A path under no base path answers 404 and tells what is served where."""
    status, _, body = _problem(shelf, "GET", "/REST/nothing")
    assert status == 404
    assert "/shelf" in body["detail"]
    assert "/_sim" in body["detail"]


def test_trailing_and_double_slashes(shelf: Simulator) -> None:
    """A trailing slash changes nothing; a doubled one is another path."""
    assert shelf.http.get("/shelf/books/").status_code == 200
    assert shelf.http.get("/shelf//books").status_code == 404


def test_operation_without_handler_is_not_made_up(shelf: Simulator) -> None:
    """An operation that is specified and not simulated answers 501 with its name."""
    status, _, body = _problem(shelf, "GET", "/shelf/unserved")
    assert (status, body["title"]) == (501, "Not Implemented")
    assert "getUnserved" in body["detail"]


def _api_of(*paths: str, **options: Any) -> Api:
    """An API with these paths; each serves GET, under the path as its name."""
    kinds = {"id": {"type": "string", "format": "uuid"}, "year": {"type": "integer"}}
    items = {}
    for path in paths:
        names = re.findall(r"{(\w+)}", path)
        parameters = [
            {"name": name, "in": "path", "schema": kinds.get(name, {"type": "string"})}
            for name in names
        ]
        items[path] = {"parameters": parameters, "get": {"operationId": path}}
    return Api(
        "shelf", "Shelf", options.pop("base_path", "/v2"), {}, document={"paths": items}, **options
    )


def _routed(api: Api, path: str) -> tuple[str, dict[str, str]] | None:
    """Which operation serves a path, and its parameters; None when none does."""
    try:
        route = Router(operations_of(api, specification_of(api))).find(api, "GET", path)
    except NoRoute:
        return None
    return route.operation.id, route.parameters


def test_any_path_case() -> None:
    """Such an API finds its paths in any letter case, and gives parameters as they were sent."""
    path = "/Books/{id}/loanedTo/{name}"
    api = _api_of(path, any_path_case=True)
    sent = f"/V2/bOOks/{_UUID}/LOANEDto/Jan İ"
    assert _routed(api, sent) == (path, {"id": _UUID, "name": "Jan İ"})
    assert _routed(_api_of(path), sent) is None


@pytest.mark.parametrize(
    ("text", "name"), [(_UUID, "id"), ("2024", "year"), ("-1", "year"), ("2024x", "name")]
)
def test_typed_paths_are_told_apart(text: str, name: str) -> None:
    """Paths that differ by parameter only are told apart: uuid before number before text."""
    api = _api_of("/slips/{name}", "/slips/{year}", "/slips/{id}", typed_paths=True)
    assert _routed(api, f"/v2/slips/{text}") == (f"/slips/{{{name}}}", {name: text})


def test_a_text_of_another_form_is_not_found() -> None:
    """Where a uuid is read and any text is changed, reading another text is no wrong method."""
    paths: dict[str, Any] = {
        f"/slips/{{{name}}}": {
            "parameters": [{"name": name, "in": "path", "schema": schema}],
            method: {"operationId": method},
        }
        for name, method, schema in (
            ("id", "get", {"type": "string", "format": "uuid"}),
            ("name", "patch", {"type": "string"}),
        )
    }
    api = Api("shelf", "Shelf", "/v2", {}, document={"paths": paths}, typed_paths=True)
    router = Router(operations_of(api, specification_of(api)))
    for method, allowed in (("GET", ()), ("DELETE", ("PATCH",))):
        with pytest.raises(NoRoute) as refused:
            router.find(api, method, "/v2/slips/1001")
        assert refused.value.allowed == allowed


def test_typed_paths_take_nothing_else() -> None:
    """A text that is no uuid leads nowhere, and a literal goes before a parameter."""
    api = _api_of("/slips/{id}", "/slips/latest", typed_paths=True)
    assert _routed(api, "/v2/slips/1001") is None
    assert _routed(api, "/v2/slips/latest") == ("/slips/latest", {})


def test_api_at_the_root_has_its_own_paths_only() -> None:
    """An API at the root is found by its first segments, and leaves all others alone."""
    api = _api_of("/token", "/token/{id}", base_path="", root_segments=("token",))
    router = Router(operations_of(api, specification_of(api)))
    found = {path: router.api_of(path) for path in ("/token", "/token/1", "/tokens", "/", "/x")}
    assert found == {"/token": api, "/token/1": api, "/tokens": None, "/": None, "/x": None}
    assert _routed(api, "/token/1") == ("/token/{id}", {"id": "1"})
    assert _routed(api, "/tokens") is None
