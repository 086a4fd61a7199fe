"""How long queued work takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.apis.loket.conftest import USER, Loket

from invaller.apis.loket.domain.durations import RANGES, duration_of
from invaller.apis.loket.seed.reading import identify
from invaller_contracts.plugin import DEFAULTS

if TYPE_CHECKING:
    from invaller_contracts.simulator import Simulator, SimulatorServer

SETTINGS = {**DEFAULTS, "now": "2025-03-20T09:00:00Z", "seed": "durations"}
EMPLOYER = {"employerId": identify("employer", "zonnehof")}
WAGE = "PostCollectiveWageByEmployerId"


@given(st.sampled_from(sorted(RANGES)), st.floats(0, 1, exclude_max=True))
def test_durations_lie_in_their_range(kind: str, fraction: float) -> None:
    """At any fraction the duration lies between the shortest and the longest of its kind."""
    shortest, longest = RANGES[kind]
    assert shortest <= duration_of(kind, fraction).total_seconds() <= longest


@pytest.mark.parametrize("fraction", [-0.1, 1.0])
def test_a_fraction_beside_the_range_is_refused(fraction: float) -> None:
    """A fraction outside [0, 1) is a ValueError."""
    with pytest.raises(ValueError, match="fraction"):
        duration_of("run", fraction)


def _wait(sim: Simulator) -> list[str]:
    """When each of three collective wages that are asked at once is due."""
    loket = Loket(sim, sim.credentials.bearer_of(USER))
    employment = identify("employment", "zonnehof/1006")
    body = {"employmentId": employment, "startDate": "2025-04-01", "grossWage": 2600}
    for _ in range(3):
        assert loket.call(WAGE, EMPLOYER, body).status_code == 202
    return [str(one["due"]) for one in sim.pending.list()]


@pytest.mark.behaviour("loket.queued.seeded", "loket.queued.duration")
def test_the_same_seed_takes_the_same_time(sim_server: SimulatorServer) -> None:
    """Three times that differ, all within ten seconds, are the same with the same seed."""
    first, second = sim_server.create(SETTINGS), sim_server.create(SETTINGS)
    waits = _wait(first)
    assert waits == _wait(second)
    assert len(set(waits)) == 3
    assert all("2025-03-20T09:00:02" <= one <= "2025-03-20T09:00:11" for one in waits)
    for one in (first, second):
        sim_server.delete(one)
