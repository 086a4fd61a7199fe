"""GIR over documents that a user brings in, each served on a socket."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from invaller.serving.documents import read_document
from invaller.serving.running import build
from invaller_contracts.gir.client import LOGIN
from invaller_contracts.local_server import served
from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.simulator import Simulator, SimulatorServer

DOCUMENTS = Path(__file__).parent / "documents"


class Dropped:
    """A workspace of GIR over a document, and calls with the login."""

    def __init__(self, sim: Simulator, name: str) -> None:
        self.sim = sim
        self.base = sim.urls["gir"]
        self.document: dict[str, Any] = read_document(DOCUMENTS / name)

    def call(self, method: str, path: str, body: Any = None, **options: Any) -> httpx.Response:
        """A call below the base URL; options: those of httpx, in place of the login and JSON."""
        given = {"auth": LOGIN, **({} if body is None else {"json": body}), **options}
        return self.sim.http.request(method, self.base + path, **given)

    def json(self, method: str, path: str, body: Any = None) -> Any:
        """The JSON that answers a call; raises for an error status."""
        return self.call(method, path, body).raise_for_status().json()

    def status(self, method: str, path: str, body: Any = None) -> int:
        """The status that answers a call."""
        return self.call(method, path, body).status_code


@contextmanager
def over(name: str) -> Iterator[SimulatorServer]:
    """A server of GIR over one of the documents of these tests."""
    server = build(["gir"], {}, documents={"gir": str(DOCUMENTS / name)})
    try:
        with served(server) as url, SimulatorServer(url) as simulators:
            yield simulators
    finally:
        server.world.store.close()


@contextmanager
def workspace(server: SimulatorServer, name: str) -> Iterator[Dropped]:
    """A workspace of such a server, forgotten afterwards."""
    sim = server.create(DEFAULTS)
    yield Dropped(sim, name)
    server.delete(sim)


@pytest.fixture(scope="session")
def petstore_server() -> Iterator[SimulatorServer]:
    """GIR over a store of pets: one collection, integer ids, BASIC."""
    with over("petstore.yaml") as server:
        yield server


@pytest.fixture(scope="session")
def nested_server() -> Iterator[SimulatorServer]:
    """GIR over organisations with units: UUIDs and codes, nothing said of security."""
    with over("nested.json") as server:
        yield server


@pytest.fixture(scope="session")
def odd_server() -> Iterator[SimulatorServer]:
    """GIR over operations of odd shapes, with every kind of security."""
    with over("odd.yaml") as server:
        yield server


@pytest.fixture
def petstore(petstore_server: SimulatorServer) -> Iterator[Dropped]:
    """A workspace of the pets."""
    with workspace(petstore_server, "petstore.yaml") as dropped:
        yield dropped


@pytest.fixture
def nested(nested_server: SimulatorServer) -> Iterator[Dropped]:
    """A workspace of the organisations."""
    with workspace(nested_server, "nested.json") as dropped:
        yield dropped


@pytest.fixture
def odd(odd_server: SimulatorServer) -> Iterator[Dropped]:
    """A workspace of the odd shapes."""
    with workspace(odd_server, "odd.yaml") as dropped:
        yield dropped
