"""The personnel file is consulted: declarations, periods and relations (7.3, 7.7 and 7.8).

Today is Monday 3 March 2025.
"""

from datetime import date

import pytest

from invaller_clients import BadRequest, DimonaClient
from invaller_contracts.dimona.samples import HOTEL, SHOP, SMITH, STUDENT, Cast, ordinary, student
from invaller_contracts.provider.target import Target

MARCH_10, MARCH_28, MARCH_31 = date(2025, 3, 10), date(2025, 3, 28), date(2025, 3, 31)


@pytest.fixture
def numbers(dimona: DimonaClient) -> tuple[int, int, int]:
    """Two periods of SMITH in the shop, of which one is cancelled, and one of a student."""
    declared = (
        dimona.in_(SHOP, SMITH, ordinary(MARCH_10, MARCH_28)),
        dimona.in_(SHOP, SMITH, ordinary(MARCH_31)),
        dimona.in_(SHOP, STUDENT, student(MARCH_10, MARCH_28, hours=40)),
    )
    dimona.cancel(declared[1].declaration_id)
    first, second, third = (one.declaration_id for one in declared)
    return first, second, third


@pytest.mark.truth("documented")
def test_declarations_are_found(dimona: DimonaClient, numbers: tuple[int, int, int]) -> None:
    """By worker, kind and day of creation; each with all that GET of it shows (7.3)."""
    found = dimona.search_declarations(
        {
            "employer": SHOP,
            "worker": SMITH,
            "fromCreationDate": "2025-03-03",
            "toCreationDate": "2025-03-03",
            "dimonaDeclarationType": ["dimonaIn"],
        }
    )
    listed = list(found)
    assert [one.declaration_id for one in listed] == list(numbers[:2])
    assert listed[0].block == dimona.get(numbers[0]).block == ordinary(MARCH_10, MARCH_28)


@pytest.mark.truth("documented")
def test_periods_are_found(dimona: DimonaClient, numbers: tuple[int, int, int]) -> None:
    """By type of worker and days of activity; a cancelled one is found too (7.7)."""
    students = dimona.search_periods({"employer": SHOP, "features": {"workerTypes": ["STU"]}})
    assert [one.period_id for one in students] == [numbers[2]]
    in_april = dimona.search_periods(
        {
            "employer": SHOP,
            "worker": SMITH,
            "activeFromDate": "2025-04-01",
            "activeToDate": "2025-04-30",
        }
    )
    assert [(one.period_id, one.is_canceled) for one in in_april] == [(numbers[1], True)]


@pytest.mark.usefixtures("numbers")
@pytest.mark.truth("assumed")
def test_relations_are_counted(dimona: DimonaClient) -> None:
    """All periods of one worker with one employer are one relation (7.8; counting is ours)."""
    (relation,) = dimona.search_relations({"employer": SHOP, "worker": SMITH})
    assert (relation.start_date, relation.end_date) == (MARCH_10, MARCH_28)
    assert (relation.number_of_periods, relation.number_of_periods_canceled) == (2, 1)
    assert relation.joint_commission_numbers == ("XXX",)
    assert relation.worker_types == ("OTH",)
    assert relation.worker["familyName"] == "SMITH"


@pytest.mark.truth("documented")
def test_pages_can_be_followed(dimona: DimonaClient, numbers: tuple[int, int, int]) -> None:
    """Page by page, in descending order, every item comes once (5.1)."""
    found = list(dimona.search_periods({"employer": SHOP}, page_size=1, sort="-startDate"))
    starts = [one.start_date for one in found]
    periods = {one.period_id for one in found}
    assert starts == sorted(starts, reverse=True)
    assert periods >= set(numbers)
    assert len(periods) == len(found)


@pytest.mark.anywhere
@pytest.mark.truth("documented")
def test_a_search_needs_somebody(dimona: DimonaClient) -> None:
    """Without an employer, a user enterprise or a worker the answer is 400 (5.1.3, 5.1.7)."""
    with pytest.raises(BadRequest):
        list(dimona.search_periods({"activeFromDate": "2025-03-01"}))
    with pytest.raises(BadRequest):
        list(dimona.search_declarations({"fromCreationDate": "2025-03-01"}))
    with pytest.raises(BadRequest):
        list(dimona.search_relations({"activeFromDate": "2025-03-01"}))


@pytest.mark.usefixtures("numbers")
@pytest.mark.truth("documented")
def test_criteria_narrow_each_other(dimona: DimonaClient) -> None:
    """The student of the shop never worked in the hotel."""
    assert list(dimona.search_periods({"employer": HOTEL, "worker": STUDENT})) == []


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
def test_what_was_declared_is_found_again(target: Target, dimona: DimonaClient, cast: Cast) -> None:
    """A declaration by worker, kind and day, page by page; its period by days of activity."""
    block = ordinary(target.day(7), target.day(25))
    declared = dimona.in_(cast.shop, cast.smith, block)
    dimona.cancel(declared.declaration_id)
    declarations = dimona.search_declarations(
        {
            "employer": cast.shop,
            "worker": cast.smith,
            "fromCreationDate": target.today.isoformat(),
        },
        page_size=1,
        sort="-creationDate",
    )
    found = {one.declaration_id: one for one in declarations}
    assert len(found) > 1
    assert found[declared.declaration_id].block == block
    day = target.day(25).isoformat()
    periods = dimona.search_periods(
        {"employer": cast.shop, "worker": cast.smith, "activeFromDate": day, "activeToDate": day}
    )
    cancelled = {one.period_id: one.is_canceled for one in periods}
    assert cancelled[declared.declaration_id]


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
def test_a_relation_is_found(target: Target, dimona: DimonaClient, cast: Cast) -> None:
    """Who was declared has a relation with the employer, over all that was declared (7.8)."""
    dimona.in_(cast.shop, cast.smith, ordinary(target.day(7)))
    (relation,) = dimona.search_relations({"employer": cast.shop, "worker": cast.smith})
    assert relation.number_of_periods
    assert "OTH" in relation.worker_types
    assert relation.worker["familyName"] == target.value("INVALLER_DIMONA_WORKER_NAME")
