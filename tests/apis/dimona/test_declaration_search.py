"""Searching declarations: what an item shows, and each criterion of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")

EMPLOYER, PERIOD = {"employer": {"enterpriseNumber": "800002352"}}, 600050201853
"""The hotel, and its seeded period of permanent horeca staff."""

PRESENCE = {"periodId": PERIOD, "startDate": "2024-01-15", "startHour": "1630"}

KINDS = [
    "dimonaIn", "dimonaOut", "dimonaUpdate", "dimonaCancel",
    "dailyRegistrationIn", "dailyRegistrationUpdate", "dailyRegistrationCancel",
]  # fmt: skip


def one_of_each(dimona: Dimona) -> dict[str, int]:
    """Declare one of each kind for the hotel, all accepted; the number of each."""
    number = dimona.enter(employer="800002352", startDate="2024-02-01")
    daily = dimona.declare({"dailyRegistrationIn": PRESENCE})
    target = {"dailyRegistrationId": daily.subject}
    declared = {"dimonaIn": number, "dailyRegistrationIn": daily}
    later: list[tuple[str, dict[str, Any]]] = [
        ("dimonaUpdate", {"periodId": number.subject, "startDate": "2024-01-31"}),
        ("dimonaOut", {"periodId": number.subject, "endDate": "2024-02-29"}),
        ("dimonaCancel", {"periodId": number.subject}),
        ("dailyRegistrationUpdate", {**target, "endHour": "2200"}),
        ("dailyRegistrationCancel", target),
    ]
    for kind, block in later:
        declared[kind] = dimona.declare({kind: block})
    assert {item.result for item in declared.values()} == {"A"}
    return {kind: item.number for kind, item in declared.items()}


def found(dimona: Dimona, **criteria: Any) -> list[int]:
    """The numbers of the declarations of the hotel that a search finds."""
    items = dimona.search("declarations", {**EMPLOYER, **criteria}, pageSize=100)["items"]
    return [item["declarationStatus"]["declarationId"] for item in items]


@pytest.mark.behaviour("dimona.declaration-search.full-items")
def test_an_item_is_the_declaration_with_a_number(dimona: Dimona) -> None:
    """An item has href and all that GET shows, with declarationId as a number."""
    numbers = one_of_each(dimona)
    items = dimona.search("declarations", EMPLOYER, pageSize=100)["items"]
    assert len(items) == len(numbers)
    for item in items:
        shown = dimona.get(item["href"]).json()
        number = int(shown["declarationStatus"]["declarationId"])
        assert item["href"] == f"{dimona.base}/declarations/{number}"
        status = {**shown["declarationStatus"], "declarationId": number}
        assert item == {"href": item["href"], **shown, "declarationStatus": status}


@pytest.mark.behaviour("dimona.declaration-search.by-creation-date")
@pytest.mark.sim(now="2024-01-15T23:59:40+01:00")
@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ({"fromCreationDate": "2024-01-15"}, [0, 1]),
        ({"fromCreationDate": "2024-01-16"}, [1]),
        ({"toCreationDate": "2024-01-15"}, [0]),
        ({"fromCreationDate": "2024-01-16", "toCreationDate": "2024-01-16"}, [1]),
        ({"fromCreationDate": "2024-01-17"}, []),
    ],
)
def test_declarations_are_found_by_their_date(
    dimona: Dimona, window: dict[str, str], expected: list[int]
) -> None:
    """The date is that of submission in Brussels, and both bounds belong to the window."""
    numbers = [dimona.submit(dimona.entering(employer="800002352"))]
    dimona.wait("PT19.999S")
    dimona.wait("PT0.001S")
    numbers.append(dimona.submit(dimona.entering(employer="800002352")))
    dimona.wait()
    assert found(dimona, **window) == [numbers[index] for index in expected]


@pytest.mark.behaviour("dimona.declaration-search.by-type")
def test_declarations_are_found_by_their_kind(dimona: Dimona) -> None:
    """Each kind finds its own declaration, two kinds find two."""
    numbers = one_of_each(dimona)
    for kind in KINDS:
        assert found(dimona, dimonaDeclarationType=[kind]) == [numbers[kind]]
    both = found(dimona, dimonaDeclarationType=["dimonaCancel", "dimonaIn"])
    assert both == [numbers["dimonaIn"], numbers["dimonaCancel"]]


@pytest.mark.behaviour("dimona.declaration-search.by-status")
def test_declarations_are_found_by_their_result(dimona: Dimona) -> None:
    """Each result finds the declarations with that result, a list all of them."""
    nobody = {"familyName": "Nobody", "givenName": "Jan", "birthDate": "1980-01-01"}
    bodies = {
        "A": dimona.entering(employer="800002352"),
        "W": dimona.entering("DWD", employer="800002352", startDate="2024-01-14"),
        "B": dimona.entering(employer="800002352", startHour="0900"),
        "S": dimona.entering(employer="800002352", worker=nobody),
    }
    declared = dimona.declare_all(bodies.values())
    numbers = {item.result: item.number for item in declared}
    assert list(numbers) == list(bodies)
    for result, number in numbers.items():
        assert found(dimona, dimonaDeclarationStatus=[result]) == [number]
    assert found(dimona, dimonaDeclarationStatus=["B", "W"]) == [numbers["W"], numbers["B"]]


@pytest.mark.behaviour("dimona.declaration-search.by-period-or-registration")
def test_declarations_are_found_by_what_they_are_about(dimona: Dimona) -> None:
    """periodId and dailyRegistrationId find all declarations about that one, refused ones too."""
    numbers = one_of_each(dimona)
    period, registration = numbers["dimonaIn"], numbers["dailyRegistrationIn"]
    refused = dimona.about("dimonaOut", period, endDate="2024-03-01")
    assert refused.result == "B"
    kinds = ["dimonaIn", "dimonaUpdate", "dimonaOut", "dimonaCancel"]
    assert found(dimona, periodId=period) == [*(numbers[kind] for kind in kinds), refused.number]
    daily = [numbers[kind] for kind in KINDS[4:]]
    assert found(dimona, dailyRegistrationId=registration) == daily
    assert found(dimona, periodId=PERIOD) == daily
    assert found(dimona, periodId=period, dailyRegistrationId=registration) == []


@pytest.mark.behaviour("dimona.declaration-search.by-reference")
def test_declarations_are_found_by_reference(dimona: Dimona) -> None:
    """One equal reference is enough, compared on the members that are given."""
    first, second = ({"type": "1", "number": number, "origin": "1"} for number in "PQ")
    numbers = [
        dimona.declare({**dimona.entering(worker_type, employer="800002352"), "references": refs})
        for worker_type, refs in (("OTH", [first]), ("DWD", [first, second]), ("BCW", []))
    ]
    assert {item.result for item in numbers} == {"A"}
    one, two, _ = (item.number for item in numbers)
    assert found(dimona, references=[first]) == [one, two]
    assert found(dimona, references=[{"number": "Q"}]) == [two]
    assert found(dimona, references=[{"number": "Q"}, {"number": "P"}]) == [one, two]
    assert found(dimona, references=[{"type": "6", "number": "P"}]) == []


@pytest.mark.behaviour("dimona.declaration-search.by-channel")
@pytest.mark.parametrize(
    ("channel", "total"), [(["REST"], 1), (["BATCH", "REST"], 1), (["BATCH"], 0)]
)
def test_everything_came_by_rest(dimona: Dimona, channel: list[str], total: int) -> None:
    """A channel criterion without REST finds nothing."""
    dimona.enter(employer="800002352")
    assert len(found(dimona, channel=channel)) == total


@pytest.mark.behaviour("dimona.declaration-search.pending-not-listed")
def test_a_pending_declaration_is_not_listed(dimona: Dimona) -> None:
    """It is found from the moment that it has its result."""
    number = dimona.submit(dimona.entering(employer="800002352"))
    assert found(dimona) == []
    dimona.wait()
    assert found(dimona) == [number]
