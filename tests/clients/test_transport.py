"""What all clients share: where they call, what they say there, and that they let go."""

import httpx
import pytest

from invaller_clients import DimonaClient

DAY = {"dailyRegistrationId": 234567891234, "periodId": 123456789123}


class Line(httpx.BaseTransport):
    """A line that keeps what went over it, and whether it was closed."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.closed = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer any request with a daily registration."""
        self.requests.append(request)
        return httpx.Response(200, json=DAY)

    def close(self) -> None:
        """Note that the line was closed."""
        self.closed = True


@pytest.mark.parametrize(
    "base_url",
    [
        DimonaClient.SIMULATION_URL,
        DimonaClient.PRODUCTION_URL,
        "https://services.socialsecurity.be/REST/dimona/v2/",
        "http://127.0.0.1:8080/w/mine/REST/dimona/v2",
    ],
)
def test_every_call_is_below_the_base_url(base_url: str) -> None:
    """A path comes after the whole base URL, with or without a slash or prefix in it."""
    line = Line()
    DimonaClient(base_url, transport=line).daily_registration(234567891234)
    expected = f"{base_url.rstrip('/')}/dailyRegistrations/234567891234"
    assert [str(request.url) for request in line.requests] == [expected]


def test_a_call_asks_for_json_and_has_its_time_limit() -> None:
    """A call accepts JSON and problems in JSON, and waits no longer than the client was told."""
    line = Line()
    client = DimonaClient(DimonaClient.SIMULATION_URL, transport=line, timeout=7.0)
    client.daily_registration(234567891234)
    (request,) = line.requests
    assert request.headers["Accept"] == "application/json, application/problem+json"
    assert set(request.extensions["timeout"].values()) == {7.0}
    assert "Authorization" not in request.headers


def test_a_client_lets_go_of_its_line_when_it_is_closed() -> None:
    """Closing a client closes its transport."""
    line = Line()
    DimonaClient(DimonaClient.SIMULATION_URL, transport=line).close()
    assert line.closed


def test_a_client_lets_go_of_its_line_at_the_end_of_a_block() -> None:
    """The transport is open within a `with` block, and closed after it."""
    line = Line()
    with DimonaClient(DimonaClient.SIMULATION_URL, transport=line) as client:
        client.daily_registration(234567891234)
        assert not line.closed
    assert line.closed
