"""Student hours, occasional days and flexi conditions, case by case and as laws."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invaller.apis.dimona.domain.anomaly import Result
from invaller.apis.dimona.domain.decision import StudentReservation
from invaller.apis.dimona.domain.period import EmployerKey
from invaller.apis.dimona.domain.shape import Features
from invaller.apis.dimona.domain.situation import StudentAccount

shared = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.behaviour("dimona.student.excess-counts-own-hours")
@pytest.mark.behaviour("dimona.result.no-balance-when-within-quota")
@shared
@given(quota=st.integers(0, 650), reserved=st.integers(0, 800), planned=st.integers(1, 999))
def test_hours_inside_and_excess_add_up(
    scene: Any, quota: int, reserved: int, planned: int
) -> None:
    """Reserved hours and excess make the planned hours, and never pass the quota."""
    account = StudentAccount(quota, reserved)
    decision = scene.knowing(student_account=account).enters("STU", plannedHoursNumber=planned)
    excess = sum(int(item.value) for item in decision.informations)
    assert decision.student.hours + excess == planned
    assert decision.student.hours <= account.remaining
    assert (decision.result is Result.WARNING) is (excess > 0)
    assert [a.code for a in decision.anomalies] == (["90017-369"] if excess else [])


@pytest.mark.behaviour("dimona.result.quota-information")
def test_the_excess_of_the_document(scene: Any) -> None:
    """Four hours too many give the warning and the information of the document's example."""
    account = StudentAccount(475, 441)
    decision = scene.knowing(student_account=account).enters("STU")
    (information,) = decision.informations
    assert (information.type, information.value) == ("QUOTA WARNING: STUDENT", "4")
    assert decision.student == StudentReservation("85051000164", 2024, 600165606187, 34)


@pytest.mark.behaviour("dimona.student.late-hours-outside-quota")
def test_hours_declared_late_stay_outside_the_quota(scene: Any) -> None:
    """A late In of a student reserves nothing and is no excess, however full the quota is."""
    late = scene.knowing(student_account=StudentAccount(650, 650))
    decision = late.enters("STU", startDate="2024-05-05")
    assert [anomaly.code for anomaly in decision.anomalies] == ["90373-460"]
    assert (decision.student.hours, decision.informations) == (0, ())


def test_an_update_keeps_late_hours_outside(scene: Any) -> None:
    """More hours in a period that was declared late do not enter the quota either."""
    period = scene.student(is_late=True, anomalies=("90373-460",))
    decision = scene.updates(period, plannedHoursNumber=300)
    assert (decision.result, decision.student.hours) == (Result.ACCEPTED, 0)


@pytest.mark.behaviour("dimona.student.update-and-cancel-adjust")
def test_a_late_update_keeps_hours_inside(scene: Any) -> None:
    """Only a late In puts the hours outside the quota, a late update does not."""
    period = scene.student(is_late=True, anomalies=("90378-460",))
    assert scene.updates(period, plannedHoursNumber=300).student.hours == 300


@pytest.mark.behaviour("dimona.student.update-and-cancel-adjust")
def test_a_cancel_gives_the_hours_back(scene: Any) -> None:
    """The reservation of a cancelled period is zero hours."""
    decision = scene.cancels(scene.student())
    assert decision.student == StudentReservation("85051000164", 2024, 600050201853, 0)


def test_other_workers_reserve_nothing(scene: Any) -> None:
    """Only students touch the student account, and only when it can be consulted."""
    assert scene.enters().student is None
    assert scene.cancels(scene.period()).student is None
    assert scene.knowing(student_account=None).enters("STU").student is None


@pytest.mark.behaviour("dimona.article-17.quota-not-simulated")
@pytest.mark.parametrize("worker_type", ["O17", "T17"])
def test_article_17_is_never_refused_for_its_quota(scene: Any, worker_type: str) -> None:
    """Whatever was worked before in the year, work under article 17 is accepted."""
    known = tuple(
        scene.period(
            worker_type,
            start_date=date(2024, 1, day),
            end_date=date(2024, 1, day),
            planned_hours=999,
            period_id=day,
        )
        for day in range(1, 31)
    )
    decision = scene.knowing(worker_periods=known).enters(worker_type)
    assert (decision.result, decision.anomalies) == (Result.ACCEPTED, ())


@pytest.mark.parametrize(
    ("days", "codes"),
    [
        ((10, 12), []),
        ((12, 14), ["00910-459"]),
        ((14, 15), ["00910-459"]),
        ((11, 15), []),
        ((12,), []),
    ],
)
def test_two_days_in_a_row_at_most(scene: Any, codes: list[str], days: tuple[int, ...]) -> None:
    """A third day in a row of occasional horeca work is refused, around 13 May 2024."""
    known = tuple(
        scene.extra(start_date=date(2024, 5, day), end_date=date(2024, 5, day), period_id=day)
        for day in days
    )
    decision = scene.knowing(worker_periods=known).enters("EXT", "302")
    assert [anomaly.code for anomaly in decision.anomalies] == codes


@pytest.mark.behaviour("dimona.horeca.fifty-days-a-worker")
def test_a_night_over_two_dates_is_one_day(scene: Any) -> None:
    """Work over midnight counts as the day on which it starts."""
    night = scene.extra(
        start_date=date(2024, 5, 11),
        end_date=date(2024, 5, 12),
        start_hour="2000",
        end_hour="0400",
        period_id=1,
    )
    decision = scene.knowing(worker_periods=(night,)).enters("EXT", "302")
    assert decision.result is Result.ACCEPTED


def test_agencies_share_the_days_of_a_user(scene: Any) -> None:
    """Days in a row count per user, also through different agencies."""
    user = {"enterpriseNumber": "0800002352", "jointCommissionNumber": "302"}
    known = tuple(
        scene.extra(
            features=Features("322", "EXT", None, user),
            employer=EmployerKey(None, "0407585882"),
            start_date=date(2024, 5, day),
            end_date=date(2024, 5, day),
            period_id=day,
        )
        for day in (11, 12)
    )
    known_user = scene.knowing(
        worker_periods=known, user_enterprise={"enterpriseNumber": "0800002352"}
    )
    through_agency = known_user.enters("EXT", "322", features={"userEnterprise": user})
    assert [anomaly.code for anomaly in through_agency.anomalies] == ["00910-459"]
    assert known_user.enters("EXT", "302").result is Result.ACCEPTED


def employed(**percents: int) -> tuple[dict[str, Any], ...]:
    """Volumes of employment with another employer, by quarter."""
    return tuple(
        {"enterpriseNumber": "0800002352", "quarter": quarter, "percent": percent}
        for quarter, percent in percents.items()
    )


OWN = ({"enterpriseNumber": "0411702543", "quarter": "2023Q3", "percent": 100},)
TWO_JOBS = (
    *employed(q=50),
    {"enterpriseNumber": "0407585882", "quarter": "q", "percent": 30},
)


@pytest.mark.behaviour("dimona.flexi.four-fifths")
@pytest.mark.behaviour("dimona.flexi.drop")
@pytest.mark.parametrize(
    ("employments", "allowed"),
    [
        (employed(**{"2023Q3": 80}), True),
        (employed(**{"2023Q3": 79}), False),
        (employed(**{"2023Q2": 100}), False),
        (employed(**{"2023Q2": 100, "2023Q3": 80}), False),
        (employed(**{"2023Q2": 100, "2023Q3": 100}), True),
        (employed(**{"2023Q1": 100, "2023Q2": 80, "2023Q3": 80}), False),
        (employed(**{"2022Q4": 100, "2023Q1": 80, "2023Q2": 80, "2023Q3": 80}), True),
        (tuple({**job, "quarter": "2023Q3"} for job in TWO_JOBS), True),
        (OWN, False),
        (None, True),
    ],
)
def test_flexi_jobs_need_work_elsewhere(scene: Any, employments: Any, allowed: bool) -> None:
    """Four fifths in the third quarter before, with others, without a drop from full time."""
    decision = scene.knowing(employments=employments).enters("FLX")
    assert [a.code for a in decision.anomalies] == ([] if allowed else ["90017-510"])
    assert decision.result is (Result.ACCEPTED if allowed else Result.WARNING)


@pytest.mark.behaviour("dimona.flexi.drop")
def test_the_earlier_drop_counts_since_2024(scene: Any) -> None:
    """For a start in 2023 a drop from the fifth to the fourth quarter before does not count."""
    work = employed(**{"2022Q3": 100, "2022Q4": 80, "2023Q1": 80})
    scene = scene.on(2023, 12, 1).knowing(employments=work)
    assert scene.enters("FLX", startDate="2023-12-04", endDate="2023-12-05").anomalies == ()
    later = employed(**{"2022Q4": 100, "2023Q1": 80, "2023Q2": 80})
    decision = scene.knowing(employments=later).enters(
        "FLX", startDate="2024-01-01", endDate="2024-01-02"
    )
    assert [anomaly.code for anomaly in decision.anomalies] == ["90017-510"]


@pytest.mark.behaviour("dimona.flexi.pensioner")
@pytest.mark.parametrize(
    ("pension", "allowed"), [("2023-12-31", True), ("2024-01-01", False), (None, False)]
)
def test_pensioners_need_no_work(scene: Any, pension: str | None, allowed: bool) -> None:
    """A pension in the second quarter before the start gives access."""
    citizen = {**scene.citizen, "pensionFrom": pension}
    decision = scene.knowing(worker=citizen, employments=()).enters("FLX")
    assert (decision.result is Result.ACCEPTED) is allowed
