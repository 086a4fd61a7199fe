"""Payroll runs on a simulator or at a URL: read, asked for, cancelled, approved and undone.

What is asked for at a URL is cancelled or undone in the end; it stays in the list of runs with
the status that says so.
"""

from datetime import date

import pytest

from invaller_clients import BadRequest
from invaller_clients.loket_answers import loket_messages
from invaller_contracts.loket.payroll_runs import APPROVED, CANCELLED, READY, UNDONE, WAITING, Runs
from invaller_contracts.loket.payrolling import Payroll
from invaller_contracts.provider.target import Target

pytestmark = pytest.mark.truth("documented")

COMPARED = {260, 495, 257}
"""Payroll components of a comparison (getComparePayrollPeriodsByPayrollAdministrationId)."""

PDF, XML, CSV, JSON = "application/pdf", "application/xml", "text/csv", "application/json"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RESULTS = "GetPayrollRunResultsByPayrollRunId"
PERIODS = "GetPayrollPeriodsMinimizedByPayrollAdministrationId"


@pytest.fixture
def runs(payroll: Payroll) -> Runs:
    """Its payroll runs."""
    return Runs(payroll)


@pytest.mark.anywhere
@pytest.mark.behaviour("loket.payroll-run.confirm")
def test_an_approved_run_is_read(runs: Runs) -> None:
    """An approved run is read as it is listed, and says by whom and when it was approved."""
    approved = runs.approved
    assert runs.read(approved["id"]) == approved
    assert approved["approvedBy"]["id"]
    assert approved["approvalTime"]


@pytest.mark.anywhere
@pytest.mark.behaviour("loket.payroll-run.results")
def test_an_approved_run_has_results(payroll: Payroll, runs: Runs) -> None:
    """The results of an approved run are components by employment, period and payslip type."""
    results = list(payroll.loket.all(RESULTS, payrollrunId=runs.approved["id"]))
    payroll.need(next(iter(results), None), "an employment in the latest approved payroll run")
    employments = [one["employmentId"] for one in results]
    assert len(set(employments)) == len(employments)
    for one in results:
        for period in one["payrollPeriods"]:
            assert period["payrollPeriod"]["periodNumber"] >= 1
            assert all(its["payrollComponentResults"] for its in period["payslipTypes"])


@pytest.mark.anywhere
@pytest.mark.parametrize(
    ("operation", "media_type"),
    [
        pytest.param(
            "GetPayslipsByPayrollRunId",
            PDF,
            marks=pytest.mark.behaviour("loket.payroll-run-download.payslips-by-employee-number"),
        ),
        pytest.param(
            "GetPaymentOverviewsByPayrollRunId",
            PDF,
            marks=pytest.mark.behaviour("loket.payroll-run-download.payment-overview-1"),
        ),
        *(
            pytest.param(
                "GetWageSheetsByPayrollRunId",
                kind,
                marks=pytest.mark.behaviour("loket.payroll-run-download.wage-sheets-formats"),
            )
            for kind in (PDF, EXCEL)
        ),
        *(
            pytest.param(
                "GetPayrollRunBalanceSheetByPayrollRunId",
                kind,
                marks=pytest.mark.behaviour("loket.payroll-run-download.balance-sheet-formats"),
            )
            for kind in (JSON, CSV)
        ),
    ],
)
def test_a_run_has_downloads(payroll: Payroll, runs: Runs, operation: str, media_type: str) -> None:
    """Of an approved run there are payslips, overviews and sheets, in the kind that is asked."""
    key = {"payrollrunId": runs.approved["id"]}
    answer = payroll.loket.call(operation, key, media_type=media_type)
    assert (answer.status, answer.media_type) == (200, media_type)
    assert answer.data
    assert media_type == JSON or answer.file_name


@pytest.mark.anywhere
@pytest.mark.behaviour("loket.payroll-period.compare-components")
def test_a_period_is_compared_with_the_one_before(payroll: Payroll, runs: Runs) -> None:
    """The comparison has the period of the run last, with three components in each period."""
    paid = runs.approved["payrollPeriod"]
    period = next(
        one["id"]
        for one in payroll.listed(PERIODS)
        if (one["year"], one["periodNumber"]) == (paid["year"], paid["periodNumber"])
    )
    name = "GetComparePayrollPeriodsByPayrollAdministrationId"
    compared = list(payroll.loket.all(name, payroll.key, payrollPeriodId=period))
    assert len(compared) in (1, 2)
    assert compared[-1]["payrollPeriod"]["periodNumber"] == paid["periodNumber"]
    for one in compared:
        keys = {its["payrollComponent"]["key"] for its in one["payrollComponentResults"]}
        assert keys == COMPARED


@pytest.mark.anywhere
@pytest.mark.behaviour("loket.payroll-period.operations")
def test_periods_tell_which_are_approved(payroll: Payroll, runs: Runs) -> None:
    """The period of an approved run says that it has one."""
    paid = runs.approved["payrollPeriod"]
    told = {
        (one["year"], one["periodNumber"]): one["hasApprovedPayrollRun"]
        for one in payroll.listed(PERIODS)
    }
    assert told[paid["year"], paid["periodNumber"]] is True


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("loket.payroll-run-note.operations", "loket.payroll-run-note.defaults")
def test_a_note_is_made_at_a_run(payroll: Payroll, runs: Runs) -> None:
    """A note at a run is added with its defaults, changed, and deleted."""
    key, loket = {"payrollrunId": runs.approved["id"]}, payroll.loket
    told = loket.call("GetPayrollRunNoteDefaultsByPayrollrunId", key).content
    listed = loket.call("GetPayrollRunNoteMetadataByPayrollrunId", key).records
    (options,) = [one["options"] for one in listed if one["field"] == "accessibleBy"]
    body = {**told, "accessibleBy": {"key": options[0]["key"]}, "subject": "Invaller", "note": "A"}
    note = loket.call("PostPayrollRunNoteByPayrollRunId", key, body=body).content
    one = {"noteId": note["id"]}
    loket.call("PutPayrollRunNoteByNoteId", one, body={**note, "note": "B"})
    found = {its["id"]: its for its in loket.all("GetPayrollRunNotesByPayrollRunId", key)}
    assert (found[note["id"]]["subject"], found[note["id"]]["note"]) == ("Invaller", "B")
    loket.call("DeletePayrollRunNoteByNoteId", one)
    left = loket.all("GetPayrollRunNotesByPayrollRunId", key)
    assert note["id"] not in [its["id"] for its in left]


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour(
    "loket.payroll-run.initiated-with-status-0",
    "loket.payroll-run.becomes-status-1",
    "loket.payroll-run.results",
    "loket.payroll-run.cancel",
    "loket.payroll-run.confirm-needs-1",
    "loket.multi-patch.all-failed",
    "loket.message.id-in-multi-patch",
)
def test_a_run_with_results_is_cancelled(payroll: Payroll, runs: Runs) -> None:
    """A run waits, is ready with results of its period, and once cancelled is not confirmed."""
    period = runs.next_period()
    run = runs.initiated(period)
    course = runs.made(run)
    assert course in ([WAITING, READY], [READY])
    results = list(payroll.loket.all(RESULTS, payrollrunId=run))
    numbers = [its["payrollPeriod"] for one in results for its in one["payrollPeriods"]]
    assert period["periodNumber"] in [one["periodNumber"] for one in numbers]
    runs.review(run, "cancel")
    with pytest.raises(BadRequest) as refused:
        runs.review(run, "confirm")
    assert [one.identifier for one in loket_messages(refused.value)] == [run]
    assert runs.status(run) == CANCELLED


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("loket.payroll-run.one-at-a-time", "loket.payroll-run.confirm-needs-1")
def test_a_run_that_waits_stands_in_the_way(runs: Runs) -> None:
    """A run that waits is not cancelled; while it waits or is ready, no other is asked for."""
    period = runs.next_period()
    run = runs.initiated(period)
    with pytest.raises(BadRequest):
        runs.review(run, "cancel")
    with pytest.raises(BadRequest):
        runs.initiated(period)
    runs.made(run)
    with pytest.raises(BadRequest):
        runs.initiated(period)
    runs.review(run, "cancel")
    assert runs.status(run) == CANCELLED


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour(
    "loket.payroll-run.regular-periods",
    "loket.payroll-run.seven-years",
    "loket.queued.refused-at-once",
)
def test_periods_that_are_not_paid_for(target: Target, payroll: Payroll, runs: Runs) -> None:
    """A period after the next one is refused, and one that lies more than seven years back."""
    period, before = runs.next_period(), [one["id"] for one in runs.all]
    later = [
        {name: one[name] for name in period}
        for one in payroll.listed(PERIODS)
        if (one["year"], one["periodNumber"]) > (period["year"], period["periodNumber"])
    ]
    if not later:
        payroll.lacks("a payroll period after the next one")
    for refused in (later[-1], {"year": target.today.year - 8, "periodNumber": 1}):
        with pytest.raises(BadRequest):
            runs.initiated(refused)
    assert [one["id"] for one in runs.all] == before


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("loket.payroll-run.without-employment-data-nulls")
def test_a_run_without_employment_data_tells_nobody(runs: Runs) -> None:
    """A run without employment data is refused when it is to be mailed or has a text."""
    period, before = runs.next_period(), [one["id"] for one in runs.all]
    kind = {"initiationParameters": {"typeOfInitiation": "withoutEmploymentData"}}
    for member in ({"sendEmailToEmployee": False}, {"textPaySlip": "Invaller"}):
        with pytest.raises(BadRequest):
            runs.initiated(period, **{"sendEmailToEmployee": None, **member, **kind})
    assert [one["id"] for one in runs.all] == before


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour(
    "loket.payroll-run.confirm",
    "loket.payroll-run.undo",
    "loket.payroll-run.undo-while-busy",
    "loket.payroll-run.undo-last-approved",
)
def test_an_approved_run_is_undone(payroll: Payroll, runs: Runs) -> None:
    """A run is approved, and undone when no other one waits; a cancelled one cannot be undone.

    At a URL a run that was undone and one that was cancelled stay behind.
    """
    run = runs.initiated(runs.next_period())
    runs.made(run)
    runs.review(run, "confirm")
    approved = runs.read(run)
    assert approved["payrollRunStatus"]["key"] == APPROVED
    assert approved["approvedBy"] == approved["requestedBy"]
    assert approved["approvalTime"]
    other = runs.initiated(runs.next_period())
    with pytest.raises(BadRequest):
        runs.undo(run)
    runs.made(other)
    runs.review(other, "cancel")
    with pytest.raises(BadRequest):
        runs.undo(other)
    runs.undo(run)
    assert payroll.course(lambda: runs.status(run), APPROVED)[-1] == UNDONE
    assert list(payroll.loket.all(RESULTS, payrollrunId=run)) == []


@pytest.mark.anywhere
@pytest.mark.behaviour(
    "loket.payroll-run-download.sepa-xml", "loket.payroll-run-download.sepa-total"
)
def test_payments_of_a_run_are_xml(target: Target, payroll: Payroll, runs: Runs) -> None:
    """Each SEPA file of a run is XML with the requested day, and so is that of all payments."""
    run, day = {"payrollrunId": runs.approved["id"]}, str(_monday(target))
    listed = payroll.loket.call("GetSepaFilesByPayrollRunId", run).body
    files = [{"sepafileId": one["id"]} for one in listed]
    payroll.need(next(iter(files), None), "a SEPA file of the latest approved payroll run")
    calls = [("GetSepaFileBySepaFileId", one) for one in files]
    for name, key in [*calls, ("GetTotalSepaFileByPayrollRunId", run)]:
        answer = payroll.loket.call(name, key, requestedExecutionDate=day)
        assert answer.media_type == XML
        assert day in answer.data.decode()


def _monday(target: Target) -> date:
    """A Monday ahead, on which banks pay."""
    return next(day for day in map(target.day, range(7, 14)) if day.weekday() == 0)
