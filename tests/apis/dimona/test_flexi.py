"""Conditions of a flexi-job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Declared, Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")

NOT_MET = ["90017-510"]
WORKER, BUILDER, ELSEWHERE = "65111899997", "1800013360", "1999990144"


def employed(dimona: Dimona, percents: dict[str, int], employer: str = ELSEWHERE) -> None:
    """Let the worker have volumes of work with an employer, in percent by quarter."""
    records = {
        f"{WORKER}|{employer}|{quarter}": {
            "citizen": WORKER,
            "enterpriseNumber": employer,
            "quarter": quarter,
            "percent": percent,
        }
        for quarter, percent in percents.items()
    }
    dimona.sim.merge({"register.employment": records})


def flexi(dimona: Dimona, **changes: Any) -> Declared:
    """Declare a flexi-job of the worker with the builder, in the first quarter of 2024."""
    parties = {"worker_type": "FLX", "employer": BUILDER, "worker": WORKER}
    return dimona.enter(**{**parties, **changes})


@pytest.mark.behaviour("dimona.flexi.four-fifths")
@pytest.mark.parametrize(
    ("percents", "codes"),
    [
        ({}, NOT_MET),
        ({"2023Q2": 80}, []),
        ({"2023Q2": 79}, NOT_MET),
        ({"2023Q1": 80, "2023Q3": 80, "2023Q4": 80, "2024Q1": 80}, NOT_MET),
    ],
)
def test_four_fifths_in_the_third_quarter_before(
    dimona: Dimona, percents: dict[str, int], codes: list[str]
) -> None:
    """80 % in 2023Q2 is enough for a start in 2024Q1, anything else is W with 90017-510."""
    employed(dimona, percents)
    declared = flexi(dimona)
    assert (declared.codes, declared.result) == (codes, "W" if codes else "A")


@pytest.mark.behaviour("dimona.flexi.four-fifths")
def test_employers_add_up_but_for_the_own_one(dimona: Dimona) -> None:
    """50 % and 30 % elsewhere are four fifths, work with the same employer does not count."""
    employed(dimona, {"2023Q2": 50})
    employed(dimona, {"2023Q2": 50}, employer=BUILDER)
    assert flexi(dimona).codes == NOT_MET
    employed(dimona, {"2023Q2": 30}, employer="1999990243")
    assert flexi(dimona, startDate="2024-03-01", endDate="2024-03-10").codes == []


@pytest.mark.behaviour("dimona.flexi.pensioner")
@pytest.mark.parametrize(("since", "codes"), [("2023-09-30", []), ("2023-10-01", NOT_MET)])
def test_a_pensioner_needs_no_work(dimona: Dimona, since: str, codes: list[str]) -> None:
    """A pension that began by the end of the second quarter before is enough."""
    citizen = dimona.sim.state()["documents"]["register.citizen"][WORKER]
    dimona.sim.merge({"register.citizen": {WORKER: {**citizen, "pensionFrom": since}}})
    assert flexi(dimona).codes == codes


@pytest.mark.behaviour("dimona.flexi.drop")
@pytest.mark.parametrize(
    ("percents", "codes"),
    [
        ({"2022Q4": 100, "2023Q1": 100, "2023Q2": 100}, []),
        ({"2023Q1": 100, "2023Q2": 80}, NOT_MET),
        ({"2023Q1": 99, "2023Q2": 80}, []),
        ({"2022Q4": 100, "2023Q1": 80, "2023Q2": 80}, NOT_MET),
        ({"2022Q4": 99, "2023Q1": 80, "2023Q2": 80}, []),
        ({"2022Q3": 100, "2022Q4": 80, "2023Q1": 80, "2023Q2": 80}, []),
    ],
)
def test_a_fall_from_full_time_counts_for_two_quarters(
    dimona: Dimona, percents: dict[str, int], codes: list[str]
) -> None:
    """From T-4 to T-3, or for starts from 2024 from T-5 to T-4, it fails the conditions."""
    employed(dimona, percents)
    assert flexi(dimona).codes == codes


@pytest.mark.behaviour("dimona.flexi.drop")
@pytest.mark.sim(now="2023-12-20T09:00:00+01:00")
@pytest.mark.parametrize(("start", "codes"), [("2023-12-21", []), ("2024-01-02", NOT_MET)])
def test_the_longer_wait_began_in_2024(dimona: Dimona, start: str, codes: list[str]) -> None:
    """A fall from T-5 to T-4 counts for a start in 2024 and not for one in 2023."""
    percents = {"2022Q3": 100, "2022Q4": 80, "2023Q1": 80}
    if start > "2024":
        percents = {"2022Q4": 100, "2023Q1": 80, "2023Q2": 80}
    employed(dimona, percents)
    assert flexi(dimona, startDate=start, endDate=start, startHour="1000",
                 endHour="1200").codes == codes  # fmt: skip


@pytest.mark.behaviour("dimona.flexi.other-work-same-quarter")
@pytest.mark.parametrize("worker_type", ["OTH", "STU", "EXT"])
def test_a_flexi_job_after_other_work_is_a_warning(dimona: Dimona, worker_type: str) -> None:
    """With the same employer in the same quarter it gives W with 90017-510."""
    employed(dimona, {"2023Q1": 80, "2023Q2": 80, "2023Q3": 80, "2023Q4": 80})
    before = {"startDate": "2024-01-20", "endDate": "2024-01-20"}
    dimona.hired(worker_type, employer=BUILDER, worker=WORKER, **before)
    after = flexi(dimona)
    assert (after.result, after.codes) == ("W", NOT_MET)
    assert flexi(dimona, employer="411702543").codes == []
    dimona.move_to("2024-03-15T09:00:00")
    assert flexi(dimona, startDate="2024-04-02", endDate="2024-04-30").codes == []


@pytest.mark.behaviour("dimona.flexi.other-work-same-quarter")
@pytest.mark.parametrize("worker_type", ["OTH", "STU", "EXT"])
def test_other_work_after_a_flexi_job_is_accepted(dimona: Dimona, worker_type: str) -> None:
    """The other order gives A."""
    employed(dimona, {"2023Q2": 80})
    assert flexi(dimona, startDate="2024-02-01", endDate="2024-02-10").codes == []
    span = {"startDate": "2024-02-12", "endDate": "2024-02-12"}
    other = dimona.enter(worker_type, employer=BUILDER, worker=WORKER, **span)
    assert (other.result, other.codes) == ("A", [])


@pytest.mark.behaviour("dimona.flexi.beyond-quarter-finding")
@pytest.mark.parametrize(
    ("worker_type", "end", "noted"),
    [("FLX", "2024-03-31", False), ("FLX", "2024-04-01", True), ("OTH", "2024-04-01", False)],
)
def test_a_flexi_job_beyond_its_quarter_is_a_finding(
    dimona: Dimona, worker_type: str, end: str, noted: bool
) -> None:
    """It is accepted as ever, and recorded."""
    employed(dimona, {"2023Q2": 80})
    declared = flexi(dimona, worker_type=worker_type, endDate=end)
    assert (declared.result, declared.codes) == ("A", [])
    assert dimona.findings() == (["dimona.flexi.beyond-quarter-finding"] if noted else [])
