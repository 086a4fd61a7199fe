"""Files as they were uploaded or generated, kept under the id of their document."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass

from invaller.apis.loket.rows import Rows

FILE = "file"
"""Rows with the bytes of a file, under the id of the document that it belongs to."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file with its name and media type."""

    name: str
    media_type: str
    content: bytes


def keep_file(rows: Rows, owner: str, employer: str | None, file: StoredFile) -> None:
    """Keep a file for a document, instead of the one that it has."""
    body = {
        "name": file.name,
        "mediaType": file.media_type,
        "data": b64encode(file.content).decode(),
    }
    old = rows.get(FILE, owner)
    if old is None:
        rows.add(FILE, owner, employer, body, owner)
    else:
        rows.replace(old, body)


def kept_file(rows: Rows, owner: str) -> StoredFile | None:
    """The file of a document, None when it has none."""
    row = rows.get(FILE, owner)
    if row is None:
        return None
    return StoredFile(row.body["name"], row.body["mediaType"], b64decode(row.body["data"]))


def drop_file(rows: Rows, owner: str) -> None:
    """Forget the file of a document."""
    row = rows.get(FILE, owner)
    if row is not None:
        rows.remove(row)
