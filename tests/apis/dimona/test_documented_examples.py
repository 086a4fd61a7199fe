"""The examples of section 7, replayed as printed and compared member by member.

Numbers that the server mints, UUIDs and the host are replaced in the printed answer; beside
that only what `specs/dimona/examples/README.md` calls odd in print may differ.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from invaller.kernel.specs import read_text

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Dimona

PRINTED_BASE = "https://services-sim.socialsecurity.be/REST/dimona/v2"
HOTEL = "800002352"


def request(name: str) -> Any:
    """A printed request body."""
    return json.loads(read_text("dimona", f"examples/{name}.request.json"))


def answer(dimona: Dimona, name: str, **replaced: object) -> Any:
    """A printed answer, with our host and with printed texts replaced by other ones.

    replaced: printed number with a letter before it, and what stands there now.
    """
    text = read_text("dimona", f"examples/{name}.answer.json").replace(PRINTED_BASE, dimona.base)
    for printed, ours in replaced.items():
        assert printed[1:] in text
        text = text.replace(printed[1:], str(ours))
    return json.loads(text)


@pytest.mark.sim(now="2019-09-19T10:00:00+02:00")
def test_a_dimona_in_is_accepted(dimona: Dimona) -> None:
    """7.1.1 is received, and its result is that of 7.2 (1)."""
    response = dimona.post("/declarations", request("submit-dimona-in"))
    assert response.status_code == 201
    dimona.wait()
    shown = dimona.get(response.headers["Location"]).json()
    number = response.headers["Location"].rpartition("/")[2]
    printed = answer(dimona, "get-declaration-accepted", n600165606187=number)
    assert shown["declarationStatus"] == printed["declarationStatus"]


@pytest.mark.sim(now="2024-04-20T12:00:00+02:00")
def test_a_daily_registration_is_accepted(dimona: Dimona) -> None:
    """7.1.2 is received without employer, worker and end date, and accepted."""
    declared = dimona.declare(request("submit-daily-registration-in"))
    assert (declared.result, declared.codes) == ("A", [])
    shown = dimona.registration(declared.subject)
    assert shown["periodId"] == 600050201853
    assert (shown["startDate"], shown["startHour"]) == ("2024-04-20", "1630")


@pytest.mark.sim(now="2024-01-15T09:00:00+01:00")
def test_four_student_hours_too_many_are_a_warning(dimona: Dimona) -> None:
    """A student with four hours over the quota gets the status of 7.2 (2)."""
    declared = dimona.enter("STU", worker="04030901246", plannedHoursNumber=604)
    printed = answer(dimona, "get-declaration-warning", n600155036120=declared.number)
    assert declared.status == printed["declarationStatus"]


@pytest.mark.sim(now="2024-01-15T09:00:00+01:00")
def test_an_end_hour_before_the_start_hour_is_refused(dimona: Dimona) -> None:
    """It gets the status of 7.2 (3), with its labels."""
    declared = dimona.enter("EXT", startHour="1700", endHour="0900")
    printed = answer(dimona, "get-declaration-refused", n600126284916=declared.number)
    assert declared.status == printed["declarationStatus"]


@pytest.mark.sim(now="2024-01-15T09:00:00+01:00")
def test_an_unknown_worker_waits_for_sigedis(dimona: Dimona) -> None:
    """A worker whose data match nobody gets the status of 7.2 (4)."""
    worker = {"familyName": "Deleuze", "givenName": "Jean", "birthDate": "1985-05-10"}
    declared = dimona.enter(worker=worker)
    printed = answer(dimona, "get-declaration-waiting", n600124241448=declared.number)
    assert declared.status == printed["declarationStatus"]


@pytest.mark.sim(now="2024-01-15T09:00:00+01:00")
def test_pending_and_unknown_are_told_as_printed(dimona: Dimona) -> None:
    """7.2 (5): both StatusMessages, the second with the printed number."""
    number = dimona.submit(dimona.entering())
    pending = dimona.get(f"/declarations/{number}").json()
    unknown = dimona.get("/declarations/700125761015").json()
    uuid = "u3b730695-1d9d-42c6-90b5-3497209edf56"
    assert pending == answer(
        dimona, "get-declaration-pending", **{"n629003532496": number, uuid: pending["id"]}
    )
    assert unknown == answer(dimona, "get-declaration-unknown", **{uuid: unknown["id"]})


@pytest.mark.behaviour("dimona.declaration-search.full-items")
@pytest.mark.sim(now="2024-01-15T09:00:00+01:00")
def test_a_declaration_search_answers_as_printed(dimona: Dimona) -> None:
    """7.3: 94 declarations, page 1 of 50; links have /search and items also their anomalies."""
    block = {"employer": HOTEL, "startDate": "2024-01-15", "endDate": "2024-01-21"}
    first = dimona.enter(**block)
    for _ in range(93):
        dimona.submit(dimona.entering(**block))
    dimona.wait()
    query = {"pageSize": 50, "page": 1, "sort": "creationDate"}
    page = dimona.search("declarations", request("search-declarations"), **query)
    printed = answer(dimona, "search-declarations", n600036893756=first.number)
    for link in ("self", "next"):
        printed[link] = printed[link].replace("/declarations?", "/declarations/search?")
    printed["items"][0]["declarationStatus"] |= {"anomalies": [], "informationsCollection": []}
    assert len(page["items"]) == 50
    assert {**page, "items": page["items"][:1]} == printed


@pytest.mark.sim(now="2000-12-29T09:00:00+01:00")
def test_a_daily_registration_is_shown_as_printed(dimona: Dimona) -> None:
    """7.4 (1): a registration of 25 hours, cancelled, under the printed numbers."""
    printed = answer(dimona, "get-daily-registration")
    dimona.sim.merge({"dimona.daily-registration": {"234567891234": printed}})
    assert dimona.registration("234567891234") == printed


@pytest.mark.behaviour("dimona.period.unknown-404", "dimona.daily.unknown-404")
@pytest.mark.sim(now="2024-01-15T09:00:00+01:00")
@pytest.mark.parametrize(
    ("path", "example"),
    [
        ("/dailyRegistrations/600008734454", "get-daily-registration-unknown"),
        ("/periods/600008734455", "get-period-unknown"),
    ],
)
def test_what_is_unknown_is_told_as_printed(dimona: Dimona, path: str, example: str) -> None:
    """7.4 (2) and 7.6 (2): exactly title, status and detail."""
    response = dimona.get(path)
    assert (response.status_code, response.json()) == (404, answer(dimona, example))


@pytest.mark.behaviour("dimona.lenient.spaces-in-parameter-name")
@pytest.mark.sim(now="2024-01-31T09:00:00+01:00")
def test_the_list_of_registrations_answers_as_printed(dimona: Dimona) -> None:
    """7.5: the printed URL, with the space after periodId, lists the registration."""
    presence = {"startDate": "2024-02-01", "startHour": "1545"}
    end = {"endDate": "2024-02-01", "endHour": "1645"}
    number = dimona.registered(600050201853, **presence, **end)
    window = "activeFromDate=2024-01-31&activeToDate=2024-02-07"
    response = dimona.get(f"/dailyRegistrations?periodId =600050201853&{window}")
    printed = answer(dimona, "list-daily-registrations", n234567891234=number)
    assert response.json()["items"] == printed["items"]


@pytest.mark.behaviour("dimona.period.hours-in-minutes-switch", "dimona.period.members")
@pytest.mark.sim(now="2024-01-15T09:00:00+01:00", switches={"dimona.period-hours": "minutes"})
def test_a_period_is_shown_as_printed(dimona: Dimona) -> None:
    """7.6: hours in minutes since midnight; the employer has its enterprise number as well."""
    printed = answer(dimona, "get-period")
    printed["employer"]["enterpriseNumber"] = HOTEL
    assert list(dimona.period("600008734454").items()) == list(printed.items())


@pytest.mark.sim(now="2024-01-01T09:00:00+01:00")
def test_a_period_search_answers_as_printed(dimona: Dimona) -> None:
    """7.7: the second page of 31 periods begins with the printed one, which was cancelled."""
    student = {"employer": HOTEL, "worker": "97051858307", "startDate": "2024-01-01"}
    body = dimona.entering("STU", **student, endDate="2024-01-20", plannedHoursNumber=300)
    for _ in range(10):
        earlier = dimona.submit(body)
        dimona.wait()
        dimona.submit({"dimonaCancel": {"periodId": earlier}})
        dimona.wait()
    number = dimona.declare(body).subject
    days = [f"2024-01-{day}" for day in range(21, 31)]
    later = [{**student, "startDate": day, "endDate": day} for day in days]
    dimona.declare_all(dimona.entering("STU", **block) for block in later)
    others = [{**block, "worker": "04030901246"} for block in later]
    dimona.declare_all(dimona.entering("STU", **block) for block in others)
    dimona.move_to("2024-01-20T10:00:00+01:00")
    dimona.about("dimonaCancel", number)
    query = {"pageSize": 10, "page": 2, "sort": "startDate"}
    page = dimona.search("periods", request("search-periods"), **query)
    printed = answer(dimona, "search-periods", n600049127173=number)
    for link in ("self", "prev", "next"):
        printed[link] = printed[link].replace("/periods?", "/periods/search?")
    assert len(page["items"]) == 10
    assert {**page, "items": page["items"][:1]} == printed


def relation_period(number: int, sub_entity: str | None, start: str, end: str) -> dict[str, Any]:
    """A stored period of HARRY JONES at the hotel."""
    features = {"jointCommission": "XXX", "workerType": "OTH", "subEntity": sub_entity}
    return {
        "periodId": number,
        "employer": {"employerId": 118203423, "enterpriseNumber": "0800002352"},
        "employerNumber": "0800002352",
        "worker": "94101535240",
        "startDate": start,
        "endDate": end,
        "features": features,
        "creationDate": start,
        "lastUpdateDate": min(end, "2024-03-05"),
        "lastDimonaType": "in",
    }


@pytest.mark.behaviour("dimona.relation.counts", "dimona.relation.spans-periods")
@pytest.mark.sim(now="2024-03-07T09:00:00+01:00")
def test_a_relation_search_answers_as_printed(dimona: Dimona) -> None:
    """7.8: the printed relation is found under its own worker; self has the sort of the call."""
    spans = [
        (None, "2023-10-26", "2023-10-27"),
        ("1", "2023-11-01", "2023-11-30"),
        ("2", "2023-12-01", "2023-12-31"),
        ("3", "2024-01-01", "2024-01-31"),
        (None, "2024-02-01", "2024-03-06"),
    ]
    stored = {
        str(number): relation_period(number, *span)
        for number, span in enumerate(spans, start=600000000201)
    }
    dimona.sim.merge({"dimona.period": stored})
    query = {"pageSize": 10, "page": 1, "sort": "startDate"}
    criteria = {**request("search-relations"), "worker": {"ssin": "94101535240"}}
    page = dimona.search("relations", criteria, **query)
    printed = answer(dimona, "search-relations")
    printed["self"] = printed["self"].replace("activeFromDate+", "startDate")
    assert page == printed


@pytest.mark.behaviour("dimona.search.all-criteria-count")
@pytest.mark.sim(now="2024-01-15T09:00:00+01:00")
def test_the_printed_relation_search_finds_its_own_worker(dimona: Dimona) -> None:
    """The request of 7.8 finds the relation of 65111899997, not that of somebody else."""
    query = {"pageSize": 10, "page": 1, "sort": "startDate"}
    page = dimona.search("relations", request("search-relations"), **query)
    assert [item["worker"]["ssin"] for item in page["items"]] == ["65111899997"]
