"""The order of the items of a search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")

BUILDER, PRESENCES = "1800013360", 600050201853
CRITERIA = {"employer": {"enterpriseNumber": BUILDER}}

SPANS: list[tuple[str, str, str | None]] = [
    ("OTH", "2024-02-10", "2024-02-20"),
    ("DWD", "2024-02-01", "2024-03-20"),
    ("BCW", "2024-02-10", None),
    ("PMP", "2024-02-05", "2024-02-20"),
]
"""Type, start and end of some periods, of which two start and two end together."""


def declare_spans(dimona: Dimona) -> list[int]:
    """Declare the periods of SPANS, one after the other; their numbers."""
    return [
        dimona.hired(kind, employer=BUILDER, startDate=start, endDate=end)
        for kind, start, end in SPANS
    ]


def order(dimona: Dimona, numbers: list[int], **query: Any) -> list[int]:
    """Positions in SPANS of the periods that a search lists."""
    items = dimona.search("periods", CRITERIA, **query)["items"]
    return [numbers.index(item["periodId"]) for item in items]


@pytest.mark.behaviour("dimona.sort.keys", "dimona.sort.default-order")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, [1, 3, 0, 2]),
        ({"sort": "startDate"}, [1, 3, 0, 2]),
        ({"sort": "-startDate"}, [0, 2, 3, 1]),
        ({"sort": "endDate"}, [0, 3, 1, 2]),
        ({"sort": "-endDate"}, [2, 1, 0, 3]),
    ],
)
def test_periods_are_sorted(dimona: Dimona, query: dict[str, str], expected: list[int]) -> None:
    """By start or end, a minus turns round; ties stand by number, and no end comes last."""
    assert order(dimona, declare_spans(dimona), **query) == expected


@pytest.mark.behaviour("dimona.sort.keys", "dimona.sort.modification-date")
def test_periods_are_sorted_by_their_last_update(dimona: Dimona) -> None:
    """modificationDate sorts on lastUpdateDate: a period that was changed today comes last."""
    numbers = declare_spans(dimona)
    dimona.wait("PT24H")
    dimona.about("dimonaUpdate", numbers[0], endDate="2024-02-19")
    assert order(dimona, numbers, sort="modificationDate") == [1, 2, 3, 0]
    assert order(dimona, numbers, sort="-modificationDate") == [0, 1, 2, 3]


@pytest.mark.behaviour("dimona.sort.keys", "dimona.sort.default-order")
def test_relations_are_sorted(dimona: Dimona) -> None:
    """By start or end of the relation, by default by start."""
    workers = {"65111899997": ("2024-02-10", None), "04030901246": ("2024-02-01", "2024-05-01"),
               "05072101325": ("2024-02-05", "2024-03-01")}  # fmt: skip
    for worker, (start, end) in workers.items():
        dimona.hired(employer=BUILDER, worker=worker, startDate=start, endDate=end)

    def listed(**query: str) -> list[str]:
        items = dimona.search("relations", CRITERIA, **query)["items"]
        return [item["worker"]["ssin"] for item in items]

    smith, peeters, janssens = workers
    assert listed() == listed(sort="startDate") == [peeters, janssens, smith]
    assert listed(sort="-startDate") == [smith, janssens, peeters]
    assert listed(sort="endDate") == [janssens, peeters, smith]
    assert listed(sort="-endDate") == [smith, peeters, janssens]


@pytest.mark.behaviour("dimona.sort.keys", "dimona.sort.default-order")
def test_declarations_are_sorted_by_their_creation(dimona: Dimona) -> None:
    """creationDate is the moment of submission, whatever was processed first."""
    numbers = []
    for kind, start, end in SPANS:
        body = dimona.entering(kind, employer=BUILDER, startDate=start, endDate=end)
        numbers.append(dimona.submit(body))
        dimona.wait("PT0.1S")
    dimona.wait()

    def listed(**query: str) -> list[int]:
        items = dimona.search("declarations", CRITERIA, **query)["items"]
        return [item["declarationStatus"]["declarationId"] for item in items]

    assert listed() == listed(sort="creationDate") == numbers
    assert listed(sort="-creationDate") == numbers[::-1]


@pytest.mark.behaviour("dimona.sort.keys", "dimona.sort.default-order")
def test_daily_registrations_are_sorted_by_their_start(dimona: Dimona) -> None:
    """startDate puts them in the order of their days, a minus turns that round."""
    days = ["2024-01-17", "2024-01-16", "2024-01-18"]
    for day in days:
        dimona.registered(PRESENCES, startDate=day, startHour="1000", endDate=day, endHour="1200")

    def listed(**query: str) -> list[str]:
        return [item["startDate"] for item in dimona.presences(PRESENCES, **query)["items"]]

    assert listed() == listed(sort="startDate") == sorted(days)
    assert listed(sort="-startDate") == sorted(days, reverse=True)


@pytest.mark.behaviour("dimona.sort.keys")
@pytest.mark.parametrize(
    ("method", "path", "sort"),
    [
        ("POST", "/declarations/search", "startDate"),
        ("POST", "/declarations/search", "creationdate"),
        ("POST", "/periods/search", "creationDate"),
        ("POST", "/periods/search", "lastUpdateDate"),
        ("POST", "/periods/search", "startDate,endDate"),
        ("POST", "/relations/search", "modificationDate"),
        ("POST", "/relations/search", "--startDate"),
        ("GET", "/dailyRegistrations", "endDate"),
        ("GET", "/dailyRegistrations", ""),
    ],
)
def test_another_key_is_refused(dimona: Dimona, method: str, path: str, sort: str) -> None:
    """A key that the operation does not have answers 400 that names sort."""
    query = {"sort": sort} | ({"periodId": str(PRESENCES)} if method == "GET" else {})
    body = CRITERIA if method == "POST" else None
    response = dimona.call(method, path, params=query, json=body)
    assert response.status_code == 400
    assert [(issue["in"], issue["name"]) for issue in response.json()["issues"]] == [
        ("query", "sort")
    ]


@pytest.mark.behaviour("dimona.sort.printed-plus")
@pytest.mark.parametrize("sort", ["activeFromDate+", "activeFromDate%2B", "startDate%2B"])
def test_the_printed_plus_is_no_key(dimona: Dimona, sort: str) -> None:
    """The sort that the print shows in self answers 400, with the plus encoded or not."""
    response = dimona.post(f"/relations/search?pageSize=10&page=1&sort={sort}", CRITERIA)
    assert response.status_code == 400
