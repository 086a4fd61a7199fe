"""Where endpoints lie, which one a path means, and how values are written."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from invaller.apis.loket.catalogue import CATALOGUE, document
from invaller.apis.loket.seed.reading import identify

EMPLOYER = identify("employer", "zonnehof")
EMPLOYMENT = {"employmentId": identify("employment", "zonnehof/1001")}
CONCEPT = identify("concept-employee", "zonnehof/1")

TWICE = sorted(
    (one.id, name)
    for one in CATALOGUE.operations.values()
    for name in one.parameters
    if name.lower() in {its.lower() for its in one.path_parameters}
)
"""Operations with a query parameter that is a path parameter too, and its name."""


def _get(loket: Any, path: str, method: str = "GET") -> Any:
    headers = {**loket.headers, "Accept": "application/json"}
    return loket.sim.http.request(method, path, headers=headers)


@pytest.mark.behaviour("loket.base.v2-prefix")
def test_everything_lies_under_v2(loket: Any) -> None:
    """A path is found under /v2 and nowhere else."""
    found = [_get(loket, f"{base}/providers") for base in ("/v2", "", "/v1", "/v3")]
    assert [one.status_code for one in found] == [200, 404, 404, 404]
    assert [server["url"] for server in document()["servers"]] == ["/v2"]


@pytest.mark.behaviour("loket.base.literal-before-parameter")
@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("/providers/employers/minimized", "{employerId}"),
        ("/providers/employers/{employerId}/documents/authorizations", "{documentId}"),
        ("/providers/employers/{employerId}/documenttemplates/metadata", "{documentId}"),
        ("/providers/employers/employees/employments/{employmentId}/payslips/metadata", "{year}"),
    ],
)
def test_a_literal_goes_before_a_parameter(loket: Any, path: str, parameter: str) -> None:
    """Such a path is that of the literal, although one with a parameter has its form too."""
    paths = document()["paths"]
    assert f"{path.rpartition('/')[0]}/{parameter}" in paths
    answer = _get(loket, "/v2" + path.format(employerId=EMPLOYER, **EMPLOYMENT))
    served = loket.sim.requests.list()[-1]["operation"]
    assert (answer.status_code, served) == (200, paths[path]["get"]["operationId"])


@pytest.mark.behaviour("loket.base.unknown-path")
@pytest.mark.parametrize("path", ["/nothing", "/providers/nothing", "/providers/employers/a/b/c"])
def test_a_path_that_nothing_has(loket: Any, path: str) -> None:
    """It answers 404 with one message, of type NotFound."""
    answer = _get(loket, f"/v2{path}")
    assert (answer.status_code, answer.json()["content"]) == (404, {})
    assert [one["type"] for one in answer.json()["messages"]] == ["NotFound"]


@pytest.mark.behaviour("loket.base.unknown-method")
@pytest.mark.parametrize(
    ("path", "method", "allowed"),
    [
        ("/providers", "DELETE", {"GET"}),
        (f"/providers/employers/{EMPLOYER}/departments", "PUT", {"GET", "POST"}),
        (f"/providers/employers/departments/{EMPLOYER}", "DELETE", {"GET", "PUT"}),
    ],
)
def test_a_method_that_a_path_has_not(
    loket: Any, path: str, method: str, allowed: set[str]
) -> None:
    """It answers 405 with the methods that the path has."""
    answer = _get(loket, f"/v2{path}", method)
    assert answer.status_code == 405
    assert allowed <= set(answer.headers["Allow"].split(", ")) <= {*allowed, "HEAD", "OPTIONS"}


@pytest.mark.behaviour("loket.base.dossier-quote")
def test_the_dossier_is_served_without_the_quotation_mark(loket: Any) -> None:
    """The dossier lies at the path without the mark, and nothing at the path with it."""
    path = f"/v2/providers/employers/conceptemployees/{CONCEPT}/dossier"
    _get(loket, path)
    assert loket.sim.requests.list()[-1]["operation"] == "GetDocumentCountByConceptEmployeeId"
    assert _get(loket, f"{path}%22").status_code == 404


@pytest.mark.behaviour("loket.base.filtersettings-host")
def test_filter_settings_lie_under_the_same_base(loket: Any) -> None:
    """The filter settings of the user are served beside everything else."""
    path = CATALOGUE.operations["GetUserFilterSettingsByEmployerId"].path
    assert path == "/user/filtersettings/{employerId}"
    assert _get(loket, "/v2" + path.format(employerId=EMPLOYER)).status_code == 200


@pytest.mark.behaviour("loket.base.duplicate-parameters")
@pytest.mark.parametrize(("operation", "name"), [one for one in TWICE if one[0].startswith("Get")])
def test_a_parameter_that_is_listed_twice(loket: Any, operation: str, name: str) -> None:
    """Such a parameter in the query changes nothing, whatever it says."""
    ids = dict.fromkeys(CATALOGUE.operations[operation].path_parameters, EMPLOYER)
    without = loket.call(operation, ids)
    given = loket.call(operation, ids, **{name: CONCEPT})
    assert (given.status_code, given.json()) == (without.status_code, without.json())


@pytest.mark.behaviour("loket.base.number-form")
def test_numbers_have_a_point(loket: Any) -> None:
    """A number with a fraction is read and written as a JSON number with a point."""
    wage = loket.page("GetWagesByEmploymentId", EMPLOYMENT)[-1]
    sent = json.dumps({**wage, "grossWage": 3210.55})
    loket.call("PutWageByWageId", {"wageId": wage["id"]}, sent.encode())
    text = loket.call("GetWageByWageId", {"wageId": wage["id"]}).text
    read = json.loads(text, parse_float=Decimal)["content"]["grossWage"]
    assert read == Decimal("3210.55")
    assert '"grossWage":3210.55' in text.replace(" ", "")


@pytest.mark.behaviour("loket.base.number-form")
def test_a_comma_is_no_point(loket: Any) -> None:
    """A number in the Dutch way, as text or bare, answers 400."""
    wage = loket.page("GetWagesByEmploymentId", EMPLOYMENT)[-1]
    ids = {"wageId": wage["id"]}
    whole = json.dumps({**wage, "grossWage": "x"})
    for written in ('"3210,55"', "3210,55"):
        body = whole.replace('"x"', written).encode()
        assert loket.call("PutWageByWageId", ids, body).status_code == 400


@pytest.mark.sim(now="2025-06-30T21:50:00Z")
@pytest.mark.behaviour("loket.base.legal-dates-amsterdam")
def test_today_is_the_day_in_amsterdam(loket: Any) -> None:
    """A wage from 1 July on is the actual one from 22:00 UTC of 30 June, when July begins there."""
    body = loket.sample("PostWageByEmploymentId", EMPLOYMENT, startDate="2025-07-01")
    added = loket.content("PostWageByEmploymentId", EMPLOYMENT, body)["id"]
    assert added not in _actual_wages(loket)
    loket.sim.clock.advance("PT20M")
    assert added in _actual_wages(loket)


def _actual_wages(loket: Any) -> list[str]:
    listed = loket.page("GetActualWagesByEmployerId", {"employerId": EMPLOYER})
    return [one["wage"]["id"] for one in listed if one["wage"]]


@pytest.mark.sim(strictness="strict")
@pytest.mark.behaviour("loket.order.field-case")
@pytest.mark.parametrize("name", ["orderBy", "orderby", "ORDERBY"])
def test_names_of_query_parameters_in_any_case(loket: Any, name: str) -> None:
    """The document itself writes orderby; a strict workspace takes it too."""
    ids = {"employerId": EMPLOYER}
    listed = loket.page("GetDepartmentsByEmployerId", ids, **{name: "-code"})
    codes = [one["code"] for one in listed]
    assert codes == sorted(codes, reverse=True)
    assert len(set(codes)) > 1
