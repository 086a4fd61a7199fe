"""`invaller serve` and `wait`: what is printed works, and what cannot run says why."""

import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from invaller import apis
from invaller.cli import main

_FROZEN = ("--clock", "frozen", "--now", "2025-03-03T09:00:00+01:00")


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "invaller", *arguments]


@contextmanager
def _served(folder: Path, *arguments: str) -> Iterator[tuple[str, str]]:
    """A server in a process of its own; gives its URL and what it printed when it was ready."""
    printed = folder / "banner"
    with (
        printed.open("w") as out,
        subprocess.Popen(
            _command("serve", "--port", "0", *arguments),
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
        ) as process,
    ):
        try:
            assert process.stderr is not None
            found = re.search(r"http://[\d.]+:(\d+)", process.stderr.readline())
            assert found
            # The call waits until the server takes it.
            httpx.get(f"http://127.0.0.1:{found[1]}/ready", timeout=60)
            yield f"http://127.0.0.1:{found[1]}", printed.read_text()
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A server on loopback with a frozen clock: its URL and what it printed."""
    with _served(tmp_path_factory.mktemp("serve"), *_FROZEN) as served:
        yield served


def test_being_interrupted_is_no_error(tmp_path: Path) -> None:
    """Ctrl-C ends a server with status 0 and without a word."""
    with (tmp_path / "said").open("w+") as said:
        command = _command("serve", "--port", "0")
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said) as process:
            assert process.stdout is not None
            process.stdout.readline()  # it is about to take calls
            url = re.search(r"http://[\d.]+:\d+", (tmp_path / "said").read_text())
            assert url
            httpx.get(f"{url[0]}/_sim/ready", timeout=60)
            process.send_signal(signal.SIGINT)
            process.stdout.read()
            assert process.wait(30) == 0
        assert (tmp_path / "said").read_text() == f"starting at {url[0]} ...\n"


def test_every_api_is_listed_with_its_url(served: tuple[str, str]) -> None:
    """What is printed names each API with a base URL under which that API answers."""
    url, banner = served
    for api in apis.load().values():
        assert re.search(rf"{re.escape(api.title)} +{re.escape(url + api.base_path)}\n", banner)
        assert httpx.get(f"{url}{api.base_path}/nothing").status_code in (401, 403, 404)


def test_credentials_are_those_of_the_server(served: tuple[str, str]) -> None:
    """What is printed names each client of the default workspace with its id."""
    url, banner = served
    workspace = httpx.get(f"{url}/_sim/workspaces/default").json()
    assert workspace["clients"] != []
    for client in workspace["clients"]:
        assert re.search(rf"{client['name']} +{client['clientId']}", banner)


def test_printed_calls_answer(served: tuple[str, str]) -> None:
    """Each call that is printed can be pasted into a shell and succeeds."""
    if shutil.which("curl") is None:
        pytest.skip("no curl here: install Debian's package curl")
    url, banner = served
    calls = [line.strip() for line in banner.splitlines() if line.strip().startswith("curl")]
    assert len(calls) >= len(apis.available())
    before = len(httpx.get(f"{url}/_sim/requests").json()["requests"])
    for call in calls:
        done = subprocess.run(
            ["bash", "-c", call], check=True, capture_output=True, text=True, timeout=60
        )
        assert done.stdout
    journal = httpx.get(f"{url}/_sim/requests").json()["requests"][before:]
    assert {entry["api"] for entry in journal} == set(apis.available())
    assert [entry["status"] for entry in journal if entry["status"] >= 300] == []


def test_console_is_where_it_is_said_to_be(served: tuple[str, str]) -> None:
    """The control plane that is printed is there."""
    url, banner = served
    assert f"{url}/_sim/" in banner
    assert httpx.get(f"{url}/_sim/health").json()["status"] == "healthy"


def test_settings_of_the_command_line_count(served: tuple[str, str]) -> None:
    """The clock that was asked for is the clock that runs."""
    clock = httpx.get(f"{served[0]}/_sim/clock").json()
    assert (clock["mode"], clock["now"]) == ("frozen", "2025-03-03T08:00:00.000000Z")


def test_wait_ends_when_the_server_is_ready(served: tuple[str, str]) -> None:
    """Waiting for a server that is ready ends at once and says so."""
    result = CliRunner().invoke(main, ["wait", "--url", served[0], "--timeout", "30"])
    assert (result.exit_code, result.output) == (0, f"{served[0]} is ready\n")


def test_wait_gives_up() -> None:
    """Waiting for a server that does not come ends with 2 and says how to start one."""
    url = "http://127.0.0.1:1"
    result = CliRunner().invoke(main, ["wait", "--url", url, "--timeout", "0.1"])
    assert result.exit_code == 2
    assert f"no server answers at {url}" in result.output
    assert "invaller serve" in result.output


def test_beyond_loopback_an_operator_token_is_needed(tmp_path: Path) -> None:
    """On every address the control plane needs the printed token; the APIs do not."""
    with _served(tmp_path, "--host", "0.0.0.0", "--apis", "oauth") as (url, banner):  # noqa: S104
        token = re.search(r"operator token[^:]*: (\S+)", banner)
        assert token
        # The call that is printed carries it where it asks the control plane.
        assert re.search(rf'Authorization: Bearer {token[1]}" \S+/_sim/assertion', banner)
        assert httpx.get(f"{url}/_sim/state").status_code == 401
        assert httpx.get(f"{url}/REST/oauth/v5/token").status_code == 405
        refused = CliRunner().invoke(main, ["clock", "show", "--url", url])
        shown = CliRunner().invoke(main, ["clock", "show", "--url", url, "--token", token[1]])
        health = httpx.get(f"{url}/_sim/health", headers={"Authorization": f"Bearer {token[1]}"})
    assert (refused.exit_code, shown.exit_code) == (2, 0)
    assert "token printed at start" in refused.output
    assert health.json()["apis"] == ["oauth"]


def test_taken_port_is_told() -> None:
    """A port that is taken ends with 2 and says what else to choose."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(main, ["serve", "--port", port])
    assert result.exit_code == 2
    assert f"cannot listen on 127.0.0.1:{port}" in result.output
    assert "--port 0" in result.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--state", "state.db"], "sqlite:///file.db"),
        (["--state", "sqlite:////no/such/folder/x.db"], "/no/such/folder"),
        (["--apis", "dimona,nothing"], "no API 'nothing'; there are"),
        (["--now", "tomorrow"], "2025-03-03T09:00:00+01:00"),
        (["--processing", "polls:0"], "polls:N"),
        (["--strictness", "loose"], "lenient"),
        (["--port", "x"], "not a valid integer"),
    ],
)
def test_what_cannot_be_served_is_told(arguments: list[str], told: str) -> None:
    """A setting that cannot be used ends with 2 and says what would be right."""
    result = CliRunner().invoke(main, ["serve", "--port", "0", *arguments])
    assert result.exit_code == 2, result.exception
    assert told in result.output
    assert "Traceback" not in result.output


def test_state_lasts_from_one_run_to_the_next(tmp_path: Path) -> None:
    """A server over the same file goes on where the last one stopped."""
    state = f"sqlite:///{tmp_path / 'state.db'}"
    with _served(tmp_path, "--state", state, "--apis", "oauth") as (url, _):
        httpx.put(f"{url}/_sim/snapshots/kept")
    with _served(tmp_path, "--state", state, "--apis", "oauth") as (url, _):
        assert httpx.get(f"{url}/_sim/snapshots").json() == {"snapshots": ["kept"]}


@pytest.mark.behaviour("gir.dropped-in.served")
def test_a_document_that_is_brought_in_is_served(tmp_path: Path) -> None:
    """`--spec` serves an API by the operations of a file, without a word in the log."""
    file = tmp_path / "things.yaml"
    file.write_text(
        "openapi: 3.0.3\n"
        "info: {title: Things, version: '1'}\n"
        "paths:\n"
        "  /things:\n"
        "    get: {responses: {200: {description: All.}}}\n"
        "    post:\n"
        "      requestBody: {content: {application/json: {schema: {type: object}}}}\n"
        "      responses: {201: {description: Made.}}\n"
    )
    login = ("isis", "isis-simulator")
    with _served(tmp_path, "--apis", "gir", "--spec", f"gir={file}") as (url, _):
        things = f"{url}/registratietool/v2/things"
        made = httpx.post(things, json={"a": 1}, auth=login)
        listed = httpx.get(things, auth=login).json()
    assert (made.status_code, made.content) == (201, b"")
    assert made.headers["Location"] == f"{things}/{listed[0]['id']}"
    assert [thing["a"] for thing in listed] == [1]


def test_version_and_help() -> None:
    """The program tells its version, and its help names every command and the exit codes."""
    runner = CliRunner()
    assert "invaller, version" in runner.invoke(main, ["--version"]).output
    text = runner.invoke(main, ["--help"]).output
    for command in ("serve", "wait", "reset", "workspace", "clock", "explain", "faults", "state"):
        assert re.search(rf"^  {command} ", text, re.MULTILINE)
    assert "0 done, 1 checks failed, 2 could not run" in text
