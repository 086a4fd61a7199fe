"""Chains of rows: which rows follow each other, and the end dates that a write sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from invaller.apis.loket.catalogue import Chain
from invaller.apis.loket.domain.chains import (
    Bounds,
    Plan,
    Policy,
    Span,
    plan_add,
    plan_delete,
    plan_move,
)
from invaller.apis.loket.rows import Row

Body = dict[str, Any]
_NEW = ""


@dataclass(frozen=True, slots=True)
class Chained:
    """The chain of a resource below one parent.

    rows: all of its records there; bounds: what they lie within.
    """

    chain: Chain
    rows: Sequence[Row]
    bounds: Bounds

    def adding(self, body: Body) -> Plan:
        """What adding a record sets; raises Broken."""
        return plan_add(self._policy, self._others(body, None), _span(_NEW, body), self.bounds)

    def changing(self, row: Row, body: Body) -> Plan:
        """What changing a record sets; raises Broken.

        A record that moves into another context leaves the one and joins the other.
        """
        new = _span(row.id, body)
        others = self._others(body, row)
        if self._context(body) == self._context(row.body):
            return plan_move(self._policy, others, _span(row.id, row.body), new, self.bounds)
        joined = plan_add(self._policy, others, new, self.bounds)
        return Plan(joined.end, {**self.deleting(row), **joined.others})

    def deleting(self, row: Row) -> Mapping[str, date | None]:
        """The end dates of other records that deleting one sets."""
        others = self._others(row.body, row)
        return plan_delete(self._policy, others, _span(row.id, row.body), self.bounds)

    @property
    def _policy(self) -> Policy:
        return Policy(self.chain.kind, self.chain.server_end)

    def _others(self, body: Mapping[str, Any], without: Row | None) -> list[Span]:
        wanted = self._context(body)
        return [
            _span(row.id, row.body)
            for row in self.rows
            if (without is None or row.id != without.id) and self._context(row.body) == wanted
        ]

    def _context(self, body: Mapping[str, Any]) -> list[Any]:
        """What tells chains below one parent apart; the first name is the parent itself."""
        return [_at(body, member) for member in self.chain.context[1:]]


def bounds_of(above: Mapping[str, Mapping[str, Any]], chain: Chain) -> Bounds:
    """What the records of a chain lie within: their employment or absence.

    above: the bodies of the records above it by resource.
    """
    holder = chain.context[0]
    body = above.get(holder, {})
    if holder == "employment":
        return Bounds(_day(body.get("startDate")), _day(body.get("endDate")))
    if holder == "absence":
        progress = body.get("progress") or {}
        return Bounds(None, _day((progress.get("endOfAbsence") or {}).get("date")))
    return Bounds()


def with_end(body: Body, end: date | None) -> Body:
    """A body with another end date."""
    return {**body, "endDate": None if end is None else end.isoformat()}


def _span(identifier: str, body: Mapping[str, Any]) -> Span:
    start = _day(body.get("startDate"))
    return Span(identifier, start or date.min, _day(body.get("endDate")))


def _day(text: Any) -> date | None:
    return None if text is None else date.fromisoformat(str(text)[:10])


def _at(body: Mapping[str, Any], member: str) -> Any:
    """The value of a member; of an option what identifies it."""
    value: Any = body
    for step in member.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    if isinstance(value, Mapping):
        return value.get("key", value.get("id"))
    return value
