"""Anomalies about dates, hours and planned work of a Dimona In, and about the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from invaller.apis.dimona.domain.anomaly import Result
from invaller.apis.dimona.domain.decision import Decision
from invaller.apis.dimona.domain.period import EmployerKey
from invaller.apis.dimona.domain.shape import Features
from invaller.apis.dimona.domain.situation import StudentAccount

Act = Callable[[Any], Decision]

MONDAY, TUESDAY = "2024-05-13", "2024-05-14"
HORECA_USER = {"enterpriseNumber": "0800002352", "jointCommissionNumber": "302"}


def case(code: str, act: Act, *others: str) -> Any:
    """A declaration that gets this anomaly, and only the others named beside it."""
    mark = pytest.mark.behaviour(f"dimona.anomaly.{code}")
    return pytest.param({code, *others}, act, id=code, marks=mark)


def enters(*args: Any, **kwargs: Any) -> Act:
    """A Dimona In with these changes."""
    return lambda scene: scene.enters(*args, **kwargs)


def beside(period: Callable[[Any], Any], *args: Any, **kwargs: Any) -> Act:
    """A Dimona In of a worker who has this period already."""
    return lambda scene: scene.knowing(
        worker_periods=(replace(period(scene), period_id=600036893756),)
    ).enters(*args, **kwargs)


def in_a_row(scene: Any) -> Any:
    """A third consecutive day of occasional work in horeca."""
    days = (date(2024, 5, 11), date(2024, 5, 12))
    known = tuple(
        scene.extra(start_date=day, end_date=day, period_id=600036893756 + index)
        for index, day in enumerate(days)
    )
    return scene.knowing(worker_periods=known).enters("EXT", "302")


def same_open(scene: Any) -> Any:
    """An open ordinary period that starts on the Monday."""
    return scene.period(start_date=date(2024, 5, 13))


REFUSED = [
    case("00910-001", enters(startDate=None)),
    case("00910-003", enters(startDate="13/05/2024")),
    case("00910-003", enters(startDate="20240513")),
    case("00910-003", enters(startDate="2024-02-30")),
    case("00910-008", enters(startDate="1919-12-31"), "90373-343"),
    case("00910-008", enters(startDate="2034-01-01")),
    case("00910-008", enters("FLX", startDate="2024-07-01", endDate="2024-07-02")),
    case("00910-008", enters("O17", startDate="2021-12-31", endDate="2021-12-31")),
    case("00910-008", enters("O17", startDate="2024-05-22", endDate="2024-05-22")),
    case(
        "00910-008",
        enters("S17", startDate="2024-05-22", endDate="2024-05-22", plannedHoursNumber=5),
    ),
    case("00910-008", enters("T17", startDate="2024-05-22", endDate="2024-05-22")),
    case("00911-001", enters("STU", endDate=None)),
    case("00911-001", enters("EXT", endDate=None)),
    case("00911-001", enters("IVT", endDate=None)),
    case("00911-001", enters("T17", endDate=None)),
    case("00911-001", lambda scene: scene.agency(endDate=None)),
    case("00911-003", enters(endDate="2024-13-01")),
    case("00911-008", enters(endDate="9999-12-31")),
    case("00911-008", enters(endDate="2034-01-01")),
    case("00911-008", enters(startDate="1998-01-01", endDate="1998-12-31")),
    case("00911-008", enters("T17", endDate=TUESDAY)),
    case("00911-008", enters("EXT", "302", endDate=TUESDAY, endHour=None)),
    case("00911-014", enters(endDate="2024-05-12")),
    case("90373-421", enters("STU", endDate="2024-07-01")),
    case("90373-421", enters("O17", endDate="2024-07-01")),
    case("00777-001", enters("EXT", startHour=None)),
    case("00777-001", enters("FLX", endDate=MONDAY, endHour="1200")),
    case("00777-003", enters("EXT", startHour="2400")),
    case("00777-003", enters("EXT", startHour="900")),
    case("00777-005", enters(startHour="0900")),
    case("00777-005", enters("FLX", startHour="0900", endHour="1700"), "00778-005"),
    case("00778-001", enters("EXT", endHour=None)),
    case("00778-001", enters("FLX", endDate=MONDAY, startHour="0900")),
    case("00778-003", enters("EXT", endHour="1260")),
    case("00778-005", enters(endHour="1700")),
    case("00778-345", enters("EXT", startHour="1700", endHour="1659")),
    case("90373-341", enters("EXT", endDate=TUESDAY, endHour="0901")),
    case("90373-341", enters("FLX", endDate=TUESDAY, startHour="0900", endHour="0901")),
    case("01135-001", enters("STU", plannedHoursNumber=None)),
    case(
        "01135-001",
        enters("STU", plannedHoursNumber=None, startHour="0900", endHour="1700"),
        "00777-005",
        "00778-005",
    ),
    case("01135-001", enters("O17", plannedHoursNumber=None)),
    case("01135-003", enters("STU", plannedHoursNumber=0)),
    case("01135-003", enters("STU", plannedHoursNumber=1000)),
    case("01135-003", enters("O17", plannedHoursNumber=7.5)),
    case("01135-005", enters(plannedHoursNumber=10)),
    case("01017-001", enters("STU", startDate="2016-12-01", endDate="2016-12-31")),
    case(
        "01017-003",
        enters("STU", startDate="2016-12-01", endDate="2016-12-31", plannedDaysNumber=0),
    ),
    case("01017-005", enters("STU", plannedDaysNumber=5)),
    case("90373-333", beside(same_open, startDate=MONDAY)),
    case("90373-333", beside(lambda s: s.extra(), "EXT", "302")),
    case("90373-334", beside(lambda s: s.period(), startDate=MONDAY)),
    case("90373-334", beside(lambda s: s.extra(end_hour="0901"), "EXT", "302")),
    case("90373-343", enters(startDate="1989-12-31")),
    case("00910-459", in_a_row),
]


@pytest.mark.parametrize(("expected", "act"), REFUSED)
def test_a_wrong_dimona_in_is_refused(scene: Any, expected: set[str], act: Act) -> None:
    """A wrong Dimona In gets exactly its anomalies and changes nothing."""
    decision = act(scene)
    assert {anomaly.code for anomaly in decision.anomalies} == expected
    assert decision.result is Result.REFUSED
    assert decision.changes_nothing


def extras(scene: Any, number: int) -> tuple[Any, ...]:
    """That many days of occasional work in horeca, every other day of 2024."""
    first = date(2024, 1, 1) if number <= 60 else date(2024, 5, 14)
    step = timedelta(days=2 if number <= 60 else 1)
    return tuple(
        scene.extra(
            start_date=first + index * step,
            end_date=first + index * step,
            period_id=600036893756 + index,
        )
        for index in range(number)
    )


WARNED = [
    case("90373-460", enters(startDate="2024-05-05")),
    case("90373-460", enters("EXT", startDate="2024-05-06", endDate="2024-05-06")),
    case(
        "90017-369",
        lambda scene: scene.knowing(student_account=StudentAccount(650, 616)).enters("STU"),
    ),
    case("90017-369", lambda s: s.knowing(worker_periods=extras(s, 50)).enters("EXT", "302")),
    case("90256-369", lambda s: s.knowing(employer_periods=extras(s, 200)).enters("EXT", "302")),
    case("90017-510", lambda scene: scene.knowing(employments=()).enters("FLX")),
]


@pytest.mark.parametrize(("expected", "act"), WARNED)
def test_a_doubtful_dimona_in_is_accepted_with_a_warning(
    scene: Any, expected: set[str], act: Act
) -> None:
    """Lateness, exceeded quotas and flexi conditions only warn: the period is created."""
    decision = act(scene)
    assert {anomaly.code for anomaly in decision.anomalies} == expected
    assert decision.result is Result.WARNING
    assert decision.period is not None
    assert decision.period.is_late is ("90373-460" in expected)


@pytest.mark.parametrize(
    "act",
    [
        enters(endDate=MONDAY),
        enters("STU", endDate="2024-06-30"),
        enters("STU", plannedHoursNumber=8.0),
        enters("EXT", endDate=TUESDAY, endHour="0900"),
        enters("EXT", "302", endHour=None),
        enters("FLX", endDate=None),
        enters("FLX", startDate="2024-06-30", endDate="2024-07-01"),
        enters("FLX", endDate=TUESDAY, startHour="2200", endHour="0400"),
        enters("FLX", endDate=MONDAY, startHour="0900", endHour="1700"),
        enters("T17", startDate="2024-05-21", endDate="2024-05-21"),
        enters("O17", startDate="2024-05-21", endDate="2024-05-21"),
        enters("S17", startDate="2024-05-21", endDate="2024-05-21", plannedHoursNumber=5),
        enters("EXT", startDate="2024-05-06", endDate="2024-05-06", startHour="1100"),
        beside(lambda s: s.period(end_date=date(2024, 5, 12)), startDate=MONDAY),
        beside(lambda s: replace(s.period(), is_canceled=True)),
        beside(lambda s: replace(s.period(), is_canceled_nsso=True)),
        beside(lambda s: s.period("OTH", "302")),
        beside(lambda s: replace(s.period(), features=Features("XXX", "OTH", "1"))),
        beside(lambda s: s.period(employer=EmployerKey(None, "0800002352"))),
        beside(lambda s: s.extra(end_hour="0900", start_hour="0700"), "EXT", "302"),
        beside(lambda s: s.extra(end_hour="1900", start_hour="1700"), "EXT", "302"),
        beside(lambda s: s.extra(start_date=date(2024, 5, 12), end_date=date(2024, 5, 12)), "EXT"),
    ],
)
def test_a_sound_dimona_in_is_accepted(scene: Any, act: Act) -> None:
    """Declarations at the edge of the rules, and beside periods that do not touch, pass."""
    decision = act(scene)
    assert (decision.result, decision.anomalies) == (Result.ACCEPTED, ())


def test_a_flexi_job_is_declared_31_days_before_its_quarter(scene: Any) -> None:
    """From 31 days before the quarter of entry, not a day earlier."""
    dates = {"startDate": "2024-09-30", "endDate": "2024-10-01"}
    scene = scene.knowing(employments=None)
    assert scene.on(2024, 5, 31, 12).enters("FLX", **dates).result is Result.ACCEPTED
    (anomaly,) = scene.on(2024, 5, 30, 12).enters("FLX", **dates).anomalies
    assert (anomaly.code, anomaly.nearest) == ("00910-008", "2024-06-30")


@pytest.mark.behaviour("dimona.horeca.agency-counts-on-user")
def test_agency_extras_count_for_the_user(scene: Any) -> None:
    """Occasional work through an agency in horeca follows the rules of the user's horeca."""
    scene = scene.knowing(
        user_enterprise={"enterpriseNumber": "0800002352"}, worker_periods=extras(scene, 50)
    )
    decision = scene.enters("EXT", "322", features={"userEnterprise": HORECA_USER}, endHour=None)
    assert [anomaly.code for anomaly in decision.anomalies] == ["90017-369"]


@pytest.mark.behaviour("dimona.horeca.two-hundred-days-an-employer")
def test_several_workers_on_a_day_are_one_day_of_the_employer(scene: Any) -> None:
    """A day that counts already for the employer costs no further day."""
    known = extras(scene, 200)
    taken = tuple(replace(period, worker="93051822361") for period in known)
    decision = scene.knowing(employer_periods=taken).enters(
        "EXT", "302", startDate="2024-05-14", endDate="2024-05-14"
    )
    assert decision.result is Result.ACCEPTED


def test_students_declared_days_until_2016(scene: Any) -> None:
    """Before 2017 a student needs planned days and no planned hours."""
    dates = {"startDate": "2016-12-01", "endDate": "2016-12-31"}
    decision = scene.on(2016, 11, 30).enters(
        "STU", plannedHoursNumber=None, plannedDaysNumber=5, **dates
    )
    assert (decision.result, decision.period.planned_days) == (Result.ACCEPTED, 5)


def test_students_declare_hours_from_2017(scene: Any) -> None:
    """From 1 January 2017 a student needs planned hours and no planned days."""
    dates = {"startDate": "2017-01-01", "endDate": "2017-01-31"}
    decision = scene.on(2016, 12, 30).enters("STU", **dates)
    assert (decision.result, decision.period.planned_hours) == (Result.ACCEPTED, 38)


def test_a_user_enterprise_is_the_same_with_nine_digits(scene: Any) -> None:
    """The same agency work is double, whether the user has nine or ten digits."""
    user = {"enterpriseNumber": "800002352", "jointCommissionNumber": "XXX"}
    first = scene.agency()
    known = scene.knowing(worker_periods=(replace(first.period, period_id=600036893756),))
    assert [anomaly.code for anomaly in known.agency(user).anomalies] == ["90373-333"]


@pytest.mark.behaviour("dimona.duplicate.same-features")
@pytest.mark.parametrize(
    ("features", "code"),
    [({}, "90373-333"), ({"subEntityNumber": "2"}, None), ({"subEntityNumber": 1}, "90373-333")],
)
def test_only_equal_features_meet(scene: Any, features: dict[str, Any], code: str | None) -> None:
    """Sub-entity 1 meets sub-entity "1", and no other one."""
    known = {**scene.employer_record, "subEntities": [1, 2]} if features else scene.employer_record
    other = replace(
        same_open(scene),
        features=Features("XXX", "OTH", "1" if features else None),
        period_id=600036893756,
    )
    decision = scene.knowing(employer=known, worker_periods=(other,)).enters(features=features)
    assert [anomaly.code for anomaly in decision.anomalies] == ([code] if code else [])


@pytest.mark.behaviour("dimona.flexi.other-work-same-quarter")
@pytest.mark.parametrize(
    ("worker_type", "start", "end", "warned"),
    [
        ("OTH", date(2024, 5, 1), None, True),
        ("STU", date(2024, 1, 1), date(2024, 4, 1), True),
        ("EXT", date(2024, 5, 12), date(2024, 5, 12), True),
        ("OTH", date(2024, 1, 1), date(2024, 3, 31), False),
        ("OTH", date(2024, 5, 20), None, False),
        ("DWD", date(2024, 5, 1), None, False),
    ],
)
def test_no_flexi_job_after_other_work_in_the_quarter(
    scene: Any, worker_type: str, start: date, end: date | None, warned: bool
) -> None:
    """OTH, STU or EXT with the same employer earlier in the quarter warns, later it does not."""
    other = scene.period(worker_type, start_date=start, end_date=end, period_id=600036893756)
    decision = scene.knowing(worker_periods=(other,)).enters("FLX")
    assert [a.code for a in decision.anomalies] == (["90017-510"] if warned else [])
    elsewhere = replace(other, employer=EmployerKey(None, "0800002352"))
    assert scene.knowing(worker_periods=(elsewhere,)).enters("FLX").anomalies == ()
