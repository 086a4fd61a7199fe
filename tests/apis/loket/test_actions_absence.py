"""Closing and reopening absences."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.kernel.ids import uuid_from

OPEN = {"absenceId": uuid_from("loket", "seed", "absence", "zonnehof/1004")}
CLOSED = {"absenceId": uuid_from("loket", "seed", "absence", "zonnehof/1001")}
CLOSE, REOPEN = "PatchCloseAbsenceByAbsenceId", "PatchReopenAbsenceByAbsenceId"
READ, PROGRESS = "GetAbsenceByAbsenceId", "GetAbsenceProgressByAbsenceId"


def _end(day: str) -> dict[str, Any]:
    return {"endOfAbsence": {"date": day, "reason": {"key": 1}}}


def _open_since(loket: Any) -> str:
    progress = loket.page(PROGRESS, OPEN)
    return max(str(one["startDate"]) for one in progress)


@pytest.mark.behaviour(
    "loket.absence.close-closes-progress", "loket.absence.close-end-date-inclusive"
)
def test_closing_ends_the_absence_and_its_open_progress(loket: Any) -> None:
    """The last day of a closed absence is that of its open progress record; others stay."""
    before = {one["id"]: one["endDate"] for one in loket.page(PROGRESS, OPEN)}
    day = _open_since(loket)
    answer = loket.call(CLOSE, OPEN, _end(day))
    assert (answer.status_code, answer.json()["content"]) == (200, {})
    ended = loket.content(READ, OPEN)["progress"]["endOfAbsence"]
    assert (ended["date"], ended["reason"]["key"]) == (day, 1)
    after = {one["id"]: one["endDate"] for one in loket.page(PROGRESS, OPEN)}
    assert after == {name: end or day for name, end in before.items()}


@pytest.mark.behaviour("loket.absence.reopen")
def test_reopening_takes_the_end_back(loket: Any) -> None:
    """A reopened absence has no end and no reason, and its last progress record is open."""
    assert loket.call(REOPEN, CLOSED, {}).status_code == 200
    assert loket.content(READ, CLOSED)["progress"]["endOfAbsence"] is None
    assert [one["endDate"] for one in loket.page(PROGRESS, CLOSED)] == [None]


@pytest.mark.behaviour("loket.absence.close-twice")
def test_an_absence_is_closed_once(loket: Any) -> None:
    """Closing a closed absence is refused and leaves it as it was."""
    before = loket.content(READ, CLOSED)
    answer = loket.call(CLOSE, CLOSED, _end(_open_since(loket)))
    assert (answer.status_code, loket.why(answer)) == (400, ["loket.absence.close-twice"])
    assert loket.content(READ, CLOSED) == before


@pytest.mark.behaviour("loket.absence.close-before-start")
def test_an_absence_ends_after_it_began(loket: Any) -> None:
    """An end before the absence began is refused."""
    answer = loket.call(CLOSE, OPEN, _end("2001-01-01"))
    assert (answer.status_code, loket.why(answer)) == (400, ["loket.absence.close-before-start"])


@pytest.mark.behaviour("loket.absence.reopen-open-one")
def test_only_a_closed_absence_is_reopened(loket: Any) -> None:
    """Reopening an open absence is refused."""
    answer = loket.call(REOPEN, OPEN, {})
    assert (answer.status_code, loket.why(answer)) == (400, ["loket.absence.reopen-open-one"])


@pytest.mark.parametrize(
    "body", [{}, {"endOfAbsence": {}}, {"endOfAbsence": {"date": "2025-03-01"}}]
)
def test_closing_needs_a_day_and_a_reason(loket: Any, body: dict[str, Any]) -> None:
    """A close without date or reason is refused and tells what it lacks."""
    answer = loket.call(CLOSE, OPEN, body)
    assert answer.status_code == 400
    assert set(loket.why(answer)) == {"loket.write.required-fields"}


@pytest.mark.behaviour("loket.concurrency.on-patch")
def test_a_stale_etag_keeps_an_absence_open(loket: Any) -> None:
    """A PATCH with another ETag than the current one answers 409 and changes nothing."""
    day = _open_since(loket)
    answer = loket.call(CLOSE, OPEN, _end(day), headers={"If-Match": '"stale"'})
    assert answer.status_code == 409
    assert loket.content(READ, OPEN)["progress"]["endOfAbsence"] is None
