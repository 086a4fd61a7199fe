"""Days of occasional work in horeca: of a worker, of an employer, of a user; article 17."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Declared, Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")

RESTAURANT, HOTEL, AGENCY = "1800011182", "800002352", "1800014449"
SMITH, PEETERS = "65111899997", "04030901246"
HORECA_AGENCY = {"enterpriseNumber": RESTAURANT, "jointCommissionNumber": "302"}


def worked(
    number: int, worker: str, day: date, employer: str = RESTAURANT, **features: Any
) -> dict[str, Any]:
    """A stored period of one day as EXT in horeca."""
    ten = employer.zfill(10)
    return {
        "periodId": number,
        "employer": {"employerId": None, "enterpriseNumber": ten},
        "employerNumber": ten,
        "user": (features.get("userEnterprise") or {}).get("enterpriseNumber"),
        "worker": worker,
        "startDate": str(day),
        "endDate": str(day),
        "startHour": "1000",
        "endHour": "1400",
        "features": {"jointCommission": "302", "workerType": "EXT", **features},
        "creationDate": "2024-01-02",
        "lastUpdateDate": "2024-01-02",
        "lastDimonaType": "in",
    }


def fill(dimona: Dimona, days: int, *, workers: int = 1, **more: Any) -> None:
    """Let workers have days in the restaurant this year, every third day from 2 January."""
    periods = {}
    for index in range(days):
        day = date(2024, 1, 2) + timedelta(days=index % 120 * 3 + index // 120)
        worker = SMITH if workers == 1 else f"000000{index % workers:05d}"
        number = 600100000000 + index * 100
        periods[str(number)] = worked(number, worker, day, **more)
    dimona.sim.merge({"dimona.period": periods})


def extra(dimona: Dimona, day: str, **changes: Any) -> Declared:
    """Declare a day as EXT in horeca, of SMITH in the restaurant unless it is told otherwise."""
    span = {"startDate": day, "endDate": day, **changes}
    return dimona.enter("EXT", **{"commission": "302", "employer": RESTAURANT, **span})


@pytest.mark.behaviour("dimona.horeca.fifty-days-a-worker")
@pytest.mark.parametrize(("days", "codes"), [(49, []), (50, ["90017-369"])])
def test_a_worker_has_fifty_days(dimona: Dimona, days: int, codes: list[str]) -> None:
    """The fiftieth day of the year is accepted, the fifty-first gives W with 90017-369."""
    fill(dimona, days)
    declared = extra(dimona, "2024-12-30")
    assert (declared.codes, declared.result) == (codes, "W" if codes else "A")
    assert declared.informations == []


@pytest.mark.behaviour("dimona.horeca.fifty-days-a-worker")
def test_the_days_of_a_worker_are_those_of_one_year_and_all_employers(dimona: Dimona) -> None:
    """They count at another employer too, not for another worker, and not next year."""
    fill(dimona, 50)
    assert extra(dimona, "2024-12-30", employer=HOTEL).codes == ["90017-369"]
    assert extra(dimona, "2024-12-30", worker=PEETERS).codes == []
    assert extra(dimona, "2025-01-02").codes == []


@pytest.mark.behaviour("dimona.horeca.fifty-days-a-worker")
def test_a_night_is_one_day(dimona: Dimona) -> None:
    """A performance over midnight uses one of the fifty days; a second shift uses none."""
    fill(dimona, 48)
    night = {"endDate": "2024-12-27", "startHour": "2000", "endHour": "0200"}
    assert extra(dimona, "2024-12-26", **night).codes == []
    early = {"startHour": "1000", "endHour": "1200"}
    assert extra(dimona, "2024-12-26", **early).codes == []
    assert extra(dimona, "2024-12-29").codes == []
    assert extra(dimona, "2024-12-31").codes == ["90017-369"]


@pytest.mark.behaviour("dimona.horeca.fifty-days-a-worker")
def test_a_cancelled_day_is_free_again(dimona: Dimona) -> None:
    """After a cancel the fiftieth day can be used once more."""
    fill(dimona, 49)
    dimona.about("dimonaCancel", extra(dimona, "2024-12-27").subject)
    assert extra(dimona, "2024-12-29").codes == []


@pytest.mark.behaviour("dimona.horeca.two-hundred-days-an-employer")
@pytest.mark.parametrize(("days", "codes"), [(199, []), (200, ["90256-369"])])
def test_an_employer_has_two_hundred_days(dimona: Dimona, days: int, codes: list[str]) -> None:
    """The two hundredth day is accepted, the next gives W with 90256-369."""
    fill(dimona, days, workers=20)
    declared = extra(dimona, "2024-12-31")
    assert (declared.codes, declared.result) == (codes, "W" if codes else "A")


@pytest.mark.behaviour("dimona.horeca.two-hundred-days-an-employer")
def test_several_workers_on_one_day_are_one_day(dimona: Dimona) -> None:
    """On a day that counts already another worker costs nothing; other employers are free."""
    fill(dimona, 200, workers=20)
    assert extra(dimona, "2024-01-02", startHour="1600").codes == ["90373-460"]
    assert extra(dimona, "2024-03-02").codes == []
    assert extra(dimona, "2024-12-31", employer=HOTEL).codes == []


@pytest.mark.behaviour("dimona.horeca.agency-counts-on-user")
def test_agency_days_count_on_the_user(dimona: Dimona) -> None:
    """Agency extras use the days of the restaurant where they work, not of the agency."""
    features = {"jointCommission": "322", "userEnterprise": HORECA_AGENCY}
    fill(dimona, 200, workers=20, employer=AGENCY, **features)
    by_agency = {"commission": "322", "employer": AGENCY, "worker": PEETERS}
    elsewhere = {**HORECA_AGENCY, "enterpriseNumber": HOTEL}
    codes = [
        extra(dimona, "2024-12-30").codes,
        extra(dimona, "2024-12-31", **by_agency, features={"userEnterprise": HORECA_AGENCY}).codes,
        extra(dimona, "2024-12-31", **by_agency, features={"userEnterprise": elsewhere}).codes,
    ]
    assert codes == [["90256-369"], ["90256-369"], []]


@pytest.mark.behaviour("dimona.horeca.agency-counts-on-user")
def test_agency_days_find_the_days_of_the_user_used_up(dimona: Dimona) -> None:
    """When the restaurant used its days with own staff, an agency extra there is in excess."""
    fill(dimona, 200, workers=20)
    by_agency = {"commission": "322", "employer": AGENCY, "worker": PEETERS}
    user = {"userEnterprise": HORECA_AGENCY}
    assert extra(dimona, "2024-12-31", **by_agency, features=user).codes == ["90256-369"]


@pytest.mark.behaviour("dimona.article-17.quota-not-simulated")
@pytest.mark.parametrize("worker_type", ["O17", "S17"])
def test_article_17_has_no_quota(dimona: Dimona, worker_type: str) -> None:
    """999 planned hours at each of five employers are accepted."""
    employers = [RESTAURANT, HOTEL, AGENCY, "411702543", "1800013360"]
    declared = dimona.declare_all(
        dimona.entering(worker_type, employer=number, plannedHoursNumber=999)
        for number in employers
    )
    assert [(item.result, item.codes) for item in declared] == [("A", [])] * 5


@pytest.mark.behaviour("dimona.article-17.quota-not-simulated")
def test_article_17_by_day_has_no_quota(dimona: Dimona) -> None:
    """T17 on every day that can be declared is accepted."""
    days = [f"2024-01-{day}" for day in range(15, 31)]
    declared = dimona.declare_all(
        dimona.entering("T17", startDate=day, endDate=day) for day in days
    )
    assert {(item.result, *item.codes) for item in declared} == {("A",)}
