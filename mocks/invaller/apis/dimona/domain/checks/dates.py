"""Start and end dates of periods: presence, form, domain and order.

Sources: facts: dimona A4, A6; anomalies.tsv zones 00910, 00911 and blocks 90373, 90378 (421).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from invaller.apis.dimona.domain.anomaly import Anomaly
from invaller.apis.dimona.domain.case import Case
from invaller.apis.dimona.domain.declaration import Kind
from invaller.apis.dimona.domain.shape import Shape
from invaller.apis.dimona.domain.values import WITHOUT_END, day
from invaller.apis.dimona.domain.worker_types import Span, WorkerType
from invaller.kernel.quarters import Quarter

EARLIEST_START = date(1920, 1, 1)
EARLIEST_END = date(1999, 1, 1)
YEARS_AHEAD = 10
"""Dates lie before the first day of the year that is this much later than the present one."""

FLEXI_DAYS_AHEAD = 31
"""Days before the quarter of entry from which a flexi-job may be declared."""

_QUARTER_CODES = {Kind.IN: "90373-421", Kind.UPDATE: "90378-421"}


def forms(case: Case) -> Iterator[Anomaly]:
    """Dates that are given must be YYYY-MM-DD (00910-003, 00911-003)."""
    for member, code in (("startDate", "00910-003"), ("endDate", "00911-003")):
        value = case.block.get(member)
        if value is not None and day(value) is None:
            message = f"{member} is not a date"
            yield Anomaly(code, case.block.at(member), message, value, "YYYY-MM-DD")


def start_present(case: Case) -> Iterator[Anomaly]:
    """A Dimona In and a new daily registration need a start date (00910-001)."""
    if not case.block.given("startDate"):
        yield Anomaly("00910-001", case.block.at("startDate"), "startDate is mandatory")


def end_present(case: Case) -> Iterator[Anomaly]:
    """An Out, and an In of agency workers and most special types, need an end (00911-001)."""
    kind = case.shape.features.kind
    is_in = case.declaration.kind is Kind.IN
    if case.block.given("endDate"):
        return
    if is_in and not case.shape.features.is_agency and not (kind and kind.end_required):
        return
    reason = "to close a period" if not is_in else "for this worker type or joint commission"
    yield Anomaly("00911-001", case.block.at("endDate"), f"endDate is mandatory {reason}")


def start_forbidden(case: Case) -> Iterator[Anomaly]:
    """Declarations that close or cancel have no start date (00910-005)."""
    yield from _forbidden(case, "startDate", "00910-005")


def end_forbidden(case: Case) -> Iterator[Anomaly]:
    """The cancellation of a daily registration has no end date (00911-005)."""
    yield from _forbidden(case, "endDate", "00911-005")


def start_domain(case: Case) -> Iterator[Anomaly]:
    """A start date that is given must lie in the permitted domain (00910-008)."""
    start, kind = day(case.block.get("startDate")), case.shape.features.kind
    if start is None:
        return
    received = case.declaration.received_on
    first, last = EARLIEST_START, _last_day(received)
    if kind is not None:
        first = max(first, kind.earliest_start or first)
        last = min(last, kind.latest_start or last, _latest_declarable(received, kind) or last)
    if first <= start <= last:
        return
    message = "startDate is outside the permitted domain"
    nearest = last if start > last else first
    expected = f"from {first} to {last}"
    where = case.block.at("startDate")
    yield Anomaly("00910-008", where, message, str(start), expected, str(nearest))


def end_domain(case: Case) -> Iterator[Anomaly]:
    """An end date that is given must lie in the permitted domain (00911-008).

    9999-12-31 is for updates only.
    """
    end = day(case.block.get("endDate"))
    if end is None or (end == WITHOUT_END and case.declaration.kind is Kind.UPDATE):
        return
    last = _last_day(case.declaration.received_on)
    if EARLIEST_END <= end <= last:
        return
    message = "endDate is outside the permitted domain"
    nearest = last if end > last else EARLIEST_END
    expected = f"from {EARLIEST_END} to {last}"
    yield Anomaly("00911-008", case.block.at("endDate"), message, str(end), expected, str(nearest))


def order(case: Case) -> Iterator[Anomaly]:
    """The end date does not come before the start date (00911-014)."""
    start, end = case.shape.start, case.shape.end
    if start is not None and end is not None and end < start:
        message = "endDate comes before startDate"
        where = case.block.at("endDate")
        yield Anomaly("00911-014", where, message, str(end), f"from {start}", str(start))


def same_day(case: Case) -> Iterator[Anomaly]:
    """Some types, and day forfaits in horeca, end on the day they start (00911-008)."""
    shape = case.shape
    kind, start, end = shape.features.kind, shape.start, shape.end
    one_day = is_day_forfait(shape) or (kind is not None and kind.span is Span.SAME_DAY)
    if one_day and start is not None and end is not None and end > start:
        message = "endDate must be the startDate for this worker type"
        where = case.block.at("endDate")
        yield Anomaly("00911-008", where, message, str(end), str(start), str(start))


def same_quarter(case: Case) -> Iterator[Anomaly]:
    """Students and article 17 start and end in one quarter (90373-421, 90378-421)."""
    shape = case.shape
    kind, start, end = shape.features.kind, shape.start, shape.end
    code = _QUARTER_CODES.get(case.declaration.kind)
    if code is None or kind is None or kind.span is not Span.SAME_QUARTER or not start or not end:
        return
    if end > start and Quarter.of(start) != Quarter.of(end):
        nearest = str(Quarter.of(start).last_day)
        message = "startDate and endDate must lie in one quarter"
        where = case.block.at("endDate")
        yield Anomaly(code, where, message, str(end), f"until {nearest}", nearest)


def is_day_forfait(shape: Shape) -> bool:
    """Tell whether an occasional horeca worker is declared for a day, without end hour.

    Source: facts: dimona A4 (endHour mandatory except horeca day forfait).
    """
    return shape.features.is_horeca_extra and shape.end_hour is None


def _last_day(received: date) -> date:
    return date(received.year + YEARS_AHEAD, 1, 1) - timedelta(days=1)


def _latest_declarable(received: date, kind: WorkerType) -> date | None:
    """Return the last start date that may be declared on a day, None without limit."""
    if kind.code == "FLX":
        return Quarter.of(received + timedelta(days=FLEXI_DAYS_AHEAD)).last_day
    return None if kind.days_ahead is None else received + timedelta(days=kind.days_ahead)


def _forbidden(case: Case, member: str, code: str) -> Iterator[Anomaly]:
    if case.block.given(member):
        message = f"{member} is forbidden in {case.declaration.kind.value}"
        yield Anomaly(code, case.block.at(member), message, case.block.get(member), "absent")
