"""Terminating, reinstating and correcting employments."""

from __future__ import annotations

import re
from typing import Any

import pytest

from invaller.apis.loket.actions.employment_records import dated_resources
from invaller.apis.loket.catalogue import CATALOGUE, LIST
from invaller.kernel.ids import uuid_from

OWNER = {"employeeId": uuid_from("loket", "seed", "employee", "zonnehof/1004")}
ID = {"employmentId": uuid_from("loket", "seed", "employment", "zonnehof/1004")}
ABSENCE = {"absenceId": uuid_from("loket", "seed", "absence", "zonnehof/1004")}
ADMINISTRATION = ("payroll-administration", "zonnehof")
READ = "GetEmploymentByEmploymentId"
TERMINATE, REINSTATE = "PatchTerminateByEmploymentId", "PatchReinstateByEmploymentId"
CORRECT = "PatchCorrectStartDateByEmploymentId"
CATEGORY = "PatchTypeOfEmploymentCategoryTypeFieldsByEmploymentId"


def _termination(day: str, **more: Any) -> dict[str, Any]:
    return {
        "endDate": day,
        "endOfEmploymentDueToIllness": False,
        "endOfEmploymentReason": {"key": 2},
        "endOfEmploymentReasonTaxAuthorities": {"key": 4},
        **more,
    }


def _records(loket: Any, ids: dict[str, str] = ID) -> dict[str, tuple[str, str | None]]:
    """First and last day of each record of the employment that has them."""
    found: dict[str, tuple[str, str | None]] = {}
    for resource in dated_resources():
        lists = [
            one
            for one in CATALOGUE.resources[resource].of_shape(LIST)
            if one.parent is not None and one.parent.resource == "employment"
        ]
        for one in loket.page(lists[0].id, ids):
            found[one["id"]] = (one["startDate"], one["endDate"])
    return found


@pytest.mark.behaviour(
    "loket.employment.terminate-end-date", "loket.employment.terminate-ends-records"
)
def test_termination_ends_the_employment_and_all_that_runs_in_it(loket: Any) -> None:
    """Open records, and the open absence with its progress, end on the last day."""
    before = _records(loket)
    assert None in {end for _, end in before.values()}
    answer = loket.call(TERMINATE, ID, _termination("2030-06-30"))
    assert (answer.status_code, answer.json()["content"]) == (200, {})
    employment = loket.content(READ, ID)
    assert employment["endDate"] == "2030-06-30"
    assert employment["endOfEmploymentReason"]["key"] == 2
    assert employment["endOfEmploymentDueToIllness"] is False
    ended = {name: (start, end or "2030-06-30") for name, (start, end) in before.items()}
    assert _records(loket) == ended
    absence = loket.content("GetAbsenceByAbsenceId", ABSENCE)
    assert absence["progress"]["endOfAbsence"]["date"] == "2030-06-30"


@pytest.mark.behaviour("loket.employment.reinstate")
def test_reinstating_opens_what_the_termination_ended(loket: Any) -> None:
    """After reinstating, employment, records and absence are as before the termination."""
    before = loket.content(READ, ID), _records(loket)
    absence = loket.content("GetAbsenceByAbsenceId", ABSENCE)
    loket.content(TERMINATE, ID, _termination("2030-06-30"))
    assert loket.call(REINSTATE, ID, {}).status_code == 200
    assert (loket.content(READ, ID), _records(loket)) == before
    assert loket.content("GetAbsenceByAbsenceId", ABSENCE) == absence


@pytest.mark.behaviour("loket.employment.terminate-again")
@pytest.mark.parametrize("day", ["2030-03-31", "2031-01-31"])
def test_a_second_termination_revises_the_first(loket: Any, day: str) -> None:
    """Terminating again moves the end and replaces the reasons, earlier or later."""
    before = _records(loket)
    loket.content(TERMINATE, ID, _termination("2030-06-30"))
    revised = _termination(day, endOfEmploymentReason={"key": 3})
    loket.content(TERMINATE, ID, revised)
    employment = loket.content(READ, ID)
    assert (employment["endDate"], employment["endOfEmploymentReason"]["key"]) == (day, 3)
    assert _records(loket) == {name: (start, end or day) for name, (start, end) in before.items()}
    loket.content(REINSTATE, ID, {})
    assert _records(loket) == before


@pytest.mark.behaviour("loket.employment.terminate-needs-reason")
@pytest.mark.parametrize(
    "name", ["endDate", "endOfEmploymentDueToIllness", "endOfEmploymentReason"]
)
def test_a_termination_needs_its_reasons(loket: Any, name: str) -> None:
    """Without end date, reason, or whether illness is the cause, nothing is terminated."""
    body = _termination("2030-06-30")
    del body[name]
    answer = loket.call(TERMINATE, ID, body)
    assert (answer.status_code, loket.why(answer)) == (400, ["loket.write.required-fields"])
    assert name in answer.json()["messages"][0]["description"]
    assert loket.content(READ, ID)["endDate"] is None


@pytest.mark.behaviour("loket.employment.terminate-before-start")
def test_an_employment_ends_after_it_began(loket: Any) -> None:
    """A last day before the first is refused."""
    answer = loket.call(TERMINATE, ID, _termination("1999-12-31"))
    assert (answer.status_code, loket.why(answer)) == (
        400,
        ["loket.employment.terminate-before-start"],
    )


def test_a_trail_of_a_termination_names_fields_of_the_employment(loket: Any) -> None:
    """What the simulator keeps of a termination is in no audit trail."""
    loket.content(TERMINATE, ID, _termination("2030-06-30"))
    name = "GetEmploymentPayrollDataAuditTrailByPayrollAdministrationId"
    ids = {"payrollAdministrationId": uuid_from("loket", "seed", *ADMINISTRATION)}
    days = {"startDate": "2025-03-01", "endDate": "2025-03-31"}
    trail = loket.call(name, ids, accept="application/pdf", **days).text
    fields = set(re.findall(r"  employment  ([\w.]+)", trail))
    assert fields
    assert all(one.startswith(("endDate", "endOfEmployment")) for one in fields)


@pytest.mark.behaviour("loket.employment.reinstate-active-one")
def test_an_active_employment_is_not_reinstated(loket: Any) -> None:
    """Reinstating an employment that has not ended is refused."""
    answer = loket.call(REINSTATE, ID, {})
    assert (answer.status_code, loket.why(answer)) == (
        400,
        ["loket.employment.reinstate-active-one"],
    )


@pytest.mark.behaviour("loket.employment.correct-start-date")
@pytest.mark.parametrize("day", ["2010-01-01", "2024-11-01"])
def test_a_corrected_start_moves_the_first_records(loket: Any, day: str) -> None:
    """Records that began with the employment begin on its new first day; others stay."""
    old, before = loket.content(READ, ID)["startDate"], _records(loket)
    assert loket.call(CORRECT, ID, {"startDate": day}).status_code == 200
    assert loket.content(READ, ID)["startDate"] == day
    moved = {name: (day if start == old else start, end) for name, (start, end) in before.items()}
    assert _records(loket) == moved


@pytest.mark.behaviour("loket.employment.correct-start-date-after-records")
def test_a_start_after_a_first_record_ends_is_refused(loket: Any) -> None:
    """A record cannot end before it begins, so the start stays and the answer says where."""
    loket.content(TERMINATE, ID, _termination("2030-06-30"))
    before = _records(loket)
    answer = loket.call(CORRECT, ID, {"startDate": "2030-07-01"})
    assert (answer.status_code, loket.why(answer)) == (
        400,
        ["loket.employment.correct-start-date-after-records"],
    )
    assert _records(loket) == before


@pytest.mark.behaviour("loket.employment.category-subset")
def test_the_category_changes_alone(loket: Any) -> None:
    """The category changes and every other field of the employment stays."""
    before = loket.content(READ, ID)
    other = 1 if before["employmentCategoryType"]["key"] != 1 else 2
    answer = loket.call(CATEGORY, ID, {"employmentCategoryType": {"key": other}})
    assert answer.status_code == 200
    assert set(answer.json()["content"]) == {"employmentCategoryType", "linkedEmployment"}
    after = loket.content(READ, ID)
    assert after.pop("employmentCategoryType")["key"] == other
    before.pop("employmentCategoryType")
    assert after == before


def test_an_unknown_reason_is_refused(loket: Any) -> None:
    """The reason of a termination is one of the options of the employment."""
    answer = loket.call(
        TERMINATE, ID, _termination("2030-06-30", endOfEmploymentReason={"key": 99})
    )
    assert (answer.status_code, loket.why(answer)) == (400, ["loket.metadata.unknown-key"])
