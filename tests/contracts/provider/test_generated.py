"""Calls that schemathesis makes up, at a URL: what they read and write, and what is told."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.contracts.provider.vendors import Outcome, run_at, variables_of, vendor_with

from invaller_contracts.provider.wire import Answer, Forward, Request
from invaller_contracts.simulator import Simulator

DIMONA, TOKENS, SIGNING_IN = (
    f"{api}/test_properties.py" for api in ("dimona", "oauth", "loketoauth")
)
PRISMA = "prisma/test_properties.py"
WRITTEN = ("addCompanyCar", "deleteContract")
DECLARING = "dimona/test_properties.py::test_every_answer_is_documented[url-submitDeclaration]"
ASKING = "dimona/test_properties.py::test_every_answer_is_documented[url-getPeriod]"
GIVING = "loketoauth/test_properties.py::test_every_answer_is_documented[url-giveToken]"


@dataclass(frozen=True)
class Run:
    """A run at a vendor, and the recording that it left."""

    outcome: Outcome
    file: Path

    @property
    def stories(self) -> dict[str, Any]:
        """What was recorded, by test."""
        found: dict[str, Any] = json.loads(self.file.read_text())["stories"]
        return found

    @property
    def answers(self) -> set[tuple[str, int]]:
        """Operations that were called, with the statuses of their answers."""
        calls = [call for one in self.stories.values() for call in one["exchanges"]]
        return {(call["operation"], call["status"]) for call in calls}


def run(vendor: Simulator, folder: Path, tests: list[str], *options: str) -> Outcome:
    """Run generated tests with the clients of a vendor."""
    given = variables_of(vendor, folder, "dimona", "oauth", "loketoauth", "prisma")
    return run_at(vendor, folder, given, tests, "-pno:schemathesis", *options)


def secrets_of(vendor: Simulator) -> list[str]:
    """What nobody may read in a recording."""
    key = vendor.credentials.private_key.splitlines()
    return [*key[1:-1], vendor.credentials.applications["partner"]["secret"]]


@pytest.fixture(scope="module")
def vendor() -> Iterator[Simulator]:
    """A vendor whose environment does what the simulator does."""
    with vendor_with() as found:
        # Time is real there, and no test is about how long a result takes.
        found.settings.change(processing="immediate")
        yield found


@pytest.fixture(scope="module")
def read(vendor: Simulator, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run that may not write."""
    folder = tmp_path_factory.mktemp("read")
    outcome = run(vendor, folder, [DIMONA, TOKENS, SIGNING_IN], "--recording", "r.json")
    return Run(outcome, folder / "r.json")


def test_nothing_is_written_without_leave(read: Run, vendor: Simulator) -> None:
    """What reads is called few times, once for each operation; what writes says what it needs."""
    assert (read.outcome.status, read.outcome.counts) == (0, "11 passed, 3 skipped")
    assert "allow that with --allow-writes" in read.outcome.text
    called = {one["operation"] for one in vendor.requests.list(limit=1000)}
    assert "submitDeclaration" not in called
    assert called >= {"getPeriod", "searchRelations", "requestTokenV3", "giveToken"}
    for story in read.stories.values():
        assert len([one for one in story["exchanges"] if one["api"] == story["api"]]) < 40


def test_what_is_there_is_found(read: Run) -> None:
    """Numbers and names of the environment are in the calls, so that some of them go well."""
    assert read.answers >= {
        *(("getPeriod", 200), ("searchPeriods", 200)),
        *(("requestToken", 200), ("giveToken", 400)),
    }


def test_recordings_of_generated_calls_hold_no_secrets(read: Run, vendor: Simulator) -> None:
    """Forms are in it, without the keys and secrets that were sent in them."""
    text = read.file.read_text()
    assert "client_assertion" in text
    assert "client_secret" in text
    assert [one for one in secrets_of(vendor) if one in text] == []


def test_generated_calls_are_not_compared(read: Run, vendor: Simulator) -> None:
    """With a recording of them they are skipped, and say why."""
    folder, before = read.file.parent, vendor.requests.count(api="oauth")
    offline = ("--target", "simulator", "--compare", str(read.file))
    outcome = run(vendor, folder, [TOKENS], *offline)
    assert (outcome.status, outcome.counts) == (0, "4 skipped")
    assert "answers to generated calls are held against the specification" in outcome.text
    assert vendor.requests.count(api="oauth") == before


def test_what_is_declared_is_taken_back(vendor: Simulator, tmp_path: Path) -> None:
    """With leave declarations are handed in; the periods that they make are all cancelled."""
    before = vendor.requests.count(operation="submitDeclaration")
    there = vendor.state()["documents"]["dimona.period"]
    outcome = run(vendor, tmp_path, [DECLARING], "--allow-writes", "--recording", "r.json")
    assert (outcome.status, outcome.counts) == (0, "1 passed"), outcome.text
    assert vendor.requests.count(operation="submitDeclaration") > before + 6
    assert {("submitDeclaration", 201), ("submitDeclaration", 400)} <= Run(
        outcome, tmp_path / "r.json"
    ).answers
    periods = vendor.state()["documents"]["dimona.period"]
    made = [period for number, period in periods.items() if number not in there]
    assert made
    assert all(period["isCanceled"] for period in made)
    assert {number: periods[number] for number in there} == there


def test_what_is_written_is_nobody_elses(vendor: Simulator, tmp_path: Path) -> None:
    """Link2Prisma hires one worker, whom all is about: whatever was there is as it was."""
    before = vendor.state()["documents"]
    tests = [f"{PRISMA}::test_every_answer_is_documented[url-{name}]" for name in WRITTEN]
    outcome = run(vendor, tmp_path, tests, "--allow-writes")
    assert (outcome.status, outcome.counts) == (0, f"{len(WRITTEN)} passed"), outcome.text
    assert {one["operation"] for one in vendor.requests.list(limit=1000)} >= set(WRITTEN)
    after = vendor.state()["documents"]
    assert len(after["prisma.worker"]) == len(before["prisma.worker"]) + 1
    changed = [
        (kind, key)
        for kind, rows in before.items()
        # An employer counts its workers.
        if kind.startswith("prisma.") and kind != "prisma.employer"
        for key, row in rows.items()
        if after[kind].get(key) != row
    ]
    assert changed == []
    assert sorted(after["prisma.company-car"]) == sorted(before["prisma.company-car"])


async def otherwise(request: Request, forward: Forward) -> Answer:
    """A period is a teapot, and why nobody gets a token is told in words of its own."""
    answer = await forward(request)
    if "/periods/6" in request.path:
        return answer.with_status(418)
    if request.path.endswith("/token") and "error" in (answer.json or {}):
        return answer.with_json({"reason": "no"})
    return answer


@pytest.fixture(scope="module")
def deviating(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, list[str]]:
    """A run at a vendor that answers otherwise, and the secrets of that vendor."""
    folder = tmp_path_factory.mktemp("otherwise")
    with vendor_with(otherwise) as vendor:
        outcome = run(vendor, folder, [ASKING, GIVING])
        (written,) = folder.glob("invaller-recording-*.json")
        return Run(outcome, written), secrets_of(vendor)


def test_an_undocumented_answer_fails_by_its_name(deviating: tuple[Run, list[str]]) -> None:
    """A status and a body that no specification has; what was answered is recorded unasked."""
    found = deviating[0]
    assert (found.outcome.status, found.outcome.counts) == (1, "2 failed")
    assert "Undocumented status code" in found.outcome.text
    assert '"error" is a required property' in found.outcome.text
    assert ("getPeriod", 418) in found.answers
    assert {story["outcome"] for story in found.stories.values()} == {"failed"}


def test_what_a_failure_tells_holds_no_secrets(deviating: tuple[Run, list[str]]) -> None:
    """Neither the report, which shows the call, nor the recording has what was sent in it."""
    found, secrets = deviating
    assert "client_secret=redacted:" in found.outcome.text
    assert [one for one in secrets if one in found.outcome.text + found.file.read_text()] == []
