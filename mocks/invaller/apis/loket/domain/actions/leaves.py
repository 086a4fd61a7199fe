"""Leave requests that are decided on, and the leave that a policy gives.

Source: Loket API V2, patchLeaveRequestsByLeaveRequestIds and patchLeavePoliciesByEmploymentId;
facts: loket/notes.md, 8 and 9. How entitlements add up is assumed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from invaller.apis.loket.domain.faults import Broken, Fault

Body = Mapping[str, Any]

SUBMITTED, REJECTED, REVOKED, DELETED, ACCEPTED = 1, 2, 3, 4, 9
"""Keys of leaveRequestStatus (options/leave.yaml)."""

TOTAL, STATUTORY, EXCESS, SHORTER_HOURS = 16, 15, 1, 4
"""Keys of leaveType: Verlof is statutory leave and what exceeds it; ADV."""

_HIGHEST_ONLY = 1
"""Key of allocationType: of several additional entitlements the highest counts."""

_FROM_TO: Mapping[str, tuple[int, int]] = {
    "accept": (SUBMITTED, ACCEPTED),
    "reject": (SUBMITTED, REJECTED),
    "reopen": (REJECTED, SUBMITTED),
}
_MEMBERS = {"statutory": STATUTORY, "excessLeaveToStatutory": EXCESS, "wtr": SHORTER_HOURS}


def status_after(action: str, status: int) -> int:
    """The status of a leave request after an action; raises Broken when it takes none such."""
    needed, then = _FROM_TO[action]
    if status != needed:
        final = status in (ACCEPTED, REVOKED, DELETED)
        rule = "final" if final else "accept" if action == "accept" else "reject-and-reopen"
        raise Broken(
            Fault(
                f"loket.leave-request.{rule}",
                f"[action] {action} needs a leave request with status {needed}; it has {status}",
                "action",
                found=action,
                expected=[name for name, (start, _) in _FROM_TO.items() if start == status],
                source="Loket API V2, patchLeaveRequestsByLeaveRequestIds",
            )
        )
    return then


def parts_of(kind: int, units: float, statutory_left: float) -> list[tuple[int, float]]:
    """The leave types and units of accepted leave: of Verlof first what is left of the law's.

    statutory_left: units of statutory leave that are not used yet.
    """
    if kind != TOTAL:
        return [(kind, units)]
    lawful = min(units, max(0.0, statutory_left))
    parts = [(STATUTORY, round(lawful, 2)), (EXCESS, round(units - lawful, 2))]
    return [one for one in parts if one[1] > 0]


@dataclass(frozen=True, slots=True)
class Situation:
    """What additional leave depends on: months of age and of service, gross wage in euro."""

    age: int
    service: int
    wage: float


def entitlement(policy: Body, additional: Iterable[Body]) -> dict[int, float]:
    """The units that a policy gives in a year by leave type.

    additional: the entitlements by age, wage and service that apply.
    """
    found = _units(policy.get("leaveEntitlement") or {})
    more = [_units(one.get("leaveEntitlement") or {}) for one in additional]
    if (policy.get("additionalLeave") or {}).get("allocationType") == {"key": _HIGHEST_ONLY}:
        more = [max(more, key=lambda one: sum(one.values()))] if more else []
    for one in more:
        for kind, units in one.items():
            found[kind] = found.get(kind, 0.0) + units
    return found


def applying(
    by_age: Sequence[Body], by_wage: Sequence[Body], by_service: Sequence[Body], who: Situation
) -> list[Body]:
    """The additional entitlements of a policy that apply to an employee."""
    return [
        *(one for one in by_age if _within_months(one, who.age)),
        *(one for one in by_wage if one["fromWage"] <= who.wage <= one["upToAndIncludingWage"]),
        *(one for one in by_service if _within_months(one, who.service)),
    ]


def _units(entitled: Body) -> dict[int, float]:
    return {kind: entitled[name] for name, kind in _MEMBERS.items() if entitled.get(name)}


def _within_months(one: Body, months: int) -> bool:
    last = one.get("upToAndIncluding")
    return _months(one["from"]) <= months and (last is None or months <= _months(last))


def _months(block: Body) -> int:
    return int(block["numberOfYears"] or 0) * 12 + int(block.get("numberOfMonths") or 0)
