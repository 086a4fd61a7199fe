"""What becomes of a period: it is changed, closed, opened again and cancelled.

Today is Monday 3 March 2025.
"""

from datetime import date

import pytest

from invaller_clients import NO_END_DATE, Declaration, DimonaClient, NotFound, Result
from invaller_contracts.dimona.samples import SHOP, SMITH, STUDENT, ordinary, student

MARCH_10, MARCH_21, MARCH_28 = date(2025, 3, 10), date(2025, 3, 21), date(2025, 3, 28)


def hired(dimona: DimonaClient, end: date | None = None) -> int:
    """The number of a period that starts on 10 March."""
    period_id = dimona.in_(SHOP, SMITH, ordinary(MARCH_10, end)).period_id
    assert period_id is not None
    return period_id


def refused_for(declared: Declaration) -> list[str]:
    """The codes for which a declaration was refused, which it must be."""
    assert declared.result is Result.REFUSED
    return [anomaly.error_id for anomaly in declared.anomalies]


@pytest.mark.truth("documented")
def test_an_update_changes_the_period(dimona: DimonaClient) -> None:
    """Only what the update names changes; it has a number of its own and shows the period's."""
    period_id = hired(dimona, end=MARCH_28)
    declared = dimona.update(period_id, end_date=MARCH_21)
    period = dimona.period(period_id)
    assert (declared.result, declared.period_id) == (Result.ACCEPTED, period_id)
    assert declared.declaration_id != period_id
    assert (period.start_date, period.end_date) == (MARCH_10, MARCH_21)
    assert period.last_dimona_type == "update"


@pytest.mark.truth("documented")
def test_an_update_changes_the_hours_of_a_student(dimona: DimonaClient) -> None:
    """Planned hours that are updated are those of the period from then on."""
    declared = dimona.in_(SHOP, STUDENT, student(MARCH_10, MARCH_28, hours=100))
    period_id = declared.declaration_id
    assert dimona.update(period_id, planned_hours=60).result is Result.ACCEPTED
    assert dimona.period(period_id).planned_hours == 60


@pytest.mark.truth("documented")
def test_an_update_can_open_a_period_again(dimona: DimonaClient) -> None:
    """The end date 9999-12-31 takes the end of an ordinary worker's period away."""
    period_id = hired(dimona, end=MARCH_28)
    assert dimona.update(period_id, end_date=NO_END_DATE).result is Result.ACCEPTED
    assert dimona.period(period_id).end_date is None


@pytest.mark.truth("documented")
def test_an_out_closes_the_period(dimona: DimonaClient) -> None:
    """An open period ends on the day of the Out."""
    period_id = hired(dimona)
    declared = dimona.out(period_id, MARCH_28)
    period = dimona.period(period_id)
    assert (declared.result, declared.period_id) == (Result.ACCEPTED, period_id)
    assert (period.end_date, period.last_dimona_type) == (MARCH_28, "out")


@pytest.mark.truth("assumed")
def test_a_closed_period_takes_no_out(dimona: DimonaClient) -> None:
    """A period that has an end date refuses an Out with 00913-356, and keeps its end."""
    period_id = hired(dimona, end=MARCH_28)
    assert refused_for(dimona.out(period_id, MARCH_21)) == ["00913-356"]
    assert dimona.period(period_id).end_date == MARCH_28


@pytest.mark.truth("documented")
def test_a_cancel_cancels_the_period(dimona: DimonaClient) -> None:
    """A cancelled period can still be read; it says that it is cancelled (7.7)."""
    period_id = hired(dimona)
    declared = dimona.cancel(period_id)
    period = dimona.period(period_id)
    assert (declared.result, declared.period_id) == (Result.ACCEPTED, period_id)
    assert (period.is_canceled, period.last_dimona_type) == (True, "cancel")
    assert period.start_date == MARCH_10


@pytest.mark.truth("verified")
def test_a_cancelled_period_takes_no_update(dimona: DimonaClient) -> None:
    """It refuses every further declaration with 00913-355."""
    period_id = hired(dimona)
    dimona.cancel(period_id)
    assert refused_for(dimona.update(period_id, start_date=MARCH_21)) == ["00913-355"]
    assert refused_for(dimona.cancel(period_id)) == ["00913-355"]


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


@pytest.mark.truth("assumed")
def test_a_declaration_about_a_period_that_does_not_exist(dimona: DimonaClient) -> None:
    """It is received all the same, and refused with 00913-354."""
    assert refused_for(dimona.cancel(600000009912)) == ["00913-354"]
