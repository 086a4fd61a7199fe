"""Calls that have not the right form: 400 with an identifier whose Result says why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.apis.prisma.conftest import Prisma, Result

VALUES = st.recursive(st.none() | st.integers() | st.text(), st.lists)

TAX = {"Startdate": "20250401", "TaxCalculation": "Percent", "Value": 11}


def badly(prisma: Prisma, method: str, path: str, body: Any = None, **more: Any) -> Result:
    """The Result of a call that must be answered 400 with an identifier, and change nothing."""
    before = prisma.stored()
    response = prisma.call(method, path, body, **more)
    assert response.status_code == 400, response.text
    assert prisma.sim.explain(response)["explanations"]
    assert prisma.sim.pending.list() == []
    assert prisma.stored() == before
    result = prisma.look(response.json())
    assert (result.status, result.response) == ("400", "")
    assert prisma.rules(result)
    return result


@pytest.mark.behaviour("prisma.queue.invalid-400-with-guid")
@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"{nope", "JSON syntax error"),
        (b"[]", "[] is not of type"),
        (b'{"Startdate": "20250401", "TaxCalculation": "Percent", "Value": NaN}', "NaN"),
        ({"Startdate": "20250401", "TaxCalculation": "Percent"}, "Value is required"),
        (TAX | {"TaxCalculation": "Lots"}, "TaxCalculation"),
        (TAX | {"Value": -1}, "Value"),
        (TAX | {"Startdate": 20250401}, "Startdate"),
        (TAX | {"Startdate": "2025-04-01"}, "Startdate"),
    ],
)
def test_body_of_the_wrong_form(prisma: Prisma, body: Any, told: str) -> None:
    """A body that is no JSON or breaks the schema answers 400, and its Result says what it is."""
    assert told in badly(prisma, "POST", "/worker/1/tax", body).description


@pytest.mark.behaviour("prisma.queue.missing-body-400")
def test_missing_body(prisma: Prisma) -> None:
    """A call that needs a body and has none answers 400 with an identifier."""
    assert badly(prisma, "POST", "/worker/1/tax").members["Type"] == "bedrijfsvoorheffing"


@pytest.mark.behaviour(
    "prisma.queue.invalid-400-with-guid",
    "prisma.queue.dates-yyyymmdd",
    "prisma.queue.impossible-date-in-path",
    "prisma.workers.limit-over-100",
    "prisma.workers.limit-below-1",
)
@pytest.mark.parametrize(
    ("method", "path", "named"),
    [
        ("GET", "/worker/1/contract/2025-04-01", "RefDate"),
        ("GET", "/worker/1/contract/20240231", "RefDate"),
        ("GET", "/worker/1/contract/today", "RefDate"),
        ("GET", "/worker/20240101/20240230", "EndDate"),
        ("GET", "/companycar20241301", "carID"),
        ("DELETE", "/worker/1/contract/00000000", "contractID"),
        ("DELETE", "/worker/1/salarycomposition/100/20250230", "salarydate"),
        ("GET", "/absences/20250431", "startdate"),
        ("GET", "/worker/0", "workerID"),
        ("GET", "/worker/abc/contract", "workerID"),
        ("GET", "/worker/12345678/contract", "workerID"),
        ("GET", "/worker?limit=101", "limit"),
        ("GET", "/worker?limit=0", "limit"),
        ("GET", "/worker?offset=-1", "offset"),
        ("GET", "/document/x", "documentID"),
    ],
)
def test_parameters_of_the_wrong_form(prisma: Prisma, method: str, path: str, named: str) -> None:
    """A parameter that is malformed or in no calendar answers 400, and its Result names it."""
    operation = "getWorkers" if "?" in path else None
    assert named in badly(prisma, method, path, operation=operation).description


@pytest.mark.behaviour("prisma.queue.employer-header-required")
@pytest.mark.parametrize("employer", [None, ""])
def test_missing_employer(prisma: Prisma, employer: str | None) -> None:
    """Without header Employer a call answers 400; its Result has an empty Employer."""
    for path in ("/department", "/workerExists/85051000164"):
        result = badly(prisma, "GET", path, employer=employer)
        assert "Employer" in result.description
        assert result.members["Employer"] == ""


@pytest.mark.behaviour("prisma.queue.unknown-route-404", "prisma.queue.dates-are-no-worker")
@pytest.mark.parametrize(
    "path",
    ["/", "/nothing", "/worker/1/nothing", "/worker/1/replacement", "/worker/1/20240101"],
)
def test_unknown_path(prisma: Prisma, path: str) -> None:
    """A path that the manual does not have answers 404 with a message, and nothing is queued."""
    response = prisma.call("GET", path, operation="getWorkers")
    assert response.status_code == 404
    assert isinstance(response.json(), str)
    assert prisma.sim.explain(response)["explanations"]
    assert "prisma.queue" not in prisma.sim.state()["documents"]


@pytest.mark.behaviour("prisma.queue.unknown-method-405", "prisma.workers.never-deleted")
@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/worker/1", "GET, PUT"),
        ("PUT", "/worker/1/communication", "DELETE, GET, POST"),
        ("POST", "/department", "GET"),
        ("PATCH", "/worker/1", "GET, PUT"),
    ],
)
def test_unknown_method(prisma: Prisma, method: str, path: str, allowed: str) -> None:
    """A method that a path does not have answers 405: no worker is ever deleted."""
    response = prisma.call(method, path, {}, operation="getWorkers")
    assert (response.status_code, response.headers["Allow"]) == (405, allowed)
    assert "prisma.queue" not in prisma.sim.state()["documents"]


@pytest.mark.behaviour("prisma.result.unknown-404")
@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/worker/9999/tax/20250401", TAX),
        ("/worker/120/tax/19990101", TAX),
        ("/worker/9999", {"Name": "X", "Firstname": "Y"}),
    ],
)
def test_change_of_what_is_not_there(prisma: Prisma, path: str, body: Any) -> None:
    """A PUT for a worker or record that does not exist is queued, and its Result says 404."""
    result = prisma.refused("PUT", path, body)
    assert result.status == "404"
    assert prisma.rules(result)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    body=st.binary(max_size=60) | st.recursive(st.none() | st.integers(), st.lists).map(json.dumps)
)
def test_any_body_is_answered(prisma: Prisma, body: bytes | str) -> None:
    """Whatever is sent as a body, the call is accepted or refused with an identifier."""
    sent = body if isinstance(body, bytes) else body.encode()
    response = prisma.call("POST", "/worker/1/tax", sent)
    assert response.status_code in (202, 400)
    assert prisma.look(response.json()).identifier == response.json()
