"""Declarations for workers without ssin: found, waiting, and finished later."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from invaller.apis.dimona.domain.anomaly import Result
from invaller.apis.dimona.domain.decide import Identified, NotIdentified, Registered
from invaller.kernel.numbers import ssin


@pytest.mark.behaviour("dimona.result.data-that-match")
def test_one_matching_citizen_is_the_worker(scene: Any) -> None:
    """Names without case and accents and the date of birth find the citizen at once."""
    twin = {**scene.citizen, "ssin": "93051822361", "givenName": "PIERRE"}
    known = scene.knowing(candidates=(twin, scene.citizen))
    decision = known.enters(worker={**scene.identity, "familyName": "Délèuze"})
    assert (decision.result, decision.worker) == (Result.ACCEPTED, "85051000164")
    assert decision.period.worker == "85051000164"
    assert decision.citizen is None


def test_earlier_names_of_members_are_read(scene: Any) -> None:
    """lastName and firstName count as familyName and givenName."""
    worker = {**scene.identity, "familyName": None, "lastName": "DELEUZE"}
    decision = scene.knowing(candidates=(scene.citizen,)).enters(worker=worker)
    assert decision.worker == "85051000164"


@pytest.mark.behaviour("dimona.result.s-waits-for-identity")
@pytest.mark.behaviour("dimona.anomaly.?????-???")
@pytest.mark.parametrize("number", [0, 2])
def test_without_exactly_one_match_the_declaration_waits(scene: Any, number: int) -> None:
    """No match, or several, leave the declaration waiting with the placeholder anomaly."""
    decision = scene.knowing(candidates=(scene.citizen,) * number).enters(worker=scene.identity)
    (anomaly,) = decision.anomalies
    assert (decision.result, anomaly.code) == (Result.WAITING, "?????-???")
    assert anomaly.source == "Dimona WS REST v2, 7.2 (4)"
    assert decision.changes_nothing


def test_a_wrong_declaration_does_not_wait(scene: Any) -> None:
    """What is wrong in the declaration itself refuses it before anybody is looked for."""
    decision = scene.enters(worker=scene.identity, startHour="0900")
    assert [anomaly.code for anomaly in decision.anomalies] == ["00777-005"]


@pytest.mark.behaviour("dimona.anomaly.90017-151")
def test_a_worker_who_is_not_found_ends_in_a_refusal(scene: Any) -> None:
    """Without identification the waiting declaration is refused and nothing is created."""
    decision = scene.finish(scene.body(worker=scene.identity), NotIdentified())
    assert [anomaly.code for anomaly in decision.anomalies] == ["90017-151"]
    assert decision.result is Result.REFUSED
    assert decision.changes_nothing


def test_an_identified_worker_gets_the_period(scene: Any) -> None:
    """The period carries the number of the waiting declaration and its date of reception."""
    decision = scene.finish(scene.body(worker=scene.identity), Identified(scene.citizen))
    period = decision.period
    assert (decision.result, decision.citizen) == (Result.ACCEPTED, None)
    assert (period.period_id, period.worker) == (600165606187, "85051000164")
    assert period.creation_date == date(2024, 5, 6)


def test_an_identified_worker_is_held_against_the_file(scene: Any) -> None:
    """Identification can still end in a refusal: the worker had that period already."""
    double = scene.period(start_date=date(2024, 5, 13))
    decision = scene.knowing(worker_periods=(double,)).finish(
        scene.body(worker=scene.identity), Identified(scene.citizen)
    )
    assert [anomaly.code for anomaly in decision.anomalies] == ["90373-333"]


@pytest.mark.behaviour("dimona.result.s-to-a-with-bis-number")
@pytest.mark.parametrize(("gender", "sex"), [(0, ssin.Sex.MALE), ("1", ssin.Sex.FEMALE)])
def test_a_new_worker_gets_a_bis_number(scene: Any, gender: object, sex: ssin.Sex) -> None:
    """A new citizen is registered with a bis number of the declared birth and sex."""
    body = scene.body(worker={**scene.identity, "gender": gender})
    decision = scene.finish(body, Registered(7))
    number = decision.citizen["ssin"]
    assert decision.period.worker == decision.worker == number
    assert ssin.is_bis(number)
    assert (ssin.birth_date(number), ssin.sex(number)) == (date(1985, 5, 10), sex)
    assert decision.citizen == {
        "ssin": number,
        "familyName": "Deleuze",
        "givenName": "Jean",
        "givenNames": "Jean",
        "birthDate": "1985-05-10",
        "nationality": 150,
        "gender": str(gender),
        "pensionFrom": None,
    }


def test_a_new_worker_with_an_incomplete_birth(scene: Any) -> None:
    """Month and day 00 give a bis number that tells the year only."""
    body = scene.body(worker={**scene.identity, "birthDate": "1985-00-00"})
    number = scene.finish(body, Registered(0)).citizen["ssin"]
    assert (ssin.birth_date(number), ssin.birth_year(number)) == (None, 1985)


def test_other_sequences_give_other_numbers(scene: Any) -> None:
    """499 people of one sex born on one day have different bis numbers."""
    body = scene.body(worker=scene.identity)
    numbers = {scene.finish(body, Registered(n)).citizen["ssin"] for n in range(499)}
    assert len(numbers) == 499


@pytest.mark.behaviour("dimona.result.s-to-b-when-incomplete")
@pytest.mark.parametrize(
    ("lacking", "expected"),
    [
        ({"nationality": None}, "also nationality"),
        ({"givenName": None, "address": {"street": "Kerkstraat"}}, None),
    ],
)
def test_incomplete_data_end_in_a_refusal(
    scene: Any, lacking: dict[str, Any], expected: str | None
) -> None:
    """Data that match nobody wait; when some are missing the wait ends in 90017-151."""
    body = scene.body(worker={**scene.identity, **lacking})
    decision = scene.finish(body, Registered(0))
    (anomaly,) = decision.anomalies
    missing = "also givenName, address/houseNumber, address/postCode, "
    missing += "address/municipality, address/country"
    assert scene.judge(body).result is Result.WAITING
    assert (anomaly.code, anomaly.expected) == ("90017-151", expected or missing)
    assert decision.changes_nothing


def test_a_citizen_without_birth_date_matches_nobody(scene: Any) -> None:
    """Names alone never identify a worker, also not a citizen of unknown birth."""
    unborn = {**scene.citizen, "birthDate": None}
    worker = {**scene.identity, "birthDate": None}
    decision = scene.knowing(candidates=(unborn,)).enters(worker=worker)
    assert decision.result is Result.WAITING


def test_a_refused_declaration_registers_nobody(scene: Any) -> None:
    """When the declaration is refused after all, the new citizen is not registered."""
    body = scene.body(worker=scene.identity, startHour="0900")
    decision = scene.finish(body, Registered(0))
    assert decision.result is Result.REFUSED
    assert decision.changes_nothing
