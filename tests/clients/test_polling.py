"""How often a client looks for a result: the table of Dimona WS REST v2, 3."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller_clients import (
    DOCUMENTED_SCHEDULE,
    DimonaClient,
    Forbidden,
    Result,
    ResultTimeout,
    ServerError,
    TokenUnavailable,
    UnknownDeclaration,
)

NUMBER = 600165606187
PENDING = httpx.Response(404, json={"message": f" {NUMBER} submitted but not processed yet"})
UNKNOWN = httpx.Response(404, json={"message": f"No declaration has been submitted {NUMBER}"})
ACCEPTED = httpx.Response(
    200,
    json={
        "declarationStatus": {
            "declarationId": str(NUMBER),
            "result": "A",
            "period": {"href": f"https://authority.example/periods/{NUMBER}", "id": NUMBER},
            "anomalies": [],
            "informationsCollection": [],
        }
    },
)
WHOLE_SCHEDULE = [2.0, *[1.0] * 28, *[60.0] * 19]


class Patience:
    """A line to an authority whose looks take `latency` seconds, and a clock that waits move."""

    def __init__(self, answer: Callable[[int], httpx.Response], latency: float = 0.0) -> None:
        self.now = 0.0
        self.waits: list[float] = []
        self.looks: list[float] = []
        self._answer = answer
        self._latency = latency

    def wait(self, seconds: float) -> None:
        """Let seconds go by, and note how many."""
        self.waits.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        """The time in seconds."""
        return self.now

    def __call__(self, _: httpx.Request) -> httpx.Response:
        """Answer a look, after the latency."""
        self.looks.append(self.now)
        self.now += self._latency
        return self._answer(len(self.looks))

    def client(self) -> DimonaClient:
        """A client that waits and measures by this clock."""
        transport = httpx.MockTransport(self)
        base = "https://authority.example/REST/dimona/v2"
        return DimonaClient(base, transport=transport, wait=self.wait, clock=self.clock)


def test_the_first_look_is_after_two_seconds() -> None:
    """A result that is there at the first look is given after one wait of two seconds."""
    patience = Patience(lambda _: ACCEPTED)
    declaration = patience.client().result(NUMBER)
    assert (declaration.result, patience.waits) == (Result.ACCEPTED, [2.0])


def test_a_result_is_given_at_the_look_that_finds_it() -> None:
    """A client looks each second, and stops at the look that finds the result."""
    patience = Patience(lambda look: ACCEPTED if look == 4 else PENDING)
    assert patience.client().result(NUMBER).period_id == NUMBER
    assert patience.looks == [2.0, 3.0, 4.0, 5.0]


def test_without_a_result_the_whole_schedule_is_followed() -> None:
    """Each second until 30 s, each minute until 20 min, then ResultTimeout from the last look."""
    patience = Patience(lambda _: PENDING)
    with pytest.raises(ResultTimeout) as caught:
        patience.client().result(NUMBER)
    assert patience.waits == WHOLE_SCHEDULE
    assert (caught.value.declaration_id, caught.value.waited) == (NUMBER, 1170.0)
    assert type(caught.value.__cause__).__name__ == "DeclarationNotYetProcessed"


@pytest.mark.parametrize("status", [500, 503])
def test_a_passing_fault_is_a_look_without_a_result(status: int) -> None:
    """A look that meets a fault of the server does not end the wait."""
    patience = Patience(lambda look: ACCEPTED if look == 3 else httpx.Response(status))
    assert patience.client().result(NUMBER).accepted
    assert patience.waits == [2.0, 1.0, 1.0]


@pytest.mark.parametrize(
    "trouble", [httpx.ReadTimeout("lost"), TokenUnavailable("no token")], ids=["line", "token"]
)
def test_a_broken_line_is_a_look_without_a_result(trouble: Exception) -> None:
    """A look that gets no answer, or no token to ask with, does not end the wait."""

    def first_lost(look: int) -> httpx.Response:
        if look == 1:
            raise trouble
        return ACCEPTED

    patience = Patience(first_lost)
    assert patience.client().result(NUMBER).accepted
    assert patience.waits == [2.0, 1.0]


def test_a_lasting_fault_is_the_cause_of_the_timeout() -> None:
    """When the server only has faults, the ResultTimeout comes from a ServerError."""
    patience = Patience(lambda _: httpx.Response(500))
    with pytest.raises(ResultTimeout) as caught:
        patience.client().result(NUMBER)
    assert type(caught.value.__cause__) is ServerError


@pytest.mark.parametrize(
    ("answer", "kind"), [(UNKNOWN, UnknownDeclaration), (httpx.Response(403), Forbidden)]
)
def test_what_waiting_cannot_mend_is_raised_at_once(
    answer: httpx.Response, kind: type[Exception]
) -> None:
    """An unknown number and a missing right end the wait at the first look."""
    patience = Patience(lambda _: answer)
    with pytest.raises(kind):
        patience.client().result(NUMBER)
    assert patience.waits == [2.0]


def test_slow_answers_count_as_time_gone_by() -> None:
    """When each look takes ten seconds, the looks of the minute stage begin after three."""
    patience = Patience(lambda _: PENDING, latency=10.0)
    with pytest.raises(ResultTimeout):
        patience.client().result(NUMBER)
    assert patience.looks[:5] == [2.0, 13.0, 24.0, 94.0, 164.0]


def moments(latencies: Iterator[float]) -> Iterator[tuple[float, float]]:
    """When each look begins and ends, if they take the given times."""
    now = 0.0
    while (pause := DOCUMENTED_SCHEDULE.pause_after(now)) is not None:
        began = now + pause
        now = began + next(latencies)
        yield began, now


@given(st.lists(st.floats(0.0, 40.0), min_size=50, max_size=50))
def test_no_look_is_more_frequent_than_documented(latencies: list[float]) -> None:
    """However long the looks take: none before 2 s or after 20 min, and never too soon again."""
    looks = list(moments(iter(latencies)))
    assert looks[0][0] == 2.0
    assert all(began <= 1200.0 for began, _ in looks)
    for (_, ended), (began, _) in pairwise(looks):
        assert began - ended >= (1.0 if ended < 30.0 else 60.0) - 1e-9
