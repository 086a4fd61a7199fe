"""The pytest plugin: a simulator for a run, a workspace for every test, a report of failures."""

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest

from invaller_contracts.control import SimulatorError
from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.simulator import Simulator, SimulatorServer

Outcome = Callable[..., pytest.RunResult]


@pytest.fixture
def run(pytester: pytest.Pytester, sim_server: SimulatorServer) -> Outcome:
    """Run tests of a user in a folder of their own against this run's simulator."""

    def run_(source: str, *arguments: str) -> pytest.RunResult:
        pytester.makepyfile(source)
        return pytester.runpytest_inprocess("--sim-url", sim_server.url, *arguments)

    return run_


def test_workspace_is_a_tests_own(run: Outcome) -> None:
    """Two tests have two workspaces, and what one did is not there in the other."""
    outcome = run(
        """
        seen = []

        def _use(sim):
            seen.append(sim.name)
            assert sim.requests.list() == []
            sim.http.get("/REST/dimona/v2/periods/1")
            assert sim.requests.count() == 1

        def test_one(sim): _use(sim)

        def test_two(sim):
            _use(sim)
            assert len(set(seen)) == 2
        """
    )
    outcome.assert_outcomes(passed=2)


def test_workspace_is_forgotten_afterwards(run: Outcome, sim_server: SimulatorServer) -> None:
    """After a test its workspace is gone, also when the test failed."""

    def names() -> list[str]:
        found = sim_server.control.ask("GET", "/workspaces")["workspaces"]
        return [workspace["id"] for workspace in found]

    before = names()
    outcome = run("def test_one(sim): pass\ndef test_two(sim): assert False")
    outcome.assert_outcomes(passed=1, failed=1)
    assert names() == before


def test_markers_are_settings(run: Outcome) -> None:
    """A marker sets the workspace up; the nearest one counts, and the rest is inherited."""
    outcome = run(
        """
        import pytest
        pytestmark = pytest.mark.sim(seed="module", strictness="strict", processing="hold")

        @pytest.mark.sim(seed=9, clock="real", now="2030-01-01", registers="open")
        def test_settings(sim):
            described = sim.control.ask("GET", f"/workspaces/{sim.name}")["settings"]
            assert (described["seed"], described["clock"]) == ("9", "real")
            assert (described["strictness"], described["registers"]) == ("strict", "open")
            assert described["processing"] == {"default": "hold"}
            assert sim.clock.now.year == 2029 or sim.clock.now.year == 2030
        """
    )
    outcome.assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("marker", "told"),
    [
        ('strictness="loose"', "lenient"),
        ('speed="fast"', "speed"),
        ('"strict"', "every setting is named"),
    ],
)
def test_unusable_markers_are_told(run: Outcome, marker: str, told: str) -> None:
    """A marker that the simulator does not take is an error that says what would be right."""
    outcome = run(f"import pytest\n@pytest.mark.sim({marker})\ndef test_it(sim): pass")
    outcome.assert_outcomes(errors=1)
    assert told in outcome.stdout.str()


def test_marker_is_registered(run: Outcome) -> None:
    """With --strict-markers the marker is known."""
    source = "import pytest\n@pytest.mark.sim(seed=1)\ndef test_it(sim): pass"
    run(source, "--strict-markers").assert_outcomes(passed=1)


def test_failure_shows_the_last_exchanges(run: Outcome) -> None:
    """A failed test shows its last exchanges with operation, explanation, and answer."""
    outcome = run(
        """
        def test_fails(sim):
            for number in range(7):
                sim.http.get(f"/REST/dimona/v2/periods/{number}")
            sim.faults.add(effect={"status": 503})
            sim.http.get("/REST/nothing")
            sim.http.post("/REST/oauth/v5/token", data={"grant_type": "password"})
            assert False
        """
    )
    text = outcome.stdout.str()
    assert "last exchanges with the simulator" in text
    assert "/REST/dimona/v2/periods/6 -> 401 (getPeriod)" in text
    assert "oauth.bearer.no-access-token: the call carries no bearer token" in text
    assert "by fault fault-1" in text
    assert "/periods/2 ->" not in text


def test_failure_without_calls_says_so(run: Outcome) -> None:
    """A test that failed before it called anything shows that it did not."""
    text = run("def test_fails(sim): assert False").stdout.str()
    assert "was not called" in text


def test_success_and_other_failures_show_nothing(run: Outcome) -> None:
    """Neither a test that passes nor one without a simulator has anything to show."""
    outcome = run("def test_passes(sim): pass\ndef test_fails(): assert False")
    outcome.assert_outcomes(passed=1, failed=1)
    assert "last exchanges" not in outcome.stdout.str()


def test_run_without_url_starts_a_simulator(pytester: pytest.Pytester) -> None:
    """Without --sim-url a run starts a simulator of its own and sees the same bytes each time."""
    pytester.makepyfile(
        """
        def test_bytes(sim):
            answer = sim.http.get("/REST/dimona/v2/periods/1", headers=sim.credentials.bearer())
            with open("seen", "ab") as seen, open("clients", "a") as clients:
                seen.write(answer.content)
                clients.write(sim.credentials.client_id() + " ")
            assert answer.headers["Date"] == "Mon, 03 Mar 2025 08:00:00 GMT"
        """
    )
    for _ in range(2):
        pytester.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)
    seen = (pytester.path / "seen").read_bytes()
    clients = (pytester.path / "clients").read_text().split()
    assert seen[: len(seen) // 2] == seen[len(seen) // 2 :] != b""
    assert clients[0] == clients[1]


CLIENTS = """
    import subprocess, sys, threading
    import httpx

    PATH = "/REST/dimona/v2/declarations/1"

    def call(sim):
        answer = httpx.get(sim.url + PATH, headers=sim.credentials.bearer())
        assert answer.status_code == 404

    def calls_of_this_test_alone(sim):
        assert [exchange["operation"] for exchange in sim.requests.list()] == ["getDeclaration"]

    def test_in_this_process(sim):
        call(sim)
        calls_of_this_test_alone(sim)

    def test_in_a_thread(sim):
        thread = threading.Thread(target=call, args=[sim])
        thread.start()
        thread.join()
        calls_of_this_test_alone(sim)

    def test_in_another_process(sim):
        token = sim.credentials.bearer()["Authorization"]
        # Not even its path tells the workspace: the token does.
        url = sim.url.partition("/w/")[0] + PATH
        program = "import sys, httpx; httpx.get(sys.argv[1], headers={sys.argv[2]: sys.argv[3]})"
        command = [sys.executable, "-c", program, url, "Authorization", token]
        subprocess.run(command, check=True)
        calls_of_this_test_alone(sim)
"""


@pytest.mark.parametrize("options", [[], ["-n", "2"]], ids=["one process", "two processes"])
def test_client_may_be_anywhere(pytester: pytest.Pytester, options: list[str]) -> None:
    """A client in the test, in a thread or in another process meets the workspace of its test."""
    pytester.makepyfile(CLIENTS)
    pytester.runpytest_subprocess("-pno:schemathesis", *options).assert_outcomes(passed=3)


def test_default_clock_is_frozen_at_a_fixed_instant(sim: Simulator) -> None:
    """Without a marker a test's clock stands still at the instant that is documented."""
    assert (sim.clock.mode, sim.clock.now.isoformat()) == ("frozen", "2025-03-03T08:00:00+00:00")
    assert DEFAULTS["now"] == "2025-03-03T09:00:00+01:00"


def test_clock_is_steered(sim: Simulator) -> None:
    """The clock takes durations as text or timedelta, instants as text or datetime."""
    start = sim.clock.now
    sim.clock.advance("PT1M")
    sim.clock.advance(timedelta(seconds=1.5))
    assert sim.clock.now - start == timedelta(seconds=61.5)
    sim.clock.set(start + timedelta(days=1))
    assert sim.clock.now - start == timedelta(days=1)
    sim.clock.switch("real")
    assert sim.clock.mode == "real"


def test_credentials_admit(sim: Simulator) -> None:
    """Each client has an id and a token that admits it; an unknown one raises."""
    for name, client in sim.credentials.clients.items():
        assert sim.credentials.client_id(name) == client["clientId"]
        answer = sim.http.get("/REST/dimona/v2/periods/1", headers=sim.credentials.bearer(name))
        assert answer.status_code != 401
    assert sim.credentials.private_key.startswith("-----BEGIN PRIVATE KEY-----")
    with pytest.raises(SimulatorError, match="nobody"):
        sim.credentials.token("nobody")


def test_urls_lead_to_the_workspace(sim: Simulator) -> None:
    """The URL of an API can be handed to any client: its calls are the workspace's."""
    httpx.get(f"{sim.urls['dimona']}/periods/1")
    assert [found["operation"] for found in sim.requests.list()] == ["getPeriod"]


def test_state_goes_out_and_in(sim: Simulator) -> None:
    """State is taken, merged into, put back and kept under a name."""
    before = sim.state()
    sim.snapshot("before")
    sim.merge({"register.citizen": {"1": {"ssin": "1", "birthDate": "2000-01-01"}}})
    assert "1" in sim.state()["documents"]["register.citizen"]
    sim.load(before)
    assert sim.state() == before
    sim.merge({"register.citizen": {"1": {"ssin": "1", "birthDate": "2000-01-01"}}})
    sim.restore("before")
    assert sim.state() == before


def test_settings_are_changed(sim: Simulator) -> None:
    """Strictness and registers change, and so does the processing, whole or by API."""
    sim.settings.change(strictness="strict", registers="open", processing="hold")
    sim.settings.change(processing={"dimona": "polls:2"})
    settings = sim.settings.get()
    assert (settings["strictness"], settings["registers"]) == ("strict", "open")
    assert settings["processing"] == {"default": "hold", "dimona": "polls:2"}


def test_refusal_of_the_control_plane_raises(sim: Simulator) -> None:
    """What the control plane refuses raises with its own words."""
    with pytest.raises(SimulatorError, match="PT3S"):
        sim.clock.advance("soon")
    with pytest.raises(SimulatorError, match="no snapshot 'x'"):
        sim.restore("x")


def test_server_that_is_none_is_told(pytester: pytest.Pytester, sim: Simulator) -> None:
    """A URL at which another server answers is an error, not a green test."""
    pytester.makepyfile("def test_it(sim): pass")
    outcome = pytester.runpytest_inprocess("--sim-url", f"{sim.url}/REST")
    outcome.assert_outcomes(errors=1)
