"""A write as rules see it: the body that is to be kept, and what lies around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from invaller.apis.loket.domain.faults import Fault

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A record that is to be added or changed.

    body: as it would be kept; before: the record before a change, None when it is added;
    others: the records beside it below the same parent; above: the bodies of the records above
    it by resource; today: the legal date.
    """

    body: Body
    before: Body | None = None
    others: Sequence[Body] = ()
    above: Mapping[str, Body] = field(default_factory=dict)
    today: date = date.min


class Rule(Protocol):
    """Tells what is wrong with a proposal."""

    def __call__(self, proposal: Proposal, /) -> Iterable[Fault]:
        """The broken rules; none when all is well."""
        ...
