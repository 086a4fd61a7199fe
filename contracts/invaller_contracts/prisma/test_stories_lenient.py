"""What real clients are known to send beside the manual, and what is made of it.

Today is Monday 3 March 2025. Every story is a finding for the journal, unless the manual or the
service itself leaves the choice.
"""

import json
from urllib.parse import quote

import httpx
import pytest

from invaller_contracts.prisma.client import identity
from invaller_contracts.prisma.samples import (
    ADDRESS,
    CONTRACT,
    DIMONA_IN,
    HOTEL,
    INSS,
    NOTICE,
    Body,
    new_worker,
    prestations,
    shown,
    worked,
)
from invaller_contracts.prisma.wire import Result, Wire
from invaller_contracts.simulator import Simulator

pytestmark = pytest.mark.truth("verified")


@pytest.fixture
def wire(sim: Simulator) -> Wire:
    """Raw calls of a client without certificate."""
    return Wire(sim)


def findings(sim: Simulator) -> set[str]:
    """The rules of what a good client would not have done."""
    return {finding["rule"] for finding in sim.findings}


def said(result: Result) -> object:
    """The data of a Result that is a success."""
    assert result["Statuscode"] in {"200", "201"}, result
    return json.loads(result["Response"]) if result["Response"] else None


@pytest.mark.behaviour("prisma.lenient.no-content-type", "prisma.lenient.form-urlencoded-json")
@pytest.mark.parametrize("mode", ["lenient", "strict"])
@pytest.mark.parametrize("content_type", [None, "application/x-www-form-urlencoded"])
def test_a_body_is_json_whatever_it_says(
    sim: Simulator, mode: str, content_type: str | None
) -> None:
    """Without Content-Type, and as a form, it is read as JSON, in both modes."""
    sim.settings.change(strictness=mode)
    wire = Wire(sim, identity(sim, "INTEGRATOR"))
    headers = {"Content_Type": content_type} if content_type else {}
    added = wire.done("POST", "/worker", new_worker(700), **headers)
    assert added["Statuscode"] == "201"
    assert findings(sim) == set()


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.lenient.application-json")
def test_a_body_that_says_it_is_json(wire: Wire) -> None:
    """It is taken, though the real service is said to refuse it."""
    added = wire.done("POST", "/worker", new_worker(700), Content_Type="application/json")
    assert added["Statuscode"] == "201"


@pytest.mark.behaviour("prisma.lenient.path-case")
@pytest.mark.parametrize(
    "path", ["/newworkernumber", "/WORKER/1/Contract", "/worker/1/divergentsalaryscale"]
)
def test_letter_case_of_paths(sim: Simulator, wire: Wire, path: str) -> None:
    """Paths are found in any letter case."""
    assert said(wire.done("GET", path))
    assert "prisma.lenient.path-case" in findings(sim)


@pytest.mark.behaviour("prisma.lenient.path-case")
def test_letter_case_of_result(wire: Wire) -> None:
    """/result is asked by clients as often as /Result."""
    identifier = wire.identifier("GET", "/department")
    response = wire.call("GET", f"/result/{identifier}")
    assert response.json()["ID"] == identifier


@pytest.mark.behaviour("prisma.lenient.double-slash", "prisma.lenient.trailing-slash")
@pytest.mark.parametrize(
    "path", ["//worker/1/divergentSalaryScale", "/worker//1/contract", "/worker/1/contract/"]
)
def test_slashes(wire: Wire, path: str) -> None:
    """Double slashes and one at the end make no difference."""
    assert said(wire.done("GET", path))


@pytest.mark.behaviour("prisma.lenient.trailing-slash")
def test_company_cars_with_and_without_a_slash(wire: Wire) -> None:
    """The manual prints one at the end, and clients leave it out."""
    cars = [said(wire.done("GET", f"/worker/1/companycar{slash}")) for slash in ("/", "")]
    assert cars[0] == cars[1] != []


@pytest.mark.behaviour("prisma.lenient.companycar-slash")
def test_a_company_car_apart_from_its_word(sim: Simulator, wire: Wire) -> None:
    """/companycar/20230115 is /companycar20230115."""
    cars = [said(wire.done("GET", f"/companycar{slash}20230115")) for slash in ("", "/")]
    assert cars[0] == cars[1]
    assert findings(sim) == {"prisma.lenient.companycar-slash"}


@pytest.mark.parametrize(
    ("spelled", "path"),
    [
        pytest.param(
            "/profcat", "/profcats", marks=pytest.mark.behaviour("prisma.lenient.profcat")
        ),
        pytest.param(
            "/leavecounter/2025/1",
            "/leavecounters/2025/1",
            marks=pytest.mark.behaviour("prisma.lenient.leavecounter"),
        ),
    ],
)
def test_words_in_the_singular(wire: Wire, spelled: str, path: str) -> None:
    """Clients know other spellings than the manual."""
    assert said(wire.done("GET", spelled)) == said(wire.done("GET", path))


@pytest.mark.behaviour("prisma.lenient.member-case", "prisma.result.vendor-casing")
def test_letter_case_of_members(sim: Simulator, wire: Wire) -> None:
    """Members are read in any letter case, and shown in the vendor's."""
    body = {name.lower(): value for name, value in new_worker(700).items()}
    body["ADDRESS"] = [{name.upper(): value for name, value in ADDRESS.items()}]
    del body["address"]
    assert wire.done("POST", "/worker", body)["Statuscode"] == "201"
    found = said(wire.done("GET", "/worker/700"))
    assert isinstance(found, dict)
    expected = {**new_worker(700), "contract": [shown(CONTRACT)]}
    assert {name: found.get(name) for name in expected} == expected
    assert "prisma.lenient.member-case" in findings(sim)


@pytest.mark.parametrize(
    "inss",
    [
        pytest.param(f"{INSS}", marks=pytest.mark.behaviour("prisma.lenient.inss-text")),
        pytest.param(f"{INSS}.0", marks=pytest.mark.behaviour("prisma.lenient.inss-text")),
        pytest.param(float(INSS), marks=pytest.mark.behaviour("prisma.lenient.inss-float")),
    ],
)
def test_forms_of_a_rijksregisternummer(wire: Wire, inss: object) -> None:
    """As a text and as a float it is the same number."""
    assert wire.done("POST", "/worker", new_worker(700, INSS=inss))["Statuscode"] == "201"
    answer = wire.call("GET", f"/workerExists/{INSS}").json()
    assert (answer["WorkerExists"], answer["WorkerNumber"]) == (True, 700)


@pytest.mark.behaviour("prisma.lenient.employer-none")
@pytest.mark.parametrize("employer", ["None", "null", "100002"])
def test_an_employer_that_result_does_not_need(wire: Wire, employer: str) -> None:
    """Clients send the header along with every call."""
    identifier = wire.identifier("GET", "/department")
    response = wire.call("GET", f"/Result/{identifier}", employer=employer)
    assert response.json()["Employer"] == "100001"


@pytest.mark.behaviour("prisma.lenient.employer-none")
def test_withdrawals_without_an_employer(wire: Wire) -> None:
    """Withdrawn documents are not by employer: none, and none by name, will do."""
    path = "/document/listing/withdrawals/20240101"
    results = [wire.done("GET", path, employer=employer) for employer in ("100001", "None", None)]
    assert len({json.dumps(said(result)) for result in results}) == 1


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.lenient.unknown-members")
def test_members_that_the_schema_does_not_have(sim: Simulator, wire: Wire) -> None:
    """They are dropped with a finding; strict refuses them."""
    body = new_worker(700, EmployerRef="100001")
    assert wire.done("POST", "/worker", body)["Statuscode"] == "201"
    assert findings(sim) == {"prisma.lenient.unknown-members"}
    found = said(wire.done("GET", "/worker/700"))
    assert isinstance(found, dict)
    assert "EmployerRef" not in found
    sim.settings.change(strictness="strict")
    strict = Wire(sim, identity(sim, "INTEGRATOR"))
    assert strict.call("POST", "/worker", body).status_code == httpx.codes.BAD_REQUEST


@pytest.mark.behaviour("prisma.lenient.limit-elsewhere")
def test_limit_where_there_are_no_pages(wire: Wire) -> None:
    """A client asks one worker with limit and offset too."""
    asked = [said(wire.done("GET", path)) for path in ("/worker/1?limit=100&offset=0", "/worker/1")]
    assert asked[0] == asked[1]


@pytest.mark.behaviour("prisma.lenient.prestations-by-path")
def test_prestations_deleted_by_path(wire: Wire) -> None:
    """Worker, year and month are in the path, and the body says them again."""
    wire.done("POST", "/prestations", [prestations(17, worked("20250303", 7.6))])
    body = {"WorkerNumber": 17, "Month": 3, "Year": 2025}
    gone = wire.done("DELETE", "/prestations/17/2025/03", body)
    assert (gone["Statuscode"], gone["Response"]) == ("200", "")


@pytest.mark.behaviour("prisma.lenient.document-worker")
@pytest.mark.parametrize("name", ["WorkerID", "WorkerId", "Worker"])
def test_the_worker_of_a_document(wire: Wire, name: str) -> None:
    """The manual, the schema and a client each have a word for it."""
    body = {**NOTICE, "Document": "ZWVuIGF0dGVzdA==", name: 17}
    assert wire.done("POST", "/document", body)["Statuscode"] == "201"
    (document,) = _records(wire, "/document/listing/20250303/20250303")
    assert document["Worker"] == 17


@pytest.mark.behaviour("prisma.lenient.dimona-hours", "prisma.dimona.hours-of-twelve")
@pytest.mark.parametrize("hour", ["0800", "080000000000", "202503100800"])
def test_hours_of_a_dimona(wire: Wire, hour: str) -> None:
    """Twelve digits with the day or with zeros, and four from a client."""
    extra = {"ContractType": "Extra", "JointCommissionNbr": "302", "EndingDate": "20250310"}
    body = {**DIMONA_IN, **extra, "StartingHour": hour, "EndingHour": "160000000000"}
    wire.done("POST", "/worker", new_worker(700), employer=HOTEL)
    sent = wire.done("POST", "/worker/700/dimona", body, employer=HOTEL)
    wire.sim.clock.advance("PT1M")
    (dimona,) = json.loads(wire.done("GET", "/worker/700/dimona", employer=HOTEL)["Response"])
    assert sent["Statuscode"] == "201"
    assert (dimona["Status"], len(dimona["StartingHour"])) == ("OK", 12)


@pytest.mark.behaviour("prisma.lenient.probation-spelling")
def test_two_spellings_of_a_probation_period(wire: Wire) -> None:
    """The schema of a new worker has an e more than that of a contract."""
    spelled = {**CONTRACT, "StartProbationPeriode": "20240101", "EndProbationPeriode": "20240331"}
    wire.done("POST", "/worker", new_worker(700, contract=[spelled]))
    (contract,) = _records(wire, "/worker/700/contract")
    assert contract["StartProbationPeriod"] == "20240101"
    assert contract["EndProbationPeriod"] == "20240331"


@pytest.mark.behaviour("prisma.lenient.conversion-pt")
@pytest.mark.parametrize("spelling", ["Conversion PT", "ConversionPT"])
def test_two_spellings_of_a_calculation(wire: Wire, spelling: str) -> None:
    """With and without a space it is the same one, and is shown without."""
    body = {"Startdate": "20250101", "TaxCalculation": spelling, "Value": 0}
    assert wire.done("POST", "/worker/2/tax", body)["Statuscode"] == "201"
    (tax,) = _records(wire, "/worker/2/tax")
    assert tax["TaxCalculation"] == "ConversionPT"


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.lenient.base-path-twice")
def test_two_base_paths(sim: Simulator, wire: Wire) -> None:
    """The same queue is reached under either."""
    identifier = wire.identifier("GET", "/department")
    twice = sim.urls["prisma"].replace("/link2prisma.svc", "/link2prisma/link2prisma.svc")
    response = sim.http.get(f"{twice}/Result/{quote(identifier)}")
    assert response.json()["ID"] == identifier


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.queue.first-look-hastens")
def test_a_worker_is_there_after_the_first_look(wire: Wire) -> None:
    """The first look answers 202, and has the queue worked off up to that entry."""
    ahead = wire.identifier("GET", "/department")
    identifier = wire.identifier("POST", "/worker", new_worker(700))
    assert not wire.call("GET", f"/workerExists/{INSS}").json()["WorkerExists"]
    assert wire.look(identifier)["Statuscode"] == "202"
    assert wire.call("GET", f"/workerExists/{INSS}").json()["WorkerNumber"] == 700
    assert (wire.look(ahead)["Statuscode"], wire.look(identifier)["Statuscode"]) == ("200", "201")


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.queue.first-look-waits")
@pytest.mark.sim(switches={"prisma.first-look": "waits"})
def test_a_look_that_hastens_nothing(wire: Wire) -> None:
    """With the switch the other way the entry takes its time."""
    identifier = wire.identifier("POST", "/worker", new_worker(700))
    assert [wire.look(identifier)["Statuscode"] for _ in range(3)] == ["202"] * 3
    assert not wire.call("GET", f"/workerExists/{INSS}").json()["WorkerExists"]


def _records(wire: Wire, path: str) -> list[Body]:
    records = said(wire.done("GET", path))
    assert isinstance(records, list)
    return records
