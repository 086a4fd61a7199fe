"""What real clients are known to send: read with a finding when lenient, refused when strict."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.prisma.conftest import Prisma

TAX = {"Startdate": "20250401", "TaxCalculation": "Percent", "Value": 11}
ADDRESS = {
    "Street": "Kerkstraat",
    "HouseNumber": "1",
    "ZIPCode": "9000",
    "City": "Gent",
    "Country": "00150",
}
WORKER = {
    "WorkerNumber": 121,
    "Name": "GOOSSENS",
    "Firstname": "AN",
    "INSS": 90010100123,
    "address": [ADDRESS],
    "contract": [{"Startdate": "20250401"}],
    "FamilyStatus": [{"Startdate": "20250401"}],
}
DIMONA = {
    "NatureDeclaration": "DimonaIn",
    "Email": "jan@example.org",
    "StartingDate": "20250401",
    "INSS": 85051000164,
}
DOCUMENT = {
    "Filename": "attest.pdf",
    "DocumentType": "ATTEST",
    "PublicationDate": "20250303",
    "Language": "N",
    "Document": "JVBERg==",
}
ROW = {"Day": "20250303", "Code": 100, "Hours": 8}
MONTH = {"WorkerNumber": 17, "Month": 3, "Year": 2025}
SHEET = {**MONTH, "EndOfPeriod": "20250331", "Prestations": [ROW]}


def noted(prisma: Prisma, *names: str) -> bool:
    """Whether the findings so far are these rules of leniency, and no others."""
    return prisma.findings() == [f"prisma.lenient.{name}" for name in names]


def refused_when_strict(prisma: Prisma, method: str, path: str, body: Any = None) -> int:
    """The status that a strict workspace answers."""
    prisma.headers = prisma.certificate()
    prisma.sim.settings.change(strictness="strict")
    return prisma.call(method, path, body, operation="getWorkers").status_code


@pytest.mark.behaviour(
    "prisma.lenient.no-content-type",
    "prisma.lenient.form-urlencoded-json",
    "prisma.lenient.application-json",
)
@pytest.mark.parametrize("strictness", ["lenient", "strict"])
@pytest.mark.parametrize(
    "content_type",
    [None, "application/x-www-form-urlencoded", "application/json", "text/plain", "text/xml"],
)
def test_content_type_does_not_matter(
    prisma: Prisma, strictness: str, content_type: str | None
) -> None:
    """A body is read as JSON whatever Content-Type says or when there is none, in both modes."""
    prisma.headers = prisma.certificate()
    prisma.sim.settings.change(strictness=strictness)
    headers = {"Content-Type": content_type} if content_type else {}
    prisma.add("/worker/120/tax", TAX, headers=headers)
    assert noted(prisma)


@pytest.mark.parametrize(
    ("method", "path", "findings"),
    [
        pytest.param(
            "GET",
            "/WORKER/17/DivergentSalaryScale",
            ["path-case"],
            marks=pytest.mark.behaviour("prisma.lenient.path-case"),
        ),
        ("GET", "/newworkernumber", ["path-case"]),
        ("GET", "/worker/17/divergentpayment", ["path-case"]),
        ("GET", "/CompanyCar20240101", ["path-case"]),
        pytest.param(
            "GET",
            "//department",
            ["double-slash"],
            marks=pytest.mark.behaviour("prisma.lenient.double-slash"),
        ),
        ("GET", "//worker//17//divergentsalaryscale", ["double-slash", "path-case"]),
        pytest.param(
            "GET",
            "/companycar/20240101",
            ["companycar-slash"],
            marks=pytest.mark.behaviour("prisma.lenient.companycar-slash"),
        ),
        pytest.param(
            "GET", "/profcat", ["profcat"], marks=pytest.mark.behaviour("prisma.lenient.profcat")
        ),
        pytest.param(
            "GET",
            "/leavecounter/2025/1",
            ["leavecounter"],
            marks=pytest.mark.behaviour("prisma.lenient.leavecounter"),
        ),
        ("GET", "/worker/17/leavecounter/2025", ["leavecounter"]),
        pytest.param(
            "GET",
            "/worker/17/costcentres",
            ["costcentres"],
            marks=pytest.mark.behaviour("prisma.lenient.costcentres"),
        ),
    ],
)
def test_spellings_of_paths(prisma: Prisma, method: str, path: str, findings: list[str]) -> None:
    """A path in another spelling is read as the manual's, with a finding; strict has none."""
    prisma.send(method, path, operation="getWorkers")
    assert noted(prisma, *findings)
    assert refused_when_strict(prisma, method, path) in (404, 405)


@pytest.mark.behaviour("prisma.lenient.trailing-slash")
def test_trailing_slash(prisma: Prisma) -> None:
    """A slash at the end makes no difference, and is a finding where the manual has none."""
    for path in ("/worker/17/companycar/", "/worker/17/companycar"):
        assert prisma.ask("GET", path, operation="getWorkers").status in ("200", "204")
    assert noted(prisma)
    prisma.send("GET", "/department/", operation="getWorkers")
    assert noted(prisma, "trailing-slash")


@pytest.mark.behaviour("prisma.lenient.base-path-twice")
def test_base_paths(prisma: Prisma) -> None:
    """The API answers under both of its base paths, and in any letter case."""
    for base in ("/link2prisma.svc", "/link2prisma/link2prisma.svc", "/Link2Prisma.svc"):
        response = prisma.sim.http.get(
            f"{prisma.sim.url}{base}/department", headers={"Employer": "100001"}
        )
        assert response.status_code == 202
        assert prisma.look(response.json()).identifier == response.json()


@pytest.mark.behaviour("prisma.lenient.member-case", "prisma.result.vendor-casing")
def test_members_in_any_letter_case(prisma: Prisma) -> None:
    """Members in any letter case are read, and shown in the vendor's; strict refuses them."""
    sent = {"STARTDATE": "20250401", "taxcalculation": "Percent", "value": 11}
    prisma.add("/worker/120/tax", sent)
    assert noted(prisma, "member-case")
    assert prisma.get("/worker/120/tax/20250401") == TAX
    assert refused_when_strict(prisma, "POST", "/worker/120/tax", sent) == 400


def test_member_in_its_own_spelling_wins(prisma: Prisma) -> None:
    """Of two spellings of one member the vendor's counts, wherever it stands."""
    prisma.add("/worker/120/tax", {"value": 99} | TAX | {"VALUE": 98})
    assert prisma.get("/worker/120/tax/20250401") == TAX


@pytest.mark.behaviour("prisma.lenient.unknown-members")
def test_unknown_members_are_dropped(prisma: Prisma) -> None:
    """A member that the schema does not have is dropped at any depth; strict refuses it."""
    sent = WORKER | {"EmployerRef": "x", "FamilyStatus": [{"Startdate": "20250401", "Kids": 2}]}
    prisma.add("/worker", sent)
    assert noted(prisma, "unknown-members")
    shown = prisma.get("/worker/121")
    assert "EmployerRef" not in shown
    assert shown["FamilyStatus"] == [{"Startdate": "20250401"}]
    assert refused_when_strict(prisma, "POST", "/worker", sent) == 400


@pytest.mark.behaviour("prisma.lenient.inss-text", "prisma.lenient.inss-float")
@pytest.mark.parametrize(
    ("sent", "findings", "strict"),
    [
        ("90010100123", ["inss-text"], 400),
        ("90010100123.0", ["inss-text"], 400),
        (90010100123.0, ["inss-float"], 202),
        (90010100123, [], 202),
    ],
)
def test_inss_in_other_forms(prisma: Prisma, sent: Any, findings: list[str], strict: int) -> None:
    """An INSS as text or as a float is the number it stands for, and that is what is shown."""
    prisma.add("/worker", WORKER | {"INSS": sent})
    assert noted(prisma, *findings)
    shown = prisma.get("/worker/121")["INSS"]
    assert (type(shown), shown) == (int, 90010100123)
    assert refused_when_strict(prisma, "POST", "/worker", WORKER | {"INSS": sent}) == strict


def test_inss_with_a_zero_in_front(prisma: Prisma) -> None:
    """An INSS that lost its zero, as text or number, is found with and without that zero."""
    prisma.add("/worker", WORKER | {"INSS": "4042306169"})
    for number in ("04042306169", "4042306169"):
        assert prisma.call("GET", f"/workerExists/{number}").json()["WorkerNumber"] == 121


@pytest.mark.behaviour("prisma.lenient.employer-none")
def test_employer_none(prisma: Prisma) -> None:
    """Employer: None counts as none where none is needed, and where one is as missing."""
    identifier = prisma.send("GET", "/document/listing/withdrawals/20240101", employer="None")
    result = prisma.call("GET", f"/Result/{identifier}", employer="None")
    assert (result.status_code, result.json()["Employer"]) == (200, "")
    assert noted(prisma, "employer-none", "employer-none")
    assert prisma.call("GET", "/department", employer="None").status_code == 400
    prisma.headers = prisma.certificate()
    prisma.sim.settings.change(strictness="strict")
    assert prisma.call("GET", "/department", employer="None").status_code == 403


@pytest.mark.behaviour("prisma.lenient.limit-elsewhere")
def test_limit_elsewhere(prisma: Prisma) -> None:
    """limit and offset do nothing on one worker, and count in a period as for all workers."""
    path = "/worker/17?limit=100&offset=0"
    assert prisma.get(path, operation="getWorker") == prisma.get("/worker/17")
    assert noted(prisma, "limit-elsewhere")
    some = prisma.get("/worker/20240101/20241231?limit=2&offset=1", operation="getWorkers")
    assert some == prisma.get("/worker/20240101/20241231")[1:3]


@pytest.mark.behaviour("prisma.lenient.prestations-by-path")
def test_prestations_deleted_by_path(prisma: Prisma) -> None:
    """DELETE with worker, year and month in path and body deletes the prestations of the month."""
    prisma.add("/prestations", [SHEET])
    held = prisma.stored()["prisma.prestations"]["100001/17"]
    path = "/prestations/17/2025/03"
    result = prisma.ask("DELETE", path, MONTH, operation="deletePrestations")
    assert (result.status, result.response) == ("200", "")
    assert prisma.stored()["prisma.prestations"]["100001/17"] != held
    assert sorted(prisma.findings()) == [
        "prisma.lenient.prestations-by-path",
        "prisma.lenient.prestations-by-path",
        "prisma.lenient.single-object",
    ]
    assert refused_when_strict(prisma, "DELETE", path, MONTH) == 404


@pytest.mark.behaviour("prisma.lenient.single-object")
def test_single_object_for_a_list(prisma: Prisma) -> None:
    """One object where absences or prestations are a list is a list of one; strict refuses it."""
    absence = {"Day": "20250303", "Code": 300, "Hours": 8}
    absences = {"WorkerNumber": 17, "Absences": [absence]}
    prisma.add("/absences", absences)
    assert noted(prisma, "single-object")
    assert absence in prisma.get("/worker/17/absences/20250303")["Absences"]
    assert refused_when_strict(prisma, "POST", "/absences", absences) == 400


@pytest.mark.behaviour("prisma.lenient.document-worker")
@pytest.mark.parametrize(
    ("name", "findings"),
    [("WorkerId", []), ("WorkerID", []), ("Worker", ["document-worker"])],
)
def test_worker_of_a_document(prisma: Prisma, name: str, findings: list[str]) -> None:
    """The worker of a document is read under its three names."""
    prisma.add("/document", DOCUMENT | {name: 17})
    assert noted(prisma, *findings)
    listed = prisma.get("/document/listing/20250303/20250303")
    assert [item["Worker"] for item in listed] == [17]


def test_document_in_snake_case(prisma: Prisma) -> None:
    """The members of a document are read with underscores and small letters too."""
    names = {"DocumentType": "document_type", "PublicationDate": "publication_date"}
    prisma.add("/document", {names.get(name, name.lower()): DOCUMENT[name] for name in DOCUMENT})
    assert noted(prisma, "member-case")


@pytest.mark.behaviour("prisma.lenient.dimona-hours")
def test_hours_of_four_digits(prisma: Prisma) -> None:
    """An hour of a dimona as hhmm is read as hhmm with eight zeros; strict refuses it."""
    sent = DIMONA | {"StartingHour": "0900"}
    prisma.add("/worker/17/dimona", sent)
    assert noted(prisma, "dimona-hours")
    [entry] = prisma.sim.state()["documents"]["prisma.queue"].values()
    assert entry["body"]["StartingHour"] == "090000000000"
    assert refused_when_strict(prisma, "POST", "/worker/17/dimona", sent) == 400


@pytest.mark.behaviour("prisma.lenient.probation-spelling")
@pytest.mark.parametrize("name", ["StartProbationPeriod", "StartProbationPeriode"])
def test_spellings_of_the_probation_period(prisma: Prisma, name: str) -> None:
    """Both spellings of the probation period are read, and shown as one."""
    prisma.add("/worker/120/contract", {"Startdate": "20250501", name: "20250501"})
    shown = prisma.get("/worker/120/contract/20250501")
    assert shown["StartProbationPeriod"] == "20250501"
    assert noted(prisma)


@pytest.mark.behaviour("prisma.lenient.conversion-pt")
@pytest.mark.parametrize("value", ["Conversion PT", "ConversionPT"])
def test_spellings_of_a_tax_calculation(prisma: Prisma, value: str) -> None:
    """A tax calculation is read with and without its space, and shown without."""
    prisma.add("/worker/120/tax", TAX | {"TaxCalculation": value})
    assert prisma.get("/worker/120/tax/20250401")["TaxCalculation"] == "ConversionPT"
    assert noted(prisma)


@pytest.mark.behaviour("prisma.lenient.value-case")
def test_values_in_another_letter_case(prisma: Prisma) -> None:
    """A value of a list is read in any letter case; strict refuses it."""
    sent = {"Startdate": "20250501", "WorkingTime": "FullTime"}
    prisma.add("/worker/120/contract", sent)
    assert noted(prisma, "value-case")
    assert prisma.get("/worker/120/contract/20250501")["WorkingTime"] == "Fulltime"
    assert refused_when_strict(prisma, "POST", "/worker/120/contract", sent) == 400


def test_delete_takes_a_body(prisma: Prisma) -> None:
    """Contact data are deleted by the whole record in the body of a DELETE, without a finding."""
    record = {"CommunicationType": "Phone", "Value": "02 123"}
    prisma.add("/worker/120/communication", record)
    prisma.delete("/worker/120/communication", json.dumps(record).encode())
    assert record not in (prisma.ask("GET", "/worker/120/communication").data or [])
    assert noted(prisma)


@pytest.mark.sim(strictness="strict")
def test_float_without_fraction_is_a_whole_number(prisma: Prisma) -> None:
    """Where a number is allowed 11.0 is 11, also when strict, and it is shown as 11."""
    prisma.add("/worker/120/tax", TAX | {"Value": 11.0})
    assert prisma.ask("GET", "/worker/120/tax/20250401").response.endswith('"Value":11}')
