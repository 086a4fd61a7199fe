"""What payroll runs made: results are kept with each run, so later changes leave them alone.

A row of kind `payroll-run-result` under the id of its run holds `employments`: for each
`employmentId` its `payslips`, each of a `year`, `periodNumber` and `payslipType` with the values of
`components` by key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from invaller.apis.loket.domain.payroll_sums import Sum
from invaller.apis.loket.rows import Body, Row, Rows

RESULT = "payroll-run-result"
APPROVED, READY, PROFORMA = 9, 1, 2
"""Statuses of payroll runs that have results (facts: loket/notes.md, 9)."""


@dataclass(frozen=True, slots=True)
class Payslip:
    """What a run made for an employment of one period and payslip type."""

    run: Row
    employment: str
    year: int
    number: int
    kind: int
    sums: tuple[Sum, ...]

    def value(self, component: int) -> float:
        """The value of a payroll component, 0 when the payslip lacks it."""
        return next((one.value for one in self.sums if one.component == component), 0.0)


def keep_results(rows: Rows, run: Row, employments: list[Body]) -> None:
    """Keep the results of a run; replaces those that it had."""
    old = rows.get(RESULT, run.id)
    if old is None:
        rows.add(RESULT, run.id, run.employer, {"employments": employments}, run.id)
    else:
        rows.replace(old, {"employments": employments})


def drop_results(rows: Rows, run: Row) -> None:
    """Forget the results of a run, as undoing it does."""
    old = rows.get(RESULT, run.id)
    if old is not None:
        rows.remove(old)


def payslips_of(rows: Rows, run: Row) -> Iterator[Payslip]:
    """The payslips of a run, in the order in which they were made; none before it is ready."""
    if run.body["payrollRunStatus"]["key"] not in (APPROVED, READY, PROFORMA):
        return
    kept = rows.get(RESULT, run.id)
    for one in kept.body["employments"] if kept is not None else ():
        for slip in one["payslips"]:
            yield _payslip(run, one["employmentId"], slip)


def approved_runs(rows: Rows, administration: str) -> list[Row]:
    """The approved runs of an administration, oldest first."""
    runs = rows.of_parent("payroll-run", administration)
    return [run for run in runs if run.body["payrollRunStatus"]["key"] == APPROVED]


def approved_payslips(rows: Rows, employment: Row) -> list[Payslip]:
    """The payslips of an employment in approved runs, oldest first."""
    administration = employment.body.get("payrollAdministration")
    if not administration:
        return []
    return [
        slip
        for run in approved_runs(rows, administration["id"])
        for slip in payslips_of(rows, run)
        if slip.employment == employment.id
    ]


def newest(slips: Iterable[Payslip]) -> list[Payslip]:
    """Payslips without those that a later run made again: what counts now."""
    return [*{(one.employment, one.year, one.number, one.kind): one for one in slips}.values()]


def period_row(rows: Rows, administration: str, year: int, number: int) -> Row | None:
    """The period of an administration by year and number."""
    for row in rows.of_parent("payroll-period", administration):
        if (row.body["year"], row.body["periodNumber"]) == (year, number):
            return row
    return None


def _payslip(run: Row, employment: str, slip: dict[str, Any]) -> Payslip:
    sums = tuple(Sum(int(key), value) for key, value in slip["components"].items())
    return Payslip(run, employment, slip["year"], slip["periodNumber"], slip["payslipType"], sums)
