"""Access to flexi-jobs: enough work with another employer, or a pension (90017-510).

Sources: facts: dimona A8; Dimona WS REST v2, facts B3; anomalies.tsv 90017-510.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from invaller.apis.dimona.domain.anomaly import Anomaly
from invaller.apis.dimona.domain.case import Case
from invaller.apis.dimona.domain.period import EmployerKey
from invaller.apis.dimona.domain.situation import Record
from invaller.apis.dimona.domain.values import (
    day,
    quarter,
    quarter_before,
    quarter_end,
    quarter_name,
)

ENOUGH = 80
"""Percentage of full-time work needed in the third quarter before: four fifths."""

FULL_TIME = 100

EARLIER_DROP_SINCE = date(2024, 1, 1)
"""Start dates from which a drop from the fifth to the fourth quarter before counts too."""


def access(case: Case) -> Iterator[Anomaly]:
    """A flexi-job asks four fifths in T-3 elsewhere, or a pension in T-2 (90017-510).

    Not checked when employments cannot be consulted.
    """
    start, employments = case.shape.start, case.situation.employments
    if case.worker_type != "FLX" or start is None or employments is None:
        return
    if _is_pensioner(case.citizen, start) or _worked_enough(case.employer, employments, start):
        return
    yield Anomaly(
        "90017-510",
        "/worker",
        "the worker does not meet the conditions of a flexi-job",
        None,
        f"at least {ENOUGH} % of full time elsewhere in "
        f"{quarter_name(quarter_before(quarter(start), 3))} without a drop from full time, "
        f"or a pension in {quarter_name(quarter_before(quarter(start), 2))}",
    )


def _is_pensioner(citizen: Record | None, start: date) -> bool:
    since = day((citizen or {}).get("pensionFrom"))
    return since is not None and since <= quarter_end(quarter_before(quarter(start), 2))


def _worked_enough(employer: EmployerKey, employments: tuple[Record, ...], start: date) -> bool:
    def percent(steps: int) -> int:
        name = quarter_name(quarter_before(quarter(start), steps))
        return sum(
            record["percent"]
            for record in employments
            if record["quarter"] == name
            and record["enterpriseNumber"] != employer.enterprise_number
        )

    if percent(3) < ENOUGH:
        return False
    dropped = percent(4) >= FULL_TIME > percent(3)
    dropped_before = start >= EARLIER_DROP_SINCE and percent(5) >= FULL_TIME > percent(4)
    return not (dropped or dropped_before)
