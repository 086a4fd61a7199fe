"""Worker types: dates, hours and blocks that each needs or forbids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")

END_NEEDED = ["STU", "EXT", "IVT", "STG", "TRI", "O17", "S17", "T17"]
END_FREE = ["OTH", "BCW", "RTA", "DWD", "PMP", "ALT", "FLX"]
SMALL = {"employmentNature": "WORKER", "workerStatus": "F1"}
USER = {"enterpriseNumber": "1800011182", "jointCommissionNumber": "XXX"}


def sound(dimona: Dimona, worker_type: str, **changes: Any) -> dict[str, Any]:
    """A sound dimonaIn of a type, for somebody who meets the conditions of a flexi-job."""
    if worker_type in ("TRI", "STG"):
        trainee = {"endDate": "2024-02-29", "smallStatutesInformation": SMALL}
        changes = {**trainee, **changes}
    return dimona.entering(worker_type, worker="90021401712", **changes)


def judged(dimona: Dimona, bodies: list[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    """Result and codes of declarations, each for another employer so that none overlap."""
    employers = [f"18000{number}" for number in ("11182", "13360", "14449", "15538", "12271")]
    bodies = [
        {**body, "employer": {"enterpriseNumber": employers[index % len(employers)]}}
        for index, body in enumerate(bodies)
    ]
    return [(item.result, item.codes) for item in dimona.declare_all(bodies)]


@pytest.mark.behaviour("dimona.worker-type.end-date")
@pytest.mark.parametrize("worker_type", END_NEEDED)
def test_some_types_need_an_end_date(dimona: Dimona, worker_type: str) -> None:
    """Without end date they are refused with 00911-001, with one they are accepted."""
    bodies = [sound(dimona, worker_type), sound(dimona, worker_type, endDate=None)]
    assert judged(dimona, bodies) == [("A", []), ("B", ["00911-001"])]


@pytest.mark.behaviour("dimona.worker-type.end-date")
def test_the_other_types_do_without_an_end_date(dimona: Dimona) -> None:
    """They are accepted without end date."""
    bodies = [sound(dimona, worker_type, endDate=None) for worker_type in END_FREE]
    assert judged(dimona, bodies) == [("A", [])] * len(END_FREE)


@pytest.mark.behaviour("dimona.worker-type.end-date")
def test_agency_work_needs_an_end_date(dimona: Dimona) -> None:
    """Joint commission 322 asks for one with every type."""
    features = {"userEnterprise": USER}
    bodies = [
        dimona.entering("OTH", "322", features=features, endDate=end)
        for end in (None, "2024-02-09")
    ]
    assert judged(dimona, bodies) == [("B", ["00911-001"]), ("A", [])]


@pytest.mark.behaviour("dimona.worker-type.end-date", "dimona.worker-type.validity")
@pytest.mark.sim(now="2021-11-02T09:00:00+01:00")
def test_a17_needs_an_end_date(dimona: Dimona) -> None:
    """A17 is accepted for one day of 2021 and needs an end date."""
    day = {"startDate": "2021-11-03"}
    bodies = [sound(dimona, "A17", **day, endDate=end) for end in (None, "2021-11-03")]
    assert judged(dimona, bodies) == [("B", ["00911-001"]), ("A", [])]


@pytest.mark.behaviour("dimona.worker-type.span")
@pytest.mark.parametrize(
    ("worker_type", "start", "fitting", "beyond", "code"),
    [
        ("STU", "2024-02-01", "2024-03-31", "2024-04-01", "90373-421"),
        ("O17", "2024-01-20", "2024-03-31", "2024-04-01", "90373-421"),
        ("S17", "2024-01-20", "2024-03-31", "2024-04-01", "90373-421"),
        ("T17", "2024-01-20", "2024-01-20", "2024-01-21", "00911-008"),
    ],
)
def test_the_end_lies_within_a_span(
    dimona: Dimona, worker_type: str, start: str, fitting: str, beyond: str, code: str
) -> None:
    """The last day that fits is accepted, the day after it is refused."""
    bodies = [sound(dimona, worker_type, startDate=start, endDate=end) for end in (fitting, beyond)]
    assert judged(dimona, bodies) == [("A", []), ("B", [code])]


@pytest.mark.behaviour("dimona.worker-type.span")
@pytest.mark.sim(now="2021-11-02T09:00:00+01:00")
@pytest.mark.parametrize("worker_type", ["A17", "QUA"])
def test_the_end_is_the_start_date(dimona: Dimona, worker_type: str) -> None:
    """A17 and QUA end on the day they start."""
    bodies = [
        sound(dimona, worker_type, startDate="2021-11-03", endDate=end)
        for end in ("2021-11-03", "2021-11-04")
    ]
    assert judged(dimona, bodies) == [("A", []), ("B", ["00911-008"])]


@pytest.mark.behaviour("dimona.worker-type.span", "dimona.worker-type.hours")
def test_a_flexi_job_has_hours_on_one_day_only(dimona: Dimona) -> None:
    """FLX on one day needs both hours, FLX over more days has none."""
    hours = {"startHour": "1000", "endHour": "1400"}
    one, more = {"endDate": "2024-02-01"}, {"endDate": "2024-02-03"}
    bodies = [
        sound(dimona, "FLX", **block) for block in ({**one, **hours}, one, more, {**more, **hours})
    ]
    assert judged(dimona, bodies) == [
        ("A", []),
        ("B", ["00777-001", "00778-001"]),
        ("A", []),
        ("B", ["00777-005", "00778-005"]),
    ]


@pytest.mark.behaviour("dimona.worker-type.hours")
def test_extras_need_hours(dimona: Dimona) -> None:
    """EXT needs both hours; in horeca the end hour may be left out, the start hour not."""
    without_end, without_both = {"endHour": None}, {"startHour": None, "endHour": None}
    bodies = [
        dimona.entering("EXT", commission, **block)
        for commission, block in (
            ("145", without_end),
            ("145", without_both),
            ("302", without_end),
            ("302", without_both),
        )
    ]
    assert judged(dimona, bodies) == [
        ("B", ["00778-001"]),
        ("B", ["00777-001", "00778-001"]),
        ("A", []),
        ("B", ["00777-001"]),
    ]


@pytest.mark.behaviour("dimona.worker-type.hours")
def test_hours_belong_nowhere_else(dimona: Dimona) -> None:
    """Every other type is refused with hours."""
    hours = {"startHour": "0900", "endHour": "1700"}
    types = [*END_NEEDED, *END_FREE]
    others = [kind for kind in types if kind not in ("EXT", "FLX")]
    results = judged(dimona, [sound(dimona, kind, **hours) for kind in others])
    assert results == [("B", ["00777-005", "00778-005"])] * 13


@pytest.mark.behaviour("dimona.worker-type.flexi-over-midnight")
def test_a_flexi_job_may_run_over_midnight(dimona: Dimona) -> None:
    """With hours and an end on the next day it is one performance, two days later not."""
    hours = {"startHour": "2000", "endHour": "0200"}
    bodies = [sound(dimona, "FLX", endDate=end, **hours) for end in ("2024-02-02", "2024-02-03")]
    assert judged(dimona, bodies) == [("A", []), ("B", ["00777-005", "00778-005"])]


@pytest.mark.behaviour("dimona.worker-type.planned-hours")
@pytest.mark.parametrize("worker_type", ["STU", "O17", "S17"])
def test_some_types_need_planned_hours(dimona: Dimona, worker_type: str) -> None:
    """From 1 to 999 they are accepted, absent or beyond that refused."""
    bodies = [sound(dimona, worker_type, plannedHoursNumber=hours) for hours in (1, None, 0, 1000)]
    results = judged(dimona, bodies)
    assert results[0] == ("A", [])
    assert [codes for _, codes in results[1:]] == [["01135-001"], ["01135-003"], ["01135-003"]]


@pytest.mark.behaviour("dimona.worker-type.planned-hours")
def test_planned_hours_belong_nowhere_else(dimona: Dimona) -> None:
    """The other types are refused with planned hours."""
    others = [kind for kind in (*END_NEEDED, *END_FREE) if kind not in ("STU", "O17", "S17")]
    bodies = [sound(dimona, kind, plannedHoursNumber=8) for kind in others]
    assert judged(dimona, bodies) == [("B", ["01135-005"])] * 12


def on(day: str, *values: Any) -> Any:
    """A case whose declaration is received on a day."""
    return pytest.param(*values, marks=pytest.mark.sim(now=f"{day}T09:00:00+01:00"))


@pytest.mark.behaviour("dimona.worker-type.validity")
@pytest.mark.parametrize(
    ("worker_type", "start", "valid"),
    [
        on("2023-08-31", "ALT", "2023-08-31", False),
        on("2023-08-31", "ALT", "2023-09-01", True),
        on("2021-12-31", "O17", "2021-12-31", False),
        on("2021-12-31", "O17", "2022-01-01", True),
        on("2021-12-31", "S17", "2021-12-31", False),
        on("2021-12-31", "S17", "2022-01-01", True),
        on("2021-12-31", "T17", "2021-12-31", False),
        on("2021-12-31", "T17", "2022-01-01", True),
        on("2021-12-31", "A17", "2021-12-31", True),
        on("2021-12-31", "A17", "2022-01-01", False),
        on("2021-12-31", "TEA", "2021-12-31", True),
        on("2021-12-31", "TEA", "2022-01-01", False),
        on("2022-12-31", "QUA", "2022-12-31", True),
        on("2022-12-31", "QUA", "2023-01-01", False),
        on("2013-12-31", "STX", "2013-12-31", True),
        on("2013-12-31", "STX", "2014-01-01", False),
    ],
)
def test_types_come_and_go(dimona: Dimona, worker_type: str, start: str, valid: bool) -> None:
    """The first and last start date of a type are accepted, the days beside them refused."""
    block: dict[str, Any] = {"startDate": start, "endDate": start}
    if worker_type in ("O17", "S17"):
        block["plannedHoursNumber"] = 4
    employer = "1800016627" if worker_type == "TEA" else "1800013360"
    declared = dimona.enter(worker_type, employer=employer, **block)
    assert (declared.result != "B") is valid, declared.codes


@pytest.mark.behaviour("dimona.worker-type.small-statutes")
@pytest.mark.parametrize("worker_type", ["IVT", "TRI", "STG"])
@pytest.mark.parametrize(
    ("start", "codes"), [("2019-12-31", []), ("2020-01-01", ["00053-001", "01231-001"])]
)
@pytest.mark.sim(now="2019-12-31T09:00:00+01:00")
def test_trainees_need_small_statutes(
    dimona: Dimona, worker_type: str, start: str, codes: list[str]
) -> None:
    """From 2020-01-01 on the block is needed, until then it may be left out."""
    absent = {"startDate": start, "endDate": "2020-01-31", "smallStatutesInformation": None}
    assert dimona.enter(worker_type, **absent).codes == codes
    present = {**absent, "smallStatutesInformation": SMALL, "employer": "1800013360"}
    assert dimona.enter(worker_type, **present).result == "A"
