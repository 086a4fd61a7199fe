"""Payroll period data, initialising periods, declarations of employees and wage proposals."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from invaller.kernel.ids import uuid_from

if TYPE_CHECKING:
    import httpx

Document = dict[str, Any]


def _seeded(resource: str, label: str) -> str:
    return uuid_from("loket", "seed", resource, label)


ADMINISTRATION = {"payrollAdministrationId": _seeded("payroll-administration", "zonnehof")}
EMPLOYER = {"employerId": _seeded("employer", "zonnehof")}
EMPLOYMENT = {"employmentId": _seeded("employment", "zonnehof/1002")}
UPSERT = "PatchPayrollPeriodDataByEmploymentId"
ADD = "PostPayrollPeriodDataByEmploymentId"
DATA = "GetPayrollPeriodDataByEmploymentId"
INITIALISE = "PostInitialisePayrollPeriodByPayrollAdministrationId"
READY = "PostPeriodReadyForPayrollByPayrollAdministrationId"
OPEN = _seeded("declaration", "zonnehof/1001/1")
APPROVED = _seeded("declaration", "zonnehof/1001/2")
REVIEW = "PatchReviewDeclarationsByDeclarationIds"
PROCESS = "PatchProcessDeclarationsByDeclarationId"
MARCH = 12503
"""The id of the period March 2025 of the administration (domain/periods.py)."""

pytestmark = pytest.mark.sim(now="2025-03-20T09:00:00Z")


def _body(loket: Any, number: int = 3, **values: float | None) -> Document:
    components = [
        {"payrollComponent": {"key": int(key[1:])}, "value": value, "isSupplement": False}
        for key, value in values.items()
    ]
    period = {"year": 2025, "periodNumber": number}
    return dict(loket.sample(ADD, EMPLOYMENT, payrollPeriod=period, payrollComponents=components))


def _values(record: Document) -> dict[int, float]:
    return {one["payrollComponent"]["key"]: one["value"] for one in record["payrollComponents"]}


def _upserted(loket: Any, body: Document) -> httpx.Response:
    response: httpx.Response = loket.call(UPSERT, EMPLOYMENT, body)
    assert response.status_code == 200, (response.text, loket.why(response))
    return response


@pytest.mark.behaviour(
    "loket.payroll-period-data.upsert-insert",
    "loket.payroll-period-data.upsert-update",
    "loket.payroll-period-data.upsert-keeps-others",
    "loket.payroll-period-data.upsert-null-deletes",
)
def test_a_combination_is_inserted_and_then_updated(loket: Any) -> None:
    """A new combination adds a record; the same one again overwrites, keeps and deletes."""
    assert _upserted(loket, _body(loket, c1=160, c2=4, c300=50)).content == b""
    (first,) = loket.page(DATA, EMPLOYMENT)
    assert _values(first) == {1: 160, 2: 4, 300: 50}
    _upserted(loket, _body(loket, c2=6, c300=None))
    (second,) = loket.page(DATA, EMPLOYMENT)
    assert second["id"] == first["id"]
    assert _values(second) == {1: 160, 2: 6}


@pytest.mark.behaviour("loket.payroll-period-data.upsert-insert")
@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("payrollPeriod", {"year": 2025, "periodNumber": 4}),
        ("payslipType", {"key": 2}),
        ("costCenter", {"key": 1}),
        ("costUnit", {"key": 1}),
        ("shift", {"shiftNumber": 2}),
    ],
)
def test_another_combination_is_another_record(loket: Any, member: str, value: Document) -> None:
    """A PATCH that differs in one member of the combination adds a record."""
    body = _body(loket, c1=160)
    _upserted(loket, body)
    _upserted(loket, {**body, member: value})
    assert len(loket.page(DATA, EMPLOYMENT)) == 2


@pytest.mark.behaviour("loket.payroll-period-data.post-known-combination")
def test_a_known_combination_is_not_added_again(loket: Any) -> None:
    """A POST with a known combination is refused."""
    assert loket.call(ADD, EMPLOYMENT, _body(loket, c1=160)).status_code == 201
    response = loket.call(ADD, EMPLOYMENT, _body(loket, c1=150))
    assert response.status_code == 400
    assert loket.why(response) == ["loket.payroll-period-data.post-known-combination"]


@pytest.mark.behaviour("loket.payroll-period-data.approved-period")
@pytest.mark.parametrize("operation", [UPSERT, ADD])
@pytest.mark.parametrize(("number", "noted"), [(2, True), (3, False)])
def test_data_of_an_approved_period_are_noted(
    loket: Any, operation: str, number: int, noted: bool
) -> None:
    """Data of a period with an approved run are taken, with a finding that another run is due."""
    response = loket.call(operation, EMPLOYMENT, _body(loket, number, c1=160))
    assert response.is_success
    found = [one["rule"] for one in loket.sim.explain(response)["findings"]]
    assert ("loket.payroll-period-data.approved-period" in found) is noted


def test_an_upsert_needs_its_combination(loket: Any) -> None:
    """A PATCH without the period is refused and keeps nothing."""
    body = {name: one for name, one in _body(loket, c1=1).items() if name != "payrollPeriod"}
    response = loket.call(UPSERT, EMPLOYMENT, body)
    assert response.status_code == 400
    assert loket.why(response) == ["loket.write.required-fields"]
    assert loket.page(DATA, EMPLOYMENT) == []


def _asked(number: int, *switched_on: str) -> Document:
    names = (
        "setAnnualBaseForCalculationsBasedOnFunds",
        "setBaseForCalculations",
        "setHoursWorked",
        "setLeaveHours",
    )
    period = {"year": 2025, "periodNumber": number}
    return {"payrollPeriod": period, **{name: name in switched_on for name in names}}


@pytest.mark.behaviour("loket.payroll-period.initialise-periods")
@pytest.mark.parametrize(("number", "status"), [(1, 201), (2, 201), (3, 201), (4, 400)])
def test_which_periods_can_be_initialised(loket: Any, number: int, status: int) -> None:
    """Periods with an approved run and the first one without can be initialised."""
    response = loket.call(INITIALISE, ADMINISTRATION, _asked(number))
    assert response.status_code == status
    if status == 400:
        assert loket.why(response) == ["loket.payroll-period.initialise-periods"]


@pytest.mark.behaviour("loket.payroll-period.initialise-what")
@pytest.mark.parametrize(
    ("name", "component"),
    [
        ("setHoursWorked", 1),
        ("setLeaveHours", 11),
        ("setBaseForCalculations", 70),
        ("setAnnualBaseForCalculationsBasedOnFunds", 545),
    ],
)
def test_initialising_fills_what_is_asked(loket: Any, name: str, component: int) -> None:
    """Initialising a period fills the asked component of an employment, and nothing else."""
    assert loket.call(INITIALISE, ADMINISTRATION, _asked(3, name)).status_code == 201
    (record,) = loket.page(DATA, EMPLOYMENT)
    assert list(_values(record)) == [component]
    assert record["payrollPeriod"]["periodNumber"] == 3


@pytest.mark.behaviour("loket.payroll-period.ready-mail", "loket.queued.202")
def test_a_mail_tells_that_a_period_is_ready(loket: Any) -> None:
    """Telling that a period is ready answers 202, and the explanation shows the mail."""
    body = {
        "payrollPeriodId": MARCH,
        "emailAddressPeriodReadyForPayroll": ["loon@linde.example"],
        "userComment": "Alles verwerkt",
    }
    response = loket.call(READY, ADMINISTRATION, body)
    assert response.status_code == 202
    (why,) = loket.sim.explain(response)["explanations"]
    assert why["rule"] == "loket.payroll-period.ready-mail"
    assert "mail to loon@linde.example: period 2025-3" in why["message"]
    assert loket.call(READY, ADMINISTRATION, {**body, "payrollPeriodId": 1}).status_code == 400


def _declared(loket: Any, identifier: str) -> Document:
    return dict(loket.content("GetDeclarationsByDeclarationId", {"declarationId": identifier}))


@pytest.mark.behaviour("loket.declaration.review")
@pytest.mark.parametrize(("action", "status"), [("accept", 2), ("reject", 3)])
def test_an_open_declaration_is_reviewed(loket: Any, action: str, status: int) -> None:
    """An open declaration is accepted or rejected once, which its audit trail shows."""
    body = [{"id": OPEN, "action": action}]
    assert loket.call(REVIEW, None, body).json()["messages"] == []
    assert _declared(loket, OPEN)["declarationStatus"]["key"] == status
    trail = loket.page("GetDeclarationAuditTrailByDeclarationId", {"declarationId": OPEN})
    assert [one["status"]["key"] for one in trail] == [status]
    again = loket.call(REVIEW, None, body)
    assert (again.status_code, loket.why(again)) == (400, ["loket.declaration.review"])


@pytest.mark.behaviour("loket.declaration.process")
def test_an_approved_declaration_is_processed(loket: Any) -> None:
    """Processing puts the declaration into the payroll data, on top of what is there."""
    employment = {"employmentId": _seeded("employment", "zonnehof/1001")}
    loket.call(REVIEW, None, [{"id": OPEN, "action": "accept"}])
    body = [{"id": one, "payrollPeriodId": MARCH} for one in (OPEN, APPROVED)]
    assert loket.call(PROCESS, None, body).json()["messages"] == []
    record = _declared(loket, APPROVED)
    assert record["declarationStatus"]["key"] == 5
    assert record["processedInPayrollPeriod"]["periodNumber"] == 3
    data = {one["payrollPeriod"]["periodNumber"]: one for one in loket.page(DATA, employment)}
    assert _values(data[3]) == {320: 54.5}


@pytest.mark.behaviour("loket.declaration.process", "loket.multi-patch.partly")
def test_an_open_declaration_is_not_processed(loket: Any) -> None:
    """Of an open and an approved declaration only the latter is processed."""
    body = [{"id": one, "payrollPeriodId": MARCH} for one in (OPEN, APPROVED)]
    response = loket.call(PROCESS, None, body)
    assert response.status_code == 200
    assert [one["id"] for one in response.json()["messages"]] == [OPEN]
    assert _declared(loket, OPEN)["declarationStatus"]["key"] == 1
    assert _declared(loket, APPROVED)["declarationStatus"]["key"] == 5


@pytest.mark.behaviour("loket.declaration.process")
def test_a_declaration_is_paid_by_the_next_run(loket: Any) -> None:
    """A processed declaration comes on top of the net wage of its period."""
    loket.call(PROCESS, None, [{"id": APPROVED, "payrollPeriodId": MARCH}])
    body = {
        "payrollPeriod": {"year": 2025, "periodNumber": 3},
        "sendEmailToEmployee": False,
        "initiationParameters": {"typeOfInitiation": "regular"},
    }
    run = loket.content("PostInitiatePayrollRunByPayrollAdministrationId", ADMINISTRATION, body)
    loket.sim.clock.run_until_idle()
    records = loket.page("GetPayrollRunResultsByPayrollRunId", {"payrollrunId": run["id"]})
    mine = next(
        one for one in records if one["employmentId"] == _seeded("employment", "zonnehof/1001")
    )
    (kind,) = mine["payrollPeriods"][0]["payslipTypes"]
    sums = {one["payrollComponent"]["key"]: one["value"] for one in kind["payrollComponentResults"]}
    assert sums[260] == pytest.approx(sums[70] - sums[495] + 12)


PROPOSALS, DECIDE = "GetWageProposalsByEmployerId", "PatchWageProposalsByWageProposalId"
PROPOSAL = _seeded("wage-proposal", "zonnehof/1004")
WAGES = "GetWagesByEmploymentId"


def _proposal(loket: Any, identifier: str) -> Document:
    return next(one for one in loket.page(PROPOSALS, EMPLOYER) if one["id"] == identifier)


@pytest.mark.behaviour("loket.wage-proposal.accept")
def test_an_accepted_proposal_adds_its_wage(loket: Any) -> None:
    """An accepted proposal has status 2, and its wage begins on its day."""
    response = loket.call(DECIDE, None, [{"id": PROPOSAL, "action": "accept"}])
    assert response.json()["messages"] == []
    proposal = _proposal(loket, PROPOSAL)
    assert proposal["status"]["key"] == 2
    wages = loket.page(WAGES, {"employmentId": _seeded("employment", "zonnehof/1004")})
    last = max(wages, key=lambda one: one["startDate"])
    assert last["startDate"] == proposal["startDateProposal"] == "2025-04-29"
    assert (last["grossWage"], last["endDate"]) == (1720, None)
    assert sorted(str(one["endDate"]) for one in wages)[-2] == "2025-04-28"


@pytest.mark.behaviour("loket.wage-proposal.needs-1")
def test_a_proposal_is_decided_once(loket: Any) -> None:
    """A proposal that was rejected can be neither accepted nor rejected."""
    loket.call(DECIDE, None, [{"id": PROPOSAL, "action": "reject"}])
    for action in ("accept", "reject"):
        response = loket.call(DECIDE, None, [{"id": PROPOSAL, "action": action}])
        assert (response.status_code, loket.why(response)) == (400, ["loket.wage-proposal.needs-1"])


def _with_youth_wage(loket: Any, turns_21_on: date) -> None:
    """Give an employee a birthday, and a wage by the pay grade before it."""
    documents = loket.sim.state()["documents"]
    employee = documents["loket.employee"][_seeded("employee", "zonnehof/1002")]
    born = turns_21_on.replace(year=turns_21_on.year - 21).isoformat()
    details = {**employee["body"]["personalDetails"], "dateOfBirth": born}
    changed = {**employee, "body": {**employee["body"], "personalDetails": details}}
    wage = documents["loket.wage"][_seeded("wage", "zonnehof/1002/2")]
    graded = {**wage["body"], "payGrade": {"key": 1}, "payScale": {"key": 1}}
    loket.sim.merge(
        {
            "loket.employee": {changed["id"]: changed},
            "loket.wage": {wage["id"]: {**wage, "body": graded, "link": "1"}},
        }
    )


def _proposed(loket: Any) -> list[Document]:
    """The proposals of the employee with the birthday."""
    found = loket.page(PROPOSALS, EMPLOYER)
    return [
        one for one in found if one["employmentInformation"]["id"] == EMPLOYMENT["employmentId"]
    ]


@pytest.mark.behaviour(
    "loket.wage-proposal.made-before-birthday", "loket.wage-proposal.set-up-by-age"
)
@pytest.mark.parametrize(("birthday", "count"), [(date(2025, 5, 19), 1), (date(2025, 5, 20), 0)])
def test_a_proposal_is_made_before_a_birthday(loket: Any, birthday: date, count: int) -> None:
    """Sixty days before a birthday, not earlier, the next pay grade is proposed once."""
    _with_youth_wage(loket, birthday)
    assert len(_proposed(loket)) == count
    found = _proposed(loket)
    assert len(found) == count
    for one in found:
        assert one["startDateProposal"] == birthday.isoformat()
        assert (one["proposedPayGrade"]["key"], one["proposedGrossWage"]) == (2, 2245.8)


@pytest.mark.behaviour("loket.wage-proposal.reject")
def test_a_rejected_proposal_is_the_last_one(loket: Any) -> None:
    """A rejected proposal has status 3, and the employment gets none any more."""
    _with_youth_wage(loket, date(2025, 5, 1))
    (made,) = _proposed(loket)
    loket.call(DECIDE, None, [{"id": made["id"], "action": "reject"}])
    _with_youth_wage(loket, date(2025, 5, 10))
    (kept,) = _proposed(loket)
    assert (kept["id"], kept["status"]["key"]) == (made["id"], 3)
