"""The catalogue of anomalies: codes, labels and sources, read from specs/dimona/anomalies.tsv."""

import csv
from dataclasses import dataclass
from functools import cache
from typing import Any

from invaller.kernel.specs import read_text


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One anomaly. severity: B blocks, NP does not, S waits; status: how sure its trigger is."""

    code: str
    severity: str
    nl: str
    fr: str
    status: str


@cache
def catalogue() -> dict[str, CatalogueEntry]:
    """Every anomaly by its code."""
    lines = read_text("dimona", "anomalies.tsv").splitlines()
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return {
        row["code"]: CatalogueEntry(
            row["code"], row["severity"], row["nl"], row["fr"], row["status"]
        )
        for row in rows
    }


def anomaly_body(code: str) -> dict[str, Any]:
    """An anomaly as answers show it (Dimona WS REST v2, 7.2)."""
    entry = catalogue()[code]
    return {"errorId": code, "label": {"nl": entry.nl, "fr": entry.fr}}
