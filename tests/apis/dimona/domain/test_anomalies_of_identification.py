"""Anomalies about who declares whom: employer, worker, mandate, references."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from invaller.apis.dimona.domain.anomaly import Result
from invaller.apis.dimona.domain.decision import Decision
from invaller.apis.dimona.domain.period import EmployerKey
from invaller.apis.dimona.domain.situation import Mandate

Act = Callable[[Any], Decision]

UNKNOWN_ID, PROVISIONAL, OTHER_NUMBER = 175110801, 5000000120, "0407585882"
REFERENCE = {"type": "1", "origin": "1", "number": "A-1"}


def case(code: str, act: Act, *others: str) -> Any:
    """A declaration that gets this anomaly, and only the others named beside it."""
    mark = pytest.mark.behaviour(f"dimona.anomaly.{code}")
    return pytest.param({code, *others}, act, id=code, marks=mark)


def by(**employer: Any) -> Act:
    """A Dimona In for an employer that is identified in this way."""
    return lambda scene: scene.enters(employer=employer)


def unknown_by(**employer: Any) -> Act:
    """The same, when the directory has no such employer."""
    return lambda scene: scene.knowing(employer=None).enters(employer=employer)


def of(**changes: Any) -> Act:
    """A Dimona In for a worker without ssin with a change in the identification data."""
    return lambda scene: scene.enters(worker={**scene.identity, **changes})


def living_at(**changes: Any) -> Act:
    """The same, with a change in the address."""
    return lambda scene: of(address={**scene.address, **changes})(scene)


def naming(**changes: Any) -> Act:
    """A Dimona In with a reference that differs in this way."""
    return lambda scene: scene.enters(references=[{**REFERENCE, **changes}])


def on_period(**parts: Any) -> Act:
    """A Dimona Out that names an employer or worker beside its period."""
    return lambda scene: scene.out(scene.period(), **parts)


def provisional(scene: Any) -> Any:
    """A Dimona In with a definitive number for an employer that has a provisional one."""
    record = {**scene.employer_record, "employerId": PROVISIONAL, "provisional": True}
    known = {"enterpriseNumber": "0411702543", "employerId": 118203423}
    return scene.knowing(employer=record).enters(employer=known)


def of_provisional(scene: Any) -> Any:
    """A Dimona Out with another provisional number than the employer's."""
    period = scene.period(employer=EmployerKey(5000000217, None))
    return scene.out(period, employer={"employerId": PROVISIONAL})


def secured(scene: Any) -> Any:
    """A Dimona In for an employer that accepts a secured channel only."""
    record = {**scene.employer_record, "securedChannelOnly": True}
    return scene.knowing(employer=record).enters()


REFUSED = [
    case("00011-003", by(employerId=118203424, enterpriseNumber="411702543")),
    case("00011-003", unknown_by(employerId=197)),
    case("00011-003", on_period(employer={"employerId": 118203424})),
    case("00011-005", provisional),
    case("00011-235", unknown_by(employerId=UNKNOWN_ID)),
    case("00011-235", by(employerId=UNKNOWN_ID, enterpriseNumber="411702543")),
    case("00011-347", on_period(employer={"employerId": UNKNOWN_ID})),
    case("00014-001", by(), "90256-364"),
    case("90256-364", by(), "00014-001"),
    case("00014-003", unknown_by(enterpriseNumber="0123456789")),
    case("00014-003", unknown_by(enterpriseNumber="0")),
    case("00014-003", on_period(employer={"enterpriseNumber": "0411702544"})),
    case("00014-235", unknown_by(enterpriseNumber=OTHER_NUMBER)),
    case("00014-347", on_period(employer={"enterpriseNumber": OTHER_NUMBER})),
    case("00948-003", unknown_by(employerId=5000000121)),
    case("00948-003", unknown_by(employerId=6000000100)),
    case("00948-235", unknown_by(employerId=PROVISIONAL)),
    case("00948-347", of_provisional),
    case("90256-155", lambda scene: scene.knowing(mandate=Mandate.LAPSED).enters()),
    case("90256-155", lambda scene: scene.knowing(mandate=Mandate.LAPSED).out(scene.period())),
    case("90256-342", secured),
    case("00024-001", lambda scene: scene.enters("EXT", worker=scene.identity)),
    case("00024-003", lambda scene: scene.knowing(worker=None).enters()),
    case("00024-003", lambda scene: scene.knowing(worker=None).enters(worker={"ssin": "1"})),
    case("00024-003", on_period(worker={"ssin": "85051000165"})),
    case("00024-347", on_period(worker={"ssin": "93051822361"})),
    case("90017-363", lambda scene: scene.enters(worker={})),
    case("90017-363", lambda scene: scene.enters(worker={"familyName": None})),
    case("00025-003", of(familyName="x" * 49)),
    case("00025-003", of(familyName=" ")),
    case("00026-003", of(givenName="x" * 25)),
    case("00028-003", of(birthDate="10/05/1985")),
    case("00028-003", of(birthDate="1985-00-10")),
    case("00028-003", of(birthDate="1903-05-10")),
    case("00028-003", of(birthDate="2025-05-10")),
    case("00029-003", of(gender=3)),
    case("00119-003", of(nationality=0)),
    case("00168-003", of(placeOfBirth="x" * 41)),
    case("00169-003", of(countryOfBirth="Belgium")),
    case("00030-003", living_at(street="x" * 36)),
    case("00031-003", living_at(houseNumber="x" * 11)),
    case("00032-003", living_at(boxNumber="12345")),
    case("00033-003", living_at(postCode="999")),
    case("00033-003", living_at(postCode="x" * 10, country=111)),
    case("00034-003", living_at(municipality={"code": 1})),
    case("00034-003", living_at(municipality={"name": "x" * 41})),
    case("00034-003", living_at(municipality={})),
    case("00034-003", living_at(municipality=5)),
    case(
        "00035-003",
        living_at(country=100_000),
    ),
    case("00221-001", naming(type=None)),
    case("00221-003", naming(type=2)),
    case("00222-001", naming(number=None)),
    case("00222-003", naming(number="x" * 21)),
    case("00298-001", naming(origin=None)),
    case("00298-003", naming(origin=2)),
    case("90082-006", lambda scene: scene.enters(references=[REFERENCE] * 5)),
]


@pytest.mark.parametrize(("expected", "act"), REFUSED)
def test_a_wrong_identification_is_refused(scene: Any, expected: set[str], act: Act) -> None:
    """A declaration with a wrong identification gets exactly its anomalies and changes nothing."""
    decision = act(scene)
    assert {anomaly.code for anomaly in decision.anomalies} == expected
    assert decision.result is Result.REFUSED
    assert decision.changes_nothing


def beside_ssin(**data: Any) -> Act:
    """A Dimona In with identification data beside a ssin."""
    return lambda scene: scene.enters(worker={"ssin": "85051000164", **data})


def inconsistent(scene: Any) -> Any:
    """A Dimona In with the RSZ number of one employer and the enterprise number of another."""
    return scene.enters(employer={"employerId": 118203423, "enterpriseNumber": OTHER_NUMBER})


WARNED = [
    case("00014-022", inconsistent),
    case("00025-348", beside_ssin(familyName="Foucault")),
    case("00026-348", beside_ssin(firstName="Michel")),
    case("00028-348", beside_ssin(birthDate="1985-05-11")),
    case("00029-348", beside_ssin(gender=1)),
    case(
        "00024-348",
        beside_ssin(lastName="Foucault", birthDate="1926-10-15"),
        "00025-348",
        "00028-348",
    ),
]


@pytest.mark.parametrize(("expected", "act"), WARNED)
def test_doubtful_data_are_accepted_with_a_warning(
    scene: Any, expected: set[str], act: Act
) -> None:
    """Data that do not agree with the registers only warn: the period is created."""
    decision = act(scene)
    assert {anomaly.code for anomaly in decision.anomalies} == expected
    assert decision.result is Result.WARNING
    assert decision.period is not None
    assert decision.period.anomalies == tuple(sorted(expected))


@pytest.mark.parametrize(
    "act",
    [
        by(enterpriseNumber="0411702543"),
        by(enterpriseNumber=411702543),
        by(employerId=118203423),
        by(employerId="118203423", enterpriseNumber="411702543"),
        beside_ssin(familyName="déléuze", givenName=" Jean ", birthDate="1985-05-10", gender="0"),
        naming(type="8"),
        lambda scene: scene.enters(references=[REFERENCE] * 4),
        lambda scene: scene.enters(references=[]),
        on_period(employer={"enterpriseNumber": 411702543, "employerId": "118203423"}),
        on_period(worker={"ssin": 85051000164}),
    ],
)
def test_other_ways_to_identify_are_accepted(scene: Any, act: Act) -> None:
    """Either number, nine or ten digits, and data in any case and accents are accepted."""
    decision = act(scene)
    assert (decision.result, decision.anomalies) == (Result.ACCEPTED, ())


@pytest.mark.behaviour("dimona.numbers.known-citizen-first")
def test_known_numbers_need_no_check_digits(scene: Any) -> None:
    """Examples of the document whose check digits are wrong work when the registers know them."""
    employer = {**scene.employer_record, "enterpriseNumber": "0123456789"}
    citizen = {**scene.citizen, "ssin": "94101535240"}
    decision = scene.knowing(employer=employer, worker=citizen).enters(
        employer={"enterpriseNumber": "0123456789"}, worker={"ssin": "94101535240"}
    )
    assert (decision.result, decision.worker) == (Result.ACCEPTED, "94101535240")


def test_open_registers_know_every_valid_number(scene: Any) -> None:
    """With open registers unknown but valid numbers are accepted, invalid ones still are not."""
    opened = scene.knowing(employer=None, worker=None, registers_open=True)
    accepted = opened.enters(
        employer={"employerId": UNKNOWN_ID, "enterpriseNumber": OTHER_NUMBER[1:]},
        worker={"ssin": "93051822361"},
    )
    refused = opened.enters(employer={"enterpriseNumber": "1"}, worker={"ssin": "93051822362"})
    assert accepted.result is Result.ACCEPTED
    assert accepted.period.employer == EmployerKey(UNKNOWN_ID, OTHER_NUMBER)
    assert [anomaly.code for anomaly in refused.anomalies] == ["00014-003", "00024-003"]


def test_a_wrong_check_digit_comes_with_the_right_number(scene: Any) -> None:
    """The anomaly of an invalid enterprise number tells the nearest valid one."""
    decision = unknown_by(enterpriseNumber="0411702544")(scene)
    (anomaly,) = decision.anomalies
    assert (anomaly.where, anomaly.found) == ("/employer/enterpriseNumber", "0411702544")
    assert anomaly.nearest == "0411702543"
    assert anomaly.source == "anomalies.tsv 00014-003"
