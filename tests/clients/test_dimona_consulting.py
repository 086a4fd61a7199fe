"""Consulting with Dimona: single things, searches over pages, and finding what was submitted."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import pytest

from invaller_clients import DailyRegistration, DimonaClient, Period, Relation, Worker, errors
from invaller_clients.reading import Members

BASE = "https://services-sim.socialsecurity.be/REST/dimona/v2"
SEARCH: Any = {
    "employer": {"enterpriseNumber": "800002352"},
    "worker": {"ssin": "65111899997"},
    "fromCreationDate": "2024-01-01",
    "toCreationDate": "2024-01-31",
    "dimonaDeclarationType": ["dimonaIn"],
}
WORKER: Worker = {
    "ssin": "83120899997",
    "familyName": "VOS",
    "givenName": "X",
    "givenNames": "X",
    "birthDate": "1983-12-08",
    "nationality": 150,
    "gender": "1",
}
PERIOD: dict[str, Any] = {
    "employer": {"employerId": 118203423},
    "worker": WORKER,
    "periodId": "600008734454",
    "startDate": "2011-04-27",
    "startHour": "480",
    "endDate": "2011-04-27",
    "endHour": "600",
    "dimonaFeatures": {"jointCommissionNumber": "145", "workerType": "EXT"},
    "isCanceled": False,
    "isLocked": False,
    "isCanceledNsso": False,
    "isLate": False,
    "creationDate": "2011-02-04",
    "lastUpdateDate": "2011-02-04",
    "lastDimonaType": "in",
    "anomalySeverity": "none",
}
RELATION = {
    "employer": {"employerId": 118203423, "enterpriseNumber": "800002352"},
    "worker": {"ssin": "94101535240", "familyName": "JONES", "givenNames": " HARRY "},
    "startDate": "2023-10-26",
    "endDate": "2024-03-06",
    "numberOfPeriods": 5,
    "numberOfPeriodsCanceled": 0,
    "numberOfFeatures": 4,
    "numberOfPeriodsTemporaryWorker": 0,
    "jointCommissionNumbers": ["XXX"],
    "workerTypes": ["OTH"],
    "lastUpdateDate": "2024-03-05",
}
DAY = {
    "dailyRegistrationId": 234567891234,
    "periodId": 123456789123,
    "startDate": "2000-12-30",
    "startHour": "1545",
    "endDate": "2000-12-31",
    "endHour": "1645",
    "creationDate": "2000-12-29",
    "isCanceled": True,
}


def declared(number: int) -> dict[str, Any]:
    """An item of a declaration search."""
    return {
        "href": f" {BASE}/declarations/{number}",
        "declarationStatus": {"declarationId": number, "result": "A", "period": {"id": number}},
    }


class File:
    """A personnel file: answers its pages one after another, and remembers what was asked."""

    def __init__(self, *pages: dict[str, Any]) -> None:
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.bodies: list[Any] = []
        self._pages = pages

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer with the next page."""
        self.asked.append((request.method, request.url.path, dict(request.url.params)))
        self.bodies.append(json.loads(request.content) if request.content else None)
        return httpx.Response(200, json=self._pages[len(self.asked) - 1])

    def client(self) -> DimonaClient:
        """A client of this file."""
        return DimonaClient(BASE, transport=httpx.MockTransport(self))


def three_pages() -> File:
    """Three pages; their links begin with a space, lack `/search` and have a sort of their own."""
    link = f" {BASE}/declarations?pageSize=50&page={{}}&sort=activeFromDate+"
    return File(
        {"next": link.format(2), "page": 1, "items": [declared(11), declared(12)]},
        {"prev": link.format(1), "next": link.format(3), "page": 2, "items": [declared(13)]},
        {"prev": link.format(2), "page": 3, "items": [declared(14)]},
    )


def test_a_period_is_read_with_its_types() -> None:
    """The documented period has a whole number, dates and flags; its hours are as sent."""
    assert File(PERIOD).client().period(600008734454) == Period(
        period_id=600008734454,
        start_date=date(2011, 4, 27),
        start_hour="480",
        end_date=date(2011, 4, 27),
        end_hour="600",
        planned_hours=None,
        features={"jointCommissionNumber": "145", "workerType": "EXT"},
        is_canceled=False,
        is_locked=False,
        is_canceled_nsso=False,
        is_late=False,
        creation_date=date(2011, 2, 4),
        last_update_date=date(2011, 2, 4),
        last_dimona_type="in",
        anomaly_severity="none",
        employer={"employerId": 118203423},
        worker=WORKER,
        raw=PERIOD,
    )


@pytest.mark.parametrize(
    ("member", "read"),
    [
        ("isCanceled", lambda period: period.is_canceled),
        ("isLocked", lambda period: period.is_locked),
        ("isCanceledNsso", lambda period: period.is_canceled_nsso),
        ("isLate", lambda period: period.is_late),
    ],
)
def test_a_period_has_four_flags(member: str, read: Callable[[Period], bool]) -> None:
    """Each flag is read from its own member, and a flag that is absent is down."""
    flags = {"isCanceled", "isLocked", "isCanceledNsso", "isLate"}
    bare = {name: value for name, value in PERIOD.items() if name not in flags}
    assert read(Period.of(Members(bare | {member: True})))
    assert not read(Period.of(Members(bare | dict.fromkeys(flags - {member}, True))))


def test_an_open_period_has_no_end() -> None:
    """A period without an end date, its number a number, reads as one without an end."""
    members = {"periodId": 600049127173, "startDate": "2024-01-01", "plannedHoursNumber": 300}
    period = Period.of(Members(members))
    assert (period.period_id, period.end_date, period.planned_hours) == (600049127173, None, 300)


def test_a_relation_is_read_with_its_types() -> None:
    """The documented relation has dates, counters and lists."""
    assert Relation.of(Members(RELATION)) == Relation(
        employer={"employerId": 118203423, "enterpriseNumber": "800002352"},
        worker={"ssin": "94101535240", "familyName": "JONES", "givenNames": " HARRY "},
        start_date=date(2023, 10, 26),
        end_date=date(2024, 3, 6),
        number_of_periods=5,
        number_of_periods_canceled=0,
        number_of_features=4,
        number_of_periods_temporary_worker=0,
        joint_commission_numbers=("XXX",),
        worker_types=("OTH",),
        last_update_date=date(2024, 3, 5),
        raw=RELATION,
    )


def test_a_daily_registration_is_read_with_its_types() -> None:
    """The documented daily registration has numbers, dates, hours and whether it is cancelled."""
    file = File(DAY)
    assert file.client().daily_registration(234567891234) == DailyRegistration(
        daily_registration_id=234567891234,
        period_id=123456789123,
        start_date=date(2000, 12, 30),
        start_hour="1545",
        end_date=date(2000, 12, 31),
        end_hour="1645",
        creation_date=date(2000, 12, 29),
        is_canceled=True,
        raw=DAY,
    )
    path = "/REST/dimona/v2/dailyRegistrations/234567891234"
    assert file.asked == [("GET", path, {})]


@pytest.mark.parametrize(
    "spoiled", [{"isLate": "no"}, {"startDate": "soon"}, {"periodId": "x"}, {"startHour": True}]
)
def test_a_member_of_the_wrong_type_is_unreadable(spoiled: dict[str, Any]) -> None:
    """A flag, date or number that is none is an UnreadableAnswer that names the member."""
    with pytest.raises(errors.UnreadableAnswer, match=next(iter(spoiled))):
        Period.of(Members(PERIOD | spoiled))


def test_a_search_follows_its_pages() -> None:
    """A search gives the items of every page, and asks each page with the same path and body."""
    file = three_pages()
    found = file.client().search_declarations(SEARCH, page_size=2, sort="creationDate")
    assert [declaration.declaration_id for declaration in found] == [11, 12, 13, 14]
    path = "/REST/dimona/v2/declarations/search"
    own = {"pageSize": "2", "sort": "creationDate"}
    assert file.asked == [
        ("POST", path, own),
        ("POST", path, own | {"page": "2"}),
        ("POST", path, own | {"page": "3"}),
    ]
    assert file.bodies == [SEARCH, SEARCH, SEARCH]


def test_a_page_is_asked_when_it_is_needed() -> None:
    """Whoever takes two items of a first page with two has asked one page."""
    file = three_pages()
    found = file.client().search_declarations(SEARCH)
    assert [next(found).declaration_id, next(found).declaration_id] == [11, 12]
    assert len(file.asked) == 1


def test_a_link_to_another_host_is_not_followed_there() -> None:
    """Of a `next` to another host only the query is used, so that no token goes there."""
    page = {"next": "http://elsewhere.example/declarations?page=2", "items": []}
    hosts = []

    def file(request: httpx.Request) -> httpx.Response:
        hosts.append(request.url.host)
        return httpx.Response(200, json={"items": []} if "page" in request.url.params else page)

    client = DimonaClient(BASE, transport=httpx.MockTransport(file))
    assert list(client.search_relations(SEARCH)) == []
    assert hosts == ["services-sim.socialsecurity.be"] * 2


def test_a_link_in_a_circle_ends_in_an_error() -> None:
    """A `next` that leads back to a page already read is an UnreadableAnswer, not a loop."""
    pages = [{"next": f"{BASE}/periods?page={page}", "items": []} for page in (2, 3, 2)]
    with pytest.raises(errors.UnreadableAnswer, match="already read"):
        list(File(*pages).client().search_periods(SEARCH))


def test_periods_and_relations_have_their_own_search() -> None:
    """A search for periods or relations posts to its own path and gives its own type."""
    file = File({"items": [PERIOD]}, {"items": [RELATION]})
    client = file.client()
    periods = list(client.search_periods(SEARCH, page_size=10, sort="-modificationDate"))
    relations = list(client.search_relations(SEARCH))
    assert [type(one) for one in periods + relations] == [Period, Relation]
    assert file.asked == [
        ("POST", "/REST/dimona/v2/periods/search", {"pageSize": "10", "sort": "-modificationDate"}),
        ("POST", "/REST/dimona/v2/relations/search", {}),
    ]


def test_daily_registrations_keep_their_filter_over_pages() -> None:
    """The filters of daily registrations go along to a second page whose link lacks them."""
    file = File({"next": f"{BASE}/dailyRegistrations?page=2", "items": [DAY]}, {"items": []})
    found = file.client().daily_registrations(
        600050201853,
        active_from=date(2024, 1, 31),
        active_to=date(2024, 2, 7),
        created_on=date(2024, 1, 30),
    )
    assert [type(one) for one in found] == [DailyRegistration]
    query = {
        "periodId": "600050201853",
        "activeFromDate": "2024-01-31",
        "activeToDate": "2024-02-07",
        "creationDate": "2024-01-30",
    }
    path = "/REST/dimona/v2/dailyRegistrations"
    assert file.asked == [("GET", path, query), ("GET", path, query | {"page": "2"})]
