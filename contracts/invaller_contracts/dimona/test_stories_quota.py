"""The contingent of a student is one, whoever employs the student (650 hours in 2025).

The student of the cast has a full contingent.
"""

from datetime import date

import pytest

from invaller_clients import DimonaClient, Information, Result
from invaller_contracts.dimona.samples import Cast, days_in_quarter, student
from invaller_contracts.provider.target import Target

FULL = 650


@pytest.fixture
def days(target: Target) -> tuple[date, date]:
    """First and last day of the student jobs."""
    return days_in_quarter(target)


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("dimona.student.all-employers", "dimona.result.quota-information")
@pytest.mark.truth("documented")
def test_hours_with_all_employers_count_together(
    dimona: DimonaClient, cast: Cast, days: tuple[date, date]
) -> None:
    """After a job of all hours but 50 with one employer, 60 with another are 10 too many."""
    first = dimona.in_(cast.shop, cast.student, student(*days, hours=FULL - 50))
    second = dimona.in_(cast.hotel, cast.student, student(*days, hours=60))
    assert [first.result, second.result] == [Result.ACCEPTED, Result.ACCEPTED_WITH_WARNING]
    assert second.informations == (Information("QUOTA WARNING: STUDENT", "10"),)


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("dimona.student.update-and-cancel-adjust")
@pytest.mark.truth("assumed")
def test_a_cancel_gives_hours_back(
    dimona: DimonaClient, cast: Cast, days: tuple[date, date]
) -> None:
    """What a cancelled job had reserved is there for another one."""
    cancelled = dimona.in_(cast.shop, cast.student, student(*days, hours=FULL))
    dimona.cancel(cancelled.declaration_id)
    again = dimona.in_(cast.hotel, cast.student, student(*days, hours=FULL))
    assert (again.result, again.informations) == (Result.ACCEPTED, ())


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("dimona.student.update-and-cancel-adjust")
@pytest.mark.truth("assumed")
def test_an_update_gives_hours_back(
    dimona: DimonaClient, cast: Cast, days: tuple[date, date]
) -> None:
    """Fewer planned hours leave more of the contingent."""
    first = dimona.in_(cast.shop, cast.student, student(*days, hours=FULL))
    dimona.update(first.declaration_id, planned_hours=FULL - 50)
    second = dimona.in_(cast.hotel, cast.student, student(*days, hours=50))
    assert (second.result, second.informations) == (Result.ACCEPTED, ())
