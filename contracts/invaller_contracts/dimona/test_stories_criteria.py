"""What a search narrows by: result, kind, number, features, days, order (5.1.3, 5.1.7, 5.1.5)."""

from dataclasses import dataclass
from datetime import date

import pytest

from invaller_clients import DeclarationSearch, DimonaClient, PeriodSearch
from invaller_contracts.dimona.samples import (
    Cast,
    days_in_quarter,
    extra,
    ordinary,
    student,
)
from invaller_contracts.provider.target import Target


@dataclass(frozen=True)
class Declared:
    """Numbers of what a story declared, in this order, and the days of it."""

    accepted: int
    refused: int
    warned: int
    cancelled: int
    start: date
    end: date


@pytest.fixture
def declared(target: Target, dimona: DimonaClient, cast: Cast) -> Declared:
    """An ordinary worker, a refused occasional one, and a student over quota, then cancelled."""
    start, end = days_in_quarter(target)
    accepted = dimona.in_(cast.hotel, cast.smith, ordinary(start, end)).declaration_id
    refused = dimona.in_(cast.hotel, cast.smith, extra(start, "1800", "1000")).declaration_id
    warned = dimona.in_(cast.hotel, cast.student, student(start, end, 654)).declaration_id
    cancelled = dimona.cancel(warned).declaration_id
    return Declared(accepted, refused, warned, cancelled, start, end)


@pytest.fixture
def since(target: Target, cast: Cast) -> DeclarationSearch:
    """Declarations of the hotel, of today."""
    return {"employer": cast.hotel, "fromCreationDate": target.today.isoformat()}


def found(dimona: DimonaClient, criteria: DeclarationSearch) -> set[int]:
    """Numbers of the declarations that are found."""
    return {one.declaration_id for one in dimona.search_declarations(criteria, page_size=2)}


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("dimona.declaration-search.by-status")
@pytest.mark.truth("documented")
def test_declarations_by_result(
    dimona: DimonaClient, declared: Declared, since: DeclarationSearch
) -> None:
    """Those that were refused are found without those that were accepted."""
    refused = found(dimona, {**since, "dimonaDeclarationStatus": ["B"]})
    assert declared.refused in refused
    assert not {declared.accepted, declared.warned, declared.cancelled} & refused


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("dimona.declaration-search.by-type")
@pytest.mark.truth("documented")
def test_declarations_by_kind(
    dimona: DimonaClient, declared: Declared, since: DeclarationSearch
) -> None:
    """Cancels are found without the Ins."""
    cancels = found(dimona, {**since, "dimonaDeclarationType": ["dimonaCancel"]})
    assert declared.cancelled in cancels
    assert not {declared.accepted, declared.refused, declared.warned} & cancels


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("dimona.declaration-search.by-period-or-registration")
@pytest.mark.truth("documented")
def test_declarations_about_a_period(
    dimona: DimonaClient, declared: Declared, since: DeclarationSearch
) -> None:
    """What was declared about one period, and nothing else."""
    about = found(dimona, {**since, "periodId": declared.warned})
    assert about == {declared.warned, declared.cancelled}


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("dimona.declaration-search.by-creation-date")
@pytest.mark.truth("documented")
def test_declarations_by_day(
    target: Target, dimona: DimonaClient, declared: Declared, cast: Cast
) -> None:
    """What was declared today was not declared until yesterday."""
    until = target.day(-1).isoformat()
    before = found(dimona, {"employer": cast.hotel, "toCreationDate": until})
    assert declared.accepted not in before


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("dimona.period-search.by-features")
@pytest.mark.truth("documented")
def test_periods_by_features(dimona: DimonaClient, declared: Declared, cast: Cast) -> None:
    """Worker types and joint commissions are wanted or excluded (7.7)."""
    wanted: PeriodSearch = {"employer": cast.hotel, "features": {"workerTypes": ["STU"]}}
    others: PeriodSearch = {"employer": cast.hotel, "features": {"excludedWorkerTypes": ["STU"]}}
    students = {one.period_id for one in dimona.search_periods(wanted)}
    others_found = {one.period_id for one in dimona.search_periods(others)}
    assert declared.warned in students - others_found
    assert declared.accepted in others_found - students


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("dimona.sort.keys")
@pytest.mark.truth("documented")
def test_periods_in_order(
    target: Target, dimona: DimonaClient, declared: Declared, cast: Cast
) -> None:
    """By end date, open ones last, or by start date from the latest on (5.1.7.1)."""
    criteria: PeriodSearch = {
        "employer": cast.hotel,
        "worker": cast.smith,
        "activeFromDate": declared.start.isoformat(),
    }
    later = dimona.in_(cast.hotel, cast.smith, ordinary(target.day(35))).declaration_id
    listed = [one.period_id for one in dimona.search_periods(criteria, sort="endDate")]
    turned = [one.period_id for one in dimona.search_periods(criteria, sort="-startDate")]
    assert listed.index(declared.accepted) < listed.index(later)
    assert turned.index(later) < turned.index(declared.accepted)
