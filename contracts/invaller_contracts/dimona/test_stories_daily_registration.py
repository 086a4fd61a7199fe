"""A hotel registers each day that a permanent worker is present (7.1.2, 7.4 and 7.5)."""

from datetime import date

import pytest

from invaller_clients import DimonaClient, NotFound, Result
from invaller_contracts.dimona.samples import HOTEL_PERIOD, Cast, in_horeca, ordinary
from invaller_contracts.provider.target import Target

pytestmark = pytest.mark.sim(now="2024-04-20T12:00:00+02:00")

TODAY = date(2024, 4, 20)


def registered(dimona: DimonaClient, day: date = TODAY, period_id: int = HOTEL_PERIOD) -> int:
    """The number of a registration that starts at 16:30, as printed in 7.1.2."""
    number = dimona.register_day(period_id, day, "1630").daily_registration_id
    assert number is not None
    return number


@pytest.fixture
def hired(target: Target, dimona: DimonaClient, cast: Cast) -> int:
    """The number of a period in the hotel, open from today on."""
    return dimona.in_(cast.hotel, cast.student, in_horeca(target.today)).declaration_id


@pytest.mark.truth("documented")
def test_a_presence_is_registered(dimona: DimonaClient) -> None:
    """The example of 7.1.2, without an end: accepted, and the registration can be read."""
    declared = dimona.register_day(HOTEL_PERIOD, TODAY, "1630")
    assert (declared.result, declared.anomalies) == (Result.ACCEPTED, ())
    assert (declared.period_id, declared.daily_registration_id is None) == (None, False)
    registration = dimona.daily_registration(declared.daily_registration_id or 0)
    assert (registration.period_id, registration.is_canceled) == (HOTEL_PERIOD, False)
    assert (registration.start_date, registration.start_hour) == (TODAY, "1630")
    assert (registration.end_date, registration.end_hour) == (None, None)
    assert registration.creation_date == TODAY


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
def test_a_presence_from_morning_to_evening(
    target: Target, dimona: DimonaClient, hired: int
) -> None:
    """It begins without an end, is completed, found in its period, and cancelled (5.1.1.1)."""
    number = dimona.register_day(hired, target.today, "1630").daily_registration_id or 0
    begun = dimona.daily_registration(number)
    assert (begun.period_id, begun.start_hour, begun.end_hour) == (hired, "1630", None)
    completed = dimona.update_day(number, end_date=target.today, end_hour="2300")
    assert (completed.result, completed.anomalies) == (Result.ACCEPTED, ())
    (listed,) = dimona.daily_registrations(hired, active_from=target.today)
    assert (listed.daily_registration_id, listed.end_hour) == (number, "2300")
    assert dimona.cancel_day(number).result is Result.ACCEPTED
    assert dimona.daily_registration(number).is_canceled


@pytest.mark.truth("documented")
def test_an_update_completes_a_presence(dimona: DimonaClient) -> None:
    """The end is declared when the worker goes home (5.1.1.1)."""
    number = registered(dimona)
    assert dimona.update_day(number, end_date=TODAY, end_hour="2300").result is Result.ACCEPTED
    registration = dimona.daily_registration(number)
    assert (registration.start_hour, registration.end_hour) == ("1630", "2300")


@pytest.mark.truth("documented")
def test_a_cancel_cancels_a_presence(dimona: DimonaClient) -> None:
    """A cancelled registration can still be read, and says that it is cancelled (7.4)."""
    number = registered(dimona)
    assert dimona.cancel_day(number).result is Result.ACCEPTED
    assert dimona.daily_registration(number).is_canceled


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
def test_a_presence_changes_nothing_in_the_period(
    target: Target, dimona: DimonaClient, hired: int
) -> None:
    """A daily registration completes a Dimona and does not replace it (1)."""
    before = dimona.period(hired)
    registered(dimona, target.today, hired)
    assert dimona.period(hired) == before


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
def test_the_presences_of_a_period_are_listed(
    target: Target, dimona: DimonaClient, hired: int
) -> None:
    """By the days between which they lie, over as many pages as there are (5.1.5, 7.5)."""
    later = target.day(1)
    first, second = (registered(dimona, day, hired) for day in (target.today, later))
    listed = dimona.daily_registrations(hired, page_size=1, sort="-startDate")
    assert [one.daily_registration_id for one in listed] == [second, first]
    listed = dimona.daily_registrations(hired, active_from=later, active_to=later)
    assert [one.daily_registration_id for one in listed] == [second]
    assert list(dimona.daily_registrations(hired, created_on=target.day(-1))) == []


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
def test_a_presence_outside_horeca_is_refused(
    target: Target, dimona: DimonaClient, cast: Cast
) -> None:
    """The shop is no horeca, and did not choose to register presences through Dimona."""
    number = dimona.in_(cast.shop, cast.smith, ordinary(target.today)).declaration_id
    declared = dimona.register_day(number, target.today, "1630")
    assert (declared.result, declared.daily_registration_id) == (Result.REFUSED, None)
    assert [anomaly.error_id for anomaly in declared.anomalies] == ["00913-461", "00913-462"]


@pytest.mark.anywhere
@pytest.mark.truth("documented")
def test_a_presence_that_does_not_exist(dimona: DimonaClient) -> None:
    """7.4 (2): 404 with a title, a status and a detail, and nothing else."""
    with pytest.raises(NotFound) as caught:
        dimona.daily_registration(600008734454)
    assert caught.value.body == {
        "title": "Not Found",
        "status": 404,
        "detail": "The specified resource was not found.",
    }
