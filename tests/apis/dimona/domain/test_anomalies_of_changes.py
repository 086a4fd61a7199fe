"""Anomalies of Dimona Out, update and cancel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from invaller.apis.dimona.domain.anomaly import Result
from invaller.apis.dimona.domain.decision import Decision
from invaller.apis.dimona.domain.shape import Features
from invaller.apis.dimona.domain.situation import StudentAccount

Act = Callable[[Any], Decision]
MakePeriod = Callable[[Any], Any]

REMOVED = "9999-12-31"
END_OF_MAY = date(2024, 5, 31)


def case(code: str, act: Act, *others: str) -> Any:
    """A declaration that gets this anomaly, and only the others named beside it."""
    mark = pytest.mark.behaviour(f"dimona.anomaly.{code}")
    return pytest.param({code, *others}, act, id=code, marks=mark)


def ordinary(**changes: Any) -> MakePeriod:
    """An ordinary period."""
    return lambda scene: scene.period(**changes)


def student(**changes: Any) -> MakePeriod:
    """A period of a student."""
    return lambda scene: scene.student(**changes)


def extra(**changes: Any) -> MakePeriod:
    """A day of occasional work in horeca, a week after the moment of the tests."""
    return lambda scene: scene.extra(**changes)


def flexi(**changes: Any) -> MakePeriod:
    """A flexi-job period in May."""
    return lambda scene: scene.period("FLX", **{"end_date": END_OF_MAY, **changes})


def ended(scene: Any) -> Any:
    """An ordinary period that ends on 31 May 2024."""
    return scene.period(end_date=END_OF_MAY)


def agency(scene: Any) -> Any:
    """A period of an agency worker."""
    return scene.period(commission="322", end_date=END_OF_MAY)


def outs(period: MakePeriod, **block: Any) -> Act:
    """A Dimona Out of such a period."""
    return lambda scene: scene.out(period(scene), **block)


def updates(period: MakePeriod, **block: Any) -> Act:
    """An update of such a period."""
    return lambda scene: scene.updates(period(scene), **block)


def cancels(period: MakePeriod, **block: Any) -> Act:
    """A cancel of such a period."""
    return lambda scene: scene.cancels(period(scene), **block)


def updates_beside(other: MakePeriod, period: MakePeriod, **block: Any) -> Act:
    """An update of a period while the worker has another one."""
    return lambda scene: scene.knowing(
        worker_periods=(replace(other(scene), period_id=600036893756),)
    ).updates(period(scene), **block)


def unknown(scene: Any) -> None:
    """No period at all."""


def in_a_row(scene: Any) -> Any:
    """An update by which three days of occasional work follow each other."""
    days = (date(2024, 5, 15), date(2024, 5, 16))
    known = tuple(scene.extra(start_date=day, end_date=day, period_id=day.day) for day in days)
    return scene.knowing(worker_periods=known).updates(
        scene.extra(), startDate="2024-05-14", endDate="2024-05-14"
    )


REFUSED = [
    case("00913-001", outs(unknown, periodId=None)),
    case("00913-001", updates(unknown, periodId=None)),
    case("00913-001", cancels(unknown, periodId=None)),
    case("00913-003", cancels(unknown, periodId=123456789123)),
    case("00913-003", cancels(unknown, periodId="6000502018")),
    case("00913-354", cancels(unknown)),
    case("00913-354", outs(unknown)),
    case("00913-354", updates(unknown)),
    case("00913-355", cancels(ordinary(is_canceled=True))),
    case("00913-355", outs(ordinary(is_canceled_nsso=True))),
    case("00913-355", updates(ordinary(is_canceled=True), startDate="2024-05-02")),
    case("00913-356", outs(ended)),
    case("00913-359", updates(ordinary(), endDate="2024-05-31")),
    case("00913-362", cancels(ordinary(is_locked=True))),
    case("00913-368", updates(student(), endDate=REMOVED)),
    case("00913-368", updates(agency, endDate=REMOVED)),
    case("90378-368", updates(flexi(), endDate=REMOVED)),
    case("00911-001", outs(ordinary(), endDate=None)),
    case("00911-003", outs(ordinary(), endDate="31/05/2024")),
    case("00911-008", outs(ordinary(), endDate=REMOVED)),
    case("00911-008", updates(ended, endDate="2034-01-01")),
    case("00911-014", outs(ordinary(), endDate="2024-04-30")),
    case("00911-014", updates(ended, endDate="2024-04-30")),
    case("00911-344", updates(flexi(), endDate="2024-06-01")),
    case("00910-003", updates(ended, startDate="1 May")),
    case("00910-005", updates(student(), startDate="2024-05-02", endDate="2024-05-30")),
    case("00910-005", outs(ordinary(), startDate="2024-05-01")),
    case("00910-005", cancels(ordinary(), startDate="2024-05-01")),
    case("00910-008", updates(ended, startDate="1919-01-01"), "90378-343"),
    case("00910-344", updates(ended, startDate="2024-05-02")),
    case("00910-459", in_a_row),
    case("00777-003", updates(extra(), startHour="9")),
    case("00777-005", updates(ended, startHour="0900"), "90378-360"),
    case("00777-005", outs(ordinary(), startHour="0900")),
    case("00778-003", updates(extra(), endHour="2500")),
    case("00778-005", updates(flexi(), endDate="2024-05-30", endHour="1700")),
    case("00778-005", cancels(ordinary(), endHour="0900")),
    case("00778-345", updates(extra(), endHour="0859")),
    case("01135-003", updates(student(), plannedHoursNumber=0)),
    case("01135-005", updates(ended, endDate="2024-05-30", plannedHoursNumber=10)),
    case("01017-005", updates(student(), plannedDaysNumber=10)),
    case("90378-333", updates_beside(extra(), extra(end_hour="1600"), endHour="1700")),
    case(
        "90378-334",
        updates_beside(ended, ordinary(start_date=date(2024, 6, 3)), startDate="2024-05-31"),
    ),
    case("90378-341", updates(extra(), endDate="2024-05-14", endHour="0901")),
    case("90378-343", updates(ended, startDate="1989-12-31")),
    case("90378-360", updates(ended)),
    case("90378-360", updates(student())),
    case("90378-360", updates(ended, plannedHoursNumber=8), "01135-005"),
    case("90378-361", updates(extra())),
    case("90378-421", updates(student(), endDate="2024-07-01")),
    case("90378-444", updates(ended, endDate="2024-05-31")),
    case("90378-444", updates(ordinary(), endDate=REMOVED)),
    case("90378-444", updates(student(), startDate="2024-05-01", plannedHoursNumber=100)),
]


@pytest.mark.parametrize(("expected", "act"), REFUSED)
def test_a_wrong_change_is_refused(scene: Any, expected: set[str], act: Act) -> None:
    """A wrong change gets exactly its anomalies and leaves the period as it is."""
    decision = act(scene)
    assert {anomaly.code for anomaly in decision.anomalies} == expected
    assert decision.result is Result.REFUSED
    assert decision.changes_nothing


@pytest.mark.behaviour("dimona.anomaly.90378-460")
def test_a_late_update_is_accepted_with_a_warning(scene: Any) -> None:
    """Leaving earlier is declared on the next working day; later it warns and marks the period."""
    decision = scene.updates(ended(scene), endDate="2024-05-02")
    assert [anomaly.code for anomaly in decision.anomalies] == ["90378-460"]
    assert decision.result is Result.WARNING
    assert (decision.period.end_date, decision.period.is_late) == (date(2024, 5, 2), True)
    assert decision.period.anomalies == ("90378-460",)


def test_an_out_closes_the_period(scene: Any) -> None:
    """An accepted Out sets the end date and changes nothing else."""
    period = scene.period()
    decision = scene.out(period)
    assert (decision.result, decision.anomalies) == (Result.ACCEPTED, ())
    assert decision.period == replace(
        period,
        end_date=END_OF_MAY,
        last_dimona_type="out",
        last_update_date=date(2024, 5, 6),
    )


@pytest.mark.behaviour("dimona.period.update-leaves-rest")
def test_an_update_changes_what_it_names(scene: Any) -> None:
    """An accepted update changes the named members only."""
    period = scene.extra()
    decision = scene.updates(period, endHour="1800")
    assert decision.result is Result.ACCEPTED
    assert decision.period == replace(
        period,
        end_hour="1800",
        last_dimona_type="update",
        last_update_date=date(2024, 5, 6),
    )


@pytest.mark.behaviour("dimona.period.reopened")
def test_an_end_date_is_removed_by_the_year_9999(scene: Any) -> None:
    """The end date 9999-12-31 opens an ordinary period again."""
    decision = scene.updates(ended(scene), endDate=REMOVED)
    assert (decision.result, decision.period.end_date) == (Result.ACCEPTED, None)


def test_a_start_can_be_postponed_until_it_comes(scene: Any) -> None:
    """Before the work starts its start date can move later."""
    period = scene.period(start_date=date(2024, 5, 6), end_date=END_OF_MAY)
    decision = scene.updates(period, startDate="2024-05-07")
    assert (decision.result, decision.period.start_date) == (Result.ACCEPTED, date(2024, 5, 7))


@pytest.mark.behaviour("dimona.student.unchanged-start-accepted")
def test_a_student_may_repeat_the_start_date(scene: Any) -> None:
    """Clients send the unchanged start date with the new end date: it is accepted."""
    decision = scene.updates(scene.student(), startDate="2024-05-01", endDate="2024-05-30")
    assert (decision.result, decision.period.end_date) == (Result.ACCEPTED, date(2024, 5, 30))


def test_a_cancel_keeps_the_dates(scene: Any) -> None:
    """A cancelled period stays readable with its dates."""
    period = scene.student()
    decision = scene.cancels(period)
    assert decision.result is Result.ACCEPTED
    assert decision.period == replace(
        period,
        is_canceled=True,
        last_dimona_type="cancel",
        last_update_date=date(2024, 5, 6),
    )


def test_a_flexi_job_can_end_earlier(scene: Any) -> None:
    """Only postponing the end of a flexi-job is forbidden."""
    decision = scene.updates(scene.period("FLX", end_date=END_OF_MAY), endDate="2024-05-30")
    assert decision.result is Result.ACCEPTED


def test_a_one_day_flexi_job_changes_its_hours(scene: Any) -> None:
    """The hours of a flexi-job of one day may change."""
    day = date(2024, 5, 13)
    period = scene.period("FLX", start_date=day, end_date=day, start_hour="0900", end_hour="1200")
    decision = scene.updates(period, startHour="1000")
    assert (decision.result, decision.period.start_hour) == (Result.ACCEPTED, "1000")


def test_an_unchanged_start_is_not_postponed(scene: Any) -> None:
    """The start date of an ordinary period may be repeated after the work has started."""
    decision = scene.updates(ended(scene), startDate="2024-05-01", endDate="2024-05-30")
    assert decision.result is Result.ACCEPTED


def test_planned_days_of_before_2017_can_change(scene: Any) -> None:
    """The planned days of an old student period are changed by an update."""
    days = {"start_date": date(2016, 12, 1), "end_date": date(2016, 12, 31), "planned_days": 5}
    decision = scene.updates(scene.student(planned_hours=None, **days), plannedDaysNumber=6)
    assert (decision.result, decision.period.planned_days) == (Result.ACCEPTED, 6)


def test_an_update_does_not_meet_its_own_period(scene: Any) -> None:
    """The period that is updated is no rival of itself, another with other features neither."""
    other = replace(scene.period(), period_id=600036893756, features=Features("XXX", "DWD"))
    decision = scene.knowing(worker_periods=(other,)).updates(ended(scene), endDate="2024-05-30")
    assert decision.result is Result.ACCEPTED


def test_a_student_update_above_the_quota_warns(scene: Any) -> None:
    """More planned hours than the quota leaves are accepted with a warning and the excess."""
    account = StudentAccount(quota=650, reserved=600)
    decision = scene.knowing(student_account=account).updates(
        scene.student(), plannedHoursNumber=60
    )
    assert [anomaly.code for anomaly in decision.anomalies] == ["90017-369"]
    assert [(item.type, item.value) for item in decision.informations] == [
        ("QUOTA WARNING: STUDENT", "10")
    ]
    assert decision.student.hours == 50
