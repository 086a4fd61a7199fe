"""The exploration of a specification: what it sends, and that it finds what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from schemathesis.core.failures import FailureGroup

from invaller_contracts.exploring import AnyCase, Exploration, operations_of

if TYPE_CHECKING:
    from schemathesis import Response

    from invaller_contracts.simulator import Simulator

PERIOD = 600050201853


@pytest.fixture
def exploration(sim: Simulator) -> Exploration:
    """An exploration of Dimona that knows one period."""
    return Exploration(sim, "dimona", {"periodId": [PERIOD]})


def test_operations_are_those_of_the_specification() -> None:
    """Every operation of an API is there once."""
    assert operations_of("oauth") == ["requestToken", "requestTokenV3"]
    assert len(set(operations_of("dimona"))) == 8


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (500, None, "Server error"),
        (418, None, "Undocumented status code"),
        (404, {"title": "Not Found"}, "Response violates schema"),
    ],
)
def test_a_wrong_answer_is_found(
    sim: Simulator, exploration: Exploration, status: int, body: Any, told: str
) -> None:
    """One answer of many that is a server error, undocumented, or against its schema."""
    effect = {"status": status} if body is None else {"status": status, "body": body}
    sim.faults.add(effect=effect, api="dimona", operation="getPeriod", times=1)
    with pytest.raises(FailureGroup, match=told) as caught:
        exploration.explore("getPeriod", invalid=False)
    assert any(told in failure.title for failure in caught.value.exceptions)


def test_known_values_are_sent(sim: Simulator, exploration: Exploration) -> None:
    """A known number takes the place of a generated one in some calls, not in all."""
    assert exploration.explore("getPeriod", invalid=False) == {200, 404}
    urls = [request["url"] for request in sim.requests.list(operation="getPeriod")]
    known = [url for url in urls if url.endswith(f"/periods/{PERIOD}")]
    assert 0 < len(known) < len(urls)


def test_invalid_calls_are_sent(exploration: Exploration) -> None:
    """What the specification does not allow is tried too, unless it is not wanted."""
    assert 400 in exploration.explore("listDailyRegistrations")
    assert 400 not in exploration.explore("listDailyRegistrations", invalid=False)


def test_sound_bodies_lie_under_generated_ones(sim: Simulator) -> None:
    """Some bodies are the sound one, others are it with generated members."""
    sound = {"worker": {"ssin": "65111899997"}}
    named = ["employer", "worker", "features", "activeFromDate", "activeToDate"]
    bases = dict.fromkeys(named, sound)
    Exploration(sim, "dimona", {}, bases, valid=60).explore("searchPeriods", invalid=False)
    exchanges = sim.requests.find(operation="searchPeriods")
    bodies = [exchange["request"]["body"] for exchange in exchanges]
    assert sound in bodies
    assert any(body != sound and body.get("worker", {}).get("ssin") for body in bodies)


def test_two_explorations_send_the_same(sim: Simulator) -> None:
    """The same exploration of the same workspace in one run makes the same calls."""
    sent = []
    sim.snapshot("start")
    # The first one may load modules, whose constants hypothesis takes up.
    for _ in range(3):
        sim.restore("start")
        sim.requests.clear()
        Exploration(sim, "dimona", {"periodId": [PERIOD]}).explore("listDailyRegistrations")
        sent.append([request["url"] for request in sim.requests.list()])
    assert sent[1] == sent[2]


def test_a_chain_follows_links(sim: Simulator) -> None:
    """The number in a Location is asked for, and every answer is shown to who looks."""
    sound = {"dimonaCancel": {"dimonaCancel": {"periodId": PERIOD}}}
    seen: list[tuple[str, int]] = []

    def look(response: Response, case: AnyCase) -> None:
        seen.append((case.operation.label, response.status_code))

    Exploration(sim, "dimona", {"periodId": [PERIOD]}, sound).chain(25, look)
    assert ("POST /declarations", 201) in seen
    assert ("GET /declarations/{declarationId}", 200) in seen
    assert len(seen) == sim.requests.count(api="dimona")
