"""Journal runs on a simulator or at a URL: read, made in order, marked and exported.

Nothing takes a journal run back: each story that makes one leaves it behind at a URL, for the
next approved payroll run that had none.
"""

from collections.abc import Mapping
from functools import partial

import pytest

from invaller_clients import BadRequest
from invaller_contracts.loket.casting import Record
from invaller_contracts.loket.payrolling import Payroll
from invaller_contracts.provider.target import Target

pytestmark = pytest.mark.truth("documented")

QUEUED, READY, EXPORTING, FAILED, EXPORTED = 0, 4, 5, 6, 7
"""Keys of journalRunStatus (facts: loket/notes.md, 9)."""

INITIATE = "PostInitiateJournalRunByPayrollAdministrationId"
DEFAULTS = "GetInitiateJournalRunDefaultsByPayrollAdministrationId"
JOURNALS = "GetJournalRunsByPayrollAdministrationId"
RESULTS = "GetJournalRunResultsByJournalRunId"
MARK = "PatchJournalRunByJournalRunId"
EXPORTS = "GetJournalRunExportAuditTrailByJournalRunId"
OVERVIEWS = ("GetRunOverviewByJournalRunId", "GetRunOverviewPerEmploymentByJournalRunId")

Key = Mapping[str, object]


@pytest.fixture
def exportable(payroll: Payroll) -> Key:
    """The key of the latest journal run that has results."""
    kept = (READY, FAILED, EXPORTED)
    found = [one for one in payroll.listed(JOURNALS) if one["journalRunStatus"]["key"] in kept]
    latest = max(found, key=lambda one: one["requestTime"], default=None)
    return {"journalrunId": payroll.need(latest, "a journal run with results")["id"]}


def next_run(payroll: Payroll) -> Record:
    """The payroll run that is to be journalled next; without one the story ends."""
    if any(one["journalRunStatus"]["key"] == QUEUED for one in payroll.listed(JOURNALS)):
        payroll.lacks("that no journal run is queued")
    return payroll.need(
        payroll.told(DEFAULTS)["payrollRun"], "an approved payroll run without a journal run"
    )


def status(payroll: Payroll, journal: Key) -> int:
    """The key of the status of a journal run."""
    read = payroll.loket.call("GetJournalRunByJournalRunId", journal).content
    return int(read["journalRunStatus"]["key"])


def made(payroll: Payroll) -> Key:
    """The key of a journal run of the story's own that is ready."""
    next_run(payroll)
    answer = payroll.loket.call(INITIATE, payroll.key)
    journal = {"journalrunId": answer.content["id"]}
    assert payroll.course(partial(status, payroll, journal), QUEUED)[-1] == READY
    return journal


def reported(journal: Key, run: Record, target: Target) -> Record:
    """What an overview of a journal run is asked with."""
    period = run["payrollPeriod"]
    return {
        **journal,
        "reportJournalNumber": 1,
        "reportVoucherNumber": 1,
        "reportYear": period["year"],
        "reportPeriodNumber": period["periodNumber"],
        "reportDate": f"{target.today}",
    }


@pytest.mark.anywhere
@pytest.mark.behaviour("loket.journal-run.operations")
def test_a_journal_run_is_read(payroll: Payroll, exportable: Key) -> None:
    """A journal run is read as it is listed; its errors and its exports are lists."""
    read = payroll.loket.call("GetJournalRunByJournalRunId", exportable).content
    assert read in payroll.listed(JOURNALS)
    payroll.loket.call("GetJournalRunErrorsByJournalRunId", exportable)
    numbers = [one["sequenceNumber"] for one in payroll.loket.all(EXPORTS, exportable)]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.anywhere
@pytest.mark.behaviour("loket.journal-run.no-results-before-4")
def test_a_journal_has_accounts(payroll: Payroll, exportable: Key) -> None:
    """A journal run that is ready or was exported has accounts with a debet and a credit amount."""
    results = list(payroll.loket.all(RESULTS, exportable))
    assert results
    for one in results:
        assert one["generalLedgerAccount"]["code"]
        assert {type(one["debetAmount"]), type(one["creditAmount"])} <= {int, float}


@pytest.mark.anywhere
@pytest.mark.behaviour("loket.journal-run.download", "loket.journal-run.send")
@pytest.mark.parametrize("way", ["Download", "Send"])
def test_settings_of_an_export_are_told(payroll: Payroll, exportable: Key, way: str) -> None:
    """The defaults of an export have a day, and its metadata fields have options."""
    told = payroll.loket.call(f"Get{way}JournalRunExportDefaultsByJournalrunId", exportable).content
    assert told["date"]
    name = f"Get{way}JournalRunExportMetadataByJournalrunId"
    fields = payroll.loket.call(name, exportable).records
    assert all({"field", "options"} <= set(one) for one in fields)


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour(
    "loket.journal-run.initiated-with-status-0",
    "loket.journal-run.in-order",
    "loket.journal-run.no-results-before-4",
)
def test_a_journal_run_is_queued_and_made(target: Target, payroll: Payroll) -> None:
    """A journal run is of the payroll run that is told; queued it has no results, nor a next one.

    At a URL the journal run stays behind.
    """
    run, loket = next_run(payroll), payroll.loket
    answer = loket.call(INITIATE, payroll.key)
    assert (answer.status, answer.content["journalRunStatus"]["key"]) == (202, QUEUED)
    assert answer.content["payrollRun"]["payrollRunId"] == run["payrollRunId"]
    journal = {"journalrunId": answer.content["id"]}
    with pytest.raises(BadRequest):
        loket.call(INITIATE, payroll.key)
    asked = reported(journal, run, target)
    for name, key in ((RESULTS, journal), *((one, asked) for one in OVERVIEWS)):
        with pytest.raises(BadRequest):
            loket.call(name, key)
    assert payroll.course(partial(status, payroll, journal), QUEUED)[-1] == READY
    assert list(loket.all(RESULTS, journal))
    for name in OVERVIEWS:
        overview = loket.call(name, asked)
        assert (overview.media_type, bool(overview.data)) == ("text/csv", True)


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("loket.journal-run.mark-exported", "loket.journal-run.mark-failed")
def test_a_journal_run_is_marked(payroll: Payroll) -> None:
    """A journal run is marked as failed and as exported; nothing is exported by that.

    At a URL the journal run stays behind, as exported.
    """
    journal, loket = made(payroll), payroll.loket
    for action, ends in (("MarkAsProcessingFailed", FAILED), ("MarkAsProcessed", EXPORTED)):
        body = {"action": action, "application": {"key": 1}, "message": None}
        loket.call(MARK, journal, body=body)
        assert status(payroll, journal) == ends
    assert list(loket.all(EXPORTS, journal)) == []


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("loket.write.enum")
def test_an_action_that_there_is_not(payroll: Payroll, exportable: Key) -> None:
    """An action that there is not is refused, and leaves the status of a journal run as it is."""
    before = status(payroll, exportable)
    with pytest.raises(BadRequest):
        payroll.loket.call(MARK, exportable, body={"action": "Invaller"})
    assert status(payroll, exportable) == before


@pytest.mark.truth("assumed")
@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("loket.write.required-fields")
@pytest.mark.parametrize("way", ["Download", "Send"])
def test_an_export_needs_its_settings(payroll: Payroll, exportable: Key, way: str) -> None:
    """An export without the day that its defaults tell is refused, and is in no audit trail."""
    before = list(payroll.loket.all(EXPORTS, exportable))
    told = payroll.loket.call(f"Get{way}JournalRunExportDefaultsByJournalrunId", exportable).content
    body = {name: its for name, its in told.items() if name != "date"}
    with pytest.raises(BadRequest):
        payroll.loket.call(f"Post{way}JournalRunExportByJournalRunId", exportable, body=body)
    assert list(payroll.loket.all(EXPORTS, exportable)) == before


@pytest.mark.truth("assumed")
@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour(
    "loket.journal-run.download", "loket.journal-run.send", "loket.journal-run.export-statuses"
)
@pytest.mark.parametrize("way", ["Download", "Send"])
def test_a_journal_run_is_exported(payroll: Payroll, way: str) -> None:
    """A journal run is exported with the settings of its defaults, and its audit trail says so.

    At a URL the journal run stays behind, exported; sending it is allowed by name.
    """
    if way == "Send":
        payroll.sends()
    journal, loket = made(payroll), payroll.loket
    told = loket.call(f"Get{way}JournalRunExportDefaultsByJournalrunId", journal).content
    loket.call(f"Post{way}JournalRunExportByJournalRunId", journal, body=told)
    assert payroll.course(partial(status, payroll, journal), EXPORTING)[-1] == EXPORTED
    (entry,) = loket.all(EXPORTS, journal)
    assert entry["methodOfExporting"]["key"]
    assert entry["exportedBy"]["id"]
