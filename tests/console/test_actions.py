"""What the buttons of the console do."""

from collections.abc import Callable
from typing import Any

import pytest

WORKSPACE = "/_sim/console/workspaces/default/"
SMITH = "65111899997"


def now_of(browser: Any) -> str:
    """What the clock shows, asked beside the pages."""
    return str(browser.call("GET", "/_sim/clock").json()["now"])


def test_advance(browser: Any, declare: Callable[..., Any]) -> None:
    """Advance moves the clock by the duration in the form and does what falls due."""
    declare(SMITH)
    browser.visit(WORKSPACE)
    page = browser.press("Advance", by="PT1H")
    assert "The clock moved forward; 1 items of pending work were done." in page.text
    assert "Nothing is pending." in page.text
    assert now_of(browser) == "2025-03-03T09:00:00.000000Z"


def test_reload_does_not_press_again(browser: Any) -> None:
    """After a button the browser is on a page of its own: showing it again changes nothing."""
    browser.visit(WORKSPACE)
    browser.press("Advance", by="PT1H")
    browser.visit(str(browser.response.url))
    assert now_of(browser) == "2025-03-03T09:00:00.000000Z"


def test_run_until_idle(browser: Any, declare: Callable[..., Any]) -> None:
    """Run until idle moves the clock just to where nothing is pending any more."""
    declare(SMITH)
    due = browser.call("GET", "/_sim/pending").json()["pending"][0]["due"]
    browser.visit(WORKSPACE)
    page = browser.press("Run until idle")
    assert "Nothing is pending." in page.text
    assert now_of(browser) == due


def test_release(browser: Any, declare: Callable[..., Any]) -> None:
    """Release does a held item at once, without moving the clock."""
    browser.call("PUT", "/_sim/processing", json={"dimona": "hold"})
    answer = declare(SMITH)
    assert "held until it is released" in browser.visit(WORKSPACE).text
    page = browser.press("Release dimona-result-1")
    assert "The item was done." in page.text
    assert now_of(browser) == "2025-03-03T08:00:00.000000Z"
    headers = {"Authorization": answer.request.headers["authorization"]}
    result = browser.call("GET", answer.headers["location"], headers=headers).json()
    assert result["declarationStatus"]["result"] == "A"


def test_reset(browser: Any, declare: Callable[..., Any]) -> None:
    """Reset forgets the workspace's pending work and its journal."""
    declare(SMITH)
    browser.visit(WORKSPACE)
    page = browser.press("Forget all its data and its journal")
    assert "The workspace is as it was created" in page.text
    assert browser.call("GET", "/_sim/pending").json() == {"pending": []}
    assert browser.call("GET", "/_sim/requests").json()["requests"] == []


def test_clear_faults(browser: Any) -> None:
    """Clear all faults leaves no rule."""
    browser.call("POST", "/_sim/faults", json={"effect": {"status": 503}})
    browser.visit(f"{WORKSPACE}faults")
    page = browser.press("Clear all faults")
    assert "No fault rule is left." in page.text
    assert browser.call("GET", "/_sim/faults").json() == {"faults": []}


def test_only_the_shown_workspace_changes(browser: Any) -> None:
    """A button of one workspace leaves the others alone."""
    browser.call("POST", "/_sim/workspaces", json={"id": "nightly"})
    browser.visit("/_sim/console/workspaces/nightly/")
    browser.press("Advance", by="P1D")
    assert now_of(browser) == "2025-03-03T08:00:00.000000Z"


@pytest.mark.parametrize("duration", ["", "soon", "P1M", "-PT1S", "P99999999999D"])
def test_bad_duration(browser: Any, duration: str) -> None:
    """A duration that cannot be used answers 400 and leaves the clock where it is."""
    browser.visit(WORKSPACE)
    browser.press("Advance", by=duration)
    assert browser.response.status_code == 400
    assert now_of(browser) == "2025-03-03T08:00:00.000000Z"


def test_item_that_is_gone(browser: Any, declare: Callable[..., Any]) -> None:
    """Releasing an item that was done meanwhile answers 404."""
    declare(SMITH)
    browser.visit(WORKSPACE)
    browser.call("POST", "/_sim/clock/run-until-idle")
    browser.press("Release dimona-result-1")
    assert browser.response.status_code == 404
