"""The student account: what planned hours reserve, and what other services see of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Declared, Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")

STUDENT = "06081991188"
"""A student who gave the precontractual examples' mandatary a mandate."""

EMPLOYERS = ["411702543", "800002352", "1800013360", "1800014449", "1800011182"]
EXCESS = "QUOTA WARNING: STUDENT"


def student(dimona: Dimona, hours: int, employer: int = 0, **changes: Any) -> Declared:
    """Declare the student with planned hours at one of the employers."""
    number = EMPLOYERS[employer]
    return dimona.enter("STU", worker=STUDENT, employer=number, plannedHoursNumber=hours, **changes)


def excess(declared: Declared) -> int:
    """The hours in excess that a declaration tells, 0 for none."""
    assert declared.codes == (["90017-369"] if declared.informations else [])
    return sum(int(value) for kind, value in declared.informations if kind == EXCESS)


def remaining(dimona: Dimona, start: str = "2024-03-01") -> int:
    """The hours that the precontractual service tells for a job that starts on a day."""
    answer = dimona.sim.http.get(
        f"{dimona.sim.urls['precontractual']}/verifyPrecontractualData",
        params={
            "citizen": STUDENT,
            "startDate": start,
            "mandataryEnterpriseNumber": "0123456789",
            "representedEnterpriseNumber": "0880820673",
            "typeOfWorker": "studentJob",
        },
        headers=dimona.bearer(),
    )
    assert answer.status_code == 200, answer.text
    return int(answer.json()["studentJobResult"]["hoursRemaining"])


def in_year(year: int, *values: Any) -> Any:
    """A case in which declarations are received in a year."""
    mark = pytest.mark.sim(now=f"{year}-01-10T09:00:00+01:00")
    return pytest.param(year, *values, marks=mark, id=str(year))


def declare_the_quota(dimona: Dimona, year: int, quota: int) -> list[int]:
    """Declare all hours of a year and then one more; the excess of each."""
    span: dict[str, Any] = {"startDate": f"{year}-02-01", "endDate": f"{year}-02-28"}
    hours = enumerate((quota, 1))
    return [excess(student(dimona, each, employer=number, **span)) for number, each in hours]


@pytest.mark.behaviour("dimona.student.quota-by-year")
@pytest.mark.parametrize(
    ("year", "quota"),
    [
        *(in_year(year, 475) for year in range(2017, 2023)),
        in_year(2023, 600),
        in_year(2024, 600),
        in_year(2025, 650),
    ],
)
def test_each_year_has_its_quota(dimona: Dimona, year: int, quota: int) -> None:
    """The last hour of the quota is accepted, the next one is in excess."""
    assert declare_the_quota(dimona, year, quota) == [0, 1]


@pytest.mark.behaviour("dimona.student.quota-from-2026")
@pytest.mark.parametrize("year", [in_year(2026), in_year(2030)])
def test_the_quota_of_2025_goes_on(dimona: Dimona, year: int) -> None:
    """In later years 650 hours are accepted and one more is in excess."""
    assert declare_the_quota(dimona, year, 650) == [0, 1]


@pytest.mark.behaviour("dimona.student.quota-by-year", "dimona.student.all-employers")
@pytest.mark.sim(now="2024-12-20T09:00:00+01:00")
def test_the_year_is_that_of_the_start(dimona: Dimona) -> None:
    """Hours of January are those of the next year, in its own account with its own quota."""
    december: dict[str, Any] = {"startDate": "2024-12-21", "endDate": "2024-12-31"}
    january: dict[str, Any] = {"startDate": "2025-01-02", "endDate": "2025-01-31"}
    assert excess(student(dimona, 600, **december)) == 0
    assert excess(student(dimona, 650, **january)) == 0
    assert excess(student(dimona, 7, employer=1, **december)) == 7
    assert excess(student(dimona, 9, employer=1, **january)) == 9


@pytest.mark.behaviour("dimona.student.all-employers")
def test_all_employers_share_the_account(dimona: Dimona) -> None:
    """Hours with every employer add up; another student has an account of its own."""
    assert [excess(student(dimona, 250, employer=number)) for number in range(3)] == [0, 0, 150]
    other = dimona.enter("STU", worker="04030901246", plannedHoursNumber=600)
    assert excess(other) == 0


@pytest.mark.behaviour("dimona.student.excess-counts-own-hours")
def test_excess_is_not_reserved(dimona: Dimona) -> None:
    """Each declaration tells its own hours beyond the quota, and only hours inside it count."""
    first = student(dimona, 590)
    assert excess(first) == 0
    assert excess(student(dimona, 30, employer=1)) == 20
    assert excess(student(dimona, 5, employer=2)) == 5
    assert dimona.about("dimonaCancel", first.subject).result == "A"
    assert remaining(dimona) == 590


@pytest.mark.behaviour("dimona.student.update-and-cancel-adjust")
def test_an_update_changes_what_is_reserved(dimona: Dimona) -> None:
    """More hours, fewer hours and a cancel follow each other in the account."""
    period = student(dimona, 100).subject
    told = [remaining(dimona)]
    for hours in (350, 20):
        assert excess(dimona.about("dimonaUpdate", period, plannedHoursNumber=hours)) == 0
        told.append(remaining(dimona))
    dimona.about("dimonaCancel", period)
    assert [*told, remaining(dimona)] == [500, 250, 580, 600]


@pytest.mark.behaviour("dimona.student.update-and-cancel-adjust", "dimona.result.quota-information")
def test_an_update_tells_its_excess(dimona: Dimona) -> None:
    """An update that goes beyond the quota is a warning as well, an update back is not."""
    student(dimona, 500)
    period = student(dimona, 50, employer=1).subject
    assert excess(dimona.about("dimonaUpdate", period, plannedHoursNumber=104)) == 4
    assert excess(dimona.about("dimonaUpdate", period, plannedHoursNumber=100)) == 0
    assert remaining(dimona) == 0


@pytest.mark.behaviour("dimona.student.update-and-cancel-adjust")
def test_a_change_that_names_no_hours_keeps_them(dimona: Dimona) -> None:
    """An update of the end date, accepted or refused, leaves the reservation as it was."""
    period = student(dimona, 100).subject
    assert dimona.about("dimonaUpdate", period, endDate="2024-02-20").result == "A"
    assert dimona.about("dimonaUpdate", period, endDate="2024-04-20").result == "B"
    assert remaining(dimona) == 500


@pytest.mark.behaviour("dimona.student.seen-by-precontractual")
def test_the_precontractual_service_sees_what_is_reserved(dimona: Dimona) -> None:
    """hoursRemaining falls with the result of a STU, not before, and comes back with a cancel."""
    told = [remaining(dimona)]
    number = dimona.submit(dimona.entering("STU", worker=STUDENT, plannedHoursNumber=120))
    told.append(remaining(dimona))
    dimona.wait()
    told.append(remaining(dimona))
    assert dimona.about("dimonaCancel", number).result == "A"
    assert [*told, remaining(dimona)] == [600, 600, 480, 600]


@pytest.mark.behaviour("dimona.student.seen-by-precontractual", "dimona.result.b-changes-nothing")
def test_a_refused_student_reserves_nothing(dimona: Dimona) -> None:
    """After result B hoursRemaining is what it was."""
    assert student(dimona, 120, startHour="0900").result == "B"
    assert remaining(dimona) == 600


@pytest.mark.behaviour("dimona.student.late-hours-outside-quota")
def test_late_hours_do_not_count(dimona: Dimona) -> None:
    """Hours of a late dimonaIn are neither reserved nor in excess, however many there are."""
    late = student(dimona, 700, startDate="2024-01-10", endDate="2024-01-31")
    assert (late.result, late.codes, late.informations) == ("W", ["90373-460"], [])
    assert remaining(dimona) == 600
    update = dimona.about("dimonaUpdate", late.subject, plannedHoursNumber=710)
    assert update.informations == []
    assert remaining(dimona) == 600


@pytest.mark.behaviour("dimona.student.unchanged-start-accepted")
@pytest.mark.parametrize(
    ("start", "result", "codes"),
    [
        ("2024-02-01", "A", []),
        ("2024-02-02", "B", ["00910-005"]),
        ("2024-01-31", "B", ["00910-005"]),
    ],
)
def test_an_update_may_repeat_the_start(
    dimona: Dimona, start: str, result: str, codes: list[str]
) -> None:
    """The start date of a student's period is accepted unchanged, and refused otherwise."""
    period = student(dimona, 100).subject
    declared = dimona.about("dimonaUpdate", period, startDate=start, endDate="2024-02-20")
    assert (declared.result, declared.codes) == (result, codes)
