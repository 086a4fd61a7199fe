"""Relations, processing times, polling, stored form, and what a declaration needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from statistics import fmean
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.dimona.domain.anomaly import NON_BLOCKING, blocks
from invaller.apis.dimona.domain.daily_registration import DailyRegistration
from invaller.apis.dimona.domain.declaration import Declaration
from invaller.apis.dimona.domain.delays import LONGEST, delay_of
from invaller.apis.dimona.domain.documents import from_document, to_document
from invaller.apis.dimona.domain.needs import Needs, needs
from invaller.apis.dimona.domain.period import EmployerKey, Period
from invaller.apis.dimona.domain.polling import finding_for
from invaller.apis.dimona.domain.relations import relations
from invaller.apis.dimona.domain.shape import Features

SUBMITTED = datetime(2024, 5, 6, 9, 0, tzinfo=UTC)
fractions = st.floats(0, 1, exclude_max=True)


@pytest.mark.behaviour("dimona.relation.spans-periods")
@pytest.mark.behaviour("dimona.relation.counts")
@pytest.mark.behaviour("dimona.relation.last-update")
def test_a_relation_sums_up_its_periods(scene: Any) -> None:
    """Start, end and counters are those of all periods of one worker with one employer."""
    periods = [
        scene.period("STU", end_date=date(2024, 6, 30), last_update_date=date(2024, 6, 1)),
        scene.period(commission="322", start_date=date(2023, 10, 26), end_date=date(2023, 10, 27)),
        scene.student(start_date=date(2022, 1, 1), is_canceled=True),
        scene.period(worker="93051822361"),
    ]
    first, second = relations(periods)
    assert first == {
        "employer": {"employerId": 118203423, "enterpriseNumber": "0411702543"},
        "worker": {"ssin": "85051000164"},
        "startDate": "2023-10-26",
        "endDate": "2024-06-30",
        "numberOfPeriods": 3,
        "numberOfPeriodsCanceled": 1,
        "numberOfFeatures": 2,
        "numberOfPeriodsTemporaryWorker": 1,
        "jointCommissionNumbers": ["322", "XXX"],
        "workerTypes": ["OTH", "STU"],
        "lastUpdateDate": "2024-06-01",
    }
    assert second["worker"] == {"ssin": "93051822361"}


@pytest.mark.behaviour("dimona.relation.open-without-end")
@pytest.mark.behaviour("dimona.relation.cancelled-periods-do-not-count")
def test_a_relation_with_an_open_period_has_no_end(scene: Any) -> None:
    """While one period is open the end is left out; a cancelled open period does not count."""
    closed = scene.period(end_date=date(2024, 5, 31))
    (still_open,) = relations([closed, scene.period("DWD")])
    (ended,) = relations([closed, scene.period("DWD", is_canceled=True)])
    assert "endDate" not in still_open
    assert ended["endDate"] == "2024-05-31"


@pytest.mark.behaviour("dimona.relation.cancelled-periods-do-not-count")
def test_a_relation_of_cancelled_periods_keeps_their_dates(scene: Any) -> None:
    """When all periods were cancelled the relation tells their dates."""
    cancelled = scene.period(is_canceled=True, end_date=date(2024, 5, 31))
    other_number = replace(cancelled, employer=EmployerKey(118203423, None))
    (relation,) = relations([cancelled, other_number])
    assert (relation["startDate"], relation["endDate"]) == ("2024-05-01", "2024-05-31")
    assert relation["numberOfPeriods"] == relation["numberOfPeriodsCanceled"] == 2


@pytest.mark.behaviour("dimona.processing.never-before-two-seconds")
@given(fractions)
def test_no_delay_is_under_two_seconds_or_without_bound(fraction: float) -> None:
    """Every processing time lies between 2 seconds and the longest."""
    assert timedelta(seconds=2) <= delay_of(fraction) < LONGEST + timedelta(microseconds=1)


@given(fractions, fractions)
def test_delays_grow_with_the_fraction(one: float, other: float) -> None:
    """A larger fraction never gives a shorter time."""
    low, high = sorted((one, other))
    assert delay_of(low) <= delay_of(high)


@pytest.mark.behaviour("dimona.processing.distribution")
def test_delays_follow_the_documented_statistics() -> None:
    """2.5 seconds on average, over 90 % under 3 seconds, over 99 % under 4 seconds."""
    steps = 100_000
    seconds = [delay_of((step + 0.5) / steps).total_seconds() for step in range(steps)]
    assert fmean(seconds) == pytest.approx(2.5, abs=1e-6)
    assert sum(value < 3 for value in seconds) > 0.90 * steps
    assert sum(value < 4 for value in seconds) > 0.99 * steps


@pytest.mark.parametrize("fraction", [-0.1, 1.0, float("nan")])
def test_fractions_lie_below_one(fraction: float) -> None:
    """Numbers outside [0, 1) are an error."""
    with pytest.raises(ValueError, match="fraction"):
        delay_of(fraction)


@pytest.mark.parametrize(
    ("previous", "at", "rule"),
    [
        ([], 1.9, "too-early"),
        ([], 1.95, None),
        ([], 2, None),
        ([], 3600, None),
        ([2], 2.9, "too-often"),
        ([2], 2.95, None),
        ([2, 3], 4, None),
        ([3, 2], 3.5, "too-often"),
        ([30], 31, None),
        ([31], 90, "too-often"),
        ([31], 91, None),
        ([1199], 1258, "too-often"),
        ([1199], 1259, None),
        ([1201], 4800, "too-often"),
        ([1201], 4801, None),
        ([0.5], 1, "too-early"),
    ],
)
def test_polling_pace(previous: list[float], at: float, rule: str | None) -> None:
    """No calls before 2 s, then each second, from 31 s each minute, after 20 min each hour."""
    moments = [SUBMITTED + timedelta(seconds=second) for second in previous]
    finding = finding_for(SUBMITTED, moments, SUBMITTED + timedelta(seconds=at))
    assert (finding.rule if finding else None) == (rule and f"dimona.polling.{rule}")
    assert finding is None or finding.source == "Dimona WS REST v2, 3"


def test_a_period_is_stored_and_read_back(scene: Any) -> None:
    """The stored form is plain JSON without empty members, and gives the same period back."""
    period = scene.student(
        features=Features("322", "STU", "1", {"enterpriseNumber": "0800002352"}),
        student_place_of_work={"name": "Kiosk"},
        anomalies=("90017-369",),
    )
    document = to_document(period)
    assert document["startDate"] == "2024-05-01"
    assert document["employer"] == {"employerId": 118203423, "enterpriseNumber": "0411702543"}
    assert document["anomalies"] == ["90017-369"]
    assert "startHour" not in document
    assert from_document(Period, {**document, "later": 1}) == period


def test_a_daily_registration_is_stored_and_read_back(scene: Any) -> None:
    """A registration without end is stored without the members it does not have."""
    registration = scene.registration(end_date=None, end_hour=None)
    assert to_document(registration) == {
        "dailyRegistrationId": 600049127173,
        "periodId": 600050201853,
        "startDate": "2024-05-20",
        "startHour": "1630",
        "creationDate": "2024-05-06",
        "isCanceled": False,
    }
    assert from_document(DailyRegistration, to_document(registration)) == registration


def test_a_document_without_its_key_is_refused() -> None:
    """A document that misses a mandatory member cannot be read."""
    with pytest.raises(TypeError, match="period_id"):
        from_document(DailyRegistration, {"dailyRegistrationId": 1})


def declared(body: dict[str, Any]) -> Declaration:
    """A declaration with this body."""
    return Declaration.of(600165606187, SUBMITTED, body)


def test_a_dimona_in_needs_employer_worker_and_accounts(scene: Any) -> None:
    """What to load for an In follows from its employer, worker, type and year."""
    student = needs(declared(scene.body("STU", employer={"employerId": 118203423})))
    flexi = needs(declared(scene.body("FLX", worker={"ssin": 4042306169})))
    assert student == Needs(employer_id=118203423, ssin="85051000164", student_year=2024)
    assert flexi == Needs(enterprise_number="0411702543", ssin="04042306169", employments=True)


def test_a_worker_without_ssin_is_to_be_identified(scene: Any) -> None:
    """Name and date of birth tell under what to look for citizens."""
    wanted = needs(declared(scene.body(worker=scene.identity)))
    assert (wanted.identification, wanted.ssin) == (True, None)
    assert (wanted.family_name, wanted.born_on) == ("Deleuze", "1985-05-10")


def test_occasional_horeca_work_needs_the_days_of_employer_or_user(scene: Any) -> None:
    """Days count with the employer, for an agency worker with the user."""
    user = {"enterpriseNumber": "800002352", "jointCommissionNumber": "302"}
    own = needs(declared(scene.body("EXT", "302")))
    through_agency = needs(declared(scene.body("EXT", "322", features={"userEnterprise": user})))
    assert (own.extras_of, own.extras_year) == ("0411702543", 2024)
    assert through_agency.extras_of == through_agency.user_enterprise == "0800002352"


def test_a_change_needs_its_period_first(scene: Any) -> None:
    """The first answer names the period, the second what goes with it."""
    update = declared({"dimonaUpdate": {"periodId": "600050201853", "endDate": "2024-05-30"}})
    assert needs(update) == Needs(period=600050201853)
    assert needs(update, scene.student()) == Needs(
        period=600050201853,
        employer_id=118203423,
        enterprise_number="0411702543",
        ssin="85051000164",
        student_year=2024,
    )


def test_a_daily_registration_needs_its_target(scene: Any) -> None:
    """A new one names a period, a change names the registration, which names its period."""
    new = declared({"dailyRegistrationIn": {"periodId": 600050201853}})
    change = declared({"dailyRegistrationCancel": {"dailyRegistrationId": "600049127173"}})
    assert needs(new) == Needs(period=600050201853)
    assert needs(change) == Needs(daily_registration=600049127173)
    assert needs(change, scene.horeca()).period == 600050201853


@pytest.mark.parametrize("body", [{}, {"dimonaIn": {}, "dimonaOut": {}}, {"dimonaIn": None}])
def test_a_declaration_has_one_block(body: dict[str, Any]) -> None:
    """A body with no block, or with two, is no declaration."""
    with pytest.raises(ValueError, match="exactly one block"):
        declared(body)


def test_sixteen_codes_do_not_block() -> None:
    """Sixteen codes warn; 90017-369 blocks for article 17 only."""
    assert len(NON_BLOCKING) == 16
    assert not blocks("90017-369", "STU")
    assert all(blocks("90017-369", code) for code in ("T17", "O17", "S17"))
