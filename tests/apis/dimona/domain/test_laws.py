"""Laws that hold for every declaration, tried on generated ones."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invaller.apis.dimona.domain.anomaly import Result
from invaller.apis.dimona.domain.decision import Decision
from invaller.apis.dimona.domain.values import hour
from invaller.apis.dimona.domain.worker_types import WORKER_TYPES

shared = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

NOISE = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(-10, 10**13),
    st.booleans(),
    st.sampled_from(["2024-05-13", "2024-05-14", "9999-12-31", "0001-01-01", "0900", "2359"]),
)
MEMBERS = st.dictionaries(
    st.sampled_from(
        [
            "startDate",
            "endDate",
            "startHour",
            "endHour",
            "plannedHoursNumber",
            "plannedDaysNumber",
            "periodId",
            "dailyRegistrationId",
        ]
    ),
    NOISE,
)
FEATURES = st.dictionaries(
    st.sampled_from(["jointCommissionNumber", "subEntityNumber", "userEnterprise"]),
    st.one_of(NOISE, st.fixed_dictionaries({"enterpriseNumber": NOISE, "name": NOISE})),
)
TYPES = st.sampled_from(sorted(WORKER_TYPES))


def obeys(decision: Decision) -> None:
    """Check what holds for every decision: refused or waiting changes nothing."""
    codes = [anomaly.code for anomaly in decision.anomalies]
    assert codes == sorted(codes)
    assert all(anomaly.where.startswith("/") for anomaly in decision.anomalies)
    refused = decision.result in (Result.REFUSED, Result.WAITING)
    assert decision.changes_nothing is refused
    assert bool(codes) is (decision.result is not Result.ACCEPTED)
    assert not (refused and decision.informations)


@pytest.mark.behaviour("dimona.result.b-changes-nothing")
@pytest.mark.behaviour("dimona.declaration.anomalies-in-code-order")
@shared
@given(worker_type=TYPES, block=MEMBERS, features=FEATURES, worker=st.none() | MEMBERS)
def test_any_dimona_in_is_judged(
    scene: Any, worker_type: str, block: Any, features: Any, worker: Any
) -> None:
    """Whatever the values, a Dimona In is judged, and a refusal changes nothing."""
    obeys(scene.enters(worker_type, worker=worker, features=features, **block))


@pytest.mark.behaviour("dimona.result.b-changes-nothing")
@shared
@given(
    worker_type=TYPES,
    kind=st.sampled_from(["dimonaOut", "dimonaUpdate", "dimonaCancel"]),
    block=MEMBERS,
    end=st.none() | st.dates(date(2024, 5, 1), date(2024, 6, 30)),
)
def test_any_change_is_judged(
    scene: Any, worker_type: str, kind: str, block: Any, end: date | None
) -> None:
    """Whatever the values, a change of a period is judged, and a refusal changes nothing."""
    period = scene.period(worker_type, end_date=end)
    obeys(scene.about(kind, period, **block))


@shared
@given(kind=st.sampled_from(["In", "Update", "Cancel"]), block=MEMBERS)
def test_any_daily_registration_is_judged(scene: Any, kind: str, block: Any) -> None:
    """Whatever the values, a daily registration is judged, and a refusal changes nothing."""
    if kind == "In":
        obeys(scene.attends(scene.horeca(), **block))
    else:
        obeys(scene.corrects(scene.registration(), kind, **block))


@shared
@given(
    worker_type=st.sampled_from(["OTH", "FLX", "EXT", "STU", "IVT", "T17"]),
    start=st.dates(date(2024, 5, 7), date(2024, 5, 20)),
    days=st.integers(0, 30),
)
def test_the_same_declaration_twice_is_double(
    scene: Any, worker_type: str, start: date, days: int
) -> None:
    """What was accepted once is refused as double the second time."""
    end = start if worker_type in ("EXT", "T17") else start + timedelta(days=days + 1)
    dates = {"startDate": str(start), "endDate": str(end)}
    first = scene.enters(worker_type, **dates)
    assert first.result is Result.ACCEPTED
    known = scene.knowing(worker_periods=(first.period,))
    known.declaration_id = 600155036120
    again = known.enters(worker_type, **dates)
    assert [anomaly.code for anomaly in again.anomalies] == ["90373-333"]


@shared
@given(
    kind=st.sampled_from(["dimonaOut", "dimonaUpdate", "dimonaCancel", "dailyRegistrationIn"]),
    block=MEMBERS,
    worker_type=TYPES,
)
def test_a_cancel_is_final(scene: Any, kind: str, block: Any, worker_type: str) -> None:
    """Nothing can be declared any more about a cancelled period."""
    period = scene.cancels(scene.period(worker_type)).period
    decision = scene.about(kind, period, **block)
    assert decision.result is Result.REFUSED
    assert "00913-355" in [anomaly.code for anomaly in decision.anomalies]


@pytest.mark.behaviour("dimona.duplicate.cancelled-does-not-count")
@shared
@given(st.dates(date(2024, 5, 7), date(2024, 5, 20)), st.integers(0, 20), st.integers(1, 20))
def test_a_cancel_makes_room(scene: Any, start: date, days: int, shift: int) -> None:
    """A period that overlapped can be declared once the other is cancelled."""
    first = scene.enters(startDate=str(start), endDate=str(start + timedelta(days=days + shift)))
    later = {"startDate": str(start + timedelta(days=shift)), "endDate": "2024-12-31"}
    known = scene.knowing(worker_periods=(first.period,))
    known.declaration_id = 600155036120
    assert [a.code for a in known.enters(**later).anomalies] == ["90373-334"]
    cancelled = scene.cancels(first.period).period
    assert known.knowing(worker_periods=(cancelled,)).enters(**later).result is Result.ACCEPTED


@given(st.integers(0, 99), st.integers(0, 99))
def test_hours_are_those_of_a_clock(hours: int, minutes: int) -> None:
    """HHMM is an hour exactly when a clock can show it."""
    text = f"{hours:02d}{minutes:02d}"
    assert hour(text) == (text if hours < 24 and minutes < 60 else None)


@shared
@given(st.integers(0, 1439), st.integers(0, 1439))
def test_the_end_hour_is_not_before_the_start_hour(scene: Any, start: int, end: int) -> None:
    """On one day an end before the start is refused with 00778-345, and nothing else is."""
    first, last = (f"{moment // 60:02d}{moment % 60:02d}" for moment in (start, end))
    decision = scene.enters("EXT", startHour=first, endHour=last)
    assert [a.code for a in decision.anomalies] == (["00778-345"] if end < start else [])
