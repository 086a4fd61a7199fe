"""Date chains: how records of one context follow each other in time.

A broken chain allows gaps and inserts but no overlap; a linked chain has no gaps and is
continued at its end; a unique one has one record. Dates are inclusive. The functions decide
which end dates a write sets, or which rule it breaks; they change nothing.
Source: Loket API V2, Date chains; facts: loket/notes.md, 6.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from invaller.apis.loket.domain.faults import Broken, Fault

LINKED, BROKEN, UNIQUE = "linked", "broken", "unique"

_DAY = timedelta(days=1)
_SOURCE = "Loket API V2, Date chains"


@dataclass(frozen=True, slots=True)
class Span:
    """A record in time. end: its last day, None while it is open."""

    id: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the chain lies within, such as an employment; None where there is no limit."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a write sets: the end of the record itself, and of others by id."""

    end: date | None
    others: Mapping[str, date | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Policy:
    """The kind of a chain, and whether the server keeps the end dates."""

    kind: str
    server_end: bool


def plan_add(policy: Policy, others: Sequence[Span], new: Span, bounds: Bounds) -> Plan:
    """What adding a record to a chain sets; raises Broken.

    others: the records of the same context, in any order.
    """
    if policy.kind == UNIQUE:
        return _unique(others, new)
    _check_dates(policy, new, bounds)
    chain = _sorted(others)
    if policy.kind == LINKED and chain:
        _check_append(policy, chain[-1], new)
    return _PLANNERS[policy.kind, policy.server_end](chain, new, bounds)


def plan_change(policy: Policy, others: Sequence[Span], new: Span, bounds: Bounds) -> Plan:
    """What changing a record of a chain sets; raises Broken.

    others: the records of the same context without the one that changes, whose new dates are
    in `new`.
    """
    if policy.kind == UNIQUE:
        return _unique(others, new)
    _check_dates(policy, new, bounds)
    return _PLANNERS[policy.kind, policy.server_end](_sorted(others), new, bounds)


def plan_move(policy: Policy, others: Sequence[Span], old: Span, new: Span, bounds: Bounds) -> Plan:
    """What changing a record of a linked chain sets: it must keep its place; raises Broken.

    others: as for `plan_change`; old: the record before the change.
    """
    if policy.kind == LINKED:
        before, after = _around(_sorted(others), old.start)
        if before is not None and new.start <= before.start:
            raise _misplaced(new, f"after {before.start}, where the record before begins")
        if after is not None and new.start >= after.start:
            raise _misplaced(new, f"before {after.start}, where the next record begins")
    return plan_change(policy, others, new, bounds)


def plan_delete(
    policy: Policy, others: Sequence[Span], old: Span, bounds: Bounds
) -> Mapping[str, date | None]:
    """The end dates of other records that deleting a record of a chain sets, by id."""
    if policy.kind != LINKED:
        return {}
    before, after = _around(_sorted(others), old.start)
    if before is None:
        return {}
    return _moved(before, after.start - _DAY if after is not None else bounds.end)


def _linked_by_server(chain: Sequence[Span], new: Span, bounds: Bounds) -> Plan:
    before, after = _around(chain, new.start)
    end = after.start - _DAY if after is not None else bounds.end
    return Plan(end, _moved(before, new.start - _DAY))


def _linked_by_client(chain: Sequence[Span], new: Span, _bounds: Bounds) -> Plan:
    before, after = _around(chain, new.start)
    end = new.end
    if after is not None:
        needed = after.start - _DAY
        if end is not None and end != needed:
            raise _broken(
                "loket.chain.linked-no-gaps",
                f"[endDate] {end} leaves a gap or overlaps: the next record begins on "
                f"{after.start}, so it must be {needed}",
                "endDate",
                found=end,
                nearest=needed,
            )
        end = needed
    return Plan(end, _moved(before, new.start - _DAY))


def _broken_by_client(chain: Sequence[Span], new: Span, _bounds: Bounds) -> Plan:
    clash = next((one for one in chain if _overlap(one, new)), None)
    if clash is not None:
        raise _broken(
            "loket.chain.no-overlap",
            f"[startDate] {_text(new)} overlaps a record that runs {_text(clash)}",
            "startDate",
            found=_text(new),
            expected=f"dates outside {_text(clash)}",
        )
    return Plan(new.end)


def _broken_by_server(chain: Sequence[Span], new: Span, bounds: Bounds) -> Plan:
    same = next((one for one in chain if one.start == new.start), None)
    if same is not None:
        raise _broken(
            "loket.chain.no-overlap",
            f"[startDate] another record begins on {new.start} already",
            "startDate",
            found=new.start,
        )
    before, after = _around(chain, new.start)
    end = after.start - _DAY if after is not None else bounds.end
    if before is not None and (before.end is None or before.end >= new.start):
        return Plan(end, _moved(before, new.start - _DAY))
    return Plan(end)


_Planner = Callable[[Sequence[Span], Span, Bounds], Plan]
_PLANNERS: Mapping[tuple[str, bool], _Planner] = {
    (LINKED, True): _linked_by_server,
    (LINKED, False): _linked_by_client,
    (BROKEN, True): _broken_by_server,
    (BROKEN, False): _broken_by_client,
}


def _unique(others: Sequence[Span], new: Span) -> Plan:
    if others:
        raise _broken(
            "loket.chain.context",
            "there is a record for this payroll component already",
            "payrollComponent",
        )
    return Plan(new.end)


def _check_dates(policy: Policy, new: Span, bounds: Bounds) -> None:
    if not policy.server_end and new.end is not None and new.end < new.start:
        raise _broken(
            "loket.chain.end-before-start",
            f"[endDate] {new.end} lies before the start date {new.start}",
            "endDate",
            found=new.end,
            nearest=new.start,
        )
    if bounds.start is not None and new.start < bounds.start:
        raise _broken(
            "loket.chain.before-employment",
            f"[startDate] {new.start} lies before {bounds.start}, where the employment begins",
            "startDate",
            found=new.start,
            nearest=bounds.start,
        )
    if bounds.end is not None and new.start > bounds.end:
        raise _broken(
            "loket.chain.after-employment",
            f"[startDate] {new.start} lies after {bounds.end}, where the employment ends",
            "startDate",
            found=new.start,
            nearest=bounds.end,
        )


def _check_append(policy: Policy, last: Span, new: Span) -> None:
    if new.start <= last.start:
        same = new.start == last.start
        raise _broken(
            f"loket.chain.linked-{'same-start' if same else 'append-only'}",
            f"[startDate] {new.start} must lie after {last.start}, where the last record begins",
            "startDate",
            found=new.start,
            nearest=_after(last.start),
        )
    if not policy.server_end and last.end is not None and new.start != _after(last.end):
        raise _broken(
            "loket.chain.linked-closed-by-caller",
            f"[startDate] {new.start} must be {_after(last.end)}, the day after the last record",
            "startDate",
            found=new.start,
            nearest=_after(last.end),
        )


def _misplaced(new: Span, where: str) -> Broken:
    return _broken(
        "loket.chain.linked-change-keeps-order",
        f"[startDate] {new.start} must lie {where}",
        "startDate",
        found=new.start,
        expected=where,
    )


def _sorted(spans: Sequence[Span]) -> list[Span]:
    return sorted(spans, key=lambda span: span.start)


def _around(chain: Sequence[Span], start: date) -> tuple[Span | None, Span | None]:
    """The records before and after a date on which none of them begins."""
    before = [one for one in chain if one.start < start]
    after = [one for one in chain if one.start > start]
    return (before[-1] if before else None), (after[0] if after else None)


def _after(day: date) -> date:
    """The next day; the last day that there is has none after it."""
    return day if day == date.max else day + _DAY


def _moved(span: Span | None, end: date | None) -> Mapping[str, date | None]:
    return {} if span is None or span.end == end else {span.id: end}


def _overlap(one: Span, other: Span) -> bool:
    return (one.end is None or other.start <= one.end) and (
        other.end is None or one.start <= other.end
    )


def _text(span: Span) -> str:
    return f"from {span.start} to {span.end or 'further notice'}"


def _broken(
    rule: str,
    message: str,
    where: str,
    *,
    found: object = None,
    nearest: object = None,
    expected: str | None = None,
) -> Broken:
    def shown(value: object) -> str | None:
        return None if value is None else str(value)

    return Broken(
        Fault(
            rule,
            message,
            where,
            found=shown(found),
            expected=expected,
            nearest=shown(nearest),
            source=_SOURCE,
        )
    )
