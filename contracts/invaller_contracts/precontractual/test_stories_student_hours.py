"""Hours that a Dimona reserves for a student are gone for every employer (3.1 (2)).

Today is Monday 3 March 2025, so the quota of the year is 650 hours.
"""

from collections.abc import Iterator
from datetime import date

import pytest

from invaller_clients import DimonaClient, Employer, PrecontractualClient
from invaller_contracts.dimona.client import dimona_client
from invaller_contracts.dimona.samples import SHOP, days_in_quarter, student
from invaller_contracts.dimona.tidying import TidyDimonaClient
from invaller_contracts.precontractual.casting import Cast
from invaller_contracts.precontractual.samples import EMPLOYER, STUDENT
from invaller_contracts.provider.target import Target

pytestmark = pytest.mark.truth("documented")

MARCH_10, MARCH_28 = date(2025, 3, 10), date(2025, 3, 28)


@pytest.fixture
def dimona(target: Target) -> Iterator[DimonaClient]:
    """The Dimona client of a mandatary that may declare for every employer.

    At a real environment it cancels in the end what it declared.
    """
    kind = TidyDimonaClient if target.is_real else DimonaClient
    with dimona_client(target, kind=kind) as client:
        yield client
        if isinstance(client, TidyDimonaClient):
            client.tidy()


def hours_left(employer: PrecontractualClient) -> int | None:
    """The hours that an employer is told are left of the year."""
    job = employer.verify(EMPLOYER, STUDENT, MARCH_10).student_job
    assert job is not None
    return job.hours_remaining


def declared(dimona: DimonaClient, hours: int) -> int:
    """Declare the student in a shop, and give the number of the period."""
    period_id = dimona.in_(SHOP, {"ssin": STUDENT}, student(MARCH_10, MARCH_28, hours)).period_id
    assert period_id is not None
    return period_id


def test_a_declaration_takes_hours(dimona: DimonaClient, employer: PrecontractualClient) -> None:
    """What one employer plans is no longer told to another."""
    assert hours_left(employer) == 650
    declared(dimona, hours=120)
    assert hours_left(employer) == 530


@pytest.mark.truth("assumed")
def test_a_cancel_gives_them_back(dimona: DimonaClient, employer: PrecontractualClient) -> None:
    """A student who did not come has the hours again."""
    dimona.cancel(declared(dimona, hours=120))
    assert hours_left(employer) == 650


@pytest.mark.truth("assumed")
def test_an_update_changes_them(dimona: DimonaClient, employer: PrecontractualClient) -> None:
    """Fewer planned hours reserve fewer."""
    dimona.update(declared(dimona, hours=120), planned_hours=50)
    assert hours_left(employer) == 600


def test_there_are_never_less_than_none(
    dimona: DimonaClient, employer: PrecontractualClient
) -> None:
    """A student over quota has 0 hours left."""
    declared(dimona, hours=654)
    assert hours_left(employer) == 0


@pytest.mark.truth("assumed")
def test_an_expectation_takes_nothing(dimona: DimonaClient, employer: PrecontractualClient) -> None:
    """A declaration without its result yet has not reserved anything."""
    block = student(MARCH_10, MARCH_28, hours=120)
    dimona.submit({"employer": SHOP, "worker": {"ssin": STUDENT}, "dimonaIn": block})
    assert hours_left(employer) == 650


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("precontractual.student.reserved-by-dimona")
def test_a_declaration_takes_hours_until_it_is_cancelled(
    target: Target, dimona: DimonaClient, employer: PrecontractualClient, cast: Cast
) -> None:
    """What one employer plans is not told to another before it is cancelled, in any environment.

    The student is the one of precontractual data, the employer that of the stories of Dimona.
    """
    shop: Employer = {"enterpriseNumber": target.value("INVALLER_DIMONA_EMPLOYER")}
    start, end = days_in_quarter(target)

    def left() -> int:
        job = employer.verify(cast.employer, cast.student, start).student_job
        assert job is not None
        return job.hours_remaining or 0

    before = left()
    planned = dimona.in_(shop, {"ssin": cast.student}, student(start, end, hours=12))
    assert left() == before - 12
    dimona.cancel(planned.declaration_id)
    assert left() == before
