"""Users with a name and a password: the login that the APIs of one institution share.

The users are documents of each workspace, so that others can be brought in with its state; an API
that asks for the login declares USERS among its kinds, and its workspaces begin with SEEDED.

`authenticate_basic` tells who calls. What a failed login answers, and whether credentials in the
query are worth a finding, is for the API to say; where it takes none there, it gives no query.
"""

import base64
import binascii
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from invaller.kernel.store import Documents, Kind
from invaller.kernel.workspace import Workspace

USERS = Kind("basic.user", ("name",), ("name", "password", "units"))
"""Key: the name. units: the subsidie-eenheden that the user may call for, e.g. `SE.50`."""

EVERY_UNIT = "*"
"""Stands for all subsidie-eenheden among the units of a user."""


@dataclass(frozen=True, slots=True)
class BasicUser:
    """Who calls. units: what the user may call for; in_query: the URL held the password."""

    name: str
    units: tuple[str, ...]
    in_query: bool = False

    def may_call_for(self, unit: str) -> bool:
        """Whether the user may call for a subsidie-eenheid, by the text that its document has."""
        return EVERY_UNIT in self.units or unit in self.units


@dataclass(frozen=True, slots=True)
class LoginFailed:
    """Why nobody was let in; for explanations, never for the answer.

    where: what held the credentials, for people.
    """

    message: str
    where: str = "header Authorization"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A name and a password as they were sent."""

    name: str
    password: str


SEEDED: tuple[dict[str, object], ...] = (
    # The documents name no user; these can be nobody's.
    {"name": "isis", "password": "isis-simulator", "units": ["SE.50"]},
    {"name": "alles", "password": "alles-simulator", "units": [EVERY_UNIT]},
    {"name": "niets", "password": "niets-simulator", "units": []},
)
"""The users of a new workspace: one with the unit of the documents, one with all, one with none."""


def sow_users(documents: Documents) -> None:
    """Give a new workspace its users."""
    for user in SEEDED:
        documents.put(USERS, str(user["name"]), user)


def basic_credentials(authorization: str | None) -> Credentials | None:
    """The name and password of a BASIC header, read as UTF-8 (RFC 7617), or None."""
    scheme, _, encoded = (authorization or "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        text = base64.b64decode(encoded.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    name, colon, password = text.partition(":")
    return Credentials(name, password) if colon else None


def authenticate_basic(
    workspace: Workspace,
    authorization: str | None,
    query: Mapping[str, Sequence[str]] | None = None,
) -> BasicUser | LoginFailed:
    """Who calls, by an Authorization header or by `user` and `password` of the query.

    Both may be sent when they say the same. query: every text of each parameter; None where
    the API takes no credentials there.
    """
    asked = query or {}
    by_query = _query_credentials(asked)
    if authorization is None:
        if by_query is None:
            return LoginFailed("the call carries no user and password")
        return _known(workspace, by_query, in_query=True)
    by_header = basic_credentials(authorization)
    if by_header is None:
        return LoginFailed("the header is not 'Basic' and the Base64 of user:password in UTF-8")
    if by_query is not None and by_query != by_header:
        return LoginFailed("the header and the query name different logins", "header and query")
    return _known(workspace, by_header, in_query=by_query is not None)


def _query_credentials(query: Mapping[str, Sequence[str]]) -> Credentials | None:
    if "user" not in query or "password" not in query:
        return None
    return Credentials(query["user"][-1], query["password"][-1])


def _known(workspace: Workspace, given: Credentials, *, in_query: bool) -> BasicUser | LoginFailed:
    where = "query" if in_query else "header Authorization"
    user = workspace.documents.get(USERS, given.name)
    if user is None or user["name"] != given.name:
        return LoginFailed(f"workspace {workspace.name!r} has no user {given.name!r}", where)
    if not _same(str(user["password"]), given.password):
        return LoginFailed(f"the password is not that of {given.name!r}", where)
    return BasicUser(given.name, tuple(user["units"]), in_query)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(
        one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass")
    )
