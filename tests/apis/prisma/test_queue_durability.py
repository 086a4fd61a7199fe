"""Nothing is lost from the queue when the server is killed, with a state that is kept."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from pathlib import Path

HEADERS = {"Employer": "100001"}
ENTRIES = 20


@contextmanager
def serving(state: str) -> Iterator[httpx.Client]:
    """A server in a process of its own over a database; it is killed, never asked to stop."""
    command = [sys.executable, "-m", "invaller", "serve", "--port", "0", "--state", state]
    with subprocess.Popen(
        [*command, "--apis", "prisma", "--clock", "frozen", "--now", "2025-03-03"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stderr is not None
            found = re.search(r"http://127\.0\.0\.1:\d+", process.stderr.readline())
            assert found, process.stderr.read()
            process.stdout.readline()
            with httpx.Client(base_url=found[0], headers=HEADERS, timeout=60) as client:
                yield client
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait(60)


def add_contacts(client: httpx.Client, area: str) -> list[str]:
    """Send additions of telephone numbers, which must be accepted; gives their identifiers."""
    sent = []
    for number in range(ENTRIES):
        body = {"CommunicationType": "Phone", "Value": f"{area} {number}"}
        response = client.post("/link2prisma.svc/worker/120/communication", json=body)
        assert response.status_code == 202, response.text
        sent.append(response.json())
    return sent


def statuses(client: httpx.Client, identifiers: list[str]) -> list[str]:
    """The Statuscode of each entry."""
    answers = [client.get(f"/link2prisma.svc/Result/{identifier}") for identifier in identifiers]
    return [answer.json()["Statuscode"] for answer in answers]


@pytest.mark.behaviour("prisma.queue.survives-restart")
def test_queue_survives_kill_9(tmp_path: Path) -> None:
    """What was answered 202 is processed in order by a server that comes after a kill -9."""
    state = f"sqlite:///{tmp_path / 'state.db'}"
    with serving(state) as client:
        first = add_contacts(client, "02")
        client.post("/_sim/clock/advance", json={"by": "PT1S"})
        assert statuses(client, first) == ["201"] * ENTRIES
        waiting = add_contacts(client, "03")
    with serving(state) as client:
        assert statuses(client, first) == ["201"] * ENTRIES
        done = client.post("/_sim/clock/advance", json={"by": "PT1S"}).json()["fellDue"]
        assert [work["subject"] for work in done] == waiting
        assert statuses(client, waiting) == ["201"] * ENTRIES
