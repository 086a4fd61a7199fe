"""What can be done with the records at one path of Link2Prisma, one small class a method.

The classes of the resources are put together out of these, and say by that which endpoints the
manual has: contact data, for one, can be added and deleted, and not changed (4.3).

Everything here hands in a request and waits for its result. What asks gives records, none or an
empty list when there is no data; what adds, changes or deletes gives the Result, whose Response
mostly stays empty (4.5). An entry that ends with an error raises EntryFailed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .prisma_answers import EntryResult
from .prisma_queue import PrismaQueue
from .prisma_wire import Day, Key, Record, parts_of, path_of

Found = dict[str, Any]
"""A record as it was answered, by the vendor's names."""


@dataclass(frozen=True, slots=True)
class Records:
    """The records at `path`; `joint` stands between the path and the key of one record."""

    queue: PrismaQueue
    path: str
    joint: str = "/"

    def at(self, key: Key) -> str:
        """The path of one record."""
        return self.path + self.joint + path_of(*parts_of(key))


class Listed(Records):
    """Records that are asked together."""

    __slots__ = ()

    def all(self) -> list[Found]:
        """All of them: the history."""
        return self.queue.call("GET", self.path).records


class Dated(Records):
    """Records of which one applies on a day."""

    __slots__ = ()

    def on(self, day: Day) -> Found | None:
        """The record that applies on `day`."""
        return self.queue.call("GET", self.at(day)).record


class Keyed(Records):
    """Records that are asked by their key."""

    __slots__ = ()

    def get(self, key: Key) -> Found | None:
        """The record with this key."""
        return self.queue.call("GET", self.at(key)).record


class Added(Records):
    """Records that can be added."""

    __slots__ = ()

    def add(self, record: Record) -> EntryResult:
        """Add a record."""
        return self.queue.call("POST", self.path, record)


class Changed(Records):
    """Records that can be changed."""

    __slots__ = ()

    def change(self, key: Key, record: Record) -> EntryResult:
        """Change what `record` names, of the record that has had `key` so far (4.3)."""
        return self.queue.call("PUT", self.at(key), record)


class Deleted(Records):
    """Records that can be deleted."""

    __slots__ = ()

    def delete(self, key: Key) -> EntryResult:
        """Delete the record with this key."""
        return self.queue.call("DELETE", self.at(key))


class Substitutions(Dated, Added, Changed, Deleted):
    """By the date from which they hold, and never asked together (4.1): replacements."""

    __slots__ = ()


class History(Listed, Dated, Added, Changed, Deleted):
    """By the date from which they hold: contracts, addresses, family statuses, taxes."""

    __slots__ = ()


class Notes(Listed, Keyed, Added, Changed, Deleted):
    """By the date that names them: absence notes, cost centres of a worker."""

    __slots__ = ()


class Parts(Added, Changed, Deleted):
    """Added, changed and deleted, and asked as a part of something else: salary compositions.

    Their key is (salary code, start date).
    """

    __slots__ = ()


class Payments(Listed, Added, Changed, Deleted):
    """Divergent payments; their key is (start date, type).

    The manual has a capital in the path to ask and to add (4.1 and 4.2) and none in that of one
    payment (4.3 and 4.4).
    """

    __slots__ = ()

    def at(self, key: Key) -> str:
        """The path of one payment."""
        return Records.at(self, key).replace("/divergentPayment", "/divergentpayment")


class Dimonas(Listed, Keyed, Added):
    """Dimonas, by their start date; adding one asks to send it to the RSZ (4.2)."""

    __slots__ = ()


class Schedules(Listed, Added):
    """Schedules of an employer."""

    __slots__ = ()


class Communication(Listed, Added):
    """Contact data: deleted by all they say, and never changed (4.3 and 4.4)."""

    __slots__ = ()

    def delete(self, record: Record) -> EntryResult:
        """Delete the contact data that say exactly this."""
        return self.queue.call("DELETE", self.path, record)


class CompanyCars(Keyed, Added, Changed, Deleted):
    """Company cars, by their start date.

    The manual ends the path of a worker's cars with a slash (4.1), and glues the date of an
    employer's car to its path: `/companycar20240101`.
    """

    __slots__ = ()

    def all(self) -> list[Found]:
        """All of them: the history."""
        return self.queue.call("GET", self.path + self.joint).records
