"""Results A, W and B, and what each does to the personnel file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")

WRONG_NAME = {"ssin": "65111899997", "familyName": "SMITS"}
"""Gives the non-blocking 00025-348."""


def consequences(dimona: Dimona) -> dict[str, Any]:
    """All that is stored but the declarations themselves."""
    documents = dimona.sim.state()["documents"]
    return {kind: found for kind, found in documents.items() if kind != "dimona.declaration"}


@pytest.mark.behaviour("dimona.result.a-makes-period")
def test_an_accepted_in_makes_a_period(dimona: Dimona) -> None:
    """With result A the period is in the personnel file, read and found, with what was declared."""
    declared = dimona.enter("STU", worker="04030901246")
    period = dimona.period(declared.subject)
    assert declared.result == "A"
    assert (period["startDate"], period["endDate"]) == ("2024-02-01", "2024-02-29")
    assert period["dimonaFeatures"] == {"jointCommissionNumber": "XXX", "workerType": "STU"}
    found = dimona.search("periods", {"worker": {"ssin": "04030901246"}})
    assert [item["periodId"] for item in found["items"]] == [declared.subject]


@pytest.mark.behaviour("dimona.result.w-makes-period")
def test_a_warning_makes_a_period(dimona: Dimona) -> None:
    """With only non-blocking anomalies the result is W, and the period is there all the same."""
    declared = dimona.enter(worker=WRONG_NAME)
    assert (declared.result, declared.codes) == ("W", ["00025-348"])
    assert dimona.period(declared.subject)["startDate"] == "2024-02-01"


@pytest.mark.behaviour("dimona.result.one-blocking-makes-b")
def test_one_blocking_anomaly_is_enough(dimona: Dimona) -> None:
    """A blocking anomaly beside a non-blocking one gives B, and both are listed."""
    declared = dimona.enter(worker=WRONG_NAME, plannedHoursNumber=7)
    assert (declared.result, declared.codes) == ("B", ["00025-348", "01135-005"])


@pytest.mark.behaviour("dimona.result.two-stages")
def test_a_faulty_declaration_is_not_held_against_the_file(dimona: Dimona) -> None:
    """It lists all that it holds, and not that it is double and late as well."""
    past = {"startDate": "2024-01-10"}
    dimona.hired(**past)
    assert dimona.enter(**past).codes == ["90373-333", "90373-460"]
    faulty = dimona.enter(**past, plannedHoursNumber=7, startHour="0900")
    assert (faulty.result, faulty.codes) == ("B", ["00777-005", "01135-005"])


@pytest.mark.behaviour("dimona.result.b-changes-nothing")
@pytest.mark.parametrize(
    "body",
    [
        {"dimonaOut": {"endDate": "2024-01-31"}},
        {"dimonaUpdate": {"startDate": "2024-01-31", "startHour": "0900"}},
        {"dimonaUpdate": {"endDate": "2024-04-30", "plannedHoursNumber": 20}},
        {"dimonaCancel": {"startDate": "2024-02-01"}},
        {"dailyRegistrationIn": {"startDate": "2024-02-01", "startHour": "0900"}},
    ],
)
def test_a_refused_change_changes_nothing(dimona: Dimona, body: dict[str, Any]) -> None:
    """Period, student account and register stay as they were, and the reference is empty."""
    period = dimona.hired("STU", worker="04030901246")
    before = consequences(dimona)
    (kind, block), *_ = body.items()
    refused = dimona.about(kind, period, **block)
    reference = "dailyRegistration" if kind.startswith("daily") else "period"
    assert (refused.result, refused.status[reference]) == ("B", {})
    assert consequences(dimona) == before


@pytest.mark.behaviour("dimona.result.b-changes-nothing")
@pytest.mark.parametrize(
    "changes",
    [
        {"worker_type": "STU", "worker": "04030901246", "plannedHoursNumber": 0},
        {"worker_type": "EXT", "startHour": "1700", "endHour": "0900"},
        {"worker": "12345678901"},
    ],
)
def test_a_refused_in_makes_nothing(dimona: Dimona, changes: dict[str, Any]) -> None:
    """It shows an empty period, and no period has its number."""
    before = consequences(dimona)
    refused = dimona.enter(**changes)
    assert (refused.result, refused.status["period"]) == ("B", {})
    assert dimona.get(f"/periods/{refused.number}").status_code == 404
    assert consequences(dimona) == before


@pytest.mark.behaviour("dimona.result.refused-out-leaves-open")
def test_a_refused_out_leaves_the_period_open(dimona: Dimona) -> None:
    """An end before the start is refused: no period number, and no end date in the period."""
    period = dimona.hired()
    refused = dimona.about("dimonaOut", period, endDate="2024-01-31")
    assert (refused.result, refused.codes, refused.status["period"]) == ("B", ["00911-014"], {})
    after = dimona.period(period)
    assert "endDate" not in after
    assert after["lastDimonaType"] == "in"


@pytest.mark.behaviour("dimona.result.quota-information", "dimona.student.excess-counts-own-hours")
def test_hours_in_excess_are_told_as_text(dimona: Dimona) -> None:
    """604 planned hours on a quota of 600 give W with 90017-369 and the text "4"."""
    declared = dimona.enter("STU", worker="04030901246", plannedHoursNumber=604)
    assert (declared.result, declared.codes) == ("W", ["90017-369"])
    assert declared.status["informationsCollection"] == [
        {"type": "QUOTA WARNING: STUDENT", "value": "4"}
    ]


@pytest.mark.behaviour("dimona.result.no-balance-when-within-quota")
@pytest.mark.parametrize("hours", [1, 599, 600])
def test_the_balance_is_never_told(dimona: Dimona, hours: int) -> None:
    """Up to the last hour of the quota the result is A and informationsCollection is empty."""
    declared = dimona.enter("STU", worker="04030901246", plannedHoursNumber=hours)
    assert (declared.result, declared.status["informationsCollection"]) == ("A", [])
