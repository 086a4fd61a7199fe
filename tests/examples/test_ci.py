"""What users copy into their CI: the shell of its steps, run in order as a runner runs it."""

import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

DOCS = Path(__file__).parents[2] / "docs"
GITHUB = yaml.safe_load((DOCS / "examples/ci/github.yml").read_text("utf-8"))
GITLAB = yaml.safe_load((DOCS / "examples/ci/gitlab.yml").read_text("utf-8"))["integration"]
PAGE = (DOCS / "ci.md").read_text("utf-8")

CALL = '#!/bin/sh\ncurl -sf "$INVALLER_URL/w/$INVALLER_WORKSPACE/isis/SE.51/contract'
CLIENTS = {
    "good": f'{CALL}" -u alles:alles-simulator >answer.xml\n',
    "bad": f'{CALL}?user=alles&password=alles-simulator" >answer.xml\n',
}
"""Tests of a project whose client sends its password as it should, and in the URL."""

FAILS = "${{ failure() }}"


class Runner:
    """A folder with a project in it, and a shell for each step."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._started: list[subprocess.Popen[str]] = []
        self._ports = {shown: str(_free_port()) for shown in ("8080", "8443")}
        tools = folder / "tools"
        tools.mkdir()
        # What is installed is the checkout; that it is asked for by this name is the test.
        self.write(
            "tools/pip", '#!/bin/sh\ncase "$*" in "install invaller"*) ;; *) exit 1 ;; esac\n'
        )
        self._path = os.pathsep.join(
            [str(tools), str(Path(sys.executable).parent), os.environ["PATH"]]
        )

    def write(self, name: str, text: str) -> None:
        """Write a program into the project."""
        file = self.folder / name
        file.write_text(text, "utf-8")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)

    def step(self, script: str, environment: dict[str, str]) -> tuple[int, str]:
        """Run the shell of a step; gives its exit status and what it printed."""
        for shown, port in self._ports.items():
            script = script.replace(shown, port)
            environment = {name: text.replace(shown, port) for name, text in environment.items()}
        given = {name: text for name, text in os.environ.items() if "INVALLER" not in name}
        log = self.folder / "step.log"
        with log.open("w+", encoding="utf-8") as output:
            running = subprocess.Popen(
                ["bash", "-e", "-c", script],
                cwd=self.folder, env={**given, **environment, "PATH": self._path},
                stdout=output, stderr=output, text=True, start_new_session=True,
            )  # fmt: skip
            self._started.append(running)
            status = running.wait(120)
        return status, log.read_text("utf-8")

    def clean_up(self) -> None:
        """End what the steps left running, as a runner does at the end of a job."""
        for started in self._started:
            try:
                os.killpg(started.pid, signal.SIGTERM)
            except ProcessLookupError:
                continue


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    """A runner whose processes are ended after the test."""
    for tool in ("bash", "curl"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    runner = Runner(tmp_path)
    yield runner
    runner.clean_up()


def run_github(runner: Runner) -> dict[str, tuple[int, str]]:
    """Run the workflow for GitHub Actions: exit status and output of each step that ran."""
    done: dict[str, tuple[int, str]] = {}
    for step in GITHUB["jobs"]["integration"]["steps"]:
        failed = any(status for status, _ in done.values())
        condition = step.get("if")
        if "run" in step and (failed if condition == FAILS else condition or not failed):
            done[step["name"]] = runner.step(step["run"], GITHUB["env"])
    return done


def judged(runner: Runner) -> int:
    """How many failures the JUnit report tells, after a look that it has cases at all."""
    report = ElementTree.parse(runner.folder / "verify.xml")  # noqa: S314 (our own report)
    assert list(report.iter("testcase"))
    assert (runner.folder / "verify.html").read_text("utf-8").startswith("<!")
    return len(list(report.iter("failure")))


def test_github_passes_a_good_client(runner: Runner) -> None:
    """Every step of the workflow succeeds, and the reports are there."""
    runner.write("integration-tests", CLIENTS["good"])
    done = run_github(runner)
    assert [status for status, _ in done.values()] == [0] * 5, done
    assert judged(runner) == 0


def test_github_fails_for_a_bad_client(runner: Runner) -> None:
    """The workflow fails where the run is judged, tells what happened, and has it to upload."""
    runner.write("integration-tests", CLIENTS["bad"])
    done = run_github(runner)
    assert {name: status for name, (status, _) in done.items() if status} == {
        "Was it a good client?": 1
    }
    assert "vaph.authentication.query-finding" in done["What happened"][1]
    assert judged(runner) > 0
    (upload,) = [
        step for step in GITHUB["jobs"]["integration"]["steps"] if "upload" in step.get("uses", "")
    ]
    for name in upload["with"]["path"].split():
        assert (runner.folder / name).exists(), name


@pytest.mark.parametrize(("client", "wanted"), [("good", 0), ("bad", 1)])
def test_gitlab(runner: Runner, client: str, wanted: int) -> None:
    """The job passes for a good client and fails for a bad one; its artifacts are there."""
    runner.write("integration-tests", CLIENTS[client])
    lines = [*GITLAB["before_script"], *GITLAB["script"]]
    status, output = runner.step("\n".join(lines), GITLAB["variables"])
    assert status == wanted, output
    assert bool(judged(runner)) == bool(wanted)
    for name in (*GITLAB["artifacts"]["paths"], GITLAB["artifacts"]["reports"]["junit"]):
        assert (runner.folder / name).exists(), name


def test_page_does_what_it_says(runner: Runner) -> None:
    """The commands of the page run one after the other, on the test that it shows."""
    (shown,) = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    runner.write("test_project.py", shown)
    runner.write("integration-tests", CLIENTS["good"])
    blocks = re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    status, output = runner.step("".join(blocks), {})
    assert status == 0, output
    assert "1 passed" in output
    assert judged(runner) == 0
    assert (runner.folder / "journal.har").exists()
