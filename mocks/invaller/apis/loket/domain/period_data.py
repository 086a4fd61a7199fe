"""Payroll period data: which record a combination has, and components put into it.

Source: Loket API V2, patchPayrollPeriodDataByEmploymentId; facts: loket/notes.md, 7.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from invaller.apis.loket.domain.rules.employments import COMBINATION

Body = Mapping[str, Any]
Components = list[dict[str, Any]]


def same_combination(one: Body, other: Body) -> bool:
    """Whether two records are of one period, shift, payslip type, unit and costs."""
    return all(one.get(name) == other.get(name) for name in COMBINATION)


def merged(known: Sequence[Body], sent: Iterable[Body]) -> Components:
    """The components of a record after others were sent, in the order in which they came.

    What is not sent stays; a value of null removes its component.
    """
    components = {one["payrollComponent"]["key"]: dict(one) for one in known}
    for one in sent:
        key = one["payrollComponent"]["key"]
        if one.get("value") is None:
            components.pop(key, None)
        else:
            components[key] = {"isSupplement": False, **components.get(key, {}), **_known(one)}
    return list(components.values())


def added(known: Sequence[Body], component: int, value: float) -> Components:
    """The components of a record with a value on top of what a component has."""
    before = (one["value"] for one in known if one["payrollComponent"]["key"] == component)
    total = (next(before, None) or 0) + value
    return merged(known, [{"payrollComponent": {"key": component}, "value": total}])


def _known(one: Body) -> dict[str, Any]:
    return {name: value for name, value in one.items() if value is not None}
