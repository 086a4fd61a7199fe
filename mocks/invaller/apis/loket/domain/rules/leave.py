"""Rules of leave policies: entitlements by age, wage and years of service."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from invaller.apis.loket.domain.faults import Fault
from invaller.apis.loket.domain.proposal import Proposal

Body = Mapping[str, Any]
Limits = Callable[[Body], tuple[float, float]]

_SOURCE = "facts: loket/notes.md, 8"
_MONTHS = 12
_FIXED = (1, 16)
"""Keys of the leave types Verlof (bovenwettelijk) and Verlof (options/leave.yaml)."""


def needs_an_entitlement(proposal: Proposal) -> Iterator[Fault]:
    """excessLeaveToStatutory or wtr must be given."""
    entitlement = proposal.body.get("leaveEntitlement") or {}
    given = (entitlement.get("excessLeaveToStatutory"), entitlement.get("wtr"))
    if given == (None, None):
        yield Fault(
            "loket.age-based-leave.needs-an-entitlement",
            "[leaveEntitlement] excessLeaveToStatutory or wtr is required",
            "leaveEntitlement",
            source=_SOURCE,
        )


def fixed_ones(proposal: Proposal) -> Iterator[Fault]:
    """Verlof and Verlof (bovenwettelijk) do not deviate from their defaults."""
    kind = (proposal.body.get("leaveType") or {}).get("key")
    if kind in _FIXED and proposal.body.get("deviations") is not None:
        yield Fault(
            "loket.leave-type.fixed-ones",
            "[deviations] this leave type cannot deviate",
            "deviations",
            found=proposal.body["deviations"],
            source=_SOURCE,
        )


def ages_apart(proposal: Proposal) -> Iterator[Fault]:
    """Records of a policy do not overlap in age."""
    yield from _apart(proposal, _months, "from")


def years_apart(proposal: Proposal) -> Iterator[Fault]:
    """Records of a policy do not overlap in years of service."""
    yield from _apart(proposal, _months, "from")


def wages_apart(proposal: Proposal) -> Iterator[Fault]:
    """Records of a policy do not overlap in wage."""
    yield from _apart(proposal, _wages, "fromWage")


def _months(body: Body) -> tuple[float, float]:
    return _month(body.get("from"), 0.0), _month(body.get("upToAndIncluding"), float("inf"))


def _month(block: Body | None, otherwise: float) -> float:
    if not block or block.get("numberOfYears") is None:
        return otherwise
    return float(block["numberOfYears"]) * _MONTHS + float(block.get("numberOfMonths") or 0)


def _wages(body: Body) -> tuple[float, float]:
    low, high = body.get("fromWage"), body.get("upToAndIncludingWage")
    return float(low or 0), float("inf") if high is None else float(high)


def _apart(proposal: Proposal, limits: Limits, where: str) -> Iterator[Fault]:
    low, high = limits(proposal.body)
    if high < low:
        yield Fault(
            "loket.age-based-leave.no-overlap",
            f"[{where}] lies above its upper limit",
            where,
            source=_SOURCE,
        )
    for other in proposal.others:
        first, last = limits(other)
        if low <= last and first <= high:
            yield Fault(
                "loket.age-based-leave.no-overlap",
                f"[{where}] overlaps another record of the leave policy",
                where,
                source=_SOURCE,
            )
            return
