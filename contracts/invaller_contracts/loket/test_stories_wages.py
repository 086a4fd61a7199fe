"""Wages and working hours: histories in which each record ends where the next one begins.

Employee 1006 of the nursery has one wage and one record of working hours, without an end.
"""

from collections.abc import Callable
from itertools import pairwise

import pytest

from invaller_clients import BadRequest, Conflict, LoketClient
from invaller_clients.loket_answers import LoketRecord
from invaller_contracts.loket.samples import Nursery, working_hours

pytestmark = pytest.mark.truth("documented")

RAISE = {"startDate": "2025-04-01", "grossWage": 5000, "grossWageType": {"key": 1}}

Period = tuple[str, str | None]


@pytest.fixture
def employment(nursery: Nursery) -> str:
    """The employment of employee 1006."""
    return nursery.employment(1006)


@pytest.fixture
def wages(loket: LoketClient, employment: str) -> Callable[[], list[LoketRecord]]:
    """Tells the wages, the oldest first."""
    return lambda: list(
        loket.all("GetWagesByEmploymentId", employmentId=employment, orderBy="startDate")
    )


def periods(records: list[LoketRecord]) -> list[Period]:
    """Start and end of records."""
    return [(one["startDate"], one["endDate"]) for one in records]


@pytest.mark.behaviour("loket.chain.linked-closes-previous", "loket.chain.linked-no-gaps")
def test_a_raise_ends_the_wage_before(
    loket: LoketClient, employment: str, wages: Callable[[], list[LoketRecord]]
) -> None:
    """A new wage ends the one before on the day before; the server keeps the end dates."""
    before = wages()
    added = loket.call("PostWageByEmploymentId", employmentId=employment, body=RAISE)
    assert (added.status, added.content["grossWage"]) == (201, 5000)
    after = wages()
    assert len(after) == len(before) + 1
    assert periods(after)[-2:] == [(before[-1]["startDate"], "2025-03-31"), ("2025-04-01", None)]
    for earlier, later in pairwise(after):
        assert earlier["endDate"] < later["startDate"]


@pytest.mark.behaviour("loket.chain.linked-append-only", "loket.chain.linked-same-start")
@pytest.mark.parametrize("start", ["2025-03-01", "2025-04-01"])
def test_a_wage_is_added_at_the_end_only(
    loket: LoketClient, employment: str, wages: Callable[[], list[LoketRecord]], start: str
) -> None:
    """A wage that does not begin after the last one is refused, and moves nothing."""
    loket.call("PostWageByEmploymentId", employmentId=employment, body=RAISE)
    before = wages()
    with pytest.raises(BadRequest):
        loket.call(
            "PostWageByEmploymentId", employmentId=employment, body={**RAISE, "startDate": start}
        )
    assert wages() == before


@pytest.mark.behaviour("loket.chain.linked-change-start")
def test_a_moved_start_moves_the_end_before(
    loket: LoketClient, employment: str, wages: Callable[[], list[LoketRecord]]
) -> None:
    """A raise that begins later lets the wage before last longer."""
    added = loket.call("PostWageByEmploymentId", employmentId=employment, body=RAISE).content
    loket.call("PutWageByWageId", wageId=added["id"], body={**added, "startDate": "2025-05-01"})
    assert periods(wages())[-2][1] == "2025-04-30"


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.chain.linked-delete-last")
def test_a_deleted_raise_opens_the_wage_before(
    loket: LoketClient, employment: str, wages: Callable[[], list[LoketRecord]]
) -> None:
    """Without the raise the wages are as they were."""
    before = wages()
    added = loket.call("PostWageByEmploymentId", employmentId=employment, body=RAISE).content
    loket.call("DeleteWageByWageId", wageId=added["id"])
    assert wages() == before


@pytest.mark.behaviour("loket.wage.pay-grade-sets-gross", "loket.wage.grades-by-scale")
def test_a_pay_grade_sets_the_wage(loket: LoketClient, employment: str) -> None:
    """With applyPayGrade the server takes the gross wage out of the pay grade."""
    scales = {
        one["field"]: one["options"]
        for one in loket.all("GetWageMetadataByEmploymentId", employmentId=employment)
    }
    scale = scales["payScale"][0]["key"]
    (grades,) = [
        one["options"]
        for one in loket.call("GetWageMetadataByPayScaleKey", key=scale).records
        if one["field"] == "payGrade"
    ]
    body = {
        **RAISE,
        "grossWage": 1,
        "applyPayGrade": True,
        "payScale": {"key": scale},
        "payGrade": {"key": grades[0]["key"]},
    }
    added = loket.call("PostWageByEmploymentId", employmentId=employment, body=body).content
    assert added["payGrade"]["key"] == grades[0]["key"]
    assert added["grossWage"] > 1


@pytest.mark.behaviour("loket.wage.scale-needs-grade")
def test_a_pay_scale_needs_a_grade(loket: LoketClient, employment: str) -> None:
    """A wage with a scale and without a grade is refused."""
    with pytest.raises(BadRequest):
        loket.call(
            "PostWageByEmploymentId",
            employmentId=employment,
            body={**RAISE, "payScale": {"key": 1}},
        )


@pytest.mark.behaviour("loket.concurrency.stale-if-match", "loket.concurrency.fresh-if-match")
def test_nobody_overwrites_a_change_unseen(
    loket: LoketClient, wages: Callable[[], list[LoketRecord]]
) -> None:
    """Who read a wage before someone else changed it has to read it again."""
    key = {"wageId": wages()[-1]["id"]}
    read = loket.call("GetWageByWageId", key)
    mine = {**read.content, "grossWage": 4900}
    someone_else = {"If-Match": read.etag or ""}
    theirs = {**read.content, "grossWage": 4850}
    loket.call("PutWageByWageId", key, body=theirs, headers=someone_else)
    with pytest.raises(Conflict):
        loket.call("PutWageByWageId", key, body=mine, headers=someone_else)
    again = loket.call("GetWageByWageId", key)
    assert again.content["grossWage"] == 4850
    assert loket.call("PutWageByWageId", key, body=mine).content["grossWage"] == 4900


@pytest.mark.behaviour("loket.working-hours.start-after-previous", "loket.working-hours.no-overlap")
def test_hours_follow_hours(loket: LoketClient, employment: str) -> None:
    """New working hours end those before them, and cannot begin before they do."""
    name = "PostWorkingHoursByEmploymentId"
    fewer = working_hours("2025-04-01", 32)
    added = loket.call(name, employmentId=employment, body=fewer).content
    assert added["deviatingHoursPerWeek"] == 32
    listed = list(
        loket.all("GetWorkingHoursByEmploymentId", employmentId=employment, orderBy="startDate")
    )
    assert periods(listed)[-2][1] == "2025-03-31"
    with pytest.raises(BadRequest):
        loket.call(name, employmentId=employment, body=working_hours("2025-03-15", 24))
