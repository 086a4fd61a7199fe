"""Technical failures: the documented 500, and that nothing was received or changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")

PERIOD = 600050201853
CRITERIA = {"worker": {"ssin": "65111899997"}}

OPERATIONS: list[tuple[str, str, str, Any]] = [
    ("getDeclaration", "GET", "/declarations/600050201853", None),
    ("searchDeclarations", "POST", "/declarations/search", CRITERIA),
    ("getDailyRegistration", "GET", "/dailyRegistrations/600050201853", None),
    ("listDailyRegistrations", "GET", f"/dailyRegistrations?periodId={PERIOD}", None),
    ("getPeriod", "GET", f"/periods/{PERIOD}", None),
    ("searchPeriods", "POST", "/periods/search", CRITERIA),
    ("searchRelations", "POST", "/relations/search", CRITERIA),
]
SUBMISSIONS: list[dict[str, Any]] = [
    {"dimonaCancel": {"periodId": PERIOD}},
    {
        "dailyRegistrationIn": {
            "periodId": PERIOD,
            "startDate": "2024-01-15",
            "startHour": "1630",
        }
    },
]


@pytest.mark.behaviour("dimona.http.500-nothing-received")
@pytest.mark.parametrize(("operation", "method", "path", "body"), OPERATIONS)
def test_a_consultation_can_fail(
    dimona: Dimona, operation: str, method: str, path: str, body: Any
) -> None:
    """A technical failure answers 500 with the documented body; the next call is served."""
    dimona.sim.faults.add(effect={"status": 500}, api="dimona", operation=operation, times=1)
    before = dimona.stored()
    failed = dimona.call(method, path, json=body)
    assert (failed.status_code, failed.json()["status"]) == (500, 500)
    assert dimona.stored() == before
    assert dimona.call(method, path, json=body).status_code in (200, 404)


@pytest.mark.behaviour("dimona.http.500-nothing-received")
@pytest.mark.parametrize("body", SUBMISSIONS)
def test_a_declaration_that_met_a_failure_was_not_received(
    dimona: Dimona, body: dict[str, Any]
) -> None:
    """It has no number and never a result; sent again it is received and accepted once."""
    dimona.sim.faults.add(effect={"status": 500}, operation="submitDeclaration", times=1)
    before = dimona.stored()
    failed = dimona.post("/declarations", body)
    assert failed.status_code == 500
    assert "Location" not in failed.headers
    dimona.wait()
    assert dimona.stored() == before
    assert dimona.declare(body).result == "A"
    assert dimona.search("declarations", CRITERIA)["total"] == 1


@pytest.mark.behaviour("dimona.http.500-nothing-received")
def test_a_failure_says_where_it_came_from(dimona: Dimona) -> None:
    """The explanation of a 500 names the fault, so that nobody takes it for a defect."""
    fault = dimona.sim.faults.add(effect={"status": 500}, operation="getPeriod")
    response = dimona.get(f"/periods/{PERIOD}")
    explained = dimona.sim.explain(response)
    assert explained["fault"] == fault["id"]
    assert [item["rule"] for item in explained["explanations"]] == ["fault.status"]


@pytest.mark.parametrize("status", [401, 403, 503])
def test_other_failures_come_as_problems(dimona: Dimona, status: int) -> None:
    """A fault with another status is answered as a problem of that status."""
    dimona.sim.faults.add(effect={"status": status}, operation="getPeriod")
    url = f"{dimona.base}/periods/{PERIOD}"
    response = dimona.sim.http.get(url, headers=dimona.bearer())
    assert response.status_code == status
    dimona.specification.check_body("Problem", response.json())
