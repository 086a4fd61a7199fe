"""The journal is bounded and says what it dropped."""

from datetime import UTC, datetime
from typing import Any

from invaller.kernel.calls import Notes
from invaller.kernel.explanations import Explanation, Finding
from invaller.kernel.journal import Exchange, Journal

NOW = datetime(2025, 3, 3, 8, tzinfo=UTC)


def _exchange(number: int, **changes: Any) -> Exchange:
    members: dict[str, Any] = {
        "number": number,
        "trace": f"trace-{number}",
        "workspace": "default",
        "api": "dimona",
        "operation": "getPeriod",
        "time": NOW,
        "wall": NOW,
        "method": "GET",
        "url": "/REST/dimona/v2/periods/1",
        "request_headers": [("authorization", "Bearer secret")],
        "request_body": b"",
        "status": 200,
        "response_headers": [("Content-Type", "application/json")],
        "response_body": b'{"access_token": "secret"}',
        "client": None,
    }
    return Exchange(**{**members, **changes})


def _filled(count: int, capacity: int) -> Journal:
    journal = Journal(capacity)
    for _ in range(count):
        journal.add(_exchange(journal.next_number()))
    return journal


def test_full_journal_drops_the_oldest_and_says_so() -> None:
    """A journal keeps the newest exchanges and counts the ones it dropped."""
    journal = _filled(5, capacity=3)
    assert [exchange.number for exchange in journal] == [3, 4, 5]
    assert (len(journal), journal.dropped) == (3, 2)


def test_journal_that_is_just_full_has_dropped_nothing() -> None:
    """Nothing counts as dropped as long as everything is there."""
    assert (_filled(3, capacity=3).dropped, len(_filled(3, capacity=3))) == (0, 3)


def test_exchange_is_found_by_trace_and_by_number() -> None:
    """An exchange is found by its trace id or its number; a dropped one is not."""
    journal = _filled(4, capacity=3)
    by_trace, by_number = journal.find("trace-2"), journal.find("2")
    assert by_trace is not None
    assert by_trace is by_number
    assert journal.find("trace-1") is None


def test_cleared_journal_numbers_anew() -> None:
    """A cleared journal is empty, has dropped nothing, and begins at 1."""
    journal = _filled(5, capacity=3)
    journal.clear()
    assert (list(journal), journal.dropped, journal.next_number()) == ([], 0, 1)


def test_listing_while_an_exchange_is_added() -> None:
    """An iteration shows what was there when it began."""
    journal = _filled(2, capacity=5)
    seen = []
    for exchange in journal:
        seen.append(exchange.number)
        journal.add(_exchange(9))
    assert seen == [1, 2]


def test_views_hold_no_secrets() -> None:
    """Neither a summary nor a whole exchange shows a token, wherever it stood."""
    exchange = _exchange(1, url="/x?access_token=secret", request_body=b"client_assertion=secret")
    assert "secret" not in str(exchange.summary())
    assert "secret" not in str(exchange.to_document())


def test_whole_exchange_tells_reasons_and_findings() -> None:
    """A view of an exchange has its reasons and findings, without members that say nothing."""
    notes = Notes(
        [Explanation("rule", "source", "message", found=0)], [Finding("f", "s", "m")], "fault-1"
    )
    document = _exchange(1, notes=notes).to_document()
    assert document["explanations"] == [
        {"rule": "rule", "source": "source", "message": "message", "found": 0}
    ]
    assert document["findings"] == [{"rule": "f", "source": "s", "message": "m"}]
    assert document["fault"] == "fault-1"
