"""Why a call was answered as it was, off the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")


def told(dimona: Dimona, method: str, path: str, **more: Any) -> list[dict[str, Any]]:
    """The explanations of one call."""
    explained = dimona.sim.explain(dimona.call(method, path, **more))
    return list(explained["explanations"])


def test_each_anomaly_is_explained(dimona: Dimona) -> None:
    """GET of a refused declaration tells rule, place, value found and value expected."""
    declared = dimona.enter("EXT", startHour="1700", endHour="0900")
    (reason,) = told(dimona, "GET", f"/declarations/{declared.number}")
    assert reason["rule"] == "dimona.anomaly.00778-345"
    assert (reason["where"], reason["found"]) == ("/dimonaIn/endHour", "0900")
    assert (reason["expected"], reason["nearest"]) == ("from 1700", "1700")
    assert reason["source"] == "specs/dimona/anomalies.tsv, 00778-345"


@pytest.mark.parametrize(
    ("method", "path", "body", "rule"),
    [
        ("GET", "/declarations/700125761015", None, "dimona.unknown.message"),
        ("GET", "/periods/1", None, "dimona.period.unknown-404"),
        ("POST", "/periods/search", {}, "dimona.search.needs-one-of-four"),
        ("POST", "/declarations", {"x": 1}, "dimona.schema.additionalProperties"),
    ],
)
def test_each_refusal_is_explained(
    dimona: Dimona, method: str, path: str, body: Any, rule: str
) -> None:
    """A refused call has at least one explanation, with its rule, message and source."""
    reasons = told(dimona, method, path, json=body)
    assert rule in [reason["rule"] for reason in reasons]
    assert all(reason["message"] and reason["source"] for reason in reasons)


def test_a_refusal_for_lack_of_a_right_is_explained(dimona: Dimona) -> None:
    """It says whose right is missing."""
    body = dimona.entering()
    reasons = told(dimona, "POST", "/declarations", json=body, client="employer")
    assert [reason["rule"] for reason in reasons] == ["dimona.access.no-right-403"]
    assert reasons[0]["found"] == "0411702543"


def test_pending_is_explained(dimona: Dimona) -> None:
    """The 404 of a pending declaration has another rule than that of an unknown one."""
    number = dimona.submit(dimona.entering())
    (reason,) = told(dimona, "GET", f"/declarations/{number}")
    assert reason["rule"] == "dimona.result.404-while-pending"


def test_an_accepted_declaration_needs_no_explanation(dimona: Dimona) -> None:
    """A call that went well has none."""
    declared = dimona.enter()
    assert told(dimona, "GET", f"/declarations/{declared.number}") == []
