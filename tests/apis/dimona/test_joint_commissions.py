"""Joint commissions: pairs with worker types, agency work, construction; what is double."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")

FLEXI_WORKER = "90021401712"
"""Meets the conditions of a flexi-job."""

USER = {"enterpriseNumber": "1800011182", "jointCommissionNumber": "XXX"}
CARDS = {"firstMonthC32ANumber": 1, "nextMonthC32ANumber": 2}
AGENCY = "1800014449"

ADDRESS = {
    "street": "Markt",
    "houseNumber": "1",
    "postCode": "8000",
    "municipality": {"code": 31005, "name": "Brugge"},
    "country": 150,
}
NAMED = {"name": "Kiosk", "address": ADDRESS, "jointCommissionNumber": "XXX"}

PAIRS = [
    (commission, worker_type)
    for commission, worker_type in product(
        ["140", "144", "145", "149", "302", "320", "XXX"], ["OTH", "EXT", "FLX", "STU", "DWD"]
    )
]


@pytest.mark.behaviour("dimona.joint-commission.pairs")
def test_two_pairs_are_refused_and_all_others_accepted(dimona: Dimona) -> None:
    """302 with STU and with FLX give 90374-349, every other pair is accepted."""
    hours = {"startHour": "0900", "endHour": "1700"}
    bodies = []
    for index, (commission, kind) in enumerate(PAIRS, start=1):
        day = f"2024-{2 + index // 29:02d}-{1 + index % 28:02d}"
        changes: dict[str, Any] = {"startDate": day, "endDate": day}
        changes |= hours if kind in ("EXT", "FLX") else {}
        bodies.append(dimona.entering(kind, commission, worker=FLEXI_WORKER, **changes))
    declared = dict(zip(PAIRS, dimona.declare_all(bodies), strict=True))
    refused = {pair: item.codes for pair, item in declared.items() if item.result == "B"}
    assert refused == {("302", "STU"): ["90374-349"], ("302", "FLX"): ["90374-349"]}


def agency(dimona: Dimona, user: Any, worker_type: str = "OTH", **changes: Any) -> dict[str, Any]:
    """A dimonaIn of an agency worker with a user enterprise, or without when that is None."""
    features = {} if user is None else {"userEnterprise": user}
    block = {"endDate": "2024-02-01", **changes}
    return dimona.entering(worker_type, "322", employer=AGENCY, features=features, **block)


@pytest.mark.behaviour("dimona.joint-commission.agency")
@pytest.mark.parametrize(
    ("user", "codes"),
    [
        (USER, []),
        (NAMED, []),
        (None, ["00131-001"]),
        ({**USER, "name": "Kiosk"}, ["90107-352"]),
        ({"jointCommissionNumber": "XXX"}, ["90107-351"]),
        ({**USER, "jointCommissionNumber": "322"}, ["00046-005"]),
        ({"enterpriseNumber": "1800011182"}, ["00046-001"]),
        ({"name": "Kiosk", "jointCommissionNumber": "XXX", "address": {**ADDRESS, "street": None}},
         None),
    ],
)  # fmt: skip
def test_agency_work_names_its_user(
    dimona: Dimona, user: dict[str, Any] | None, codes: list[str] | None
) -> None:
    """By number, or by name with an address, with a commission of its own that is not 322."""
    if codes is None and user is not None:
        user["address"] = {name: value for name, value in ADDRESS.items() if name != "street"}
        codes = ["00517-001"]
    declared = dimona.declare(agency(dimona, user))
    assert declared.codes == codes
    assert (declared.result == "A") is (codes == [])


@pytest.mark.behaviour("dimona.joint-commission.agency")
def test_other_work_has_no_user(dimona: Dimona) -> None:
    """Beside another commission than 322 a user enterprise is refused."""
    refused = dimona.enter(features={"userEnterprise": USER})
    assert (refused.result, refused.codes) == ("B", ["00046-005", "00131-005"])


@pytest.mark.behaviour("dimona.joint-commission.agency")
def test_horeca_extras_of_an_agency_need_a_number(dimona: Dimona) -> None:
    """For EXT with user commission 302 a name is not enough, as days count on the user."""
    by_name = {**NAMED, "jointCommissionNumber": "302"}
    by_number = {**USER, "jointCommissionNumber": "302"}
    refused, accepted = (
        dimona.declare(agency(dimona, user, "EXT")) for user in (by_name, by_number)
    )
    assert (refused.result, refused.codes) == ("B", ["00131-001"])
    assert (accepted.result, accepted.codes) == ("A", [])


@pytest.mark.behaviour("dimona.joint-commission.control-cards")
def test_construction_needs_control_cards(dimona: Dimona) -> None:
    """124 needs two cards that differ; other commissions have none."""
    same = {"firstMonthC32ANumber": 1, "nextMonthC32ANumber": 1}
    bodies = [
        dimona.entering("BCW", commission, constructionControlCards=cards)
        for commission, cards in (
            ("124", CARDS), ("124", None), ("124", {"firstMonthC32ANumber": 1}),
            ("124", same), ("XXX", CARDS),
        )
    ]  # fmt: skip
    assert [item.codes for item in dimona.declare_all(bodies)] == [
        [],
        ["00663-001", "00664-001"],
        ["00664-001"],
        ["00664-353"],
        ["00663-005", "00664-005"],
    ]


@pytest.mark.behaviour("dimona.joint-commission.control-cards")
def test_construction_through_an_agency_needs_control_cards(dimona: Dimona) -> None:
    """A user of 124 asks for cards, a user of another commission forbids them."""
    builder = {**USER, "jointCommissionNumber": "124"}
    bodies = [
        agency(dimona, user, constructionControlCards=cards)
        for user, cards in ((builder, CARDS), (builder, None), (USER, CARDS))
    ]
    assert [item.codes for item in dimona.declare_all(bodies)] == [
        [],
        ["00663-001", "00664-001"],
        ["00663-005", "00664-005"],
    ]


@pytest.mark.behaviour("dimona.joint-commission.control-cards")
def test_agency_work_without_commission_of_the_user(dimona: Dimona) -> None:
    """Then BCW needs cards, and DWD, IVT, TRI and STU may have them, OTH may not."""
    user = {"enterpriseNumber": "1800011182"}
    small = {"employmentNature": "WORKER", "workerStatus": "F1"}
    trainee = {"smallStatutesInformation": small}
    cases: list[tuple[str, Any, dict[str, Any], bool]] = [
        ("BCW", CARDS, {}, True), ("BCW", None, {}, False), ("DWD", CARDS, {}, True),
        ("DWD", None, {}, True), ("STU", CARDS, {}, True), ("IVT", CARDS, trainee, True),
        ("TRI", CARDS, trainee, True), ("OTH", CARDS, {}, False),
    ]  # fmt: skip
    bodies = [
        agency(dimona, user, kind, constructionControlCards=cards, **more)
        for kind, cards, more, _ in cases
    ]
    for declared, (kind, cards, _, fits) in zip(dimona.declare_all(bodies), cases, strict=True):
        about_cards = [code for code in declared.codes if code[:5] in ("00663", "00664")]
        assert (about_cards == []) is fits, (kind, cards, declared.codes)


@pytest.mark.behaviour("dimona.duplicate.same-features")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "90373-333"),
        ({"startDate": "2024-02-05"}, "90373-334"),
        ({"endDate": "2024-02-29"}, "90373-334"),
        ({"startDate": "2024-02-10"}, "90373-334"),
        ({"startDate": "2024-02-11", "endDate": "2024-02-12"}, None),
        ({"worker_type": "DWD"}, None),
        ({"commission": "145"}, None),
        ({"employer": "1800013360"}, None),
        ({"worker": "04030901246"}, None),
    ],
)
def test_periods_with_the_same_features_do_not_overlap(
    dimona: Dimona, changes: dict[str, Any], code: str | None
) -> None:
    """The same span is double, a shared day an overlap; other features, parties or days fit."""
    span = {"startDate": "2024-02-01", "endDate": "2024-02-10"}
    dimona.hired(**span)
    declared = dimona.enter(**{**span, **changes})
    assert declared.codes == ([] if code is None else [code])


@pytest.mark.behaviour("dimona.duplicate.same-features")
def test_sub_entity_and_user_are_features(dimona: Dimona) -> None:
    """Periods of one worker overlap when sub-entity, or user enterprise, differ."""
    users = [USER, {**USER, "enterpriseNumber": "800002352"}, USER]
    university = "1800017716"
    bodies = [agency(dimona, user) for user in users] + [
        dimona.entering(employer=university, features={"subEntityNumber": number})
        for number in (1, 2, 1)
    ]
    codes = [dimona.declare(body).codes for body in bodies]
    assert codes == [[], [], ["90373-333"]] * 2


@pytest.mark.behaviour("dimona.duplicate.same-features")
def test_an_update_cannot_make_an_overlap(dimona: Dimona) -> None:
    """An update that moves the end into another period is refused with 90378-334."""
    first = dimona.hired(startDate="2024-02-01", endDate="2024-02-10")
    dimona.hired(startDate="2024-02-15", endDate="2024-02-20")
    assert dimona.about("dimonaUpdate", first, endDate="2024-02-14").codes == []
    assert dimona.about("dimonaUpdate", first, endDate="2024-02-15").codes == ["90378-334"]


@pytest.mark.behaviour("dimona.duplicate.cancelled-does-not-count")
def test_a_cancelled_period_can_be_declared_anew(dimona: Dimona) -> None:
    """It is neither a duplicate nor an overlap."""
    span = {"startDate": "2024-02-01", "endDate": "2024-02-10"}
    dimona.about("dimonaCancel", dimona.hired(**span))
    assert dimona.enter(startDate="2024-02-05", endDate="2024-02-06").codes == []
    dimona.about("dimonaCancel", dimona.hired(**span, employer="1800013360"))
    assert dimona.enter(**span, employer="1800013360").codes == []
