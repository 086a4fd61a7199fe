"""Whether a declaration comes too late: it is accepted with a warning (460).

Sources: facts: dimona A3; anomalies.tsv 90373-460, 90378-460. All moments are those on the
clock of Brussels.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from invaller.apis.dimona.domain.anomaly import Anomaly
from invaller.apis.dimona.domain.case import Case
from invaller.apis.dimona.domain.declaration import Kind
from invaller.apis.dimona.domain.shape import Shape
from invaller.apis.dimona.domain.values import at, next_working_day

_ONE_DAY = timedelta(days=1)
_EVENING, _MORNING = "2000", "0800"

LATE_IN = "90373-460"
"""Code of a late Dimona In."""

LATE_UPDATE = "90378-460"
"""Code of a late update."""


def late(case: Case) -> Iterator[Anomaly]:
    """A Dimona In or update that comes after its latest moment is late (460)."""
    received = case.declaration.received_locally
    if case.declaration.kind is Kind.IN:
        code, latest = LATE_IN, latest_start(case.shape)
    else:
        code, latest = LATE_UPDATE, _latest_update(case)
    if latest is not None and received > latest:
        message = "the declaration comes too late"
        expected = f"until {latest.isoformat(timespec='minutes')}"
        found = received.isoformat(timespec="seconds")
        yield Anomaly(code, case.block.pointer, message, found, expected)


def latest_start(shape: Shape) -> datetime | None:
    """Return the latest moment to declare a start: when the work starts.

    Without an hour that is the end of the day of the start (assumed).
    """
    if shape.start is None:
        return None
    return at(shape.start, shape.start_hour) if shape.start_hour else _end_of(shape.start)


def _latest_update(case: Case) -> datetime | None:
    """Return the latest moment of an update: the first of what each change asks."""
    if case.target is None:
        return None
    old, new = case.target.shape, case.shape
    asked = (_of_start(old, new), _of_end_date(old, new), _of_extra_hours(old, new))
    moments = [moment for moment in asked if moment is not None]
    return min(moments) if moments else None


def _of_start(old: Shape, new: Shape) -> datetime | None:
    """A start that moves is declared before the earlier of both starts."""
    if (old.start, old.start_hour) == (new.start, new.start_hour):
        return None
    moments = [moment for moment in (latest_start(old), latest_start(new)) if moment]
    return min(moments) if moments else None


def _of_end_date(old: Shape, new: Shape) -> datetime | None:
    """An end that moves is declared on the next working day after the earlier end."""
    if old.end is None or old.end == new.end:
        return None
    leaving = min(old.end, new.end or date.max)
    return _end_of(next_working_day(leaving))


def _of_extra_hours(old: Shape, new: Shape) -> datetime | None:
    """Return the latest moment to change the end hour of an occasional worker.

    Earlier: until midnight after the planned end. Later: within 8 hours after it, or until
    08:00 on the next morning when it was planned between 20:00 and 24:00.
    """
    is_extra = new.features.worker_type == "EXT"
    if not is_extra or old.end is None or old.end_hour is None or old.ends == new.ends:
        return None
    if new.ends < old.ends:
        return _end_of(old.end)
    if old.end_hour >= _EVENING:
        return at(old.end + _ONE_DAY, _MORNING)
    return old.ends + timedelta(hours=8)


def _end_of(day: date) -> datetime:
    """Return the last moment of a day."""
    return at(day, "0000") + _ONE_DAY - timedelta.resolution
