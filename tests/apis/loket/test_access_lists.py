"""What the API tells about authorizations is what calls are allowed."""

from typing import Any

import pytest

from invaller.apis.loket.access.rights import activities
from invaller.kernel.ids import uuid_from
from invaller_contracts.simulator import Simulator

PROVIDER = "m.lindeman@delinde.example"
VIEWER = "k.kijker@delinde.example"
EMPLOYER = "h.vanderzon@zonnehof.example"
NOBODY = "n.nergens@delinde.example"
MANAGER = "t.groen@zonnehof.example"


def seeded(resource: str, label: str) -> str:
    """The id of a row of the seed."""
    return uuid_from("loket", "seed", resource, label)


ZONNEHOF, DE_HAVEN = seeded("employer", "zonnehof"), seeded("employer", "de-haven")
LINDE = seeded("provider", "linde")


def records(
    sim: Simulator, path: str, user: str, version: str = "2019-02-11", application: str = "partner"
) -> list[dict[str, Any]]:
    """The records of a list."""
    bearer = sim.credentials.bearer_of(user, application)
    headers = {**bearer, "Accept": f"application/json;version={version}"}
    answer = sim.http.get(f"/v2/{path}", headers=headers)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["_embedded"])


def status(sim: Simulator, path: str, user: str, method: str = "GET") -> int:
    """The status of a call without a body."""
    headers = sim.credentials.bearer_of(user)
    return sim.http.request(method, f"/v2/{path}", headers=headers).status_code


@pytest.mark.behaviour(
    "loket.authorization.list-is-consistent", "loket.authorization.activity-names"
)
@pytest.mark.parametrize("user", [PROVIDER, VIEWER, EMPLOYER, MANAGER])
def test_list_says_what_is_allowed(sim: Simulator, user: str) -> None:
    """An activity is in the list of an employer exactly when its call there is not refused."""
    path = f"providers/employers/{DE_HAVEN if user == EMPLOYER else ZONNEHOF}"
    listed = {one["description"] for one in records(sim, f"{path}/authorizations", user)}
    assert listed <= set(activities())
    calls = {
        "GetEmployerByEmployerId": ("GET", path),
        "PutEmployerByEmployerId": ("PUT", path),
        "GetDepartmentsByEmployerId": ("GET", f"{path}/departments"),
        "PostDepartmentByEmployerId": ("POST", f"{path}/departments"),
        "GetEmployerUsersByEmployerId": ("GET", f"{path}/users"),
        "GetWorkflowsByEmployerId": ("GET", f"{path}/workflows"),
    }
    allowed = {
        activity
        for activity, (method, place) in calls.items()
        if status(sim, place, user, method) != 403
    }
    assert allowed == listed & calls.keys()


@pytest.mark.behaviour("loket.version.employer-authorizations")
def test_two_versions(sim: Simulator) -> None:
    """The older version has names, the newer the same as descriptions, with ids of their own."""
    path = f"providers/employers/{ZONNEHOF}/authorizations"
    old = records(sim, path, PROVIDER, "2018-01-01")
    new = records(sim, path, PROVIDER, "2019-02-11")
    assert [set(one) for one in (old[0], new[0])] == [{"name"}, {"id", "description"}]
    assert [one["name"] for one in old] == [one["description"] for one in new]
    assert len({one["id"] for one in new}) == len(new) == len(activities())


@pytest.mark.behaviour("loket.authorization.operations")
def test_list_of_a_client(sim: Simulator) -> None:
    """With a client that only reads, the list holds what is read, at employer and provider."""
    for path in (f"providers/employers/{ZONNEHOF}", f"providers/{LINDE}"):
        place = f"{path}/authorizations"
        listed = records(sim, place, PROVIDER, application="rapportage")
        methods = {activities()[one["description"]].method for one in listed}
        assert methods == {"GET"}


@pytest.mark.behaviour("loket.authorization.provider-list-for-provider-users")
def test_list_of_a_provider(sim: Simulator) -> None:
    """A user of the provider gets the list, one of an employer is refused."""
    path = f"providers/{LINDE}/authorizations"
    assert len(records(sim, path, PROVIDER)) == len(activities())
    assert [status(sim, path, user) for user in (VIEWER, EMPLOYER)] == [200, 403]


@pytest.mark.behaviour("loket.authorization.user-without-employer")
def test_user_without_employer(sim: Simulator) -> None:
    """A user without an employer gets an empty list of employers."""
    assert records(sim, "providers/employers", NOBODY, "2018-01-01") == []
    assert len(records(sim, "providers/employers", PROVIDER, "2018-01-01")) == 3


@pytest.mark.behaviour("loket.authorization.department-manager-lists")
def test_lists_of_a_department_manager(sim: Simulator) -> None:
    """A department manager sees the employees of the department in lists, and no others."""
    path = f"providers/employers/{ZONNEHOF}/employees"
    seen = {one["employeeNumber"] for one in records(sim, path, MANAGER)}
    assert seen == {1001, 1004, 1007, 1010, 1013, 1016, 1019}
    assert len(records(sim, path, PROVIDER)) == 20


def test_rights_of_a_user(sim: Simulator) -> None:
    """The rights of a user differ by employer, and say what the role could have at all."""
    user = seeded("employer-user", "zonnehof")
    enabled = {}
    for employer in (ZONNEHOF, DE_HAVEN):
        path = f"providers/employers/{employer}/users/{user}/authorizations?pageSize=250"
        shown = records(sim, path, PROVIDER, "2018-01-01")
        enabled[employer] = {one["description"] for one in shown if one["isEnabled"]}
        assert {one["description"] for one in shown if not one["availableForEmployerUser"]} == {
            "Providers inzien", "Providers wijzigen", "Qwoater inzien", "Qwoater wijzigen",
        }  # fmt: skip
    assert enabled[DE_HAVEN] < enabled[ZONNEHOF]
    assert "Verlof wijzigen" in enabled[DE_HAVEN]


def test_needs_of_an_application(sim: Simulator) -> None:
    """An application that reads has reading activities, each with a right and its module."""
    path = f"applications/{seeded('application', 'boekhouding')}/authorizations"
    shown = {one["activity"]: one for one in records(sim, path, PROVIDER, "2018-01-01")}
    wages = shown["GetWagesByEmploymentId"]
    assert [one["description"] for one in wages["requiredEmployerModules"]] == ["Verloning"]
    needed = wages["requiredUserAuthorizations"]
    assert [one["description"] for one in needed] == ["Salaris inzien"]
    assert {one["description"] for one in wages["allowedRoles"]} == {
        "Gebruiker van een provider",
        "Gebruiker van een werkgever",
        "Afdelingsmanager",
        "Werknemer",
    }  # fmt: skip
    assert "PostWageByEmploymentId" not in shown
