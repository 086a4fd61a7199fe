"""What the rules about payroll periods need to know of an administration."""

from __future__ import annotations

from datetime import date

from invaller.apis.loket.domain.run_periods import Period
from invaller.apis.loket.payroll_results import approved_runs, period_row
from invaller.apis.loket.rows import Body, Row, Rows


def period_of(body: Body, member: str = "payrollPeriod") -> Period:
    """The period that a member of a record names."""
    return body[member]["year"], body[member]["periodNumber"]


def as_option(period: Period) -> Body:
    """A period as records keep it."""
    return {"year": period[0], "periodNumber": period[1]}


def known_periods(rows: Rows, administration: Row) -> list[Period]:
    """The periods of an administration, in time."""
    found = rows.of_parent("payroll-period", administration.id)
    return sorted((row.body["year"], row.body["periodNumber"]) for row in found)


def approved_periods(rows: Rows, administration: Row) -> list[Period]:
    """The periods of an administration that have an approved run, in time."""
    return sorted({period_of(run.body) for run in approved_runs(rows, administration.id)})


def last_day(rows: Rows, administration: Row, period: Period) -> date:
    """The last day of a period; raises LookupError for one that is not known."""
    row = period_row(rows, administration.id, *period)
    if row is None:
        raise LookupError(f"{administration.id} has no period {period}")
    return date.fromisoformat(row.body["endDate"])
