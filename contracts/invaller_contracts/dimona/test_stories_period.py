"""What becomes of a period: it is changed, closed, opened again and cancelled.

Today is Monday 3 March 2025.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from invaller_clients import NO_END_DATE, Declaration, DimonaClient, NotFound, Result
from invaller_contracts.dimona.samples import Cast, days_in_quarter, ordinary, student
from invaller_contracts.provider.target import Target


@dataclass(frozen=True)
class Days:
    """When the stories take place: a Monday, a Friday and a Friday of March on the simulator."""

    start: date
    middle: date
    end: date


@pytest.fixture
def days(target: Target) -> Days:
    """Days from a week ahead on."""
    return Days(target.day(7), target.day(18), target.day(25))


Hire = Callable[..., int]


@pytest.fixture
def hired(dimona: DimonaClient, cast: Cast, days: Days) -> Hire:
    """Hires somebody for good, or until a day; gives the number of the period."""

    def hire(end: date | None = None) -> int:
        period_id = dimona.in_(cast.shop, cast.smith, ordinary(days.start, end)).period_id
        assert period_id is not None
        return period_id

    return hire


def refused_for(declared: Declaration) -> list[str]:
    """The codes for which a declaration was refused, which it must be."""
    assert declared.result is Result.REFUSED
    return [anomaly.error_id for anomaly in declared.anomalies]


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
def test_an_update_changes_the_period(dimona: DimonaClient, hired: Hire, days: Days) -> None:
    """Only what the update names changes; it has a number of its own and shows the period's."""
    period_id = hired(end=days.end)
    declared = dimona.update(period_id, end_date=days.middle)
    period = dimona.period(period_id)
    assert (declared.result, declared.period_id) == (Result.ACCEPTED, period_id)
    assert declared.declaration_id != period_id
    assert (period.start_date, period.end_date) == (days.start, days.middle)
    assert period.last_dimona_type == "update"


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
def test_an_update_changes_the_hours_of_a_student(
    target: Target, dimona: DimonaClient, cast: Cast
) -> None:
    """Planned hours that are updated are those of the period from then on."""
    start, end = days_in_quarter(target)
    declared = dimona.in_(cast.shop, cast.student, student(start, end, hours=100))
    period_id = declared.declaration_id
    assert dimona.update(period_id, planned_hours=60).result is Result.ACCEPTED
    assert dimona.period(period_id).planned_hours == 60


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
def test_an_update_can_open_a_period_again(dimona: DimonaClient, hired: Hire, days: Days) -> None:
    """The end date 9999-12-31 takes the end of an ordinary worker's period away."""
    period_id = hired(end=days.end)
    assert dimona.update(period_id, end_date=NO_END_DATE).result is Result.ACCEPTED
    assert dimona.period(period_id).end_date is None


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
def test_an_out_closes_the_period(dimona: DimonaClient, hired: Hire, days: Days) -> None:
    """An open period ends on the day of the Out."""
    period_id = hired()
    declared = dimona.out(period_id, days.end)
    period = dimona.period(period_id)
    assert (declared.result, declared.period_id) == (Result.ACCEPTED, period_id)
    assert (period.end_date, period.last_dimona_type) == (days.end, "out")


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
def test_a_closed_period_takes_no_out(dimona: DimonaClient, hired: Hire, days: Days) -> None:
    """A period that has an end date refuses an Out with 00913-356, and keeps its end."""
    period_id = hired(end=days.end)
    assert refused_for(dimona.out(period_id, days.middle)) == ["00913-356"]
    assert dimona.period(period_id).end_date == days.end


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
def test_a_cancel_cancels_the_period(dimona: DimonaClient, hired: Hire, days: Days) -> None:
    """A cancelled period can still be read; it says that it is cancelled (7.7)."""
    period_id = hired()
    declared = dimona.cancel(period_id)
    period = dimona.period(period_id)
    assert (declared.result, declared.period_id) == (Result.ACCEPTED, period_id)
    assert (period.is_canceled, period.last_dimona_type) == (True, "cancel")
    assert period.start_date == days.start


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("verified")
def test_a_cancelled_period_takes_no_update(dimona: DimonaClient, hired: Hire, days: Days) -> None:
    """It refuses every further declaration with 00913-355."""
    period_id = hired()
    dimona.cancel(period_id)
    assert refused_for(dimona.update(period_id, start_date=days.middle)) == ["00913-355"]
    assert refused_for(dimona.cancel(period_id)) == ["00913-355"]


@pytest.mark.anywhere
@pytest.mark.truth("documented")
def test_a_period_that_does_not_exist(dimona: DimonaClient) -> None:
    """7.6 (2): 404 with a title, a status and a detail, and nothing else."""
    with pytest.raises(NotFound) as caught:
        dimona.period(699999999919)
    assert caught.value.body == {
        "title": "Not Found",
        "status": 404,
        "detail": "The specified resource was not found.",
    }


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
def test_a_declaration_about_a_period_that_does_not_exist(dimona: DimonaClient) -> None:
    """It is received all the same, and refused with 00913-354."""
    assert refused_for(dimona.cancel(600000009912)) == ["00913-354"]
