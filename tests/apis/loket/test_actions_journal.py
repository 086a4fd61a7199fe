"""Journal runs: initiated in order, marked, downloaded and sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from invaller.kernel.ids import uuid_from

if TYPE_CHECKING:
    import httpx

ADMINISTRATION = {
    "payrollAdministrationId": uuid_from("loket", "seed", "payroll-administration", "zonnehof")
}
READY = {"journalrunId": uuid_from("loket", "seed", "journal-run", "zonnehof/11")}
"""The journal run of November of last year, which is ready."""

INITIATE = "PostInitiateJournalRunByPayrollAdministrationId"
JOURNAL = "GetJournalRunByJournalRunId"
JOURNALS = "GetJournalRunsByPayrollAdministrationId"
MARK = "PatchJournalRunByJournalRunId"
EXPORTS = "GetJournalRunExportAuditTrailByJournalRunId"
DOWNLOAD = "PostDownloadJournalRunExportByJournalRunId"
SEND = "PostSendJournalRunExportByJournalRunId"

pytestmark = pytest.mark.sim(now="2025-03-20T09:00:00Z")


def _initiated(loket: Any) -> dict[str, str]:
    response = loket.call(INITIATE, ADMINISTRATION)
    assert response.status_code == 202, (response.text, loket.why(response))
    return {"journalrunId": response.json()["content"]["id"]}


def _status(loket: Any, journal: dict[str, str]) -> int:
    return int(loket.content(JOURNAL, journal)["journalRunStatus"]["key"])


def _refused(loket: Any, response: httpx.Response, rule: str) -> None:
    assert response.status_code == 400, response.text
    assert rule in loket.why(response)


@pytest.mark.behaviour(
    "loket.journal-run.initiated-with-status-0", "loket.queued.202", "loket.queued.duration"
)
def test_a_journal_run_is_queued_and_then_ready(loket: Any) -> None:
    """An initiated journal run is of the next payroll run, has status 0, and 4 after a minute."""
    response = loket.call(INITIATE, ADMINISTRATION)
    content = response.json()["content"]
    assert response.status_code == 202
    assert content["journalRunStatus"]["key"] == 0
    period = content["payrollRun"]["payrollPeriod"]
    assert (period["year"], period["periodNumber"]) == (2024, 12)
    journal = {"journalrunId": content["id"]}
    assert _status(loket, journal) == 0
    loket.sim.clock.advance("PT1M")
    assert _status(loket, journal) == 4
    assert loket.page("GetJournalRunResultsByJournalRunId", journal) != []


@pytest.mark.behaviour("loket.journal-run.no-results-before-4")
def test_a_queued_journal_run_has_no_results(loket: Any) -> None:
    """The results and overviews of a journal run that is queued are refused."""
    journal = _initiated(loket)
    for operation in (
        "GetJournalRunResultsByJournalRunId",
        "GetRunOverviewByJournalRunId",
        "GetRunOverviewPerEmploymentByJournalRunId",
    ):
        response = loket.call(operation, journal, accept=None)
        assert response.status_code == 400, (operation, response.text)


@pytest.mark.behaviour("loket.queued.by-the-clock")
@pytest.mark.parametrize(
    ("outcome", "key"), [(None, 4), ("ready", 4), ("no-results", 1), ("error", 2)]
)
def test_a_held_journal_run_ends_as_it_is_released(
    loket: Any, outcome: str | None, key: int
) -> None:
    """A journal run that is held ends with the outcome it is released with; an error is told."""
    loket.sim.settings.change(processing={"loket.journal-run": "hold"})
    journal = _initiated(loket)
    loket.sim.pending.release(loket.sim.pending.list()[0]["id"], outcome)
    assert _status(loket, journal) == key
    errors = loket.page("GetJournalRunErrorsByJournalRunId", journal)
    assert [one["error"]["key"] for one in errors] == ([4] if key == 2 else [])


@pytest.mark.behaviour("loket.queued.by-the-clock")
def test_journal_runs_can_wait_for_polls(loket: Any) -> None:
    """A journal run whose processing is one poll is ready when the list is read."""
    loket.sim.settings.change(processing={"loket.journal-run": "polls:1"})
    journal = _initiated(loket)
    found = {one["id"]: one for one in loket.page(JOURNALS, ADMINISTRATION)}
    assert found[journal["journalrunId"]]["journalRunStatus"]["key"] == 4


@pytest.mark.behaviour("loket.journal-run.needs-approved-run", "loket.queued.refused-at-once")
def test_every_approved_run_is_journalled_once(loket: Any) -> None:
    """After the last approved payroll run was journalled there is nothing to initiate."""
    for _ in range(3):
        _initiated(loket)
        loket.sim.clock.run_until_idle()
    _refused(loket, loket.call(INITIATE, ADMINISTRATION), "loket.journal-run.needs-approved-run")


@pytest.mark.behaviour("loket.journal-run.needs-approved-run")
def test_a_failed_journal_run_is_made_again(loket: Any) -> None:
    """A payroll run whose journal run failed gets another one."""
    loket.sim.settings.change(processing="hold")
    failed = _initiated(loket)
    loket.sim.pending.release(loket.sim.pending.list()[0]["id"], "error")
    again = loket.content(JOURNAL, _initiated(loket))
    assert again["payrollRun"] == loket.content(JOURNAL, failed)["payrollRun"]
    assert again["sequenceNumber"] == 2


@pytest.mark.behaviour("loket.journal-run.in-order")
def test_journal_runs_go_in_order(loket: Any) -> None:
    """While the journal run before is queued, the next one is refused."""
    _initiated(loket)
    _refused(loket, loket.call(INITIATE, ADMINISTRATION), "loket.journal-run.in-order")
    loket.sim.clock.run_until_idle()
    assert loket.call(INITIATE, ADMINISTRATION).status_code == 202


@pytest.mark.behaviour("loket.journal-run.needs-profile")
@pytest.mark.sim(now="2018-01-20T09:00:00Z")
def test_a_journal_run_needs_a_profile(loket: Any) -> None:
    """A period before the first one of the journal profile is refused."""
    _refused(loket, loket.call(INITIATE, ADMINISTRATION), "loket.journal-run.needs-profile")


@pytest.mark.behaviour("loket.journal-run.seven-years")
@pytest.mark.parametrize(
    ("now", "status"), [("2031-12-30T09:00:00Z", 202), ("2031-12-31T09:00:00Z", 400)]
)
def test_a_period_lies_less_than_seven_years_back(loket: Any, now: str, status: int) -> None:
    """December 2024 can be journalled until seven years after its last day."""
    loket.sim.clock.set(now)
    headers = loket.sim.credentials.bearer_of("m.lindeman@delinde.example")
    response = loket.call(INITIATE, ADMINISTRATION, headers=headers)
    assert response.status_code == status
    if status == 400:
        _refused(loket, response, "loket.journal-run.seven-years")


@pytest.mark.behaviour("loket.journal-run.mark-exported", "loket.journal-run.mark-failed")
@pytest.mark.parametrize(("action", "key"), [("MarkAsProcessed", 7), ("MarkAsProcessingFailed", 6)])
def test_a_journal_run_is_marked(loket: Any, action: str, key: int) -> None:
    """Marking a ready journal run makes it exported or failed, and exports nothing."""
    body = {"action": action, "application": {"key": 1}, "message": None}
    response = loket.call(MARK, READY, body)
    assert (response.status_code, response.json()["content"]) == (200, {})
    assert _status(loket, READY) == key
    assert loket.page(EXPORTS, READY) == []
    assert loket.sim.pending.list() == []


@pytest.mark.behaviour("loket.journal-run.mark-exported")
def test_a_queued_journal_run_is_not_marked(loket: Any) -> None:
    """A journal run without results cannot be marked as exported."""
    journal = _initiated(loket)
    response = loket.call(MARK, journal, {"action": "MarkAsProcessed"})
    _refused(loket, response, "loket.journal-run.mark-exported")
    assert _status(loket, journal) == 0


@pytest.mark.behaviour("loket.journal-run.mark-exported-other-name")
@pytest.mark.parametrize(("strictness", "status"), [("lenient", 200), ("strict", 400)])
def test_the_other_name_of_marking(loket: Any, strictness: str, status: int) -> None:
    """The name of the text marks a journal run in lenient mode only, with a finding."""
    loket.sim.settings.change(strictness=strictness)
    response = loket.call(MARK, READY, {"action": "markAsSuccessfullyExported"})
    assert response.status_code == status, response.text
    assert _status(loket, READY) == (7 if status == 200 else 4)
    found = [one["rule"] for one in loket.sim.explain(response)["findings"]]
    assert ("loket.journal-run.mark-exported-other-name" in found) is (status == 200)


@pytest.mark.behaviour("loket.journal-run.download", "loket.journal-run.export-statuses")
def test_a_journal_run_is_downloaded_with_its_defaults(loket: Any) -> None:
    """The defaults are all that a download needs; the journal run is exported and says so."""
    settings = loket.content("GetDownloadJournalRunExportDefaultsByJournalrunId", READY)
    assert loket.content(DOWNLOAD, READY, settings) == settings
    assert _status(loket, READY) == 7
    (entry,) = loket.page(EXPORTS, READY)
    assert (entry["methodOfExporting"]["key"], entry["exportStatus"]["key"]) == (2, 4)
    assert entry["exportedBy"]["lastName"] == "Lindeman"


@pytest.mark.behaviour("loket.journal-run.download", "loket.journal-run.send")
@pytest.mark.parametrize("operation", [DOWNLOAD, SEND])
def test_an_export_needs_its_settings(loket: Any, operation: str) -> None:
    """An export without a date is refused and leaves no trace."""
    response = loket.call(operation, READY, {"includeCostCenter": True, "includeCostUnit": True})
    _refused(loket, response, "loket.write.required-fields")
    assert _status(loket, READY) == 4
    assert loket.page(EXPORTS, READY) == []


@pytest.mark.behaviour("loket.journal-run.send", "loket.journal-run.export-statuses")
@pytest.mark.parametrize(
    ("outcome", "key", "shown"), [(None, 7, 2), ("exported", 7, 2), ("failed", 6, 3)]
)
def test_a_journal_run_is_sent_with_its_defaults(
    loket: Any, outcome: str | None, key: int, shown: int
) -> None:
    """The defaults are all that sending needs; it is being exported, then exported or failed."""
    loket.sim.settings.change(processing="hold")
    settings = loket.content("GetSendJournalRunExportDefaultsByJournalrunId", READY)
    answer = loket.content(SEND, READY, settings)
    assert answer["financialYear"] == 2024
    assert _status(loket, READY) == 5
    assert loket.page(EXPORTS, READY)[0]["exportStatus"]["key"] == 1
    loket.sim.pending.release(loket.sim.pending.list()[0]["id"], outcome)
    assert _status(loket, READY) == key
    (entry,) = loket.page(EXPORTS, READY)
    assert (entry["methodOfExporting"]["key"], entry["exportStatus"]["key"]) == (1, shown)
    assert (entry["returendErrorMessage"] is None) is (key == 7)


@pytest.mark.behaviour("loket.journal-run.send-by-account")
def test_options_for_sending_by_account(loket: Any) -> None:
    """The options for sending are answered for an account too."""
    plain = loket.page("GetSendJournalRunExportMetadataByJournalrunId", READY)
    by_account = loket.page(
        "GetSendJournalRunExportMetadataByJournalrunIdAndAccountId", {**READY, "accountId": "1"}
    )
    assert by_account == plain != []
