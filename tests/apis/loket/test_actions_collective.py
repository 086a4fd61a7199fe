"""Wages, benefits and leave of many employments at once."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.kernel.ids import uuid_from


def _employment(label: str) -> str:
    return uuid_from("loket", "seed", "employment", label)


EMPLOYER = {"employerId": uuid_from("loket", "seed", "employer", "zonnehof")}
FIRST, SECOND = _employment("zonnehof/1001"), _employment("zonnehof/1002")
FOREIGN = _employment("van-dam/1001")
WAGE = "PostCollectiveWageByEmployerId"
BENEFIT = "PostCollectiveBenefitsAndDeductionsByEmployerId"
LEAVE = "PostCollectiveLeaveByEmployerId"


def _wage(employment: str, **members: Any) -> dict[str, Any]:
    return {"employmentId": employment, "grossWage": 2600, "startDate": "2025-04-01", **members}


def _wages(loket: Any, employment: str) -> list[tuple[str, float]]:
    listed = loket.page("GetWagesByEmploymentId", {"employmentId": employment})
    return [(one["startDate"], one["grossWage"]) for one in listed]


@pytest.mark.behaviour(
    "loket.collective-action.wage",
    "loket.collective-action.one-or-many",
    "loket.queued.202",
    "loket.queued.by-the-clock",
    "loket.queued.duration",
)
@pytest.mark.parametrize("many", [False, True])
def test_collective_wages_are_added_seconds_later(sim: Any, loket: Any, many: bool) -> None:
    """202 without a body; within 2 to 10 seconds each employment has the new wage."""
    chosen = [FIRST, SECOND] if many else [FIRST]
    before = [_wages(loket, one) for one in chosen]
    items = [_wage(one) for one in chosen]
    answer = loket.call(WAGE, EMPLOYER, items if many else items[0])
    assert (answer.status_code, answer.content) == (202, b"")
    sim.clock.advance("PT1.9S")
    assert [_wages(loket, one) for one in chosen] == before
    sim.clock.advance("PT8.1S")
    added = [[*wages, ("2025-04-01", 2600)] for wages in before]
    assert [_wages(loket, one) for one in chosen] == added


@pytest.mark.behaviour("loket.collective-action.foreign-employment", "loket.queued.refused-at-once")
@pytest.mark.parametrize(
    ("members", "rule"),
    [
        ({"employmentId": FOREIGN}, "loket.collective-action.foreign-employment"),
        ({"startDate": "1990-01-01"}, "loket.chain.before-employment"),
        ({"grossWage": None}, "loket.write.required-fields"),
    ],
)
def test_one_broken_rule_refuses_all_at_once(
    sim: Any, loket: Any, members: dict[str, Any], rule: str
) -> None:
    """What the rules do not allow answers 400, and nothing is queued for the others."""
    before = _wages(loket, FIRST)
    answer = loket.call(WAGE, EMPLOYER, [_wage(FIRST), _wage(SECOND, **members)])
    assert answer.status_code == 400
    assert rule in loket.why(answer)
    assert sim.pending.list() == []
    assert _wages(loket, FIRST) == before


@pytest.mark.behaviour("loket.collective-action.benefit")
def test_a_collective_benefit_is_added(sim: Any, loket: Any) -> None:
    """The employment has a benefit with the component, value and start of the body."""
    ids = {"employmentId": SECOND}
    listed = "GetBenefitsAndDeductionsByEmploymentId"
    before = len(loket.page(listed, ids))
    body = {
        "employmentId": SECOND,
        "payrollComponent": {"key": 340},
        "startDate": "2025-04-01",
        "value": 12.5,
    }
    assert loket.call(BENEFIT, EMPLOYER, body).status_code == 202
    sim.clock.run_until_idle()
    benefits = loket.page(listed, ids)
    assert len(benefits) == before + 1
    new = benefits[-1]
    assert (new["payrollComponent"]["key"], new["value"]) == (340, 12.5)


@pytest.mark.behaviour("loket.collective-action.leave")
def test_collective_leave_is_added_to_each_employment(sim: Any, loket: Any) -> None:
    """Each employment of the body gets the leave, made collectively."""
    counts = {one: len(_leave(loket, one)) for one in (FIRST, SECOND)}
    body = [
        {
            "employmentId": one,
            "leaveType": 15,
            "isAccrual": False,
            "numberOfUnits": 8,
            "startDate": "2025-05-02",
            "endDate": "2025-05-02",
            "comments": "Brugdag",
        }
        for one in (FIRST, SECOND)
    ]
    assert loket.call(LEAVE, EMPLOYER, body).status_code == 202
    sim.clock.run_until_idle()
    for one, count in counts.items():
        records = _leave(loket, one)
        assert len(records) == count + 1
        assert (records[-1]["comment"], records[-1]["numberOfUnits"]) == ("Brugdag", 8)
        assert records[-1]["origin"]["meansOfCreation"]["key"] == 2


def _leave(loket: Any, employment: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = loket.page("GetLeaveByEmploymentId", {"employmentId": employment})
    return found
