"""Pages of a search, and the links between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")

BUILDER, PRESENCES = "1800013360", 600050201853
CRITERIA = {"employer": {"enterpriseNumber": BUILDER}}
DAYS = [f"2024-02-{day:02d}" for day in range(1, 24)]
SORTS = {
    "declarations": ["creationDate", "-creationDate"],
    "periods": ["startDate", "-endDate", "modificationDate"],
}


def declare_days(dimona: Dimona, days: list[str]) -> list[int]:
    """Declare a period of one day on each of some days; their numbers."""
    declared = dimona.declare_all(
        dimona.entering(employer=BUILDER, startDate=day, endDate=day) for day in days
    )
    assert {item.result for item in declared} == {"A"}
    return [item.subject for item in declared]


def number_of(item: dict[str, Any]) -> int:
    """The number of a period or declaration in a page."""
    return int(item.get("periodId") or item["declarationStatus"]["declarationId"])


def query_of(link: str) -> list[tuple[str, str]]:
    """The query parameters of a link, in their order."""
    return parse_qsl(urlsplit(link).query)


@pytest.mark.behaviour("dimona.paging.next-can-be-followed", "dimona.paging.page-and-size")
@pytest.mark.parametrize("what", ["declarations", "periods"])
def test_following_next_gives_every_item_once(dimona: Dimona, what: str) -> None:
    """Whatever the number of items, page size and sort, no item is left out or repeated."""
    numbers = declare_days(dimona, DAYS)

    @settings(max_examples=12, deadline=None)
    @given(
        count=st.integers(0, len(DAYS)),
        size=st.integers(1, 25),
        sort=st.sampled_from(SORTS[what]),
    )
    def every_item_once(count: int, size: int, sort: str) -> None:
        criteria: dict[str, Any] = dict(CRITERIA)
        if what == "periods":
            criteria["activeToDate"] = DAYS[count - 1] if count else "2024-01-31"
            expected = numbers[:count]
        else:
            # A single reference is shared by none: declarations are narrowed by their result.
            criteria["dimonaDeclarationStatus"] = ["A"] if count else ["B"]
            expected = numbers if count else []
        pages = list(dimona.pages(what, criteria, pageSize=size, sort=sort))
        seen = [number_of(item) for page in pages for item in page["items"]]
        assert sorted(seen) == expected
        assert [page["page"] for page in pages] == list(range(1, len(pages) + 1))
        assert len(pages) == max(1, -(-len(expected) // size))
        assert {(page["total"], page["pageSize"]) for page in pages} == {(len(expected), size)}

    every_item_once()


@pytest.mark.behaviour("dimona.paging.next-can-be-followed")
def test_relations_can_be_followed(dimona: Dimona) -> None:
    """Following next of a relation search gives each relation once."""
    workers = ["65111899997", "04030901246", "05072101325", "03113001629", "87090502071"]
    dimona.declare_all(dimona.entering(employer=BUILDER, worker=worker) for worker in workers)
    pages = list(dimona.pages("relations", CRITERIA, pageSize=2))
    seen = [item["worker"]["ssin"] for page in pages for item in page["items"]]
    assert (sorted(seen), len(pages)) == (sorted(workers), 3)


@pytest.mark.behaviour("dimona.paging.next-can-be-followed", "dimona.paging.prev-and-next")
def test_daily_registrations_can_be_followed(dimona: Dimona) -> None:
    """The links of the list keep its criteria, forward and back."""
    days = [f"2024-01-{day}" for day in range(16, 22)]
    for day in days:
        dimona.registered(PRESENCES, startDate=day, startHour="1000", endDate=day, endHour="1200")
    query = {"activeFromDate": "2024-01-17", "pageSize": 2, "sort": "-startDate"}
    pages = [dimona.presences(PRESENCES, **query)]
    while "next" in pages[-1]:
        pages.append(dimona.get(pages[-1]["next"]).json())
    listed = [item["startDate"] for page in pages for item in page["items"]]
    assert listed == sorted(days[1:], reverse=True)
    assert dimona.get(pages[2]["prev"]).json() == pages[1]
    assert dimona.get(pages[1]["self"]).json() == pages[1]


@pytest.mark.behaviour("dimona.paging.prev-and-next", "dimona.paging.page-and-size")
def test_the_first_page_has_no_prev_and_the_last_no_next(dimona: Dimona) -> None:
    """Each page but the first links back, and each but the last links on; self is itself."""
    declare_days(dimona, DAYS[:5])
    pages = list(dimona.pages("periods", CRITERIA, pageSize=2))
    assert [("prev" in page, "next" in page) for page in pages] == [
        (False, True),
        (True, True),
        (True, False),
    ]
    assert dimona.post(pages[2]["prev"], CRITERIA).json() == pages[1]
    assert dimona.post(pages[1]["self"], CRITERIA).json() == pages[1]


@pytest.mark.behaviour("dimona.paging.prev-and-next")
def test_a_full_last_page_has_no_next(dimona: Dimona) -> None:
    """When the items fill the page exactly there is no empty page after it."""
    declare_days(dimona, DAYS[:4])
    assert [len(page["items"]) for page in dimona.pages("periods", CRITERIA, pageSize=2)] == [2, 2]


@pytest.mark.behaviour("dimona.paging.links-keep-search", "dimona.paging.links-repeat-sort")
@pytest.mark.parametrize("what", ["declarations", "periods", "relations"])
def test_links_are_calls_of_the_same_search(dimona: Dimona, what: str) -> None:
    """They keep /search, hold no space, and repeat pageSize, page and sort in that order."""
    declare_days(dimona, DAYS[:3])
    if what == "relations":
        dimona.hired(employer=BUILDER, worker="04030901246")
        dimona.hired(employer=BUILDER, worker="05072101325")
    sort = "-creationDate" if what == "declarations" else "-startDate"
    page = dimona.search(what, CRITERIA, sort=sort, page=2, pageSize=1)
    for name, number in (("prev", "1"), ("self", "2"), ("next", "3")):
        link = page[name]
        assert link.startswith(f"{dimona.base}/{what}/search?")
        assert " " not in link
        assert query_of(link) == [("pageSize", "1"), ("page", number), ("sort", sort)]


@pytest.mark.behaviour("dimona.paging.links-repeat-sort", "dimona.paging.default-size")
def test_links_repeat_no_sort_that_was_not_asked(dimona: Dimona) -> None:
    """Without paging parameters the first ten items are shown, and links name no sort."""
    declare_days(dimona, DAYS[:11])
    page = dimona.search("periods", CRITERIA)
    assert (page["page"], page["pageSize"], page["total"], len(page["items"])) == (1, 10, 11, 10)
    assert query_of(page["next"]) == [("pageSize", "10"), ("page", "2")]


@pytest.mark.behaviour("dimona.paging.printed-links-served")
@pytest.mark.parametrize("what", ["declarations", "periods"])
@pytest.mark.parametrize("query", ["?pageSize=2&page=2", "?page=1", "?pageSize=50"])
def test_links_without_search_are_served(dimona: Dimona, what: str, query: str) -> None:
    """A POST to a link as it is printed is answered as the search is."""
    declare_days(dimona, DAYS[:3])
    searched = dimona.post(f"/{what}/search{query}", CRITERIA).json()
    operation = f"search{what.capitalize()}"
    printed = dimona.post(f"/{what}{query}", CRITERIA, operation=operation)
    assert printed.status_code == 200
    assert printed.json()["items"] == searched["items"]
    assert printed.json()["total"] == 3


@pytest.mark.behaviour("dimona.paging.limits")
@pytest.mark.parametrize("what", ["declarations", "periods", "relations"])
def test_pages_and_sizes_have_limits(dimona: Dimona, what: str) -> None:
    """Pages count from 1, and a page holds 1 to 100 items; 400 names what lies beyond."""
    for name, value in (("page", 1), ("pageSize", 1), ("pageSize", 100)):
        assert dimona.search(what, CRITERIA, **{name: value})[name] == value
    for name, value in (("page", 0), ("page", -1), ("pageSize", 0), ("pageSize", 101)):
        response = dimona.post(f"/{what}/search", CRITERIA, params={name: value})
        assert response.status_code == 400
        assert [issue["name"] for issue in response.json()["issues"]] == [name]


@pytest.mark.behaviour("dimona.paging.beyond-the-end")
@pytest.mark.parametrize("number", [3, 10**12])
def test_a_page_beyond_the_end_is_empty(dimona: Dimona, number: int) -> None:
    """It has no items and no next, and the same total."""
    declare_days(dimona, DAYS[:3])
    page = dimona.search("periods", CRITERIA, page=number, pageSize=2)
    assert (page["items"], page["total"], page["page"]) == ([], 3, number)
    assert "next" not in page
