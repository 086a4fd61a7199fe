"""The same calls on the same seed give the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Dimona

    from invaller_contracts.simulator import SimulatorServer

NOW = "2024-01-15T09:00:00+01:00"
NEWCOMER = {
    "familyName": "Deleuze",
    "givenName": "Jean",
    "birthDate": "1985-05-10",
    "gender": 1,
    "nationality": 111,
    "placeOfBirth": "Paris",
    "countryOfBirth": 111,
    "address": {
        "street": "Rue de Lille",
        "houseNumber": "1",
        "postCode": "59000",
        "municipality": {"name": "Lille"},
        "country": 111,
    },
}

Answers = list[tuple[int, str, bytes]]


@contextmanager
def another(like: Dimona, server: SimulatorServer, name: str, **settings: Any) -> Iterator[Dimona]:
    """Dimona in a workspace of its own beside the one of the test."""
    sim = server.create({"clock": "frozen", "now": NOW, "seed": "7", "id": name, **settings})
    try:
        yield type(like)(sim, like.specification)
    finally:
        server.delete(sim)


def answers(dimona: Dimona) -> Iterator[tuple[int, str, bytes]]:
    """Status, Location and body of a story of calls, with the workspace's name taken out."""
    name = f"/w/{dimona.sim.name}"

    def seen(method: str, path: str, **more: Any) -> tuple[int, str, bytes]:
        response = dimona.call(method, path, **more)
        location = response.headers.get("Location", "").replace(name, "")
        return response.status_code, location, response.content.replace(name.encode(), b"")

    bodies = [
        dimona.entering(),
        dimona.entering(worker=NEWCOMER),
        dimona.entering("EXT", startHour="1700", endHour="0900"),
        {"dimonaCancel": {"periodId": 600050201853}},
    ]
    numbers = []
    for body in bodies:
        submitted = seen("POST", "/declarations", json=body)
        numbers.append(submitted[1].rpartition("/")[2])
        yield submitted
    for pause in ("PT2.4S", "PT0.2S", "PT1H"):
        dimona.wait(pause)
        for number in (*numbers, "700125761015"):
            yield seen("GET", f"/declarations/{number}")
    criteria = {"employer": {"enterpriseNumber": "411702543"}}
    for what in ("declarations", "periods", "relations"):
        yield seen("POST", f"/{what}/search", json=criteria)
    yield seen("POST", "/declarations", json={"dimonaIn": 1})


@pytest.mark.sim(now=NOW)
def test_the_same_calls_give_the_same_bytes(dimona: Dimona, sim_server: SimulatorServer) -> None:
    """Two workspaces with one seed answer alike, though their calls alternate with a third's."""
    with (
        another(dimona, sim_server, "same-bytes-a") as first,
        another(dimona, sim_server, "same-bytes-b") as second,
    ):
        told: Answers = []
        again: Answers = []
        for one, other in zip(answers(first), answers(second), strict=True):
            dimona.submit(dimona.entering())
            told.append(one)
            again.append(other)
    assert told == again
    assert len(told) == 23


@pytest.mark.sim(now=NOW)
def test_another_seed_gives_other_numbers(dimona: Dimona, sim_server: SimulatorServer) -> None:
    """Numbers and processing times depend on the seed."""
    with (
        another(dimona, sim_server, "seed-a") as first,
        another(dimona, sim_server, "seed-b", seed="8") as second,
    ):
        numbers = [each.submit(each.entering()) for each in (first, second)]
        dues = [each.sim.pending.list()[0]["due"] for each in (first, second)]
    assert numbers[0] != numbers[1]
    assert dues[0] != dues[1]


@pytest.mark.sim(now=NOW)
def test_a_reset_workspace_starts_again(dimona: Dimona) -> None:
    """After a reset the same calls get the same numbers."""
    first = [dimona.submit(dimona.entering()) for _ in range(3)]
    dimona.sim.control.ask("POST", "/reset")
    dimona.wait("PT0S")
    assert [dimona.submit(dimona.entering()) for _ in range(3)] == first
