"""What generated calls leave alone, and how they are sent."""

import gzip

import httpx
import pytest

from invaller_contracts.exploring import Exploration
from invaller_contracts.sending import session_of
from invaller_contracts.simulator import Simulator
from invaller_contracts.varying import ANY, Known, variations

PERIOD = 600050201853
PLACE = "https://vendor.test/declarations"


def test_confined_calls_are_about_known_values_only(sim: Simulator) -> None:
    """No generated number takes the place of a known one, in whatever is sent."""
    shop = {"enterpriseNumber": "411702543"}
    search = {"employer": shop}
    known: Known = {"periodId": [PERIOD], "employer": [shop]}
    calls = Exploration(sim, "dimona", known, {"employer": search}, confined=True)
    assert calls.explore("getPeriod", invalid=False) == {200}
    urls = [one["url"] for one in sim.requests.list(operation="getPeriod")]
    assert {url.rpartition("/")[2] for url in urls} == {str(PERIOD)}
    calls.explore("searchPeriods", invalid=False)
    bodies = [one["request"]["body"] for one in sim.requests.find(operation="searchPeriods")]
    employers = [body["employer"] for body in bodies if body and "employer" in body]
    assert employers
    assert all(one == shop for one in employers)


@pytest.mark.parametrize(
    ("body", "varied"),
    [
        ({}, [{"a": 1}, {}]),
        ({"c": 2}, [{"a": 1, "c": 2}, {"c": 2}]),
        ({"b": 2}, [{"b": 2, "x": 0}, {"b": 1, "x": 0}]),
        ([{"b": 2}, 3], [[{"b": 2, "x": 0}, 3], [{"b": 1, "x": 0}, 3]]),
    ],
    ids=["nothing", "nothing known", "something known", "a list"],
)
def test_a_body_that_tells_nothing_is_over_any(body: object, varied: list[object]) -> None:
    """Without a member that tells a sound body apart the one for any is beneath."""
    assert variations({"b": {"b": 1, "x": 0}, ANY: {"a": 1}}, body) == varied


def test_calls_arrive_as_they_were_made() -> None:
    """Bytes of headers and bodies are kept, and an answer is read as it was meant."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        headers = {"Content-Encoding": "gzip", "Location": f"{PLACE}/1"}
        return httpx.Response(302, headers=headers, content=gzip.compress(b'{"a": 1}'))

    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        response = session_of(client).post(
            f"{PLACE}?a=%2F",
            data="é".encode(),
            headers={"Employer": "ö"},
            allow_redirects=False,
        )
    assert (response.status_code, response.json()) == (302, {"a": 1})
    assert response.headers["Location"] == f"{PLACE}/1"
    assert "content-encoding" not in response.headers
    (call,) = seen
    assert (str(call.url), call.content) == (f"{PLACE}?a=%2F", "é".encode())
    assert dict(call.headers.raw)[b"Employer"] == "ö".encode("latin-1")
