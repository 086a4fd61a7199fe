"""What is not received: bodies, members, paths and methods that the specification lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")

STATUS_MESSAGE = {"dimona.bad-request": "status-message"}
CRITERIA = {"employer": {"enterpriseNumber": "411702543"}}
LIMIT = 10 * 1024 * 1024


def changed(body: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A body with the member at a dotted path set to a value."""
    *parents, last = path.split(".")
    target = body
    for name in parents:
        target = target[name]
    target[last] = value
    return body


@pytest.mark.behaviour("dimona.submit.wrong-type-400")
@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("employer.enterpriseNumber", 411702543),
        ("employer.employerId", "175110801"),
        ("worker.ssin", 65111899997),
        ("dimonaIn.startDate", 20240201),
        ("dimonaIn.plannedHoursNumber", "40"),
        ("dimonaIn.plannedHoursNumber", 7.5),
        ("dimonaIn.features", "XXX"),
    ],
)
def test_another_json_type_is_named(dimona: Dimona, path: str, value: Any) -> None:
    """A member of the wrong JSON type answers 400 with one issue that names it."""
    before = dimona.stored()
    response = dimona.post("/declarations", changed(dimona.entering("STU"), path, value))
    assert response.status_code == 400
    issues = response.json()["issues"]
    assert [(issue["in"], issue["name"], issue["value"]) for issue in issues] == [
        ("body", path, value)
    ]
    assert dimona.stored() == before


@pytest.mark.behaviour("dimona.submit.unknown-member-400")
@pytest.mark.parametrize(
    "path",
    ["foo", "employer.foo", "worker.foo", "dimonaIn.foo", "dimonaIn.features.workertype"],
)
def test_an_unknown_member_is_named(dimona: Dimona, path: str) -> None:
    """A member that the specification does not know answers 400 with an issue that names it."""
    before = dimona.stored()
    response = dimona.post("/declarations", changed(dimona.entering(), path, "x"))
    assert response.status_code == 400
    issue = response.json()["issues"][0]
    assert issue["name"] == path
    assert issue["type"] == "urn:problem-type:belgif:input-validation:unknownInput"
    assert dimona.stored() == before


@pytest.mark.behaviour(
    "dimona.submit.missing-joint-commission-400", "dimona.joint-commission.local-authority"
)
@pytest.mark.parametrize("employer", ["411702543", "1800016627"])
@pytest.mark.parametrize("features", [None, {"workerType": "OTH"}])
def test_features_are_required(dimona: Dimona, employer: str, features: Any) -> None:
    """Without features or its jointCommissionNumber nothing is received, whoever the employer."""
    before = dimona.stored()
    body = dimona.entering(employer=employer)
    body["dimonaIn"] = {"startDate": "2024-02-01"} | ({"features": features} if features else {})
    response = dimona.post("/declarations", body)
    assert response.status_code == 400
    assert response.json()["detail"] == "Bad Request: Features required"
    assert dimona.stored() == before


@pytest.mark.behaviour("dimona.bad-request.invalid-entry")
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/declarations", {"dimonaIn": []}),
        ("POST", "/declarations", [1, 2]),
        ("GET", "/declarations/abc", None),
        ("POST", "/declarations/search", {**CRITERIA, "dimonaDeclarationType": ["dimonaX"]}),
        ("POST", "/declarations/search?page=x", CRITERIA),
        ("GET", "/dailyRegistrations?periodId=x", None),
        ("GET", "/dailyRegistrations?periodId=600050201853&creationDate=soon", None),
        ("POST", "/periods/search", {**CRITERIA, "features": {"workerTypes": "STU"}}),
        ("POST", "/periods/search?pageSize=x", CRITERIA),
        ("POST", "/relations/search", {**CRITERIA, "activeFromDate": 2024}),
    ],
)
def test_an_invalid_entry_changes_nothing(
    dimona: Dimona, method: str, path: str, body: Any
) -> None:
    """An invalid parameter or body of any operation answers 400 and leaves all as it was."""
    before = dimona.stored()
    assert dimona.call(method, path, json=body).status_code == 400
    assert dimona.stored() == before


@pytest.mark.behaviour("dimona.bad-request.invalid-entry")
@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe{}", b'{"dimonaIn": NaN}', b"[" * 100_000])
def test_a_body_that_is_no_json_is_refused(dimona: Dimona, raw: bytes) -> None:
    """An absent or broken body answers 400, not a technical failure."""
    headers = {"Content-Type": "application/json"}
    response = dimona.call("POST", "/declarations", content=raw, headers=headers)
    assert response.status_code == 400


@pytest.mark.behaviour("dimona.bad-request.belgif-body")
def test_a_bad_request_lists_all_that_is_wrong(dimona: Dimona) -> None:
    """The 400 is a belgif badRequest problem with an issue for each thing that is wrong."""
    body = changed(changed(dimona.entering(), "dimonaIn.startDate", 1), "worker.ssin", 2)
    response = dimona.post("/declarations", body)
    problem = response.json()
    assert response.headers["Content-Type"] == "application/problem+json"
    assert problem["type"] == "urn:problem-type:belgif:badRequest"
    assert (problem["title"], problem["status"]) == ("Bad Request", 400)
    assert {issue["name"] for issue in problem["issues"]} == {"dimonaIn.startDate", "worker.ssin"}
    assert all(issue["in"] == "body" and issue["detail"] for issue in problem["issues"])


@pytest.mark.behaviour("dimona.bad-request.status-message-switch")
@pytest.mark.sim(switches=STATUS_MESSAGE)
def test_a_bad_request_can_be_a_status_message(dimona: Dimona) -> None:
    """With the switch the 400 is a StatusMessage that tells what is wrong."""
    response = dimona.post("/declarations", changed(dimona.entering(), "worker.ssin", 2))
    message = response.json()
    assert response.headers["Content-Type"] == "application/json"
    assert (message["code"], message["stackTrace"], message["details"]) == ("Bad Request", [], [])
    assert message["message"].startswith("Bad Request: ")
    body = {**dimona.entering(), "dimonaIn": {"startDate": "2024-02-01"}}
    told = dimona.post("/declarations", body).json()["message"]
    assert told == "Bad Request: Features required"


@pytest.mark.behaviour("dimona.http.405")
@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/declarations", "POST"),
        ("PUT", "/declarations/600050201853", "GET"),
        ("POST", "/periods/600050201853", "GET"),
        ("GET", "/relations/search", "POST"),
        ("POST", "/dailyRegistrations", "GET"),
    ],
)
def test_a_method_that_a_path_lacks(dimona: Dimona, method: str, path: str, allowed: str) -> None:
    """It answers 405 and tells the method that the path has."""
    url = dimona.base + path
    response = dimona.sim.http.request(method, url, headers=dimona.bearer(), json={})
    assert (response.status_code, response.headers["Allow"]) == (405, allowed)
    dimona.specification.check_body("Problem", response.json())


@pytest.mark.behaviour("dimona.http.413-and-415")
@pytest.mark.parametrize("path", ["/declarations", "/periods/search"])
def test_a_body_in_another_form_is_not_supported(dimona: Dimona, path: str) -> None:
    """A body that does not call itself JSON answers 415 and is not received."""
    before = dimona.stored()
    headers = {"Content-Type": "application/xml"}
    response = dimona.call("POST", path, content=b"<dimonaIn/>", headers=headers)
    assert response.status_code == 415
    assert dimona.stored() == before


@pytest.mark.behaviour("dimona.http.413-and-415")
def test_a_body_beyond_ten_mebibytes_is_too_large(dimona: Dimona) -> None:
    """One byte over the limit answers 413 and is not received; at the limit it is read."""
    before = dimona.stored()
    headers = {"Content-Type": "application/json"}
    statuses = [
        dimona.call("POST", "/declarations", content=b" " * size, headers=headers).status_code
        for size in (LIMIT + 1, LIMIT)
    ]
    assert statuses == [413, 400]
    assert dimona.stored() == before


@pytest.mark.behaviour("dimona.path.plural-only")
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/declaration/search"),
        ("POST", "/declaration"),
        ("GET", "/period/600050201853"),
        ("POST", "/period/search"),
        ("POST", "/relation/search"),
        ("GET", "/dailyRegistration?periodId=600050201853"),
    ],
)
def test_singular_paths_do_not_exist(dimona: Dimona, method: str, path: str) -> None:
    """The singular that the prose once prints answers 404."""
    url = dimona.base + path
    response = dimona.sim.http.request(method, url, headers=dimona.bearer(), json=CRITERIA)
    assert response.status_code == 404
    dimona.specification.check_body("Problem", response.json())


@pytest.mark.behaviour("dimona.spec.x-glossary")
@pytest.mark.parametrize(
    ("schema", "member", "zone"),
    [
        ("DimonaIn", "startDate", "00910"),
        ("DimonaIn", "endDate", "00911"),
        ("DimonaIn", "plannedHoursNumber", "01135"),
        ("DimonaOutOrCancel", "periodId", "00913"),
        ("DailyRegistrationBlock", "dailyRegistrationId", "01085"),
        ("Features", "workerType", "00655"),
        ("WorkerIdentification", "ssin", "00024"),
    ],
)
def test_fields_carry_their_glossary_zone(
    dimona: Dimona, schema: str, member: str, zone: str
) -> None:
    """x-glossary of a field of the specification is the number of its zone."""
    schemas = dimona.specification.document["components"]["schemas"]
    assert schemas[schema]["properties"][member]["x-glossary"] == zone
