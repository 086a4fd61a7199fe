"""Finding a declaration whose submission gave no answer, so that it is not submitted twice."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import httpx
import pytest

from invaller_clients import DimonaClient

BASE = "https://services-sim.socialsecurity.be/REST/dimona/v2"
EMPLOYER: Any = {"enterpriseNumber": "800002352"}
BLOCK: Any = {
    "startDate": "2024-01-15",
    "endDate": "2024-01-21",
    "startHour": None,
    "features": {"jointCommissionNumber": "XXX", "workerType": "OTH"},
}
SUBMITTED: Any = {"employer": EMPLOYER, "worker": {"ssin": "65111899997"}, "dimonaIn": BLOCK}
TODAY = date(2024, 1, 15)


def item(number: int, **members: Any) -> dict[str, Any]:
    """An item of a declaration search that repeats what was declared."""
    status = {"declarationId": number, "result": "A", "period": {"id": number}}
    worker = {"ssin": "65111899997", "familyName": "SMITH", "birthDate": "1965-11-18"}
    return {"declarationStatus": status, "employer": EMPLOYER, "worker": worker} | members


class Archive:
    """A search that finds these items, and remembers what it was asked."""

    def __init__(self, *items: dict[str, Any]) -> None:
        self.asked: list[tuple[str, Any]] = []
        self._items = items

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer a search with all items."""
        self.asked.append((str(request.url), json.loads(request.content)))
        return httpx.Response(200, json={"items": list(self._items)})

    def numbers(self, submitted: Any, created_to: date | None = None) -> list[int]:
        """The numbers that are found for what was submitted."""
        client = DimonaClient(BASE, transport=httpx.MockTransport(self))
        found = client.find_submitted(submitted, created_from=TODAY, created_to=created_to)
        return [declaration.declaration_id for declaration in found]


def test_an_in_is_searched_by_employer_worker_type_and_day() -> None:
    """The search has the employer, the worker's SSIN, the kind and the day; newest come first."""
    archive = Archive()
    assert archive.numbers(SUBMITTED) == []
    criteria = {
        "employer": EMPLOYER,
        "worker": {"ssin": "65111899997"},
        "fromCreationDate": "2024-01-15",
        "dimonaDeclarationType": ["dimonaIn"],
    }
    assert archive.asked == [(f"{BASE}/declarations/search?sort=-creationDate", criteria)]


def test_the_days_of_a_search_can_have_an_end() -> None:
    """The last day of creation goes along when it is given."""
    archive = Archive()
    archive.numbers(SUBMITTED, created_to=date(2024, 1, 16))
    assert archive.asked[0][1]["toCreationDate"] == "2024-01-16"


def test_only_what_says_the_same_is_found() -> None:
    """Of the declarations of that day only one whose block repeats all that was sent is given."""
    other_day = BLOCK | {"startDate": "2024-01-16"}
    other_kind = BLOCK | {"features": {"jointCommissionNumber": "XXX", "workerType": "STU"}}
    archive = Archive(
        item(11, dimonaIn=other_day),
        item(12, dimonaIn=BLOCK | {"isLate": False}),
        item(13, dimonaIn=other_kind),
        item(14),
    )
    assert archive.numbers(SUBMITTED) == [12]


def test_numbers_are_the_same_as_their_digits() -> None:
    """A number that comes back as text, or without its leading zeros, still says the same."""
    sent: Any = {
        "employer": EMPLOYER,
        "dimonaUpdate": {"periodId": 600036893756, "startHour": "0800"},
    }
    echo = {"periodId": "600036893756", "startHour": "800", "endHour": "1200"}
    archive = Archive(item(21, dimonaUpdate=echo))
    assert archive.numbers(sent) == [21]
    assert archive.asked[0][1]["periodId"] == 600036893756


def test_another_act_on_the_same_period_is_not_found() -> None:
    """An Out of a period has all that its Cancel has, and is still not that Cancel."""
    sent: Any = {"employer": EMPLOYER, "dimonaCancel": {"periodId": 600036893756}}
    out = {"periodId": 600036893756, "endDate": "2024-01-15"}
    archive = Archive(item(23, dimonaOut=out), item(24, dimonaCancel=sent["dimonaCancel"]))
    assert archive.numbers(sent) == [24]


def test_a_list_says_the_same_only_in_full() -> None:
    """A list of the block must come back with the same items, neither fewer nor more."""
    sent: Any = SUBMITTED | {"dimonaIn": BLOCK | {"cards": [1, 2]}}
    archive = Archive(*(item(n, dimonaIn=BLOCK | {"cards": list(range(1, n))}) for n in (2, 3, 4)))
    assert archive.numbers(sent) == [3]


def test_a_worker_without_ssin_is_recognised_by_birth_date() -> None:
    """For a worker who was declared by name, a declaration of another birth date is not it."""
    worker = {"familyName": "Smith", "birthDate": "1965-11-18"}
    archive = Archive(
        item(31, dimonaIn=BLOCK),
        item(32, dimonaIn=BLOCK, worker={"ssin": "94101535240", "birthDate": "1994-10-15"}),
    )
    assert archive.numbers(SUBMITTED | {"worker": worker}) == [31]
    assert "worker" not in archive.asked[0][1]


def test_another_worker_than_asked_is_not_found() -> None:
    """A search that gives the declaration of another worker does not lead to a wrong find."""
    archive = Archive(item(41, dimonaIn=BLOCK, worker={"ssin": "94101535240"}))
    assert archive.numbers(SUBMITTED) == []


@pytest.mark.parametrize(
    "submitted", [{"dimonaCancel": {"periodId": 600036893756}}, {"employer": EMPLOYER}]
)
def test_what_cannot_be_searched_is_refused_before_the_call(submitted: Any) -> None:
    """Without employer and worker, or without a block, it is a ValueError and nothing is asked."""
    archive = Archive()
    with pytest.raises(ValueError, match=r"search needs an employer|none of the seven blocks"):
        archive.numbers(submitted)
    assert archive.asked == []
