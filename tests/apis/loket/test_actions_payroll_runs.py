"""Payroll runs: initiated, made in the background, approved, cancelled and undone."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from invaller.kernel.ids import uuid_from

if TYPE_CHECKING:
    import httpx

Document = dict[str, Any]

ADMINISTRATION = {
    "payrollAdministrationId": uuid_from("loket", "seed", "payroll-administration", "zonnehof")
}
INITIATE = "PostInitiatePayrollRunByPayrollAdministrationId"
REVIEW = "PatchPayrollrunsByPayrollRunIds"
UNDO = "UndoPayrollRunByPayrollRunId"
RUN = "GetPayrollRunByPayrollRunId"
RUNS = "GetPayrollRunsByPayrollAdministrationId"
RESULTS = "GetPayrollRunResultsByPayrollRunId"

pytestmark = pytest.mark.sim(now="2025-03-20T09:00:00Z")


def asked(number: int, year: int = 2025, kind: str = "regular", **members: Any) -> Document:
    """A body that initiates a run of a period."""
    plain = kind == "regular"
    return {
        "payrollPeriod": {"year": year, "periodNumber": number},
        "sendEmailToEmployee": False if plain else None,
        "availableForEmployeeDate": "2025-03-28",
        "initiationParameters": {"typeOfInitiation": kind},
        **members,
    }


def initiated(loket: Any, number: int = 3, **more: Any) -> dict[str, str]:
    """The path parameter of a run that was initiated."""
    response = loket.call(INITIATE, ADMINISTRATION, asked(number, **more))
    assert response.status_code == 202, (response.text, loket.why(response))
    return {"payrollrunId": response.json()["content"]["id"]}


def reviewed(loket: Any, run: dict[str, str], action: str) -> httpx.Response:
    """The answer to an action on a run."""
    body = [{"id": run["payrollrunId"], "action": action}]
    response: httpx.Response = loket.call(REVIEW, None, body)
    return response


def status(loket: Any, run: dict[str, str]) -> int:
    """The status of a run."""
    return int(loket.content(RUN, run)["payrollRunStatus"]["key"])


def approved(loket: Any, number: int = 3, **more: Any) -> dict[str, str]:
    """A run that was initiated, made and approved."""
    run = initiated(loket, number, **more)
    loket.sim.clock.run_until_idle()
    assert reviewed(loket, run, "confirm").status_code == 200
    return run


def refused(loket: Any, response: httpx.Response, rule: str) -> None:
    """Check that an answer is a refusal for a rule."""
    assert response.status_code == 400, response.text
    assert rule in loket.why(response)


@pytest.mark.behaviour(
    "loket.payroll-run.initiated-with-status-0",
    "loket.payroll-run.becomes-status-1",
    "loket.queued.202",
    "loket.queued.by-the-clock",
    "loket.queued.duration",
)
def test_a_run_is_queued_and_then_ready(loket: Any) -> None:
    """An initiated run has status 0, and 1 after 20 to 60 seconds."""
    run = initiated(loket)
    assert status(loket, run) == 0
    loket.sim.clock.advance("PT19S")
    assert status(loket, run) == 0
    loket.sim.clock.advance("PT41S")
    record = loket.content(RUN, run)
    assert record["payrollRunStatus"] == {"key": 1, "value": "Verloning gereed."}
    assert record["requestTime"].startswith("2025-03-20T09:00:00")
    assert "2025-03-20T09:00:20" <= record["processingFinishedTime"] <= "2025-03-20T09:01:00"
    assert record["payrollPeriod"]["periodNumber"] == 3


@pytest.mark.behaviour("loket.queued.by-the-clock", "loket.queued.polls")
@pytest.mark.parametrize("operation", [RUN, RUNS])
def test_a_run_can_wait_for_polls(loket: Any, operation: str) -> None:
    """A run whose processing is two polls is ready when it is read for the second time."""
    loket.sim.settings.change(processing={"loket.payroll-run": "polls:2"})
    run = initiated(loket)
    where = run if operation == RUN else ADMINISTRATION
    loket.call(operation, where)
    assert loket.sim.pending.list()[0]["pollsLeft"] == 1
    loket.call(operation, where)
    assert loket.sim.pending.list() == []
    assert status(loket, run) == 1


@pytest.mark.behaviour("loket.queued.by-the-clock")
def test_a_run_can_be_ready_at_once(loket: Any) -> None:
    """A run whose processing is immediate is ready when it is read."""
    loket.sim.settings.change(processing="immediate")
    assert status(loket, initiated(loket)) == 1


@pytest.mark.behaviour("loket.queued.by-the-clock")
@pytest.mark.parametrize(
    ("outcome", "key"), [(None, 1), ("ready", 1), ("no-results", 8), ("error", 7)]
)
def test_a_held_run_ends_as_it_is_released(loket: Any, outcome: str | None, key: int) -> None:
    """A run that is held ends with the outcome that it is released with."""
    loket.sim.settings.change(processing="hold")
    run = initiated(loket)
    loket.sim.clock.advance("PT30M")
    assert status(loket, run) == 0
    loket.sim.pending.release(loket.sim.pending.list()[0]["id"], outcome)
    record = loket.content(RUN, run)
    assert record["payrollRunStatus"]["key"] == key
    assert record["errorsAndWarnings"]["hasErrors"] is (key == 7)


@pytest.mark.behaviour("loket.payroll-run.regular-periods", "loket.queued.refused-at-once")
@pytest.mark.parametrize(("number", "allowed"), [(1, False), (2, True), (3, True), (4, False)])
def test_a_regular_run_is_of_the_last_or_the_next_period(
    loket: Any, number: int, allowed: bool
) -> None:
    """With two approved periods only the second and the third can be run."""
    response = loket.call(INITIATE, ADMINISTRATION, asked(number))
    assert response.status_code == (202 if allowed else 400), loket.why(response)
    if not allowed:
        refused(loket, response, "loket.payroll-run.regular-periods")
        assert loket.sim.pending.list() == []


@pytest.mark.behaviour("loket.payroll-run.seven-years")
@pytest.mark.parametrize(("year", "rule"), [(2017, "seven-years"), (2018, "")])
def test_a_year_lies_at_most_seven_years_back(loket: Any, year: int, rule: str) -> None:
    """Of years without periods, only one more than seven years back is refused for its age."""
    response = loket.call(INITIATE, ADMINISTRATION, asked(1, year))
    assert response.status_code == 400
    assert ("loket.payroll-run.seven-years" in loket.why(response)) is bool(rule)


@pytest.mark.behaviour("loket.payroll-run.without-employment-data-period")
def test_a_run_without_employment_data_is_of_the_next_period(loket: Any) -> None:
    """Without employment data the last approved period is refused, and the next one is ready."""
    kind = "withoutEmploymentData"
    wrong = loket.call(INITIATE, ADMINISTRATION, asked(2, kind=kind))
    refused(loket, wrong, "loket.payroll-run.without-employment-data-period")
    run = initiated(loket, 3, kind=kind)
    loket.sim.clock.run_until_idle()
    assert status(loket, run) == 1
    assert loket.page(RESULTS, run) == []


@pytest.mark.behaviour("loket.payroll-run.without-employment-data-nulls")
@pytest.mark.parametrize(
    "member",
    [
        {"sendEmailToEmployee": False},
        {"textPaySlip": "A"},
        {"textTariffPaySlip": "A"},
        {"textPayment": "A"},
    ],
)
def test_a_run_without_employment_data_has_no_texts(loket: Any, member: Document) -> None:
    """Without employment data each of the texts and the mail has to be null."""
    body = asked(3, kind="withoutEmploymentData", **member)
    response = loket.call(INITIATE, ADMINISTRATION, body)
    refused(loket, response, "loket.payroll-run.without-employment-data-nulls")


@pytest.mark.behaviour("loket.payroll-run.without-employment-data-nulls")
@pytest.mark.parametrize(
    "name", ["emailAddressPayrollRunStarted", "emailAddressPayrollRunFinished"]
)
def test_a_run_without_employment_data_mails_nobody(loket: Any, name: str) -> None:
    """Without employment data each of the mail addresses has to be null."""
    parameters = {"typeOfInitiation": "withoutEmploymentData", name: "a@loket.example"}
    body = asked(3, kind="withoutEmploymentData", initiationParameters=parameters)
    response = loket.call(INITIATE, ADMINISTRATION, body)
    refused(loket, response, "loket.payroll-run.without-employment-data-nulls")


@pytest.mark.behaviour("loket.payroll-run.one-at-a-time")
def test_one_run_at_a_time(loket: Any) -> None:
    """While a run is queued or waits for approval, another one is refused."""
    run = initiated(loket)
    refused(
        loket, loket.call(INITIATE, ADMINISTRATION, asked(3)), "loket.payroll-run.one-at-a-time"
    )
    loket.sim.clock.run_until_idle()
    refused(
        loket, loket.call(INITIATE, ADMINISTRATION, asked(3)), "loket.payroll-run.one-at-a-time"
    )
    reviewed(loket, run, "cancel")
    assert loket.call(INITIATE, ADMINISTRATION, asked(3)).status_code == 202


@pytest.mark.behaviour("loket.payroll-run.confirm")
def test_a_confirmed_run_is_approved(loket: Any) -> None:
    """A confirmed run has status 9, by whom and when it was approved."""
    run = approved(loket)
    record = loket.content(RUN, run)
    assert record["payrollRunStatus"]["key"] == 9
    assert datetime.fromisoformat(record["approvalTime"]) == loket.sim.clock.now
    assert record["approvedBy"]["lastName"] == "Lindeman"
    assert record["sequenceNumberApproved"] == 1


@pytest.mark.behaviour("loket.payroll-run.cancel")
def test_a_cancelled_run_has_no_results(loket: Any) -> None:
    """A cancelled run has status 6 and no results."""
    run = initiated(loket)
    loket.sim.clock.run_until_idle()
    assert loket.page(RESULTS, run) != []
    assert reviewed(loket, run, "cancel").json()["messages"] == []
    assert status(loket, run) == 6
    assert loket.page(RESULTS, run) == []


@pytest.mark.behaviour("loket.payroll-run.confirm-needs-1")
@pytest.mark.parametrize("action", ["confirm", "cancel"])
def test_a_review_needs_status_1(loket: Any, action: str) -> None:
    """A run that is queued can be neither confirmed nor cancelled."""
    run = initiated(loket)
    response = reviewed(loket, run, action)
    refused(loket, response, "loket.payroll-run.confirm-needs-1")
    assert response.json()["messages"][0]["id"] == run["payrollrunId"]
    assert status(loket, run) == 0


@pytest.mark.behaviour("loket.payroll-run.no-results")
def test_a_period_without_employments_has_no_results(loket: Any) -> None:
    """A run of an administration that has no employments ends with status 8."""
    documents, identifier = loket.sim.state()["documents"], uuid_from("loket", "test", "empty")
    administration = next(iter(documents["loket.payroll-administration"].values()))
    period = next(iter(documents["loket.payroll-period"].values()))
    loket.sim.merge(
        {
            "loket.payroll-administration": {identifier: {**administration, "id": identifier}},
            "loket.payroll-period": {"990101": {**period, "id": "990101", "parent": identifier}},
        }
    )
    where = {"payrollAdministrationId": identifier}
    response = loket.call(INITIATE, where, asked(1, period["body"]["year"]))
    run = {"payrollrunId": response.json()["content"]["id"]}
    loket.sim.clock.run_until_idle()
    assert status(loket, run) == 8
    assert loket.page(RESULTS, run) == []


@pytest.mark.behaviour(
    "loket.payroll-run.results",
    "loket.payroll-run.results-too-early",
    "loket.payroll-run.believable-sums",
)
def test_a_run_that_was_made_has_results(loket: Any) -> None:
    """A queued run has no results; a ready one has gross, tax, net and costs of everyone."""
    run = initiated(loket)
    assert loket.page(RESULTS, run) == []
    loket.sim.clock.run_until_idle()
    records = loket.page(RESULTS, run)
    assert len(records) == 20
    for record in records:
        (period,) = record["payrollPeriods"]
        assert period["payrollPeriod"]["periodNumber"] == 3
        sums = _values(period)
        assert sums[260] == pytest.approx(sums[70] - sums[495])
        assert 0 <= sums[495] < sums[70] < sums[257]


@pytest.mark.behaviour(
    "loket.payroll-run.retroactive", "loket.payroll-run.retroactive-within-a-year"
)
@pytest.mark.parametrize(("changed", "made"), [((2025, 2), [2, 3]), ((2024, 12), [3])])
def test_a_change_of_an_earlier_period_is_made_up_for(
    loket: Any, changed: tuple[int, int], made: list[int]
) -> None:
    """After data were added to an approved period of the year, the next run has it too."""
    employment = {"employmentId": uuid_from("loket", "seed", "employment", "zonnehof/1001")}
    data = loket.sample("PostPayrollPeriodDataByEmploymentId", employment)
    components = [{"payrollComponent": {"key": 300}, "value": 100.0, "isSupplement": False}]
    period = {"year": changed[0], "periodNumber": changed[1]}
    body = {**data, "payrollPeriod": period, "payrollComponents": components}
    answer = loket.call("PatchPayrollPeriodDataByEmploymentId", employment, body)
    assert answer.status_code == 200
    run = initiated(loket)
    loket.sim.clock.run_until_idle()
    found = {one["employmentId"]: one["payrollPeriods"] for one in loket.page(RESULTS, run)}
    mine = found.pop(employment["employmentId"])
    assert [one["payrollPeriod"]["periodNumber"] for one in mine] == made
    assert _values(mine[0])[70] == _values(mine[-1])[70] + (100 if len(made) == 2 else 0)
    assert {len(others) for others in found.values()} == {1}


@pytest.mark.behaviour("loket.payroll-run.undo")
def test_the_last_approved_run_can_be_undone(loket: Any) -> None:
    """An undone run has status 5 and no results, and its period can be run again."""
    run = approved(loket)
    assert loket.call(UNDO, run).status_code == 201
    record = loket.content(RUN, run)
    assert record["payrollRunStatus"]["key"] == 5
    assert record["removedBy"]["lastName"] == "Lindeman"
    assert loket.page(RESULTS, run) == []
    assert loket.call(INITIATE, ADMINISTRATION, asked(3)).status_code == 202


@pytest.mark.behaviour("loket.payroll-run.undo-last-approved")
def test_only_the_last_approved_run_can_be_undone(loket: Any) -> None:
    """A run with an approved one after it stays."""
    run, last = approved(loket, 3), approved(loket, 3)
    refused(loket, loket.call(UNDO, run), "loket.payroll-run.undo-last-approved")
    assert status(loket, run) == 9
    assert loket.call(UNDO, last).status_code == 201
    assert loket.call(UNDO, run).status_code == 201


@pytest.mark.behaviour("loket.payroll-run.undo-while-busy")
def test_no_run_is_undone_while_another_one_is_busy(loket: Any) -> None:
    """While a run is queued, or waits for approval, the last approved one stays."""
    run = approved(loket)
    initiated(loket, 4)
    refused(loket, loket.call(UNDO, run), "loket.payroll-run.undo-while-busy")
    loket.sim.clock.run_until_idle()
    refused(loket, loket.call(UNDO, run), "loket.payroll-run.undo-while-busy")


@pytest.mark.behaviour("loket.payroll-run.undo-related")
@pytest.mark.parametrize("kind", ["PayrollTaxReturn", "UpaPensionDeclaration", "JournalRun"])
def test_a_run_that_something_depends_on_is_not_undone(loket: Any, kind: str) -> None:
    """A run of a period that is declared or journalled stays."""
    run = approved(loket)
    body = {"notifyOfInitiation": "a@loket.example"} if kind == "PayrollTaxReturn" else None
    for _ in range(4):
        loket.call(f"PostInitiate{kind}ByPayrollAdministrationId", ADMINISTRATION, body)
        loket.sim.clock.run_until_idle()
    refused(loket, loket.call(UNDO, run), "loket.payroll-run.undo-related")
    assert status(loket, run) == 9


def _values(period: Document) -> dict[int, float]:
    (kind,) = period["payslipTypes"]
    found = kind["payrollComponentResults"]
    return {one["payrollComponent"]["key"]: one["value"] for one in found}
