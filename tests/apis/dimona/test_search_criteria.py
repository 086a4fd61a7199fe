"""What the three POST searches need, and how their criteria narrow each other."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")

SEARCHES = ("declarations", "periods", "relations")
BUILDER, HOTEL, SHOP, AGENCY, USER = (
    "1800013360", "800002352", "411702543", "1800014449", "1800011182",
)  # fmt: skip
SMITH, PEETERS = "65111899997", "04030901246"

VARIETY: list[tuple[str, str, str, str, str, str | None]] = [
    ("OTH", "XXX", BUILDER, SMITH, "2024-02-01", "2024-02-10"),
    ("OTH", "124", BUILDER, SMITH, "2024-02-05", "2024-03-10"),
    ("DWD", "XXX", BUILDER, PEETERS, "2024-02-10", None),
    ("STU", "XXX", HOTEL, PEETERS, "2024-02-01", "2024-02-01"),
    ("STU", "145", HOTEL, PEETERS, "2024-03-01", "2024-03-31"),
    ("DWD", "302", HOTEL, SMITH, "2024-02-20", "2024-05-01"),
    ("OTH", "XXX", SHOP, SMITH, "2024-01-15", None),
]
"""Type, commission, employer, worker, start and end of some periods."""

CARDS = {"firstMonthC32ANumber": 1, "nextMonthC32ANumber": 2}


def declare_variety(dimona: Dimona) -> list[dict[str, Any]]:
    """Declare the periods of VARIETY; gives all periods of their employers, seeded ones too."""
    bodies = [
        dimona.entering(
            kind, commission, employer=employer, worker=worker, startDate=start, endDate=end,
            constructionControlCards=CARDS if commission == "124" else None,
        )
        for kind, commission, employer, worker, start, end in VARIETY
    ]  # fmt: skip
    assert {declared.result for declared in dimona.declare_all(bodies)} == {"A"}
    return [
        period
        for employer in (BUILDER, HOTEL, SHOP)
        for period in dimona.search(
            "periods", {"employer": {"enterpriseNumber": employer}}, pageSize=100
        )["items"]
    ]


def some(values: list[str]) -> st.SearchStrategy[list[str]]:
    """A list of one or two of some values."""
    return st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)


DAYS = st.dates(min_value=date(2024, 1, 10), max_value=date(2024, 6, 1)).map(str)
COMMISSIONS, TYPES = ["XXX", "124", "145", "302"], ["OTH", "DWD", "STU", "EXT"]

PARTIES = st.one_of(
    st.fixed_dictionaries(
        {
            "employer": st.sampled_from([BUILDER, HOTEL, SHOP]).map(
                lambda n: {"enterpriseNumber": n}
            )
        },
        optional={"worker": st.sampled_from([SMITH, PEETERS]).map(lambda n: {"ssin": n})},
    ),
    st.fixed_dictionaries({"worker": st.sampled_from([SMITH, PEETERS]).map(lambda n: {"ssin": n})}),
)
NARROWED = st.fixed_dictionaries(
    {
        "features": st.fixed_dictionaries(
            {},
            optional={
                "jointCommissionNumbers": some(COMMISSIONS),
                "workerTypes": some(TYPES),
                "excludedJointCommissionNumbers": some(COMMISSIONS),
                "excludedWorkerTypes": some(TYPES),
            },
        ),
    },
    optional={"activeFromDate": DAYS, "activeToDate": DAYS},
)


def matches(period: dict[str, Any], criteria: dict[str, Any]) -> bool:
    """Whether a period is what the criteria describe, read off its own answer."""
    features, wanted = period["dimonaFeatures"], criteria.get("features", {})
    commission, kind = features["jointCommissionNumber"], features["workerType"]
    return (
        criteria.get("employer", {}).get("enterpriseNumber")
        in (None, period["employer"]["enterpriseNumber"])
        and criteria.get("worker", {}).get("ssin") in (None, period["worker"]["ssin"])
        and commission in wanted.get("jointCommissionNumbers", [commission])
        and kind in wanted.get("workerTypes", [kind])
        and commission not in wanted.get("excludedJointCommissionNumbers", [])
        and kind not in wanted.get("excludedWorkerTypes", [])
        and period["startDate"] <= criteria.get("activeToDate", "9999-12-31")
        and period.get("endDate", "9999-12-31") >= criteria.get("activeFromDate", "0000-01-01")
    )


def about_user(what: str, number: str | None = None) -> dict[str, Any]:
    """The criterion of a user enterprise, where a search has it."""
    user = {"userEnterprise": {"enterpriseNumber": number} if number else {}}
    return {"features": user} if what == "periods" else user


@pytest.mark.behaviour("dimona.search.needs-one-of-four")
@pytest.mark.parametrize("what", SEARCHES)
def test_a_search_needs_a_party(dimona: Dimona, what: str) -> None:
    """Without employer, user enterprise and worker each search answers 400."""
    lacking: list[dict[str, Any]] = [{}, {"employer": {}}, {"worker": {}}, about_user(what)]
    for criteria in lacking:
        response = dimona.post(f"/{what}/search", criteria)
        assert response.status_code == 400
        assert response.json()["issues"][0]["name"] == "employer"


@pytest.mark.behaviour("dimona.search.needs-one-of-four")
@pytest.mark.parametrize("what", SEARCHES)
def test_each_party_alone_is_enough(dimona: Dimona, what: str) -> None:
    """Any one of the four is answered with a page."""
    parties: list[dict[str, Any]] = [
        {"employer": {"employerId": 118203423}},
        {"employer": {"enterpriseNumber": HOTEL}},
        {"worker": {"ssin": SMITH}},
        about_user(what, HOTEL),
    ]
    assert [dimona.search(what, criteria)["page"] for criteria in parties] == [1, 1, 1, 1]


@pytest.mark.behaviour(
    "dimona.search.all-criteria-count",
    "dimona.search.active-window",
    "dimona.period-search.by-features",
)
def test_criteria_narrow_each_other(dimona: Dimona) -> None:
    """Whatever the criteria, exactly the periods that match all of them are found."""
    everything = declare_variety(dimona)

    @settings(max_examples=80, deadline=None)
    @given(parties=PARTIES, narrowed=NARROWED)
    def found_is_what_matches(parties: dict[str, Any], narrowed: dict[str, Any]) -> None:
        criteria = {**parties, **narrowed}
        found = dimona.search("periods", criteria, pageSize=100)
        expected = [item["periodId"] for item in everything if matches(item, criteria)]
        assert sorted(item["periodId"] for item in found["items"]) == sorted(expected)
        assert found["total"] == len(expected)

    found_is_what_matches()


@pytest.mark.behaviour("dimona.period-search.by-features")
def test_each_feature_lets_through_or_keeps_out(dimona: Dimona) -> None:
    """Wanted and excluded commissions and types, each on its own and together."""
    declare_variety(dimona)

    def found(**features: list[str]) -> list[tuple[str, str]]:
        criteria = {"employer": {"enterpriseNumber": BUILDER}, "features": features}
        shown = [item["dimonaFeatures"] for item in dimona.search("periods", criteria)["items"]]
        return [(item["workerType"], item["jointCommissionNumber"]) for item in shown]

    other, builder, exempt = ("OTH", "XXX"), ("OTH", "124"), ("DWD", "XXX")
    assert found() == [other, builder, exempt]
    assert found(workerTypes=["OTH"]) == [other, builder]
    assert found(workerTypes=["STU", "DWD"]) == [exempt]
    assert found(excludedWorkerTypes=["OTH"]) == [exempt]
    assert found(jointCommissionNumbers=["124"]) == [builder]
    assert found(excludedJointCommissionNumbers=["124", "302"]) == [other, exempt]
    assert found(workerTypes=["OTH"], excludedJointCommissionNumbers=["XXX"]) == [builder]
    assert found(workerTypes=["OTH"], excludedWorkerTypes=["OTH"]) == []
    assert found(workerTypes=[]) == []


@pytest.mark.behaviour("dimona.search.all-criteria-count")
@pytest.mark.parametrize("what", SEARCHES)
def test_both_numbers_must_mean_one_employer(dimona: Dimona, what: str) -> None:
    """An NSSO number beside the enterprise number of another employer finds nothing."""
    declare_variety(dimona)
    same = {"employer": {"employerId": 118203423, "enterpriseNumber": HOTEL}}
    other = {"employer": {"employerId": 118203423, "enterpriseNumber": SHOP}}
    nobody = {"employer": {"employerId": 15170023}}
    totals = [dimona.search(what, criteria)["total"] for criteria in (same, other, nobody)]
    assert totals[0] > 0
    assert totals[1:] == [0, 0]


WINDOWS: list[tuple[dict[str, str], int]] = [
    ({}, 1),
    ({"activeToDate": "2024-02-04"}, 0),
    ({"activeToDate": "2024-02-05"}, 1),
    ({"activeFromDate": "2024-02-10"}, 1),
    ({"activeFromDate": "2024-02-11"}, 0),
    ({"activeFromDate": "2024-02-07", "activeToDate": "2024-02-08"}, 1),
    ({"activeFromDate": "2024-02-11", "activeToDate": "2024-03-11"}, 0),
]


@pytest.mark.behaviour("dimona.search.active-window")
@pytest.mark.parametrize("what", ["periods", "relations"])
def test_a_window_shares_a_day(dimona: Dimona, what: str) -> None:
    """What runs from 5 to 10 February is active in a window that holds one of these days."""
    dimona.hired(employer=BUILDER, startDate="2024-02-05", endDate="2024-02-10")
    party = {"employer": {"enterpriseNumber": BUILDER}}
    totals = [dimona.search(what, {**party, **window})["total"] for window, _ in WINDOWS]
    assert totals == [total for _, total in WINDOWS]


@pytest.mark.behaviour("dimona.search.active-window")
@pytest.mark.parametrize("what", ["periods", "relations"])
def test_what_is_open_is_active_for_ever(dimona: Dimona, what: str) -> None:
    """Without end it is found in any window from its start on, and in none before."""
    dimona.hired(employer=BUILDER, startDate="2024-02-05")
    party = {"employer": {"enterpriseNumber": BUILDER}}
    later, before = {"activeFromDate": "2999-01-01"}, {"activeToDate": "2024-02-04"}
    assert [dimona.search(what, {**party, **w})["total"] for w in (later, before)] == [1, 0]


DATE_CRITERIA = [
    ("declarations", "fromCreationDate"),
    ("declarations", "toCreationDate"),
    ("periods", "activeFromDate"),
    ("periods", "activeToDate"),
    ("periods", "fromModificationDate"),
    ("periods", "toModificationDate"),
    ("relations", "activeFromDate"),
    ("relations", "activeToDate"),
]


@pytest.mark.behaviour("dimona.search.dates-must-be-dates")
@pytest.mark.parametrize(("what", "name"), DATE_CRITERIA)
def test_a_date_criterion_is_a_date(dimona: Dimona, what: str, name: str) -> None:
    """A criterion that is not an existing date YYYY-MM-DD answers 400 that names it."""
    for value in ("2024-02-30", "2024-2-1", "20240201", "01/02/2024", ""):
        response = dimona.post(f"/{what}/search", {"worker": {"ssin": SMITH}, name: value})
        assert response.status_code == 400
        assert [issue["name"] for issue in response.json()["issues"]] == [name]


@pytest.mark.behaviour("dimona.search.dates-must-be-dates")
@pytest.mark.parametrize("name", ["activeFromDate", "activeToDate", "creationDate"])
def test_a_date_parameter_is_a_date(dimona: Dimona, name: str) -> None:
    """So do the dates of the list of daily registrations."""
    query = {"periodId": 600050201853, name: "2024-02-30"}
    response = dimona.get("/dailyRegistrations", params=query)
    assert [issue["name"] for issue in response.json()["issues"]] == [name]


@pytest.mark.behaviour("dimona.search.user-enterprise")
def test_agency_work_is_found_by_its_user(dimona: Dimona) -> None:
    """Periods, relations and declarations, later ones too, are found by the user enterprise."""
    user = {"enterpriseNumber": USER, "jointCommissionNumber": "XXX"}
    block = {"employer": AGENCY, "startDate": "2024-02-01", "endDate": "2024-02-09"}
    period = dimona.hired("OTH", "322", **block, features={"userEnterprise": user})
    dimona.hired(employer=USER)
    update = dimona.about("dimonaUpdate", period, endDate="2024-02-08")
    criterion = {"userEnterprise": {"enterpriseNumber": USER}}
    periods = dimona.search("periods", {"features": criterion})["items"]
    assert [item["periodId"] for item in periods] == [period]
    (relation,) = dimona.search("relations", criterion)["items"]
    assert relation["employer"]["enterpriseNumber"] == AGENCY
    declarations = dimona.search("declarations", criterion)["items"]
    numbers = [item["declarationStatus"]["declarationId"] for item in declarations]
    assert numbers == [period, update.number]


@pytest.mark.behaviour("dimona.period-search.by-features")
@pytest.mark.parametrize("sub_entity", [2, "2"])
def test_periods_are_found_by_sub_entity(dimona: Dimona, sub_entity: int | str) -> None:
    """subEntityNumber lets through the periods of that sub-entity, as text or number."""
    university = "1800017716"
    numbers = [
        dimona.hired(employer=university, features={"subEntityNumber": number})
        for number in ("1", "2")
    ]
    party = {"employer": {"enterpriseNumber": university}}
    found = dimona.search("periods", {**party, "features": {"subEntityNumber": sub_entity}})
    assert [item["periodId"] for item in found["items"]] == numbers[1:]


@pytest.mark.behaviour("dimona.period-search.by-modification-date")
@pytest.mark.parametrize(
    ("window", "found"),
    [
        ({"fromModificationDate": "2024-01-17"}, [1]),
        ({"toModificationDate": "2024-01-16"}, [0]),
        ({"fromModificationDate": "2024-01-15", "toModificationDate": "2024-01-17"}, [0, 1]),
        ({"fromModificationDate": "2024-01-16", "toModificationDate": "2024-01-16"}, []),
    ],
)
def test_periods_are_found_by_their_last_update(
    dimona: Dimona, window: dict[str, str], found: list[int]
) -> None:
    """Both bounds belong to the window of lastUpdateDate; the day of creation does not count."""
    spans = [("2024-02-01", "2024-02-05"), ("2024-02-11", "2024-02-15")]
    numbers = [dimona.hired(employer=BUILDER, startDate=start, endDate=end) for start, end in spans]
    dimona.wait("PT48H")
    dimona.about("dimonaUpdate", numbers[1], endDate="2024-02-14")
    criteria = {"employer": {"enterpriseNumber": BUILDER}, **window}
    items = dimona.search("periods", criteria)["items"]
    assert [item["periodId"] for item in items] == [numbers[index] for index in found]
