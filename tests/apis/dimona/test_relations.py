"""Relations: all periods of one worker with one employer, summed up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")

EMPLOYER, WORKER = "1800013360", "65111899997"
BOTH = {"employer": {"enterpriseNumber": EMPLOYER}, "worker": {"ssin": WORKER}}


def entering(dimona: Dimona, start: str, end: str | None, *kind: str) -> dict[str, Any]:
    """A dimonaIn of the worker with the employer."""
    return dimona.entering(*kind, employer=EMPLOYER, worker=WORKER, startDate=start, endDate=end)


def relation(dimona: Dimona) -> dict[str, Any]:
    """The only relation of the worker with the employer."""
    (only,) = dimona.search("relations", BOTH)["items"]
    return dict(only)


@pytest.mark.behaviour("dimona.relation.spans-periods")
def test_a_relation_spans_all_its_periods(dimona: Dimona) -> None:
    """From the start of the first period to the end of the last, in whatever order declared."""
    spans = [
        ("2024-03-01", "2024-03-31"),
        ("2024-02-01", "2024-02-10"),
        ("2024-02-15", "2024-02-20"),
    ]
    dimona.declare_all(entering(dimona, *span) for span in spans)
    found = relation(dimona)
    assert (found["startDate"], found["endDate"]) == ("2024-02-01", "2024-03-31")
    assert found["numberOfPeriods"] == 3
    assert found["employer"] == {"employerId": 180001347, "enterpriseNumber": EMPLOYER}
    assert found["worker"]["ssin"] == WORKER


@pytest.mark.behaviour("dimona.relation.spans-periods")
def test_each_employer_and_worker_is_a_relation_of_its_own(dimona: Dimona) -> None:
    """Two workers with two employers are four relations."""
    pairs = [(e, w) for e in (EMPLOYER, "411702543") for w in (WORKER, "04030901246")]
    dimona.declare_all(dimona.entering(employer=e, worker=w) for e, w in pairs)
    found = [
        (item["employer"]["enterpriseNumber"], item["worker"]["ssin"])
        for employer in (EMPLOYER, "411702543")
        for item in dimona.search("relations", {"employer": {"enterpriseNumber": employer}})[
            "items"
        ]
    ]
    assert set(pairs) <= set(found)
    assert len(found) == len(set(found))


@pytest.mark.behaviour("dimona.relation.open-without-end")
def test_a_relation_with_an_open_period_has_no_end(dimona: Dimona) -> None:
    """endDate is absent while one period is open, and there once that is closed."""
    dimona.declare(entering(dimona, "2024-02-01", "2024-02-10"))
    number = dimona.declare(entering(dimona, "2024-02-15", None)).subject
    assert "endDate" not in relation(dimona)
    dimona.about("dimonaOut", number, endDate="2024-04-30")
    assert relation(dimona)["endDate"] == "2024-04-30"


@pytest.mark.behaviour("dimona.relation.cancelled-periods-do-not-count")
def test_cancelled_periods_are_counted_apart(dimona: Dimona) -> None:
    """They count in both counters but not for the dates, until all are cancelled."""
    first = dimona.declare(entering(dimona, "2024-02-01", None)).subject
    second = dimona.declare(entering(dimona, "2024-03-01", "2024-03-31", "DWD")).subject
    dimona.about("dimonaCancel", first)
    one = relation(dimona)
    assert (one["startDate"], one["endDate"]) == ("2024-03-01", "2024-03-31")
    assert (one["numberOfPeriods"], one["numberOfPeriodsCanceled"]) == (2, 1)
    dimona.about("dimonaCancel", second)
    both = relation(dimona)
    assert both["startDate"] == "2024-02-01"
    assert "endDate" not in both
    assert (both["numberOfPeriods"], both["numberOfPeriodsCanceled"]) == (2, 2)


@pytest.mark.behaviour("dimona.relation.counts")
def test_what_a_relation_counts(dimona: Dimona) -> None:
    """Different features, periods of agency workers, and each commission and type once."""
    user = {"enterpriseNumber": "1800011182", "jointCommissionNumber": "XXX"}
    days = [f"2024-02-{day:02d}" for day in range(1, 6)]
    kinds = [("OTH", "XXX"), ("OTH", "XXX"), ("DWD", "XXX"), ("OTH", "302")]
    bodies = [entering(dimona, day, day, *kind) for day, kind in zip(days, kinds, strict=False)]
    agency = entering(dimona, days[4], days[4], "OTH", "322")
    agency["dimonaIn"]["features"]["userEnterprise"] = user
    assert {item.result for item in dimona.declare_all([*bodies, agency])} == {"A"}
    found = relation(dimona)
    assert (found["numberOfPeriods"], found["numberOfFeatures"]) == (5, 4)
    assert found["numberOfPeriodsTemporaryWorker"] == 1
    assert sorted(found["jointCommissionNumbers"]) == ["302", "322", "XXX"]
    assert sorted(found["workerTypes"]) == ["DWD", "OTH"]


@pytest.mark.behaviour("dimona.relation.last-update")
def test_the_last_update_is_the_latest_of_the_periods(dimona: Dimona) -> None:
    """lastUpdateDate moves when any of the periods changes."""
    dimona.declare(entering(dimona, "2024-02-01", "2024-02-10"))
    number = dimona.declare(entering(dimona, "2024-02-15", None)).subject
    before = relation(dimona)["lastUpdateDate"]
    dimona.wait("PT48H")
    dimona.about("dimonaOut", number, endDate="2024-04-30")
    assert (before, relation(dimona)["lastUpdateDate"]) == ("2024-01-15", "2024-01-17")
