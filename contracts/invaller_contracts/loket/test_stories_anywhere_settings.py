"""What somebody sets at Loket and sees afterwards: filters, pictures, departments, leave policies.

At a URL all of it is set back in the end. Pictures are of people who have none.
"""

from base64 import b64decode

import pytest

from invaller_clients import BadRequest, LoketClient, NotFound
from invaller_clients.loket_answers import LoketRecord, loket_messages
from invaller_contracts.loket.casting import Cast
from invaller_contracts.loket.telling import NOBODY, taken_back

pytestmark = [pytest.mark.truth("documented"), pytest.mark.anywhere(writes=True)]

FILTER, SET_FILTER = "GetUserFilterSettingsByEmployerId", "PutUserFilterSettingsByEmployerId"
MINIMIZED = "GetEmploymentsMinimizedByEmployerId"
COMPREHENSIVE = "GetEmploymentsComprehensiveByEmployerId"
POLICIES, LINK = "GetLeavePoliciesByEmploymentId", "PatchLeavePoliciesByEmploymentId"
LINKED, LINK_MANY = "GetEmploymentsByLeavePolicyId", "PatchEmploymentsByLeavePolicyId"

PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
    "AAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
"""A picture of one pixel, base64."""

POLICY: LoketRecord = {
    "name": "Invaller",
    "accrualType": {"key": 1},
    "additionalLeave": {
        "allocationType": {"key": 1},
        "referenceDate1": {"day": 1, "month": {"key": 1}},
    },
    "leaveRequest": {"applyLeaveSchedule": False, "useHolidaysInCalculation": False},
    "leaveUnitType": {"key": 1},
    "payoutLeaveImmediately": False,
    "roundTo": {"key": 1},
    "roundingMethod": {"key": 1},
}
"""A leave policy that gives no leave."""


@pytest.fixture
def settings(loket: LoketClient, cast: Cast) -> LoketRecord:
    """The filter settings that the user has at the employer."""
    found = loket.call(FILTER, employerId=cast.employer).content
    taken_back(loket, SET_FILTER, {"employerId": cast.employer}, found)
    return found


def filtered(settings: LoketRecord, **members: object) -> LoketRecord:
    """The settings that let everything through, but for some members."""
    everybody: LoketRecord = {
        "filterOnAdministrations": [],
        "filterOnDepartments": [],
        "filterOnEmployedStatus": "AllEmployments",
        "filterOnOnCallEmployment": None,
    }
    return {**settings, "employmentFilter": {**everybody, **members}}


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.filtersettings.limits-lists", "loket.filtersettings.by-department")
def test_a_filter_limits_lists(loket: LoketClient, cast: Cast, settings: LoketRecord) -> None:
    """With a department set the lists of employments keep those of it; without it, all."""
    key = {"employerId": cast.employer}
    departments = list(loket.all("GetDepartmentsByEmployerId", key))
    if not departments:
        pytest.skip("the employer has no department to filter by")
    loket.call(SET_FILTER, key, body=filtered(settings))
    every = {one["id"] for one in loket.all(MINIMIZED, key)}
    chosen = {"key": departments[0]["id"]}
    loket.call(SET_FILTER, key, body=filtered(settings, filterOnDepartments=[chosen]))
    kept = list(loket.all(COMPREHENSIVE, key))
    assert {one["id"] for one in loket.all(MINIMIZED, key)} == {one["id"] for one in kept} <= every
    assert {one["organizationalEntity"]["department"]["key"] for one in kept} <= {chosen["key"]}
    assert cast.employment in every
    assert loket.call("GetEmploymentByEmploymentId", employmentId=cast.employment).content["id"]
    loket.call(SET_FILTER, key, body=filtered(settings))
    assert {one["id"] for one in loket.all(MINIMIZED, key)} == every


@pytest.mark.behaviour("loket.write.enum")
def test_a_filter_that_is_none(loket: LoketClient, cast: Cast, settings: LoketRecord) -> None:
    """A status that is not listed and a department that is not there are refused."""
    key = {"employerId": cast.employer}
    for wrong in (
        {"filterOnEmployedStatus": "Nobody"},
        {"filterOnDepartments": [{"key": NOBODY}]},
    ):
        with pytest.raises(BadRequest) as refused:
            loket.call(SET_FILTER, key, body=filtered(settings, **wrong))
        assert {one.kind for one in loket_messages(refused.value)} == {"BrokenBusinessRule"}
    assert loket.call(FILTER, key).content == settings


@pytest.mark.behaviour("loket.user.photo-missing")
@pytest.mark.behaviour("loket.employee.photo-missing", "loket.employee.photo-round-trip")
@pytest.mark.parametrize(
    ("read", "upload", "delete"),
    [
        ("GetUserPhotoByToken", "PostUserPhotoByToken", "DeleteUserPhotoByToken"),
        (
            "GetEmployeePhotoByEmployeeId",
            "PostEmployeePhotoByEmployeeId",
            "DeleteEmployeePhotoByEmployeeId",
        ),
    ],
)
def test_a_picture_comes_and_goes(
    loket: LoketClient, cast: Cast, read: str, upload: str, delete: str
) -> None:
    """Who has no picture is answered so; an uploaded one is answered as it was, until deleted."""
    key = {"employeeId": cast.employee} if "Employee" in read else {}
    try:
        loket.call(read, key)
    except NotFound:
        taken_back(loket, delete, key)
    else:
        pytest.skip("there is a picture already, which the story would replace")
    loket.call(upload, key, body={"data": PNG, "mimeType": "image/png"})
    seen = loket.call(read, key, media_type="image/png")
    assert (seen.data, seen.media_type) == (b64decode(PNG), "image/png")
    loket.call(delete, key)
    with pytest.raises(NotFound):
        loket.call(read, key)


@pytest.fixture
def policy(loket: LoketClient, cast: Cast) -> str:
    """A leave policy of the employer to which nobody is linked."""
    name = "PostLeavePolicyByEmployerId"
    added = loket.call(name, employerId=cast.employer, body=POLICY).content
    taken_back(loket, LINK, {"employmentId": cast.employment}, _linking(added["id"], "unlink"))
    return str(added["id"])


def _linking(identifier: str, action: str) -> list[LoketRecord]:
    return [{"id": identifier, "action": action}]


def sides(loket: LoketClient, cast: Cast, policy: str) -> tuple[bool, bool]:
    """Whether a leave policy and the employment are linked, as each of them tells."""
    policies = {one["id"] for one in loket.all(POLICIES, employmentId=cast.employment)}
    employments = {one["id"] for one in loket.all(LINKED, leavePolicyId=policy)}
    return policy in policies, cast.employment in employments


@pytest.mark.behaviour("loket.leave-policy-link.both-sides")
def test_a_link_shows_at_both_sides(loket: LoketClient, cast: Cast, policy: str) -> None:
    """Linked from either side a leave policy shows at both, and unlinked at neither."""
    assert sides(loket, cast, policy) == (False, False)
    for operation, key, other in (
        (LINK, {"employmentId": cast.employment}, policy),
        (LINK_MANY, {"leavePolicyId": policy}, cast.employment),
    ):
        for action, expected in (("link", True), ("unlink", False)):
            loket.call(operation, key, body=_linking(other, action))
            assert sides(loket, cast, policy) == (expected, expected)


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.leave-policy.delete-linked")
def test_a_linked_policy_stays(loket: LoketClient, cast: Cast, policy: str) -> None:
    """A leave policy with an employment is not deleted before that is unlinked."""
    key, above = {"leavePolicyId": policy}, {"employmentId": cast.employment}
    loket.call(LINK, above, body=_linking(policy, "link"))
    with pytest.raises(BadRequest):
        loket.call("DeleteLeavePolicyByLeavePolicyId", key)
    assert loket.call("GetLeavePolicyByLeavePolicyId", key).content["name"] == "Invaller"
    loket.call(LINK, above, body=_linking(policy, "unlink"))
    loket.call("DeleteLeavePolicyByLeavePolicyId", key)
    with pytest.raises(NotFound):
        loket.call("GetLeavePolicyByLeavePolicyId", key)
