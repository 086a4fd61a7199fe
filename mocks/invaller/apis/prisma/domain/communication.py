"""How a worker is reached: added and deleted by the full record, never changed.

An ID is in every answer (facts); which one is assumed.

Sources: Link2Prisma manual, 4.1, 4.3 (remark) and 4.4 communication; facts:
prisma_fields.json, Communication.
"""

from collections.abc import Mapping
from typing import Any

from invaller.apis.prisma.domain.outcome import EXISTS, UNKNOWN, Refused

Record = dict[str, Any]

_ASIDE = ("ID", "WorkerNumber")
"""Members that answers add or that clients copy from the path: they say nothing."""


def content(record: Mapping[str, Any]) -> Record:
    """What a record says; empty members count as absent (assumed)."""
    return {
        name: value
        for name, value in record.items()
        if name not in _ASIDE and value not in (None, "")
    }


def add(records: list[Record], sent: Record) -> tuple[list[Record], Record]:
    """The records with one more, and that one; its ID is the one sent, else the next number.

    Refuses the same content twice (assumed: it could not be deleted apart).
    """
    twin = next((record for record in records if content(record) == content(sent)), None)
    if twin is not None:
        raise Refused(
            EXISTS,
            "prisma.communication.add-same",
            "This worker already has this communication.",
            source="assumed",
            where="/Value",
            found=content(sent),
            expected="a communication that this worker does not have yet",
        )
    added = {"ID": sent.get("ID") or _next_id(records), **content(sent)}
    return [*records, added], added


def remove(records: list[Record], sent: Record) -> tuple[list[Record], Record]:
    """The records without the one that was sent in full, and that one.

    The ID may be left out, but one that is sent must be right.
    """
    gone = next((record for record in records if _is(record, sent)), None)
    if gone is None:
        raise Refused(
            UNKNOWN,
            "prisma.communication.delete-must-match",
            "This worker has no communication with exactly this content.",
            source="Link2Prisma manual, 4.4 DELETE /worker/{workerID}/communication",
            where="/Value",
            found=sent,
            expected="the complete communication, as GET shows it",
            nearest=_nearest(records, sent),
        )
    return [record for record in records if record is not gone], gone


def _is(record: Record, sent: Record) -> bool:
    right_id = sent.get("ID") in (None, "", record.get("ID"))
    return right_id and content(record) == content(sent)


def _next_id(records: list[Record]) -> str:
    numbers = [int(record["ID"]) for record in records if str(record.get("ID", "")).isdecimal()]
    return str(max(numbers, default=0) + 1)


def _nearest(records: list[Record], sent: Record) -> Record | None:
    """The record that has most in common with what was sent."""
    wanted = set(map(str, sent.items()))
    return max(
        records, key=lambda record: len(wanted & set(map(str, record.items()))), default=None
    )
