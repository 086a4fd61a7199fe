"""Every command that talks to a running server."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from invaller import apis
from invaller.cli import COMMANDS, main
from invaller_contracts.simulator import Simulator

Invaller = Callable[..., Result]


def _call(sim: Simulator) -> str:
    """One call that is refused; gives its trace."""
    answer = sim.http.get("/REST/dimona/v2/periods/1", headers={"Authorization": "Bearer x"})
    return str(answer.headers["X-Sim-Trace-Id"])


def _declare(sim: Simulator) -> None:
    body = {
        "employer": {"enterpriseNumber": "411702543"},
        "worker": {"ssin": "65111899997"},
        "dimonaIn": {
            "startDate": "2025-03-03",
            "features": {"jointCommissionNumber": "XXX", "workerType": "OTH"},
        },
    }
    headers = sim.credentials.bearer()
    assert sim.http.post("/REST/dimona/v2/declarations", json=body, headers=headers).is_success


def test_clock_is_shown_and_moved(invaller: Invaller, sim: Simulator) -> None:
    """The clock is shown, advanced, set and frozen, and each answer tells where it stands."""
    assert invaller("clock", "show").output == "2025-03-03T08:00:00.000000Z (frozen)\n"
    assert invaller("clock", "advance", "PT1H").output.startswith("2025-03-03T09:00:00")
    assert invaller("clock", "set", "2025-03-04T10:00:00+01:00").output.startswith("2025-03-04T09")
    assert "(real)" in invaller("clock", "set", "--mode", "real").output
    assert sim.clock.mode == "real"


def test_clock_tells_what_fell_due(invaller: Invaller, sim: Simulator) -> None:
    """Advancing, and running until idle, tell the work that was done."""
    _declare(sim)
    told = invaller("clock", "advance", "PT1H").output.splitlines()
    _declare(sim)
    idle = invaller("clock", "run-until-idle").output.splitlines()
    assert len(told) == len(idle) == 2
    assert told[1].startswith("  fell due: dimona ")


def test_workspace_of_the_environment_may_be_still_to_be_made(
    invaller: Invaller, sim: Simulator
) -> None:
    """A workspace that INVALLER_WORKSPACE names can be waited for, made, listed and deleted."""
    name = f"{sim.name}-new"
    for arguments in (["wait"], ["workspace", "create", name], ["workspace", "delete", name]):
        invaller(*arguments, INVALLER_WORKSPACE=name)
    assert f"{name} " not in invaller("workspace", "list", INVALLER_WORKSPACE=name).output


@pytest.mark.parametrize("arguments", [("advance", "3s"), ("set", "2020-01-01"), ("set", "soon")])
def test_impossible_time_is_told(invaller: Invaller, arguments: tuple[str, ...]) -> None:
    """A duration, or an instant, that the clock cannot follow ends with 2 and says why."""
    assert "Error: " in invaller("clock", *arguments, exit_code=2).output


@pytest.mark.sim(processing="hold")
def test_pending_is_listed_and_released(invaller: Invaller, sim: Simulator) -> None:
    """Held work is listed with what it waits for, and is done by hand."""
    assert invaller("pending").output == "nothing is pending\n"
    _declare(sim)
    identifier, subject = invaller("pending", "list").output.split()[:2]
    assert invaller("pending").output.split()[2] == "held"
    assert invaller("pending", "release", identifier).output == f"done: {identifier} {subject}\n"
    assert "there is none" in invaller("pending", "release", identifier, exit_code=2).output


@pytest.mark.parametrize(
    ("processing", "waits"), [("time", "due 2025-03-03"), ("polls:2", "waits for 2 polls")]
)
def test_pending_tells_what_it_waits_for(
    invaller: Invaller, sim: Simulator, processing: str, waits: str
) -> None:
    """Work that waits for time shows its instant, work that waits for polls how many."""
    sim.settings.change(processing=processing)
    _declare(sim)
    assert waits in invaller("pending").output


def test_requests_are_listed_and_shown(invaller: Invaller, sim: Simulator) -> None:
    """The journal is listed, filtered and shown whole."""
    trace = _call(sim)
    sim.http.get("/REST/oauth/v5/token")
    assert len(invaller("requests", "list").output.splitlines()) == 2
    listed = invaller("requests", "list", "--api", "dimona", "--status", "401").output
    assert (trace in listed, len(listed.splitlines())) == (True, 1)
    assert len(invaller("requests", "list", "--limit", "1").output.splitlines()) == 1
    assert json.loads(invaller("requests", "show", trace).output)["trace"] == trace
    assert "no exchange" in invaller("requests", "show", "nothing", exit_code=2).output


def test_requests_are_exported(invaller: Invaller, sim: Simulator, tmp_path: Path) -> None:
    """The journal is written as an HTTP Archive; a file that cannot be written ends with 2."""
    _call(sim)
    file = tmp_path / "journal.har"
    assert invaller("requests", "export", "--har", str(file)).output.startswith("1 exchanges in")
    assert len(json.loads(file.read_text())["log"]["entries"]) == 1
    refused = invaller("requests", "export", "--har", "/no/such/folder/x.har", exit_code=2)
    assert "cannot write" in refused.output


def test_findings_are_told(invaller: Invaller, sim: Simulator) -> None:
    """Polling too early is a finding; without findings that is said."""
    assert invaller("requests", "findings").output == "no findings\n"
    _declare(sim)
    number = sim.requests.list()[0]["number"]
    location = sim.requests.get(str(number))["response"]["headers"]["Location"]
    sim.http.get(location.removeprefix(sim.url), headers=sim.credentials.bearer())
    assert "dimona." in invaller("requests", "findings").output


def test_refusal_is_explained(invaller: Invaller, sim: Simulator) -> None:
    """A trace is explained with rule, place and source; what is fine says so."""
    told = invaller("explain", _call(sim)).output
    assert "/REST/dimona/v2/periods/1 -> 401" in told
    assert "oauth.bearer.invalid-access-token: " in told
    assert "where: header Authorization" in told
    assert "source: belgif REST guide" in told
    _declare(sim)
    assert "nothing was refused" in invaller("explain", "2").output
    assert "no exchange" in invaller("explain", "nothing", exit_code=2).output


def test_faults_are_added_listed_and_cleared(invaller: Invaller, sim: Simulator) -> None:
    """A rule is added as JSON, shown, told by explain, and removed."""
    rule = {"api": "dimona", "effect": {"status": 503}}
    added = json.loads(invaller("faults", "add", json.dumps(rule)).output)
    assert json.loads(invaller("faults", "list").output) == [added]
    assert f"by fault {added['id']}" in invaller("explain", _call(sim)).output
    assert invaller("faults", "clear").output == "no faults are left\n"
    assert json.loads(invaller("faults", "list").output) == []


@pytest.mark.parametrize("rule", ["{", "[]", '{"effect": {"explode": true}}'])
def test_unreadable_rule_is_told(invaller: Invaller, rule: str) -> None:
    """A rule that is no JSON or no rule ends with 2 and says why."""
    assert "Error: " in invaller("faults", "add", rule, exit_code=2).output


def test_workspaces_are_made_and_forgotten(invaller: Invaller, sim: Simulator) -> None:
    """A workspace is made with settings, shown, forked, listed and deleted."""
    name, copy = f"{sim.name}-a", f"{sim.name}-b"
    made = json.loads(
        invaller("workspace", "create", name, "--seed", "7", "--clock", "frozen").output
    )
    assert (made["id"], made["seed"], made["clock"]) == (name, "7", "frozen")
    assert json.loads(invaller("workspace", "show", name).output)["url"].endswith(f"/w/{name}")
    assert json.loads(invaller("workspace", "fork", name, copy).output)["id"] == copy
    listed = invaller("workspace", "list").output
    assert {name, copy, "default"} <= {line.split()[0] for line in listed.splitlines()}
    for workspace in (name, copy):
        assert (
            invaller("workspace", "delete", workspace).output == f"workspace {workspace} is gone\n"
        )
    assert "no workspace" in invaller("workspace", "show", name, exit_code=2).output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("create", "a/b"), "no name for a workspace"),
        (("create", "default"), "exists already"),
        (("create", "--now", "soon"), "ISO 8601"),
        (("create", "--processing", "later"), "polls:N"),
        (("fork", "nowhere"), "no workspace 'nowhere'"),
        (("delete", "default"), "reset it instead"),
    ],
)
def test_impossible_workspace_is_told(
    invaller: Invaller, arguments: tuple[str, ...], told: str
) -> None:
    """A workspace that cannot be made or forgotten ends with 2 and says why."""
    assert told in invaller("workspace", *arguments, exit_code=2).output


def test_reset_brings_back_the_beginning(invaller: Invaller, sim: Simulator) -> None:
    """A reset workspace has its first clock again, and says so."""
    sim.clock.advance("P1D")
    told = invaller("reset").output
    assert sim.name in told
    assert "2025-03-03T08:00:00" in told
    assert sim.clock.now.isoformat().startswith("2025-03-03T08:00:00")


def test_token_works(invaller: Invaller, sim: Simulator) -> None:
    """A token that the command prints admits a call; an unknown client ends with 2."""
    token = invaller("token", "--client", "employer").output.strip()
    answer = sim.http.get("/REST/dimona/v2/periods/1", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code != 401
    refused = invaller("token", "--client", "nobody", exit_code=2).output
    assert "no client 'nobody'; there are employer, provider" in refused


def test_fidelity_counts_and_lists() -> None:
    """The ledger is counted by API, and listed with sources by API or status."""
    runner = CliRunner()
    counted = runner.invoke(main, ["fidelity"]).output.splitlines()
    assert [line.split(":")[0] for line in counted] == apis.available()
    listed = runner.invoke(main, ["fidelity", "oauth", "--status", "assumed"]).output
    assert "  oauth.token.expires-in-300 [assumed] " in listed
    assert "[documented]" not in listed
    refused = runner.invoke(main, ["fidelity", "nothing"])
    assert (refused.exit_code, "there are" in refused.output) == (2, True)


_ELSEWHERE: list[tuple[str, ...]] = [
    ("wait", "--timeout", "0"),
    ("reset",),
    ("workspace", "list"),
    ("clock", "show"),
    ("pending", "list"),
    ("requests", "list"),
    ("explain", "1"),
    ("faults", "list"),
    ("state", "export"),
    ("token",),
    ("certs", "issue"),
]


@pytest.mark.parametrize("arguments", _ELSEWHERE, ids=lambda arguments: arguments[0])
@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "nonsense", "http://[", "ftp://x"])
def test_no_server_is_told(arguments: tuple[str, ...], url: str) -> None:
    """Without a server every command ends with 2, names the URL or the option, and no traceback."""
    result = CliRunner().invoke(main, [*arguments, "--url", url])
    assert result.exit_code == 2, result.exception
    assert url in result.output or "--url" in result.output


def test_every_remote_command_was_tried() -> None:
    """The list above has every command that talks to a server."""
    assert {arguments[0] for arguments in _ELSEWHERE} == set(COMMANDS) - {"serve", "fidelity"}


def test_unknown_workspace_is_told(invaller: Invaller) -> None:
    """A workspace that is not there ends with 2 and names those that are."""
    result: Any = invaller("clock", "show", "--workspace", "nowhere", exit_code=2)
    assert "no workspace 'nowhere'; there are default" in result.output


def test_other_server_is_told(invaller: Invaller, sim: Simulator) -> None:
    """A server that is none of ours ends with 2."""
    url = f"{sim.url}/REST/dimona/v2"
    assert "Error: " in invaller("clock", "show", "--url", url, exit_code=2).output
