"""Whatever is sent to operations of a document that was brought in, the answer is one of it."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import httpx
import pytest

from invaller_contracts.exploring import Exploration
from invaller_contracts.gir.client import LOGIN
from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.simulator import Simulator, SimulatorServer

_LOGGED_IN = httpx.Headers(
    next(httpx.BasicAuth(*LOGIN).auth_flow(httpx.Request("GET", "http://localhost"))).headers
)


class _Dropped(Exploration):
    """An exploration of the document that the workspace serves, as its user or as nobody."""

    @cached_property
    def document(self) -> Mapping[str, Any]:
        """What /v3/api-docs gives."""
        found: Mapping[str, Any] = self.sim.http.get("/v3/api-docs", auth=LOGIN).json()
        return found

    def call_options(self, client: str | None) -> dict[str, Any]:
        """Where a call goes, with the login or without one."""
        headers = {"Authorization": _LOGGED_IN["Authorization"]} if client else {}
        return {"base_url": self.sim.urls["gir"], "headers": headers}


@pytest.fixture(scope="module", params=["lenient", "strict"])
def exploration(
    request: pytest.FixtureRequest, petstore_server: SimulatorServer
) -> Iterator[Exploration]:
    """A workspace with two pets."""
    settings = {**DEFAULTS, "strictness": request.param}
    sim = petstore_server.create(settings)
    for name in ("Rex", "Bello"):
        sim.http.post(f"{sim.urls['gir']}/pets", json={"name": name}, auth=LOGIN)
    sim.snapshot("start")
    clients = ("isis", "isis", "isis", None)
    yield _Dropped(sim, "gir", {"petId": [1, 2]}, clients=clients, valid=12, invalid=8)
    petstore_server.delete(sim)


@pytest.fixture
def sim(exploration: Exploration) -> Simulator:
    """The workspace as it was at the start."""
    exploration.sim.restore("start")
    return exploration.sim


@pytest.mark.usefixtures("sim")
@pytest.mark.behaviour("gir.dropped-in.served")
@pytest.mark.parametrize(
    ("operation_id", "statuses"),
    [
        ("listPets", {200, 400, 403}),
        ("addPet", {201, 400, 403}),
        ("getPet", {200, 400, 403, 404}),
        ("replacePet", {200, 400, 403, 404}),
        ("changePet", {200, 400, 403, 404}),
        ("deletePet", {204, 400, 403, 404}),
    ],
)
def test_every_answer_is_documented(
    exploration: Exploration, operation_id: str, statuses: set[int]
) -> None:
    """Status, media type, headers and body are those of the document; none is a 500."""
    assert exploration.explore(operation_id) >= statuses
