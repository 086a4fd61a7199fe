"""Pages of lists: on every list that has them, and what the parameters mean."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.apis.loket.catalogue import CATALOGUE, LIST
from invaller.apis.loket.domain.paging import Page

PAGED = sorted(
    one.id
    for one in CATALOGUE.operations.values()
    if one.shape == LIST and "pageNumber" in one.parameters
)
CHILDREN = "GetChildrenByEmployeeId"


@pytest.mark.behaviour(
    "loket.envelope.list",
    "loket.paging.first-page-by-default",
    "loket.paging.250-by-default",
    "loket.paging.current-page",
    "loket.paging.total-pages",
)
@pytest.mark.parametrize("operation", PAGED)
def test_every_list_answers_its_first_page(loket: Any, operation: str) -> None:
    """Without parameters a list answers page 1 of 250 records, with its totals."""
    answer = loket.call(operation, loket.ids(operation)).json()
    records = answer.pop("_embedded")
    assert answer == {
        "totalSize": len(records),
        "pageSize": 250,
        "totalPages": 1 if records else 0,
        "currentPage": 1,
        "version": answer["version"],
        "messages": [],
    }


@pytest.mark.behaviour(
    "loket.paging.page-number", "loket.paging.page-size", "loket.paging.total-size"
)
@pytest.mark.parametrize("operation", PAGED)
def test_every_list_is_cut_into_pages(loket: Any, operation: str) -> None:
    """Pages of one record, one after the other, are the whole list, each with the same totals."""
    ids = loket.ids(operation)
    whole = loket.page(operation, ids)[:3]
    total = loket.call(operation, ids).json()["totalSize"]
    for number, record in enumerate(whole, start=1):
        answer = loket.call(operation, ids, pageNumber=number, pageSize=1).json()
        assert answer["_embedded"] == [record]
        assert (answer["totalSize"], answer["totalPages"]) == (total, total)


@pytest.mark.behaviour("loket.paging.beyond-the-last")
@pytest.mark.parametrize("operation", PAGED)
def test_a_page_after_the_last_is_empty(loket: Any, operation: str) -> None:
    """A page after the last has no records, and the totals of the list."""
    ids = loket.ids(operation)
    total = loket.call(operation, ids).json()["totalSize"]
    answer = loket.call(operation, ids, pageNumber=total + 2, pageSize=1).json()
    assert (answer["_embedded"], answer["totalSize"]) == ([], total)


@pytest.mark.behaviour("loket.paging.page-zero", "loket.status.400-list")
@pytest.mark.parametrize("name", ["pageNumber", "pageSize"])
@pytest.mark.parametrize("value", ["0", "-1", "two", "1.5", ""])
def test_a_page_that_is_none_is_refused(loket: Any, name: str, value: str) -> None:
    """A page number or size below 1, or that is no number, answers 400 and names it."""
    response = loket.call(CHILDREN, loket.ids(CHILDREN), **{name: value})
    assert response.status_code == 400
    assert response.json()["_embedded"] == []
    assert [one["description"] for one in response.json()["messages"]] == [
        f"[{name}] has an invalid value"
    ]
    assert loket.why(response) == ["loket.paging.page-zero"]


@pytest.mark.behaviour("loket.paging.no-upper-limit")
@pytest.mark.parametrize("size", [251, 10**6, 10**30])
def test_page_size_has_no_upper_limit(loket: Any, size: int) -> None:
    """A huge page size is taken, and repeated in the answer."""
    answer = loket.call(CHILDREN, loket.ids(CHILDREN), pageSize=size).json()
    assert (answer["pageSize"], answer["totalPages"]) == (size, 0)


def test_a_huge_page_number_is_an_empty_page(loket: Any) -> None:
    """A page number beyond what a database counts is a page after the last."""
    answer = loket.call(CHILDREN, loket.ids(CHILDREN), pageNumber=10**30, pageSize=10**30).json()
    assert (answer["_embedded"], answer["currentPage"]) == ([], 10**30)


@pytest.mark.behaviour("loket.paging.empty-list")
def test_a_list_without_records(loket: Any) -> None:
    """A list without records has no pages."""
    answer = loket.call(CHILDREN, loket.ids(CHILDREN)).json()
    assert (answer["totalSize"], answer["totalPages"], answer["_embedded"]) == (0, 0, [])


@pytest.mark.behaviour("loket.paging.total-size")
def test_the_total_counts_what_passes_the_filter(loket: Any) -> None:
    """totalSize counts the records that pass the filter, whatever the page size."""
    for name in ("Ans", "Bea", "Ans"):
        loket.added("child", firstName=name)
    answer = loket.call(CHILDREN, loket.ids(CHILDREN), filter="firstName eq 'Ans'", pageSize=1)
    assert (answer.json()["totalSize"], answer.json()["totalPages"]) == (2, 2)
    assert loket.call(CHILDREN, loket.ids(CHILDREN)).json()["totalSize"] == 3


def test_the_total_follows_what_is_added_and_deleted(loket: Any) -> None:
    """totalSize is right after each addition and deletion, also of a list asked before."""
    ids = loket.ids(CHILDREN)

    def total() -> int:
        return int(loket.call(CHILDREN, ids).json()["totalSize"])

    totals, records = [total()], []
    for _ in range(2):
        records.append(loket.added("child"))
        totals.append(total())
    loket.content("DeleteChildByChildId", {"childId": records[0]["id"]})
    assert [*totals, total()] == [0, 1, 2, 1]


@pytest.mark.behaviour("loket.envelope.unpaged")
@pytest.mark.parametrize(
    "operation", ["GetModulesByEmployerId", "GetPayrollPeriodsByPayrollAdministrationId"]
)
def test_a_list_without_page_parameters_is_whole(loket: Any, operation: str) -> None:
    """A list that takes no page parameters answers every record on one page."""
    answer = loket.call(operation, loket.ids(operation)).json()
    assert answer["totalSize"] == len(answer["_embedded"]) > 0
    assert answer["totalPages"] == 1


@pytest.mark.parametrize(
    ("total", "size", "pages"), [(0, 250, 0), (1, 250, 1), (250, 250, 1), (251, 250, 2), (5, 2, 3)]
)
def test_the_number_of_pages(total: int, size: int, pages: int) -> None:
    """There are as many pages as it takes to hold every record."""
    assert Page(1, size).members(total)["totalPages"] == pages
