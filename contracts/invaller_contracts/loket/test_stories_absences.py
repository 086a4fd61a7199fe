"""Absences: reported, changed on the way, closed and opened again.

Employee 1006 of the nursery is at work; today is Monday 3 March 2025.
"""

import pytest

from invaller_clients import BadRequest, LoketClient, NotFound
from invaller_clients.loket_answers import LoketRecord
from invaller_contracts.loket.samples import Nursery, absence, end_of_absence

pytestmark = pytest.mark.truth("documented")


@pytest.fixture
def ill(loket: LoketClient, nursery: Nursery) -> LoketRecord:
    """An absence that was reported today."""
    employee = nursery.employee(1006)
    body = absence("2025-03-03")
    return loket.call("PostAbsenceByEmployeeId", employeeId=employee, body=body).content


def progress(loket: LoketClient, absence_id: str) -> list[tuple[str, str | None, float]]:
    """Start, end and percentage of the progress records of an absence."""
    listed = loket.all("GetAbsenceProgressByAbsenceId", absenceId=absence_id, orderBy="startDate")
    return [(one["startDate"], one["endDate"], one["incapacityPercentage"]) for one in listed]


@pytest.mark.behaviour("loket.absence.report-makes-progress", "loket.version.absence-family")
def test_reporting_makes_one_progress_record(loket: LoketClient, ill: LoketRecord) -> None:
    """A reported absence has one progress record, with its start date and percentage."""
    assert progress(loket, ill["id"]) == [("2025-03-03", None, 100)]
    read = loket.call("GetAbsenceByAbsenceId", absenceId=ill["id"])
    assert (read.content, read.version) == (ill, "2020-03-16")


@pytest.mark.behaviour("loket.absence-progress.closes-previous")
def test_progress_follows_progress(loket: LoketClient, ill: LoketRecord) -> None:
    """New progress ends the record before it, the day before, and changes the absence."""
    body = {"startDate": "2025-03-10", "incapacityPercentage": 50}
    loket.call("PostAbsenceProgressByAbsenceId", absenceId=ill["id"], body=body)
    assert progress(loket, ill["id"]) == [
        ("2025-03-03", "2025-03-09", 100),
        ("2025-03-10", None, 50),
    ]
    read = loket.call("GetAbsenceByAbsenceId", absenceId=ill["id"]).content
    assert read["progress"]["currentIncapacityPercentage"] == 50


@pytest.mark.behaviour("loket.absence.close-closes-progress", "loket.absence.reopen")
def test_closing_and_reopening(loket: LoketClient, ill: LoketRecord) -> None:
    """Closing ends the open progress on the last day of absence, reopening takes that back."""
    body = end_of_absence("2025-03-14")
    loket.call("PatchCloseAbsenceByAbsenceId", absenceId=ill["id"], body=body)
    assert progress(loket, ill["id"]) == [("2025-03-03", "2025-03-14", 100)]
    closed = loket.call("GetAbsenceByAbsenceId", absenceId=ill["id"]).content
    assert closed["progress"]["endOfAbsence"]["date"] == "2025-03-14"
    loket.call("PatchReopenAbsenceByAbsenceId", absenceId=ill["id"], body={})
    assert progress(loket, ill["id"]) == [("2025-03-03", None, 100)]
    assert loket.call("GetAbsenceByAbsenceId", absenceId=ill["id"]).content == ill


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.absence.close-twice", "loket.absence-progress.after-close")
def test_a_closed_absence_stays_closed(loket: LoketClient, ill: LoketRecord) -> None:
    """A closed absence takes no second end and no progress."""
    body = end_of_absence("2025-03-14")
    loket.call("PatchCloseAbsenceByAbsenceId", absenceId=ill["id"], body=body)
    later = {"startDate": "2025-03-10", "incapacityPercentage": 50}
    with pytest.raises(BadRequest):
        loket.call("PatchCloseAbsenceByAbsenceId", absenceId=ill["id"], body=body)
    with pytest.raises(BadRequest):
        loket.call("PostAbsenceProgressByAbsenceId", absenceId=ill["id"], body=later)
    assert progress(loket, ill["id"]) == [("2025-03-03", "2025-03-14", 100)]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.absence.overlap")
def test_one_absence_at_a_time(loket: LoketClient, nursery: Nursery, ill: LoketRecord) -> None:
    """Who is absent cannot be reported absent again."""
    employee = nursery.employee(1006)
    with pytest.raises(BadRequest):
        loket.call("PostAbsenceByEmployeeId", employeeId=employee, body=absence("2025-03-20"))
    assert [one["id"] for one in loket.all("GetAbsencesByEmployeeId", employeeId=employee)] == [
        ill["id"]
    ]


@pytest.mark.behaviour(
    "loket.absence-progress.last-one-stays", "loket.absence.delete-takes-progress"
)
def test_progress_goes_with_its_absence(loket: LoketClient, ill: LoketRecord) -> None:
    """The last progress record cannot be deleted by itself; it goes with the absence."""
    (only,) = loket.all("GetAbsenceProgressByAbsenceId", absenceId=ill["id"])
    with pytest.raises(BadRequest):
        loket.call("DeleteAbsenceProgressByAbsenceProgressId", absenceProgressId=only["id"])
    loket.call("DeleteAbsenceByAbsenceId", absenceId=ill["id"])
    for name, parameter in (
        ("GetAbsenceByAbsenceId", {"absenceId": ill["id"]}),
        ("GetAbsenceProgressByAbsenceProgressId", {"absenceProgressId": only["id"]}),
    ):
        with pytest.raises(NotFound):
            loket.call(name, parameter)


@pytest.mark.behaviour("loket.absence.overview-dates")
def test_an_overview_is_a_file(loket: LoketClient, nursery: Nursery) -> None:
    """The absences of an employee between two days come as a file."""
    employee = nursery.employee(1001)
    days = {"startDate": "2024-01-01", "endDate": "2025-03-03"}
    overview = loket.call("GetAbsenceOverviewByEmployeeId", days, employeeId=employee)
    assert overview.file_name is not None
    assert overview.data
    with pytest.raises(BadRequest):
        loket.call("GetAbsenceOverviewByEmployeeId", employeeId=employee)
