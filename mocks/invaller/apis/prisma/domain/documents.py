"""Documents of the secretariat: published, perhaps withdrawn, and those that clients upload.

Sources: Link2Prisma manual, 5; facts: prisma_fields.json, DocumentListItem and Document.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from invaller.apis.prisma.domain.calendar_days import day_of
from invaller.apis.prisma.domain.dates import parse
from invaller.apis.prisma.domain.outcome import INVALID, UNKNOWN, Refused

UPLOADED = "Extra"
"""DocumentType in the listing of a document that was uploaded (assumed)."""

MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".xml": "application/xml",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""MIMEtype by extension; any other is application/octet-stream (assumed)."""

_SPACE = re.compile(r"\s+")


def published(document: Mapping[str, Any], first: date, last: date) -> bool:
    """Whether a document is in the listing of a period, both days included.

    Withdrawn documents are not (assumed). Source: Link2Prisma manual, 5.1.
    """
    day = parse(document["item"]["PublicationDate"])
    return document["withdrawn"] is None and day is not None and first <= day <= last


def withdrawals(
    documents: Iterable[Mapping[str, Any]], start: date, rights: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Employer and number of the documents withdrawn on and after a day, oldest first.

    rights: what the user may do, by external number or `*` for every other employer; those
    without any are left out (assumed). Source: Link2Prisma manual, 5.1; member names assumed.
    """
    withdrawn = [
        (day, document)
        for document in documents
        if rights.get(document["employer"], rights.get("*"))
        and (day := parse(document["withdrawn"])) is not None
        and day >= start
    ]
    withdrawn.sort(key=lambda pair: (pair[0], pair[1]["item"]["DocumentID"]))
    return [
        {"Employer": document["employer"], "DocumentID": document["item"]["DocumentID"]}
        for _, document in withdrawn
    ]


def unknown(number: int) -> Refused:
    """The refusal of a number that no document of the employer has (assumed)."""
    return Refused(
        UNKNOWN,
        "prisma.documents.unknown",
        f"Document {number} is unknown.",
        source="Link2Prisma manual, 5.1 (assumed)",
        where="documentID",
        found=number,
        expected="a DocumentID of the listing of this employer",
    )


def withdrawn(number: int, day: str) -> Refused:
    """The refusal of a document that the secretariat called back (assumed)."""
    return Refused(
        UNKNOWN,
        "prisma.documents.withdrawn-not-listed",
        f"Document {number} was withdrawn on {day}.",
        source="Link2Prisma manual, 5.1 (assumed)",
        where="documentID",
        found=number,
        expected="a DocumentID of the listing of this employer",
    )


def check_upload(sent: Mapping[str, Any], types: Iterable[Mapping[str, Any]]) -> None:
    """Refuse (INVALID) an upload with a day, type or content that cannot be.

    types: the document types of the employer. Source: Link2Prisma manual, 5.2.
    """
    day_of(sent, "PublicationDate")
    codes = [kind["Code"] for kind in types]
    if sent["DocumentType"] not in codes:
        raise Refused(
            INVALID,
            "prisma.documents.upload-code",
            f"Document type {sent['DocumentType']} is unknown.",
            source="Link2Prisma manual, 5.2 DocumentType",
            where="/DocumentType",
            found=sent["DocumentType"],
            expected=f"one of {', '.join(codes)}" if codes else "a type of the employer",
            nearest=codes[0] if codes else None,
        )
    if not content_of(sent["Document"]):
        raise Refused(
            INVALID,
            "prisma.documents.upload-base64",
            "Document is not base64, or empty.",
            source="Link2Prisma manual, 5.2 Document",
            where="/Document",
            found=str(sent["Document"])[:40],
            expected="the bytes of the file as base64",
        )


def content_of(text: str) -> bytes | None:
    """The bytes behind a base64 text, None when it is none; line breaks do not count."""
    try:
        return base64.b64decode(_SPACE.sub("", text), validate=True)
    except (binascii.Error, ValueError):
        return None


def worker_in(sent: Mapping[str, Any]) -> int:
    """The number of the worker of an upload, 0 for the employer (left out, blank or 0).

    The manual calls the member WorkerID, the schema WorkerId, a client Worker: see
    facts: prisma_fields.json, Document.
    """
    sent_as = (sent.get(name) for name in ("WorkerID", "WorkerId", "Worker"))
    return int(next((number for number in sent_as if number), 0))


def uploaded(
    number: int, employer: str, sent: Mapping[str, Any], types: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    """What is kept of an upload: its line in the listing and its content as it was sent."""
    description = next(
        kind["Description"] for kind in types if kind["Code"] == sent["DocumentType"]
    )
    extension = PurePosixPath(sent["Filename"]).suffix.lower()
    item = {
        "DocumentID": number,
        "DocumentType": UPLOADED,
        "PublicationDate": sent["PublicationDate"],
        "Worker": worker_in(sent),
        "Month": sent.get("Month") or 0,
        "Year": sent.get("Year") or 0,
        "Size": len(content_of(sent["Document"]) or b""),
        "Language": sent["Language"],
        "DocumentName": sent["Filename"],
        "MIMEtype": MEDIA_TYPES.get(extension, "application/octet-stream"),
        "TypeDescription": description,
        "Employer": employer,
    }
    return {"employer": employer, "item": item, "withdrawn": None, "content": sent["Document"]}
