"""`invaller verify`: what a user of it sees, by the calls of a client of Dimona."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from click.testing import Result
from lxml import etree, html

from invaller_contracts.dimona.client import dimona_client
from invaller_contracts.dimona.samples import SHOP, SMITH, ordinary
from invaller_contracts.simulator import Simulator

Invaller = Callable[..., Result]
MARCH_10 = date(2025, 3, 10)


def _declares(sim: Simulator, seconds_between_looks: float | None = None) -> None:
    """Declare one In; looks for its result come too early when a number of seconds is given."""

    def wait(seconds: float) -> None:
        sim.clock.advance(f"PT{seconds if seconds_between_looks is None else 0.5}S")

    with dimona_client(sim, wait=wait) as dimona:
        dimona.in_(SHOP, SMITH, ordinary(MARCH_10))


def test_a_good_client_ends_with_status_0(sim: Simulator, invaller: Invaller) -> None:
    """Its rules are told as kept or not at stake, none as broken."""
    _declares(sim)
    lines = invaller("verify").output.splitlines()
    told = {line.split("  ")[0] for line in lines if ".client." in line}
    assert told == {"kept", "not at stake"}
    assert lines[-1].startswith("4 exchanges: ")
    assert " 0 broken" in lines[-1]


def test_a_broken_rule_ends_with_status_1(sim: Simulator, invaller: Invaller) -> None:
    """It is told with its source, the exchange that broke it, and where to ask why."""
    _declares(sim, seconds_between_looks=0.5)
    told = invaller("verify", exit_code=1).output
    early = sim.requests.list(operation="getDeclaration")[0]
    assert "dimona.client.waits-for-results (documented: Dimona WS REST v2, 3)" in told
    assert f"GET /REST/dimona/v2/declarations/{early['url'].rpartition('/')[2]} -> 404" in told
    assert f"invaller explain {early['trace']}" in told


def test_a_run_without_calls_cannot_be_judged(invaller: Invaller) -> None:
    """Status 2: nothing was called, which is no proof that nothing is wrong."""
    assert "nothing called it" in invaller("verify", exit_code=2).output


def test_an_unknown_api_is_refused(sim: Simulator, invaller: Invaller) -> None:
    """Status 2, and the APIs that have rules."""
    _declares(sim)
    told = invaller("verify", "--api", "dmfa", exit_code=2).output
    assert "no rules for 'dmfa'; there are rules for dimona, " in told


def test_only_the_chosen_api_is_judged(sim: Simulator, invaller: Invaller) -> None:
    """An API that was not called has rules that were not at stake."""
    _declares(sim, seconds_between_looks=0.5)
    told = invaller("verify", "--api", "vaph").output
    assert "dimona." not in told
    assert "vaph.client." in told


def test_junit_has_a_case_a_step(sim: Simulator, invaller: Invaller, tmp_path: Path) -> None:
    """Each exchange is a case of its API's suite; a broken rule is a failure in it."""
    _declares(sim, seconds_between_looks=0.5)
    file = tmp_path / "verify.xml"
    invaller("verify", "--junit", str(file), exit_code=1)
    root = etree.fromstring(file.read_bytes())
    cases = root.findall("testsuite[@name='dimona']/testcase")
    assert len(cases) == len(sim.requests.list(api="dimona"))
    failures = root.findall(".//failure[@type='dimona.client.waits-for-results']")
    assert len(failures) == int(root.get("failures") or 0) > 0
    assert all("Dimona WS REST v2, 3" in (failure.text or "") for failure in failures)


def test_rules_without_occasion_are_skipped_cases(
    sim: Simulator, invaller: Invaller, tmp_path: Path
) -> None:
    """They are neither passed nor failed."""
    _declares(sim)
    file = tmp_path / "verify.xml"
    invaller("verify", "--junit", str(file))
    root = etree.fromstring(file.read_bytes())
    skipped = root.findall(".//testcase[skipped]")
    assert skipped
    assert len(skipped) == int(root.get("skipped") or 0)
    assert all(".client." in str(case.get("name")) for case in skipped)


def test_the_page_needs_no_server(sim: Simulator, invaller: Invaller, tmp_path: Path) -> None:
    """It loads nothing, and tells call, promise with whose word it is, and answer of each step."""
    _declares(sim, seconds_between_looks=0.5)
    file = tmp_path / "verify.html"
    invaller("verify", "--html", str(file), exit_code=1)
    page = html.fromstring(file.read_text("utf-8"))
    assert not page.xpath("//@src | //link | //script")
    assert "broken: dimona.client.waits-for-results (exchange 3" in page.text_content()
    broken = page.xpath("//tr[@class='broken']")
    assert broken
    words = broken[0].text_content()
    assert "GET" in words
    assert "documented" in words
    assert "404" in words


def test_a_file_that_cannot_be_written_is_told(
    sim: Simulator, invaller: Invaller, tmp_path: Path
) -> None:
    """Status 2 with the path, not a trace of the program."""
    _declares(sim)
    file = tmp_path / "no-folder" / "verify.xml"
    assert f"cannot write {file}" in invaller("verify", "--junit", str(file), exit_code=2).output


def test_coverage_tells_what_was_touched(sim: Simulator, invaller: Invaller) -> None:
    """Operations, documented answers, results, anomalies and ledger entries, touched or never."""
    _declares(sim)
    told = invaller("verify", "--coverage").output
    assert "dimona: operations: 2 of 8 touched" in told
    assert "  touched  submitDeclaration 201\n" in told
    assert "  never    searchPeriods\n" in told
    assert "dimona: results: 1 of 4 touched\n  touched  A\n" in told
    assert "  never    90017-369\n" in told
    assert "  touched  dimona.submit.201-location\n" in told


def test_workspaces_are_judged_apart(sim: Simulator, invaller: Invaller) -> None:
    """What the client of one workspace did is not held against another."""
    _declares(sim, seconds_between_looks=0.5)
    copy = f"{sim.name}-copy"[-60:].lstrip("-")
    invaller("workspace", "create", copy)
    assert "nothing called it" in invaller("verify", "-w", copy, exit_code=2).output
