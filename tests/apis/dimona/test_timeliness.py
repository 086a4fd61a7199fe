"""The latest moment of each declaration; after it the result is W."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")

LATE_IN, LATE_UPDATE = ["90373-460"], ["90378-460"]


def at(moment: str, *values: Any) -> Any:
    """A case whose declaration is received at a moment of the clock in Brussels."""
    return pytest.param(*values, marks=pytest.mark.sim(now=moment), id=moment)


def update_at(dimona: Dimona, moment: str, period: int, **block: Any) -> list[str]:
    """The codes of an update that is received at a moment of the clock in Brussels."""
    dimona.move_to(moment)
    return dimona.about("dimonaUpdate", period, **block).codes


@pytest.mark.behaviour("dimona.late.in")
@pytest.mark.parametrize(
    ("worker_type", "codes"),
    [
        at("2024-01-31T23:59:59.999999", "OTH", []),
        at("2024-02-01T00:00:00", "OTH", []),
        at("2024-02-01T23:59:59.999999", "OTH", []),
        at("2024-02-02T00:00:00", "OTH", LATE_IN),
        at("2024-02-01T09:00:00", "EXT", []),
        at("2024-02-01T09:00:00.000001", "EXT", LATE_IN),
    ],
)
def test_an_in_comes_before_the_work(dimona: Dimona, worker_type: str, codes: list[str]) -> None:
    """Until the start hour, or to the end of the start date when there is no hour."""
    declared = dimona.enter(worker_type, startDate="2024-02-01")
    assert (declared.codes, declared.result) == (codes, "W" if codes else "A")


@pytest.mark.behaviour("dimona.late.in")
@pytest.mark.parametrize("start", ["2024-07-02", "2024-07-01"])
@pytest.mark.sim(now="2024-07-01T22:30:00Z")
def test_the_day_is_that_of_brussels(dimona: Dimona, start: str) -> None:
    """At half past ten UTC in summer the next day has begun."""
    assert dimona.enter(startDate=start).codes == ([] if start == "2024-07-02" else LATE_IN)


@pytest.mark.behaviour("dimona.late.update-start")
@pytest.mark.parametrize(
    ("start", "moment", "codes"),
    [
        ("2024-01-22", "2024-01-22T23:59:00", []),
        ("2024-01-22", "2024-01-23T00:00:00", LATE_UPDATE),
        ("2024-01-26", "2024-01-24T23:59:00", []),
        ("2024-01-26", "2024-01-25T00:00:00", ["00910-344"]),
    ],
)
def test_a_start_moves_before_the_earlier_one(
    dimona: Dimona, start: str, moment: str, codes: list[str]
) -> None:
    """Until the end of the new start when it comes earlier; after the declared one not at all."""
    period = dimona.hired(startDate="2024-01-24")
    assert update_at(dimona, moment, period, startDate=start) == codes


@pytest.mark.behaviour("dimona.late.update-end", "dimona.late.working-days")
@pytest.mark.parametrize(
    ("end", "moment", "codes"),
    [
        ("2024-02-13", "2024-02-14T23:59:00", []),
        ("2024-02-13", "2024-02-15T00:00:00", LATE_UPDATE),
        ("2024-02-16", "2024-02-19T23:59:00", []),
        ("2024-02-16", "2024-02-20T00:00:00", LATE_UPDATE),
        ("2024-03-15", "2024-02-26T23:59:00", []),
        ("2024-03-15", "2024-02-27T00:00:00", LATE_UPDATE),
        ("9999-12-31", "2024-02-26T23:59:00", []),
        ("9999-12-31", "2024-02-27T00:00:00", LATE_UPDATE),
    ],
)
def test_an_end_moves_by_the_next_working_day(
    dimona: Dimona, end: str, moment: str, codes: list[str]
) -> None:
    """After the new end when it is earlier, after the declared one (Friday 23) when later."""
    period = dimona.hired(startDate="2024-02-01", endDate="2024-02-23")
    assert update_at(dimona, moment, period, endDate=end) == codes


@pytest.mark.behaviour("dimona.late.working-days")
@pytest.mark.parametrize(
    ("moment", "codes"),
    [("2024-04-02T09:00:00", LATE_UPDATE), ("2024-04-01T09:00:00", [])],
)
def test_holidays_are_working_days(dimona: Dimona, moment: str, codes: list[str]) -> None:
    """Easter Monday, 1 April 2024, is the working day after Friday 29 March."""
    period = dimona.hired(startDate="2024-02-01", endDate="2024-05-31")
    assert update_at(dimona, moment, period, endDate="2024-03-29") == codes


@pytest.mark.behaviour("dimona.late.extra-hours")
@pytest.mark.parametrize(
    ("declared", "new", "moment", "codes"),
    [
        ("1700", "1600", "2024-02-01T23:59:00", []),
        ("1700", "1600", "2024-02-02T00:00:00", LATE_UPDATE),
        ("1700", "1800", "2024-02-02T01:00:00", []),
        ("1700", "1800", "2024-02-02T01:00:01", LATE_UPDATE),
        ("1959", "2100", "2024-02-02T03:59:00", []),
        ("1959", "2100", "2024-02-02T03:59:01", LATE_UPDATE),
        ("2000", "2100", "2024-02-02T08:00:00", []),
        ("2000", "2100", "2024-02-02T08:00:01", LATE_UPDATE),
    ],
)
def test_the_end_hour_of_an_extra_has_its_own_moment(
    dimona: Dimona, declared: str, new: str, moment: str, codes: list[str]
) -> None:
    """Earlier: by midnight; later: within 8 hours, or by 08:00 after an end from 20:00 on."""
    period = dimona.hired("EXT", endHour=declared)
    assert update_at(dimona, moment, period, endHour=new) == codes


@pytest.mark.behaviour("dimona.late.out-and-cancel-have-no-code")
@pytest.mark.parametrize(
    ("kind", "block"), [("dimonaOut", {"endDate": "2024-01-20"}), ("dimonaCancel", {})]
)
def test_a_late_out_or_cancel_is_accepted(dimona: Dimona, kind: str, block: dict[str, str]) -> None:
    """A month after the end, or the start, it has result A without anomaly."""
    period = dimona.hired(startDate="2024-01-15")
    dimona.wait("PT720H")
    declared = dimona.about(kind, period, **block)
    assert (declared.result, declared.codes) == ("A", [])
    assert dimona.period(period)["isLate"] is False
