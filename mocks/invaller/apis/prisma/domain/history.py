"""One engine for every history of a worker: records with a key, mostly their start date.

All functions take a list of records and give a new one or refuse; nothing is changed in
place. Lists are ordered by start date. A history is what was sent: adding a record does not
close the one before it (assumed), so several may be open on a day; the latest applies.

Sources: Link2Prisma manual, 4.1 to 4.4; facts: prisma notes, traps 12 and 14.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from invaller.apis.prisma.domain.calendar_days import day_of
from invaller.apis.prisma.domain.date_members import check_dates
from invaller.apis.prisma.domain.dates import applies, parse, render
from invaller.apis.prisma.domain.outcome import EXISTS, INVALID, UNKNOWN, Refused

Record = dict[str, Any]
Records = list[Record]
Key = tuple[str, ...]
Check = Callable[[Mapping[str, Any]], None]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class History:
    """What one history is made of.

    member: its name in FullWorker; title: in messages; keys: members that tell records
    apart; start, end: members that hold dates, end None when records have no end of their
    own; entity: how modifications name it, None when they do not; taken: the rule that refuses a
    key twice; last_stays: the rule that keeps the last record, empty where it may go;
    check: refuses a record for what only this history asks;
    title_of_owner: in messages.
    """

    member: str
    title: str
    keys: tuple[str, ...] = ("Startdate",)
    start: str = "Startdate"
    end: str | None = "Enddate"
    entity: str | None = None
    taken: str = "prisma.history.add-start-taken"
    last_stays: str = ""
    check: Check | None = None
    title_of_owner: str = "This worker"

    def key_of(self, record: Mapping[str, Any]) -> Key:
        """What tells a record apart from the others, as texts."""
        return tuple(str(record.get(name, "")) for name in self.keys)

    def has(self, record: Mapping[str, Any], key: Key) -> bool:
        """Whether a record has a key, in any letter case."""
        ours = self.key_of(record)
        return [part.casefold() for part in ours] == [part.casefold() for part in key]

    def ordered(self, records: Records) -> Records:
        """The records by start date, then by key."""
        return sorted(records, key=lambda record: (self.start_of(record), self.key_of(record)))

    def start_of(self, record: Mapping[str, Any]) -> date:
        """The first day of a record; the first of all days when it has none."""
        return parse(record.get(self.start)) or date.min


def written(key: Key) -> str:
    """A key as one text, its parts joined as in a path."""
    return "/".join(key)


def of(history: History, records: Records, key: Key) -> Record | None:
    """The record with a key, or None."""
    return next((record for record in records if history.has(record, key)), None)


def applying(history: History, records: Records, on: date) -> Record | None:
    """The record that applies on a day: the latest start among those that hold then, or None.

    Both ends are included (assumed).
    """
    end = history.end or ""
    holding = [record for record in records if applies(record, on, history.start, end)]
    return max(holding, key=history.start_of, default=None)


def meets(history: History, record: Record, first: date, last: date) -> bool:
    """Whether a record holds on at least one day of a period, both ends included."""
    end = parse(record.get(history.end or ""))
    return history.start_of(record) <= last and (end is None or first <= end)


def add(history: History, records: Records, record: Record) -> tuple[Records, Record]:
    """The records with one more, and that one; refuses a key that is there already."""
    added = _without_empty(record)
    _check(history, added)
    _refuse_taken(history, records, added, history.taken)
    return history.ordered([*records, added]), added


def change(
    history: History, records: Records, key: Key, sent: Record, where: str
) -> tuple[Records, Record]:
    """The records with what was sent merged into one of them, and that one as it is now.

    Members that are not sent stay; null empties a member (assumed); nested objects and lists
    are replaced as a whole. Another start date gives the record another key.
    """
    old = _known(history, records, key, where, "prisma.history.change-unknown")
    changed = _without_empty({**old, **sent})
    _check(history, changed)
    others = [record for record in records if record is not old]
    _refuse_taken(history, others, changed, "prisma.history.change-key-taken")
    return history.ordered([*others, changed]), changed


def remove(history: History, records: Records, key: Key, where: str) -> tuple[Records, Record]:
    """The records without one of them, and that one; refuses the last where one stays."""
    gone = _known(history, records, key, where, "prisma.history.delete-unknown")
    if history.last_stays and len(records) == 1:
        raise Refused(
            INVALID,
            history.last_stays,
            f"A worker always has at least one {history.title}; the last cannot be deleted.",
            source="Link2Prisma manual, 4.4, remark",
            where=where,
            found=written(key),
            expected=f"another {history.title} of this worker, added before",
        )
    return [record for record in records if record is not gone], gone


def _known(history: History, records: Records, key: Key, where: str, rule: str) -> Record:
    record = of(history, records, key)
    if record is None:
        raise Refused(
            UNKNOWN,
            rule,
            f"{history.title_of_owner} has no {history.title} {written(key)}.",
            source="Link2Prisma manual, 4.3 and 4.4",
            where=where,
            found=written(key),
            expected=f"the key of a {history.title}; told apart by {', '.join(history.keys)}",
            nearest=_nearest(history, records, key),
        )
    return record


def _nearest(history: History, records: Records, key: Key) -> str | None:
    """The key that a client may have meant: the one closest in time."""
    day = next((parse(part) for part in reversed(key) if parse(part)), None)
    if not records:
        return None
    if day is None:
        return written(history.key_of(records[-1]))
    closest = min(records, key=lambda record: abs(history.start_of(record) - day))
    return written(history.key_of(closest))


def _refuse_taken(history: History, records: Records, record: Record, rule: str) -> None:
    key = history.key_of(record)
    if of(history, records, key) is not None:
        raise Refused(
            EXISTS,
            rule,
            f"{history.title_of_owner} already has a {history.title} {written(key)}.",
            source="assumed",
            where=f"/{history.keys[-1]}",
            found=written(key),
            expected="another key, or PUT to change the record",
            nearest=_free(history, records, key),
        )


def _free(history: History, records: Records, key: Key) -> str | None:
    """The next start date that is free, for histories told apart by it."""
    day = parse(key[0]) if history.keys == (history.start,) else None
    while day is not None and day < date.max and of(history, records, (render(day),)):
        day += _DAY
    return None if day is None else render(day)


def _check(history: History, record: Record) -> None:
    """Refuse dates that are on no calendar, an end before the start, and more by history."""
    day_of(record, history.start)
    check_dates(record)
    _refuse_reversed(history, record)
    if history.check is not None:
        history.check(record)


def _refuse_reversed(history: History, record: Record) -> None:
    first, last = parse(record.get(history.start)), parse(record.get(history.end or ""))
    if first is not None and last is not None and last < first:
        raise Refused(
            INVALID,
            "prisma.history.end-before-start",
            f"{history.end} lies before {history.start}.",
            source="assumed",
            where=f"/{history.end}",
            found=render(last),
            expected=f"{render(first)} or later",
            nearest=render(first),
        )


def _without_empty(record: Record) -> Record:
    return {name: value for name, value in record.items() if value is not None}
