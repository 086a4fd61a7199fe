"""What the personnel file of an employer tells to others, and lets them do: nothing.

The stranger is a client of its own: at a real environment variables name it.
"""

import pytest

from invaller_clients import DimonaClient, Forbidden
from invaller_contracts.dimona.samples import Cast, in_horeca, ordinary
from invaller_contracts.provider.target import Target


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("dimona.access.other-employers-record-403")
@pytest.mark.truth("assumed")
def test_records_of_others_are_not_read(
    target: Target, dimona: DimonaClient, stranger: DimonaClient, cast: Cast
) -> None:
    """403 for the period, its declaration and its presences."""
    number = dimona.in_(cast.hotel, cast.student, in_horeca(target.today)).declaration_id
    present = dimona.register_day(number, target.today, "0900").daily_registration_id
    assert present is not None
    for read in (stranger.period, stranger.get):
        with pytest.raises(Forbidden):
            read(number)
    with pytest.raises(Forbidden):
        stranger.daily_registration(present)


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("dimona.access.search-shows-own-employers")
@pytest.mark.truth("assumed")
def test_a_worker_is_not_found_with_others(
    target: Target, dimona: DimonaClient, stranger: DimonaClient, cast: Cast
) -> None:
    """A search by SSIN alone shows a stranger none of the employer's periods."""
    number = dimona.in_(cast.shop, cast.smith, ordinary(target.day(7))).declaration_id
    mine, theirs = (
        {one.period_id for one in client.search_periods({"worker": cast.smith})}
        for client in (dimona, stranger)
    )
    assert number in mine
    assert not mine & theirs


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("dimona.access.no-right-403")
@pytest.mark.truth("verified")
def test_a_period_of_others_is_not_ended(
    target: Target, dimona: DimonaClient, stranger: DimonaClient, cast: Cast
) -> None:
    """403, and the period stays open."""
    number = dimona.in_(cast.shop, cast.smith, ordinary(target.day(7))).declaration_id
    with pytest.raises(Forbidden):
        stranger.out(number, target.day(7))
    assert dimona.period(number).end_date is None


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("dimona.access.no-right-403")
@pytest.mark.truth("verified")
def test_nothing_is_declared_for_others(target: Target, stranger: DimonaClient, cast: Cast) -> None:
    """403 for who is neither the employer nor its mandatary."""
    with pytest.raises(Forbidden):
        stranger.in_(cast.shop, cast.smith, ordinary(target.day(7)))


@pytest.mark.anywhere
@pytest.mark.behaviour("dimona.access.no-right-403")
@pytest.mark.truth("verified")
def test_nothing_of_others_is_searched(stranger: DimonaClient, cast: Cast) -> None:
    """403 for periods, declarations and relations of an employer of others."""
    for search in (
        lambda: stranger.search_periods({"employer": cast.shop}),
        lambda: stranger.search_declarations({"employer": cast.shop}),
        lambda: stranger.search_relations({"employer": cast.shop}),
    ):
        with pytest.raises(Forbidden):
            list(search())
