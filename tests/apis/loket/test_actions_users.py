"""Users of employers: invites, links, authorizations, notifications, departments, tenants."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.kernel.ids import uuid_from


def _seeded(resource: str, label: str) -> str:
    return uuid_from("loket", "seed", resource, label)


EMPLOYER = {"employerId": _seeded("employer", "zonnehof")}
HAVEN = {"employerId": _seeded("employer", "de-haven")}
USER = {"userId": _seeded("employer-user", "manager")}
HERE = {**EMPLOYER, **USER}
KAS, OFFICE = _seeded("department", "zonnehof/Kas"), _seeded("department", "zonnehof/Kantoor")
INVITE, ANSWER = "PostInviteEmployerUserByEmployerId", "PatchEmployerUserInviteByUserId"
LINK = "PostLinkExistingUserByEmployerId"
EMPLOYERS = "GetLinkedEmployersByUserId"
RIGHTS = "GetEmployerUserAuthorizationsByEmployerIdAndUserId"
AUTHORIZE = "PatchEmployerUserAuthorizationsByUserId"
HEARD, HEAR = (
    "GetEmployerUserNotificationSettingsByUserId",
    "PatchEmployerUserNotificationSettingsByUserId",
)
DEPARTMENTS = "PatchEmployerUserLinkedDepartmentsByEmployerIdAndUserId"
TENANT = "PatchConfiguredExternalTenantByEmployerUserId"
READ_TENANT = "GetConfiguredExternalTenantByEmployerUserId"
INVITED = {
    "contactInformation": {"emailAddress": "eva@zonnehof.example"},
    "destinationForSecret": "0612345678",
    "hasAccessToPayrollingTestData": False,
    "personalDetails": {"initials": "E.", "lastName": "Nieuw"},
    "twoFactorAuthenticationRequired": True,
}


def _invited(loket: Any) -> dict[str, Any]:
    answer = loket.call(INVITE, EMPLOYER, INVITED)
    assert answer.status_code == 201
    content: dict[str, Any] = answer.json()["content"]
    return content


@pytest.mark.behaviour("loket.employer-user.invite")
def test_an_invited_user_is_there_with_a_pending_invite(loket: Any) -> None:
    """The user is read as it was answered, without the destination of the secret."""
    user = _invited(loket)
    assert user["accessStatus"]["key"] == 4
    assert user["contactInformation"]["emailAddress"] == "eva@zonnehof.example"
    assert "destinationForSecret" not in user
    assert loket.content("GetEmployerUserByUserId", {"userId": user["id"]}) == user


@pytest.mark.behaviour("loket.employer-user.invite-actions")
def test_a_pending_invite_is_resent_and_revoked(loket: Any) -> None:
    """Resending leaves it pending; revoked it is gone, and takes no action any more."""
    ids = {"userId": _invited(loket)["id"]}
    for action, status in (("Resend", 4), ("Revoke", 2)):
        content = loket.content(ANSWER, ids, {"action": action})
        assert content["accessStatus"]["key"] == status
    answer = loket.call(ANSWER, ids, {"action": "Resend"})
    assert (answer.status_code, loket.why(answer)) == (400, ["loket.employer-user.invite-actions"])


@pytest.mark.behaviour("loket.employer-user.link")
def test_a_linked_user_has_access_to_the_employer(loket: Any) -> None:
    """Before linking the user has one employer, afterwards both; 202 without a body."""
    before = [one["id"] for one in loket.page(EMPLOYERS, USER)]
    answer = loket.call(LINK, HAVEN, {**USER, "departments": None})
    assert (answer.status_code, answer.content) == (202, b"")
    after = [one["id"] for one in loket.page(EMPLOYERS, USER)]
    assert set(after) == {*before, HAVEN["employerId"]}
    assert HAVEN["employerId"] not in before


@pytest.mark.parametrize("user", [{}, {"userId": "00000000-0000-4000-8000-000000000000"}])
def test_an_unknown_user_is_not_linked(loket: Any, user: dict[str, str]) -> None:
    """Linking needs a user who exists."""
    assert loket.call(LINK, HAVEN, user).status_code == 400


def _enabled(loket: Any, ids: dict[str, str]) -> set[str]:
    rights = loket.page(RIGHTS, ids)
    return {one["id"] for one in rights if one["isEnabled"]}


@pytest.mark.behaviour(
    "loket.employer-user-authorization.patch-keeps-others",
    "loket.employer-user-authorization.per-employer",
)
def test_authorizations_that_are_not_sent_stay(loket: Any) -> None:
    """One disabled and enabled again: the others stay, here and at the other employer."""
    loket.call(LINK, HAVEN, {**USER, "departments": None})
    there = {**HAVEN, **USER}
    before, elsewhere = _enabled(loket, HERE), _enabled(loket, there)
    chosen = sorted(before)[0]
    for enabled, expected in ((False, before - {chosen}), (True, before)):
        one = {"authorizations": [{"id": chosen, "isEnabled": enabled}]}
        loket.content(AUTHORIZE, HERE, one)
        assert _enabled(loket, HERE) == expected
        assert _enabled(loket, there) == elsewhere


def _settings(loket: Any, user: dict[str, str]) -> dict[int, bool]:
    found = loket.page(HEARD, user)
    return {one["notificationType"]["key"]: one["isEnabled"] for one in found}


@pytest.mark.behaviour(
    "loket.employer-user-notification-setting.patch-keeps-others",
    "loket.employer-user-notification-setting.set-is-a-guide",
)
def test_notifications_that_are_not_sent_stay(loket: Any) -> None:
    """Sent types are set, others stay, and a notification set alone changes nothing."""
    user = {"userId": _seeded("employer-user", "zonnehof")}
    before = _settings(loket, user)
    known = next(iter(before))
    new = 4 if 4 not in before else 5
    sent = [
        {
            "notificationType": {"key": key},
            "isEnabled": enabled,
            "createNumberOfDaysBeforeEvent": 3,
            "receiveDepartmentSignalsOnly": False,
            "sendMailWhenNotificationIsCreated": False,
        }
        for key, enabled in ((known, not before[known]), (new, True))
    ]
    loket.content(HEAR, user, {"notifications": sent})
    after = {**before, known: not before[known], new: True}
    assert _settings(loket, user) == after
    chosen = {"notificationSet": {"id": _seeded("notification-set", "linde/1")}}
    loket.content(HEAR, user, chosen)
    assert _settings(loket, user) == after


def _managed(loket: Any) -> set[str]:
    users = loket.page("GetEmployerUsersLinkedDepartmentsByEmployerId", EMPLOYER)
    (own,) = [one for one in users if one["userId"] == USER["userId"]]
    return {one["id"] for one in own["departments"]}


@pytest.mark.behaviour("loket.linked-department.link")
def test_a_manager_sees_the_employees_of_linked_departments(sim: Any, loket: Any) -> None:
    """Linking shows the department and its employees to the user, unlinking hides them."""
    manager = type(loket)(sim, sim.credentials.bearer_of("t.groen@zonnehof.example"))
    employees = ("GetEmployeesByEmployerId", EMPLOYER)
    before = len(manager.page(*employees))
    assert _managed(loket) == {KAS}
    link = [{"departmentId": OFFICE, "action": "link", "hasAccessToSubDepartments": False}]
    loket.content(DEPARTMENTS, HERE, link)
    assert _managed(loket) == {KAS, OFFICE}
    assert len(manager.page(*employees)) > before
    loket.content(DEPARTMENTS, HERE, [{**link[0], "action": "unlink"}])
    assert _managed(loket) == {KAS}
    assert len(manager.page(*employees)) == before


@pytest.mark.behaviour("loket.external-tenant.patch-201", "loket.external-tenant.remove")
def test_a_tenant_is_configured_and_taken_away(loket: Any) -> None:
    """201 with the tenant; with both members empty the user has none."""
    ids = {"employerUserId": USER["userId"]}
    tenant = _seeded("external-tenant", "zonnehof/1")
    account = "0c3b1a30-0d8a-4a7e-9b3e-0a4f0e0e2a11"
    body = {"externalTenant": {"id": tenant}, "externalUser": {"id": account}}
    answer = loket.call(TENANT, ids, body)
    assert answer.status_code == 201
    content = loket.content(READ_TENANT, ids)
    assert content == answer.json()["content"]
    assert (content["externalTenant"]["id"], content["externalUser"]["id"]) == (tenant, account)
    loket.content(TENANT, ids, {"externalTenant": None, "externalUser": None})
    assert loket.content(READ_TENANT, ids) == {"externalTenant": None, "externalUser": None}


@pytest.mark.behaviour("loket.provider-email-identity.verify")
def test_verifying_keeps_the_outcome(loket: Any) -> None:
    """A new identity is verified by its name, and says since when."""
    ids = {"providerId": _seeded("provider", "linde")}
    new = loket.call("PostEmailIdentityByProviderId", ids, {"emailIdentity": "nieuw.example"})
    assert new.status_code == 201
    body = {"emailIdentity": "nieuw.example"}
    content = loket.content("PostVerifyEmailIdentityByProviderId", ids, body)
    assert (content["isDkimVerified"], content["isSpfVerified"]) == (True, True)
    listed = loket.page("GetEmailIdentitiesByProviderId", ids)
    assert content in listed
    assert (
        loket.call("PostVerifyEmailIdentityByProviderId", ids, {"emailIdentity": "x"}).status_code
        == 400
    )


@pytest.mark.behaviour("loket.dashboard.licenses-whole-list")
def test_licenses_are_replaced_and_answered_whole(loket: Any) -> None:
    """The answer is the whole list, which is what a list answers then."""
    user = {"user": {"userId": USER["userId"]}}
    answer = loket.call("PutDashboardLicensesByEmployerId", EMPLOYER, [{"license": user}])
    listed = answer.json()["_embedded"]
    assert [one["license"]["user"]["userId"] for one in listed] == [USER["userId"]]
    assert listed[0]["license"]["user"]["personalDetails"]["lastName"] == "Groen"
    assert loket.page("GetDashboardLicensesByEmployerId", EMPLOYER) == listed
