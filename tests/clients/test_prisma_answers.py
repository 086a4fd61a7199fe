"""What the Response of a Result says: records, a document, nothing."""

from __future__ import annotations

from typing import Any

import pytest

from invaller_clients import EntryResult, UnreadableAnswer
from invaller_clients.reading import Members


def answered(response: str | None) -> EntryResult:
    """The Result of an entry with this Response."""
    members = {"ID": "3f2504e0", "Statuscode": "200", "Response": response}
    return EntryResult.of(Members(members))


@pytest.mark.parametrize("empty", ["", None])
def test_an_empty_response(empty: str | None) -> None:
    """Without a Response there are no data, no records and no content."""
    found = answered(empty)
    assert (found.data, found.records, found.record, found.content) == (None, [], None, b"")


@pytest.mark.parametrize(
    ("response", "records"),
    [
        ("[]", []),
        ('{"WorkerNumber": 17}', [{"WorkerNumber": 17}]),
        ('[{"WorkerNumber": 17}]', [{"WorkerNumber": 17}]),
    ],
)
def test_records_come_alone_or_in_a_list(response: str, records: list[dict[str, Any]]) -> None:
    """One object is a list of one; `record` is that one, or none."""
    found = answered(response)
    assert found.records == records
    assert found.record == (records[0] if records else None)


def test_several_records_are_not_one() -> None:
    """Who asks for one record and finds two does not get the first of them."""
    with pytest.raises(UnreadableAnswer, match="expected one record"):
        _ = answered("[{}, {}]").record


@pytest.mark.parametrize("response", ["17", '"text"', "[1]", "true"])
def test_something_else_than_records(response: str) -> None:
    """What is no object, and no list of objects, is no record; `data` still has it."""
    found = answered(response)
    with pytest.raises(UnreadableAnswer, match="expected records"):
        _ = found.records
    assert found.data is not None


def test_a_document_is_base64() -> None:
    """A document is bare base64, and what is not is an error with the entry."""
    assert answered("JVBERi0xLjQ=").content == b"%PDF-1.4"
    with pytest.raises(UnreadableAnswer, match="3f2504e0: not base64"):
        _ = answered("JVBERi0xLjQ").content
    with pytest.raises(UnreadableAnswer, match="3f2504e0: not JSON"):
        _ = answered("JVBERi0xLjQ=").data


@pytest.mark.parametrize(
    ("statuscode", "waiting"), [("202", True), ("302", True), ("200", False), ("400.05", False)]
)
def test_which_statuses_mean_waiting(statuscode: str, waiting: bool) -> None:
    """202 is accepted and 302 is picked up; everything else is final."""
    assert EntryResult.of(Members({"ID": "x", "Statuscode": statuscode})).waiting is waiting


@pytest.mark.parametrize("absent", ["ID", "Statuscode"])
def test_a_result_without_what_it_promises(absent: str) -> None:
    """A Result needs its identifier and a status."""
    members = {"ID": "x", "Statuscode": "200"}
    members.pop(absent)
    with pytest.raises(UnreadableAnswer, match=absent):
        EntryResult.of(Members(members))
