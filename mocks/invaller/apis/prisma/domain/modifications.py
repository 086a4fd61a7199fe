"""Modifications: what others changed, for a client that keeps a copy.

Sources: Link2Prisma manual, 4.1 GET /modifications/{StartDate}/{EndDate}; facts:
prisma_fields.json, Modification; prisma notes, trap 14.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from invaller.apis.prisma.domain.dates import render

ADD, UPDATE, DELETE = "add", "update", "delete"
"""The values of Action that changes have."""

WORKER = "Worker"
"""The Entity of a worker's personal data."""


def modification(
    worker: int, action: str, entity: str, key: str, previous_key: str | None, day: date
) -> dict[str, Any]:
    """One modification as the answer shows it; PreviousKey only when the key changed."""
    noted: dict[str, Any] = {"Worker": worker, "Action": action, "Entity": entity, "Key": key}
    if previous_key is not None and previous_key != key:
        noted["PreviousKey"] = previous_key
    return {**noted, "ChangeDate": render(day)}


def seen_by(
    noted: Iterable[Mapping[str, Any]], user: str, first: date, last: date
) -> list[dict[str, Any]]:
    """The modifications of a period that others than `user` made, both days included.

    noted: {"user", "modification"}, oldest first, which is the order of the answer.
    """
    period = range(int(render(first)), int(render(last)) + 1)
    return [
        item["modification"]
        for item in noted
        if item["user"] != user and int(item["modification"]["ChangeDate"]) in period
    ]
