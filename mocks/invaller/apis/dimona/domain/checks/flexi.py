"""Access to flexi-jobs: enough work with another employer, or a pension (90017-510).

Nor may other work for the same employer come before it in the quarter.

Sources: facts: dimona A8, B3; anomalies.tsv 90017-510.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from invaller.apis.dimona.domain.anomaly import Anomaly
from invaller.apis.dimona.domain.case import Case
from invaller.apis.dimona.domain.declaration import Declaration, Kind
from invaller.apis.dimona.domain.period import EmployerKey
from invaller.apis.dimona.domain.reading import shape_in
from invaller.apis.dimona.domain.situation import Record
from invaller.apis.dimona.domain.values import (
    day,
    quarter,
    quarter_before,
    quarter_end,
    quarter_name,
    quarter_start,
)
from invaller.kernel.explanations import Finding

ENOUGH = 80
"""Percentage of full-time work needed in the third quarter before: four fifths."""

FULL_TIME = 100

OTHER_WORK = frozenset({"OTH", "STU", "EXT"})
"""Worker types after which no flexi-job with the same employer fits in the quarter."""

BEYOND_QUARTER = "dimona.flexi.beyond-quarter"
"""Rule of the finding about a flexi-job that runs past its quarter."""

EARLIER_DROP_SINCE = date(2024, 1, 1)
"""Start dates from which a drop from the fifth to the fourth quarter before counts too."""


def access(case: Case) -> Iterator[Anomaly]:
    """A flexi-job asks four fifths in T-3 elsewhere, or a pension in T-2 (90017-510).

    When employments cannot be consulted only other work with the same employer is looked at.
    """
    start, employments = case.shape.start, case.situation.employments
    if case.worker_type != "FLX" or start is None:
        return
    if (
        employments is None
        or _is_pensioner(case.citizen, start)
        or _worked_enough(case.employer, employments, start)
    ):
        yield from _after_other_work(case, start)
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


def beyond_quarter(declaration: Declaration) -> Finding | None:
    """Return the finding for a flexi-job period that runs past the quarter of its start.

    It is accepted; a flexi-job is declared per quarter (facts: dimona A8).
    """
    shape = shape_in(declaration.main)
    if declaration.kind is not Kind.IN or shape.features.worker_type != "FLX":
        return None
    if shape.start is None or (shape.end is not None and shape.end <= _last_day(shape.start)):
        return None
    if shape.is_one_day_flexi:
        return None
    return Finding(
        BEYOND_QUARTER,
        "facts: dimona A8",
        f"a flexi-job is declared per quarter; this one should end by {_last_day(shape.start)}",
    )


def _after_other_work(case: Case, start: date) -> Iterator[Anomaly]:
    """Yield the warning for other work with the same employer earlier in the quarter."""
    first = quarter_start(quarter(start))
    for period in case.others():
        if (
            period.features.worker_type in OTHER_WORK
            and period.employer.is_same(case.employer)
            and period.start_date < start
            and (period.end_date is None or period.end_date >= first)
        ):
            message = "other work for this employer came before the flexi-job in the quarter"
            found = period.period_id
            yield Anomaly("90017-510", "/worker", message, found, "no other work before it")
            return


def _last_day(start: date) -> date:
    return quarter_end(quarter(start))


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
