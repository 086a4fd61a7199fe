"""Employers, departments, users and their integrations: what is particular to each."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest

from invaller.apis.loket import files
from invaller.apis.loket.catalogue import CATALOGUE
from invaller.apis.loket.seed.reading import identify

if TYPE_CHECKING:
    import httpx

EMPLOYER = {"employerId": identify("employer", "zonnehof")}
USER = {"userId": identify("employer-user", "manager")}
PLANNER = identify("application", "planner")
PNG = base64.b64encode(files.png(1, 2, 3)).decode()


def _as(loket: Any, user: str) -> Any:
    """Loket as another user."""
    return type(loket)(loket.sim, loket.sim.credentials.bearer_of(user))


def _send(loket: Any, method: str, path: str) -> httpx.Response:
    """A call of a method that the specification may not have."""
    url = loket.sim.urls["loket"] + path
    headers = {**loket.headers, "Accept": "application/json"}
    answer: httpx.Response = loket.sim.http.request(method, url, headers=headers)
    return answer


@pytest.mark.behaviour("loket.department.no-delete")
@pytest.mark.parametrize("resource", ["department", "function"])
def test_departments_and_functions_stay(loket: Any, resource: str) -> None:
    """DELETE of a department or function is no operation: 405, and it stays."""
    listed = f"Get{resource.title()}sByEmployerId"
    before = loket.page(listed, EMPLOYER)
    identifier = before[0].get("id") or before[0]["key"]
    path = f"/providers/employers/{resource}s/{identifier}"
    assert _send(loket, "DELETE", path).status_code == 405
    assert loket.page(listed, EMPLOYER) == before


@pytest.mark.behaviour("loket.department.code-once")
def test_the_code_of_a_department_stays(loket: Any) -> None:
    """A change that names another code leaves the code as it was added."""
    added = loket.content(
        "PostDepartmentByEmployerId", EMPLOYER, {"code": 77, "description": "Tuin"}
    )
    ids = {"departmentId": added["id"]}
    body = {"code": 78, "description": "Moestuin"}
    changed = loket.content("PutDepartmentByDepartmentId", ids, body)
    assert (added["code"], changed["code"]) == (77, 77)
    assert changed["description"] == "Moestuin"


@pytest.mark.behaviour("loket.department.user-accessible")
def test_a_manager_has_access_to_own_departments(loket: Any) -> None:
    """A department manager has access to the department managed, a user of a provider to all."""
    name = "GetUserAccessibleDepartmentsByEmployerId"
    manager = _as(loket, "t.groen@zonnehof.example")
    assert [one["description"] for one in manager.page(name, EMPLOYER)] == ["Kas"]
    every = [one["id"] for one in loket.page("GetDepartmentsByEmployerId", EMPLOYER)]
    assert [one["id"] for one in loket.page(name, EMPLOYER)] == every


@pytest.mark.behaviour("loket.provider.one")
@pytest.mark.parametrize(
    ("user", "label"),
    [
        ("m.lindeman@delinde.example", "linde"),
        ("s.visser@noordster.example", "noordster"),
    ],
)
def test_the_list_of_providers_has_one(loket: Any, user: str, label: str) -> None:
    """Whoever asks gets the one provider that the user belongs to."""
    found = _as(loket, user).page("GetProvidersByUser")
    assert [one["id"] for one in found] == [identify("provider", label)]


@pytest.mark.behaviour("loket.employer.logo-version-same-activity")
def test_a_version_of_the_logo_is_the_same_activity(loket: Any) -> None:
    """Who may get the logo may get a version of it; the authorizations name one activity."""
    ids = {"employerId": EMPLOYER["employerId"]}
    body = {"data": PNG, "mimeType": "image/png"}
    assert loket.call("PostEmployerLogoByEmployerId", ids, body).is_success
    (shown,) = [
        one for one in loket.page("GetEmployersMinimizedByUser") if one["id"] == ids["employerId"]
    ]
    version = shown["employerLogo"].rpartition("/")[2]
    plain = loket.call("GetEmployerLogoByEmployerId", ids, accept="image/png")
    named = "GetEmployerLogoByEmployerIdAndVersion"
    assert loket.call(named, {**ids, "version": version}, accept="image/png").content == (
        plain.content
    )
    activities = loket.page("GetAuthorizationsByEmployerId", EMPLOYER, pageSize=1000)
    logos = [one["description"] for one in activities if "GetEmployerLogo" in one["description"]]
    assert logos == ["GetEmployerLogoByEmployerId"]


@pytest.mark.behaviour("loket.employer-user.change-202")
def test_changing_a_user_answers_202(loket: Any) -> None:
    """The change is accepted, and there when the user is read."""
    before = loket.content("GetEmployerUserByUserId", USER)
    body = {**loket.sample("PutEmployerUserByUserId", USER)}
    answer = loket.call("PutEmployerUserByUserId", USER, body)
    assert answer.status_code == 202, answer.text
    assert loket.content("GetEmployerUserByUserId", USER) != before


@pytest.mark.behaviour("loket.employer-user.sso-or-azure")
def test_a_new_user_has_an_account_for_sso_or_azure(loket: Any) -> None:
    """The user name is that of the account; the tenant shows, the password does not."""
    name = "PostEmployerUserByEmployerId"
    tenant, account = identify("external-tenant", "zonnehof/1"), identify("external-user", "eva")
    azure = {"externalUserId": account, "tenantId": tenant, "userName": "eva@azure"}
    sample = loket.sample(name, EMPLOYER)
    made = loket.content(name, EMPLOYER, {**sample, "azureActiveDirectory": azure})
    assert (made["userName"], made["loginMethod"]["value"]) == ("eva@azure", "Azure AD")
    shown = made["azureActiveDirectory"]
    assert (shown["userId"], shown["tenant"]["id"]) == (account, tenant)
    assert shown["tenant"]["description"] == "Zonnehof Entra"
    sso = {"userName": "eva.sso", "password": "geheim-woord"}
    second = loket.call(name, EMPLOYER, {**sample, "loginMethod": {"key": 3}, "ssoAccount": sso})
    content = second.json()["content"]
    assert (content["userName"], content["loginMethod"]["key"]) == ("eva.sso", 3)
    assert "geheim-woord" not in second.text


@pytest.mark.behaviour("loket.employer-user.metadata-of-employer")
def test_invites_share_the_metadata_of_adding(loket: Any) -> None:
    """The users of the employer have options; the URLs of invite and user alone have none."""
    assert [
        one["field"] for one in loket.page("GetEmployerUserMetadataByEmployerId", EMPLOYER)
    ] == ["loginMethod"]
    url = f"/providers/employers/{EMPLOYER['employerId']}/users/invite/metadata"
    assert _send(loket, "GET", url).status_code == 404
    shared = "/providers/employers/{employerId}/users/metadata"
    for name in ("Post", "PostInvite"):
        assert shared in CATALOGUE.operations[f"{name}EmployerUserByEmployerId"].metadata
    assert CATALOGUE.operations["PatchEmployerUserInviteByUserId"].metadata == (shared,)


@pytest.mark.behaviour("loket.employer-user-authorization.available")
def test_the_authorizations_of_a_user_are_served(loket: Any) -> None:
    """The rights of a user at an employer are listed with whether they are enabled."""
    ids = {**EMPLOYER, "userId": identify("employer-user", "zonnehof")}
    found = loket.page("GetEmployerUserAuthorizationsByEmployerIdAndUserId", ids)
    haven = {**ids, "employerId": identify("employer", "de-haven")}
    there = loket.page("GetEmployerUserAuthorizationsByEmployerIdAndUserId", haven)
    enabled = {one["description"] for one in there if one["isEnabled"]}
    assert all(one["isEnabled"] for one in found)
    assert "Werkgevers inzien" in enabled
    assert "Salaris inzien" not in enabled


@pytest.mark.behaviour("loket.user.some-properties")
def test_the_user_changes_some_properties(loket: Any) -> None:
    """Phone number and role change, the email address and blocks that are not sent stay."""
    before = loket.content("GetUserByToken")
    body = {
        "contactInformation": {"phoneNumber": "0151234567", "emailAddress": "x@y.example"},
        "user": {"userSpecifiedRole": {"key": 1}},
    }
    after = loket.content("PutUserByToken", {}, body)
    assert after == loket.content("GetUserByToken")
    contact = {**before["contactInformation"], "phoneNumber": "0151234567"}
    roles = {"userCustomSpecifiedRole": None, "userSpecifiedRole": {"key": 1, "value": "Directeur"}}
    assert after == {**before, "contactInformation": contact, "user": roles}


@pytest.mark.behaviour("loket.user-integration.delete")
def test_a_deleted_integration_is_gone(loket: Any) -> None:
    """The integration is listed before it is deleted, and not after; again it is 404."""
    ids = {"userId": identify("employer-user", "zonnehof"), "applicationId": PLANNER}
    name = "DeleteEmployerUserIntegrationByUserIdAndApplicationId"
    linked = ("GetLinkedUsersByEmployerIdAndApplicationId", {**EMPLOYER, "applicationId": PLANNER})
    blocked = loket.content("PutEmployerUserIntegrationByIntegrationId", ids, {"isBlocked": True})
    assert (blocked["isBlocked"], blocked["application"]["id"]) == (True, PLANNER)
    assert [one["isblocked"] for one in loket.page(*linked)] == [True]
    assert loket.call(name, ids).status_code == 200
    read = loket.call("GetEmployerUserIntegrationsByUserId", {"userId": ids["userId"]})
    assert (read.json()["_embedded"], loket.page(*linked)) == ({}, [])
    assert loket.call(name, ids).status_code == 404


@pytest.mark.behaviour("loket.application.authorizations")
def test_the_authorizations_of_an_application(loket: Any) -> None:
    """Each activity comes with its roles, rights and modules."""
    ids = {"applicationId": PLANNER}
    found = loket.page("GetApplicationAuthorizationsByApplicationId", ids, pageSize=1000)
    by_name = {one["activity"]: one for one in found}
    wages = by_name["GetWagesByEmploymentId"]
    assert [one["description"] for one in wages["requiredEmployerModules"]] == ["Verloning"]
    assert [one["description"] for one in wages["requiredUserAuthorizations"]] == ["Salaris inzien"]
    assert len(wages["allowedRoles"]) == 4
    report = {"applicationId": identify("application", "boekhouding")}
    readable = loket.page("GetApplicationAuthorizationsByApplicationId", report, pageSize=1000)
    assert {one["activity"] for one in readable} < set(by_name)
