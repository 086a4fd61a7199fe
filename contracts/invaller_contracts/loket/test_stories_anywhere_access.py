"""Who is let through at Loket and who is not: tokens, rights, and employers of others."""

from collections.abc import Generator, Iterator

import httpx
import pytest

from invaller_clients import Forbidden, LoketClient, NotFound, Unauthorized
from invaller_contracts.loket.casting import Cast, child
from invaller_contracts.loket.client import CheckedLoketClient, loket_client
from invaller_contracts.loket.environment import FOREIGN_EMPLOYER
from invaller_contracts.loket.other_users import Colleague, employee_client, viewer_client
from invaller_contracts.loket.telling import NOBODY
from invaller_contracts.provider.target import Target

pytestmark = [pytest.mark.truth("documented"), pytest.mark.anywhere]

EMPLOYEES, CHILDREN = "GetEmployeesByEmployerId", "GetChildrenByEmployeeId"
AUTHORIZATIONS = "GetAuthorizationsByEmployerId"
DENIED = "Authorization has been denied for this request."
REASON = "Insufficient rights for this request, reason "


@pytest.fixture
def karel(target: Target) -> Iterator[CheckedLoketClient]:
    """The reference client of a user who may change nothing."""
    with viewer_client(target) as client:
        yield client


@pytest.fixture
def jan(target: Target) -> Iterator[CheckedLoketClient]:
    """The reference client of an employee."""
    with employee_client(target) as client:
        yield client


@pytest.fixture
def foreign(target: Target) -> str:
    """An employer that the user has no access to."""
    return target.value(FOREIGN_EMPLOYER)


class Bearer(httpx.Auth):
    """Sends a token that nobody gave, and asks for no other."""

    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """The call with the token."""
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


def reason(loket: LoketClient, operation: str, body: object = None, **key: str) -> str:
    """The reason that a refused call is told."""
    with pytest.raises(Forbidden) as refused:
        loket.call(operation, key, body=body)
    said = refused.value.problem.detail or ""
    assert refused.value.body == {"message": said}
    assert said.startswith(REASON)
    return said.removeprefix(REASON)


@pytest.mark.behaviour("loket.authorization.entity", "loket.status.403-body")
def test_an_employer_of_others_stays_hidden(loket: LoketClient, foreign: str) -> None:
    """An employer of others is not listed, and nothing of it is read; the reason is told."""
    assert foreign not in [one["id"] for one in loket.all("GetEmployersByUserId")]
    for name in (
        "GetEmployerByEmployerId",
        EMPLOYEES,
        "GetDepartmentsByEmployerId",
        "GetEmployerUsersByEmployerId",
        AUTHORIZATIONS,
    ):
        assert reason(loket, name, employerId=foreign)


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("loket.authorization.entity", "loket.status.403-body")
def test_nothing_is_written_at_an_employer_of_others(loket: LoketClient, foreign: str) -> None:
    """Neither a concept employee nor a user is added to an employer of others."""
    named = {"personalDetails": {"lastName": "Invaller"}}
    concept = {"uniqueName": "Invaller", "employeeData": named}
    assert reason(loket, "PostConceptEmployeeByEmployerId", concept, employerId=foreign)
    invited = {
        "contactInformation": {"emailAddress": "ina@invaller.example"},
        "destinationForSecret": "0000000000",
        "hasAccessToPayrollingTestData": False,
        "personalDetails": {"initials": "I.", "lastName": "Invaller"},
        "twoFactorAuthenticationRequired": False,
    }
    assert reason(loket, "PostInviteEmployerUserByEmployerId", invited, employerId=foreign)


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.authorization.entity-before-existence")
def test_who_is_not_there_is_not_forbidden(foreign: str, loket: LoketClient, cast: Cast) -> None:
    """An employer of others is forbidden, one that is not there is not found."""
    assert cast.employer != foreign
    assert reason(loket, EMPLOYEES, employerId=foreign)
    with pytest.raises(NotFound):
        loket.call(EMPLOYEES, employerId=NOBODY)


@pytest.mark.behaviour("loket.status.401-body", "loket.header.authorization-bearer")
@pytest.mark.parametrize("token", ["nobody-gave-this-one", NOBODY])
def test_a_token_that_nobody_gave(target: Target, cast: Cast, token: str) -> None:
    """Another token than the one that was given is refused, with the message and no more."""
    with (
        loket_client(target, auth=Bearer(token)) as nobody,
        pytest.raises(Unauthorized) as refused,
    ):
        nobody.call(EMPLOYEES, employerId=cast.employer)
    assert refused.value.body == {"message": DENIED}


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.status.order")
def test_the_token_is_looked_at_first(target: Target, foreign: str) -> None:
    """Without a token nothing is told of what a user may do, nor of what is there."""
    with loket_client(target, auth=None) as nobody:
        for employer in (foreign, NOBODY):
            with pytest.raises(Unauthorized) as refused:
                nobody.call("GetEmployerByEmployerId", employerId=employer)
            assert refused.value.body == {"message": DENIED}


def activities(loket: LoketClient, cast: Cast) -> set[str]:
    """What a user may do at the employer of the stories."""
    listed = loket.all(AUTHORIZATIONS, employerId=cast.employer)
    return {str(one["description"]) for one in listed}


@pytest.mark.behaviour("loket.authorization.list-is-consistent")
def test_what_is_listed_is_let_through(loket: LoketClient, cast: Cast) -> None:
    """The activities of what the stories read are listed, and each of them answers."""
    read = {
        EMPLOYEES: {"employerId": cast.employer},
        "GetDepartmentsByEmployerId": {"employerId": cast.employer},
        "GetEmploymentsByEmployeeId": {"employeeId": cast.employee},
        "GetWagesByEmploymentId": {"employmentId": cast.employment},
        "GetLeaveByEmploymentId": {"employmentId": cast.employment},
    }
    assert read.keys() <= activities(loket, cast)
    for name, key in read.items():
        assert loket.call(name, key).status == 200


@pytest.mark.behaviour(
    "loket.authorization.list-is-consistent",
    "loket.authorization.user-right",
)
def test_what_is_not_listed_is_refused(loket: LoketClient, karel: LoketClient, cast: Cast) -> None:
    """A user who sees employees only is refused their pay and the users, which are not
    listed either; another user reads the pay.
    """
    listed = activities(karel, cast)
    assert EMPLOYEES in listed
    assert cast.employee in [one["id"] for one in karel.all(EMPLOYEES, employerId=cast.employer)]
    for name, key in (
        ("GetWagesByEmploymentId", {"employmentId": cast.employment}),
        ("GetEmployerUsersByEmployerId", {"employerId": cast.employer}),
    ):
        assert name not in listed
        assert reason(karel, name, **key)
    assert loket.call("GetWagesByEmploymentId", employmentId=cast.employment).status == 200


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.authorization.employee-role", "loket.status.403-body")
def test_an_employee_sees_oneself(
    target: Target, loket: LoketClient, jan: LoketClient, cast: Cast
) -> None:
    """An employee reads the own employment, and of a colleague and of users not even a list."""
    own = Colleague.of(target, loket, cast).employment
    if cast.employment == own:
        pytest.skip("the employee with self service is that of the stories: there is no colleague")
    assert jan.call("GetEmploymentByEmploymentId", employmentId=own).content["id"] == own
    for name in ("GetEmploymentByEmploymentId", "GetLeaveRequestsByEmploymentId"):
        assert reason(jan, name, employmentId=cast.employment)
    assert reason(jan, "GetEmployerUsersByEmployerId", employerId=cast.employer)


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("loket.authorization.user-right", "loket.status.nothing-half-done")
def test_a_viewer_changes_nothing(loket: LoketClient, karel: LoketClient, cast: Cast) -> None:
    """A user without the right adds no child, neither well nor badly told; none is there."""
    key, name = {"employeeId": cast.employee}, "PostChildByEmployeeId"
    before = [one["id"] for one in loket.all(CHILDREN, key)]
    assert name not in activities(karel, cast)
    for body in (child(), {}):
        assert reason(karel, name, body, **key)
    assert [one["id"] for one in loket.all(CHILDREN, key)] == before
