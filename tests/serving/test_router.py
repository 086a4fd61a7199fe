"""Every operation of every specification is found by its method and path."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller import apis
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


def _filled(operation: Operation, text: str) -> tuple[str, set[str]]:
    names = {p["name"] for p in operation.definition.get("parameters", ()) if p["in"] == "path"}
    path = operation.api.base_path + operation.path
    for name in names:
        path = path.replace(f"{{{name}}}", text)
    return path, names


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: f"{o.api.key}.{o.id}")
def test_every_operation_is_found(operation: Operation) -> None:
    """The first route, the last one and all between lead to their own operation."""
    path, names = _filled(operation, "1")
    route = ROUTER.find(operation.method, path)
    assert route.operation is operation
    assert route.parameters == dict.fromkeys(names, "1")


@given(st.sampled_from([o for o in OPERATIONS if "{" in o.path]), _TEXT)
def test_any_text_is_a_path_parameter(operation: Operation, text: str) -> None:
    """Whatever stands between two slashes reaches the operation as it was sent."""
    path, names = _filled(operation, text)
    try:
        route = ROUTER.find(operation.method, path)
    except NoRoute:
        pytest.fail(f"{path!r} leads nowhere")
    assert route.operation is operation or "{" not in route.operation.path
    if route.operation is operation:
        assert route.parameters == dict.fromkeys(names, text)


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
    """A path without operation names its API and no methods."""
    with pytest.raises(NoRoute) as refused:
        ROUTER.find("GET", "/REST/dimona/v2/nothing")
    assert refused.value.api is not None
    assert (refused.value.api.key, refused.value.allowed) == ("dimona", ())


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
