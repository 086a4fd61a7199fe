"""The codes by which Dimona tells outcomes: results and anomalies."""

import csv
from collections.abc import Iterator, Sequence
from typing import Any

from invaller.kernel.specs import read_text
from invaller_contracts.consumer.coverage import Codes
from invaller_contracts.consumer.run import Exchange

RESULTS = ("A", "W", "B", "S")
"""Accepted, accepted with a warning, refused, waiting for Sigedis (Dimona WS REST v2, 3)."""


def _statuses(exchange: Exchange) -> Iterator[dict[str, Any]]:
    body = exchange.response_body
    if isinstance(body, dict) and exchange.ok:
        for one in (body, *body.get("items", ())):
            if isinstance(one, dict) and isinstance(one.get("declarationStatus"), dict):
                yield one["declarationStatus"]


def _results(exchange: Exchange) -> Iterator[str]:
    for status in _statuses(exchange):
        yield str(status.get("result"))


def _anomalies(exchange: Exchange) -> Iterator[str]:
    for status in _statuses(exchange):
        for anomaly in status.get("anomalies") or ():
            yield str(anomaly.get("errorId"))


def _simulated() -> Sequence[str]:
    rows = csv.DictReader(read_text("dimona", "anomalies.tsv").splitlines(), delimiter="\t")
    return [row["code"] for row in rows if row["simulated"] == "yes"]


CODES = (
    Codes("results", lambda: RESULTS, _results),
    Codes("anomalies", _simulated, _anomalies),
)
