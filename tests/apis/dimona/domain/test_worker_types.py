"""Every worker type: end date, span, hours, planned hours and validity, as in facts A4."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from invaller.apis.dimona.domain.checks.flexi import beyond_quarter
from invaller.apis.dimona.domain.declaration import Declaration
from invaller.apis.dimona.domain.worker_types import WORKER_TYPES

LAST_YEAR = {"A17": 2021, "TEA": 2021, "QUA": 2022, "STX": 2013}
"""Last year in which a type that was closed could be declared; others are tried in 2024."""

NEEDS_END = {"EXT", "STU", "IVT", "TRI", "STG", "A17", "O17", "S17", "T17"}
ONE_QUARTER = {"STU", "O17", "S17"}
ONE_DAY = {"A17", "T17", "QUA"}
PLANNED = {"STU", "O17", "S17"}
HOURS_UNKNOWN = {"QUA", "STX"}
STATUTES = {"employmentNature": "WORKER", "workerStatus": "F1"}

every_type = pytest.mark.parametrize("code", sorted(WORKER_TYPES))


def declare(scene: Any, code: str, **block: Any) -> set[str]:
    """The codes of a Dimona In of a type, received in May of a year in which it is open."""
    year = LAST_YEAR.get(code, 2024)
    kind = "localAuthority" if code == "TEA" else "private"
    known = scene.on(year, 5, 6).knowing(employer={**scene.employer_record, "kind": kind})
    sound = {
        "startDate": f"{year}-05-13",
        "endDate": f"{year}-05-13",
        "startHour": "0900" if code in ("EXT", "FLX") else None,
        "endHour": "1700" if code in ("EXT", "FLX") else None,
        "plannedHoursNumber": 8 if code in PLANNED and year > 2016 else None,
        "smallStatutesInformation": STATUTES if code in ("IVT", "TRI", "STG") else None,
    }
    changes = {
        name: str(value).replace("YYYY", str(year)) if isinstance(value, str) else value
        for name, value in block.items()
    }
    decision = known.enters(code, employer=None, **{**sound, **changes})
    return {anomaly.code for anomaly in decision.anomalies} - {"90017-510"}


@every_type
def test_each_type_can_be_declared(scene: Any, code: str) -> None:
    """A sound Dimona In of each of the nineteen types, in its time, has no anomaly."""
    assert declare(scene, code) == set()


@pytest.mark.behaviour("dimona.worker-type.end-date")
@every_type
def test_end_dates(scene: Any, code: str) -> None:
    """An end date is mandatory for the types that the table names, and optional for others."""
    hours = {"startHour": None, "endHour": None} if code == "FLX" else {}
    found = declare(scene, code, endDate=None, **hours)
    assert found == ({"00911-001"} if code in NEEDS_END else set())


@pytest.mark.behaviour("dimona.worker-type.span")
@every_type
def test_spans(scene: Any, code: str) -> None:
    """The end lies in the quarter of the start, on its day, or anywhere after it."""
    hours: dict[str, str | None] = {"startHour": None, "endHour": None}
    if code != "FLX":
        hours = {}
    if code == "EXT":
        hours = {"startHour": "2200", "endHour": "0600"}
    next_day = declare(scene, code, endDate="YYYY-05-14", **hours)
    assert next_day == ({"00911-008"} if code in ONE_DAY else set())
    next_quarter = declare(scene, code, endDate="YYYY-07-01", **hours) - {"90373-341"}
    expected = {"90373-421"} if code in ONE_QUARTER else next_day
    assert next_quarter == expected


@pytest.mark.behaviour("dimona.worker-type.hours", "dimona.worker-type.flexi-over-midnight")
@every_type
def test_hours(scene: Any, code: str) -> None:
    """Hours belong to occasional workers and one-day flexi-jobs, and to nobody else."""
    given = declare(scene, code, startHour="0900", endHour="1700")
    absent = declare(scene, code, startHour=None, endHour=None)
    takes_hours = code in ("EXT", "FLX")
    allowed = takes_hours or code in HOURS_UNKNOWN
    assert given == (set() if allowed else {"00777-005", "00778-005"})
    assert absent == ({"00777-001", "00778-001"} if takes_hours else set())


@pytest.mark.behaviour("dimona.worker-type.planned-hours")
@every_type
def test_planned_hours(scene: Any, code: str) -> None:
    """Planned hours are mandatory for students and article 17, forbidden for others."""
    given = declare(scene, code, plannedHoursNumber=8)
    absent = declare(scene, code, plannedHoursNumber=None)
    assert given == (set() if code in PLANNED else {"01135-005"})
    assert absent == ({"01135-001"} if code in PLANNED else set())


@pytest.mark.behaviour("dimona.worker-type.small-statutes")
@every_type
def test_small_statutes(scene: Any, code: str) -> None:
    """Trainees need the block of small statutes from 2020 on, others may not have it."""
    absent = declare(scene, code, smallStatutesInformation=None)
    trainee = code in ("IVT", "TRI", "STG")
    assert absent == ({"01231-001", "00053-001"} if trainee else set())


@pytest.mark.behaviour("dimona.worker-type.validity")
@pytest.mark.parametrize(
    ("code", "first", "last", "anomaly"),
    [
        ("ALT", date(2023, 9, 1), None, "00655-005"),
        ("O17", date(2022, 1, 1), None, "00910-008"),
        ("S17", date(2022, 1, 1), None, "00910-008"),
        ("T17", date(2022, 1, 1), None, "00910-008"),
        ("A17", None, date(2021, 12, 31), "00655-005"),
        ("TEA", None, date(2021, 12, 31), "00655-005"),
        ("QUA", None, date(2022, 12, 31), "00655-005"),
        ("STX", None, date(2013, 12, 31), "00655-005"),
    ],
)
def test_validity(
    scene: Any, code: str, first: date | None, last: date | None, anomaly: str
) -> None:
    """A type is open from its first to its last day, and not a day before or after."""
    edge = first or last
    assert edge is not None
    outside = date.fromordinal(edge.toordinal() + (1 if last else -1))
    inside = declare(scene, code, startDate=str(edge), endDate=str(edge))
    beyond = declare(scene, code, startDate=str(outside), endDate=str(outside))
    assert anomaly not in inside
    assert anomaly in beyond


@pytest.mark.parametrize(
    ("code", "end", "hours", "found"),
    [
        ("FLX", "2024-06-30", {}, False),
        ("FLX", "2024-07-01", {}, True),
        ("FLX", None, {}, True),
        ("FLX", "2024-07-01", {"startDate": "2024-06-30", "startHour": "2200"}, False),
        ("OTH", "2024-07-01", {}, False),
    ],
)
def test_a_flexi_job_past_its_quarter_is_a_finding(
    scene: Any, code: str, end: str | None, hours: dict[str, Any], found: bool
) -> None:
    """A flexi-job that runs past its quarter is no anomaly but a finding; a night is neither."""
    body = scene.body(code, endDate=end, **hours)
    declaration = Declaration.of(600165606187, scene.received, body)
    finding = beyond_quarter(declaration)
    assert (finding is not None) is found
    assert finding is None or "2024-06-30" in finding.message
