"""Who may call, and the reason of each refusal (Loket API V2, Authorization)."""

import re
from typing import Any

import httpx
import pytest

from invaller.kernel.ids import uuid_from
from invaller_contracts.simulator import Simulator

PROVIDER = "m.lindeman@delinde.example"
OTHER_PROVIDER = "s.visser@noordster.example"
VIEWER = "k.kijker@delinde.example"
EMPLOYER = "h.vanderzon@zonnehof.example"
MANAGER = "t.groen@zonnehof.example"
EMPLOYEE = "j.bakker@zonnehof.example"
NOBODY = "n.nergens@delinde.example"

DENIED = {"message": "Authorization has been denied for this request."}


def seeded(resource: str, label: str) -> str:
    """The id of a row of the seed."""
    return uuid_from("loket", "seed", resource, label)


ZONNEHOF, DE_HAVEN = seeded("employer", "zonnehof"), seeded("employer", "de-haven")
HELDER, VAN_DAM = seeded("employer", "helder"), seeded("employer", "van-dam")
EMPLOYEES = "/v2/providers/employers/employees"


def call(
    sim: Simulator, path: str, user: str = PROVIDER, application: str = "partner", **more: Any
) -> httpx.Response:
    """A call as a user of an application."""
    headers = {
        **sim.credentials.bearer_of(user, application),
        "Accept": "application/json",
        **more.pop("headers", {}),
    }
    return sim.http.request(more.pop("method", "GET"), path, headers=headers, **more)


def refused(sim: Simulator, answer: httpx.Response) -> str:
    """The rule behind a 403, whose message gives the reason that is explained."""
    assert answer.status_code == 403, answer.text
    explanation = sim.explain(answer)["explanations"][0]
    assert answer.json() == {"message": explanation["message"]}
    assert answer.json()["message"].startswith("Insufficient rights for this request, reason ")
    assert "Expires" in answer.headers
    return str(explanation["rule"]).removeprefix("loket.authorization.")


@pytest.mark.behaviour("loket.header.authorization-bearer", "loket.status.401-body")
@pytest.mark.parametrize(
    "header",
    ["", "Bearer",  "Basic {token}", "{token}", "bearer {token}", "Bearer  {token}",
     "Bearer {token} x", "Bearer x{token}", "Bearer é"],
)  # fmt: skip
def test_header_without_a_valid_token(sim: Simulator, header: str) -> None:
    """Whatever is not the word Bearer, a space and a valid token answers 401 with one message."""
    token = sim.credentials.bearer_of(PROVIDER)["Authorization"].removeprefix("Bearer ")
    value = header.format(token=token).encode()
    answer = sim.http.get("/v2/providers", headers=[(b"Authorization", value)])
    assert (answer.status_code, answer.json()) == (401, DENIED)
    assert "Expires" in answer.headers


@pytest.mark.behaviour("loket.header.authorization-bearer")
def test_valid_token(sim: Simulator) -> None:
    """The word Bearer, a space and the token open the API."""
    assert call(sim, "/v2/providers").status_code == 200


@pytest.mark.behaviour("loket.authorization.blocked-user")
def test_blocked_user(sim: Simulator) -> None:
    """The token of a user who was blocked since answers 401, for the reason that is explained."""
    headers = sim.credentials.bearer_of(PROVIDER)
    user = {**sim.credentials.users[PROVIDER], "blocked": True}
    sim.merge({"identity.user": {user["id"]: user}})
    answer = sim.http.get("/v2/providers", headers=headers)
    assert (answer.status_code, answer.json()) == (401, DENIED)
    assert sim.explain(answer)["explanations"][0]["rule"] == "loket.authorization.blocked-user"


@pytest.mark.behaviour("loket.authorization.blocked-user", "loket.authorization.webservice-user")
@pytest.mark.parametrize("username", ["b.blok@delinde.example", "soap@delinde.example"])
def test_users_without_token(sim: Simulator, username: str) -> None:
    """Blocked users and webservice users get no token."""
    known = sim.credentials.applications["partner"]
    form = {"grant_type": "password", "username": username, "password": "welkom"}
    client = {"client_id": known["clientId"], "client_secret": known["secret"]}
    answer = sim.http.post("/token", data={**form, **client})
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


@pytest.mark.behaviour(
    "loket.authorization.client-first",
    "loket.authorization.client-without-activity",
    "loket.status.403-body",
)
def test_client_without_the_activity(sim: Simulator) -> None:
    """What a user may do with one client, another client cannot, before all other reasons."""
    path = f"/v2/providers/employers/{ZONNEHOF}/departments"
    body = {"code": 77, "description": "Kas 2"}
    answer = call(sim, path, application="rapportage", method="POST", json=body)
    assert refused(sim, answer) == "client-first"
    assert "PostDepartmentByEmployerId" in answer.json()["message"]
    for user in (EMPLOYEE, NOBODY):
        again = call(sim, path, user, "rapportage", method="POST", json=body)
        assert refused(sim, again) == "client-first"
    assert call(sim, path, method="POST", json=body).status_code != 403


@pytest.mark.behaviour("loket.authorization.user-right")
def test_user_without_the_right(sim: Simulator) -> None:
    """Who may look and not change is refused the change."""
    path = f"/v2/providers/employers/{ZONNEHOF}/departments"
    assert call(sim, path, VIEWER).status_code == 200
    answer = call(sim, path, VIEWER, method="POST", json={})
    assert refused(sim, answer) == "user-right"
    assert "Werkgevers wijzigen" in answer.json()["message"]


@pytest.mark.behaviour("loket.authorization.role-right")
def test_role_without_the_right(sim: Simulator) -> None:
    """A department manager with every right is refused what the role does not let through."""
    path = f"/v2/providers/employers/{ZONNEHOF}/departments"
    answer = call(sim, path, MANAGER, method="POST", json={})
    assert refused(sim, answer) == "role-right"
    assert "Afdelingsmanager" in answer.json()["message"]


@pytest.mark.behaviour("loket.authorization.module", "loket.authorization.modules-listed")
def test_employer_without_the_module(sim: Simulator) -> None:
    """When Verzuim is no longer among the modules of an employer, absences are refused there."""
    path = f"{EMPLOYEES}/{seeded('employee', 'zonnehof/1001')}/absences"
    assert call(sim, path).status_code == 200
    module = seeded("module", "zonnehof/Verzuim")
    row = sim.state()["documents"]["loket.module"][module]
    row["body"]["description"] = "Iets anders"
    sim.merge({"loket.module": {module: row}})
    answer = call(sim, path)
    assert refused(sim, answer) == "module"
    assert "Verzuim" in answer.json()["message"]
    elsewhere = f"{EMPLOYEES}/{seeded('employee', 'van-dam/1001')}/absences"
    assert call(sim, elsewhere).status_code == 200


@pytest.mark.behaviour("loket.authorization.entity")
@pytest.mark.parametrize(
    ("user", "path"),
    [
        (PROVIDER, f"/v2/providers/employers/{HELDER}/employees"),
        (EMPLOYER, f"/v2/providers/employers/{VAN_DAM}"),
        (PROVIDER, f"{EMPLOYEES}/{seeded('employee', 'helder/1001')}"),
        (PROVIDER, f"{EMPLOYEES}/employments/{seeded('employment', 'helder/1001')}/wages"),
        (PROVIDER, f"/v2/providers/{seeded('provider', 'noordster')}/leavePolicies"),
        (NOBODY, f"/v2/providers/employers/{ZONNEHOF}/authorizations"),
    ],
)
def test_record_of_somebody_else(sim: Simulator, user: str, path: str) -> None:
    """Records of an employer or provider that the user has no access to are refused."""
    answer = call(sim, path, user)
    assert refused(sim, answer) == "entity"


@pytest.mark.behaviour("loket.authorization.entity-before-existence")
def test_record_that_does_not_exist(sim: Simulator) -> None:
    """An id that nothing has is not refused for lack of access."""
    path = f"{EMPLOYEES}/{seeded('employee', 'nowhere/1')}"
    assert call(sim, path).status_code != 403
    assert call(sim, f"{EMPLOYEES}/{seeded('employee', 'helder/1001')}").status_code == 403


@pytest.mark.behaviour("loket.authorization.rights-per-employer")
def test_other_rights_at_each_employer(sim: Simulator) -> None:
    """A user of two employers may change departments at one and only look at the other."""
    statuses = {}
    for employer in (ZONNEHOF, DE_HAVEN):
        path = f"/v2/providers/employers/{employer}/departments"
        assert call(sim, path, EMPLOYER).status_code == 200
        body = {"code": 77, "description": "Nieuw"}
        answer = call(sim, path, EMPLOYER, method="POST", json=body)
        statuses[employer] = answer.status_code == 403
    assert statuses == {ZONNEHOF: False, DE_HAVEN: True}


@pytest.mark.behaviour(
    "loket.authorization.provider-user-by-team", "loket.authorization.employer-user-linked"
)
@pytest.mark.parametrize(
    ("user", "reached"),
    [(PROVIDER, [ZONNEHOF, DE_HAVEN, VAN_DAM]), (OTHER_PROVIDER, [HELDER]),
     (EMPLOYER, [ZONNEHOF, DE_HAVEN]), (MANAGER, [ZONNEHOF])],
)  # fmt: skip
def test_employers_of_a_user(sim: Simulator, user: str, reached: list[str]) -> None:
    """A user of a provider reaches its employers, one of an employer those it is linked to."""
    found = [
        employer
        for employer in (ZONNEHOF, DE_HAVEN, VAN_DAM, HELDER)
        if call(sim, f"/v2/providers/employers/{employer}", user).status_code == 200
    ]
    assert sorted(found) == sorted(reached)


@pytest.mark.behaviour("loket.authorization.department-manager")
def test_department_manager(sim: Simulator) -> None:
    """The manager of Kas sees who works there, and is refused who works at Logistiek."""
    own, other = seeded("employee", "zonnehof/1001"), seeded("employee", "zonnehof/1002")
    assert call(sim, f"{EMPLOYEES}/{own}", MANAGER).status_code == 200
    for path in (f"{EMPLOYEES}/{other}", f"{EMPLOYEES}/{other}/absences"):
        answer = call(sim, path, MANAGER)
        assert refused(sim, answer) == "entity"
        assert "department" in answer.json()["message"]


@pytest.mark.behaviour("loket.authorization.employee-role")
def test_employee(sim: Simulator) -> None:
    """An employee has access to the own employee and employments, and to no others."""
    own, other = "zonnehof/1001", "zonnehof/1013"
    for label, status in ((own, 200), (other, 403)):
        employment = seeded("employment", label)
        for path in (
            f"{EMPLOYEES}/{seeded('employee', label)}",
            f"{EMPLOYEES}/employments/{employment}/wages",
        ):
            assert call(sim, path, EMPLOYEE).status_code == status, path
    assert call(sim, f"/v2/providers/employers/{ZONNEHOF}/employees", EMPLOYEE).status_code == 403


@pytest.mark.behaviour("loket.authorization.metadata-follows")
def test_metadata_needs_the_activity(sim: Simulator) -> None:
    """Who may not add a department is refused its metadata, though that is only read."""
    employment = seeded("employment", "zonnehof/1001")
    path = f"{EMPLOYEES}/employments/{employment}/workinghours/metadata"
    assert call(sim, path).status_code == 200
    answer = call(sim, path, VIEWER)
    assert refused(sim, answer) == "user-right"
    assert "PostWorkingHoursByEmploymentId" in answer.json()["message"]


@pytest.mark.behaviour("loket.status.order")
def test_order_of_checks(sim: Simulator) -> None:
    """Token, authorization, path: of several faults the first in this order is answered."""
    path = f"/v2/providers/employers/{HELDER}/departments"
    wrong = {"Accept": "application/json;version=never", "Content-Type": "text/plain"}
    assert sim.http.post(path, headers=wrong).status_code == 401
    assert call(sim, path, method="POST", headers=wrong, content=b"{").status_code == 403
    missing = f"/v2/providers/employers/{seeded('employer', 'x')}/departments"
    status = call(sim, missing, method="POST", headers=wrong, content=b"{").status_code
    assert status in (400, 404)


def test_reason_is_one_line(sim: Simulator) -> None:
    """The message of a 403 is one line that ends without a full stop, as the sample does."""
    answer = call(sim, f"/v2/providers/employers/{HELDER}")
    assert re.fullmatch(r"Insufficient rights for this request, reason [^\n]+[^.]",
                        answer.json()["message"])  # fmt: skip


@pytest.mark.behaviour("loket.employee.bsn-own-activities")
def test_the_citizen_service_number_has_a_right_of_its_own(sim: Simulator) -> None:
    """A manager reads an employee of the own department, and neither reads nor sets the number."""
    path = f"{EMPLOYEES}/{seeded('employee', 'zonnehof/1004')}"
    assert call(sim, path, MANAGER).status_code == 200
    number = f"{path}/citizenservicenumber"
    assert refused(sim, call(sim, number, MANAGER)) == "role-right"
    change = call(sim, number, MANAGER, method="PUT", json={"citizenServiceNumber": "111222333"})
    assert refused(sim, change) == "role-right"
    assert call(sim, number).json()["content"]["citizenServiceNumber"]
