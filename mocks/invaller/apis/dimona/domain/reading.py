"""Reading of the blocks of a declaration into features, shapes and employer numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from invaller.apis.dimona.domain import joint_commissions
from invaller.apis.dimona.domain.block import Block
from invaller.apis.dimona.domain.period import EmployerKey
from invaller.apis.dimona.domain.shape import Features, Shape
from invaller.apis.dimona.domain.situation import Record
from invaller.apis.dimona.domain.values import WITHOUT_END, day, hour
from invaller.kernel.numbers import enterprise_number
from invaller.kernel.numbers.digits import whole_number

PLANNED = range(1, 1000)
"""Domain of planned hours and planned days (facts: dimona A6)."""


def features_in(block: Block) -> Features:
    """Return the features that a ``features`` object declares."""
    worker_type = block.get("workerType")
    sub_entity = block.get("subEntityNumber")
    user = block.child("userEnterprise")
    return Features(
        joint_commissions.normalised(block.get("jointCommissionNumber")),
        worker_type if isinstance(worker_type, str) else None,
        None if sub_entity is None else str(sub_entity),
        _user(user) if user else None,
    )


def shape_in(block: Block) -> Shape:
    """Return the shape that a ``dimonaIn`` block declares."""
    return Shape(
        features_in(block.child("features")),
        day(block.get("startDate")),
        _real_end(block.get("endDate")),
        hour(block.get("startHour")),
        hour(block.get("endHour")),
        planned(block.get("plannedHoursNumber")),
        planned(block.get("plannedDaysNumber")),
    )


def changed_shape(shape: Shape, block: Block) -> Shape:
    """Return the shape that a ``dimonaUpdate`` or ``dimonaOut`` block makes of another.

    Members that are absent or cannot be read leave the shape as it was; the end date
    9999-12-31 removes the end date and with it the end hour.
    """
    end = day(block.get("endDate"))
    removed = end == WITHOUT_END
    return replace(
        shape,
        start=day(block.get("startDate")) or shape.start,
        end=None if removed else end or shape.end,
        start_hour=hour(block.get("startHour")) or shape.start_hour,
        end_hour=None if removed else hour(block.get("endHour")) or shape.end_hour,
        planned_hours=planned(block.get("plannedHoursNumber")) or shape.planned_hours,
        planned_days=planned(block.get("plannedDaysNumber")) or shape.planned_days,
    )


def planned(value: object) -> int | None:
    """Return planned hours or days when they are an integer from 1 to 999, else None."""
    number = whole_number(value)
    return number if number in PLANNED else None


def employer_key_in(block: Block, record: Record | None) -> EmployerKey:
    """Return the numbers of an employer: those of its record, or else those declared."""
    if record is not None:
        return EmployerKey(record.get("employerId"), record.get("enterpriseNumber"))
    return EmployerKey(
        whole_number(block.get("employerId")),
        enterprise_number.normalised(block.get("enterpriseNumber")),
    )


def kept(block: Block) -> dict[str, Any] | None:
    """Return a block as it is kept with a period, None when it was left out."""
    return dict(block.values) if block else None


def _real_end(value: object) -> date | None:
    end = day(value)
    return None if end == WITHOUT_END else end


def _user(block: Block) -> dict[str, Any]:
    """Return a user enterprise with its numbers in their normal form, so it can be compared."""
    user = {name: value for name, value in block.values.items() if value is not None}
    number = enterprise_number.normalised(user.get("enterpriseNumber"))
    if number is not None:
        user["enterpriseNumber"] = number
    if "jointCommissionNumber" in user:
        user["jointCommissionNumber"] = str(user["jointCommissionNumber"])
    return user
