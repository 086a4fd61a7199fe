"""Every operation of the control plane answers as its specification says."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import httpx
import pytest
from connexion.spec import OpenAPISpecification

from invaller import apis
from invaller.kernel.specs import read_yaml
from invaller.serving.json_schema import Checked
from invaller_contracts.simulator import Simulator

SPECIFICATION: Mapping[str, Any] = OpenAPISpecification(
    deepcopy(read_yaml("control", "openapi.yaml"))
)
OPERATIONS = {
    operation["operationId"]: (method, path, operation)
    for path, item in SPECIFICATION["paths"].items()
    for method, operation in item.items()
    if method != "parameters"
}

DECLARATION = {
    "employer": {"enterpriseNumber": "411702543"},
    "worker": {"ssin": "65111899997"},
    "dimonaIn": {
        "startDate": "2025-03-03",
        "features": {"jointCommissionNumber": "XXX", "workerType": "OTH"},
    },
}

# What each operation is asked; {id} is filled in by the test. Absent: nothing is sent.
BODIES: dict[str, Any] = {
    "createWorkspace": {"id": "made-by-create", "seed": "3", "processing": "hold"},
    "forkWorkspace": {"id": "made-by-fork"},
    "setClock": {"mode": "real", "now": "2025-03-04T09:00:00+01:00"},
    "advanceClock": {"by": "PT1H"},
    "releasePending": {},
    "setProcessing": {"default": "polls:2"},
    "setSettings": {"strictness": "strict", "registers": "open"},
    "mergeState": {
        "documents": {"register.citizen": {"1": {"ssin": "1", "birthDate": "2000-01-01"}}}
    },
    "importState": {"format": 1, "documents": {}},
    "countRequests": {"method": "POST"},
    "findRequests": {"urlPathPattern": ".*"},
    "addFault": {"effect": {"status": 503}},
}


@pytest.fixture
def busy(sim: Simulator) -> Iterator[Simulator]:
    """A workspace with held work, an exchange and a snapshot."""
    sim.settings.change(processing="hold")
    answer = sim.http.post(
        "/REST/dimona/v2/declarations", json=DECLARATION, headers=sim.credentials.bearer()
    )
    assert answer.status_code == 201, answer.text
    sim.snapshot("kept")
    yield sim
    for name in ("made-by-create", "made-by-fork"):
        if name in str(sim.control.ask("GET", "/workspaces")):
            sim.control.ask("DELETE", f"/workspaces/{name}")


def _identifier(path: str, simulator: Simulator) -> str:
    if path.startswith("/workspaces"):
        return simulator.name
    if path.startswith("/pending"):
        return str(simulator.pending.list()[0]["id"])
    return "kept" if path.startswith("/snapshots") else "1"


def _check(operation: Mapping[str, Any], answer: httpx.Response) -> None:
    """The answer is one that the specification describes."""
    described = operation["responses"].get(str(answer.status_code))
    assert described is not None, f"{answer.status_code} {answer.text}"
    content = described.get("content")
    if content is None:
        assert answer.content == b""
        return
    media_type = answer.headers["Content-Type"]
    body = answer.json() if media_type == "application/json" else answer.text
    assert Checked(content[media_type]["schema"]).violations(body, "body") == ()


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_answers_as_specified(busy: Simulator, name: str) -> None:
    """Each operation succeeds with a status and a body that the specification describes."""
    method, path, operation = OPERATIONS[name]
    if name == "deleteWorkspace":
        busy.control.ask("POST", "/workspaces", {"id": "made-by-create"})
        path = path.replace("{id}", "made-by-create")
    path = path.replace("{id}", _identifier(path, busy))
    answer = busy.http.request(method.upper(), f"/_sim{path}", json=BODIES.get(name))
    assert answer.is_success, answer.text
    _check(operation, answer)


@pytest.mark.parametrize(
    # Saving a snapshot makes what was not there; every other operation finds it.
    "name",
    [name for name, (_, p, _) in OPERATIONS.items() if "{id}" in p and name != "saveSnapshot"],
)
def test_what_is_not_there_is_named(sim: Simulator, name: str) -> None:
    """An operation about something that is not there answers 404 or 400 and names it."""
    method, path, _ = OPERATIONS[name]
    answer = sim.http.request(method.upper(), f"/_sim{path.replace('{id}', 'nowhere')}", json=None)
    assert answer.status_code == (409 if name == "forkWorkspace" else 404)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "'nowhere'" in answer.json()["detail"]


@pytest.mark.parametrize("name", BODIES)
def test_unknown_members_are_refused(sim: Simulator, name: str) -> None:
    """A body with a member that does not exist answers 400 and names it."""
    method, path, _ = OPERATIONS[name]
    body = {**BODIES[name], "surprise": "polls:1"} if name != "setProcessing" else {"x": "later"}
    answer = sim.http.request(method.upper(), f"/_sim{path.replace('{id}', '1')}", json=body)
    assert answer.status_code == 400
    assert "surprise" in answer.json()["detail"] or "later" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("method", "path", "body", "told"),
    [
        ("POST", "/clock/advance", {"by": "3 seconds"}, "PT3S"),
        ("POST", "/clock/advance", {"by": "P9999999D"}, "ends"),
        ("POST", "/clock/advance", {"by": "P99999999999999D"}, ""),
        ("PUT", "/clock", {"now": "2025-03-01"}, "only moves forward"),
        ("PUT", "/clock", {"now": "9999-12-31T23:59:59Z"}, "9000"),
        ("PUT", "/clock", {"now": "0001-01-01"}, ""),
        ("POST", "/workspaces", {"now": "0001-01-01"}, ""),
        ("POST", "/workspaces", {"processing": "polls:0"}, "polls:N"),
        ("POST", "/workspaces", {"switches": {"no.switch": "x"}}, "no.switch"),
        ("PUT", "/processing", {"default": "later"}, "polls:N"),
        ("PUT", "/settings", {"switches": {"no.switch": "x"}}, "no.switch"),
        ("PUT", "/state", {"format": 7, "documents": {}}, "format 7"),
        ("PATCH", "/state", {"documents": {"no.kind": {"1": {}}}}, "no.kind"),
        ("POST", "/requests/count", {"urlPattern": "("}, "missing )"),
    ],
)
def test_refusals_say_what_is_right(
    sim: Simulator, method: str, path: str, body: Any, told: str
) -> None:
    """A value that cannot be used answers 400, and the workspace is as before."""
    before = sim.state()
    answer = sim.http.request(method, f"/_sim{path}", json=body)
    assert (answer.status_code, sim.state()) == (400, before)
    assert told in answer.json()["detail"]


def test_names_are_taken_once(sim: Simulator) -> None:
    """A workspace name that is taken answers 409, one that no URL could carry 400."""
    for name, refused in ((sim.name, (409, "Conflict")), ("a/b", (400, "Bad Request"))):
        answer = sim.http.post("/_sim/workspaces", json={"id": name})
        assert (answer.status_code, answer.json()["title"]) == refused
    assert sim.http.delete("/_sim/workspaces/default").status_code == 404


def test_urls_of_a_workspace_answer(sim: Simulator) -> None:
    """The URLs that a workspace tells are those under which its APIs answer."""
    assert set(sim.urls) == set(apis.available())
    for url in sim.urls.values():
        assert httpx.get(f"{url}/nothing").status_code in (401, 403, 404)
    # What an API at the root does not serve is nobody's call.
    elsewhere = [key for key, api in apis.load().items() if api.base_path]
    assert [entry["api"] for entry in sim.requests.list()] == sorted(elsewhere)


def test_control_call_finds_its_workspace_by_header(sim: Simulator) -> None:
    """A control call is about the workspace of its header, else about the default one."""
    origin = sim.url.split("/w/")[0]
    named = httpx.get(f"{origin}/_sim/state", headers={"X-Sim-Workspace": sim.name})
    assert named.json()["workspace"] == sim.name
    assert httpx.get(f"{origin}/_sim/state").json()["workspace"] == "default"


def test_importing_another_workspaces_state_keeps_the_key(sim: Simulator) -> None:
    """After importing a state that was made on another seed, the key pair is the same."""
    state = sim.state()
    state["settings"]["seed"] = "another"
    sim.load(state)
    described = sim.control.ask("GET", f"/workspaces/{sim.name}")
    assert described["seed"] == "another"
    assert described["privateKey"] == sim.credentials.private_key


def test_wiremock_verification_calls_answer(sim: Simulator) -> None:
    """Health, requests, count, find and reset answer under WireMock's names too."""
    sim.http.get("/REST/dimona/v2/nothing")
    pattern = {"method": "GET", "urlPathPattern": ".*/nothing"}
    assert sim.http.get("/__admin/health").json()["status"] == "healthy"
    assert sim.http.get("/__admin/requests").json()["meta"] == {"total": 1, "dropped": 0}
    assert sim.http.post("/__admin/requests/count", json=pattern).json() == {"count": 1}
    found = sim.http.post("/__admin/requests/find", json=pattern).json()["requests"]
    assert [exchange["method"] for exchange in found] == ["GET"]
    assert sim.http.post("/__admin/reset").status_code == 200
    assert sim.http.get("/__admin/requests").json()["meta"]["total"] == 0
    assert sim.http.get("/__administration").status_code == 404


def test_processing_by_hand_lets_the_outcome_be_chosen(busy: Simulator) -> None:
    """Released work is done at once and is gone; releasing it again answers 404."""
    work = busy.pending.list()[0]
    assert busy.pending.release(work["id"])["subject"] == work["subject"]
    assert busy.pending.list() == []
    again = busy.http.post(f"/_sim/pending/{work['id']}/release", json={})
    assert again.status_code == 404
