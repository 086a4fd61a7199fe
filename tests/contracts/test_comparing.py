"""What counts as a difference between an environment and the simulator, and what does not."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from invaller_contracts.provider.comparing import differences
from invaller_contracts.provider.recording import Exchange, Story

JSON = "application/json"


def answered(
    operation: str, path: str, body: Any = None, *, status: int = 200, **more: Any
) -> Exchange:
    """An exchange of Dimona; more: its other members, and `location`."""
    headers = {"content-type": more.pop("media_type", JSON)} if body is not None else {}
    if "location" in more:
        headers["location"] = more.pop("location")
    method = more.pop("method", "GET")
    sent = more.pop("sent", None)
    at = "2026-11-22T03:00:00Z"
    return Exchange(at, "dimona", operation, method, path, sent, status, headers, body)


def got(number: int, result: str = "A", status: int = 200) -> Exchange:
    """A look at a declaration."""
    body = {"declarationStatus": {"declarationId": str(number), "result": result}}
    return answered("getDeclaration", f"/declarations/{number}", body, status=status)


def submitted(number: int, sent: Any = None) -> Exchange:
    """A declaration that was received."""
    location = f"https://vendor.test/declarations/{number}"
    return answered(
        "submitDeclaration", "/declarations", status=201, method="POST", sent=sent,
        location=location,
    )  # fmt: skip


def period(number: int, **members: Any) -> Exchange:
    """A look at a period."""
    return answered("getPeriod", f"/periods/{number}", {"periodId": number, **members})


def found(*periods: dict[str, Any], page: int = 1) -> Exchange:
    """A page of a search of periods."""
    path = "/periods/search?pageSize=1" + (f"&page={page}" if page > 1 else "")
    return answered("searchPeriods", path, {"items": list(periods)}, method="POST", sent={})


def told(real: list[Exchange], simulated: list[Exchange], outcome: str = "passed") -> list[str]:
    """Where two halves of a story differ."""
    there = Story("s", "dimona", "", "documented", outcome, real)
    here = Story("s", "dimona", "", "documented", "passed", simulated)
    return [f"{one.operation} {one.where}" for one in differences(there, here)]


def test_other_numbers_are_the_same_references() -> None:
    """Ids differ from side to side, as long as each one is itself again."""
    real = [submitted(600000000111), got(600000000111), period(600000000111)]
    simulated = [submitted(700000000222), got(700000000222), period(700000000222)]
    assert told(real, simulated) == []


def test_an_id_that_is_another_again_is_told() -> None:
    """The environment's period has a number of its own, the simulator's that of the declaration."""
    real = [
        submitted(600000000111),
        answered("getPeriod", "/periods/1", {"periodId": 600000000999}),
    ]
    simulated = [
        submitted(700000000222),
        answered("getPeriod", "/periods/1", {"periodId": 700000000222}),
    ]
    assert told(real, simulated) == ["getPeriod /periodId"]
    assert told(simulated, real) == ["getPeriod /periodId"]


def test_an_address_with_another_reference_is_told() -> None:
    """A Location that does not lead where the simulator's leads."""
    real = [submitted(600000000111), submitted(600000000111)]
    simulated = [submitted(700000000222), submitted(700000000333)]
    assert told(real, simulated) == ["submitDeclaration header location"]


def test_a_day_that_was_sent_is_a_reference() -> None:
    """An answer with the day that was sent is told when the simulator's has another."""
    sent = {"dimonaIn": {"startDate": "2026-12-01"}}
    real = [submitted(600000000111, sent), period(600000000111, startDate="2026-12-01")]
    simulated = [submitted(600000000111, sent), period(600000000111, startDate="2026-12-02")]
    assert told(real, simulated) == ["getPeriod /startDate"]
    assert told(simulated, real) == []


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda one: replace(one, status=404), "status"),
        (lambda one: replace(one, headers={"content-type": "text/html"}), "media type"),
        (lambda one: replace(one, body={}), "/declarationStatus"),
        (lambda one: got(600000000111, "W"), "/declarationStatus/result"),
        (lambda one: replace(one, body=[]), ""),
    ],
    ids=["status", "media type", "member", "value of an enum", "type"],
)
def test_each_kind_of_difference_is_told(
    change: Callable[[Exchange], Exchange], where: str
) -> None:
    """Status, media type, names of members, listed values and JSON types count."""
    healthy = got(600000000111)
    assert told([change(healthy)], [healthy])[:1] == [f"getDeclaration {where}"]


def test_data_of_an_environment_are_its_own() -> None:
    """Names and numbers of another value, type by type the same, are no difference."""
    real = [period(600000000111, worker={"familyName": "Peeters"}, plannedHoursNumber=5)]
    simulated = [period(700000000222, worker={"familyName": "SMITH"}, plannedHoursNumber=9)]
    assert told(real, simulated) == []


def test_codes_are_compared_by_value() -> None:
    """The codes of anomalies count, which Dimona's table names."""

    def refused(code: str) -> Exchange:
        return answered("getDeclaration", "/declarations/1", {"anomalies": [{"errorId": code}]})

    assert told([refused("00913-355")], [refused("00913-355")]) == []
    assert told([refused("00913-355")], [refused("00913-354")]) == [
        "getDeclaration /anomalies/0/errorId"
    ]


def test_problems_are_compared_by_what_they_say() -> None:
    """Type, title and status of a problem count, its detail does not."""

    def problem(**members: Any) -> Exchange:
        body = {"type": "urn:x", "title": "Sign in", "status": 401, "detail": "x", **members}
        media_type = "application/problem+json"
        return answered("getPeriod", "/periods/1", body, status=401, media_type=media_type)

    assert told([problem(detail="y")], [problem()]) == []
    real = problem(type="urn:y", title="Gone", status=410)
    assert told([real], [problem()]) == [
        "getPeriod /type",
        "getPeriod /title",
        "getPeriod /status",
    ]


def test_how_long_it_takes_is_no_difference() -> None:
    """Looks without a result may be more or fewer; one that both met is compared."""
    pending = answered("getDeclaration", "/declarations/1", {"message": "wait"}, status=404)
    done = replace(pending, body={"result": "A"}, status=200)
    other = replace(pending, body={"text": "wait"})
    assert told([done], [pending, pending, done]) == []
    assert told([pending, done], [pending, pending, done]) == []
    assert told([other, done], [pending, done]) == [
        "getDeclaration /text",
        "getDeclaration /message",
    ]


def test_looks_of_the_same_status_count_as_the_last() -> None:
    """An API that answers 200 while it waits is compared by what it answers in the end."""
    waiting, done = got(600000000111, "W"), got(600000000111, "A")
    assert told([waiting, done], [waiting, waiting, done]) == []
    assert told([waiting, done], [waiting, got(600000000111, "B")]) == [
        "getDeclaration /declarationStatus/result"
    ]


@pytest.mark.parametrize(
    "identifier", ["95327868-ac5a-4d3e-9c1b-0123456789ab", "0f000000-ac5a-4d3e-9c1b-0123456789ab"]
)
def test_a_guid_that_begins_with_digits_is_one_id(identifier: str) -> None:
    """It stands for a GUID that begins with letters."""
    other = "abcdefab-ac5a-4d3e-9c1b-0123456789ab"
    one, two = (answered("getPeriod", f"/periods/{text}", {}) for text in (identifier, other))
    assert told([one], [two]) == []


def test_how_many_pages_there_are_is_no_difference() -> None:
    """An environment holds more; what the story made itself is compared with itself."""
    ours, theirs = {"periodId": 700000000222}, {"periodId": 600000000111}
    more = {"periodId": 600000000999, "endDate": "2020-01-01"}
    real = [submitted(600000000111), found(more), found(theirs, page=2), found(more, page=3)]
    simulated = [submitted(700000000222), found(ours)]
    assert told(real, simulated) == []
    assert told([submitted(600000000111), found(more, {**theirs, "x": 1})], simulated) == [
        "searchPeriods /items/1/x"
    ]


def test_links_between_pages_count_for_lists_of_one_length() -> None:
    """A page that leads to no next one is told, unless its list is another."""
    page = found({"periodId": 700000000222})
    more = replace(page, body={**page.body, "next": "https://vendor.test/periods?page=2"})
    assert told([page], [more]) == ["searchPeriods /next"]
    longer = replace(more, body={**more.body, "items": page.body["items"] * 2})
    assert told([page], [longer]) == []


def test_members_of_all_items_are_told() -> None:
    """A member that every item has on one side, and none on the other."""
    real = found({"periodId": 600000000111}, {"periodId": 600000000112})
    simulated = found({"id": 700000000222})
    assert told([real], [simulated]) == [
        "searchPeriods /items/*/periodId",
        "searchPeriods /items/*/id",
    ]


def test_another_course_of_a_story_is_told_once() -> None:
    """Where the calls part, the first that differs is told; what a failed story left out is not."""
    whole = [submitted(600000000111), got(600000000111), period(600000000111)]
    parted = [submitted(600000000111), period(600000000111)]
    assert told(parted, whole) == ["getPeriod the operation that was called"]
    assert told(whole[:2], whole) == ["getPeriod the operation that was called"]
    assert told(whole[:2], whole, outcome="failed") == []


def test_xml_is_compared_by_its_elements() -> None:
    """Names of elements and attributes count, their texts and the prefixes do not."""

    def xml(body: str) -> Exchange:
        return answered("x", "/x", body, media_type="application/xml")

    real = xml(
        '<n:list xmlns:n="urn:x"><n:worker id="1"><n:name>Peeters</n:name></n:worker></n:list>'
    )
    simulated = xml('<list xmlns="urn:x"><worker id="2"><name>SMITH</name></worker></list>')
    assert told([real], [simulated]) == []
    other = xml('<list xmlns="urn:x"><worker><name>SMITH</name><age>4</age></worker></list>')
    assert told([other], [simulated]) == ["x /list/worker/0/age", "x /list/worker/0/@id"]
