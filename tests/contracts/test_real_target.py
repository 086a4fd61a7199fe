"""A target at a URL: where its APIs are, what it is told by the environment, how long it waits."""

from pathlib import Path

import httpx
import pytest

from invaller_contracts.provider.environment import Environment, environments
from invaller_contracts.provider.recording import Story
from invaller_contracts.provider.target import AtUrl, OnSimulator
from invaller_contracts.simulator import Simulator

URL = "https://vendor.test"
TABLE = Environment(api="dimona", base_path="/REST/dimona/v2", patience=10.0)


def at_url(given: dict[str, str] | None = None, slept: list[float] | None = None) -> AtUrl:
    """A target whose waiting is only noted."""
    naps = slept if slept is not None else []
    return AtUrl(URL, given or {}, TABLE, Story("s", "dimona", ""), naps.append)


def test_base_urls_are_the_documented_ones(sim: Simulator) -> None:
    """Below the target's URL each API has the path that it has on a simulator."""
    assert sim.url.startswith("http")
    for api, base in at_url().urls.items():
        assert base == sim.urls[api].replace(sim.url, URL), api


def test_a_variable_moves_an_api(sim: Simulator) -> None:
    """INVALLER_<API>_URL is the base URL of that API, and of no other."""
    target = at_url({"INVALLER_OAUTH_URL": "https://tokens.test/oauth/"})
    assert target.urls["oauth"] == "https://tokens.test/oauth"
    assert target.urls["dimona"] == f"{URL}/REST/dimona/v2"


def test_variables_tell_who_and_about_whom(tmp_path: Path) -> None:
    """Data have defaults, files are read, and what must be set skips the story by its name."""
    key = tmp_path / "key.pem"
    key.write_text("secret")
    target = at_url(
        {"INVALLER_DIMONA_PRIVATE_KEY": str(key), "INVALLER_DIMONA_EMPLOYER": "123456789"}
    )
    assert target.value("INVALLER_DIMONA_PRIVATE_KEY") == "secret"
    assert target.value("INVALLER_DIMONA_EMPLOYER") == "123456789"
    assert target.value("INVALLER_DIMONA_WORKER") == "65111899997"
    with pytest.raises(pytest.skip.Exception, match="set INVALLER_DIMONA_CLIENT_ID: OAuth"):
        target.value("INVALLER_DIMONA_CLIENT_ID")


def test_every_variable_is_told(sim: Simulator) -> None:
    """Names begin with INVALLER_, and a simulator has a value for each."""
    for table in environments().values():
        for variable in table.variables:
            assert variable.name.startswith("INVALLER_")
            assert OnSimulator(sim).value(variable.name), variable.name


def test_patience_ends_with_the_documented_schedule() -> None:
    """Who waits for the same for longer than the document lets fails, and it says for what."""
    slept: list[float] = []
    target = at_url(slept=slept)
    target.wait(8)
    target.wait(2)
    with pytest.raises(pytest.fail.Exception, match="documented schedule ends after 10 s"):
        target.wait(1)
    assert slept == [8, 2]


def test_patience_begins_anew_with_another_call() -> None:
    """What counts is the waiting for one thing; asking the same again does not renew it."""
    slept: list[float] = []
    target = at_url(slept=slept)
    transport = target.transport()
    for path in ("/a", "/b", "/b"):
        target.wait(6)
        # Nobody answers at an address of this port: what was asked is noticed all the same.
        with pytest.raises(httpx.TransportError):
            transport.handle_request(httpx.Request("GET", f"http://127.0.0.1:1{path}"))
    with pytest.raises(
        pytest.fail.Exception, match=r"GET http://127\.0\.0\.1:1/b was asked for 12 s"
    ):
        target.wait(6)
    transport.close()
    assert target.story is not None
    assert [one.status for one in target.story.exchanges] == [0, 0, 0]


def test_time_goes_by_on_the_clock_of_a_simulator(sim: Simulator) -> None:
    """Waiting moves the clock; the day of a story stays the one on which it began."""
    target = OnSimulator(sim)
    today, before = target.today, target.seconds()
    target.wait(86_400)
    assert (target.today, target.seconds() - before) == (today, 86_400)
    assert (target.day(7) - today).days == 7


def test_every_variable_is_documented() -> None:
    """The page about contracts has a row for each variable, with its meaning and its default."""
    page = (Path(__file__).parents[2] / "docs" / "contracts.md").read_text("utf-8")
    told = [line for line in page.splitlines() if line.startswith("| `INVALLER_")]
    assert told == [
        f"| `{one.name}` | {one.meaning} | {f'`{one.default}`' if one.default else ''} |"
        for table in environments().values()
        for one in table.variables
    ]
