"""Anomalies of daily registrations, and what an accepted one keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from invaller.apis.dimona.domain.anomaly import Result
from invaller.apis.dimona.domain.daily_registration import DailyRegistration
from invaller.apis.dimona.domain.decision import Decision

Act = Callable[[Any], Decision]

DAY, NEXT_DAY = "2024-05-20", "2024-05-21"


def case(code: str, act: Act, *others: str) -> Any:
    """A declaration that gets this anomaly, and only the others named beside it."""
    mark = pytest.mark.behaviour(f"dimona.anomaly.{code}")
    return pytest.param({code, *others}, act, id=code, marks=mark)


def attends(**block: Any) -> Act:
    """A daily registration In for permanent horeca staff."""
    return lambda scene: scene.attends(scene.horeca(end_date=date(2024, 5, 31)), **block)


def attends_in(period: Callable[[Any], Any], **block: Any) -> Act:
    """A daily registration In for such a period."""
    return lambda scene: scene.attends(period(scene), **block)


def attends_beside(other: dict[str, Any], **block: Any) -> Act:
    """A daily registration In while the period has another one."""
    return lambda scene: scene.knowing(daily_registrations=(scene.registration(**other),)).attends(
        scene.horeca(), **block
    )


def corrects(**block: Any) -> Act:
    """An update of the daily registration from 16:30 to 20:00."""
    return lambda scene: scene.corrects(scene.registration(), **block)


def withdraws(**block: Any) -> Act:
    """A cancel of that daily registration."""
    return lambda scene: scene.corrects(scene.registration(), "Cancel", **block)


def not_opted_in(scene: Any) -> Any:
    """A daily registration of an employer who did not choose Dimona for it."""
    record = {**scene.employer_record, "dailyRegistrations": False}
    return scene.knowing(employer=record).attends(scene.horeca())


def end_date_required(scene: Any) -> Any:
    """A daily registration without end date under the reading of the glossary."""
    strict = scene.knowing(daily_registration_end_date_required=True)
    return strict.attends(scene.horeca())


def moved_onto_another(scene: Any) -> Any:
    """An update that moves a presence onto another one."""
    other = scene.registration(
        daily_registration_id=600036893756, start_hour="2100", end_hour="2200"
    )
    return scene.knowing(daily_registrations=(other,)).corrects(
        scene.registration(), endHour="2130"
    )


REFUSED = [
    case("00913-001", attends_in(lambda scene: None, periodId=None)),
    case("00913-003", attends_in(lambda scene: None, periodId=1)),
    case("00913-354", attends_in(lambda scene: None)),
    case("00913-355", attends_in(lambda scene: scene.horeca(is_canceled=True))),
    case("00913-362", attends_in(lambda scene: scene.horeca(is_locked=True))),
    case("00913-461", not_opted_in),
    case("00913-462", attends_in(lambda scene: scene.period())),
    case("00913-462", attends_in(lambda scene: scene.period("EXT", "302"))),
    case("00910-001", attends(startDate=None)),
    case("00910-003", attends(startDate="20/05/2024")),
    case("00910-462", attends(startDate="2024-06-01")),
    case("00910-462", attends(startDate="2024-04-30")),
    case("00911-001", end_date_required),
    case("00911-003", attends(endDate="")),
    case("00911-014", attends(endDate="2024-05-19")),
    case("00911-462", attends(startDate="2024-05-31", endDate="2024-06-02")),
    case("00777-001", attends(startHour=None)),
    case("00777-003", attends(startHour="480")),
    case("00778-003", attends(endHour="2400")),
    case("00778-345", attends(endHour="1629")),
    case("90480-260", attends(endDate="2024-05-22", endHour="1631")),
    case("90480-334", attends_beside({})),
    case("90480-334", attends_beside({"end_hour": None})),
    case("90480-334", attends_beside({"start_hour": "1500", "end_hour": "1631"})),
    case("01085-005", attends(dailyRegistrationId=600049127173)),
    case("01085-001", lambda scene: scene.corrects(None, dailyRegistrationId=None)),
    case("01085-003", lambda scene: scene.corrects(None, dailyRegistrationId=234567891234)),
    case("01085-092", lambda scene: scene.corrects(None)),
    case("01085-355", lambda scene: scene.corrects(scene.registration(is_canceled=True))),
    case(
        "01085-355",
        lambda scene: scene.corrects(scene.registration(is_canceled=True), "Cancel"),
    ),
    case("00913-005", corrects(periodId=600050201853, endHour="2100")),
    case("90480-444", corrects(endHour="2000")),
    case("90480-444", corrects()),
    case("90480-334", moved_onto_another),
    case("00910-005", withdraws(startDate=DAY)),
    case("00911-005", withdraws(endDate=DAY)),
    case("00777-005", withdraws(startHour="1630")),
    case("00024-347", attends_in(lambda s: s.horeca(), worker={"ssin": "93051822361"})),
    case("00014-347", attends_in(lambda s: s.horeca(), employer={"enterpriseNumber": "407585882"})),
]


@pytest.mark.parametrize(("expected", "act"), REFUSED)
def test_a_wrong_daily_registration_is_refused(scene: Any, expected: set[str], act: Act) -> None:
    """A wrong daily registration gets exactly its anomalies and changes nothing."""
    decision = act(scene)
    assert {anomaly.code for anomaly in decision.anomalies} == expected
    assert decision.result is Result.REFUSED
    assert decision.changes_nothing


def test_the_example_of_the_document_is_accepted(scene: Any) -> None:
    """A start without an end is kept under the number of its declaration."""
    decision = scene.attends(scene.horeca())
    assert (decision.result, decision.worker) == (Result.ACCEPTED, "85051000164")
    assert decision.daily_registration == DailyRegistration(
        daily_registration_id=600165606187,
        period_id=600050201853,
        start_date=date(2024, 5, 20),
        start_hour="1630",
        creation_date=date(2024, 5, 6),
    )
    assert decision.period is None


@pytest.mark.parametrize(
    "act",
    [
        attends(endDate=NEXT_DAY, endHour="0200"),
        attends(startDate="2024-05-31", endDate="2024-06-01", endHour="0200"),
        attends(endHour="1630"),
        attends_beside({"start_hour": "1200", "end_hour": "1630"}),
        attends_beside({"is_canceled": True}),
        attends_beside({"start_hour": "1200", "end_hour": None}),
    ],
)
def test_sound_presences_are_accepted(scene: Any, act: Act) -> None:
    """A presence over midnight, and one that touches another without overlap, pass."""
    assert act(scene).result is Result.ACCEPTED


def test_an_update_completes_the_presence(scene: Any) -> None:
    """An update adds the end that was not known and keeps the rest."""
    kept = scene.registration(end_date=None, end_hour=None)
    decision = scene.corrects(kept, endDate=DAY, endHour="2315")
    assert decision.result is Result.ACCEPTED
    assert decision.daily_registration == replace(kept, end_date=date(2024, 5, 20), end_hour="2315")


def test_a_cancel_keeps_the_presence_readable(scene: Any) -> None:
    """A cancelled daily registration keeps its hours and can be registered anew."""
    kept = scene.registration()
    decision = scene.corrects(kept, "Cancel")
    assert decision.daily_registration == replace(kept, is_canceled=True)
    again = scene.knowing(daily_registrations=(decision.daily_registration,)).attends(
        scene.horeca()
    )
    assert again.result is Result.ACCEPTED
