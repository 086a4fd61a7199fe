"""What Link2Prisma keeps for several workers at once, and documents."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from .prisma_answers import EntryResult
from .prisma_queue import PrismaQueue
from .prisma_records import Found
from .prisma_wire import Day, Record, path_of


@dataclass(frozen=True, slots=True)
class Absences:
    """Absences of several workers in one request: a list of workers with their absences."""

    queue: PrismaQueue

    def since(self, day: Day) -> list[Found]:
        """The approved absences of all workers from a day on, by worker."""
        return self.queue.call("GET", f"/absences/{path_of(day)}").records

    def add(self, workers: Sequence[Record]) -> EntryResult:
        """Add absences; one of the same day and code is changed (Link2Prisma manual, 4.2)."""
        return self.queue.call("POST", "/absences", workers)

    def delete(self, workers: Sequence[Record]) -> EntryResult:
        """Delete absences, which are named in the same way."""
        return self.queue.call("DELETE", "/absences", workers)


@dataclass(frozen=True, slots=True)
class Prestations:
    """Prestations of several workers in one request: a list of workers with theirs.

    `data` of a Result lists those that could not be processed (Link2Prisma manual, 4.5).
    """

    queue: PrismaQueue

    def add(self, workers: Sequence[Record]) -> EntryResult:
        """Add prestations: whole days, in place of what those days had (4.2)."""
        return self.queue.call("POST", "/prestations", workers)

    def delete(self, workers: Sequence[Record]) -> EntryResult:
        """Delete prestations, which are named in the same way."""
        return self.queue.call("DELETE", "/prestations", workers)

    def completed(self, month: int, year: int, *, correction: bool = False) -> EntryResult:
        """Say that the prestations of a month are all there, so that they are read in (4.2)."""
        body = {"Month": month, "Year": year, "Correction": "Y" if correction else "N"}
        return self.queue.call("POST", "/prestations/completed", body)


@dataclass(frozen=True, slots=True)
class FirstDaysOfUnemployment:
    """First days of unemployment; one is changed and deleted by its SerialNumber or TicketNumber.

    The number stands in the body, not in the path (Link2Prisma manual, 4.3 and 4.4).
    """

    queue: PrismaQueue

    def get(self, serial_number: int) -> Found | None:
        """The one with this number (volgnummer)."""
        return self.queue.call("GET", f"/firstdayofunemployment/{serial_number}").record

    def add(self, record: Record) -> EntryResult:
        """Add one without numbers; `data` of the Result tells the number that it got (4.2)."""
        return self.queue.call("POST", "/firstdayofunemployment", record)

    def change(self, record: Record) -> EntryResult:
        """Change the one that the record names."""
        return self.queue.call("PUT", "/firstdayofunemployment", record)

    def delete(self, record: Record) -> EntryResult:
        """Delete the one that the record names."""
        return self.queue.call("DELETE", "/firstdayofunemployment", record)


@dataclass(frozen=True, slots=True)
class Documents:
    """Documents of the employer and its workers (Link2Prisma manual, 5)."""

    queue: PrismaQueue

    def listing(self, start: Day, end: Day) -> list[Found]:
        """What was published from a day until another."""
        return self.queue.call("GET", f"/document/listing/{path_of(start, end)}").records

    def withdrawals(self, since: Day) -> list[Found]:
        """What was withdrawn from a day on, of every employer."""
        return self.queue.call("GET", f"/document/listing/withdrawals/{path_of(since)}").records

    def download(self, document_id: int) -> bytes:
        """A document by its number."""
        return self.queue.call("GET", f"/document/{document_id}").content

    def upload(self, record: Record, content: bytes) -> EntryResult:
        """Add a document; `record` says what it is, without its member Document."""
        document = {**record, "Document": b64encode(content).decode("ascii")}
        return self.queue.call("POST", "/document", document)
