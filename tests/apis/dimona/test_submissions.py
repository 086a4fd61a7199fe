"""Submitting: what is received, where its result will be, and how the parties are named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")

HORECA_PERIOD = 600050201853
"""The seeded period of permanent horeca staff at 800002352 (Dimona WS REST v2, 7.1.2)."""

PRESENCE = {"periodId": HORECA_PERIOD, "startDate": "2024-01-15", "startHour": "1630"}

IDENTITY = {
    "familyName": "Smith",
    "givenName": "John",
    "birthDate": "1965-11-18",
    "gender": 0,
    "address": {
        "street": "Kerkstraat",
        "houseNumber": "1",
        "postCode": "9000",
        "municipality": {"code": 44021, "name": "Gent"},
        "country": 150,
    },
    "nationality": 150,
    "placeOfBirth": "Gent",
    "countryOfBirth": 150,
}


@pytest.mark.behaviour("dimona.submit.201-location", "dimona.submit.201-no-body")
def test_a_received_declaration_is_read_at_its_location(dimona: Dimona) -> None:
    """The 201 has no body, and its Location is where the result of that number appears."""
    response = dimona.post("/declarations", dimona.entering())
    location = response.headers["Location"]
    assert (response.status_code, response.content) == (201, b"")
    dimona.wait()
    status = dimona.get(location).json()["declarationStatus"]
    assert location.rpartition("/")[2] == status["declarationId"]


@pytest.mark.behaviour("dimona.submit.location-of-caller")
def test_urls_keep_the_host_that_the_caller_used(dimona: Dimona) -> None:
    """Location, href and page links begin with the scheme, host and prefix of the call."""
    host = {"Host": "simulator.example:8443"}
    base = f"http://simulator.example:8443/w/{dimona.sim.name}/REST/dimona/v2"
    submitted = dimona.post("/declarations", dimona.entering(), headers=host)
    dimona.wait()
    number = submitted.headers["Location"].rpartition("/")[2]
    assert submitted.headers["Location"] == f"{base}/declarations/{number}"
    shown = dimona.get(f"/declarations/{number}", headers=host).json()["declarationStatus"]
    assert shown["period"]["href"] == f"{base}/periods/{number}"
    criteria = {"worker": {"ssin": "65111899997"}}
    page = dimona.post("/periods/search", criteria, params={"pageSize": 1}, headers=host).json()
    links = page["self"], page["next"], page["items"][0]["href"]
    assert all(link.startswith(f"{base}/periods/") for link in links), links


@pytest.mark.behaviour("dimona.submit.location-of-caller")
def test_a_caller_without_prefix_gets_urls_without_prefix(dimona: Dimona) -> None:
    """When only the token leads to the workspace, URLs hold no workspace either."""
    url = dimona.base.replace(f"/w/{dimona.sim.name}", "") + "/declarations"
    response = dimona.call("POST", url, json=dimona.entering(), operation="submitDeclaration")
    assert response.status_code == 201
    assert response.headers["Location"].startswith(f"{url}/6")


@pytest.mark.behaviour("dimona.submit.twelve-digit-ids")
def test_numbers_have_twelve_digits_that_check(dimona: Dimona) -> None:
    """Numbers of declarations, periods and registrations end in the rest modulo 97."""
    days = [f"2024-02-{day:02d}" for day in range(1, 29)]
    declared = dimona.declare_all(
        [dimona.entering(startDate=day, endDate=day) for day in days]
        + [{"dailyRegistrationIn": PRESENCE}]
    )
    numbers = [item.number for item in declared] + [declared[0].subject, declared[-1].subject]
    assert len(set(numbers)) == len(declared)
    for number in map(str, numbers):
        assert len(number) == 12
        assert int(number[10:]) == (int(number[:10]) % 97 or 97)


@pytest.mark.behaviour("dimona.submit.exactly-one-block")
@pytest.mark.parametrize(
    "blocks",
    [
        {},
        {"dimonaCancel": {"periodId": HORECA_PERIOD}, "dimonaOut": {"periodId": HORECA_PERIOD}},
        {"dailyRegistrationIn": PRESENCE, "dimonaCancel": {"periodId": HORECA_PERIOD}},
    ],
)
def test_a_declaration_holds_exactly_one_block(dimona: Dimona, blocks: dict[str, Any]) -> None:
    """None of the seven blocks, or two of them, is refused with 400 and not received."""
    before = dimona.stored()
    assert dimona.post("/declarations", blocks).status_code == 400
    assert dimona.stored() == before


@pytest.mark.behaviour("dimona.submit.in-needs-employer-and-worker")
@pytest.mark.parametrize("block", ["employer", "worker"])
def test_a_dimona_in_names_employer_and_worker(dimona: Dimona, block: str) -> None:
    """A dimonaIn without the block employer, or without worker, answers 400."""
    before = dimona.stored()
    body = dimona.entering()
    del body[block]
    assert dimona.post("/declarations", body).status_code == 400
    assert dimona.stored() == before


@pytest.mark.behaviour("dimona.submit.other-blocks-stand-alone")
@pytest.mark.parametrize(
    ("kind", "block"),
    [
        ("dimonaOut", {"endDate": "2024-01-31"}),
        ("dimonaUpdate", {"startDate": "2023-10-25"}),
        ("dimonaCancel", {}),
        ("dailyRegistrationIn", {"startDate": "2024-01-15", "startHour": "1630"}),
    ],
)
def test_later_blocks_need_no_parties(dimona: Dimona, kind: str, block: dict[str, Any]) -> None:
    """What points to a period takes employer and worker from it, and shows them."""
    declared = dimona.about(kind, HORECA_PERIOD, **block)
    assert declared.result in ("A", "W")
    assert declared.body["employer"] == {"employerId": 118203423, "enterpriseNumber": "800002352"}
    assert declared.body["worker"]["ssin"] == "65111899997"


@pytest.mark.behaviour("dimona.submit.other-blocks-stand-alone")
@pytest.mark.parametrize("kind", ["dailyRegistrationUpdate", "dailyRegistrationCancel"])
def test_changes_of_a_registration_need_no_parties(dimona: Dimona, kind: str) -> None:
    """What points to a daily registration takes employer and worker from its period."""
    number = dimona.registered(HORECA_PERIOD, startDate="2024-01-15", startHour="1630")
    change = {"endDate": "2024-01-15", "endHour": "2000"} if kind.endswith("Update") else {}
    declared = dimona.declare({kind: {"dailyRegistrationId": number, **change}})
    assert (declared.result, declared.subject) == ("A", number)
    assert declared.body["employer"]["employerId"] == 118203423
    assert declared.body["worker"]["ssin"] == "65111899997"


@pytest.mark.behaviour("dimona.submit.employer-by-either-number")
@pytest.mark.parametrize(
    "employer",
    [
        {"employerId": 175110801},
        {"enterpriseNumber": "411702543"},
        {"employerId": 175110801, "enterpriseNumber": "411702543"},
    ],
)
def test_either_number_finds_the_employer(dimona: Dimona, employer: dict[str, Any]) -> None:
    """NSSO number, enterprise number and both together lead to the same employer."""
    declared = dimona.enter(employer=employer)
    assert declared.result == "A"
    shown = dimona.period(declared.subject)["employer"]
    assert shown == {"employerId": 175110801, "enterpriseNumber": "411702543"}


@pytest.mark.behaviour("dimona.submit.enterprise-number-nine-or-ten")
@pytest.mark.parametrize("number", ["411702543", "0411702543"])
def test_nine_and_ten_digits_are_one_employer(dimona: Dimona, number: str) -> None:
    """An enterprise number with and without its leading zero finds the same employer."""
    declared = dimona.enter(employer=number)
    assert (declared.result, declared.body["employer"]["employerId"]) == ("A", 175110801)
    found = dimona.search("periods", {"employer": {"enterpriseNumber": number}})
    assert declared.subject in [item["periodId"] for item in found["items"]]


@pytest.mark.behaviour("dimona.submit.worker-by-ssin-or-data", "dimona.result.data-that-match")
@pytest.mark.parametrize("worker", [{"ssin": "65111899997"}, IDENTITY])
def test_ssin_or_data_find_the_worker(dimona: Dimona, worker: dict[str, Any]) -> None:
    """The SSIN, or the names and birth date of one citizen, lead to that citizen at once."""
    declared = dimona.enter(worker=worker)
    assert declared.result == "A"
    assert declared.body["worker"]["ssin"] == "65111899997"
    assert dimona.period(declared.subject)["worker"]["ssin"] == "65111899997"


@pytest.mark.behaviour("dimona.result.data-that-match")
@pytest.mark.parametrize(
    "other", [{"familyName": "Smits"}, {"givenName": "Jack"}, {"birthDate": "1965-11-17"}]
)
def test_data_that_differ_find_nobody(dimona: Dimona, other: dict[str, Any]) -> None:
    """Another family name, given name or birth date is not that citizen: the result is S."""
    assert dimona.enter(worker={**IDENTITY, **other}).result == "S"


@pytest.mark.behaviour("dimona.submit.gender-number-or-text")
@pytest.mark.parametrize("gender", [0, 1, 2, "0", "1", "2"])
def test_gender_is_a_number_or_text(dimona: Dimona, gender: int | str) -> None:
    """gender 0, 1 and 2 are received in both forms, judged sound and shown as text."""
    declared = dimona.enter(worker={**IDENTITY, "familyName": "Nobody", "gender": gender})
    assert (declared.result, declared.codes) == ("S", ["?????-???"])
    assert declared.body["worker"]["gender"] == str(gender)


@pytest.mark.behaviour("dimona.submit.daily-registration-through-declarations")
def test_daily_registrations_follow_the_way_of_a_dimona(dimona: Dimona) -> None:
    """A daily registration is posted to /declarations, pending first, and then has a result."""
    response = dimona.post("/declarations", {"dailyRegistrationIn": PRESENCE})
    location = response.headers["Location"]
    assert dimona.get(location).status_code == 404
    dimona.wait()
    shown = dimona.get(location)
    assert (shown.status_code, shown.json()["declarationStatus"]["result"]) == (200, "A")
    assert shown.json()["dailyRegistrationIn"] == PRESENCE


@pytest.mark.behaviour("dimona.submit.business-error-is-201-then-b")
def test_a_business_error_is_received_and_then_refused(dimona: Dimona) -> None:
    """An end hour before the start hour is no 400: it gives 201, and result B later."""
    number = dimona.submit(dimona.entering("EXT", startHour="1700", endHour="0900"))
    dimona.wait()
    declared = dimona.result(number)
    assert (declared.result, declared.codes) == ("B", ["00778-345"])


@pytest.mark.behaviour("dimona.submit.resubmitted-anew")
def test_a_corrected_declaration_is_a_new_one(dimona: Dimona) -> None:
    """Sent again without the error it gets another number; the refused one stays refused."""
    refused = dimona.enter("EXT", startHour="1700", endHour="0900")
    corrected = dimona.enter("EXT")
    assert corrected.number != refused.number
    assert (corrected.result, dimona.result(refused.number).result) == ("A", "B")
