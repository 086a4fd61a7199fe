"""Hours that a Dimona reserves for a student are gone for every employer (3.1 (2)).

Today is Monday 3 March 2025, so the quota of the year is 650 hours.
"""

from collections.abc import Iterator
from datetime import date

import pytest

from invaller_clients import DimonaClient, PrecontractualClient
from invaller_contracts.dimona.client import dimona_client
from invaller_contracts.dimona.samples import SHOP, student
from invaller_contracts.precontractual.samples import EMPLOYER, STUDENT
from invaller_contracts.simulator import Simulator

pytestmark = pytest.mark.truth("documented")

MARCH_10, MARCH_28 = date(2025, 3, 10), date(2025, 3, 28)


@pytest.fixture
def dimona(sim: Simulator) -> Iterator[DimonaClient]:
    """The Dimona client of a mandatary that may declare for every employer."""
    with dimona_client(sim) as client:
        yield client


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
