"""The latest moment of a Dimona In and of each change that an update makes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from invaller.apis.dimona.domain.decision import Decision

FRIDAY = date(2024, 5, 17)
FRIDAY_NIGHT = {"start_hour": "1600", "end_hour": "2200"}


def is_late(decision: Decision) -> bool:
    """Whether an accepted declaration was marked as late."""
    assert decision.period is not None
    codes = [anomaly.code for anomaly in decision.anomalies]
    assert decision.period.is_late is bool({"90373-460", "90378-460"} & set(codes))
    return decision.period.is_late


@pytest.mark.behaviour("dimona.late.in")
@pytest.mark.parametrize(
    ("received", "late"),
    [
        ((2024, 5, 13, 21, 59, 59), False),
        ((2024, 5, 13, 22, 0), True),
        ((2024, 5, 12, 23, 0), False),
    ],
)
def test_an_in_without_hour_is_in_time_all_day(
    scene: Any, received: tuple[int, ...], late: bool
) -> None:
    """Until midnight in Brussels (22:00 UTC in summer) of the start date an In is in time."""
    assert is_late(scene.on(*received).enters(startDate="2024-05-13")) is late


@pytest.mark.behaviour("dimona.late.in")
@pytest.mark.parametrize(
    ("received", "late"), [((2024, 5, 13, 7, 0), False), ((2024, 5, 13, 7, 0, 1), True)]
)
def test_an_in_with_an_hour_is_in_time_until_the_work_starts(
    scene: Any, received: tuple[int, ...], late: bool
) -> None:
    """Work at 09:00 in Brussels is declared by 07:00 UTC in summer."""
    assert is_late(scene.on(*received).enters("EXT")) is late


def test_winter_time_is_the_legal_time(scene: Any) -> None:
    """In winter 09:00 in Brussels is 08:00 UTC."""
    dates = {"startDate": "2024-01-15", "endDate": "2024-01-15"}
    assert is_late(scene.on(2024, 1, 15, 8).enters("EXT", **dates)) is False
    assert is_late(scene.on(2024, 1, 15, 8, 0, 1).enters("EXT", **dates)) is True


@pytest.mark.behaviour("dimona.late.update-end")
@pytest.mark.behaviour("dimona.late.working-days")
@pytest.mark.parametrize(
    ("new_end", "received", "late"),
    [
        ("2024-05-16", (2024, 5, 17, 21, 0), False),
        ("2024-05-16", (2024, 5, 18, 9, 0), True),
        ("2024-05-20", (2024, 5, 20, 21, 0), False),
        ("2024-05-20", (2024, 5, 21, 9, 0), True),
        ("9999-12-31", (2024, 5, 20, 21, 0), False),
        ("9999-12-31", (2024, 5, 21, 9, 0), True),
    ],
)
def test_an_end_that_moves_is_declared_on_the_next_working_day(
    scene: Any, new_end: str, received: tuple[int, ...], late: bool
) -> None:
    """After the new end when it comes earlier, after the planned end when it comes later.

    17 May 2024 is a Friday: the next working day is Monday the 20th.
    """
    period = scene.period(end_date=FRIDAY)
    assert is_late(scene.on(*received).updates(period, endDate=new_end)) is late


@pytest.mark.behaviour("dimona.late.update-start")
@pytest.mark.parametrize(
    ("received", "late"), [((2024, 5, 8, 21, 0), False), ((2024, 5, 8, 23, 0), True)]
)
def test_an_earlier_start_is_declared_before_it(
    scene: Any, received: tuple[int, ...], late: bool
) -> None:
    """A start that moves to 8 May is declared on 8 May at the latest."""
    period = scene.period(start_date=date(2024, 5, 13))
    assert is_late(scene.on(*received).updates(period, startDate="2024-05-08")) is late


@pytest.mark.behaviour("dimona.late.extra-hours")
@pytest.mark.parametrize(
    ("end_hour", "received", "late"),
    [
        ("2100", (2024, 5, 17, 21, 59), False),
        ("2100", (2024, 5, 17, 22, 1), True),
        ("2300", (2024, 5, 18, 6, 0), False),
        ("2300", (2024, 5, 18, 6, 1), True),
    ],
)
def test_the_end_hour_of_an_evening(
    scene: Any, end_hour: str, received: tuple[int, ...], late: bool
) -> None:
    """Earlier than 22:00: before midnight. Later: until 08:00 on the next morning."""
    period = scene.extra(start_date=FRIDAY, end_date=FRIDAY, **FRIDAY_NIGHT)
    assert is_late(scene.on(*received).updates(period, endHour=end_hour)) is late


@pytest.mark.behaviour("dimona.late.extra-hours")
def test_the_evening_starts_at_eight(scene: Any) -> None:
    """An end planned at 20:00 exactly can be moved later until 08:00 on the next morning."""
    period = scene.extra(start_date=FRIDAY, end_date=FRIDAY, end_hour="2000")
    at_seven = scene.on(2024, 5, 18, 5).updates(period, endHour="2100")
    assert is_late(at_seven) is False


@pytest.mark.behaviour("dimona.late.extra-hours")
@pytest.mark.parametrize(
    ("received", "late"), [((2024, 5, 13, 23, 0), False), ((2024, 5, 13, 23, 1), True)]
)
def test_the_end_hour_of_a_day(scene: Any, received: tuple[int, ...], late: bool) -> None:
    """Later than 17:00 is declared within eight hours after 17:00."""
    period = scene.extra()
    assert is_late(scene.on(*received).updates(period, endHour="1800")) is late


@pytest.mark.parametrize(
    ("received", "late"), [((2024, 5, 13, 7, 0), False), ((2024, 5, 13, 7, 1), True)]
)
def test_the_start_hour_changes_before_the_start(
    scene: Any, received: tuple[int, ...], late: bool
) -> None:
    """The start hour of an occasional worker changes before the work starts."""
    assert is_late(scene.on(*received).updates(scene.extra(), startHour="1000")) is late


def test_once_late_always_late(scene: Any) -> None:
    """A period that was declared late stays late after an update in time."""
    period = scene.period(end_date=FRIDAY, is_late=True, anomalies=("90373-460",))
    decision = scene.updates(period, endDate="2024-05-16")
    assert decision.anomalies == ()
    assert (decision.period.is_late, decision.period.anomalies) == (True, ("90373-460",))


@pytest.mark.behaviour("dimona.late.out-and-cancel-have-no-code")
def test_outs_and_cancels_are_never_marked_late(scene: Any) -> None:
    """No anomaly exists for a late Out or cancel."""
    late = scene.on(2024, 12, 1)
    for decision in (late.out(scene.period()), late.cancels(scene.period())):
        assert is_late(decision) is False
