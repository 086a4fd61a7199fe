"""A hotel registers each day that a permanent worker is present (7.1.2, 7.4 and 7.5)."""

from datetime import date

import pytest

from invaller_clients import DimonaClient, NotFound, Result
from invaller_contracts.dimona.samples import HOTEL_PERIOD, SHOP, SMITH, Cast, in_horeca, ordinary
from invaller_contracts.provider.target import Target

pytestmark = pytest.mark.sim(now="2024-04-20T12:00:00+02:00")

TODAY, TOMORROW = date(2024, 4, 20), date(2024, 4, 21)


def registered(dimona: DimonaClient, day: date = TODAY) -> int:
    """The number of a registration that starts at 16:30, as printed in 7.1.2."""
    number = dimona.register_day(HOTEL_PERIOD, day, "1630").daily_registration_id
    assert number is not None
    return number


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
    target: Target, dimona: DimonaClient, cast: Cast
) -> None:
    """It begins without an end, is completed, found in its period, and cancelled (5.1.1.1)."""
    hired = dimona.in_(cast.hotel, cast.student, in_horeca(target.today)).declaration_id
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


@pytest.mark.truth("documented")
def test_a_presence_changes_nothing_in_the_period(dimona: DimonaClient) -> None:
    """A daily registration completes a Dimona and does not replace it (1)."""
    before = dimona.period(HOTEL_PERIOD)
    registered(dimona)
    assert dimona.period(HOTEL_PERIOD) == before


@pytest.mark.truth("documented")
def test_the_presences_of_a_period_are_listed(dimona: DimonaClient) -> None:
    """By the days between which they lie, over as many pages as there are (5.1.5, 7.5)."""
    today = registered(dimona)
    tomorrow = registered(dimona, TOMORROW)
    listed = dimona.daily_registrations(HOTEL_PERIOD, page_size=1, sort="-startDate")
    assert [one.daily_registration_id for one in listed] == [tomorrow, today]
    listed = dimona.daily_registrations(HOTEL_PERIOD, active_from=TOMORROW, active_to=TOMORROW)
    assert [one.daily_registration_id for one in listed] == [tomorrow]
    assert list(dimona.daily_registrations(HOTEL_PERIOD, created_on=TOMORROW)) == []


@pytest.mark.truth("assumed")
def test_a_presence_outside_horeca_is_refused(dimona: DimonaClient) -> None:
    """The shop is no horeca, and did not choose to register presences through Dimona."""
    hired = dimona.in_(SHOP, SMITH, ordinary(TODAY))
    declared = dimona.register_day(hired.declaration_id, TODAY, "1630")
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
