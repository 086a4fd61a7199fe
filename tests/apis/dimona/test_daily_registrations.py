"""Daily registrations of permanent horeca staff: declared, shown, listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Declared, Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")

PERIOD = 600050201853
"""The seeded period of permanent horeca staff (Dimona WS REST v2, 7.1.2)."""

START = {"startDate": "2024-01-15", "startHour": "1630"}
END = {"endDate": "2024-01-15", "endHour": "2200"}


def change(dimona: Dimona, kind: str, number: int, **block: Any) -> Declared:
    """Declare an Update or Cancel of a daily registration."""
    return dimona.declare({f"dailyRegistration{kind}": {"dailyRegistrationId": number, **block}})


def day(number: int) -> dict[str, str]:
    """A presence on a day of January 2024."""
    date = f"2024-01-{number:02d}"
    return {"startDate": date, "startHour": "1000", "endDate": date, "endHour": "1400"}


@pytest.mark.behaviour("dimona.daily.made-changed-cancelled")
def test_three_kinds_of_declaration_lead_a_registration(dimona: Dimona) -> None:
    """An in makes it, an update changes what it names, a cancel cancels it."""
    number = dimona.registered(PERIOD, **START, **END)
    made = dimona.registration(number)
    assert change(dimona, "Update", number, startHour="1700").result == "A"
    changed = dimona.registration(number)
    assert change(dimona, "Cancel", number).result == "A"
    assert (made["startHour"], made["isCanceled"]) == ("1630", False)
    assert changed == {**made, "startHour": "1700"}
    assert dimona.registration(number) == {**changed, "isCanceled": True}


@pytest.mark.behaviour("dimona.daily.completes-dimona")
def test_a_registration_leaves_its_period_alone(dimona: Dimona) -> None:
    """The period is the same before and after."""
    before = dimona.period(PERIOD)
    dimona.registered(PERIOD, **START, **END)
    assert dimona.period(PERIOD) == before


@pytest.mark.behaviour("dimona.daily.completes-dimona")
@pytest.mark.parametrize(
    ("period", "codes"), [({}, ["00913-001"]), ({"periodId": 600050201954}, ["00913-354"])]
)
def test_a_registration_needs_a_period(
    dimona: Dimona, period: dict[str, int], codes: list[str]
) -> None:
    """Without a period, or with one that does not exist, it is refused."""
    declared = dimona.declare({"dailyRegistrationIn": {**period, **START}})
    assert (declared.result, declared.codes) == ("B", codes)


@pytest.mark.behaviour("dimona.daily.members")
def test_a_registration_shows_its_members(dimona: Dimona) -> None:
    """Numbers are numbers, and only dates and hours that it has are there."""
    number = dimona.registered(PERIOD, **START)
    always = {"creationDate": "2024-01-15", "isCanceled": False}
    numbers = {"dailyRegistrationId": number, "periodId": PERIOD}
    assert dimona.registration(number) == {**numbers, **START, **always}
    assert change(dimona, "Update", number, **END).result == "A"
    shown = dimona.registration(number)
    assert list(shown.items()) == list({**numbers, **START, **END, **always}.items())


@pytest.mark.behaviour("dimona.daily.without-end-accepted")
def test_a_registration_may_lack_its_end(dimona: Dimona) -> None:
    """It is accepted without end date and hour, and an update completes them."""
    declared = dimona.about("dailyRegistrationIn", PERIOD, **START)
    assert (declared.result, declared.codes) == ("A", [])
    assert "endDate" not in dimona.registration(declared.subject)
    assert change(dimona, "Update", declared.subject, **END).result == "A"
    assert dimona.registration(declared.subject)["endHour"] == "2200"


@pytest.mark.behaviour("dimona.daily.end-date-switch")
@pytest.mark.sim(switches={"dimona.daily-registration-end-date": "required"})
def test_an_end_date_can_be_required(dimona: Dimona) -> None:
    """With the switch a registration without end date is refused with 00911-001."""
    refused = dimona.about("dailyRegistrationIn", PERIOD, **START)
    assert (refused.result, refused.codes) == ("B", ["00911-001"])
    assert dimona.about("dailyRegistrationIn", PERIOD, **START, **END).result == "A"


@pytest.mark.behaviour("dimona.daily.cancelled-stays")
def test_a_cancelled_registration_can_still_be_read(dimona: Dimona) -> None:
    """It is read and listed with isCanceled true, and its time can be registered anew."""
    number = dimona.registered(PERIOD, **START, **END)
    change(dimona, "Cancel", number)
    again = dimona.registered(PERIOD, **START, **END)
    assert dimona.registration(number)["isCanceled"] is True
    listed = dimona.presences(PERIOD)["items"]
    assert [(item["dailyRegistrationId"], item["isCanceled"]) for item in listed] == [
        (number, True),
        (again, False),
    ]


@pytest.mark.behaviour("dimona.daily-list.needs-period")
@pytest.mark.parametrize("query", ["", "?activeFromDate=2024-01-01", "?periodId="])
def test_the_list_needs_a_period(dimona: Dimona, query: str) -> None:
    """Without periodId it answers 400 that names it."""
    response = dimona.get(f"/dailyRegistrations{query}")
    assert response.status_code == 400
    assert [issue["name"] for issue in response.json()["issues"]] == ["periodId"]


@pytest.mark.behaviour("dimona.daily-list.filters")
def test_the_list_is_filtered_by_days(dimona: Dimona) -> None:
    """Both bounds belong to the window, and creationDate is one day."""
    early = dimona.declare_all(
        {"dailyRegistrationIn": {"periodId": PERIOD, **day(number)}} for number in (16, 17)
    )
    dimona.wait("PT24H")
    late = dimona.registered(PERIOD, **day(18))
    first, second = (item.subject for item in early)

    def listed(**query: str) -> list[int]:
        items = dimona.presences(PERIOD, **query)["items"]
        return [item["dailyRegistrationId"] for item in items]

    assert listed() == [first, second, late]
    assert listed(activeFromDate="2024-01-17") == [second, late]
    assert listed(activeToDate="2024-01-17") == [first, second]
    assert listed(activeFromDate="2024-01-17", activeToDate="2024-01-17") == [second]
    assert listed(activeFromDate="2024-01-19") == []
    assert listed(creationDate="2024-01-15") == [first, second]
    assert listed(creationDate="2024-01-16", activeToDate="2024-01-18") == [late]


@pytest.mark.behaviour("dimona.daily-list.filters")
def test_a_night_is_active_on_both_its_days(dimona: Dimona) -> None:
    """A presence over midnight is listed for the day on which it ends too."""
    night = {"startDate": "2024-01-16", "startHour": "2000", "endHour": "0200"}
    number = dimona.registered(PERIOD, **night, endDate="2024-01-17")
    found = dimona.presences(PERIOD, activeFromDate="2024-01-17")["items"]
    assert [item["dailyRegistrationId"] for item in found] == [number]


@pytest.mark.behaviour("dimona.daily-list.filters")
def test_the_list_holds_its_own_period_only(dimona: Dimona) -> None:
    """Registrations of another period of the employer are not listed."""
    other = dimona.hired("OTH", "302", employer="800002352", worker="04030901246",
                         startDate="2024-01-15")  # fmt: skip
    number, _ = dimona.registered(PERIOD, **START), dimona.registered(other, **START)
    assert [item["dailyRegistrationId"] for item in dimona.presences(PERIOD)["items"]] == [number]


@pytest.mark.behaviour("dimona.daily-list.unknown-period-empty")
def test_the_list_of_an_unknown_period_is_empty(dimona: Dimona) -> None:
    """A period that does not exist gives a page without items."""
    page = dimona.presences(600050201954)
    assert (page["items"], page["total"], page["page"]) == ([], 0, 1)
