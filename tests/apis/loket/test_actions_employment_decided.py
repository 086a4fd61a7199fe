"""What actions decide, over many inputs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.loket.domain.actions.converting import next_number
from invaller.apis.loket.domain.actions.ending import Dated, check_end, ends_at, moved_starts
from invaller.apis.loket.domain.actions.leaves import (
    EXCESS,
    STATUTORY,
    TOTAL,
    Situation,
    applying,
    entitlement,
    parts_of,
)
from invaller.apis.loket.domain.actions.transition import compensation
from invaller.apis.loket.domain.faults import Broken
from invaller.kernel.ids import uuid_from

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31)).map(date.isoformat)
UNITS = st.decimals("0.01", "999.99", places=2).map(float)


@st.composite
def dated(draw: st.DrawFn) -> list[Dated]:
    """Records, each of which ends on or after its start or is open."""
    found = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(DAYS)
        end = draw(st.none() | DAYS)
        found.append(Dated(str(number), start, None if end is None else max(start, end)))
    return found


@given(dated(), DAYS)
def test_nothing_that_began_runs_on_after_the_end(records: list[Dated], last_day: str) -> None:
    """Ended records end on the last day; those that ended before or begin after are left."""
    moved = ends_at(records, last_day)
    for one in records:
        end = moved.get(one.id, one.end)
        if one.start <= last_day:
            assert end is not None
            assert one.start <= end <= last_day
        else:
            assert one.id not in moved


@given(dated(), DAYS, DAYS, st.none() | DAYS)
def test_a_moved_start_leaves_the_records_in_order(
    records: list[Dated], old: str, new: str, end: str | None
) -> None:
    """Either it is refused, or no record begins before the employment or ends before it."""
    below = [one for one in records if one.start >= old]
    try:
        moved = moved_starts(below, old, new, end)
    except Broken:
        assert new > old or (end is not None and end < new)
        return
    assert set(moved) == {one.id for one in below if one.start == old}
    for one in below:
        start = new if one.id in moved else one.start
        assert start >= new
        assert one.end is None or one.end >= start


@given(DAYS, DAYS)
def test_an_end_before_the_start_is_refused(start: str, end: str) -> None:
    """The last day may be the first, and never lies before it."""
    if end >= start:
        check_end(start, end)
    else:
        with pytest.raises(Broken):
            check_end(start, end)


@given(UNITS, st.floats(-50, 1000))
def test_leave_is_split_without_loss(units: float, left: float) -> None:
    """The parts add up to what was asked, the lawful one within what is left."""
    parts = dict(parts_of(TOTAL, units, left))
    assert sum(parts.values()) == pytest.approx(units, abs=0.011)
    assert parts.get(STATUTORY, 0.0) <= max(0.0, left) + 0.005
    assert set(parts) <= {STATUTORY, EXCESS}
    assert parts_of(STATUTORY, units, left) == [(STATUTORY, units)]


@pytest.mark.parametrize(("allocation", "excess"), [(1, 48.0), (2, 52.0)])
def test_additional_leave_adds_up_as_the_policy_says(allocation: int, excess: float) -> None:
    """The highest alone, or all of them, on top of what the policy gives anyone."""
    years: dict[str, Any] = {"from": {"numberOfYears": 50, "numberOfMonths": 0}}
    by_age = [{**years, "leaveEntitlement": {"excessLeaveToStatutory": 8}}]
    by_service = [
        {"from": {"numberOfYears": at}, "leaveEntitlement": {"excessLeaveToStatutory": 4}}
        for at in (10, 20)
    ]
    policy = {
        "leaveEntitlement": {"statutory": 160, "excessLeaveToStatutory": 40},
        "additionalLeave": {"allocationType": {"key": allocation}},
    }
    who = Situation(age=50 * 12, service=10 * 12, wage=3000)
    found = applying(by_age, [], by_service, who)
    assert entitlement(policy, found) == {STATUTORY: 160, EXCESS: excess}
    younger = applying(by_age, [], by_service, Situation(50 * 12 - 1, 0, 3000))
    assert entitlement(policy, younger) == {STATUTORY: 160, EXCESS: 40}


@given(st.dates(date(1990, 1, 1), date(2020, 1, 1)), st.integers(0, 14_000), UNITS)
def test_the_compensation_grows_with_service_and_wage(start: date, days: int, wage: float) -> None:
    """A third of the wage a year: never negative, and another year adds a third of a month."""
    given = {"startDate": start.isoformat(), "grossMonthlyWage": wage}
    ends = [start + timedelta(days=days + more) for more in (0, 1461)]
    short, long = (compensation({**given, "endDate": end.isoformat()}) for end in ends)
    assert 0 <= short.amount < long.amount
    assert long.amount - short.amount == pytest.approx(wage / 3 * 4, abs=0.02)


@given(st.frozensets(st.integers(1, 99_999)))
def test_the_next_number_is_free(taken: frozenset[int]) -> None:
    """The highest and one: no employee has it."""
    number = next_number(taken)
    assert number not in taken
    assert number - 1 in taken or not taken


@pytest.mark.behaviour("loket.employee.bsn-elfproef")
@pytest.mark.parametrize(("number", "status"), [("123456782", 200), ("123456783", 400)])
def test_a_citizen_service_number_passes_the_elfproef(loket: Any, number: str, status: int) -> None:
    """A number that fails it is refused, and the old one stays."""
    ids = {"employeeId": uuid_from("loket", "seed", "employee", "zonnehof/1002")}
    read = "GetCitizenServiceNumberByEmployeeId"
    before = loket.content(read, ids)["citizenServiceNumber"]
    body = {"citizenServiceNumber": number}
    answer = loket.call("PutCitizenServiceNumberByEmployeeId", ids, body)
    assert answer.status_code == status
    after = loket.content(read, ids)["citizenServiceNumber"]
    assert after == (number if status == 200 else before)


@pytest.mark.behaviour("loket.leave-type.fixed-ones")
@pytest.mark.parametrize(("key", "status"), [(1, 400), (16, 400), (15, 200)])
def test_two_leave_types_do_not_deviate(loket: Any, key: int, status: int) -> None:
    """Verlof and Verlof (bovenwettelijk) keep their defaults; another type may deviate."""
    ids = {
        "employerId": uuid_from("loket", "seed", "employer", "zonnehof"),
        "leaveTypeId": uuid_from("loket", "seed", "leave-type", f"zonnehof/{key}"),
    }
    flags = ("balanceExceedsYear", "employeeCanRequestIncrease", "enabled")
    deviations = {**dict.fromkeys(flags, True), "value": "Vrij"}
    answer = loket.call("PutLeaveTypeByEmployerIdAndLeaveTypeId", ids, {"deviations": deviations})
    assert answer.status_code == status


@pytest.mark.behaviour("loket.provider-email-identity.in-use")
@pytest.mark.parametrize("level", ["provider", "employer"])
def test_an_email_identity_in_use_stays(loket: Any, level: str) -> None:
    """A template sends by it, so it is not deleted."""
    label = "linde/1" if level == "provider" else "zonnehof/1"
    ids = {"emailIdentityId": uuid_from("loket", "seed", f"{level}-email-identity", label)}
    name = "" if level == "provider" else "Employer"
    answer = loket.call(f"Delete{name}EmailIdentityByEmailIdentityId", ids)
    assert (answer.status_code, loket.why(answer)) == (
        400,
        ["loket.provider-email-identity.in-use"],
    )
