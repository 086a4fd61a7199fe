"""Reading, adding and changing workers."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.prisma.conftest import Prisma

pytestmark = pytest.mark.sim(processing="immediate", now="2025-03-03T09:00:00+01:00")

NUMBERS = [1, 2, 3, 4, 5, 17, 18, 23, 58, 120]
"""The workers of employer 100001 in the seed."""

BODY: dict[str, Any] = {
    "WorkerNumber": 121,
    "Name": "ADAMS",
    "Firstname": "EVA",
    "INSS": 96100321832,
    "Sex": "F",
    "contract": [
        {
            "Startdate": "20250301",
            "StartProbationPeriode": "20250301",
            "WorkingTime": "Fulltime",
            "SalaryCompositions": [{"Startdate": "20250301", "Code": 1000, "Amount": 2500}],
        }
    ],
    "address": [
        {
            "Street": "Dorp",
            "HouseNumber": "1",
            "ZIPCode": "9000",
            "City": "Gent",
            "Country": "00150",
        }
    ],
    "FamilyStatus": [{"Startdate": "20250301", "CivilStatus": "Single"}],
    "Communication": [{"CommunicationType": "GSM", "Value": "+32470999999"}],
    "Tax": [{"Startdate": "20250301", "TaxCalculation": "ConversionPT"}],
    "Replacement": [{"WorkerNumber": 17, "Startdate": "20250401"}],
}
"""A new worker with something of everything that POST /worker takes."""


def numbers(workers: list[dict[str, Any]]) -> list[int]:
    """The numbers of workers as they were listed."""
    return [worker["WorkerNumber"] for worker in workers]


@pytest.mark.behaviour("prisma.workers.list", "prisma.queue.employer-is-external-number")
def test_workers_are_listed_by_number(prisma: Prisma) -> None:
    """GET /worker gives the workers of the employer of the header, in order of their number."""
    assert numbers(prisma.get("/worker")) == NUMBERS
    assert numbers(prisma.get("/worker", employer="100002")) == [3, 40]


@pytest.mark.behaviour("prisma.workers.content")
def test_a_worker_is_shown_whole(prisma: Prisma) -> None:
    """A worker in the list has personal data and all histories, each as its own list gives it."""
    worker = prisma.get("/worker", params={"limit": 1})[0]
    assert (worker["Name"], worker["PayWay"]) == ("SMITH", "Transfer")
    lists = {
        "contract": "contract",
        "address": "address",
        "FamilyStatus": "familystatus",
        "Communication": "communication",
        "Tax": "tax",
    }
    for member, path in lists.items():
        assert worker[member] == prisma.get(f"/worker/1/{path}")
    assert worker["Replacement"] == [prisma.get("/worker/1/replacement/20240715")]
    assert worker["contract"][0]["SalaryCompositions"]


@pytest.mark.behaviour("prisma.workers.one")
def test_one_worker_is_an_object(prisma: Prisma) -> None:
    """GET /worker/{workerID} gives what the list shows of that worker, as an object."""
    listed = {worker["WorkerNumber"]: worker for worker in prisma.get("/worker")}
    assert prisma.get("/worker/17") == listed[17]


def test_every_read_has_the_shape_of_the_specification(prisma: Prisma) -> None:
    """What a read of a worker's data gives, seeded or added, fits the schema of its Response."""
    prisma.add("/worker", BODY)
    paths = ["/worker", "/worker/20250101/20251231", "/worker/121", "/companycar"]
    paths += [f"/worker/1/{name}" for name in ("contract", "address", "familystatus", "tax")]
    paths += [f"/worker/1/{name}" for name in ("communication", "absencenote", "costcentre")]
    paths += ["/worker/1/divergentPayment", "/worker/1/divergentSalaryScale"]
    paths += ["/worker/1/contract/20240101", "/worker/1/replacement/20240701"]
    paths += ["/newWorkerNumber", "/modifications/20240101/20251231"]
    for path in paths:
        operation = prisma.specification.operation("GET", path)
        assert operation is not None
        data = prisma.get(path)
        assert prisma.specification.body_defects(operation["x-result"], data) == [], path


@pytest.mark.behaviour("prisma.workers.unknown")
def test_an_unknown_worker(prisma: Prisma) -> None:
    """Reading, changing and deleting for a worker of another employer is refused with 404."""
    status = {"Startdate": "20250101"}
    for method, path, body in (
        ("GET", "/worker/40", None),
        ("GET", "/worker/40/tax", None),
        ("PUT", "/worker/40", {"Name": "A", "Firstname": "B"}),
        ("POST", "/worker/40/familystatus", status),
        ("PUT", "/worker/40/familystatus/20240601", status),
        ("DELETE", "/worker/40/familystatus/20240601", None),
    ):
        result = prisma.refused(method, path, body)
        assert result.status == "404"
        assert prisma.rules(result) == ["prisma.workers.unknown"]


@pytest.mark.behaviour("prisma.workers.limit", "prisma.workers.offset-is-position")
def test_a_page_is_a_part_of_the_list(prisma: Prisma) -> None:
    """limit is how many workers, and offset how many of the list come before them."""
    assert numbers(prisma.get("/worker", params={"limit": 3})) == NUMBERS[:3]
    assert numbers(prisma.get("/worker", params={"limit": 3, "offset": 4})) == NUMBERS[4:7]
    assert numbers(prisma.get("/worker", params={"offset": 8})) == NUMBERS[8:]


@pytest.mark.behaviour("prisma.workers.offset-beyond")
def test_an_offset_beyond_the_last_worker(prisma: Prisma) -> None:
    """From the position after the last worker on nothing is found."""
    assert prisma.ask("GET", "/worker", params={"offset": len(NUMBERS)}).status == "204"
    assert numbers(prisma.get("/worker", params={"offset": len(NUMBERS) - 1})) == [120]


@pytest.mark.parametrize("query", ["limit=101", "limit=0", "limit=-1", "offset=-1", "limit=a"])
@pytest.mark.behaviour("prisma.workers.limit-over-100", "prisma.workers.limit-below-1")
def test_a_page_that_cannot_be(prisma: Prisma, query: str) -> None:
    """A limit outside 1 to 100 or an offset below 0 answers 400 with an identifier."""
    response = prisma.call("GET", "/worker", params=query)
    assert response.status_code == 400
    assert prisma.look(response.json()).status == "400"


@pytest.mark.behaviour("prisma.workers.at-most-100", "prisma.workers.limit")
def test_a_hundred_workers_at_most(prisma: Prisma) -> None:
    """Of more than 100 workers the first 100 are given, and offset gives the others."""
    for number in range(121, 221):
        prisma.send("POST", "/worker", {**BODY, "WorkerNumber": number, "INSS": number})
    first, rest = prisma.get("/worker"), prisma.get("/worker", params={"limit": 100, "offset": 100})
    assert (len(first), len(rest)) == (100, 10)
    assert numbers(first + rest) == [*NUMBERS, *range(121, 221)]
    in_service = prisma.get("/worker/20250301/20250331")
    assert len(in_service) == 100


@pytest.mark.behaviour("prisma.workers.in-service")
@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("20240831/20240831", [1, 2, 3, 4, 5, 17, 18, 120]),
        ("20240901/20241231", [1, 2, 3, 5, 17, 18, 120]),
        ("20170630/20170701", [1, 23]),
        ("20170701/20170731", [1]),
        ("20160401/20220501", [1, 2, 3, 17, 23]),
        ("20991001/20991001", [1, 2, 3, 5, 17, 18, 58, 120]),
    ],
)
def test_workers_in_service(prisma: Prisma, period: str, expected: list[int]) -> None:
    """A worker is in service on the days of the contracts, first and last day included."""
    workers = prisma.get(f"/worker/{period}")
    assert numbers(workers) == expected
    assert workers == [prisma.get(f"/worker/{number}") for number in expected]


@pytest.mark.behaviour("prisma.workers.in-service")
def test_a_page_of_workers_in_service(prisma: Prisma) -> None:
    """limit and offset count in the list of those who are in service; nobody is 204."""
    assert numbers(prisma.get("/worker/20170101/20170601", params={"limit": 1, "offset": 1})) == [
        23
    ]
    assert prisma.ask("GET", "/worker/19900101/19901231").status == "204"


@pytest.mark.behaviour("prisma.queue.period-in-order")
def test_a_period_that_runs_backwards(prisma: Prisma) -> None:
    """A period that ends before it starts is refused with 400, for workers and modifications."""
    for path in ("/worker", "/modifications"):
        result = prisma.refused("GET", f"{path}/20240201/20240131")
        assert result.status == "400"
        assert prisma.rules(result) == ["prisma.queue.period-in-order"]


@pytest.mark.behaviour("prisma.workers.add", "prisma.lenient.probation-spelling")
def test_a_new_worker_with_all_data(prisma: Prisma) -> None:
    """What POST /worker brings is shown, by the vendor's names and with what was left out."""
    result = prisma.add("/worker", BODY)
    assert result.response == ""
    worker = prisma.get("/worker/121")
    contract = deepcopy(BODY["contract"][0])
    contract["StartProbationPeriod"] = contract.pop("StartProbationPeriode")
    expected = BODY | {
        "contract": [contract],
        "address": [{**BODY["address"][0], "Startdate": "20250301"}],
        "Communication": [{"ID": "1", **BODY["Communication"][0]}],
        "Replacement": [
            {"WorkerNumber": 121, "ReplacementWorkerNumber": 17, "Startdate": "20250401"}
        ],
    }
    assert worker == expected
    assert prisma.get("/worker/121/contract/20250302") == contract


@pytest.mark.parametrize("member", ["contract", "address", "FamilyStatus", "Name", "Firstname"])
@pytest.mark.behaviour("prisma.workers.add-minimum")
def test_a_new_worker_lacks_something(prisma: Prisma, member: str) -> None:
    """POST /worker without a part of the minimum is refused at once, and changes nothing."""
    before = prisma.stored()
    body = {name: value for name, value in BODY.items() if name != member}
    assert prisma.call("POST", "/worker", body).status_code == 400
    assert prisma.stored() == before


@pytest.mark.parametrize("member", ["contract", "address", "FamilyStatus"])
@pytest.mark.behaviour("prisma.workers.add-minimum")
def test_a_new_worker_with_an_empty_history(prisma: Prisma, member: str) -> None:
    """POST /worker with an empty part of the minimum is refused, and changes nothing."""
    before = prisma.stored()
    response = prisma.call("POST", "/worker", {**BODY, member: []})
    result = prisma.result(response.json())
    assert (result.status, prisma.stored()) == ("400", before)
    assert member in result.description


@pytest.mark.behaviour("prisma.workers.add-needs-number")
def test_a_new_worker_without_number(prisma: Prisma) -> None:
    """POST /worker without WorkerNumber answers 400: no number is given by itself."""
    body = {name: value for name, value in BODY.items() if name != "WorkerNumber"}
    response = prisma.call("POST", "/worker", body)
    assert response.status_code == 400
    assert "WorkerNumber" in prisma.look(response.json()).description


@pytest.mark.behaviour("prisma.workers.add-number-taken", "prisma.result.exists-409")
def test_a_number_that_is_taken(prisma: Prisma) -> None:
    """POST /worker with the number of a worker is refused with 409, and changes nothing."""
    before = prisma.stored()
    result = prisma.refused("POST", "/worker", {**BODY, "WorkerNumber": 17})
    assert (result.status, prisma.stored()) == ("409", before)
    assert prisma.rules(result) == ["prisma.workers.add-number-taken"]


@pytest.mark.behaviour("prisma.workers.add-inss-taken")
def test_an_inss_that_is_taken(prisma: Prisma) -> None:
    """The INSS of another worker of the employer is refused with 409, adding and changing."""
    taken = 4030901246
    for method, path, body in (
        ("POST", "/worker", {**BODY, "INSS": taken}),
        ("PUT", "/worker/5", {"Name": "MAES", "Firstname": "AMINA", "INSS": taken}),
    ):
        result = prisma.refused(method, path, body)
        assert result.status == "409"
        assert prisma.rules(result) == ["prisma.workers.add-inss-taken"]


@pytest.mark.behaviour("prisma.workers.add-inss-taken")
def test_an_inss_of_another_employer(prisma: Prisma) -> None:
    """A person may work for two employers, and a worker may keep the INSS in a change."""
    there = {**BODY, "WorkerNumber": 41, "INSS": 65111899997, "Replacement": []}
    prisma.add("/worker", there, employer="100003")
    same = {"Name": "SMITHS", "Firstname": "JOHN", "INSS": 65111899997}
    prisma.change("/worker/1", same)
    assert prisma.get("/worker/1")["Name"] == "SMITHS"


@pytest.mark.behaviour("prisma.workers.inss-as-number", "prisma.workers.inss-not-verified")
def test_an_inss_is_a_number(prisma: Prisma) -> None:
    """An INSS is shown without zeros in front, and its check digits are not looked at."""
    assert prisma.get("/worker/4")["INSS"] == 4030901246
    prisma.add("/worker", {**BODY, "INSS": 12345678901})
    assert prisma.get("/worker/121")["INSS"] == 12345678901


@pytest.mark.behaviour("prisma.workers.change-what-is-sent")
def test_a_change_keeps_the_rest(prisma: Prisma) -> None:
    """A PUT changes the personal data that are sent and leaves everything else."""
    before = prisma.get("/worker/17")
    sent = {"Name": "DELEUZE", "Firstname": "MATHIEU", "Education": "University", "Language": "N"}
    result = prisma.change("/worker/17", sent)
    assert result.response == ""
    assert prisma.get("/worker/17") == {**before, **sent}


@pytest.mark.behaviour("prisma.workers.change-personal-data")
def test_a_change_is_of_personal_data_only(prisma: Prisma) -> None:
    """Histories in a PUT of a worker are left aside."""
    before = prisma.get("/worker/17")
    sent = {**BODY, "Name": "DELEUZE", "Firstname": "MATHIEU", "INSS": 85051000164, "Sex": "M"}
    prisma.change("/worker/17", sent)
    assert prisma.get("/worker/17") == before


@pytest.mark.behaviour("prisma.workers.change-mandatory-members")
@pytest.mark.parametrize("member", ["Name", "Firstname"])
def test_a_change_has_the_mandatory_members(prisma: Prisma, member: str) -> None:
    """A PUT of a worker without a mandatory member answers 400 with an identifier."""
    sent = {"Name": "A", "Firstname": "B"}
    del sent[member]
    response = prisma.call("PUT", "/worker/17", sent)
    assert response.status_code == 400
    assert member in prisma.look(response.json()).description


@pytest.mark.behaviour("prisma.workers.never-deleted")
def test_a_worker_cannot_be_deleted(prisma: Prisma) -> None:
    """DELETE /worker/{workerID} answers 405, and the worker stays."""
    assert prisma.call("DELETE", "/worker/17", operation="getWorker").status_code == 405
    assert prisma.get("/worker/17")["WorkerNumber"] == 17


@pytest.mark.behaviour("prisma.number.next", "prisma.number.shape", "prisma.number.not-reserved")
def test_the_next_number(prisma: Prisma) -> None:
    """The next number is one more than the highest, and stays so until a worker is added."""
    assert prisma.get("/newWorkerNumber") == {"WorkerNumber": 121}
    assert prisma.get("/newWorkerNumber") == {"WorkerNumber": 121}
    assert prisma.get("/newWorkerNumber", employer="100002") == {"WorkerNumber": 41}
    prisma.add("/worker", BODY)
    assert prisma.get("/newWorkerNumber") == {"WorkerNumber": 122}


@pytest.mark.behaviour("prisma.number.free-number-taken")
def test_another_number_than_the_next(prisma: Prisma) -> None:
    """A free number may be used for a new worker; the next one follows the highest."""
    for number, following in ((99, 121), (500, 501)):
        prisma.add("/worker", {**BODY, "WorkerNumber": number, "INSS": number})
        assert prisma.get("/newWorkerNumber") == {"WorkerNumber": following}


@pytest.mark.behaviour("prisma.queue.impossible-date-in-body")
def test_personal_dates_are_on_the_calendar(prisma: Prisma) -> None:
    """A birth date that no calendar has is refused with 400, adding and changing."""
    before = prisma.stored()
    wrong = {"Name": "ADAMS", "Firstname": "EVA", "Birthdate": "19961332"}
    for method, path, body in (("POST", "/worker", BODY | wrong), ("PUT", "/worker/17", wrong)):
        response = prisma.call(method, path, body)
        assert prisma.result(response.json()).status == "400"
    assert prisma.stored() == before
