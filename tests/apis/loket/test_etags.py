"""ETags beside those of plain records: of lists that show one, and of what lies in others."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.apis.loket.seed.reading import identify

ABSENCE = {"absenceId": identify("absence", "zonnehof/1004")}
READ = "GetAbsenceByAbsenceId"
EMPLOYMENT = {"employmentId": identify("employment", "zonnehof/1006")}
ADMINISTRATION = {"payrollAdministrationId": identify("payroll-administration", "zonnehof")}
LISTS = [
    ("GetEmploymentTemplatesByEmployerId", {"employerId": identify("employer", "zonnehof")}),
    ("GetAvailablePayrollComponentSetsByPayrollAdministrationId", ADMINISTRATION),
    ("GetPayrollComponentsByPayrollAdministrationIdAndYear", {**ADMINISTRATION, "year": 2025}),
]


def _progress(loket: Any) -> None:
    """Another progress record of the absence, with another percentage."""
    body = {"startDate": "2025-03-18", "incapacityPercentage": 40}
    loket.content("PostAbsenceProgressByAbsenceId", ABSENCE, body)


@pytest.mark.behaviour("loket.header.etag-of-absence")
def test_the_etag_of_an_absence_follows_its_progress(loket: Any) -> None:
    """A new percentage shows in the absence and changes its ETag; the old ETag is stale."""
    before = loket.call(READ, ABSENCE)
    _progress(loket)
    after = loket.call(READ, ABSENCE)
    assert after.json()["content"]["progress"]["currentIncapacityPercentage"] == 40
    assert after.headers["ETag"] != before.headers["ETag"]
    assert loket.call(READ, ABSENCE).headers["ETag"] == after.headers["ETag"]
    end = {"endOfAbsence": {"date": "2025-03-20", "reason": {"key": 1}}}
    close = "PatchCloseAbsenceByAbsenceId"
    stale = loket.call(close, ABSENCE, end, headers={"If-Match": before.headers["ETag"]})
    assert stale.status_code == 409
    fresh = loket.call(close, ABSENCE, end, headers={"If-Match": after.headers["ETag"]})
    assert fresh.status_code == 200


@pytest.mark.behaviour("loket.header.etag-where-shown")
@pytest.mark.parametrize(("operation", "ids"), LISTS)
def test_lists_that_show_an_etag(loket: Any, operation: str, ids: dict[str, Any]) -> None:
    """A list that the document shows with an ETag has one, the same while nothing changes."""
    first, second = loket.call(operation, ids), loket.call(operation, ids)
    assert first.status_code == 200
    assert first.headers["ETag"] == second.headers["ETag"]


@pytest.mark.behaviour("loket.header.etag-where-shown")
def test_the_defaults_of_a_calculation_have_an_etag(loket: Any) -> None:
    """Defaults of the transition compensation have an ETag; those of others have none."""
    name = "GetCalculateTransitionCompensationDefaultsByEmploymentId"
    assert loket.call(name, EMPLOYMENT).headers["ETag"]
    assert "ETag" not in loket.call("GetWageDefaultsByEmploymentId", EMPLOYMENT).headers
