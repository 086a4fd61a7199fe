"""Who may press the buttons of the console, and who may look."""

from typing import Any

import pytest

from invaller.console.access import is_loopback_host, why_not_posted

WORKSPACE = "/_sim/console/workspaces/default/"
TOKEN = "a-token-of-an-operator"


def clock_of(browser: Any) -> Any:
    """The clock as the control plane shows it to the operator."""
    answer = browser.call("GET", "/_sim/clock", headers={"Authorization": f"Bearer {TOKEN}"})
    return answer.json()["now"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://[unreadable"},
        {"Origin": "http://127.0.0.1:9090"},
        {"Referer": "https://elsewhere.example/http://127.0.0.1:8080/"},
        {"Origin": "http://rebound.example:8080", "Host": "rebound.example:8080"},
    ],
)
def test_foreign_forms_are_refused(browser: Any, headers: dict[str, str]) -> None:
    """A form that does not come from a page of this console under a loopback name does nothing."""
    browser.visit(WORKSPACE)
    page = browser.press("Advance", headers=headers)
    assert browser.response.status_code == 403
    assert "403: not done" in page.text
    assert clock_of(browser) == "2025-03-03T08:00:00.000000Z"


def test_referer_does_without_origin(browser: Any) -> None:
    """A browser that sends no Origin is believed by its Referer."""
    browser.visit(WORKSPACE)
    browser.press("Advance", headers={"Referer": f"http://127.0.0.1:8080{WORKSPACE}"})
    assert browser.response.status_code == 200
    assert clock_of(browser) == "2025-03-03T08:00:03.000000Z"


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("localhost", True),
        ("localhost:8080", True),
        ("sim.localhost:8080", True),
        ("127.0.0.1:8080", True),
        ("127.8.9.1", True),
        ("[::1]:8080", True),
        ("", False),
        ("localhost.example", False),
        ("127.0.0.1.example:8080", False),
        ("10.0.0.7:8080", False),
        ("[::1", False),
    ],
)
def test_loopback_names(host: str, loopback: bool) -> None:
    """Only names that no name server decides about count as this machine."""
    assert is_loopback_host(host) is loopback


def test_beyond_loopback_any_name_will_do() -> None:
    """Where the operator token is asked for, a form may come under any name of the server."""
    host = "simulators.example:8080"
    assert why_not_posted(host, f"http://{host}", None, loopback_only=False) is None


def test_login(browser_of: Any) -> None:
    """Beyond loopback every page leads to the login, and the operator token opens them all."""
    browser = browser_of(TOKEN)
    browser.visit(WORKSPACE)
    assert browser.path() == "/_sim/console/login"
    page = browser.press("Log in", token="guessed")
    assert (browser.response.status_code, "That is not the token." in page.text) == (403, True)
    browser.press("Log in", token=TOKEN)
    assert browser.path() == "/_sim/"
    browser.visit(WORKSPACE)
    browser.press("Advance", by="PT1H")
    assert clock_of(browser) == "2025-03-03T09:00:00.000000Z"


def test_cookie_does_not_tell_the_token(browser_of: Any) -> None:
    """The login's cookie holds no token, stays out of scripts and off other sites' requests."""
    browser = browser_of(TOKEN)
    browser.visit("/_sim/")
    browser.press("Log in", token=TOKEN)
    cookie = browser.response.history[-1].headers["set-cookie"]
    assert TOKEN not in cookie
    for attribute in ("HttpOnly", "SameSite=Strict", "Path=/_sim"):
        assert attribute in cookie


@pytest.mark.parametrize("cookie", ["", "guessed", TOKEN])
def test_buttons_need_the_login(browser_of: Any, cookie: str) -> None:
    """Without the login's cookie a form does nothing, whoever sends it."""
    browser = browser_of(TOKEN)
    headers = {"Origin": "http://127.0.0.1:8080", "Cookie": f"invaller_console={cookie}"}
    answer = browser.call("POST", f"{WORKSPACE}reset", headers=headers)
    assert answer.status_code == 403


def test_no_login_on_loopback(browser: Any) -> None:
    """On loopback there is nothing to log in to."""
    browser.visit("/_sim/console/login")
    assert browser.path() == "/_sim/"
