"""The suite at a URL: a second simulator, with a clock that runs, plays the vendor."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from invaller.serving.running import build
from invaller_contracts.local_server import served
from invaller_contracts.provider.defects import Tamper
from invaller_contracts.provider.planting import Planted
from invaller_contracts.provider.wire import Answer, Forward, Request
from invaller_contracts.simulator import Simulator, SimulatorServer

CONTRACTS = Path(__file__).parents[2] / "contracts" / "invaller_contracts"
LOOKING = "dimona/test_stories_result.py::test_a_result_comes_while_the_client_looks"
CHALLENGE = 'Bearer realm="socialsecurity"'
UNKNOWN = "dimona/test_stories_period.py::test_a_period_that_does_not_exist"
ANONYMOUS = "dimona/test_stories_refused_calls.py::test_consulting_without_a_token"
STORIES = [LOOKING, UNKNOWN, ANONYMOUS]
SEARCHING = "dimona/test_stories_search.py"


@contextmanager
def vendor_with(tamper: Tamper | None = None) -> Iterator[Simulator]:
    """An acceptance environment: a workspace whose clock runs, on a server of its own."""
    server = build(None, {}, trace_header=False)
    try:
        app = server if tamper is None else Planted(server, tamper)
        with served(app) as url, SimulatorServer(url) as found:
            # Time is real there; the second look finds the result, however slow this machine is.
            settings = {"id": "vendor", "clock": "real", "processing": "polls:2"}
            yield found.create(settings)
    finally:
        server.world.store.close()


@pytest.fixture(scope="module")
def vendor() -> Iterator[Simulator]:
    """A vendor whose environment does what the simulator does."""
    with vendor_with() as found:
        yield found


@dataclass(frozen=True)
class Outcome:
    """What became of a run: its exit status, the counts of its last line, and what it said."""

    status: int
    counts: str
    text: str


def run(folder: Path, vendor: Simulator | None, stories: list[str], *options: str) -> Outcome:
    """Run contracts in a process of their own, with the credentials of a vendor, or of none."""
    environment = {name: text for name, text in os.environ.items() if "PYTEST" not in name}
    if vendor is not None:
        key = folder / "key.pem"
        key.write_text(vendor.credentials.private_key)
        environment["INVALLER_DIMONA_CLIENT_ID"] = vendor.credentials.client_id()
        environment["INVALLER_DIMONA_PRIVATE_KEY"] = str(key)
    # What generates tests is costly to import, and generates none here.
    without = ("cacheprovider", "schemathesis", "hypothesispytest")
    command = [sys.executable, "-m", "pytest", "-q", "-rs", *options]
    command += [f"-pno:{name}" for name in without]
    command += [f"{CONTRACTS}/{story}" for story in stories]
    done = subprocess.run(
        command, check=False, cwd=folder, env=environment, capture_output=True, text=True
    )
    text = done.stdout + done.stderr
    found = re.search(r"^(\d.*) in [\d.]+s", text, re.MULTILINE)
    return Outcome(done.returncode, found[1] if found else "", text)


def submitted(vendor: Simulator) -> int:
    """How many declarations the vendor received."""
    return vendor.requests.count(operation="submitDeclaration")


@pytest.fixture(scope="module")
def recorded(vendor: Simulator, tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Path]:
    """A run of three stories that may write, and what it recorded."""
    folder = tmp_path_factory.mktemp("online")
    options = ("--target", vendor.url, "--allow-writes", "--recording", "r.json")
    return run(folder, vendor, STORIES, *options), folder / "r.json"


def test_stories_run_at_a_url_and_beside_it(
    recorded: tuple[Outcome, Path], vendor: Simulator
) -> None:
    """Each story is two green tests, and what it wrote is taken back, which is not recorded."""
    outcome, file = recorded
    assert (outcome.status, outcome.counts) == (0, "6 passed")
    periods = vendor.state()["documents"]["dimona.period"].values()
    assert [one["isCanceled"] for one in periods if one["creationDate"] > "2026"] == [True]
    stories = json.loads(file.read_text())["stories"]
    assert [(key, story["outcome"]) for key, story in stories.items()] == [
        (key, "passed") for key in STORIES
    ]
    calls = [call["operation"] for call in stories[LOOKING]["exchanges"]]
    assert calls[:3] == ["requestToken", "submitDeclaration", "getDeclaration"]
    assert calls.count("submitDeclaration") == 1


def test_recordings_hold_no_secrets(recorded: tuple[Outcome, Path], vendor: Simulator) -> None:
    """Neither the key nor a token or an assertion is in the file; what was asked for is."""
    text = recorded[1].read_text()
    content = json.loads(text)
    token, period = content["stories"][UNKNOWN]["exchanges"]
    assert content["target"] == vendor.url
    assert token["body"]["access_token"].startswith("redacted:")
    assert "client_assertion=redacted:" in token["sent"]
    assert (period["path"], period["status"]) == ("/periods/699999999919", 404)
    assert not [line for line in vendor.credentials.private_key.splitlines() if line in text]


def test_a_recording_is_compared_without_calling_anybody(
    recorded: tuple[Outcome, Path], vendor: Simulator, tmp_path: Path
) -> None:
    """The halves on a simulator are green by themselves, and the vendor hears nothing."""
    calls = vendor.requests.count()
    outcome = run(tmp_path, None, STORIES, "--compare", str(recorded[1]))
    assert (outcome.counts, vendor.requests.count()) == ("3 passed", calls)


def test_nothing_is_written_without_leave(vendor: Simulator, tmp_path: Path) -> None:
    """Stories that leave traces are skipped, saying what allows them; the others are green."""
    before = submitted(vendor)
    outcome = run(tmp_path, vendor, [SEARCHING, ANONYMOUS], "--target", vendor.url)
    assert outcome.counts == "4 passed, 9 skipped"
    assert "allow that with --allow-writes" in outcome.text
    assert "only a simulator can be brought into the situation" in outcome.text
    assert submitted(vendor) == before


def test_what_is_missing_is_named(vendor: Simulator, tmp_path: Path) -> None:
    """Without credentials a story is skipped in both halves, with the variable to set."""
    outcome = run(tmp_path, None, [UNKNOWN], "--target", vendor.url)
    assert (outcome.status, outcome.counts) == (0, "2 skipped")
    assert "set INVALLER_DIMONA_CLIENT_ID: OAuth client id of the client" in outcome.text
    assert "nothing was recorded of it in a real environment" in outcome.text


async def otherwise(request: Request, forward: Forward) -> Answer:
    """A 401 does not say how to do better, and its problem is another; so is a 404."""
    answer = await forward(request)
    if "/_sim" in request.path or answer.status not in (401, 404):
        return answer
    if answer.status == 404:
        return answer.with_json({**answer.json, "title": "Gone"})
    body = {**answer.json, "title": "Sign in", "status": "401"}
    return answer.without_header("WWW-Authenticate").with_json(body)


@pytest.fixture(scope="module")
def lied(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Path]:
    """A run at a vendor that answers otherwise, and its folder."""
    folder = tmp_path_factory.mktemp("lied")
    with vendor_with(otherwise) as vendor:
        return run(folder, vendor, [ANONYMOUS, UNKNOWN], "--target", vendor.url), folder


def test_what_an_environment_answers_otherwise_is_a_named_failure(
    lied: tuple[Outcome, Path],
) -> None:
    """A story that passes at the URL fails beside it, with each difference in words."""
    outcome, folder = lied
    assert (outcome.status, outcome.counts) == (1, "3 failed, 1 passed")
    (written,) = folder.glob("invaller-recording-*.json")
    assert f"recorded in {written}" in outcome.text
    (answered,) = json.loads(written.read_text())["stories"][ANONYMOUS]["exchanges"]
    told = [line for line in outcome.text.splitlines() if line.startswith("difference: ")]
    assert told[:3] == [
        f"difference: dimona getPeriod (call 1): {where}: the environment answered {there!r} "
        f"({answered['at']}), the simulator {here!r}; the story is verified"
        for where, there, here in (
            ("header www-authenticate", "(nothing)", CHALLENGE),
            ("/title", "Sign in", "No Access Token"),
            ("/status", "string 401", "number 401"),
        )
    ]


def test_a_story_that_fails_at_the_url_shows_what_was_answered(
    lied: tuple[Outcome, Path],
) -> None:
    """The last exchanges are told, and what differs is told by the other half."""
    text = lied[0].text
    assert "GET /periods/699999999919 -> 404 (getPeriod)\n    answer: {'title': 'Gone'" in text
    assert "/title: the environment answered 'Gone' (2" in text


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--target", "https://vendor.test", "-n", "2"], "*is called by one process*"),
        (["--target", "vendor.test"], "*--target vendor.test: give a URL, or simulator*"),
        (["--compare", "none.json"], "*none.json is no recording of stories*"),
        (["--compare", "r.json", "--target", "https://vendor.test"], "*--compare calls nobody*"),
    ],
    ids=["several processes", "no URL", "no recording", "offline at a URL"],
)
def test_what_cannot_be_is_a_usage_error(
    pytester: pytest.Pytester, options: list[str], told: str
) -> None:
    """The run ends before anybody is called, and says what would be right."""
    pytester.makeconftest("from invaller_contracts.conftest import *")
    pytester.makepyfile("def test_it(target): pass")
    outcome = pytester.runpytest_inprocess(*options)
    assert outcome.ret == pytest.ExitCode.USAGE_ERROR
    outcome.stderr.fnmatch_lines([told])
