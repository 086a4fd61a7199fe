"""Anomalies about the features of a Dimona In and the blocks that go with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from invaller.apis.dimona.domain.anomaly import Result
from invaller.apis.dimona.domain.decision import Decision

Act = Callable[[Any], Decision]

NAMED = {"name": "ACME Ltd", "jointCommissionNumber": "XXX"}
NUMBERED = {"enterpriseNumber": "0800002352", "jointCommissionNumber": "XXX"}
CARDS = {"firstMonthC32ANumber": 1, "nextMonthC32ANumber": 2}
STATUTES = {"employmentNature": "WORKER", "workerStatus": "F1"}


def case(code: str, act: Act, *others: str) -> Any:
    """A declaration that gets this anomaly, and only the others named beside it."""
    mark = pytest.mark.behaviour(f"dimona.anomaly.{code}")
    return pytest.param({code, *others}, act, id=code, marks=mark)


def enters(*args: Any, **kwargs: Any) -> Act:
    """A Dimona In with these changes."""
    return lambda scene: scene.enters(*args, **kwargs)


def declared_by(record: dict[str, Any], *args: Any, **kwargs: Any) -> Act:
    """A Dimona In by an employer whose record differs in this way."""
    return lambda scene: scene.knowing(employer={**scene.employer_record, **record}).enters(
        *args, **kwargs
    )


def using(user: Any) -> Act:
    """A Dimona In of an agency worker with this user enterprise."""
    return lambda scene: scene.agency(user)


def not_agency(user: dict[str, Any]) -> Act:
    """A Dimona In of another worker with this user enterprise."""
    return enters(features={"userEnterprise": user})


def located(**address: Any) -> Act:
    """A Dimona In for a user without number whose address differs in this way."""
    return lambda scene: scene.agency({**NAMED, "address": {**scene.address, **address}})


def student_at(**place: Any) -> Act:
    """A Dimona In of a student with this place of work."""
    return enters("STU", studentPlaceOfWork=place)


def trained(**changes: Any) -> Act:
    """A Dimona In of a trainee with small statutes that differ in this way."""
    return enters("IVT", smallStatutesInformation={**STATUTES, **changes})


def building(**changes: Any) -> Act:
    """A Dimona In in construction with control cards that differ in this way."""
    return enters("BCW", "124", constructionControlCards={**CARDS, **changes})


LOCAL = {"kind": "localAuthority"}
ENTITIES = {"subEntities": [1, 2]}
UNKNOWN_USER = {**NUMBERED, "enterpriseNumber": "0407585882"}
WITHOUT_ADDRESS = ("00517-001", "00518-001", "00520-001", "00522-001", "00523-001")
ALL_FORBIDDEN = ("00517-005", "00518-005", "00519-005", "00520-005", "00522-005", "00523-005")


def with_everything(scene: Any) -> Any:
    """A Dimona In for a user with a number and, against the rule, a whole address."""
    return scene.agency({**NUMBERED, "address": {**scene.address, "boxNumber": "2"}})


def nameless_extra(scene: Any) -> Any:
    """A Dimona In of an agency worker in horeca whose user has a name only."""
    user = {"name": "ACME", "jointCommissionNumber": "302", "address": scene.address}
    return scene.enters("EXT", "322", features={"userEnterprise": user})


REFUSED = [
    case("00046-001", enters(commission=None)),
    case("00046-001", using({"enterpriseNumber": "0800002352"})),
    case("00046-003", enters(commission="200")),
    case("00046-003", using({**NUMBERED, "jointCommissionNumber": "999"})),
    case("00046-005", using({**NUMBERED, "jointCommissionNumber": "322"})),
    case("00046-005", not_agency(NUMBERED), "00131-005"),
    case("00655-001", enters(None)),
    case("00655-003", enters("PFI")),
    case("00655-005", enters("ALT", startDate="2023-08-31")),
    case("00655-005", enters("QUA", startDate="2023-01-01")),
    case("00655-005", enters("STX", startDate="2014-01-01")),
    case("00655-005", declared_by(LOCAL, "TEA", startDate="2022-01-01")),
    case("00655-005", enters("A17", endDate="2024-05-13"), "00910-008"),
    case("00655-350", enters("TEA", startDate="2021-12-31")),
    case("00655-350", declared_by(LOCAL, "EXT", startDate="2021-12-31", endDate="2021-12-31")),
    case("90374-349", enters("STU", "302")),
    case("90374-349", enters("FLX", "302")),
    case("00652-001", declared_by(ENTITIES)),
    case("00652-003", declared_by(ENTITIES, features={"subEntityNumber": 3})),
    case("00652-005", enters(features={"subEntityNumber": "1"})),
    case("00131-001", enters(commission="322", endDate="2024-05-17")),
    case("00131-001", nameless_extra),
    case("00131-003", using({**NUMBERED, "enterpriseNumber": "0123456789"})),
    case("00131-005", not_agency({"enterpriseNumber": "0800002352"})),
    case("00131-005", not_agency({})),
    case("00131-235", using(UNKNOWN_USER)),
    case("00153-003", using({"name": "x" * 97, "jointCommissionNumber": "XXX"}), *WITHOUT_ADDRESS),
    case("00153-005", not_agency({"name": "ACME Ltd"})),
    case("90107-351", using({"jointCommissionNumber": "XXX"})),
    case("90107-352", using({**NAMED, **NUMBERED})),
    *(case(code, using(NAMED), *WITHOUT_ADDRESS) for code in WITHOUT_ADDRESS),
    case("00517-003", located(street="x" * 43)),
    case("00518-003", located(houseNumber="x" * 11)),
    case("00519-003", located(boxNumber="12345")),
    case("00520-003", located(postCode="99999")),
    case("00522-003", located(municipality="x" * 41)),
    case("00523-003", located(country=0)),
    *(case(code, with_everything, *ALL_FORBIDDEN) for code in ALL_FORBIDDEN),
    case("00776-003", lambda s: student_at(name="x" * 97, address=s.address)(s)),
    case("00776-005", enters(studentPlaceOfWork={"name": "Kiosk"})),
    case("00517-001", student_at(name="Kiosk"), *WITHOUT_ADDRESS),
    case("00523-003", student_at(address={"country": "BE"})),
    case("01231-001", trained(employmentNature=None)),
    case("01231-001", enters("IVT", smallStatutesInformation=None), "00053-001"),
    case("01231-003", trained(employmentNature="BOTH")),
    case("01231-005", enters(smallStatutesInformation={"employmentNature": "WORKER"})),
    case("00053-001", trained(workerStatus=None)),
    case("00053-003", trained(workerStatus="F3")),
    case("00053-005", enters(smallStatutesInformation={"workerStatus": "F1"})),
    case("00663-001", building(firstMonthC32ANumber=None)),
    case("00663-001", enters(commission="124"), "00664-001"),
    case("00663-003", building(firstMonthC32ANumber=10**12)),
    case("00663-005", enters(constructionControlCards={"firstMonthC32ANumber": 1})),
    case("00664-001", building(nextMonthC32ANumber=None)),
    case("00664-003", building(nextMonthC32ANumber="A")),
    case("00664-005", enters(constructionControlCards={"nextMonthC32ANumber": 2})),
    case("00664-353", building(nextMonthC32ANumber="000000000001")),
    case("00913-005", enters(periodId=600050201853)),
]


@pytest.mark.parametrize(("expected", "act"), REFUSED)
def test_wrong_features_are_refused(scene: Any, expected: set[str], act: Act) -> None:
    """A Dimona In with wrong features gets exactly its anomalies and changes nothing."""
    decision = act(scene)
    assert {anomaly.code for anomaly in decision.anomalies} == expected
    assert decision.result is Result.REFUSED
    assert decision.changes_nothing


@pytest.mark.behaviour("dimona.joint-commission.pairs")
@pytest.mark.behaviour("dimona.joint-commission.agency")
@pytest.mark.parametrize(
    "act",
    [
        enters("DWD"),
        enters("BCW"),
        enters("PMP", "320"),
        enters("RTA", 140),
        enters("ALT", startDate="2024-06-01"),
        enters("EXT", "145"),
        declared_by(LOCAL, commission=None),
        declared_by(LOCAL, "FLX", "XXX", startDate="2024-05-13"),
        declared_by(ENTITIES, features={"subEntityNumber": "2"}),
        using(NUMBERED),
        using({**NUMBERED, "enterpriseNumber": "800002352"}),
        lambda scene: scene.agency({**NAMED, "address": scene.address}),
        lambda scene: scene.enters(
            "STU", studentPlaceOfWork={"name": "Kiosk", "address": scene.address}
        ),
        trained(),
        building(),
        using({**NUMBERED, "name": None, "address": None}),
    ],
)
def test_right_features_are_accepted(scene: Any, act: Act) -> None:
    """Features and blocks that belong together are accepted without anomaly."""
    decision = act(scene)
    assert (decision.result, decision.anomalies) == (Result.ACCEPTED, ())


@pytest.mark.behaviour("dimona.worker-type.small-statutes")
def test_trainees_before_2020_need_no_small_statutes(scene: Any) -> None:
    """The block of small statutes is mandatory for starts from 2020 on only."""
    dates = {"startDate": "2019-12-31", "endDate": "2020-03-31"}
    decision = scene.on(2019, 12, 30).enters("IVT", smallStatutesInformation=None, **dates)
    assert decision.result is Result.ACCEPTED


def test_teachers_could_be_declared_by_local_authorities(scene: Any) -> None:
    """Until the end of 2021 a local authority could declare teaching staff."""
    act = declared_by(LOCAL, "TEA", startDate="2021-12-31")
    assert act(scene.on(2021, 12, 1)).result is Result.ACCEPTED


@pytest.mark.behaviour("dimona.joint-commission.control-cards")
@pytest.mark.parametrize(
    ("worker_type", "cards", "result"),
    [
        ("BCW", None, Result.REFUSED),
        ("BCW", CARDS, Result.ACCEPTED),
        ("STU", None, Result.ACCEPTED),
        ("STU", CARDS, Result.ACCEPTED),
        ("OTH", CARDS, Result.REFUSED),
    ],
)
def test_cards_of_agency_workers(
    scene: Any, worker_type: str, cards: dict[str, int] | None, result: Result
) -> None:
    """Without the user's commission BCW needs cards, students may have them, others may not.

    The missing commission itself is refused as well, so only the codes of cards count here.
    """
    user = {"userEnterprise": {"enterpriseNumber": "0800002352"}}
    decision = scene.enters(
        worker_type, "322", features=user, endDate="2024-05-17", constructionControlCards=cards
    )
    about_cards = [a.code for a in decision.anomalies if a.code[:5] in ("00663", "00664")]
    assert bool(about_cards) is (result is Result.REFUSED)


@pytest.mark.behaviour("dimona.joint-commission.control-cards")
def test_the_user_of_an_agency_worker_in_construction_brings_cards(scene: Any) -> None:
    """Control cards follow the user's joint commission 124."""
    user = {**NUMBERED, "jointCommissionNumber": "124"}
    without = scene.agency(user)
    with_cards = scene.agency(user, constructionControlCards=CARDS)
    assert {anomaly.code for anomaly in without.anomalies} == {"00663-001", "00664-001"}
    assert with_cards.result is Result.ACCEPTED
    assert with_cards.period.construction_cards == CARDS
