"""Result: nine members that say what became of an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.prisma.conftest import Prisma

PHONE = {"CommunicationType": "Phone", "Value": "+32 2 000 00 01"}
TAX = {"Startdate": "20250401", "TaxCalculation": "Percent", "Value": 11}


@pytest.mark.sim(processing="hold")
@pytest.mark.behaviour(
    "prisma.result.200-nine-strings", "prisma.result.waiting-202", "prisma.result.id"
)
def test_result_of_a_waiting_entry(prisma: Prisma) -> None:
    """While an entry waits its Result is 200 with nine texts: 202, and an empty Response."""
    identifier = prisma.send("GET", "/worker/1/contract")
    assert prisma.look(identifier).members == {
        "ID": identifier,
        "Action": "get",
        "Type": "contract",
        "Employer": "100001",
        "Worker": "1",
        "Statuscode": "202",
        "StatusDescription": "Accepted",
        "User": "INTEGRATOR",
        "Response": "",
    }


@pytest.mark.behaviour("prisma.result.get-200", "prisma.result.response-json-text")
def test_result_of_a_question(prisma: Prisma) -> None:
    """A question that found something has Statuscode 200, and the data as JSON in a text."""
    result = prisma.ask("GET", "/parcom")
    assert result.members == {
        "ID": result.identifier,
        "Action": "get",
        "Type": "paritaircomite",
        "Employer": "100001",
        "Worker": "",
        "Statuscode": "200",
        "StatusDescription": "OK",
        "User": "INTEGRATOR",
        "Response": (
            '[{"JointCommissionNbr":"124","DescriptionD":"Bouwbedrijf",'
            '"DescriptionF":"Construction"},{"JointCommissionNbr":"200",'
            '"DescriptionD":"Bedienden","DescriptionF":"Employés"}]'
        ),
    }


@pytest.mark.behaviour("prisma.result.get-204", "prisma.result.description")
def test_result_of_a_question_without_data(prisma: Prisma) -> None:
    """A question that found nothing answers HTTP 200 with Statuscode 204 and no Response."""
    result = prisma.ask("GET", "/department", employer="100003")
    assert (result.status, result.description, result.response) == ("204", "No Content", "")


@pytest.mark.behaviour(
    "prisma.result.insert-201", "prisma.result.change-200", "prisma.result.response-empty"
)
def test_results_of_changes(prisma: Prisma) -> None:
    """Additions have Statuscode 201, changes and deletions 200, and no Response."""
    at = "/worker/120/tax"
    results = [
        prisma.ask("POST", at, TAX),
        prisma.ask("PUT", f"{at}/20250401", TAX | {"Value": 12}),
        prisma.ask("DELETE", f"{at}/20250401"),
    ]
    assert [(result.status, result.description) for result in results] == [
        ("201", "Created"),
        ("200", "OK"),
        ("200", "OK"),
    ]
    assert [result.response for result in results] == ["", "", ""]


@pytest.mark.behaviour(
    "prisma.result.action",
    "prisma.result.type",
    "prisma.result.worker",
    "prisma.result.type-other-names",
)
@pytest.mark.parametrize(
    ("method", "path", "body", "action", "kind", "worker"),
    [
        ("GET", "/worker/17", None, "get", "werknemer", "17"),
        ("GET", "/worker", None, "get", "werknemer", ""),
        ("GET", "/worker/17/address", None, "get", "adres", "17"),
        ("POST", "/worker/1/communication", PHONE, "insert", "contactgegeven", "1"),
        ("DELETE", "/worker/1/communication", PHONE, "delete", "contactgegeven", "1"),
        ("PUT", "/worker/1/tax/20250401", TAX, "update", "bedrijfsvoorheffing", "1"),
        ("GET", "/companycar20240101", None, "get", "bedrijfswagen", ""),
        ("GET", "/worker/1/dimona", None, "get", "dimona", "1"),
        ("GET", "/document/1001", None, "get", "document", ""),
        (
            "POST",
            "/prestations/completed",
            {"Month": 1, "Year": 2025},
            "insert",
            "prestatiesverwerking",
            "",
        ),
    ],
)
def test_result_tells_what_was_asked(
    prisma: Prisma, method: str, path: str, body: Any, action: str, kind: str, worker: str
) -> None:
    """Action is told by the method, Type in Dutch, and Worker is the number in the path."""
    members = prisma.ask(method, path, body).members
    assert (members["Action"], members["Type"], members["Worker"]) == (action, kind, worker)


@pytest.mark.behaviour("prisma.result.employer", "prisma.queue.employer-header-required")
def test_result_shows_the_employer_of_the_call(prisma: Prisma) -> None:
    """Employer is that of the call, and empty where none was sent and none is needed."""
    path = "/document/listing/withdrawals/20240101"
    shown = [
        prisma.ask("GET", "/department", employer="100002").members["Employer"],
        prisma.ask("GET", path, employer=None).members["Employer"],
    ]
    assert shown == ["100002", ""]


@pytest.mark.behaviour("prisma.result.user", "prisma.certificate.carries-user")
def test_result_shows_the_user_of_the_call(prisma: Prisma) -> None:
    """User is the name in the certificate of the call, without any token or password."""
    with prisma.acting_as("READER"):
        identifier = prisma.send("GET", "/department")
    assert prisma.result(identifier).members["User"] == "READER"


@pytest.mark.behaviour("prisma.result.any-user", "prisma.result.no-employer-needed")
def test_any_user_may_ask_a_result(prisma: Prisma) -> None:
    """A user without rights for the employer reads a Result; an Employer is not looked at."""
    identifier = prisma.send("GET", "/department")
    prisma.result(identifier)
    with prisma.acting_as("SINGLE"):
        assert prisma.look(identifier).status == "200"
        response = prisma.call("GET", f"/Result/{identifier}", employer="999999")
    assert response.json()["Statuscode"] == "200"


@pytest.mark.behaviour("prisma.result.at-any-time", "prisma.result.direct")
def test_result_can_be_asked_as_often_as_wanted(prisma: Prisma) -> None:
    """Looking is not queued, and what it shows stays the same however often it is done."""
    result = prisma.ask("GET", "/department")
    before = prisma.sim.state()["documents"]
    assert [prisma.look(result.identifier).members for _ in range(5)] == [result.members] * 5
    assert prisma.sim.state()["documents"] == before
    assert prisma.sim.pending.list() == []


@pytest.mark.behaviour("prisma.result.guid-any-case")
def test_identifier_is_taken_in_any_letter_case(prisma: Prisma) -> None:
    """The identifier in capitals finds the same entry, whose ID is in lower case."""
    result = prisma.ask("GET", "/department")
    response = prisma.call("GET", f"/Result/{result.identifier.upper()}", employer=None)
    assert response.json() == result.members


@pytest.mark.behaviour("prisma.result.unknown-guid-404", "prisma.result.malformed-guid-404")
@pytest.mark.parametrize("identifier", ["00000000-0000-4000-8000-000000000000", "nonsense"])
def test_unknown_identifier_is_not_found(prisma: Prisma, identifier: str) -> None:
    """An identifier that was never given, or is none, answers 404 and an explanation."""
    response = prisma.call("GET", f"/Result/{identifier}", employer=None)
    assert response.status_code == 404
    assert response.json() == f"No request is known with unique identifier {identifier}"
    [explanation] = prisma.sim.explain(response)["explanations"]
    assert explanation["rule"] == "prisma.result.unknown-guid-404"
    assert prisma.sim.pending.list() == []


@pytest.mark.behaviour("prisma.result.rule-400")
def test_broken_rule_is_told(prisma: Prisma) -> None:
    """An entry that breaks a rule has Statuscode 400, says which, and explains itself."""
    cars = {"StartingDate": "20250401", "LicensePlate": "1-AAA-111"}
    result = prisma.refused("POST", "/companycar", cars)
    assert result.status == "400"
    assert "CatRSZ" in result.description
    assert result.response == ""
    [rule] = prisma.rules(result)
    assert rule.startswith("prisma.")


@pytest.mark.behaviour("prisma.result.exists-409")
def test_what_is_there_already_is_told(prisma: Prisma) -> None:
    """An addition of a record that is there already has Statuscode 409."""
    prisma.add("/worker/120/tax", TAX)
    assert prisma.refused("POST", "/worker/120/tax", TAX).status == "409"


@pytest.mark.behaviour("prisma.result.absent-members")
def test_members_never_given_are_left_out(prisma: Prisma) -> None:
    """A record is shown with the members that were given, and with no others."""
    prisma.add("/worker/120/tax", TAX)
    assert prisma.get("/worker/120/tax/20250401") == TAX


@pytest.mark.behaviour("prisma.workers.limit", "prisma.workers.offset-is-position")
def test_a_group_that_is_not_the_last(prisma: Prisma) -> None:
    """Its Result shows no sign of the workers who follow; the explanation says how to ask them."""
    group, everybody = (
        prisma.ask("GET", f"/worker?limit={limit}", operation="getWorkers") for limit in (5, 100)
    )
    assert len(everybody.data) > len(group.data) == 5
    response = prisma.call("GET", f"/Result/{group.identifier}")
    [explanation] = prisma.sim.explain(response)["explanations"]
    assert (explanation["rule"], explanation["where"]) == ("prisma.workers.limit", "offset 5")
    last = prisma.call("GET", f"/Result/{everybody.identifier}")
    assert prisma.sim.explain(last)["explanations"] == []
