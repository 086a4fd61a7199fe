"""Users of an employer of Loket: added, invited, changed, given rights, and removed in the end.

Mail and text messages about them go to addresses and numbers that nobody has.
"""

import pytest

from invaller_clients import BadRequest, LoketClient, NotFound
from invaller_clients.loket_answers import LoketRecord, loket_messages
from invaller_contracts.loket.casting import Cast
from invaller_contracts.loket.telling import NOBODY, looked_for, taken_back
from invaller_contracts.provider.target import Target

pytestmark = [pytest.mark.truth("documented"), pytest.mark.anywhere(writes=True)]

ADD, READ, CHANGE, REMOVE = (
    "PostEmployerUserByEmployerId",
    "GetEmployerUserByUserId",
    "PutEmployerUserByUserId",
    "DeleteEmployerUserByUserId",
)
LIST, LINK = "GetEmployerUsersByEmployerId", "PostLinkExistingUserByEmployerId"
INVITE, ACT_ON_INVITE = "PostInviteEmployerUserByEmployerId", "PatchEmployerUserInviteByUserId"
RIGHTS = "GetEmployerUserAuthorizationsByEmployerIdAndUserId"
AUTHORIZE = "PatchEmployerUserAuthorizationsByUserId"
HEARD = "GetEmployerUserNotificationSettingsByUserId"
HEAR = "PatchEmployerUserNotificationSettingsByUserId"
NO_ACCESS, INVITED = 2, 4
"""Keys of accessStatus."""

PERSON: LoketRecord = {
    "contactInformation": {"emailAddress": "ina@invaller.example"},
    "hasAccessToPayrollingTestData": False,
    "personalDetails": {"initials": "I.", "lastName": "Invaller"},
}


@pytest.fixture
def person(target: Target) -> LoketRecord:
    """A user to add, whose name nobody has yet."""
    account = {"userName": f"invaller.{target.seconds():.0f}", "password": "Inval-2025-geheim"}
    return {**PERSON, "loginMethod": {"key": 1}, "ssoAccount": account}


@pytest.fixture
def ina(loket: LoketClient, cast: Cast, person: LoketRecord) -> LoketRecord:
    """A user who was added to the employer."""
    return loket.call(ADD, employerId=cast.employer, body=person).content


def listed(loket: LoketClient, employer: str) -> list[str]:
    """The ids of the users of an employer."""
    return [one["id"] for one in loket.all(LIST, employerId=employer)]


@pytest.mark.behaviour("loket.employer-user.sso-or-azure", "loket.status.404-after-delete")
def test_a_user_comes_and_goes(
    loket: LoketClient, cast: Cast, person: LoketRecord, ina: LoketRecord
) -> None:
    """An added user has the name of the account and is listed; a deleted one is not found."""
    key = {"userId": ina["id"]}
    assert ina["userName"] == person["ssoAccount"]["userName"]
    assert loket.call(READ, key).content == ina
    assert ina["id"] in listed(loket, cast.employer)
    assert loket.call(REMOVE, key).status == 200
    for name in (READ, REMOVE):
        with pytest.raises(NotFound) as refused:
            loket.call(name, key)
        assert [one.kind for one in loket_messages(refused.value)] == ["NotFound"]
    assert ina["id"] not in listed(loket, cast.employer)


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.employer-user.name-taken")
def test_a_name_is_used_once(
    loket: LoketClient, cast: Cast, person: LoketRecord, ina: LoketRecord
) -> None:
    """A second user with the name of the account is refused, and not there."""
    before = listed(loket, cast.employer)
    with pytest.raises(BadRequest):
        loket.call(ADD, employerId=cast.employer, body=person)
    assert ina["id"] in before
    assert listed(loket, cast.employer) == before


@pytest.mark.behaviour("loket.employer-user.change-202")
def test_a_user_is_changed(target: Target, loket: LoketClient, ina: LoketRecord) -> None:
    """A change answers 202, and is read afterwards; the name of the account stays."""
    key = {"userId": ina["id"]}
    details = {**ina["personalDetails"], "firstName": "Ina"}
    answer = loket.call(CHANGE, key, body={**ina, "personalDetails": details})
    assert answer.status == 202
    read = looked_for(
        target,
        lambda: loket.call(READ, key).content,
        lambda user: user["personalDetails"] == details,
    )
    assert read["personalDetails"] == details
    assert read["userName"] == ina["userName"]


def refused(loket: LoketClient, operation: str, body: LoketRecord, **key: str) -> list[str | None]:
    """The kinds of the messages with which a call is refused."""
    with pytest.raises(BadRequest) as error:
        loket.call(operation, key, body=body)
    return [one.kind for one in loket_messages(error.value)]


@pytest.mark.behaviour("loket.write.required-lists", "loket.write.length")
def test_a_user_lacks_something(loket: LoketClient, cast: Cast, person: LoketRecord) -> None:
    """Nobody is added without a last name, with one that is too long, or a short password."""
    before = listed(loket, cast.employer)
    details, account = person["personalDetails"], person["ssoAccount"]
    for wrong in (
        {"personalDetails": {"initials": "I."}},
        {"personalDetails": {**details, "lastName": "x" * 26}},
        {"ssoAccount": {**account, "password": "kort"}},
    ):
        kinds = refused(loket, ADD, {**person, **wrong}, employerId=cast.employer)
        assert set(kinds) == {"BrokenBusinessRule"}
    assert listed(loket, cast.employer) == before


@pytest.mark.behaviour("loket.employer-user.invite", "loket.employer-user.invite-actions")
def test_an_invite_is_revoked(target: Target, loket: LoketClient, cast: Cast) -> None:
    """An invite is pending, is sent again and revoked; then there is none to send again."""
    mail = {"emailAddress": f"invaller.{target.seconds():.0f}@invaller.example"}
    body = {
        **PERSON,
        "contactInformation": mail,
        "destinationForSecret": "0000000000",
        "twoFactorAuthenticationRequired": False,
    }
    invited = loket.call(INVITE, employerId=cast.employer, body=body).content
    key = {"userId": invited["id"]}
    taken_back(loket, REMOVE, key)
    assert invited["id"] in listed(loket, cast.employer)
    for action, status in (("Resend", INVITED), ("Revoke", NO_ACCESS)):
        loket.call(ACT_ON_INVITE, key, body={"action": action})
        assert loket.call(READ, key).content["accessStatus"]["key"] == status
    for action in ("Resend", "Revoke"):
        assert refused(loket, ACT_ON_INVITE, {"action": action}, **key) == ["BrokenBusinessRule"]


def enabled(target: Target, loket: LoketClient, key: dict[str, str]) -> dict[str, bool]:
    """Whether each authorization that a user of an employer may have is enabled, by id."""
    try:
        rights = list(loket.all(RIGHTS, key))
    except NotFound:
        if target.is_real:
            pytest.skip(f"{RIGHTS} is not yet available here, as the document says")
        raise
    return {one["id"]: one["isEnabled"] for one in rights if one["availableForEmployerUser"]}


@pytest.mark.behaviour(
    "loket.employer-user.no-rights-yet",
    "loket.employer-user-authorization.available",
    "loket.employer-user-authorization.patch-keeps-others",
)
def test_rights_are_enabled_one_by_one(
    target: Target, loket: LoketClient, cast: Cast, ina: LoketRecord
) -> None:
    """A new user may do nothing; what is enabled stays while another right is changed."""
    key = {"employerId": cast.employer, "userId": ina["id"]}
    before = enabled(target, loket, key)
    assert before
    assert not any(before.values())
    first, second = sorted(before)[:2]
    for sent, expected in (
        ((first, True), {first}),
        ((second, True), {first, second}),
        ((first, False), {second}),
    ):
        one = {"id": sent[0], "isEnabled": sent[1]}
        loket.call(AUTHORIZE, key, body={"authorizations": [one]})
        after = enabled(target, loket, key)
        assert {name for name, its in after.items() if its} == expected


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.metadata.unknown-key")
def test_a_right_that_is_not_there(
    target: Target, loket: LoketClient, cast: Cast, ina: LoketRecord
) -> None:
    """A right that no environment has is refused, and none is enabled."""
    key = {"employerId": cast.employer, "userId": ina["id"]}
    body = {"authorizations": [{"id": NOBODY, "isEnabled": True}]}
    assert refused(loket, AUTHORIZE, body, **key) == ["BrokenBusinessRule"]
    assert not any(enabled(target, loket, key).values())


@pytest.mark.behaviour("loket.employer-user-notification-setting.patch-keeps-others")
def test_notifications_are_set_one_by_one(loket: LoketClient, ina: LoketRecord) -> None:
    """Of notifications that are set one after the other the earlier ones stay as they were."""
    key = {"userId": ina["id"]}
    expected: dict[int, bool] = {}
    for kind, is_on in ((1, True), (2, True), (1, False)):
        setting = {
            "notificationType": {"key": kind},
            "isEnabled": is_on,
            "createNumberOfDaysBeforeEvent": 3,
            "receiveDepartmentSignalsOnly": False,
            "sendMailWhenNotificationIsCreated": False,
        }
        loket.call(HEAR, key, body={"notifications": [setting]})
        expected[kind] = is_on
        found = {one["notificationType"]["key"]: one for one in loket.all(HEARD, key)}
        assert {one: found[one]["isEnabled"] for one in expected} == expected


@pytest.mark.behaviour("loket.linked-department.link")
def test_departments_are_linked(loket: LoketClient, cast: Cast, ina: LoketRecord) -> None:
    """A department that is linked to a user is told, until it is not."""
    key = {"employerId": cast.employer, "userId": ina["id"]}
    department = next(loket.all("GetDepartmentsByEmployerId", employerId=cast.employer), None)
    if department is None:
        pytest.skip("the employer has no department to link")
    chosen = {"departmentId": department["id"], "hasAccessToSubDepartments": False}
    name = "GetEmployerUsersLinkedDepartmentsByEmployerId"
    for action, expected in (("link", [department["id"]]), ("unlink", [])):
        loket.call(
            "PatchEmployerUserLinkedDepartmentsByEmployerIdAndUserId",
            key,
            body=[{**chosen, "action": action}],
        )
        (own,) = [
            one for one in loket.all(name, employerId=cast.employer) if one["userId"] == ina["id"]
        ]
        assert [one["id"] for one in own["departments"]] == expected


@pytest.mark.behaviour("loket.employer-user.link")
def test_a_user_of_another_employer_is_linked(
    target: Target, loket: LoketClient, cast: Cast, person: LoketRecord
) -> None:
    """A user of one employer who is linked to another one is linked to several."""
    others = [one["id"] for one in loket.all("GetEmployersByUserId") if one["id"] != cast.employer]
    if not others:
        pytest.skip("the user has one employer only: nobody of another one can be linked to it")
    added = loket.call(ADD, employerId=others[0], body=person).content
    assert not added["isLinkedToMultipleEmployers"]
    body = {"userId": added["id"], "departments": None}
    assert loket.call(LINK, employerId=cast.employer, body=body).status == 202
    read = looked_for(
        target,
        lambda: loket.call(READ, userId=added["id"]).content,
        lambda user: bool(user["isLinkedToMultipleEmployers"]),
    )
    assert read == {**added, "isLinkedToMultipleEmployers": True}


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.metadata.unknown-key")
def test_nobody_is_linked(loket: LoketClient, cast: Cast) -> None:
    """A user who is not there is not linked."""
    before = listed(loket, cast.employer)
    body = {"userId": NOBODY, "departments": None}
    assert refused(loket, LINK, body, employerId=cast.employer) == ["BrokenBusinessRule"]
    assert listed(loket, cast.employer) == before


@pytest.mark.behaviour("loket.user.some-properties")
def test_the_user_changes_its_own_place(loket: LoketClient) -> None:
    """The user changes the place where it works; all else of it stays, as does the mail address."""
    me = loket.call("GetUserByToken").content
    taken_back(loket, "PutUserByToken", {}, me)
    contact = {**me["contactInformation"], "placeOfEmployment": "Kas 7"}
    sent = {**contact, "emailAddress": "nobody@invaller.example"}
    loket.call("PutUserByToken", body={**me, "contactInformation": sent})
    assert loket.call("GetUserByToken").content == {**me, "contactInformation": contact}
    loket.call("PutUserByToken", body=me)
    assert loket.call("GetUserByToken").content == me
