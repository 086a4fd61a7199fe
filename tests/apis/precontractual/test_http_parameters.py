"""Parameters over HTTP: which are needed, which are ignored, and which are mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from invaller_contracts.precontractual.wire import ORDINARY, REPRESENTING, Wire

if TYPE_CHECKING:
    import httpx

    from invaller_contracts.simulator import Simulator

strict = pytest.mark.sim(strictness="strict")


@pytest.fixture
def wire(sim: Simulator) -> Wire:
    """Calls in a fresh workspace on 3 March 2025."""
    return Wire(sim)


def issues(response: httpx.Response) -> list[dict[str, Any]]:
    """The issues of a refusal, which the answer must be."""
    assert response.status_code == 400, response.text
    found: list[dict[str, Any]] = response.json()["issues"]
    return found


def blocks(response: httpx.Response) -> dict[str, Any]:
    """An answer without references, which differ from call to call."""
    assert response.status_code == 200, response.text
    return {
        name: {key: item for key, item in block.items() if not key.endswith("Reference")}
        for name, block in response.json().items()
        if isinstance(block, dict)
    }


@pytest.mark.behaviour("precontractual.parameter.required")
@pytest.mark.parametrize("name", list(ORDINARY))
def test_three_parameters_are_required(wire: Wire, name: str) -> None:
    """Without one of them the one issue of the 400 names it, and has no value."""
    (issue,) = issues(wire.ask(**{name: None}))
    assert (issue["in"], issue["name"], "value" in issue) == ("query", name, False)


@pytest.mark.behaviour("precontractual.parameter.required")
def test_all_that_is_missing_is_named(wire: Wire) -> None:
    """A call without parameters has an issue for each of the three, and none for the optional."""
    assert sorted(issue["name"] for issue in issues(wire.call({}))) == sorted(ORDINARY)


@pytest.mark.behaviour("precontractual.parameter.surrounding-space")
@pytest.mark.parametrize("name", list(REPRESENTING))
def test_space_around_a_value_is_dropped(wire: Wire, sim: Simulator, name: str) -> None:
    """The answer is the one without the space, as the example of 3.2.2.2 wants it."""
    spaced = wire.ask("provider", **{name: f" {REPRESENTING[name]} "})
    assert blocks(spaced) == blocks(wire.ask("provider"))
    assert [finding["rule"] for finding in sim.findings] == [
        "precontractual.parameter.surrounding-space"
    ]


@strict
@pytest.mark.behaviour("precontractual.parameter.surrounding-space-strict")
@pytest.mark.parametrize("name", ["mandataryEnterpriseNumber", "citizen"])
def test_strict_takes_a_space_for_a_part_of_the_number(wire: Wire, name: str) -> None:
    """A number with a space before it is a number that does not exist."""
    (issue,) = issues(wire.ask(**{name: f" {ORDINARY[name]}"}))
    assert (issue["name"], issue["value"]) == (name, f" {ORDINARY[name]}")
    assert issue["detail"].endswith("is not valid or does not exist")


@pytest.mark.behaviour("precontractual.parameter.unknown")
def test_an_unknown_parameter_is_ignored(wire: Wire) -> None:
    """A lenient workspace answers as if it were not there."""
    assert blocks(wire.ask(language="nl")) == blocks(wire.ask())


@strict
@pytest.mark.behaviour("precontractual.parameter.unknown")
def test_strict_refuses_an_unknown_parameter(wire: Wire) -> None:
    """A strict workspace names each unknown parameter, and no known one."""
    assert [issue["name"] for issue in issues(wire.ask(language="nl", page="1"))] == [
        "language",
        "page",
    ]


@pytest.mark.behaviour("precontractual.parameter.garbled-example")
@pytest.mark.sim(now="2025-09-01T09:00:00+02:00")
def test_the_garbled_example_has_no_start_date(wire: Wire) -> None:
    """The URL of 3.2.2.2 B as it is printed: its Date is no startDate, which is missing."""
    printed = (
        "mandataryEnterpriseNumber=0123456789&citizen= 07010189901&start "
        "representedEnterpriseNumber=0880820673&Date=2025-09-30"
    )
    (issue,) = issues(wire.call(printed, client="provider"))
    assert issue["name"] == "startDate"


@pytest.mark.behaviour("precontractual.mandatary-ssin.ignored-in-direct-calls")
@pytest.mark.parametrize("client", ["employer", "provider"])
@pytest.mark.parametrize("number", ["85073003328", "nobody"])
def test_mandatary_ssin_of_a_direct_call_is_ignored(
    sim: Simulator, wire: Wire, client: str, number: str
) -> None:
    """The answer is the one without it, whatever it says, and a finding tells so."""
    sent = blocks(wire.ask(client, mandatarySsin=number))
    (finding,) = sim.findings
    assert finding["rule"] == "precontractual.mandatary-ssin.ignored-in-direct-calls"
    assert sent == blocks(wire.ask(client))
    assert len(sim.findings) == 1


def test_a_portal_call_with_mandatary_ssin_is_no_finding(sim: Simulator, wire: Wire) -> None:
    """What belongs to the portal is not held against the portal."""
    answer = wire.ask("portal", mandatarySsin="85073003328")
    assert blocks(answer)["studentJobResult"]["hoursRemaining"] == 650
    assert sim.findings == []


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(urlencode({**ORDINARY, "startDate": "2025-02-30"}), id="no such day"),
        pytest.param(urlencode({**ORDINARY, "startDate": "10/03/2025"}), id="other notation"),
        pytest.param(urlencode({**ORDINARY, "startDate": ""}), id="empty"),
    ],
)
@pytest.mark.behaviour("precontractual.parameter.schema")
def test_a_start_date_is_a_date(wire: Wire, query: str) -> None:
    """What is no date is refused with an issue that repeats it."""
    (issue,) = issues(wire.call(query))
    assert issue["name"] == "startDate"
    assert issue["value"] in query.replace("%2F", "/")
