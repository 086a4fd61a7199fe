"""Every resource that can be listed, read, added, changed and deleted."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.apis.loket.catalogue import (
    CATALOGUE,
    CHANGE,
    CREATE,
    DELETE,
    DETAIL,
    ENGINE_SHAPES,
    LIST,
    Resource,
)

FULL = [one for one in CATALOGUE.resources.values() if one.full]


def _marks(resource: Resource) -> list[Any]:
    """The entry of the ledger, where these five operations are all that a resource has."""
    shapes = [one.shape for one in resource.operations if one.shape not in ("metadata", "defaults")]
    if sorted(shapes) != sorted(ENGINE_SHAPES):
        return []
    return [pytest.mark.behaviour(f"loket.{resource.name}.operations")]


def _operation(resource: Resource, shape: str) -> str:
    return resource.of_shape(shape)[0].id


def _named(resource: Resource, shape: str, record: dict[str, Any]) -> dict[str, str]:
    return {resource.of_shape(shape)[0].key or "": record["id"]}


@pytest.mark.behaviour(
    "loket.envelope.change-200", "loket.envelope.delete-200", "loket.status.404-after-delete"
)
@pytest.mark.parametrize(
    "resource", [pytest.param(one, id=one.name, marks=_marks(one)) for one in FULL]
)
def test_the_life_of_a_record(loket: Any, resource: Resource) -> None:
    """A new record is read as it was answered, listed, changed, and gone once it is deleted."""
    create = _operation(resource, CREATE)
    body = loket.sample(create)
    record = loket.content(create, loket.ids(create), body)
    named = _named(resource, DETAIL, record)
    assert loket.content(_operation(resource, DETAIL), named) == record
    listed = loket.page(_operation(resource, LIST), loket.ids(create))
    assert [one["id"] for one in listed].count(record["id"]) == 1
    change = _operation(resource, CHANGE)
    changed = loket.call(change, _named(resource, CHANGE, record), {**record, **body})
    assert changed.status_code == CATALOGUE.operations[change].status
    delete = _operation(resource, DELETE)
    assert loket.content(delete, _named(resource, DELETE, record)) == {}
    for operation in (_operation(resource, DETAIL), delete):
        assert loket.call(operation, named).status_code == 404


@pytest.mark.behaviour("loket.absence.report-makes-progress", "loket.absence.delete-takes-progress")
def test_an_absence_has_its_progress(loket: Any) -> None:
    """Reporting an absence makes one progress record; deleting it takes that along."""
    begun = {"startDate": "2025-03-01", "currentIncapacityPercentage": 60}
    absence = loket.added("absence", progress=begun)
    named = {"absenceId": absence["id"]}
    progress = loket.page("GetAbsenceProgressByAbsenceId", named)
    assert [(one["startDate"], one["incapacityPercentage"]) for one in progress] == [
        ("2025-03-01", 60)
    ]
    loket.content("DeleteAbsenceByAbsenceId", named)
    gone = {"absenceProgressId": progress[0]["id"]}
    assert loket.call("GetAbsenceProgressByAbsenceProgressId", gone).status_code == 404


@pytest.mark.behaviour("loket.absence-progress.last-one-stays")
def test_the_last_progress_record_stays(loket: Any) -> None:
    """The only progress record of an absence cannot be deleted."""
    absence = loket.added("absence", progress={"startDate": "2025-03-01", **PERCENTAGE})
    progress = loket.page("GetAbsenceProgressByAbsenceId", {"absenceId": absence["id"]})
    operation = "DeleteAbsenceProgressByAbsenceProgressId"
    response = loket.call(operation, {"absenceProgressId": progress[0]["id"]})
    assert response.status_code == 400
    assert loket.why(response) == ["loket.absence-progress.last-one-stays"]


@pytest.mark.behaviour("loket.absence.overlap")
def test_no_second_absence_while_one_is_open(loket: Any) -> None:
    """A new absence while one is open answers 400."""
    loket.added("absence")
    operation = "PostAbsenceByEmployeeId"
    response = loket.call(operation, loket.ids(operation), loket.sample(operation))
    assert (response.status_code, loket.why(response)) == (400, ["loket.absence.overlap"])


PERCENTAGE = {"currentIncapacityPercentage": 100}


@pytest.mark.behaviour("loket.employment-note.created-by")
def test_a_note_tells_its_author(loket: Any) -> None:
    """createdBy and createdOn of a note are the user who added it, and when."""
    note = loket.added("employment-note")
    assert note["createdBy"]["lastName"] == "Lindeman"
    assert note["createdOn"] == note["lastModifiedOn"]


@pytest.mark.behaviour("loket.wage.pay-grade-sets-gross")
def test_a_pay_grade_sets_the_gross_wage(loket: Any) -> None:
    """With applyPayGrade the gross wage is the value of the grade on the start date."""
    operation = "PostWageByEmploymentId"
    scale = loket.options(operation, loket.ids(operation))["payScale"][0]["key"]
    body = loket.sample(
        operation, payScale={"key": scale}, payGrade={"key": 1}, applyPayGrade=True, grossWage=1.5
    )
    assert loket.content(operation, loket.ids(operation), body)["grossWage"] > 1000
