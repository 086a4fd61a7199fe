"""What the console shows."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

WORKSPACE = "/_sim/console/workspaces/default/"
SMITH = "65111899997"


def test_overview(browser: Any) -> None:
    """The overview names every workspace with the instant and mode of its clock."""
    browser.call("POST", "/_sim/workspaces", json={"id": "nightly", "now": "2030-01-01"})
    page = browser.visit("/_sim/")
    assert "default 2025-03-03 08:00:00.000 frozen" in page.text
    assert "nightly 2029-12-31 23:00:00.000 frozen" in page.text
    assert f"{WORKSPACE}" in page.links


def test_prefix_leads_to_workspace(browser: Any) -> None:
    """Under the prefix of a workspace the console opens with that workspace."""
    browser.call("POST", "/_sim/workspaces", json={"id": "nightly"})
    page = browser.visit("/w/nightly/_sim/")
    assert page.title == "Workspace nightly · Invaller"


def test_all_links_lead_to_accessible_pages(browser: Any, declare: Callable[..., Any]) -> None:
    """Every page that links lead to says its language, its title and what its tables hold."""
    declare(SMITH)
    browser.call("POST", "/_sim/faults", json={"effect": {"status": 503}})
    declare(SMITH)
    seen, waiting = set(), ["/_sim/"]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        page = browser.visit(path)
        assert browser.response.status_code == 200, path
        assert (page.language, len(page.title) > len(" · Invaller")) == ("en", True), path
        assert page.headings[0] == page.title.removesuffix(" · Invaller"), path
        assert (page.captions, page.unlabelled) == (page.tables, []), path
        links = {urljoin(path, link).split("#")[0] for link in page.links}
        waiting += sorted(links - seen - set(waiting))
    assert {path.split("/")[-1] for path in seen} >= {"", "exchanges", "faults", "settings"}
    assert len(seen) >= 20


def test_pending_work(browser: Any, declare: Callable[..., Any]) -> None:
    """The page of a workspace says what is pending, about what, and when it is due."""
    number = declare(SMITH).headers["location"].rsplit("/", 1)[1]
    page = browser.visit(WORKSPACE)
    assert f"dimona-result-1 {number} due 2025-03-03 08:00:0" in page.text


def test_exchange_is_explained(browser: Any) -> None:
    """The page of an exchange tells the rule that refused it, its source, and both messages."""
    refused = browser.call("GET", "/REST/dimona/v2/periods/1?x=y")
    page = browser.visit(f"{WORKSPACE}exchanges/{refused.headers['x-sim-trace-id']}")
    explained = browser.call("GET", "/_sim/explain/1").json()["explanations"][0]
    wanted = [explained[member] for member in ("rule", "source", "message", "where")]
    wanted += ["Answered 401", "GET /REST/dimona/v2/periods/1?x=y", "No Bearer access token found"]
    assert page.title.startswith("Exchange 1: GET /REST/dimona/v2/periods/1")
    assert [text for text in wanted if text not in page.text] == []


def test_exchanges_are_filtered(browser: Any, declare: Callable[..., Any]) -> None:
    """The list of exchanges narrows down to an API and a status."""
    declare(SMITH)
    browser.call("GET", "/REST/dimona/v2/periods/1")
    browser.call("GET", "/REST/employmentPrecontractualData/v1/verifyPrecontractualData")
    browser.visit(f"{WORKSPACE}exchanges")
    assert "The last 3 of 3, newest first" in browser.page.text
    page = browser.press("Filter", api="dimona", status="401")
    assert "The last 1 of 1, newest first" in page.text
    assert "dimona getPeriod" in page.text


def test_what_clients_send_is_text(browser: Any) -> None:
    """What a client put into a URL, a header or a body stands on a page as text, not as markup."""
    hostile = "<script>alert(1)</script>"
    answer = browser.call(
        "POST", f"/REST/dimona/v2/declarations?x={hostile}", content=hostile,
        headers={"X-Note": hostile, "Content-Type": "application/json"},
    )  # fmt: skip
    page = browser.visit(f"{WORKSPACE}exchanges/{answer.headers['x-sim-trace-id']}")
    assert page.text.count(hostile) == 2
    assert "<script" not in browser.response.text.lower()
    assert "<script" not in browser.call("GET", f"{WORKSPACE}exchanges").text.lower()


def test_secrets_are_redacted(browser: Any, declare: Callable[..., Any]) -> None:
    """The page of an exchange does not tell the token that was sent."""
    answer = declare(SMITH)
    token = answer.request.headers["authorization"].split()[1]
    page = browser.visit(f"{WORKSPACE}exchanges/{answer.headers['x-sim-trace-id']}")
    assert "Bearer redacted:" in page.text
    assert token not in browser.response.text


def test_faults(browser: Any) -> None:
    """The page of faults shows each rule with what it hits, how often, and its effect."""
    rule = {"api": "dimona", "operation": "getPeriod", "times": 2, "effect": {"status": 503}}
    browser.call("POST", "/_sim/faults", json=rule)
    page = browser.visit(f"{WORKSPACE}faults")
    assert 'fault-1 dimona getPeriod 2 more times { "status": 503 }' in page.text


def test_settings(browser: Any) -> None:
    """The page of settings shows what is chosen and every switch that there is."""
    browser.call("PUT", "/_sim/settings", json={"strictness": "strict"})
    browser.call("PUT", "/_sim/processing", json={"dimona": "hold"})
    page = browser.visit(f"{WORKSPACE}settings")
    assert "Strictness strict Registers closed" in page.text
    assert "dimona hold" in page.text
    switches = browser.call("GET", "/_sim/settings").json()["switches"]
    assert switches
    assert [name for name in switches if name not in page.text] == []


def test_fidelity_is_counted_and_filtered(browser: Any) -> None:
    """The ledger counts its behaviours, and shows those of one API and status when asked."""
    ledger = browser.call("GET", "/_sim/fidelity?api=oauth").json()["oauth"]
    assumed = [entry for entry in ledger if entry["status"] == "assumed"]
    browser.visit("/_sim/console/fidelity")
    page = browser.press("Filter", api="oauth", status="assumed")
    assert f"{len(assumed)} behaviours" in page.text
    assert [entry["id"] for entry in ledger if entry["id"] in page.text] == [
        entry["id"] for entry in assumed
    ]


def test_pages_admit_nothing_foreign(browser: Any) -> None:
    """Pages forbid scripts, frames and foreign content, and are not kept by caches."""
    browser.visit("/_sim/")
    headers = browser.response.headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "frame-ancestors 'none'" in policy
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"


def test_unknown_workspace(browser: Any) -> None:
    """A workspace that does not exist answers 404 and names those that do."""
    page = browser.visit("/_sim/console/workspaces/nowhere/")
    assert browser.response.status_code == 404
    assert "no workspace 'nowhere'; there are default" in page.text


def test_unknown_page(browser: Any) -> None:
    """A page that does not exist answers 404, and a wrong method 405 with those allowed."""
    browser.visit("/_sim/console/nothing")
    assert browser.response.status_code == 404
    browser.visit(f"{WORKSPACE}reset")
    assert browser.response.status_code == 405
    assert browser.response.headers["allow"].replace(" ", "").split(",")[0] in ("OPTIONS", "POST")
