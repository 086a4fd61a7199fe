"""Control calls that fail on their way leave everything as it was."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, cast

from invaller.kernel.pending import Work
from invaller.kernel.workspace import Workspace
from invaller.serving.server import Server
from invaller_contracts.local_server import served
from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.simulator import Simulator, SimulatorServer

NEWCOMER: dict[str, Any] = {
    "employer": {"enterpriseNumber": "411702543"},
    "worker": {"familyName": "Moreau", "givenName": "Claire", "birthDate": "1991-06-14"},
    "dimonaIn": {
        "startDate": "2025-03-10",
        "features": {"jointCommissionNumber": "XXX", "workerType": "OTH"},
    },
}


def test_a_release_with_an_unknown_outcome_keeps_the_work(sim: Simulator) -> None:
    """An outcome that does not exist answers 400, and the work waits as before."""
    bearer = sim.credentials.bearer("provider")
    url = f"{sim.urls['dimona']}/declarations"
    assert sim.http.post(url, json=NEWCOMER, headers=bearer).status_code == 201
    sim.clock.advance("PT6S")
    waiting = sim.pending.list()
    path = f"/_sim/pending/{waiting[0]['id']}/release"
    answer = sim.http.post(path, json={"outcome": "perhaps"})
    assert (answer.status_code, sim.pending.list()) == (400, waiting)
    assert "accepted or refused" in answer.json()["detail"]


def _endless(workspace: Workspace, work: Work, now: datetime) -> None:
    """Work that makes the same work anew, due at once."""
    workspace.schedule("shelf", "catalogue", work.subject, {}, now=now, delay=timedelta())


def test_work_without_end_moves_no_clock(make_server: Callable[..., Server]) -> None:
    """Work that keeps making work answers 400; clock, data and pending work stay."""
    server = make_server()
    cast(dict[str, Any], server.world.apis["shelf"].process)["catalogue"] = _endless
    with served(server) as url, SimulatorServer(url) as running:
        sim = running.create(DEFAULTS)
        sim.http.post("/shelf/books", json={"title": "Ulysses"})
        before = (sim.state(), sim.clock.now)
        server.world.workspace(sim.name).work_limit = 50
        answer = sim.http.post("/_sim/clock/advance", json={"by": "PT5S"})
        assert (answer.status_code, (sim.state(), sim.clock.now)) == (400, before)
        running.delete(sim)
