"""How clients type their bodies, and which are refused."""

import pytest

from invaller.kernel.ids import uuid_from
from invaller_contracts.simulator import Simulator

EMPLOYER = uuid_from("loket", "seed", "employer", "zonnehof")
PATH = f"/v2/providers/employers/{EMPLOYER}/departments"
BODY = b'{"code": 77, "description": "Kas 2"}'


def _post(sim: Simulator, path: str, content_type: str, body: bytes = BODY) -> tuple[int, str]:
    bearer = sim.credentials.bearer_of("m.lindeman@delinde.example")
    accept = "application/json;version=2018-01-01"
    headers = {**bearer, "Content-Type": content_type, "Accept": accept}
    answer = sim.http.post(path, headers=headers, content=body)
    return answer.status_code, answer.text


@pytest.mark.behaviour("loket.base.plain-json-body")
@pytest.mark.parametrize("strictness", ["lenient", "strict"])
@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "application/json;version=2018-01-01",
        "Application/JSON; charset=utf-8; version=2018-01-01",
        "applicationjson;version=2018-01-01",
    ],
)
def test_types_of_json(sim: Simulator, strictness: str, content_type: str) -> None:
    """A body is read with and without a version in its type, and as the document misspells it."""
    sim.settings.change(strictness=strictness)
    status, text = _post(sim, PATH, content_type)
    assert status < 300, text


@pytest.mark.behaviour("loket.base.wrong-media-type")
@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "multipart/form-data"])
def test_other_types(sim: Simulator, content_type: str) -> None:
    """Another media type is refused with 400 and an empty content."""
    status, text = _post(sim, PATH, content_type)
    assert status == 400, text
    assert '"content":{}' in text


@pytest.mark.behaviour("loket.base.case-insensitive-paths", "loket.base.case-of-uuids")
@pytest.mark.parametrize("strictness", ["lenient", "strict"])
def test_paths_in_any_letter_case(sim: Simulator, strictness: str) -> None:
    """Paths are found in any letter case, ids included, also in strict mode."""
    sim.settings.change(strictness=strictness)
    headers = {
        **sim.credentials.bearer_of("m.lindeman@delinde.example"),
        "Accept": "application/json;version=2018-01-01",
    }
    for path in (PATH, PATH.upper(), PATH.replace("departments", "Departments")):
        assert sim.http.get(path, headers=headers).status_code == 200, path


@pytest.mark.behaviour("loket.base.malformed-id", "loket.base.id-not-number")
def test_path_with_a_number_for_an_id(sim: Simulator) -> None:
    """An employer number in the place of an id answers 404 with a NotFound message."""
    headers = sim.credentials.bearer_of("m.lindeman@delinde.example")
    answer = sim.http.get("/v2/providers/employers/1001/departments", headers=headers)
    assert answer.status_code == 404
    assert [message["type"] for message in answer.json()["messages"]] == ["NotFound"]
