"""What a search narrows by: result, kind, number, features, days, order (5.1.3, 5.1.7, 5.1.5).

Each story asks once, as a row of a table says; the rows name what was declared before.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import cast as typed

import pytest

from invaller_clients import DeclarationSearch, DimonaClient, PeriodSearch
from invaller_contracts.dimona.samples import Cast, days_in_quarter, extra, ordinary, student
from invaller_contracts.provider.target import Target


@dataclass(frozen=True)
class Declared:
    """Numbers of what a story declared in the hotel, in this order."""

    accepted: int
    refused: int
    warned: int
    cancelled: int
    later: int

    def named(self, numbers: list[int]) -> list[str]:
        """Which of them are found, in the order in which they are."""
        names = {number: name for name, number in asdict(self).items()}
        return [names[number] for number in numbers if number in names]


@pytest.fixture
def declared(target: Target, dimona: DimonaClient, cast: Cast) -> Declared:
    """An ordinary worker, a refused occasional one, a student over quota, cancelled; one later."""
    start, end = days_in_quarter(target)
    accepted = dimona.in_(cast.hotel, cast.smith, ordinary(start, end)).declaration_id
    refused = dimona.in_(cast.hotel, cast.smith, extra(start, "1800", "1000")).declaration_id
    warned = dimona.in_(cast.hotel, cast.student, student(start, end, 654)).declaration_id
    cancelled = dimona.cancel(warned).declaration_id
    later = dimona.in_(cast.hotel, cast.smith, ordinary(target.day(35))).declaration_id
    return Declared(accepted, refused, warned, cancelled, later)


Asked = Callable[[Target, Declared], DeclarationSearch]

DECLARATIONS: Mapping[str, tuple[Asked, set[str]]] = {
    "by-status": (
        lambda target, declared: {**today(target), "dimonaDeclarationStatus": ["B"]},
        {"refused"},
    ),
    "by-type": (
        lambda target, declared: {**today(target), "dimonaDeclarationType": ["dimonaCancel"]},
        {"cancelled"},
    ),
    "by-period-or-registration": (
        lambda target, declared: {"periodId": declared.warned},
        {"warned", "cancelled"},
    ),
    "by-creation-date": (
        lambda target, declared: {
            "fromCreationDate": target.day(-2).isoformat(),
            "toCreationDate": target.day(-1).isoformat(),
        },
        set(),
    ),
}
"""What is asked of the hotel, and what is found; by entry, dimona.declaration-search.<name>."""


def today(target: Target) -> DeclarationSearch:
    """Declarations from today on."""
    return {"fromCreationDate": target.today.isoformat()}


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param(
            *row, id=name, marks=pytest.mark.behaviour(f"dimona.declaration-search.{name}")
        )
        for name, row in DECLARATIONS.items()
    ],
)
def test_declarations_are_narrowed(
    target: Target,
    dimona: DimonaClient,
    cast: Cast,
    declared: Declared,
    asked: Asked,
    found: set[str],
) -> None:
    """Of what was declared a search finds what it asks for, and nothing of the rest (5.1.3)."""
    criteria: DeclarationSearch = {"employer": cast.hotel, **asked(target, declared)}
    listed = [one.declaration_id for one in dimona.search_declarations(criteria, page_size=2)]
    assert set(declared.named(listed)) == found
    if "periodId" in criteria:
        assert len(listed) == len(found)


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("dimona.period-search.by-features")
@pytest.mark.truth("documented")
@pytest.mark.parametrize(
    ("features", "found"),
    [
        ({"workerTypes": ["STU"]}, {"warned"}),
        ({"excludedWorkerTypes": ["STU"]}, {"accepted", "later"}),
        ({"jointCommissionNumbers": ["XXX"]}, {"accepted", "warned", "later"}),
        ({"excludedJointCommissionNumbers": ["XXX"]}, set()),
    ],
    ids=["wanted-type", "excluded-type", "wanted-commission", "excluded-commission"],
)
def test_periods_by_features(
    dimona: DimonaClient,
    cast: Cast,
    declared: Declared,
    features: dict[str, list[str]],
    found: set[str],
) -> None:
    """Worker types and joint commissions are wanted or excluded (7.7)."""
    criteria = typed(PeriodSearch, {"employer": cast.hotel, "features": features})
    listed = [one.period_id for one in dimona.search_periods(criteria)]
    assert set(declared.named(listed)) == found


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("dimona.sort.keys")
@pytest.mark.truth("documented")
@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("startDate", ["accepted", "later"]),
        ("-startDate", ["later", "accepted"]),
        ("endDate", ["accepted", "later"]),
    ],
)
def test_periods_in_order(
    target: Target,
    dimona: DimonaClient,
    cast: Cast,
    declared: Declared,
    sort: str,
    order: list[str],
) -> None:
    """By start date, in either direction, or by end date, open ones last (5.1.7.1)."""
    criteria: PeriodSearch = {
        "employer": cast.hotel,
        "worker": cast.smith,
        "activeFromDate": target.day(7).isoformat(),
    }
    listed = [one.period_id for one in dimona.search_periods(criteria, sort=sort, page_size=1)]
    assert declared.named(listed) == order


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
def test_criteria_narrow_each_other(
    target: Target, dimona: DimonaClient, cast: Cast, declared: Declared
) -> None:
    """Of the periods of an employer only the worker's own are found, on the days that are asked."""
    criteria: PeriodSearch = {
        "employer": cast.hotel,
        "worker": cast.student,
        "activeFromDate": target.day(7).isoformat(),
        "activeToDate": target.day(7).isoformat(),
    }
    listed = [one.period_id for one in dimona.search_periods(criteria)]
    assert declared.named(listed) == ["warned"]
