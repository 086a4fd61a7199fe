"""Users beside the one of most stories; each hands over a refresh token of its own."""

from dataclasses import dataclass
from typing import Self

from invaller_clients import LoketClient
from invaller_clients.loketoauth import LoketAuthorization, LoketTokens
from invaller_contracts.loket.casting import Cast
from invaller_contracts.loket.client import CheckedLoketClient, loket_client
from invaller_contracts.loket.environment import (
    SELF_SERVICE_EMPLOYEE,
    SELF_SERVICE_TOKEN,
    SELF_SERVICE_USER,
    VIEWER,
    VIEWER_TOKEN,
)
from invaller_contracts.loketoauth.client import signed_in
from invaller_contracts.loketoauth.environment import CLIENT_ID, CLIENT_SECRET
from invaller_contracts.provider.target import Target

_HANDED_OVER: dict[str, LoketAuthorization] = {}
"""Authorizations at URLs by the refresh token that was handed over: a newer one replaces it."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Ids of the employee who has access to self service, and of the employment."""

    employee: str
    employment: str

    @classmethod
    def of(cls, target: Target, loket: LoketClient, cast: Cast) -> Self:
        """Find them as the employer does."""
        number = int(target.value(SELF_SERVICE_EMPLOYEE))
        (employee,) = loket.all(
            "GetEmployeesByEmployerId",
            employerId=cast.employer,
            filter=f"employeeNumber eq {number}",
        )
        (employment,) = loket.all("GetEmploymentsByEmployeeId", employeeId=employee["id"])
        return cls(employee["id"], employment["id"])


def employee_client(target: Target) -> CheckedLoketClient:
    """A client in the name of an employee; skips the story when nobody handed over a token."""
    return loket_client(target, auth=_authorized(target, SELF_SERVICE_TOKEN, SELF_SERVICE_USER))


def viewer_client(target: Target) -> CheckedLoketClient:
    """A client of a user who may change nothing; skips the story when there is no token."""
    return loket_client(target, auth=_authorized(target, VIEWER_TOKEN, VIEWER))


def _authorized(target: Target, variable: str, username: str) -> LoketAuthorization:
    """The application for which a user has signed in: of the seed, or by a token of a variable."""
    if target.simulator is not None:
        return signed_in(target.simulator, username)
    given = target.value(variable)
    if given not in _HANDED_OVER:
        _HANDED_OVER[given] = LoketAuthorization(
            target.value(CLIENT_ID),
            target.value(CLIENT_SECRET),
            url=target.urls["loketoauth"],
            tokens=LoketTokens("", given, "None", 0.0),
        )
    return _HANDED_OVER[given]
