"""Nothing is lost from the queue when the server is killed, with a state that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    import httpx

HEADERS = {"Employer": "100001"}
ENTRIES = 20


def add_contacts(client: httpx.Client, area: str) -> list[str]:
    """Send additions of telephone numbers, which must be accepted; gives their identifiers."""
    sent = []
    for number in range(ENTRIES):
        body = {"CommunicationType": "Phone", "Value": f"{area} {number}"}
        response = client.post(
            "/link2prisma.svc/worker/120/communication", json=body, headers=HEADERS
        )
        assert response.status_code == 202, response.text
        sent.append(response.json())
    return sent


def statuses(client: httpx.Client, identifiers: list[str]) -> list[str]:
    """The Statuscode of each entry."""
    answers = [client.get(f"/link2prisma.svc/Result/{identifier}") for identifier in identifiers]
    return [answer.json()["Statuscode"] for answer in answers]


@pytest.mark.behaviour("prisma.queue.survives-restart")
def test_queue_survives_kill_9(
    tmp_path: Path, doomed_server: Callable[..., AbstractContextManager[httpx.Client]]
) -> None:
    """What was answered 202 is processed in order by a server that comes after a kill -9."""
    state = f"sqlite:///{tmp_path / 'state.db'}"
    with doomed_server(state, "--apis", "prisma") as client:
        first = add_contacts(client, "02")
        client.post("/_sim/clock/advance", json={"by": "PT1S"})
        assert statuses(client, first) == ["201"] * ENTRIES
        waiting = add_contacts(client, "03")
    with doomed_server(state, "--apis", "prisma") as client:
        assert statuses(client, first) == ["201"] * ENTRIES
        done = client.post("/_sim/clock/advance", json={"by": "PT1S"}).json()["fellDue"]
        assert [work["subject"] for work in done] == waiting
        assert statuses(client, waiting) == ["201"] * ENTRIES
