"""What the personnel file of an employer tells to others: nothing."""

from collections.abc import Iterator
from datetime import date

import pytest

from invaller_clients import DimonaClient, Forbidden
from invaller_contracts.dimona.client import dimona_client
from invaller_contracts.dimona.samples import HOTEL_PERIOD, SHOP, SMITH, ordinary
from invaller_contracts.simulator import Simulator

MARCH_10 = date(2025, 3, 10)


@pytest.fixture
def stranger(sim: Simulator) -> Iterator[DimonaClient]:
    """An employer that has nothing to do with shop and hotel."""
    with dimona_client(sim, "employer") as client:
        yield client


@pytest.mark.behaviour("dimona.access.other-employers-record-403")
@pytest.mark.truth("assumed")
def test_records_of_others_are_not_read(dimona: DimonaClient, stranger: DimonaClient) -> None:
    """403 for the period, its declaration and its presences."""
    declared = dimona.in_(SHOP, SMITH, ordinary(MARCH_10))
    present = dimona.register_day(HOTEL_PERIOD, date(2025, 3, 3), "0900").daily_registration_id
    for read in (stranger.period, stranger.get):
        with pytest.raises(Forbidden):
            read(declared.declaration_id)
    with pytest.raises(Forbidden):
        stranger.daily_registration(present or 0)


@pytest.mark.behaviour("dimona.access.search-shows-own-employers")
@pytest.mark.truth("assumed")
def test_a_worker_is_not_found_with_others(dimona: DimonaClient, stranger: DimonaClient) -> None:
    """A search by SSIN alone shows a stranger none of the employer's periods."""
    dimona.in_(SHOP, SMITH, ordinary(MARCH_10))
    assert list(dimona.search_periods({"worker": SMITH}))
    assert list(stranger.search_periods({"worker": SMITH})) == []


@pytest.mark.behaviour("dimona.access.no-right-403")
@pytest.mark.truth("verified")
def test_a_period_of_others_is_not_ended(dimona: DimonaClient, stranger: DimonaClient) -> None:
    """403, and the period stays open."""
    number = dimona.in_(SHOP, SMITH, ordinary(MARCH_10)).declaration_id
    with pytest.raises(Forbidden):
        stranger.out(number, MARCH_10)
    assert dimona.period(number).end_date is None
