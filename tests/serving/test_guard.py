"""Who may steer: on loopback everybody but foreign pages of a browser; and what counts as due."""

from typing import Any

import pytest

from invaller_contracts.simulator import Simulator

SHOP: dict[str, Any] = {
    "employer": {"enterpriseNumber": "411702543"},
    "worker": {"ssin": "65111899997"},
    "dimonaIn": {
        "startDate": "2025-03-10",
        "features": {"jointCommissionNumber": "XXX", "workerType": "OTH"},
    },
}


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
def test_foreign_pages_cannot_steer(sim: Simulator, origin: str) -> None:
    """A call that a page of another origin sends answers 403 and moves nothing."""
    before = sim.clock.now
    headers = {"Origin": origin}
    answer = sim.http.post("/_sim/clock/advance", json={"by": "PT5S"}, headers=headers)
    assert (answer.status_code, sim.clock.now) == (403, before)


def test_rebound_names_cannot_steer(sim: Simulator) -> None:
    """A page whose own name was made to lead to this machine answers 403 too."""
    headers = {"Origin": "http://evil.example", "Host": "evil.example"}
    answer = sim.http.post("/_sim/clock/advance", json={"by": "PT5S"}, headers=headers)
    assert answer.status_code == 403


def test_own_pages_can_steer(sim: Simulator) -> None:
    """A call of a page of this server, and one without Origin, is taken."""
    origin = sim.url.split("/w/")[0]
    for headers in ({"Origin": origin}, {}):
        answer = sim.http.post("/_sim/clock/advance", json={"by": "PT1S"}, headers=headers)
        assert answer.status_code == 200


def test_foreign_pages_can_call_the_apis(sim: Simulator) -> None:
    """The guard is about the control plane: an API answers whatever the origin."""
    url = f"{sim.urls['dimona']}/periods/1"
    bearer = sim.credentials.bearer("provider")
    answer = sim.http.get(url, headers={"Origin": "http://app.example", **bearer})
    assert answer.json()["detail"] == "The specified resource was not found."


def test_what_is_overdue_is_not_pending(sim: Simulator) -> None:
    """Work whose time is past when it is brought in is done before it could be shown."""
    bearer = sim.credentials.bearer("provider")
    url = f"{sim.urls['dimona']}/declarations"
    location = sim.http.post(url, json=SHOP, headers=bearer).headers["Location"]
    state = sim.state()
    state["pending"][0]["due"] = "2025-03-03T07:00:00Z"
    sim.load(state)
    assert sim.pending.list() == []
    assert sim.http.get(location, headers=bearer).status_code == 200


def test_similar_paths_are_not_wiremock(sim: Simulator) -> None:
    """Only `/__admin` and what lies below it are verification calls."""
    assert sim.http.get("/__admin/health").status_code == 200
    other = sim.http.get("/__administrator/health")
    assert (other.status_code, "/__administrator/health" in other.text) == (404, True)
