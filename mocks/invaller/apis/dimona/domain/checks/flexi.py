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
from invaller.apis.dimona.domain.reading import shape_in
from invaller.apis.dimona.domain.situation import Record
from invaller.apis.dimona.domain.values import day
from invaller.kernel.explanations import Finding
from invaller.kernel.flexi_conditions import FOUR_FIFTHS, Employment, decide
from invaller.kernel.quarters import Quarter

OTHER_WORK = frozenset({"OTH", "STU", "EXT"})
"""Worker types after which no flexi-job with the same employer fits in the quarter."""

BEYOND_QUARTER = "dimona.flexi.beyond-quarter-finding"
"""Rule of the finding about a flexi-job that runs past its quarter."""


def access(case: Case) -> Iterator[Anomaly]:
    """A flexi-job asks four fifths in T-3 elsewhere, or a pension in T-2 (90017-510).

    When employments cannot be consulted only other work with the same employer is looked at.
    """
    start, employments = case.shape.start, case.situation.employments
    if case.worker_type != "FLX" or start is None:
        return
    if employments is None or _meets_conditions(case, employments, start):
        yield from _after_other_work(case, start)
        return
    quarter = Quarter.of(start)
    yield Anomaly(
        "90017-510",
        "/worker",
        "the worker does not meet the conditions of a flexi-job",
        None,
        f"at least {FOUR_FIFTHS} % of full time elsewhere in {quarter.shifted(-3)} without a "
        f"drop from full time, or a pension in {quarter.shifted(-2)}",
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
    first = Quarter.of(start).first_day
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
    return Quarter.of(start).last_day


def _meets_conditions(case: Case, employments: tuple[Record, ...], start: date) -> bool:
    """Whether work elsewhere or a pension opens the flexi-job (kernel: flexi_conditions)."""
    volumes = [
        Employment(record["enterpriseNumber"], Quarter.parse(record["quarter"]), record["percent"])
        for record in employments
    ]
    pension = day((case.citizen or {}).get("pensionFrom"))
    return decide(volumes, pension, case.employer.enterprise_number or "", start).ground.eligible
