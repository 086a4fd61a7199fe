"""Users of an employer who are added and deleted: how they sign in, and what they may do."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.apis.loket.access.rights import rights
from invaller.apis.loket.seed.reading import identify

EMPLOYER = {"employerId": identify("employer", "zonnehof")}
PROVIDER = {"providerId": identify("provider", "linde")}
ADD, DELETE = "PostEmployerUserByEmployerId", "DeleteEmployerUserByUserId"
RIGHTS = "GetEmployerUserAuthorizationsByEmployerIdAndUserId"
AUTHORIZE = "PatchEmployerUserAuthorizationsByUserId"
PEOPLE = "GetEmployeesByEmployerId"
EVA, SECRET = "eva.sso", "geheim-woord"


def _added(loket: Any) -> dict[str, str]:
    """A new user with an SSO account: its id, beside that of the employer."""
    account = {"userName": EVA, "password": SECRET}
    body = {**loket.sample(ADD, EMPLOYER), "ssoAccount": account}
    return {**EMPLOYER, "userId": loket.content(ADD, EMPLOYER, body)["id"]}


def _as(loket: Any, user: str) -> Any:
    """Loket as another user."""
    return type(loket)(loket.sim, loket.sim.credentials.bearer_of(user))


def _token(loket: Any, password: str) -> int:
    """The status of a question for tokens with a password."""
    known = loket.sim.credentials.applications["partner"]
    client = {"client_id": known["clientId"], "client_secret": known["secret"]}
    form = {**client, "grant_type": "password", "username": EVA.upper(), "password": password}
    return int(loket.sim.http.post("/token", data=form).status_code)


@pytest.mark.behaviour("loket.employer-user.no-rights-yet")
def test_a_new_user_may_do_what_is_enabled(loket: Any) -> None:
    """Access without a right is refused for the lack of it; with the right the list answers."""
    ids = _added(loket)
    assert not any(one["isEnabled"] for one in loket.page(RIGHTS, ids))
    refused = _as(loket, EVA).call(PEOPLE, EMPLOYER)
    assert (refused.status_code, loket.why(refused)) == (403, ["loket.authorization.user-right"])
    enabled = [{"id": rights()["Medewerkers inzien"].id, "isEnabled": True}]
    chosen = loket.page("GetAuthorizationSetsByProviderId", PROVIDER)[0]["id"]
    body = {"authorizationSet": {"id": chosen}, "authorizations": enabled}
    assert loket.call(AUTHORIZE, ids, body).status_code == 200
    assert _as(loket, EVA).call(PEOPLE, EMPLOYER).status_code == 200
    elsewhere = {"employerId": identify("employer", "helder")}
    assert _as(loket, EVA).call(PEOPLE, elsewhere).status_code == 403


@pytest.mark.behaviour("loket.employer-user.no-rights-yet")
def test_departments_of_a_new_user_are_linked(loket: Any) -> None:
    """A department of the employer is linked to a user who was just added."""
    department = loket.page("GetDepartmentsByEmployerId", EMPLOYER)[0]
    name = "PatchEmployerUserLinkedDepartmentsByEmployerIdAndUserId"
    items = [{"departmentId": department["id"], "action": "link"}]
    assert loket.call(name, _added(loket), items).status_code == 200


@pytest.mark.behaviour("loket.employer-user.signs-in")
def test_a_new_user_signs_in_with_the_account(loket: Any) -> None:
    """The password of the SSO account gives tokens, another one none."""
    assert _token(loket, SECRET) == 400
    _added(loket)
    assert (_token(loket, SECRET), _token(loket, "")) == (200, 400)


@pytest.mark.behaviour("loket.employer-user.signs-in")
@pytest.mark.parametrize("password", ["", "None"])
def test_a_user_of_azure_has_no_password(loket: Any, password: str) -> None:
    """Nothing that is sent as password is that of a user of Azure AD."""
    tenant, account = identify("external-tenant", "zonnehof/1"), identify("external-user", "eva")
    azure = {"externalUserId": account, "tenantId": tenant, "userName": EVA}
    loket.content(ADD, EMPLOYER, {**loket.sample(ADD, EMPLOYER), "azureActiveDirectory": azure})
    assert _as(loket, EVA).call(PEOPLE, EMPLOYER).status_code == 403
    assert _token(loket, password) == 400


@pytest.mark.behaviour("loket.employer-user.name-taken")
def test_a_user_name_is_used_once(loket: Any) -> None:
    """A second user with the name, in any letter case, is refused and not there."""
    _added(loket)
    before = loket.page("GetEmployerUsersByEmployerId", EMPLOYER)
    account = {"userName": EVA.upper(), "password": SECRET}
    answer = loket.call(ADD, EMPLOYER, {**loket.sample(ADD, EMPLOYER), "ssoAccount": account})
    assert (answer.status_code, loket.why(answer)) == (400, ["loket.employer-user.name-taken"])
    assert loket.page("GetEmployerUsersByEmployerId", EMPLOYER) == before


@pytest.mark.behaviour("loket.employer-user.deleted")
def test_a_deleted_user_is_nobody(loket: Any) -> None:
    """Once deleted, a user has no token that counts, and gets none."""
    ids = _added(loket)
    eva = _as(loket, EVA)
    assert eva.call(PEOPLE, EMPLOYER).status_code == 403
    assert loket.call(DELETE, ids).status_code == 200
    assert eva.call(PEOPLE, EMPLOYER).status_code == 401
    assert _token(loket, SECRET) == 400
