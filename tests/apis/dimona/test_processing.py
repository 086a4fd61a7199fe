"""When a declaration has its result, and what is answered until then."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")

PERIOD = 600050201853
"""The seeded period of permanent horeca staff (Dimona WS REST v2, 7.1.2)."""

PRESENCE = {
    "dailyRegistrationIn": {"periodId": PERIOD, "startDate": "2024-01-15", "startHour": "1630"}
}
CANCEL = {"dimonaCancel": {"periodId": PERIOD}}
UPDATE = {"dimonaUpdate": {"periodId": PERIOD, "startDate": "2023-10-25"}}


def delays(dimona: Dimona) -> list[float]:
    """Seconds from now until each declaration that is pending has its result."""
    now = dimona.sim.clock.now
    due = [datetime.fromisoformat(item["due"]) for item in dimona.sim.pending.list()]
    return [(moment - now).total_seconds() for moment in due]


@pytest.mark.behaviour("dimona.processing.never-before-two-seconds")
def test_nothing_is_processed_within_two_seconds(dimona: Dimona) -> None:
    """Of forty declarations none has a result a microsecond before two seconds."""
    numbers = [dimona.submit(dimona.entering()) for _ in range(40)]
    dimona.sim.clock.advance(timedelta(seconds=2, microseconds=-1))
    statuses = {dimona.get(f"/declarations/{number}").status_code for number in numbers}
    assert statuses == {404}


@pytest.mark.behaviour("dimona.processing.distribution")
def test_processing_times_are_those_of_production(dimona: Dimona) -> None:
    """Of 300 declarations the mean is 2.5 s, over 90 % take under 3 s, over 98 % under 4 s."""
    for _ in range(300):
        dimona.submit(CANCEL)
    taken = delays(dimona)
    assert sum(taken) / len(taken) == pytest.approx(2.5, abs=0.05)
    assert sum(delay < 3 for delay in taken) > 0.90 * len(taken)
    assert sum(delay < 4 for delay in taken) > 0.98 * len(taken)
    assert min(taken) >= 2


@pytest.mark.behaviour(
    "dimona.processing.daily-registrations-same", "dimona.processing.cancels-like-others"
)
@pytest.mark.parametrize("body", [PRESENCE, CANCEL, UPDATE])
def test_every_kind_takes_the_same_time(dimona: Dimona, body: dict[str, Any]) -> None:
    """From the same state each kind of declaration takes exactly as long as a dimonaIn."""
    dimona.bearer()  # so that the snapshot holds the token
    dimona.sim.snapshot("before")
    dimona.submit(dimona.entering())
    expected = delays(dimona)
    dimona.sim.restore("before")
    dimona.submit(body)
    assert delays(dimona) == expected


@pytest.mark.behaviour("dimona.processing.judged-by-reception", "dimona.period.dates-are-brussels")
@pytest.mark.sim(now="2024-01-15T23:59:59+01:00")
def test_a_declaration_is_judged_by_its_reception(dimona: Dimona) -> None:
    """Received in the last second of its start date it is in time, and created on that date."""
    declared = dimona.enter(startDate="2024-01-15")
    assert (declared.result, declared.codes) == ("A", [])
    period = dimona.period(declared.subject)
    assert (period["creationDate"], period["lastUpdateDate"]) == ("2024-01-15", "2024-01-16")


@pytest.mark.behaviour("dimona.result.404-while-pending")
def test_the_result_is_there_from_the_moment_of_processing(dimona: Dimona) -> None:
    """GET answers 404 up to the microsecond before the declaration is processed, 200 after."""
    number = dimona.submit(dimona.entering())
    assert dimona.get(f"/declarations/{number}").status_code == 404
    until_due = timedelta(seconds=delays(dimona)[0])
    dimona.sim.clock.advance(until_due - timedelta(microseconds=1))
    assert dimona.get(f"/declarations/{number}").status_code == 404
    dimona.sim.clock.advance(timedelta(microseconds=1))
    assert dimona.result(number).result == "A"


@pytest.mark.behaviour("dimona.pending.message", "dimona.status-message.members")
def test_pending_is_told_in_the_words_of_the_document(dimona: Dimona) -> None:
    """The StatusMessage has the printed members and message, with the space that begins it."""
    number = dimona.submit(dimona.entering())
    response = dimona.get(f"/declarations/{number}")
    message = response.json()
    assert UUID(message.pop("id")).version == 4
    assert (response.status_code, message) == (
        404,
        {
            "code": "Not Found",
            "message": f" Declaration with Dimona Declaration Nbr {number} has been submitted "
            "but not processed yet",
            "contact": None,
            "environment": None,
            "stackTrace": [],
            "details": [],
        },
    )


@pytest.mark.behaviour("dimona.unknown.message", "dimona.status-message.members")
@pytest.mark.parametrize("number", ["700125761015", "700125761002", "1"])
def test_unknown_is_told_in_the_words_of_the_document(dimona: Dimona, number: str) -> None:
    """The StatusMessage repeats the number as it was sent, whatever its check digits."""
    response = dimona.get(f"/declarations/{number}")
    message = response.json()
    assert UUID(message.pop("id")).version == 4
    assert (response.status_code, message) == (
        404,
        {
            "code": "Not Found",
            "message": "No declaration has been submitted with this Dimona Declaration Nbr "
            f"{number}",
            "contact": None,
            "environment": None,
            "stackTrace": [],
            "details": [],
        },
    )


@pytest.mark.behaviour("dimona.unknown.not-a-number-400")
def test_a_declaration_number_is_made_of_digits(dimona: Dimona) -> None:
    """Anything but up to eighteen digits answers 400 that names declarationId."""
    for number in ("abc", "60005020185x", "-1", "1.0", "1" * 19, "%D9%A1"):
        response = dimona.get(f"/declarations/{number}")
        assert response.status_code == 400
        assert [issue["name"] for issue in response.json()["issues"]] == ["declarationId"]


@pytest.mark.behaviour("dimona.polling.too-early")
@pytest.mark.parametrize(("after", "early"), [("PT0S", True), ("PT1.9S", True), ("PT2S", False)])
def test_asking_within_two_seconds_is_a_finding(dimona: Dimona, after: str, early: bool) -> None:
    """The call is answered as ever, and recorded when it came before two seconds."""
    dimona.sim.settings.change(processing="hold")
    number = dimona.submit(dimona.entering())
    dimona.wait(after)
    response = dimona.get(f"/declarations/{number}")
    assert (response.status_code, response.json()["code"]) == (404, "Not Found")
    assert dimona.findings() == (["dimona.polling.too-early"] if early else [])


@pytest.mark.behaviour("dimona.polling.too-often")
@pytest.mark.sim(processing="hold")
@pytest.mark.parametrize(
    ("first", "apart", "often"),
    [
        ("PT2S", "PT0.9S", True),
        ("PT2S", "PT1S", False),
        ("PT29S", "PT1S", False),
        ("PT31S", "PT59S", True),
        ("PT31S", "PT1M", False),
        ("PT19M", "PT59S", True),
        ("PT19M", "PT1M", False),
        ("PT20M", "PT59M", True),
        ("PT20M", "PT1H", False),
    ],
)
def test_asking_too_often_is_a_finding(dimona: Dimona, first: str, apart: str, often: bool) -> None:
    """Every second up to 30 s, every minute up to 20 min, every hour after that, not faster."""
    number = dimona.submit(dimona.entering())
    for pause in (first, apart):
        dimona.wait(pause)
        assert dimona.get(f"/declarations/{number}").status_code == 404
    assert dimona.findings() == (["dimona.polling.too-often"] if often else [])


@pytest.mark.behaviour("dimona.polling.too-often")
def test_the_pace_is_that_of_one_pending_declaration(dimona: Dimona) -> None:
    """Declarations asked for in turn, and results read again, are no finding."""
    numbers = [dimona.submit(dimona.entering(startDate=f"2024-02-0{day}")) for day in (1, 2)]
    dimona.wait("PT2S")
    for number in numbers:
        assert dimona.get(f"/declarations/{number}").status_code == 404
    dimona.wait("PT4S")
    for number in numbers * 3:
        assert dimona.get(f"/declarations/{number}").status_code == 200
    assert dimona.findings() == []


@pytest.mark.sim(processing="immediate")
def test_immediate_processing_needs_no_clock(dimona: Dimona) -> None:
    """With processing immediate the first GET has the result, at the same instant."""
    assert dimona.result(dimona.submit(dimona.entering())).result == "A"


@pytest.mark.sim(processing="polls:3")
def test_processing_can_wait_for_polls(dimona: Dimona) -> None:
    """With polls:3 the third GET has the result, however long that takes."""
    number = dimona.submit(dimona.entering())
    dimona.wait("PT1H")
    statuses = [dimona.get(f"/declarations/{number}").status_code for _ in range(4)]
    assert statuses == [404, 404, 200, 200]


@pytest.mark.sim(processing="hold")
def test_processing_can_wait_for_a_hand(dimona: Dimona) -> None:
    """With hold a declaration is pending until it is released."""
    number = dimona.submit(dimona.entering())
    dimona.wait("PT24H")
    assert dimona.get(f"/declarations/{number}").status_code == 404
    (held,) = dimona.sim.pending.list()
    assert (held["subject"], held["held"]) == (str(number), True)
    dimona.sim.pending.release(held["id"])
    assert dimona.result(number).result == "A"
